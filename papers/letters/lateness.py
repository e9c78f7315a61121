"""What a unit is late with as at a day: goals of the plan, and each procedure, task and action behind them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from dashboards.figures import Ledger
from dashboards.measures import MEASURES
from dashboards.milestones import Progress
from dashboards.overview import WORDS, Overview, progress_of
from dashboards.queries import Unit
from dashboards.reminders import STARTS_WITH_AN_INVENTORY
from plans.enums import Measure
from procedures.models import Procedure
from reviews.models import EnforcementAction
from tthc.core.display import day, number, percent


@dataclass(frozen=True)
class LateItem:
    """One thing that is late: what is lacking, of which procedure or task, since when; whether a goal counts it."""

    lacking: str
    title: str
    last_day: date
    days: int
    of_goal: bool = False


@dataclass(frozen=True)
class Arrears:
    """All that a unit is late with; `goals` are the plan's goals, to this unit's part."""

    unit: Unit
    goals: list[Progress]
    items: list[LateItem]

    @property
    def sentences(self) -> list[str]:
        """Each late goal in words, by how many days it is late; then how many things are late that no goal counts."""
        others = sum(not item.of_goal for item in self.items)
        which = "việc khác" if self.goals else "việc"
        rest = [f"còn {number(others)} {which} quá hạn, ghi tại Phụ lục"] if others else []
        return [*(_sentence(goal) for goal in self.goals), *rest]


def _sentence(goal: Progress) -> str:
    title, target = goal.milestone.title, percent(goal.milestone.target, 0)
    lacking = f"còn {number(goal.missing)} thủ tục chưa {WORDS[goal.milestone.measure]}"
    late = f"chậm {number(-goal.standing.days)} ngày"
    return f"{title} (chỉ tiêu {target}, hạn đến hết ngày {day(goal.standing.last_day)}): {lacking}, {late}"


def arrears_of(found: Overview) -> list[Arrears]:
    """The units that are late with anything, in the order of the office; a constant number of queries."""
    parts, nothing = found.ledger.by_department(), Ledger([], found.ledger.plan)
    goals = {unit.pk: late_goals(found, parts.get(unit.pk, nothing)) for unit in found.units}
    actions = list(_late_actions(found))
    told = {action.proposal.review.procedure_id for action in actions}
    items = {
        unit.pk: list(_late_procedures(parts.get(unit.pk, nothing), goals[unit.pk], found.as_at, told))
        for unit in found.units
    }
    undeclared, others = _undeclared(found), _others(found, actions)
    names = _names(pk for rows in items.values() for _, pk, _ in rows)
    arrears = []
    for unit in found.units:
        named = [
            _item(MEASURES[key].label, names[pk], last_day, found.as_at, of_goal=True)
            for key, pk, last_day in items[unit.pk]
        ]
        own = [*undeclared.get(unit.pk, []), *named, *others.get(unit.pk, [])]
        if own or goals[unit.pk]:
            arrears.append(Arrears(unit, goals[unit.pk], own))
    return arrears


def late_goals(found: Overview, part: Ledger) -> list[Progress]:
    """The goals that count procedures and that this part of the agency has not reached in time."""
    return [
        goal
        for goal in progress_of(found.programme.milestones, part, found.as_at)
        if goal.lacking_key and goal.missing and goal.standing.is_late and not goal.has_nothing_to_do
    ]


def _late_procedures(
    part: Ledger, goals: list[Progress], as_at: date, told: set[int]
) -> Iterator[tuple[str, int, date]]:
    """(measure that is lacking, procedure, last day), each procedure once a measure, by the highest late goal.

    What is to be put into force is late action by action, each by its own day; procedures `told` of so are left out.
    """
    highest: dict[str, Progress] = {}
    for goal in goals:
        known = highest.setdefault(goal.lacking_key, goal)
        if goal.milestone.target > known.milestone.target:
            highest[goal.lacking_key] = goal
    for key, goal in highest.items():
        left_out = told if goal.milestone.measure == Measure.ENFORCED else ()
        for row in part.rows(key, as_at):
            if row.facts.pk not in left_out:
                yield key, row.facts.pk, goal.standing.last_day


def _names(procedures) -> dict[int, str]:
    found = Procedure.objects.filter(pk__in=list(procedures)).order_by("sort_key", "pk")
    return {one.pk: str(one) for one in found.only("name")}


def _undeclared(found: Overview) -> dict[int, list[LateItem]]:
    """{unit: that its word is lacking that its inventory is complete}, once the day for the inventory has passed."""
    due = [
        goal.standing.last_day
        for goal in found.milestones
        if goal.milestone.measure in STARTS_WITH_AN_INVENTORY and goal.standing.last_day < found.as_at
    ]
    said = "Chưa khai thống kê đủ hoặc không có thủ tục"
    return {unit.pk: [_item(said, unit.name, min(due), found.as_at)] for unit in found.undeclared if due}


def _others(found: Overview, actions: list[EnforcementAction]) -> dict[int, list[LateItem]]:
    """{unit: its late tasks and actions}."""
    items: dict[int, list[LateItem]] = {}
    for task in found.programme.plan.tasks.open_on(found.as_at).filter(lead_unit__isnull=False):
        if task.standing_on(found.as_at).is_late:
            last_day = task.standing_on(found.as_at).last_day
            items.setdefault(task.lead_unit_id, []).append(
                _item("Nhiệm vụ chưa xong", task.title, last_day, found.as_at)
            )
    for action in actions:
        title = f"{action.proposal.review.procedure}: {action.change}"
        items.setdefault(action.responsible_unit_id, []).append(
            _item("Kiến nghị thực thi chưa xong", title, action.due_on, found.as_at)
        )
    return items


def _late_actions(found: Overview) -> QuerySet[EnforcementAction]:
    """Actions of proposals approved by the day, that were to be done before it and were not."""
    return (
        EnforcementAction.objects.filter(
            proposal__review__package_items__is_approved=True,
            proposal__review__package_items__package__decided_on__lte=found.as_at,
            responsible_unit__agency=found.programme.plan.agency_id,
            due_on__lt=found.as_at,
        )
        .filter(Q(done_on__isnull=True) | Q(done_on__gt=found.as_at))
        .select_related("proposal__review__procedure")
        .order_by("due_on", "pk")
        .distinct()
    )


def _item(lacking: str, title: str, last_day: date, as_at: date, *, of_goal: bool = False) -> LateItem:
    return LateItem(lacking, title, last_day, (as_at - last_day).days, of_goal)
