"""Reminders of milestones and tasks: who is told at each stage, in which words, and never twice."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from dashboards.reminders import send_reminders
from departments.models import User
from departments.roles import Role
from plans.models import Milestone, Task
from procedures.models import Declaration
from tests.factories import a_department, a_plan, a_procedure, a_public_procedure, a_user, an_agency
from tthc.workflow.models import Notice

pytestmark = pytest.mark.django_db
LAST_DAY = date(2023, 4, 30)


@pytest.fixture
def people():
    agency = an_agency()
    behind, done = (
        a_department(agency=agency, name="Phòng còn thiếu"),
        a_department(agency=agency, name="Phòng đã xong"),
    )
    silent = a_department(agency=agency, name="Phòng chưa làm")
    office = a_department(agency=agency, is_office=True, takes_part=False)
    people = {
        "staff": a_user(Role.STAFF, behind),
        "colleague": a_user(Role.STAFF, behind),
        "left": a_user(Role.STAFF, behind, is_active=False),
        "head": a_user(Role.HEAD, behind),
        "deputy": a_user(Role.HEAD, behind, is_deputy=True),
        "done_staff": a_user(Role.STAFF, done),
        "done_head": a_user(Role.HEAD, done),
        "silent_head": a_user(Role.HEAD, silent),
        "office": a_user(Role.OFFICE, office),
        "office2": a_user(Role.OFFICE, office),
        "director": a_user(Role.DIRECTOR, office),
        "admin": a_user(Role.ADMIN),
        "observer": a_user(Role.OBSERVER),
        "foreign_office": a_user(Role.OFFICE),
    }
    a_procedure(department=behind)
    a_public_procedure(department=done)  # public on 25/3/2023
    User.objects.exclude(pk__in=[person.pk for person in people.values()]).update(is_active=False)
    return people


@pytest.fixture
def plan(people):
    return a_plan(agency=people["staff"].department.agency)


@pytest.fixture
def milestone(plan):
    return Milestone.objects.create(
        plan=plan, title="Công khai", measure="PUBLISHED", target=100, due_before=date(2023, 5, 1)
    )


def told(people, on: date) -> set[str]:
    """Whom the reminders of a day were new to."""
    before = set(Notice.objects.values_list("pk", flat=True))
    send_reminders(on)
    names = {person.pk: name for name, person in people.items()}
    new = Notice.objects.exclude(pk__in=before)
    assert new.count() == len({notice.user_id for notice in new})
    return {names[notice.user_id] for notice in new}


OFFICE = {"office", "office2"}
STAFF = {"staff", "colleague", "silent_head"}  # the unit without staff has its head alone


def test_milestone_reminds_units_behind_and_the_office_at_each_stage_once(people, milestone):
    days = {
        "31 before": date(2023, 3, 30),
        "30 before": date(2023, 3, 31),
        "29 before": date(2023, 4, 1),
        "7 before": date(2023, 4, 23),
        "6 before": date(2023, 4, 24),
        "1 before": date(2023, 4, 29),
        "last day": LAST_DAY,
        "late": date(2023, 5, 1),
        "late 2": date(2023, 5, 2),
        "late a week": date(2023, 5, 7),
        "late 8 days": date(2023, 5, 8),
        "late a year": date(2024, 4, 8),
    }

    assert {name: told(people, on) for name, on in days.items()} == {
        "31 before": set(),
        "30 before": OFFICE | STAFF,
        "29 before": set(),
        "7 before": OFFICE | STAFF,
        "6 before": set(),
        "1 before": OFFICE | STAFF,
        "last day": set(),
        "late": OFFICE | STAFF,
        "late 2": set(),
        "late a week": {"head", "deputy", "silent_head"},
        "late 8 days": set(),
        "late a year": set(),
    }


def test_words_say_how_late_and_what_is_lacking_and_lead_to_the_rows(people, plan, milestone):
    send_reminders(date(2023, 5, 3))

    [office] = Notice.objects.filter(user=people["office"])
    [staff] = Notice.objects.filter(user=people["staff"])
    [silent] = Notice.objects.filter(user=people["silent_head"])
    assert (office.text, office.url) == (
        "Chậm 3 ngày: Công khai (hạn đến hết 30/04/2023). 2 đơn vị còn thiếu.",
        f"/tien-do/?plan={plan.pk}",
    )
    assert (staff.text, staff.url) == (
        "Chậm 3 ngày: Công khai (hạn đến hết 30/04/2023). Phòng còn thiếu còn 1 thủ tục chưa công khai.",
        f"/tien-do/danh-sach/?plan={plan.pk}&measure=unpublished",
    )
    assert silent.text.endswith(
        "Phòng chưa làm chưa có thủ tục nào đạt yêu cầu thống kê và chưa khai thống kê đủ."
    )


def test_unit_that_declared_to_have_none_is_left_alone(people, milestone):
    head = people["silent_head"]
    Declaration.objects.create(department=head.department, kind="NONE", declared_on=date(2023, 1, 5), by=head)

    assert told(people, date(2023, 3, 31)) == OFFICE | {"staff", "colleague"}


def test_missed_stage_is_not_made_up_for(people, milestone):
    assert told(people, date(2023, 4, 25)) == OFFICE | STAFF  # five days before: the stage of seven days

    assert Notice.objects.filter(once__endswith=":30").count() == 0


def test_deadline_that_moves_is_told_anew(people, milestone):
    told(people, date(2023, 3, 31))
    Milestone.objects.update(due_before=date(2023, 5, 3))

    assert told(people, date(2023, 4, 2)) == OFFICE | STAFF


def test_event_concerns_the_office_alone_and_stops_when_done(people, plan):
    event = Milestone.objects.create(
        plan=plan, title="Thành lập Tổ", measure="EVENT", due_before=date(2023, 4, 1)
    )

    assert told(people, date(2023, 3, 24)) == OFFICE
    assert told(people, date(2023, 4, 8)) == OFFICE
    Milestone.objects.filter(pk=event.pk).update(due_before=date(2023, 5, 1), done_on=date(2023, 4, 10))
    assert told(people, date(2023, 4, 29)) == set()


def test_task_reminds_its_lead_unit_then_its_head(people, plan):
    unit = people["staff"].department
    Task.objects.create(plan=plan, title="Tập huấn", lead_unit=unit, due_before=date(2023, 4, 1))

    assert told(people, date(2023, 3, 24)) == {"staff", "colleague"}
    assert told(people, date(2023, 4, 1)) == {"staff", "colleague"}
    assert told(people, date(2023, 4, 7)) == {"head", "deputy"}
    assert Notice.objects.first().text == "Chậm 7 ngày: nhiệm vụ “Tập huấn” (hạn đến hết 31/03/2023)."


def test_task_without_a_lead_unit_reminds_the_office(people, plan):
    Task.objects.create(plan=plan, title="Tập huấn", due_before=date(2023, 4, 1))

    assert told(people, date(2023, 3, 24)) == OFFICE


def test_only_plans_that_are_followed_remind(people, plan, milestone):
    plan.is_current = False
    plan.save()

    assert told(people, date(2023, 5, 7)) == set()


def test_command_tells_how_many_and_refuses_a_day_that_is_none(people, milestone, capsys):
    call_command("send_reminders", "--on", "31/03/2023")
    call_command("send_reminders", "--on", "2023-03-31")

    assert capsys.readouterr().out == "Đã gửi 5 lời nhắc.\nĐã gửi 0 lời nhắc.\n"
    with pytest.raises(CommandError, match="31/2/2023"):
        call_command("send_reminders", "--on", "31/2/2023")


@pytest.mark.parametrize("count", [1, 3, 50])
def test_reminders_ask_no_more_for_more_procedures(people, milestone, count, django_assert_max_num_queries):
    for _ in range(count):
        a_procedure(department=people["staff"].department)

    with django_assert_max_num_queries(40):
        send_reminders(date(2023, 4, 1))
