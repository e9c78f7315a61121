"""How a milestone stands as at a day: reached when, how much is lacking, where the pace so far leads. No database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import groupby

from dashboards.facts import NOTHING, Span
from dashboards.figures import Ledger, Share
from plans.deadlines import Standing, last_day_before
from tthc.core.display import day as show

# What each measure of a plan divides by what, and whether it counts procedures or adds đồng.
COUNT, AMOUNT = "count", "amount"
RATIOS = {
    "INVENTORIED": ("inventoried", "scope", COUNT),
    "ANNOUNCED": ("announced", "scope", COUNT),
    "PUBLISHED": ("published", "scope", COUNT),
    "REVIEWED": ("reviewed", "scope", COUNT),
    "ENFORCED": ("in_force", "approved", COUNT),
    "CUT_NUMBER": ("counted_approved", "base", COUNT),
    "CUT_COST": ("simplified_approved", "costed", AMOUNT),
}
# The rows that are still to do, where a measure has such.
LACKING = {
    "INVENTORIED": "uninventoried",
    "ANNOUNCED": "unannounced",
    "PUBLISHED": "unpublished",
    "REVIEWED": "unreviewed",
    "ENFORCED": "unenforced",
}
SHORTEST_PACE = 90  # days: a first batch on one day is not a pace


@dataclass(frozen=True)
class MilestoneFacts:
    """What of a milestone is needed; `measure` is one of plans.enums.Measure."""

    pk: int
    title: str
    measure: str
    target: Decimal | None
    due_before: date | None
    done_on: date | None = None
    evidence: str = ""


@dataclass(frozen=True)
class Forecast:
    """Where the pace so far leads: the part at the last day, and the day on which the target is reached (None: never)."""

    share: Share
    reached_on: date | None


@dataclass(frozen=True)
class Progress:
    """A milestone as at a day; `share` and `missing` are None for an event. `missing`: procedures or đồng to the target."""

    milestone: MilestoneFacts
    standing: Standing
    share: Share | None = None
    missing: Decimal | int | None = None
    holds: bool = False
    forecast: Forecast | None = None

    @property
    def is_amount(self) -> bool:
        return self.milestone.measure in RATIOS and RATIOS[self.milestone.measure][2] == AMOUNT

    @property
    def has_nothing_to_do(self) -> bool:
        """Nothing is approved, so nothing is late in being put into force."""
        return self.milestone.measure == "ENFORCED" and self.share is not None and self.share.whole == 0

    @property
    def is_held_so_far(self) -> bool:
        """A target over the whole plan that holds now: what it is measured against may still change until the end."""
        return (
            self.milestone.due_before is None
            and self.standing.is_reached
            and self.standing.as_at < self.standing.last_day
        )

    @property
    def label(self) -> str:
        if self.has_nothing_to_do:
            return "Chưa có phương án duyệt"
        return "Đang đạt" if self.share and self.is_held_so_far else self.standing.label

    @property
    def punctuality(self) -> str:
        """ "sớm 4 ngày"; of a target that holds so far, since when."""
        if self.share and self.is_held_so_far:
            return f"đạt từ {show(self.standing.reached_on)}"
        return self.standing.punctuality

    @property
    def tone(self) -> str:
        return "mute" if self.has_nothing_to_do else self.standing.tone

    @property
    def part_key(self) -> str:
        return RATIOS[self.milestone.measure][0] if self.share else ""

    @property
    def whole_key(self) -> str:
        return RATIOS[self.milestone.measure][1] if self.share else ""

    @property
    def lacking_key(self) -> str:
        return LACKING.get(self.milestone.measure, "")

    @property
    def missing_percent(self) -> Decimal | None:
        """Points to the target; None when there is nothing to divide by."""
        if self.share is None or self.share.percent is None:
            return None
        return max(self.milestone.target - self.share.percent, NOTHING)


def progress(milestone: MilestoneFacts, ledger: Ledger, as_at: date) -> Progress:
    """A milestone as at the end of a day, over the procedures of a ledger.

    It is judged on its last day: reached on the first day of the unbroken run of days, up to then (or up to `as_at`
    while that is earlier), on which the target held. Not reached in time, it is reached late on the first day after
    on which the target holds. What happens once it is reached changes the figure shown, not that it was reached: a
    procedure that comes into being later undoes nothing. Targets over the whole plan are due with its end.
    """
    if milestone.measure not in RATIOS:
        done_on = milestone.done_on if milestone.done_on and milestone.done_on <= as_at else None
        return Progress(milestone, Standing(as_at, last_day_before(milestone.due_before), done_on))
    last_day = last_day_before(milestone.due_before) or ledger.plan.ends_on
    course = course_of(ledger, milestone.measure)
    reached_on = run_start(course, milestone.target, min(last_day, as_at))
    if reached_on:
        reached_on = max(reached_on, ledger.plan.starts_on)
    elif last_day < as_at:
        reached_on = first_day_after(course, milestone.target, last_day, as_at)
    share = share_on(course, as_at)
    missing = _missing(share, milestone)
    standing = Standing(as_at, last_day, reached_on)
    forecast = None
    if not reached_on:
        forecast = _forecast(course, share, missing, as_at, last_day, ledger.plan.starts_on)
    return Progress(milestone, standing, share, missing, share.reaches(milestone.target), forecast)


def course_of(ledger: Ledger, measure: str) -> list[tuple[date, Share]]:
    """The days on which a measure's share changed, with the share from that day on, in order."""
    part_key, whole_key, kind = RATIOS[measure]
    changes = sorted(
        [(day, change, 0) for day, change in changes_of(ledger, part_key, kind)]
        + [(day, 0, change) for day, change in changes_of(ledger, whole_key, kind)],
        key=lambda change: change[0],
    )
    course, part, whole = [], 0, 0
    for day, on_day in groupby(changes, key=lambda change: change[0]):
        for _, part_change, whole_change in on_day:
            part, whole = part + part_change, whole + whole_change
        course.append((day, Share(part, whole)))
    return course


def share_on(course: list[tuple[date, Share]], day: date) -> Share:
    return next((share for since, share in reversed(course) if since <= day), Share(0, 0))


def run_start(course: list[tuple[date, Share]], target: Decimal, day: date) -> date | None:
    """The first day of the unbroken run, up to `day`, on which the target held; None when it does not hold on `day`."""
    start = None
    for since, share in course:
        if since > day:
            break
        if not share.reaches(target):
            start = None
        elif start is None:
            start = since
    return start


def first_day_after(
    course: list[tuple[date, Share]], target: Decimal, last_day: date, as_at: date
) -> date | None:
    """The first day after the last one, up to `as_at`, on which the target held."""
    return next(
        (since for since, share in course if last_day < since <= as_at and share.reaches(target)), None
    )


def changes_of(ledger: Ledger, key: str, kind: str = COUNT) -> Iterable[tuple[date, Decimal | int]]:
    """The days on which a measure gains or loses procedures (or đồng), with what it gains; in no order."""
    for spans in ledger.spans(key).values():
        for span in spans if kind == AMOUNT else _merged(spans):
            change = span.amount if kind == AMOUNT else 1
            yield span.start, change
            if span.end:
                yield span.end, -change


def _merged(spans: list[Span]) -> list[Span]:
    """The same days in spans that do not overlap, so that a procedure counts once."""
    if len(spans) == 1:
        return spans
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: span.start):
        last = merged[-1] if merged else None
        if last and (last.end is None or span.start <= last.end):
            end = None if last.end is None or span.end is None else max(last.end, span.end)
            merged[-1] = Span(last.start, end)
        else:
            merged.append(Span(span.start, span.end))
    return merged


def _missing(share: Share, milestone: MilestoneFacts) -> Decimal | int:
    """Procedures (rounded up) or đồng still lacking to the target."""
    needed = Decimal(share.whole) * milestone.target / 100
    if RATIOS[milestone.measure][2] == COUNT:
        needed = int(needed.to_integral_value(ROUND_CEILING))
    return max(needed - share.part, 0)


def _forecast(course, share: Share, missing, as_at: date, last_day: date, starts_on: date) -> Forecast | None:
    """The pace is what was gained since the first day that anything counted, taken over at least 90 days."""
    first = next((max(day, starts_on) for day, then in course if then.part > 0 and day <= as_at), None)
    if first is None or share.part <= 0:
        return None
    days = max((as_at - first).days + 1, SHORTEST_PACE)
    gained_a_day = Decimal(share.part) / days
    to_come = max((last_day - as_at).days, 0)
    expected = min(share.part + gained_a_day * to_come, Decimal(share.whole))
    if isinstance(share.part, int):
        expected = int(Decimal(expected).to_integral_value(ROUND_FLOOR))
    needed = int((Decimal(missing) / gained_a_day).to_integral_value(ROUND_CEILING))
    reached_on = as_at + timedelta(days=needed) if needed < 3650 else None
    return Forecast(Share(expected, share.whole), reached_on)
