"""Reporting periods (kỳ báo cáo): a quarter from the 15th of the month before it, a year from 15/12."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError

from plans.enums import PeriodKind
from plans.models import ReportingPeriod
from plans.queries import period_before, usual_period
from plans.seeding import seed_plan_2022_2025
from tests.factories import a_plan, an_agency

pytestmark = pytest.mark.django_db


def test_seeded_quarters_and_years_follow_on_each_other_through_the_plan():
    periods = seed_plan_2022_2025(an_agency()).reporting_periods

    quarters = list(periods.filter(kind=PeriodKind.QUARTER).values_list("starts_on", "ends_on"))
    years = list(periods.filter(kind=PeriodKind.YEAR).values_list("starts_on", "ends_on"))

    assert (len(quarters), len(years)) == (13, 4)
    assert quarters[:2] == [
        (date(2022, 9, 15), date(2022, 12, 14)),
        (date(2022, 12, 15), date(2023, 3, 14)),
    ]
    assert quarters[-1] == (date(2025, 9, 15), date(2025, 12, 14))
    assert years[1] == (date(2022, 12, 15), date(2023, 12, 14))
    for run in (quarters, years):
        assert all(start - end == timedelta(days=1) for (_, end), (start, _) in pairwise(run))


def test_seeding_again_gives_periods_to_a_plan_that_has_none_and_leaves_others_alone():
    plan = seed_plan_2022_2025(an_agency())
    plan.reporting_periods.all().delete()

    seed_plan_2022_2025(plan.agency)
    assert plan.reporting_periods.count() == 17

    plan.reporting_periods.filter(kind=PeriodKind.YEAR).delete()
    seed_plan_2022_2025(plan.agency)
    assert plan.reporting_periods.count() == 13


def test_period_is_compared_with_the_one_before_of_its_kind():
    periods = seed_plan_2022_2025(an_agency()).reporting_periods
    first, second = periods.filter(kind=PeriodKind.QUARTER)[:2]
    year = periods.get(kind=PeriodKind.YEAR, ends_on=date(2023, 12, 14))

    assert period_before(first) is None
    assert period_before(second) == first
    assert period_before(year) == periods.get(kind=PeriodKind.YEAR, ends_on=date(2022, 12, 14))


def test_running_period_has_the_figures_of_today():
    period = ReportingPeriod(starts_on=date(2023, 3, 15), ends_on=date(2023, 6, 14))

    assert period.last_day(date(2023, 4, 1)) == date(2023, 4, 1)
    assert period.last_day(date(2024, 4, 1)) == date(2023, 6, 14)


def test_period_that_ends_before_it_begins_is_refused():
    period = ReportingPeriod(
        plan=a_plan(), kind=PeriodKind.OTHER, title="x", starts_on=date(2023, 2, 2), ends_on=date(2023, 2, 1)
    )

    with pytest.raises(ValidationError, match="Ngày cuối kỳ không thể trước ngày đầu kỳ"):
        period.full_clean()


def test_last_period_that_is_over_is_reported():
    plan = seed_plan_2022_2025(an_agency())

    assert usual_period(plan, date(2022, 11, 1)).title == "quý IV năm 2022"  # still running, the first of all
    assert usual_period(plan, date(2023, 3, 14)).title == "năm 2022"
    assert usual_period(plan, date(2023, 3, 15)).title == "quý I năm 2023"
    assert usual_period(a_plan(), date(2023, 3, 15)) is None
