"""The plan of 2022-2025: entered, its baseline frozen, and recorded what of it was done."""

from datetime import date

from demo.people import Office
from demo.sketches import read
from plans.models import Plan
from plans.seeding import seed_plan_2022_2025
from plans.services import freeze_baseline, record_milestone_done, record_task_done


def carry_out_plan(office: Office) -> Plan:
    """The plan with what Văn phòng Sở has recorded; milestones and tasks are named by their place in the plan."""
    course, keeper = read("course")["plan"], office.users["vanphong"]
    plan = seed_plan_2022_2025(office.agency)
    freeze_baseline(plan, by=keeper, on=date.fromisoformat(course["baseline_on"]))
    milestones, tasks = list(plan.milestones.all()), list(plan.tasks.all())
    for row in course["milestones_done"]:
        record_milestone_done(
            milestones[row["place"] - 1],
            by=keeper,
            done_on=date.fromisoformat(row["done_on"]),
            evidence=row["evidence"],
        )
    for row in course["tasks_done"]:
        record_task_done(
            tasks[row["place"] - 1],
            by=keeper,
            done_on=date.fromisoformat(row["done_on"]),
            note=row["note"],
        )
    return plan
