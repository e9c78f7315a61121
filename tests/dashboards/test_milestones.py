"""How milestones stand, by hand, against the dates of the plan 2022-2025; the last day of "trước 01/4/2023" is 31/3."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from dashboards.facts import Span
from dashboards.figures import Ledger, Share
from dashboards.milestones import Forecast, MilestoneFacts, progress
from tests.dashboards.facts import PLAN, judgement, procedure, review

PUBLISHED = MilestoneFacts(1, "Công khai", "PUBLISHED", Decimal(100), date(2023, 4, 1))
HALF_REVIEWED = MilestoneFacts(2, "Rà soát", "REVIEWED", Decimal(50), date(2024, 1, 1))
ALL_REVIEWED = MilestoneFacts(3, "Rà soát", "REVIEWED", Decimal(100), date(2025, 1, 1))
CUT_COST = MilestoneFacts(4, "Chi phí", "CUT_COST", Decimal(20), None)
CUT_NUMBER = MilestoneFacts(5, "Số thủ tục", "CUT_NUMBER", Decimal(20), None)
EVENT = MilestoneFacts(6, "Tổ rà soát", "EVENT", None, date(2022, 11, 10), done_on=date(2022, 11, 8))


def said(found) -> tuple[str, str]:
    return found.standing.label, found.standing.punctuality


@pytest.mark.parametrize(
    ("public", "as_at", "expected"),
    [
        ("2023-03-27", date(2023, 3, 27), ("Xong 27/03/2023", "sớm 4 ngày")),
        ("2023-03-31", date(2023, 3, 31), ("Xong 31/03/2023", "đúng hạn")),
        ("2023-04-01", date(2023, 3, 31), ("Hạn hôm nay", "")),
        ("2023-04-01", date(2023, 4, 1), ("Xong 01/04/2023", "muộn 1 ngày")),
        (None, date(2023, 4, 1), ("Chậm 1 ngày", "")),
        (None, date(2023, 3, 1), ("Còn 30 ngày", "")),
    ],
)
def test_last_day_before_the_first_of_april(public, as_at, expected):
    facts = [procedure(public="2023-03-20"), procedure(public=public)]

    assert said(progress(PUBLISHED, Ledger(facts, PLAN), as_at)) == expected


def test_milestone_met_in_time_stays_met_when_a_new_procedure_lowers_the_figure():
    facts = [
        procedure(public="2023-03-27"),
        procedure(exists_from=date(2024, 8, 1), accepted=None, in_baseline=()),
    ]

    found = progress(PUBLISHED, Ledger(facts, PLAN), date(2024, 9, 1))

    assert said(found) == ("Xong 27/03/2023", "sớm 4 ngày")
    assert (found.share, found.holds, found.missing) == (Share(1, 2), False, 1)


def test_milestone_met_late_stays_met_late():
    late = procedure(public="2023-06-22")
    new = procedure(exists_from=date(2024, 8, 1), accepted=None, in_baseline=())
    ledger = Ledger([late, new], PLAN)

    found = {
        day: said(progress(PUBLISHED, ledger, day))
        for day in (date(2023, 6, 21), date(2023, 6, 22), date(2024, 9, 1))
    }

    assert found == {
        date(2023, 6, 21): ("Chậm 82 ngày", ""),
        date(2023, 6, 22): ("Xong 22/06/2023", "muộn 83 ngày"),
        date(2024, 9, 1): ("Xong 22/06/2023", "muộn 83 ngày"),
    }
    assert progress(PUBLISHED, ledger, date(2024, 9, 1)).share == Share(1, 2)


def test_target_held_and_lost_before_the_last_day_is_not_met():
    # Both sent by 1/10/2023, one came back on 15/12 and was sent again on 10/1/2024: half of two still stood on 31/12.
    back = review(judgement(9, 9, ""), sent="2023-10-01", back="2023-12-15")
    facts = [procedure(reviews=(back,)), procedure()]

    lost = progress(HALF_REVIEWED, Ledger(facts, PLAN), date(2024, 1, 5))

    assert said(lost) == ("Chậm 5 ngày", "")
    assert (lost.share, lost.missing) == (Share(0, 2), 1)


def test_run_of_days_begins_anew_after_a_package_came_back():
    again = review(judgement(9, 9, ""), sent="2023-10-01", back="2023-11-01")
    again = type(again)(
        again.acceptances, (*again.sendings, review(judgement(9, 9, ""), sent="2023-12-01").sendings[0])
    )

    found = progress(HALF_REVIEWED, Ledger([procedure(reviews=(again,))], PLAN), date(2023, 12, 31))

    assert said(found) == ("Xong 01/12/2023", "sớm 30 ngày")


def test_half_of_an_odd_number_is_rounded_up():
    facts = [procedure(reviews=(review(judgement(9, 9, ""), sent="2023-10-01"),)) for _ in range(2)]
    facts += [procedure() for _ in range(3)]

    found = progress(HALF_REVIEWED, Ledger(facts, PLAN), date(2023, 12, 1))

    assert (found.share, found.missing) == (Share(2, 5), 1)


def test_forecast_goes_on_with_the_pace_so_far():
    # 51 of 60 sent, the first on 5/4/2023: 51 in 606 days to 30/11/2024; in the 31 days left 2,6 more.
    sent = [date(2023, 4, 5) + timedelta(days=12 * number) for number in range(51)]
    facts = [procedure(reviews=(review(judgement(9, 9, ""), sent=str(day)),)) for day in sent]
    facts += [procedure() for _ in range(9)]

    found = progress(ALL_REVIEWED, Ledger(facts, PLAN), date(2024, 11, 30))

    # 9 missing ÷ (51 ÷ 606 a day) = 106,9 days
    assert (found.share, found.missing) == (Share(51, 60), 9)
    assert found.forecast == Forecast(Share(53, 60), date(2024, 11, 30) + timedelta(days=107))
    assert said(found) == ("Còn 31 ngày", "")


def test_first_batch_on_one_day_is_no_pace():
    facts = [procedure(reviews=(review(judgement(9, 9, ""), sent="2024-01-10"),)) for _ in range(9)]
    facts += [procedure() for _ in range(9)]

    found = progress(ALL_REVIEWED, Ledger(facts, PLAN), date(2024, 1, 10))

    assert found.forecast.reached_on == date(2024, 1, 10) + timedelta(days=90)


def test_nothing_done_forecasts_nothing():
    assert progress(ALL_REVIEWED, Ledger([procedure()], PLAN), date(2024, 1, 10)).forecast is None


def test_cut_in_cost_is_due_with_the_plan_and_counts_dong():
    said_ = judgement(1_000_000, 824_000)
    facts = [procedure(reviews=(review(said_, sent="2023-12-20", approved="2024-01-31"),))]

    found = progress(CUT_COST, Ledger(facts, PLAN), date(2024, 11, 30))

    assert found.share == Share(176_000, 1_000_000)
    assert (found.missing, found.missing_percent) == (24_000, Decimal("2.4"))
    assert found.standing.last_day == date(2025, 12, 31)
    assert found.is_amount


def test_cut_in_number_lacks_whole_procedures():
    # 11 of 60 are 18,3 %; 20 % of 60 are 12 (look: "Thiếu 1 thủ tục").
    cut = review(judgement(9, 0, "REPEAL"), sent="2023-12-20", approved="2024-01-31")
    facts = [procedure(reviews=(cut,)) for _ in range(11)] + [procedure() for _ in range(49)]

    found = progress(CUT_NUMBER, Ledger(facts, PLAN), date(2024, 11, 30))

    assert (found.share, found.missing) == (Share(11, 60), 1)
    assert round(found.share.percent, 1) == Decimal("18.3")


def test_event_is_known_from_the_day_it_was_done():
    ledger = Ledger([], PLAN)

    assert said(progress(EVENT, ledger, date(2022, 11, 7))) == ("Còn 2 ngày", "")
    assert said(progress(EVENT, ledger, date(2022, 11, 8))) == ("Xong 08/11/2022", "sớm 1 ngày")
    assert progress(EVENT, ledger, date(2022, 11, 8)).share is None


@pytest.mark.parametrize("milestone", [PUBLISHED, HALF_REVIEWED, CUT_COST, CUT_NUMBER])
def test_agency_without_procedures_reaches_nothing(milestone):
    found = progress(milestone, Ledger([], PLAN), date(2024, 11, 30))

    assert (found.share, found.holds, found.missing, found.forecast) == (Share(0, 0), False, 0, None)
    assert not found.standing.is_reached


def test_target_that_held_before_the_plan_began_is_reached_with_its_first_day():
    facts = [procedure(public="2021-01-01")]

    assert progress(PUBLISHED, Ledger(facts, PLAN), date(2023, 1, 1)).standing.reached_on == PLAN.starts_on


def test_overlapping_spans_of_a_procedure_count_once():
    twice = procedure(in_baseline=(Span(date(2023, 4, 1)), Span(date(2023, 9, 1))))
    cut = MilestoneFacts(9, "Số thủ tục", "CUT_NUMBER", Decimal(20), None)

    assert progress(cut, Ledger([twice], PLAN), date(2024, 1, 1)).share == Share(0, 1)
