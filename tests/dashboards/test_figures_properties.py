"""What holds of the figures whatever the facts are."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboards.facts import Acceptance, Judgement, ProcedureFacts, ReviewFacts, Sending, Span
from dashboards.figures import Ledger, Tally, figures
from dashboards.measures import MEASURES, SHADES
from dashboards.milestones import RATIOS, course_of, share_on
from tests.dashboards.facts import BASELINE, PLAN

FIRST = date(2022, 11, 1)
_pks = count(1)
days = st.integers(0, 1200).map(lambda number: FIRST + timedelta(days=number))
some_days = st.none() | days


@st.composite
def spans(draw) -> tuple[Span, ...]:
    """Spans in order, the last of which may still stand."""
    borders = sorted(draw(st.sets(days, max_size=5)))
    starts, ends = borders[::2], borders[1::2]
    return tuple(
        Span(start, ends[place] if place < len(ends) else None) for place, start in enumerate(starts)
    )


@st.composite
def judgements(draw) -> Judgement:
    kinds = draw(st.frozensets(st.sampled_from(["REPEAL", "MERGE", "TIME", "DOSSIER"]), max_size=3))
    amounts = st.integers(0, 10**9).map(Decimal)
    return Judgement("PROPOSE" if kinds else "KEEP", kinds, draw(amounts), draw(amounts))


@st.composite
def sendings(draw) -> Sending:
    sent_on = draw(days)
    decided_on = sent_on + timedelta(days=draw(st.integers(0, 200)))
    outcome = draw(st.sampled_from(["waiting", "back", "approved"]))
    return Sending(
        sent_on,
        draw(judgements()),
        back_on=decided_on if outcome == "back" else None,
        approved_on=decided_on if outcome == "approved" else None,
    )


@st.composite
def reviews(draw) -> ReviewFacts:
    accepted = tuple(Acceptance(span, draw(judgements())) for span in draw(spans()))
    sent = tuple(draw(st.lists(sendings(), max_size=2))) if accepted else ()
    return ReviewFacts(accepted, sent, tuple(draw(st.lists(some_days, max_size=2))))


@st.composite
def procedures(draw) -> ProcedureFacts:
    announced_on = draw(some_days)
    public_on = announced_on + timedelta(days=draw(st.integers(0, 60))) if announced_on else None
    return ProcedureFacts(
        pk=next(_pks),
        department_id=draw(st.integers(1, 4)),
        group=draw(st.sampled_from(["A", "B", ""])),
        exists_from=draw(some_days),
        repealed_on=draw(some_days),
        accepted=draw(spans()),
        announced_on=announced_on,
        public_on=draw(st.sampled_from([None, public_on])),
        in_baseline=draw(st.sampled_from([(), BASELINE])),
        reviews=tuple(draw(st.lists(reviews(), max_size=2))),
    )


many = st.lists(procedures(), max_size=8)


@settings(max_examples=60, deadline=None)
@given(many, days)
def test_agency_is_the_sum_of_its_departments_and_of_its_groups(facts, as_at):
    whole = figures(facts, as_at, PLAN)

    for parts in (
        [figures([one for one in facts if one.department_id == unit], as_at, PLAN) for unit in range(1, 5)],
        [figures([one for one in facts if one.group == group], as_at, PLAN) for group in ("A", "B", "")],
        [part.figures(as_at) for part in Ledger(facts, PLAN).by_department().values()]
        + [figures([], as_at, PLAN)],
    ):
        assert sum(parts[1:], parts[0]) == whole


@settings(max_examples=60, deadline=None)
@given(many, days, days)
def test_what_is_announced_and_published_by_business_dates_never_falls(facts, one, other):
    earlier, later = sorted([one, other])
    before, after = figures(facts, earlier, PLAN), figures(facts, later, PLAN)

    for key in ("scope", "announced", "published"):
        assert before[key].count <= after[key].count


@settings(max_examples=60, deadline=None)
@given(many, days)
def test_parts_are_never_more_than_the_whole(facts, as_at):
    found = figures(facts, as_at, PLAN)

    for key in ("inventoried", "announced", "published", "reviewed"):
        assert found[key].count <= found["scope"].count
        assert (
            found[key].count + found[{"reviewed": "unreviewed"}.get(key, f"un{key}")].count
            == found["scope"].count
        )
    assert found["published"].count <= found["announced"].count
    assert found["in_force"].count <= found["approved"].count
    assert found["costed"].count + found["uncosted"].count == found["base"].count
    for shade in SHADES:
        assert found[f"counted_{shade}"].count <= found[f"simplified_{shade}"].count <= found["base"].count


@settings(max_examples=60, deadline=None)
@given(many, days)
def test_every_tally_is_its_rows(facts, as_at):
    ledger = Ledger(facts, PLAN)
    found = ledger.figures(as_at)

    for key in MEASURES:
        rows = ledger.rows(key, as_at)
        assert found[key] == Tally(len(rows), sum((row.amount for row in rows), Decimal(0)))


@settings(max_examples=60, deadline=None)
@given(many, days)
def test_course_of_a_milestone_agrees_with_the_figures_of_the_day(facts, as_at):
    ledger = Ledger(facts, PLAN)
    found = ledger.figures(as_at)

    for measure, (part, whole, kind) in RATIOS.items():
        share = share_on(course_of(ledger, measure), as_at)
        assert (share.part, share.whole) == (getattr(found[part], kind), getattr(found[whole], kind))


@settings(max_examples=30, deadline=None)
@given(many, days)
def test_later_facts_change_no_earlier_figure(facts, as_at):
    """What is typed in with dates after a day leaves the figures of that day alone."""
    late = Sending(
        as_at + timedelta(days=1), Judgement("PROPOSE", frozenset({"REPEAL"}), Decimal(9), Decimal(1))
    )
    extended = [
        ProcedureFacts(
            **{name: getattr(one, name) for name in one.__slots__}
            | {
                "reviews": tuple(
                    ReviewFacts(
                        (*review.acceptances, Acceptance(Span(as_at + timedelta(days=1)), late.judgement)),
                        (*review.sendings, late),
                        review.actions_done_on,
                    )
                    if place == len(one.reviews) - 1 and review.acceptances
                    else review
                    for place, review in enumerate(one.reviews)
                )
            }
        )
        for one in facts
    ]

    assert figures(extended, as_at, PLAN) == figures(facts, as_at, PLAN)
