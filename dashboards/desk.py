"""The start page "Việc của tôi": what a person has to do now, computed from the state of things.

The page shows all of it; the navigation shows its counts.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from dashboards import office_work
from dashboards.asking import Asked, asked_by
from dashboards.attention import late_units, waiting_packages
from dashboards.difficulty_errands import difficulties_of
from dashboards.errands import SHOWN, Box, Errand, rest_of
from dashboards.form_errands import elsewhere_box, longest_box, own_boxes, waiting_box
from dashboards.milestones import Progress
from dashboards.overview import Overview
from dashboards.queues import holders_of, queues_of
from dashboards.unit_work import next_work
from departments.models import User
from departments.roles import Capability, Reach
from tthc.core.display import day, number


@dataclass(frozen=True)
class Desk:
    """What waits, in the middle; what is to be watched, at the side; `figures` for who chases units by them."""

    middle: list[Box]
    side: list[Box]
    waiting: int = 0
    returned: int = 0
    late: int = 0
    may_draft: bool = False
    figures: Asked | None = None


def desk_of(user: User) -> Desk:
    """The desk of a person, by their rights; a constant number of queries."""
    today, queues, asked = timezone.localdate(), queues_of(user), _figures(user)
    found = asked.overview
    milestones = _milestones(found, today) if found else []
    holders = holders_of(queues.elsewhere) if queues.elsewhere else {}
    middle = [
        waiting_box(queues, user),
        _decisions(user, asked),
        *own_boxes(queues, user),
        elsewhere_box(queues, holders),
    ]
    side = [
        longest_box(queues, user, holders),
        Box(
            "Mốc, nhiệm vụ", milestones, len(milestones), "Không có mốc, nhiệm vụ nào chậm hoặc sắp đến hạn."
        ),
        *_boxes_ahead(user, found, today),
    ]
    return Desk(
        middle=[box for box in middle if box],
        side=[box for box in side if box and (box.errands or box.empty)],
        waiting=len(queues.waiting),
        returned=len(queues.returned),
        may_draft=user.may(Capability.DRAFT),
        late=sum(errand.tone == "late" for errand in milestones),
        figures=asked if found and user.may(Capability.PLAN) else None,
    )


def _figures(user: User) -> Asked:
    return asked_by(user, {}) if user.may(Capability.FIGURES) else Asked({})


def _milestones(found: Overview, today: date) -> list[Errand]:
    """Late and soon due milestones and tasks, the latest first; the next milestone in any case."""
    pending = [
        one for one in found.milestones if not one.standing.is_reached and one.standing.days is not None
    ]
    pending = [one for one in pending if one.share is None or not one.has_nothing_to_do]
    pending.sort(key=lambda one: one.standing.days)
    urgent = [one for one in pending if one.standing.is_late or one.standing.is_soon] or pending[:1]
    url = reverse("dashboards:progress")
    errands = [Errand(one.label, one.tone, one.milestone.title, _lacking(one), url) for one in urgent]
    plan = found.programme.plan
    for task in plan.tasks.open_on(today).by_due().select_related("lead_unit"):
        standing = task.standing_on(today)
        if standing.is_late or standing.is_soon:
            lead = f"Chủ trì: {task.lead_unit}" if task.lead_unit else "Nhiệm vụ của kế hoạch"
            errands.append(Errand(standing.label, standing.tone, task.title, lead, plan.get_absolute_url()))
    return errands


def _lacking(found: Progress) -> str:
    due = f"hạn đến hết {day(found.standing.last_day)}"
    if found.share is None or found.is_amount:
        return due.capitalize()
    share = found.share
    return f"{number(share.part)} / {number(share.whole)}, thiếu {number(found.missing)}; {due}"


def _decisions(user: User, asked: Asked) -> Box | None:
    """What a leader of the agency, who decides on no form, has to decide or to look at."""
    sees_all = user.reach(Capability.FIGURES) >= Reach.AGENCY
    if not sees_all or user.may(Capability.CHECK):
        return None
    errands = difficulties_of(user) if user.may(Capability.DECIDE) else []
    if asked.overview:
        errands += [*waiting_packages(user, asked.overview), *late_units(asked, asked.overview)]
    return Box("Cần chú ý, quyết định", errands, len(errands), "Không có việc nào chậm hay chờ quyết định.")


def _boxes_ahead(user: User, found: Overview | None, today: date) -> Iterable[Box]:
    for title, errands in _work_ahead(user, found, today):
        yield Box(title, errands[:SHOWN], len(errands), more_note=rest_of(errands))


def _work_ahead(user: User, found: Overview | None, today: date) -> Iterable[tuple[str, list[Errand]]]:
    """What whoever holds the right has to take on next, for their unit or for the whole agency."""
    yield "Việc tiếp theo", next_work(user, found)
    if not user.may(Capability.DECIDE):
        yield "Vướng mắc", difficulties_of(user)
    if user.reach(Capability.ANNOUNCE) >= Reach.AGENCY:
        yield "Công bố, công khai", [*office_work.to_announce(user), *office_work.to_publish(user)]
    if user.reach(Capability.PACKAGE) >= Reach.AGENCY:
        yield (
            "Trình, phê duyệt, thực thi",
            [
                *office_work.to_package(user),
                *office_work.packages_on_way(user),
                *office_work.to_enforce(user, today),
            ],
        )
    if user.reach(Capability.CHECK) >= Reach.AGENCY or user.may(Capability.MASTER_DATA):
        if found:
            yield "Đơn vị chưa khai thống kê đủ", office_work.units_to_chase(found.undeclared)
        yield "Đơn vị chưa có trưởng phòng", office_work.units_without_head(user)
