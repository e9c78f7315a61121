"""Công văn đôn đốc: what is late, by how long, each item; as many as the dashboards count."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from dashboards.overview import overview
from dashboards.queries import Programme, read_programme
from departments.roles import Role
from papers.letters import chasing, report
from papers.letters.lateness import arrears_of
from papers.models import Signer
from reviews.models import EnforcementAction
from tests.factories import a_department, a_plan, a_public_procedure, a_user
from tests.papers.letters.making import letter, said
from tthc.core.refusal import Refusal

LATE_BY_258 = "chậm 258 ngày"  # from 31/3/2023 to 14/12/2023


def test_letter_to_all_names_each_late_unit_with_its_items(course):
    document = letter(chasing.PAPER, course.plan)

    assert document.is_letter
    assert document.addressees == ["Phòng Một", "Phòng Hai"]
    assert [
        list(row.cells)[1:] for row in document.appendices[0].blocks[0].body_rows() if len(row.cells) > 1
    ] == [
        ["Phòng Một", "Chưa khai thống kê đủ hoặc không có thủ tục", "31/03/2023", "258"],
        ["Đang soạn", "Chưa công bố, công khai đủ các nơi", "31/03/2023", "258"],
        ["Phòng Hai", "Chưa khai thống kê đủ hoặc không có thủ tục", "31/03/2023", "258"],
        ["Chưa công bố", "Chưa công bố, công khai đủ các nơi", "31/03/2023", "258"],
    ]


def test_letter_to_one_unit_speaks_of_it_alone(course):
    document = letter(chasing.PAPER, course.plan, department="HAI", answer_by="15/01/2024")

    words = said(document)
    assert document.addressees == ["Phòng Hai"]
    assert (
        "đề nghị Phòng Hai tập trung hoàn thành các nội dung chậm tại Phụ lục trước ngày 15/01/2024" in words
    )
    assert f"còn 1 thủ tục chưa công khai, {LATE_BY_258}; " not in words
    assert f"còn 1 thủ tục chưa công khai, {LATE_BY_258}" in words
    assert "Phòng Một" not in words


def test_items_are_as_many_as_the_dashboards_count(course):
    found = overview(read_programme(course.plan), date(2025, 6, 30))
    parts = found.ledger.by_department()

    for arrears in arrears_of(found):
        counts = parts[arrears.unit.pk].figures(found.as_at)
        items = [item.lacking for item in arrears.items if item.of_goal]
        assert items.count("Chưa công bố, công khai đủ các nơi") == counts["unpublished"].count
        assert items.count("Chưa rà soát, trình phương án") == counts["unreviewed"].count


def test_overdue_task_and_action_stand_with_their_own_days(course):
    course.plan.tasks.filter(order=30).update(lead_unit=course.second)
    action = EnforcementAction.objects.get()

    first, second = arrears_of(overview(read_programme(course.plan), date(2024, 7, 10)))

    assert [(item.lacking, item.last_day, item.days) for item in first.items if not item.of_goal][1:] == [
        ("Kiến nghị thực thi chưa xong", action.due_on, 10)
    ]
    assert [(item.lacking, item.last_day) for item in second.items if not item.of_goal][1:] == [
        ("Nhiệm vụ chưa xong", date(2023, 3, 31))
    ]


def test_action_done_by_the_day_is_not_late(course):
    EnforcementAction.objects.update(
        done_on=date(2024, 7, 5),
        recorded_by=course.package.items.first().review.accepted_by,
        recorded_at="2024-07-06T08:00Z",
    )

    def others(day):
        found = arrears_of(overview(read_programme(course.plan), day))
        return [item.lacking for one in found for item in one.items].count("Kiến nghị thực thi chưa xong")

    assert (others(date(2024, 7, 4)), others(date(2024, 7, 5))) == (1, 0)


def test_nothing_late_is_said_instead_of_a_letter(course):
    with pytest.raises(Refusal, match="Đến hết ngày 01/01/2023 không có đơn vị nào chậm"):
        letter(chasing.PAPER, course.plan, on=date(2023, 1, 1))


def test_day_to_come_is_refused(course):
    with pytest.raises(Refusal, match="chưa đến"):
        letter(chasing.PAPER, course.plan, as_at="01/01/2099")


def test_queries_do_not_grow_with_late_units(course, django_assert_num_queries):
    with django_assert_num_queries(22):
        letter(chasing.PAPER, course.plan)
    for _ in range(3):
        a_public_procedure(department=a_department(agency=course.plan.agency))
    with django_assert_num_queries(22):
        letter(chasing.PAPER, course.plan)


def test_who_has_not_declared_is_asked_once_for_all_units(course, monkeypatch):
    asked, undeclared = [], Programme.undeclared
    monkeypatch.setattr(
        Programme, "undeclared", lambda programme, day: asked.append(day) or undeclared(programme, day)
    )

    arrears_of(overview(read_programme(course.plan), date(2024, 7, 10)))

    assert asked == [date(2024, 7, 10)]


def test_office_alone_chases_while_the_director_reports(db):
    agency_unit = a_department()
    plan = a_plan(agency=agency_unit.agency)
    officer, director = a_user(Role.OFFICE, agency_unit), a_user(Role.DIRECTOR, agency_unit)

    may = [
        (chasing.PAPER.may_be_made_by(user, plan), report.PAPER.may_be_made_by(user, plan))
        for user in (officer, director)
    ]

    assert may == [(True, True), (False, True)]


def test_dashboard_leads_to_the_letter_of_each_late_unit(course, client):
    agency = course.plan.agency
    client.force_login(a_user(Role.OFFICE, agency.departments.get(code="VP")))

    page = client.get("/tien-do/", {"as_at": "14/12/2023"}).text

    url = f"/giay-to/lap/chasing_letter/{course.plan.pk}/?department=MOT&amp;as_at=14%2F12%2F2023"
    assert url in page
    form = client.get(url.replace("&amp;", "&")).text
    assert 'value="MOT" selected' in form
    assert 'value="14/12/2023"' in form


def test_page_says_that_nobody_is_late_before_it_offers_to_print(course, client):
    client.force_login(a_user(Role.OFFICE, course.plan.agency.departments.get(code="VP")))
    url = f"/giay-to/lap/chasing_letter/{course.plan.pk}/?as_at=2023-01-01"
    chosen = {"full": "1", "kind": "look", "title": "Giám đốc", "name": "Trần A"}

    early = client.get(url).text
    later = client.post(url, chosen | {"as_at": "14/12/2023"}).text

    assert "Đến hết ngày 01/01/2023 không có đơn vị nào chậm" in early
    assert ("Lập PDF" in early, "Lập PDF" in later) == (False, True)
    assert "không có đơn vị nào chậm" not in later
    assert not Signer.objects.exists()


def test_page_says_what_the_letter_does_not_follow(course, client):
    client.force_login(a_user(Role.OFFICE, course.plan.agency.departments.get(code="VP")))

    def told(key, **asked):
        return "tính mọi lĩnh vực" in client.get(f"/giay-to/lap/{key}/{course.plan.pk}/", asked).text

    assert told("chasing_letter", group="A") and told("period_report", field="1")
    assert not told("chasing_letter", as_at="14/12/2023") and not told("dashboard", group="A")


def test_command_says_that_nobody_is_late(course, tmp_path):
    arguments = ["chasing_letter", course.plan.pk, tmp_path / "a.pdf", "--option", "as_at=01/01/2023"]

    with pytest.raises(CommandError, match="không có đơn vị nào chậm") as refused:
        call_command("render", *arguments)

    assert refused.value.returncode == 1


def test_report_from_the_dashboard_is_of_the_last_period_over_by_its_day(course, client):
    client.force_login(a_user(Role.OFFICE, course.plan.agency.departments.get(code="VP")))
    ended = course.plan.reporting_periods.get(kind="QUARTER", ends_on=date(2023, 6, 14))
    url = f"/giay-to/lap/period_report/{course.plan.pk}/"

    asked = [
        client.get(url, {"as_at": day}).context["options"]["period"].value()
        for day in ("14/06/2023", "2023-08-01", "13/06/2023", "không rõ")
    ]

    assert asked[:2] == [str(ended.pk)] * 2
    assert str(ended.pk) not in asked[2:]
    page = client.get("/tien-do/", {"as_at": "14/06/2023"}).text
    assert f"{url}?as_at=14%2F06%2F2023" in page
