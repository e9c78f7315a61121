"""Figures worked out by hand from small sets of facts (domain: figures as at any day; cut = Σ saving ÷ Σ baseline)."""

from datetime import date
from decimal import Decimal

import pytest

from dashboards.facts import Acceptance, PlanFacts, ReviewFacts, Sending, Span, backdated
from dashboards.figures import Ledger, Share, Tally, figures
from dashboards.measures import MEASURES, SHADES
from tests.dashboards.facts import BASELINE, PLAN, UNFROZEN, judgement, procedure, review, span

END = date(2025, 6, 30)


def counts(found, *keys: str) -> list[int]:
    return [found[key].count for key in keys]


def test_agency_without_procedures_divides_by_nothing():
    found = figures([], END, PLAN)

    assert {key: found[key] for key in MEASURES} == dict.fromkeys(MEASURES, Tally())
    assert found.share("published").percent is None
    assert found.cut_in_cost("approved").percent is None
    assert found.cost_after("approved") == 0
    assert not found.share("published").reaches(Decimal(0))


@pytest.mark.parametrize(
    ("as_at", "expected"),
    [
        (date(2023, 2, 28), [2, 0, 0, 0]),
        (date(2023, 3, 1), [2, 1, 0, 0]),
        (date(2023, 3, 20), [2, 1, 1, 0]),
        (date(2023, 3, 31), [2, 1, 1, 0]),
        (date(2023, 4, 1), [2, 1, 1, 1]),
    ],
)
def test_way_of_one_procedure_day_by_day(as_at, expected):
    facts = [procedure(announced="2023-03-20", public="2023-04-01"), procedure(accepted=None)]

    found = figures(facts, as_at, PLAN)

    assert counts(found, "scope", "inventoried", "announced", "published") == expected
    assert found["unpublished"].count == expected[0] - expected[3]


def test_reopened_form_does_not_count_until_it_is_accepted_again():
    facts = [procedure(announced="2023-03-20", spans=(span("2023-03-01", "2023-05-10"), span("2023-06-01")))]

    inventoried = [
        figures(facts, day, PLAN)["inventoried"].count
        for day in (date(2023, 5, 9), date(2023, 5, 10), date(2023, 5, 31), date(2023, 6, 1))
    ]

    assert inventoried == [1, 0, 0, 1]
    assert figures(facts, date(2023, 5, 10), PLAN)["announced"].count == 1


def test_repealed_before_the_plan_is_out_of_scope_and_during_it_stays():
    facts = [procedure(repealed_on=date(2022, 10, 31)), procedure(repealed_on=date(2022, 11, 1))]

    found = figures(facts, END, PLAN)

    assert counts(found, "scope", "inventoried") == [1, 1]


def test_procedure_of_a_later_document_joins_the_scope_when_that_takes_effect():
    new = procedure(exists_from=date(2024, 8, 1), accepted="2024-09-01", in_baseline=())

    assert [figures([new], day, PLAN)["scope"].count for day in (date(2024, 7, 31), date(2024, 8, 1))] == [
        0,
        1,
    ]


def test_procedure_acted_on_before_its_document_takes_effect_is_in_scope_from_then():
    early = procedure(exists_from=date(2024, 8, 1), accepted="2024-07-15", in_baseline=())

    found = figures([early], date(2024, 7, 15), PLAN)

    assert counts(found, "scope", "inventoried") == [1, 1]


def test_review_counts_while_it_stands_with_the_province():
    sent_twice = ReviewFacts(
        (Acceptance(span("2023-10-01"), judgement(100, 60)),),
        (
            Sending(date(2023, 12, 20), judgement(100, 60), back_on=date(2024, 1, 10)),
            Sending(date(2024, 2, 1), judgement(100, 60), approved_on=date(2024, 3, 1)),
        ),
    )
    facts = [
        procedure(reviews=(sent_twice,)),
        procedure(reviews=(review(judgement(50, 50, ""), sent="2023-12-20"),)),
    ]
    days = [date(2023, 12, 19), date(2023, 12, 31), date(2024, 1, 10), date(2024, 2, 1), date(2024, 3, 1)]

    found = [counts(figures(facts, day, PLAN), "reviewed", "kept", "proposed", "approved") for day in days]

    assert found == [[0, 0, 0, 0], [2, 1, 1, 0], [1, 1, 0, 0], [2, 1, 1, 0], [2, 1, 1, 1]]


def test_in_force_when_every_action_is_done():
    facts = [
        procedure(reviews=(review(judgement(100, 60), sent="2023-12-20", approved="2024-01-31", done=done),))
        for done in (("2024-03-01", "2024-05-01"), ("2024-03-01", None), (), ("2024-01-15",))
    ]

    in_force = {
        str(day): figures(facts, day, PLAN)["in_force"].count
        for day in (date(2024, 1, 30), date(2024, 1, 31), date(2024, 4, 30), date(2024, 5, 1))
    }

    # Done before the approval counts from the approval; no action known is no proof; one open action is not all.
    assert in_force == {"2024-01-30": 0, "2024-01-31": 1, "2024-04-30": 1, "2024-05-01": 2}
    assert figures(facts, END, PLAN)["unenforced"].count == 2


def test_cut_in_number_counts_the_kinds_of_the_plan_over_the_baseline():
    # Ten in the baseline: one repealed and approved, one merged and only proposed, two simplified and approved.
    facts = [procedure() for _ in range(6)] + [
        procedure(reviews=(review(judgement(100, 0, "REPEAL"), sent="2023-12-20", approved="2024-01-31"),)),
        procedure(reviews=(review(judgement(100, 0, "MERGE"), sent="2023-12-20"),)),
        procedure(
            reviews=(review(judgement(100, 60, "DOSSIER TIME"), sent="2023-12-20", approved="2024-01-31"),)
        ),
        procedure(reviews=(review(judgement(100, 60, "TIME"), sent="2023-12-20", approved="2024-01-31"),)),
        # Not in the baseline: a procedure of 2024 counts for neither.
        procedure(
            in_baseline=(),
            reviews=(review(judgement(900, 0, "REPEAL"), sent="2024-12-20", approved="2025-01-31"),),
        ),
    ]

    found = figures(facts, END, PLAN)

    assert {shade: found.cut_in_number(shade) for shade in ("proposed", "approved", "in_force")} == {
        "proposed": Share(2, 10),
        "approved": Share(1, 10),
        "in_force": Share(0, 10),
    }
    assert found.simplified("approved") == Share(3, 10)
    assert found.cut_in_number("approved").percent == 10
    assert found["approved"].count == 4


def test_cut_in_cost_adds_the_dong_and_then_divides():
    # By hand: baseline 1.000.000 + 200.000 + 300.000 = 1.500.000; approved savings 250.000 + 150.000 = 400.000
    # → 26,67 %. The average of 25 % and 75 % would be 50 %: percentages are never averaged.
    facts = [
        procedure(
            reviews=(
                review(
                    judgement(1_000_000, 750_000),
                    sent="2023-12-20",
                    approved="2024-01-31",
                    done=("2024-06-01",),
                ),
            )
        ),
        procedure(reviews=(review(judgement(200_000, 50_000), sent="2023-12-20", approved="2024-01-31"),)),
        procedure(reviews=(review(judgement(300_000, 300_000, ""), sent="2023-12-20"),)),
        procedure(),
    ]

    found = figures(facts, END, PLAN)

    assert found["costed"] == Tally(3, Decimal(1_500_000))
    assert found["uncosted"].count == 1
    assert {shade: found.cut_in_cost(shade).part for shade in SHADES} == {
        "proposed": 400_000,
        "approved": 400_000,
        "in_force": 250_000,
    }
    assert round(found.cut_in_cost("approved").percent, 2) == Decimal("26.67")
    assert found.cost_after("approved") == 1_100_000


def test_keeping_saves_nothing_whatever_the_table_says():
    facts = [
        procedure(reviews=(review(judgement(300_000, 0, ""), sent="2023-12-20", approved="2024-01-31"),))
    ]

    found = figures(facts, END, PLAN)

    assert found.cut_in_cost("approved") == Share(0, 300_000)


def test_dearer_proposal_counts_as_a_negative_saving():
    facts = [procedure(reviews=(review(judgement(100, 150), sent="2023-12-20", approved="2024-01-31"),))]

    assert figures(facts, END, PLAN).cut_in_cost("approved").percent == -50


def test_changed_estimate_stands_apart_from_the_cut():
    # Accepted with 1.000.000 → 800.000; reopened, other hours: 900.000 → 800.000. The cut is 100.000 (10 % of the
    # baseline); the 100.000 less in the estimate is no cut.
    first, second = judgement(1_000_000, 800_000), judgement(900_000, 800_000)
    reopened = ReviewFacts(
        (Acceptance(span("2023-10-01", "2023-11-05"), first), Acceptance(span("2023-11-20"), second)),
        (Sending(date(2023, 12, 20), second, approved_on=date(2024, 1, 31)),),
    )
    facts = [procedure(reviews=(reopened,))]

    before, after = figures(facts, date(2023, 11, 19), PLAN), figures(facts, END, PLAN)

    assert (before["costed"].amount, before["reestimated"]) == (1_000_000, Tally())
    assert (after["costed"].amount, after["reestimated"]) == (1_000_000, Tally(1, Decimal(-100_000)))
    assert after.cut_in_cost("approved") == Share(100_000, 1_000_000)
    assert after.cost_after("approved") == 800_000


def test_estimate_changed_and_changed_back_is_no_row():
    reopened = ReviewFacts(
        (
            Acceptance(span("2023-10-01", "2023-11-05"), judgement(100, 80)),
            Acceptance(span("2023-11-20", "2023-11-25"), judgement(90, 80)),
            Acceptance(span("2023-12-01"), judgement(100, 80)),
        )
    )

    ledger = Ledger([procedure(reviews=(reopened,))], PLAN)

    assert [len(ledger.rows("reestimated", day)) for day in (date(2023, 11, 20), date(2023, 12, 1))] == [1, 0]


def test_second_round_on_what_is_in_force_adds_to_the_first():
    # 100 → 80 in force by 1/6/2024; the second round starts from 80: 80 → 70. Saved 20 + 10, nothing re-estimated.
    first = review(judgement(100, 80), sent="2023-12-20", approved="2024-01-31", done=("2024-06-01",))
    second = review(judgement(80, 70), accepted="2024-09-01", sent="2024-10-01", approved="2024-11-01")

    found = figures([procedure(reviews=(first, second))], END, PLAN)

    assert found["simplified_approved"] == Tally(1, Decimal(30))
    assert found["reestimated"] == Tally()
    assert found.cut_in_cost("approved") == Share(30, 100)


def test_second_round_replaces_a_first_that_is_not_in_force():
    first = review(judgement(100, 80), sent="2023-12-20", approved="2024-01-31")
    second = review(judgement(110, 70), accepted="2024-09-01", sent="2024-10-01", approved="2024-11-01")
    facts = [procedure(reviews=(first, second))]

    saved = [
        figures(facts, day, PLAN)["simplified_approved"].amount
        for day in (date(2024, 10, 31), date(2024, 11, 1))
    ]

    assert saved == [20, 40]
    assert figures(facts, END, PLAN)["reestimated"].amount == 10


def test_base_is_provisional_until_the_baseline_is_frozen():
    facts = [
        procedure(in_baseline=()),
        procedure(accepted="2023-05-01", in_baseline=()),
        procedure(accepted="2023-02-01"),
    ]
    days = [date(2023, 2, 28), date(2023, 3, 31), date(2023, 4, 1), date(2023, 5, 1)]

    assert [figures(facts, day, PLAN)["base"].count for day in days] == [1, 2, 1, 1]
    assert [figures(facts, day, UNFROZEN)["base"].count for day in days] == [1, 2, 2, 3]


def test_figures_of_a_day_between_two_freezings_come_from_the_first():
    twice = procedure(in_baseline=(Span(date(2023, 4, 1), date(2023, 9, 1)), Span(date(2023, 9, 1))))
    second_only = procedure(in_baseline=(Span(date(2023, 9, 1)),))

    found = [
        figures([twice, second_only], day, PLAN)["base"].count
        for day in (date(2023, 8, 31), date(2023, 9, 1))
    ]

    assert found == [1, 2]


def test_paper_of_an_earlier_day_carries_its_acceptance_back():
    spans = (span("2023-02-01", "2023-03-01"), span("2024-05-01"))

    assert backdated(spans, date(2023, 2, 10)) == spans
    assert backdated(spans, date(2023, 3, 20)) == (spans[0], span("2023-03-20"))
    assert backdated(spans, date(2023, 1, 5)) == (span("2023-01-05", "2023-03-01"), spans[1])
    assert backdated((), date(2023, 1, 5)) == ()
    assert backdated(spans, None) == spans


def test_rows_name_the_day_the_amount_and_the_kinds():
    said = judgement(100, 60, "DOSSIER TIME")
    one = procedure(reviews=(review(said, sent="2023-12-20", approved="2024-01-31"),))
    ledger = Ledger([one, procedure()], PLAN)

    rows = ledger.rows("simplified_approved", END)

    assert [(row.facts, row.since, row.amount, row.kinds) for row in rows] == [
        (one, date(2024, 1, 31), 40, frozenset({"DOSSIER", "TIME"}))
    ]
    assert ledger.rows("simplified_approved", END, kind="TIME") == rows
    assert ledger.rows("simplified_approved", END, kind="REPEAL") == []
    assert [row.since for row in ledger.rows("scope", END)] == [None, None]


def test_unknown_measure_is_an_error():
    with pytest.raises(KeyError):
        Ledger([], PLAN).rows("invented", END)


def test_plan_without_counted_kinds_cuts_no_number():
    plan = PlanFacts(PLAN.starts_on, PLAN.ends_on, frozenset(), PLAN.frozen_on)
    facts = [
        procedure(
            in_baseline=BASELINE,
            reviews=(review(judgement(9, 0, "REPEAL"), sent="2023-12-20", approved="2024-01-31"),),
        )
    ]

    found = figures(facts, END, plan)

    assert (found.cut_in_number("approved"), found.simplified("approved")) == (Share(0, 1), Share(1, 1))
