"""Reminders of milestones and tasks, by the figures as they stand on a day: who is told what, once for each stage.

30, 7 and 1 days before the last day, and when it has passed, the people concerned are told; a week later, if it is
still late, the head of the unit. A stage that was missed (the command did not run) is not made up for by a later one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse

from dashboards.milestones import LACKING, Progress
from dashboards.overview import WORDS, Overview, overview, progress_of
from dashboards.queries import Unit, read_programme
from departments.models import Department, User
from departments.roles import Capability
from plans.deadlines import Standing
from plans.models import Plan, Task
from tthc.core.display import day, number
from tthc.workflow.notices import tell

BEFORE = (1, 7, 30)  # days before the last day
LATE, STILL_LATE = "late", "head"
A_WEEK = 7  # days after the last day from which the head is told
STARTS_WITH_AN_INVENTORY = ("INVENTORIED", "ANNOUNCED", "PUBLISHED")


@dataclass(frozen=True)
class Reminder:
    """One sentence for some people; `once` is the deadline and stage that nobody is told of twice."""

    people: list[User]
    text: str
    url: str
    once: str


def send_reminders(on: date) -> int:
    """Tells everybody concerned, for every plan that is followed; how many notices were new."""
    return sum(_remind_of(plan, on) for plan in Plan.objects.current().select_related("agency"))


@transaction.atomic
def _remind_of(plan: Plan, on: date) -> int:
    return sum(
        tell(reminder.people, reminder.text, reminder.url, once=reminder.once)
        for reminder in reminders_of(plan, on)
    )


def reminders_of(plan: Plan, on: date) -> Iterable[Reminder]:
    """What is to be said of a plan on a day, whether or not it has been said before."""
    found, people = overview(read_programme(plan), on), People(plan)
    for milestone in found.milestones:
        if stages := stages_of(milestone.standing) if not milestone.has_nothing_to_do else []:
            yield from _of_milestone(found, milestone, stages, people)
    for task in plan.tasks.open_on(on).select_related("lead_unit"):
        if stages := stages_of(task.standing_on(on)):
            yield from _of_task(task, task.standing_on(on), stages, people)


def stages_of(standing: Standing) -> list[str]:
    """The stages that have come: the nearest one before the last day, or those after it; none when it is reached."""
    if standing.is_reached or standing.days is None:
        return []
    if standing.is_late:
        return [LATE, STILL_LATE] if -standing.days >= A_WEEK else [LATE]
    return [str(days) for days in BEFORE if standing.days <= days][:1]


def _of_milestone(
    found: Overview, milestone: Progress, stages: list[str], people: "People"
) -> Iterable[Reminder]:
    behind = dict(units_behind(found, milestone))
    title, last_day = milestone.milestone.title, milestone.standing.last_day
    head = f"{milestone.standing.label}: {title} (hạn đến hết {day(last_day)})."
    for stage in stages:
        once = f"milestone:{milestone.milestone.pk}:{last_day.isoformat()}:{stage}"
        if stage != STILL_LATE:
            text = head + (f" {number(len(behind))} đơn vị còn thiếu." if behind else "")
            yield Reminder(people.office, text, _progress_url(found), once)
        for unit, lacking in behind.items():
            told = people.heads(unit.pk) if stage == STILL_LATE else people.staff(unit.pk)
            yield Reminder(told, f"{head} {unit.name} {lacking}.", _rows_url(found, milestone), once)


def units_behind(found: Overview, milestone: Progress) -> Iterable[tuple[Unit, str]]:
    """Units that have not done their part of a milestone, each with what it lacks in words.

    A unit without procedures lacks the beginning, until it has declared that it has none.
    """
    measure = milestone.milestone.measure
    if measure not in LACKING:
        return
    parts, undeclared = found.ledger.by_department(), {unit.pk for unit in found.undeclared}
    for unit in found.units:
        if unit.pk in parts and parts[unit.pk].figures(found.as_at)["scope"].count:
            [part] = progress_of([milestone.milestone], parts[unit.pk], found.as_at)
            if part.missing and not part.standing.is_reached:
                yield unit, f"còn {number(part.missing)} thủ tục chưa {WORDS[measure]}"
        elif unit.pk in undeclared and measure in STARTS_WITH_AN_INVENTORY:
            yield unit, "chưa có thủ tục nào đạt yêu cầu thống kê và chưa khai thống kê đủ"


def _of_task(task: Task, standing: Standing, stages: list[str], people: "People") -> Iterable[Reminder]:
    text = f"{standing.label}: nhiệm vụ “{task.title}” (hạn đến hết {day(standing.last_day)})."
    for stage in stages:
        if task.lead_unit_id is None:
            told = [] if stage == STILL_LATE else people.office
        else:
            told = people.heads(task.lead_unit_id) if stage == STILL_LATE else people.staff(task.lead_unit_id)
        once = f"task:{task.pk}:{standing.last_day.isoformat()}:{stage}"
        yield Reminder(told, text, task.plan.get_absolute_url(), once)


def _progress_url(found: Overview) -> str:
    return f"{reverse('dashboards:progress')}?{urlencode({'plan': found.programme.plan.pk})}"


def _rows_url(found: Overview, milestone: Progress) -> str:
    query = {"plan": found.programme.plan.pk, "measure": milestone.lacking_key}
    return f"{reverse('dashboards:rows')}?{urlencode(query)}"


class People:
    """The people of a plan's agency by what they can do about a deadline."""

    def __init__(self, plan: Plan) -> None:
        self._units = {unit.pk: unit for unit in Department.objects.filter(agency=plan.agency_id)}

    @property
    def office(self) -> list[User]:
        """Who watches over the plan for the whole agency."""
        anywhere = next(iter(self._units.values()), None)
        return list(User.objects.holding(Capability.PLAN, anywhere)) if anywhere else []

    def staff(self, unit: int) -> list[User]:
        """Who does the work of a unit; its heads where nobody else does."""
        heads = {head.pk for head in self.heads(unit)}
        working = list(User.objects.holding(Capability.DRAFT, self._units[unit]))
        return [person for person in working if person.pk not in heads] or working

    def heads(self, unit: int) -> list[User]:
        return list(User.objects.holding(Capability.AGREE, self._units[unit]))
