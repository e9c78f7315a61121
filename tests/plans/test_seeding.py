"""The plan of 2022-2025, as its text has it (Kế hoạch of the Sở, 11/2022; QĐ 1085/QĐ-TTg)."""

from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from plans.seeding import seed_plan_2022_2025
from tests.factories import a_department, a_plan, an_agency
from tthc.core.refusal import Refusal

pytestmark = pytest.mark.django_db


def test_plan_has_the_milestones_of_its_text():
    plan = seed_plan_2022_2025(an_agency())

    assert list(plan.milestones.values_list("measure", "target", "due_before")) == [
        ("EVENT", None, date(2022, 11, 10)),
        ("PUBLISHED", Decimal(100), date(2023, 4, 1)),
        ("REVIEWED", Decimal(50), date(2024, 1, 1)),
        ("REVIEWED", Decimal(100), date(2025, 1, 1)),
        ("CUT_NUMBER", Decimal(20), None),
        ("CUT_COST", Decimal(20), None),
        ("ENFORCED", Decimal(100), None),
    ]
    assert (plan.number, plan.issued_on, plan.counted_kinds, plan.is_current) == (
        "",
        None,
        ["REPEAL", "MERGE"],
        True,
    )


def test_plan_has_five_tasks_and_only_the_office_as_known_lead():
    agency = an_agency()
    office = a_department(agency=agency, is_office=True)

    plan = seed_plan_2022_2025(agency)

    assert list(plan.tasks.values_list("order", "lead_unit", "due_before")) == [
        (10, office.pk, date(2022, 11, 10)),
        (20, None, None),
        (30, None, date(2023, 4, 1)),
        (40, None, date(2025, 1, 1)),
        (50, None, date(2026, 1, 1)),
    ]


def test_seeding_again_keeps_what_was_changed():
    plan = seed_plan_2022_2025(an_agency())
    plan.milestones.filter(measure="CUT_COST").update(target=25)

    again = seed_plan_2022_2025(plan.agency)

    assert again == plan
    assert list(again.milestones.filter(measure="CUT_COST").values_list("target", flat=True)) == [Decimal(25)]


def test_agency_that_follows_another_plan_is_refused():
    other = a_plan()

    with pytest.raises(Refusal, match="đang theo dõi “Kế hoạch thử nghiệm”"):
        seed_plan_2022_2025(other.agency)

    assert list(other.agency.plans.all()) == [other]


def test_command_says_what_it_did():
    agency, said = an_agency(short_name="Sở Thử"), StringIO()

    call_command("seed_plan", agency="Sở Thử", stdout=said)
    call_command("seed_plan", agency="Sở Thử", stdout=said)

    title = agency.plans.get().title
    assert said.getvalue().splitlines() == [
        f"Đã nhập: {title} (7 mốc, chỉ tiêu; 5 nhiệm vụ).",
        f"Đã có từ trước, giữ nguyên: {title} (7 mốc, chỉ tiêu; 5 nhiệm vụ).",
    ]


def test_command_names_the_agencies_when_none_fits():
    an_agency(short_name="Sở Thử")

    with pytest.raises(CommandError) as refused:
        call_command("seed_plan", agency="Sở Khác")

    assert str(refused.value) == "Không có cơ quan “Sở Khác”. Các cơ quan đã có: “Sở Thử”."
