"""The plan of 2022-2025: entered, its baseline frozen, who carries it out, and recorded what of it was done."""

from datetime import date

from demo.people import Office
from demo.sketches import read
from plans.models import Plan, WorkingGroup
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
    set_up_group(office, plan, course["working_group"])
    for row in course["trainings"]:
        plan.trainings.create(**row | {"held_on": date.fromisoformat(row["held_on"])})
    return plan


def set_up_group(office: Office, plan: Plan, row: dict) -> WorkingGroup:
    """The group with its members: people of the office by user name, each with their part in it."""
    group = plan.working_groups.create(
        name=row["name"],
        decision_number=row["decision_number"],
        decided_on=date.fromisoformat(row["decided_on"]),
        note=row["note"],
    )
    for order, member in enumerate(row["members"], start=1):
        person = office.users[member["user"]]
        group.members.create(
            order=order * 10,
            full_name=person.full_name,
            position=person.position,
            department=person.department,
            part=member["part"],
        )
    return group
