"""The pages of a plan: what is shown to whom, how a day is recorded."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from departments.roles import Role
from plans.enums import GroupPart
from plans.models import Milestone, Plan, Task, Training, WorkingGroup
from plans.seeding import seed_plan_2022_2025
from tests.factories import a_department, a_plan, a_public_procedure, a_user, an_agency

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def plan():
    return seed_plan_2022_2025(an_agency())


@pytest.fixture
def unit(plan):
    return a_department(agency=plan.agency)


def test_list_shows_only_plans_of_the_own_agency(plan, unit, client):
    other = a_plan(title="Kế hoạch cơ quan khác")
    client.force_login(a_user(Role.STAFF, unit), backend=BACKEND)

    page = client.get(reverse("plans:plan_list"))

    assert plan.title in page.text
    assert other.title not in page.text
    assert client.get(other.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 50])
def test_list_asks_the_same_number_of_queries(count, client, django_assert_num_queries):
    for _ in range(count):
        seed_plan_2022_2025(an_agency())
    client.force_login(a_user(Role.ADMIN), backend=BACKEND)

    with django_assert_num_queries(5):  # session, user, notices, plans, agencies without a plan
        client.get(reverse("plans:plan_list"))


@pytest.mark.parametrize("count", [1, 3, 50])
def test_detail_asks_the_same_number_of_queries(count, unit, client, django_assert_num_queries):
    plan = a_plan(is_current=False, agency=unit.agency)
    for number in range(count):
        Task.objects.create(plan=plan, title=f"Việc {number}", lead_unit=unit).coordinating_units.add(unit)
        Milestone.objects.create(plan=plan, title=f"Mốc {number}", measure="EVENT")
    client.force_login(a_user(Role.OFFICE, unit), backend=BACKEND)

    with django_assert_num_queries(24):
        client.get(plan.get_absolute_url())


def test_late_task_and_missed_event_are_marked(plan, unit, client):
    client.force_login(a_user(Role.STAFF, unit), backend=BACKEND)

    with time_machine.travel(date(2022, 11, 12)):
        page = client.get(plan.get_absolute_url())

    assert page.text.count("Chậm 3 ngày") == 2  # milestone and task were due by 9/11/2022
    assert "Ghi ngày xong" not in page.text


def test_office_records_an_event_by_its_paper(plan, unit, client):
    officer = a_user(Role.OFFICE, unit)
    client.force_login(officer, backend=BACKEND)
    milestone = plan.milestones.get(measure="EVENT")

    answer = client.post(
        reverse("plans:milestone_done", args=[milestone.pk]),
        {"done_on": "8/11/2022", "evidence": "Quyết định minh họa"},
    )

    milestone.refresh_from_db()
    assert answer.url == plan.get_absolute_url()
    assert (milestone.done_on, milestone.evidence, milestone.recorded_by) == (
        date(2022, 11, 8),
        "Quyết định minh họa",
        officer,
    )


def test_counted_milestone_is_not_recorded_by_hand(plan, unit, client):
    client.force_login(a_user(Role.OFFICE, unit), backend=BACKEND)
    milestone = plan.milestones.get(measure="PUBLISHED")

    answer = client.post(reverse("plans:milestone_done", args=[milestone.pk]), {"done_on": "8/11/2022"})

    milestone.refresh_from_db()
    assert (answer.status_code, milestone.done_on) == (409, None)
    assert "tính từ số liệu" in answer.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31/2/2023", "“31/2/2023” không có trong lịch"),
        ("", "Xong ngày"),
        ("31/10/2022", "ngày xong không thể trước ngày đó"),
        ("1/1/2099", "chưa đến"),
    ],
)
def test_bad_day_of_a_task_is_told_and_kept(plan, unit, client, typed, sentence):
    client.force_login(a_user(Role.OFFICE, unit), backend=BACKEND)
    task = plan.tasks.first()

    answer = client.post(
        reverse("plans:task_done", args=[task.pk]), {"done_on": typed, "note": "Đã gửi danh sách"}
    )

    task.refresh_from_db()
    assert task.done_on is None
    assert sentence in answer.text
    assert 'value="Đã gửi danh sách"' in answer.text


def test_task_done_is_recorded(plan, unit, client):
    client.force_login(a_user(Role.OFFICE, unit), backend=BACKEND)
    task = plan.tasks.last()

    client.post(reverse("plans:task_done", args=[task.pk]), {"done_on": "2023-05-01", "note": "Xong"})

    task.refresh_from_db()
    assert (task.done_on, task.done_note) == (date(2023, 5, 1), "Xong")


def test_admin_enters_the_plan_of_an_agency_from_the_list(client):
    agency = an_agency()
    client.force_login(a_user(Role.ADMIN), backend=BACKEND)

    answer = client.post(reverse("plans:plan_seed"), {"agency": agency.short_name})

    assert answer.url == agency.plans.get().get_absolute_url()


def test_admin_edits_a_plan_with_its_milestones_and_tasks(plan, unit, client):
    stranger = a_department(name="Phòng của cơ quan khác")
    client.force_login(a_user(Role.ADMIN), backend=BACKEND)

    page = client.get(reverse("admin:plans_plan_change", args=[plan.pk]))

    assert "Thành lập Tổ thống kê, rà soát TTHC nội bộ" in page.text
    assert unit.name in page.text
    assert stranger.name not in page.text


def test_admin_enters_a_later_plan(client):
    agency = an_agency()
    client.force_login(a_user(Role.ADMIN), backend=BACKEND)
    empty = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"}
    formsets = {
        f"{prefix}-{name}": value
        for prefix in ("milestones", "tasks", "reporting_periods", "trainings", "baselines")
        for name, value in empty.items()
    }

    answer = client.post(
        reverse("admin:plans_plan_add"),
        {
            "agency": agency.pk,
            "title": "Kế hoạch 2026-2030",
            "starts_on": "01/01/2026",
            "ends_on": "31/12/2030",
            "counted_kinds": ["REPEAL"],
            "is_current": "on",
        }
        | formsets,
    )

    assert answer.status_code == 302
    plan = Plan.objects.get(title="Kế hoạch 2026-2030")
    assert (plan.starts_on, plan.ends_on, plan.counted_kinds) == (
        date(2026, 1, 1),
        date(2030, 12, 31),
        ["REPEAL"],
    )


def test_detail_shows_milestones_as_at_a_day(plan, unit, client):
    a_public_procedure(department=unit)  # public on 25/3/2023
    client.force_login(a_user(Role.STAFF, unit), backend=BACKEND)

    early = client.get(plan.get_absolute_url(), {"as_at": "24/3/2023"})
    late = client.get(plan.get_absolute_url(), {"as_at": "2023-03-25"})

    assert "Còn 7 ngày" in early.text
    assert "Xong 25/03/2023" in late.text
    assert "sớm 6 ngày" in late.text
    assert f"/tien-do/danh-sach/?plan={plan.pk}&amp;as_at=2023-03-25&amp;measure=published" in late.text


def test_bad_day_of_the_detail_is_told(plan, unit, client):
    client.force_login(a_user(Role.STAFF, unit), backend=BACKEND)

    page = client.get(plan.get_absolute_url(), {"as_at": "31/2/2023"})

    assert "“31/2/2023” không có trong lịch" in page.text
    assert 'value="31/2/2023"' in page.text


def test_detail_shows_the_working_group_and_trainings(plan, unit, client):
    group = WorkingGroup.objects.create(plan=plan, name="Tổ thống kê, rà soát", decision_number="12/QĐ-MH")
    group.members.create(full_name="Nguyễn Văn Trưởng", part=GroupPart.LEADER, department=unit)
    Training.objects.create(
        plan=plan, held_on=date(2022, 12, 5), topic="Kỹ năng rà soát", participants="Văn phòng\nPhòng A"
    )
    client.force_login(a_user(Role.STAFF, unit), backend=BACKEND)

    page = client.get(plan.get_absolute_url())

    for words in (
        "12/QĐ-MH",
        "Nguyễn Văn Trưởng",
        "Tổ trưởng",
        "Kỹ năng rà soát",
        "Tham dự: Văn phòng; Phòng A",
    ):
        assert words in page.text
