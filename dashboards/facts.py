"""What the figures are counted from: for each procedure the days on which things held. No database here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

PROPOSE = "PROPOSE"  # reviews.enums.Conclusion, without Django
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Span:
    """The days on which something holds: from `start` up to, but without, `end` (None: to this day).

    `amount` is the đồng/năm that it brings, `kinds` the kinds of simplification that it is made of.
    """

    start: date
    end: date | None = None
    amount: Decimal = NOTHING
    kinds: frozenset[str] = frozenset()

    def covers(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def within(self, others: Iterable["Span"]) -> list["Span"]:
        """The parts of this span that lie within others, with its own amount and kinds."""
        parts = []
        for other in others:
            start = max(self.start, other.start)
            end = min((end for end in (self.end, other.end) if end), default=None)
            if end is None or start < end:
                parts.append(Span(start, end, self.amount, self.kinds))
        return parts

    def until(self, day: date | None) -> list["Span"]:
        """This span, ended on a day unless it ends before; nothing when it would begin on or after that day."""
        return [self] if day is None else self.within([Span(date.min, day)])


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a review said when it was accepted or sent: costs in đồng/năm."""

    conclusion: str
    kinds: frozenset[str]
    current: Decimal
    proposed: Decimal

    @property
    def proposes(self) -> bool:
        return self.conclusion == PROPOSE

    @property
    def saving(self) -> Decimal:
        """What is proposed to be saved; a procedure that is kept as it is saves nothing, whatever its table says."""
        return self.current - self.proposed if self.proposes else NOTHING


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A review accepted by Văn phòng Sở, until it was reopened."""

    span: Span
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Sending:
    """A review sent to the Chủ tịch UBND tỉnh; `back_on` when it came back, `approved_on` when it was approved."""

    sent_on: date
    judgement: Judgement
    back_on: date | None = None
    approved_on: date | None = None

    @property
    def standing(self) -> Span:
        return Span(self.sent_on, self.back_on, self.judgement.saving, self.judgement.kinds)


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """One round of review of a procedure; `actions_done_on` holds a day or None for each enforcement action."""

    acceptances: tuple[Acceptance, ...] = ()
    sendings: tuple[Sending, ...] = ()
    actions_done_on: tuple[date | None, ...] = ()

    @property
    def first_accepted_on(self) -> date | None:
        return min((acceptance.span.start for acceptance in self.acceptances), default=None)

    @property
    def approved(self) -> Sending | None:
        return next((sending for sending in self.sendings if sending.approved_on), None)

    @property
    def in_force_on(self) -> date | None:
        """The day on which the last action of the approved proposal was done; None while one is open or none is known."""
        approved = self.approved
        if approved is None or not self.actions_done_on or None in self.actions_done_on:
            return None
        return max(approved.approved_on, *self.actions_done_on)


@dataclass(frozen=True, slots=True)
class ProcedureFacts:
    """A procedure as the figures see it.

    `exists_from` is the day on which its legal document takes effect, None when unknown; `accepted` the spans in
    which its inventory form stood accepted; `public_on` the day of the last required channel, None unless all are
    there and it is announced; `in_baseline` the spans of the frozen baselines that hold it.
    """

    pk: int
    department_id: int
    field_id: int | None = None
    group: str = ""
    exists_from: date | None = None
    repealed_on: date | None = None
    accepted: tuple[Span, ...] = ()
    announced_on: date | None = None
    public_on: date | None = None
    in_baseline: tuple[Span, ...] = ()
    reviews: tuple[ReviewFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What of a plan the figures need; `frozen_on` is the day of its first baseline."""

    starts_on: date
    ends_on: date
    counted_kinds: frozenset[str] = field(default_factory=frozenset)
    frozen_on: date | None = None


def backdated(spans: tuple[Span, ...], day: date | None) -> tuple[Span, ...]:
    """Spans of acceptance, of which the next one begins on `day` when none covers that day.

    A decision on paper tells that the form had been accepted by then, even when both were typed in long after.
    """
    if day is None or any(span.covers(day) for span in spans):
        return spans
    following = min((span for span in spans if span.start > day), key=lambda span: span.start, default=None)
    return tuple(
        Span(day, span.end, span.amount, span.kinds) if span is following else span for span in spans
    )
