"""The figures of a programme put together for a reader: milestones, units, the course over time.

The page, the command and the desk show the same overview.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from dashboards.figures import Figures, Ledger, Tally
from dashboards.measures import SHADES
from dashboards.milestones import MilestoneFacts, Progress, changes_of, progress
from dashboards.queries import Programme, Unit

# What the course over time shows, in the order of the way of a procedure.
COURSE_KEYS = ("inventoried", "announced", "published", "reviewed", "approved", "in_force")
WORDS = {
    "INVENTORIED": "thống kê",
    "ANNOUNCED": "công bố",
    "PUBLISHED": "công khai",
    "REVIEWED": "rà soát",
    "ENFORCED": "thực thi",
}
WEEK = 7


@dataclass(frozen=True)
class UnitState:
    """How a unit stands against the milestones; `rows_key` is the measure whose rows are meant by it, "" when none."""

    label: str
    tone: str
    rows_key: str = ""


@dataclass(frozen=True)
class UnitLine:
    unit: Unit
    figures: Figures
    state: UnitState
    has_declared: bool


@dataclass(frozen=True)
class KindLine:
    """Proposals of one kind in each shade, with what they save as a whole."""

    kind: str
    label: str
    tallies: dict[str, Tally]


@dataclass(frozen=True)
class CoursePoint:
    """How many procedures had come how far by the end of a day."""

    day: date
    counts: dict[str, int]


@dataclass(frozen=True)
class Overview:
    """A programme, or a part of it, as at a day."""

    programme: Programme
    ledger: Ledger
    as_at: date
    units: list[Unit]

    @cached_property
    def figures(self) -> Figures:
        return self.ledger.figures(self.as_at)

    @cached_property
    def milestones(self) -> list[Progress]:
        return progress_of(self.programme.milestones, self.ledger, self.as_at)

    @property
    def events(self) -> list[Progress]:
        """The milestones that are done once, rather than counted."""
        return [found for found in self.milestones if found.share is None]

    @cached_property
    def undeclared(self) -> list[Unit]:
        """Units among those shown that have not declared their inventory complete."""
        shown = {unit.pk for unit in self.units}
        return [unit for unit in self.programme.undeclared(self.as_at) if unit.pk in shown]

    @property
    def is_baseline_frozen(self) -> bool:
        frozen_on = self.ledger.plan.frozen_on
        return frozen_on is not None and frozen_on <= self.as_at

    @cached_property
    def lines(self) -> list[UnitLine]:
        """A line for each unit that takes part on that day or has procedures."""
        _ = self.figures, self.milestones  # works out the spans once, for the parts to take over
        parts, nothing = self.ledger.by_department(), Ledger([], self.ledger.plan)
        return [
            self._line(unit, parts.get(unit.pk, nothing))
            for unit in self.units
            if unit.takes_part_on(self.as_at) or unit.pk in parts
        ]

    def _line(self, unit: Unit, ledger: Ledger) -> UnitLine:
        figures, has_declared = ledger.figures(self.as_at), unit.has_declared(self.as_at)
        milestones = progress_of(self.programme.milestones, ledger, self.as_at)
        if not figures["scope"].count:
            state = (
                UnitState("Không có thủ tục", "mute")
                if has_declared
                else UnitState("Chưa khai thống kê", "wait")
            )
        else:
            state = unit_state(milestones)
        return UnitLine(unit, figures, state, has_declared)

    def by_kind(self, kinds: Iterable[tuple[str, str]]) -> list[KindLine]:
        """A line for each kind of simplification that somebody has proposed; a proposal may be of several."""
        lines = [
            KindLine(
                kind,
                label,
                {shade: self.ledger.tally(f"simplified_{shade}", self.as_at, kind) for shade in SHADES},
            )
            for kind, label in kinds
        ]
        return [line for line in lines if any(tally.count for tally in line.tallies.values())]

    @cached_property
    def course(self) -> list[CoursePoint]:
        """Month by month since the plan began, the day asked for as the last."""
        days = list(month_ends(self.ledger.plan.starts_on, self.as_at))
        counts = {key: counts_on(self.ledger, key, days) for key in COURSE_KEYS}
        return [
            CoursePoint(day, {key: counts[key][place] for key in COURSE_KEYS})
            for place, day in enumerate(days)
        ]


def overview(
    programme: Programme,
    as_at: date,
    *,
    unit: Unit | None = None,
    field_id: int | None = None,
    group: str = "",
) -> Overview:
    """The overview of a programme, narrowed to a unit, a field of work or a group of procedures."""
    ledger = programme.ledger
    if unit or field_id or group:
        ledger = ledger.part(
            lambda facts: (
                (unit is None or facts.department_id == unit.pk)
                and (field_id is None or facts.field_id == field_id)
                and (not group or facts.group == group)
            )
        )
    return Overview(programme, ledger, as_at, [unit] if unit else programme.units)


def progress_of(milestones: Iterable[MilestoneFacts], ledger: Ledger, as_at: date) -> list[Progress]:
    return [progress(milestone, ledger, as_at) for milestone in milestones]


def unit_state(milestones: list[Progress]) -> UnitState:
    """Late against a milestone that is past; or what is lacking to the next one, and how much that is a week; or on time."""
    todo = [
        found for found in milestones if found.lacking_key and found.missing and not found.standing.is_reached
    ]
    late = max(
        (found for found in todo if found.standing.is_late), key=lambda found: found.missing, default=None
    )
    if late:
        what = WORDS[late.milestone.measure]
        return UnitState(f"Chậm {what} {late.missing} thủ tục", "late", late.lacking_key)
    coming = min(
        (found for found in todo if found.standing.days is not None),
        key=lambda found: found.standing.days,
        default=None,
    )
    if coming is None:
        return UnitState("Đúng hạn", "ok")
    forecast = coming.forecast.reached_on if coming.forecast else None
    keeps_pace = forecast is not None and forecast <= coming.standing.last_day
    tone = "info" if keeps_pace and not coming.standing.is_soon else "wait"
    what = WORDS[coming.milestone.measure]
    return UnitState(f"Còn {what} {coming.missing}, {pace_needed(coming)}", tone, coming.lacking_key)


def pace_needed(found: Progress) -> str:
    """ "cần 1 mỗi 3 tuần" or "cần 4 mỗi tuần", to be there by the last day."""
    days = found.standing.days
    if days < WEEK:
        return f"trong {days} ngày" if days else "hạn hôm nay"
    weeks_each = days // (WEEK * found.missing)
    if weeks_each > 1:
        return f"cần 1 mỗi {weeks_each} tuần"
    return f"cần {-(-found.missing * WEEK // days)} mỗi tuần"


def month_ends(first: date, last: date) -> Iterable[date]:
    """The last day of each month from `first` on, up to `last`, which is always there."""
    month = first
    while True:
        following = (month.replace(day=1) + timedelta(days=32)).replace(day=1)
        if following > last:
            break
        yield following - timedelta(days=1)
        month = following
    yield last


def counts_on(ledger: Ledger, key: str, days: list[date]) -> list[int]:
    """How many procedures a measure counts at the end of each of some days, which are in order."""
    changes = sorted(changes_of(ledger, key))
    counts, place, running = [], 0, 0
    for day in days:
        while place < len(changes) and changes[place][0] <= day:
            running += changes[place][1]
            place += 1
        counts.append(running)
    return counts
