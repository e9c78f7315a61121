"""Enters the plan that this application was built for; from then on it is data like any other plan."""

import json
from datetime import date
from pathlib import Path

from django.db import transaction

from departments.models import Agency, Department
from plans.models import Milestone, Plan, ReportingPeriod, Task
from tthc.core.refusal import Refusal

PLAN_2022_2025 = Path(__file__).parent / "data" / "plan-2022-2025.json"


@transaction.atomic
def seed_plan_2022_2025(agency: Agency) -> Plan:
    """The plan of 2022-2025 for an agency, with milestones, tasks, reporting periods; one already there is left as it is.

    Only periods are added to one that has none: it was entered before there were any.

    It becomes the plan that is followed. Refuses when the agency follows another one.
    """
    content = json.loads(PLAN_2022_2025.read_text())
    plan = agency.plans.filter(title=content["title"]).first()
    if plan:
        if not plan.reporting_periods.exists():
            _add_periods(plan, content)
        return plan
    followed = agency.plans.current().first()
    if followed:
        raise Refusal(
            f"{agency} đang theo dõi “{followed}”. Bỏ dấu “Đang theo dõi” của kế hoạch đó trước khi nhập kế hoạch này."
        )
    plan = Plan.objects.create(
        agency=agency,
        title=content["title"],
        starts_on=date.fromisoformat(content["starts_on"]),
        ends_on=date.fromisoformat(content["ends_on"]),
        based_on=content["based_on"],
    )
    for order, row in enumerate(content["milestones"], start=1):
        Milestone.objects.create(plan=plan, order=order * 10, **row | {"due_before": _day(row["due_before"])})
    office = Department.objects.filter(agency=agency, is_office=True).first()
    for order, row in enumerate(content["tasks"], start=1):
        Task.objects.create(
            plan=plan,
            order=order * 10,
            title=row["title"],
            starts_on=plan.starts_on,
            due_before=_day(row["due_before"]),
            lead_unit=office if row["lead"] == "office" else None,
        )
    _add_periods(plan, content)
    return plan


def _add_periods(plan: Plan, content: dict) -> None:
    for row in content["reporting_periods"]:
        days = {key: date.fromisoformat(row[key]) for key in ("starts_on", "ends_on")}
        ReportingPeriod.objects.create(plan=plan, **row | days)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
