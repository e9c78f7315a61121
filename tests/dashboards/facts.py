"""Short ways to write facts in tests; costs in đồng/năm."""

from datetime import date
from decimal import Decimal
from itertools import count

from dashboards.facts import Acceptance, Judgement, PlanFacts, ProcedureFacts, ReviewFacts, Sending, Span

PLAN = PlanFacts(
    date(2022, 11, 1), date(2025, 12, 31), frozenset({"REPEAL", "MERGE"}), frozen_on=date(2023, 4, 1)
)
BASELINE = (Span(date(2023, 4, 1)),)
UNFROZEN = PlanFacts(PLAN.starts_on, PLAN.ends_on, PLAN.counted_kinds)
_numbers = count(1)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def span(start: str, end: str | None = None) -> Span:
    return Span(day(start), day(end))


def procedure(
    *,
    accepted: str | None = "2023-03-01",
    spans: tuple[Span, ...] | None = None,
    announced: str | None = None,
    public: str | None = None,
    **facts,
) -> ProcedureFacts:
    """A procedure of department 1 in the frozen baseline, accepted on 1/3/2023 (or in `spans`) unless told otherwise."""
    if spans is None:
        spans = (span(accepted),) if accepted else ()
    defaults = {
        "pk": next(_numbers),
        "department_id": 1,
        "in_baseline": BASELINE,
        "accepted": spans,
        "announced_on": day(announced),
        "public_on": day(public),
    }
    return ProcedureFacts(**(defaults | facts))


def judgement(current: int, proposed: int, kinds: str = "DOSSIER") -> Judgement:
    """Kinds separated by blanks; none: to keep."""
    said = frozenset(kinds.split())
    return Judgement("PROPOSE" if said else "KEEP", said, Decimal(current), Decimal(proposed))


def review(
    said: Judgement,
    *,
    accepted: str = "2023-10-01",
    sent: str | None = None,
    back: str | None = None,
    approved: str | None = None,
    done: tuple[str | None, ...] = (),
) -> ReviewFacts:
    """A review accepted once, and sent, come back, approved, put into force as far as days are given."""
    sendings = (Sending(day(sent), said, day(back), day(approved)),) if sent else ()
    return ReviewFacts((Acceptance(span(accepted), said),), sendings, tuple(day(action) for action in done))
