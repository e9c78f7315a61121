"""The desk: what each person has to do now, from the state of things, each line leading to where it is done."""

from datetime import date, datetime

import pytest
import time_machine
from django.urls import reverse

from dashboards.desk import desk_of
from departments.models import Delegation
from departments.roles import Role
from plans.seeding import seed_plan_2022_2025
from procedures.models import Declaration
from reviews.enums import PackageStatus
from tests.factories import (
    a_complete_procedure,
    a_department,
    a_difficulty,
    a_package,
    a_procedure,
    a_proposing_review,
    a_public_procedure,
    a_review,
    a_user,
    an_agency,
    an_announcement,
)
from tthc.workflow.enums import FormStatus as S
from tthc.workflow.gate import PinnedText, perform

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+07:00")


@pytest.fixture
def unit():
    return a_department(agency=an_agency())


@pytest.fixture
def staff(unit):
    return a_user(Role.STAFF, unit, full_name="Nguyễn Văn Soạn")


@pytest.fixture
def head(unit):
    return a_user(Role.HEAD, unit, full_name="Trần Thị Trưởng")


@pytest.fixture
def officer(unit):
    return a_user(Role.OFFICE, a_department(agency=unit.agency, is_office=True), full_name="Lê Văn Phòng")


def lines(user, title: str) -> list[tuple[str, str, str]]:
    """(tag, title, note) of a box on somebody's desk; an error when there is no such box."""
    desk = desk_of(user)
    box = next(box for box in desk.middle + desk.side if box.title == title)
    return [(errand.tag, errand.title, errand.note) for errand in box.errands]


def titles(user) -> list[str]:
    desk = desk_of(user)
    return [box.title for box in desk.middle + desk.side]


def submitted(staff, **columns):
    return a_procedure(
        department=staff.department,
        status=S.DEPARTMENT,
        submitted_by=staff,
        submitted_at=at("2023-03-17T09:00"),
        created_by=staff,
        **columns,
    )


@time_machine.travel("2023-03-20T09:00+07:00")
def test_head_sees_what_waits_for_them_and_staff_at_whom_it_waits(staff, head):
    submitted(staff, name="Xét sáng kiến")

    assert lines(head, "Chờ tôi") == [
        ("Mới", "Xét sáng kiến", f"Thống kê · {staff.department} · từ 17/03/2023")
    ]
    assert lines(staff, "Đã chuyển, đang chờ") == [
        ("Đang chờ", "Xét sáng kiến", "Thống kê · Chờ Trần Thị Trưởng, từ 17/03/2023")
    ]
    assert "Chờ tôi" not in titles(staff)


@time_machine.travel("2023-03-23T09:00+07:00")
def test_what_waits_more_than_five_days_is_overdue(staff, head):
    submitted(staff, name="Xét sáng kiến")

    assert lines(head, "Chờ tôi")[0][0] == "Quá 6 ngày"
    assert lines(staff, "Đã chuyển, đang chờ")[0][0] == "Chờ 6 ngày"


def test_head_decides_nothing_of_their_own_nor_of_another_unit(head):
    other = a_user(Role.STAFF, a_department(agency=head.department.agency))
    submitted(other, name="Của đơn vị khác")
    submitted(head, name="Của chính mình")

    assert lines(head, "Chờ tôi") == []
    assert [title for _, title, _ in lines(head, "Đã chuyển, đang chờ")] == ["Của chính mình"]


def test_office_sees_a_heads_own_form_that_nobody_else_can_agree_to(head, officer):
    submitted(head, name="Của trưởng phòng")

    assert [title for _, title, _ in lines(officer, "Chờ tôi")] == ["Của trưởng phòng"]


def test_deputy_named_by_the_head_sees_what_waits(staff, head):
    deputy = a_user(Role.STAFF, head.department)
    submitted(staff, name="Xét sáng kiến")
    Delegation.objects.create(
        head=head, deputy=deputy, starts_on=date(2020, 1, 1), ends_on=date(2090, 1, 1), made_by=head
    )

    assert [title for _, title, _ in lines(deputy, "Chờ tôi")] == ["Xét sáng kiến"]


@time_machine.travel("2023-03-20T09:00+07:00")
def test_office_takes_in_and_checks_the_longest_waiting_first(staff, officer):
    unit = staff.department
    a_procedure(department=unit, status=S.OFFICE, name="Hai", agreed_at=at("2023-03-18T09:00"))
    a_procedure(department=unit, status=S.OFFICE, name="Một", agreed_at=at("2023-03-10T09:00"))
    a_procedure(
        department=unit, status=S.CHECKING, name="Ba", taken_by=officer, taken_at=at("2023-03-19T09:00")
    )
    a_review(
        procedure=a_complete_procedure(department=unit, status=S.ACCEPTED, name="Bốn"),
        status=S.OFFICE,
        agreed_at=at("2023-03-20T08:00"),
    )

    assert lines(officer, "Chờ tôi") == [
        ("Quá 10 ngày", "Một", f"Thống kê · {unit} · từ 10/03/2023"),
        ("Mới", "Hai", f"Thống kê · {unit} · từ 18/03/2023"),
        ("Đang kiểm tra", "Ba", f"Thống kê · {unit} · từ 19/03/2023"),
        ("Mới", "Bốn", f"Rà soát · {unit} · từ 20/03/2023"),
    ]


@time_machine.travel("2023-03-20T09:00+07:00")
def test_returned_form_comes_back_with_the_reason(staff, head, officer):
    procedure = a_complete_procedure(
        department=staff.department, status=S.CHECKING, name="Xét sáng kiến", created_by=staff
    )
    perform(
        procedure,
        "return_to_unit",
        by=officer,
        remark="Ghi rõ thời hạn",
        remarks=[PinnedText("TIME_LIMIT", "Thiếu đơn vị thời gian"), PinnedText("STEPS", "Bước 2 ai làm?")],
        at=at("2023-03-19T15:00"),
    )

    expected = [
        (
            "Trả lại",
            "Xét sáng kiến",
            "Thống kê · Lê Văn Phòng, 19/03/2023: “Ghi rõ thời hạn” · 2 ý kiến chưa đóng",
        )
    ]
    assert lines(staff, "Bị trả lại") == expected
    assert lines(head, "Bị trả lại") == expected
    assert lines(officer, "Đã chuyển, đang chờ nơi khác") == [
        ("Trả lại", "Xét sáng kiến", "Lâu nhất 1 ngày, trả lại từ 19/03/2023, đơn vị chưa nộp lại")
    ]


def test_return_with_pinned_remarks_only_quotes_the_first(staff, officer):
    procedure = a_complete_procedure(department=staff.department, status=S.CHECKING, created_by=staff)
    perform(procedure, "return_to_unit", by=officer, remarks=[PinnedText("STEPS", "Bước 2 ai làm?")])

    assert "“Bước 2 ai làm?”" in lines(staff, "Bị trả lại")[0][2]


def test_form_submitted_again_is_told_from_a_new_one(staff, head, officer):
    procedure = a_complete_procedure(department=staff.department, status=S.CHECKING, created_by=staff)
    perform(procedure, "return_to_unit", by=officer, remark="Sửa")
    perform(procedure, "submit", by=staff)

    assert lines(head, "Chờ tôi")[0][0] == "Nộp lại"


def test_drafts_are_of_who_wrote_them(staff, unit):
    a_procedure(department=unit, name="Của tôi", created_by=staff)
    a_procedure(department=unit, name="Của người khác", created_by=a_user(Role.STAFF, unit))

    assert [title for _, title, _ in lines(staff, "Bản nháp của tôi")] == ["Của tôi"]


def test_returned_form_of_a_colleague_is_not_on_my_desk(staff, officer, unit):
    colleague = a_user(Role.STAFF, unit)
    procedure = a_complete_procedure(department=unit, status=S.CHECKING, created_by=colleague)
    perform(procedure, "return_to_unit", by=officer, remark="Sửa")

    assert lines(staff, "Bị trả lại") == []
    assert len(lines(colleague, "Bị trả lại")) == 1


@time_machine.travel("2023-03-20T09:00+07:00")
def test_office_sees_where_the_units_hold_things_up(staff, head, officer):
    for day in ("10", "15"):
        a_procedure(
            department=staff.department,
            status=S.DEPARTMENT,
            submitted_by=staff,
            submitted_at=at(f"2023-03-{day}T09:00"),
        )

    assert lines(officer, "Đã chuyển, đang chờ nơi khác") == [
        (
            "Chờ trưởng phòng",
            f"2 biểu mẫu của {staff.department}",
            "Lâu nhất 10 ngày, người giữ: Trần Thị Trưởng",
        )
    ]


@time_machine.travel("2024-03-20T09:00+07:00")
def test_office_gathers_what_is_ready(unit, head, officer):
    a_procedure(department=unit, status=S.ACCEPTED, accepted_at=at("2023-02-01T09:00"))
    half = a_procedure(department=unit, status=S.ACCEPTED)
    announced = an_announcement(half, number="7/QĐ-MH", issued_on=date(2023, 3, 20))
    an_announcement(issued=False, agency=unit.agency, title="Công bố đợt 2")
    public = a_public_procedure(department=unit)
    a_proposing_review(procedure=public, status=S.ACCEPTED, accepted_at=at("2023-10-01T09:00"))
    sent = a_review(procedure=half, status=S.ACCEPTED)
    package = a_package(sent, sent_on=date(2023, 12, 1), submission_number="9/TTr-MH")
    approved = a_proposing_review(procedure=a_public_procedure(department=unit), status=S.ACCEPTED)
    a_package(approved, status=PackageStatus.APPROVED)

    assert lines(officer, "Công bố, công khai") == [
        ("Đang lập", "Công bố đợt 2", "0 thủ tục, chưa ghi ban hành"),
        ("Chưa công bố", "1 thủ tục đạt yêu cầu chưa công bố", "Sớm nhất đạt ngày 01/02/2023"),
        ("Chưa công khai", f"{announced}: 1 thủ tục chưa công khai đủ", "Công bố ngày 20/03/2023"),
    ]
    assert lines(officer, "Trình, phê duyệt, thực thi") == [
        ("Chưa trình", "1 rà soát đạt yêu cầu chưa vào hồ sơ trình", "Sớm nhất đạt ngày 01/10/2023"),
        ("Đã trình", str(package), "1 phương án, trình ngày 01/12/2023, chưa có quyết định"),
        ("Thực thi", "1 kiến nghị đã duyệt chưa thực thi xong", "Chưa việc nào quá hạn"),
    ]


def test_action_past_its_day_is_overdue(unit, officer):
    approved = a_proposing_review(procedure=a_public_procedure(department=unit), status=S.ACCEPTED)
    a_package(approved, status=PackageStatus.APPROVED)  # its action was due on 30/6/2024

    with time_machine.travel("2024-07-01T09:00+07:00"):
        assert lines(officer, "Trình, phê duyệt, thực thi") == [
            ("Quá hạn", "1 kiến nghị đã duyệt chưa thực thi xong", "1 việc đã quá hạn")
        ]


def test_units_to_chase_and_units_without_a_head(unit, head, officer):
    officer.department.takes_part = False
    officer.department.save()
    headless = a_department(agency=unit.agency, name="Phòng không trưởng")
    seed_plan_2022_2025(unit.agency)
    a_procedure(department=headless)
    Declaration.objects.create(department=unit, kind="COMPLETE", declared_on=date(2023, 3, 1), by=head)

    assert lines(officer, "Đơn vị chưa khai thống kê đủ") == [
        ("Chưa khai", "Phòng không trưởng", "1 biểu mẫu, 1 nháp")
    ]
    assert lines(officer, "Đơn vị chưa có trưởng phòng") == [
        (
            "Thiếu người",
            "Phòng không trưởng",
            "Biểu mẫu của đơn vị không ai đồng ý được. Đề nghị Quản trị giao vai trò.",
        )
    ]


def test_unit_reads_what_comes_next(unit, staff, head):
    seed_plan_2022_2025(unit.agency)
    a_procedure(department=unit, status=S.ACCEPTED)
    a_review(procedure=a_procedure(department=unit, status=S.ACCEPTED))
    review = ("Chưa rà soát", "1 thủ tục đạt yêu cầu chưa rà soát", "Chọn thủ tục rồi lập biểu mẫu rà soát.")
    declare = (
        "Chưa khai",
        "Đơn vị chưa khai thống kê đủ",
        "Khai khi mọi thủ tục đã có biểu mẫu, hoặc đơn vị không có thủ tục nào.",
    )

    assert lines(staff, "Việc tiếp theo") == [review]
    assert lines(head, "Việc tiếp theo") == [declare, review]

    Declaration.objects.create(department=unit, kind="COMPLETE", declared_on=date(2023, 3, 1), by=head)
    assert lines(head, "Việc tiếp theo") == [review]


@time_machine.travel("2022-11-12T09:00+07:00")
def test_late_milestone_and_task_are_told_to_everybody_in_the_agency(staff):
    seed_plan_2022_2025(staff.department.agency)

    assert lines(staff, "Mốc, nhiệm vụ") == [
        ("Chậm 3 ngày", "Thành lập Tổ thống kê, rà soát TTHC nội bộ", "Hạn đến hết 09/11/2022"),
        ("Chậm 3 ngày", "Thành lập Tổ thống kê, rà soát TTHC nội bộ", "Nhiệm vụ của kế hoạch"),
    ]


@time_machine.travel("2023-12-10T09:00+07:00")
def test_director_sees_what_waits_for_a_decision(unit, officer):
    director = a_user(Role.DIRECTOR, officer.department)
    seed_plan_2022_2025(unit.agency)
    kept = a_review(procedure=a_public_procedure(department=unit), status=S.ACCEPTED)
    package = a_package(kept, sent_on=date(2023, 12, 1))

    assert [line[:2] for line in lines(director, "Cần chú ý, quyết định")] == [
        ("Chờ duyệt", str(package)),
    ]
    assert "Bản nháp của tôi" not in titles(director)


@time_machine.travel("2023-03-20T09:00+07:00")
def test_difficulty_stands_on_the_desk_of_whose_word_is_next(unit, staff, officer):
    director = a_user(Role.DIRECTOR, officer.department)
    difficulty = a_difficulty(
        department=unit, created_by=staff, title="Thuộc nhóm nào?", created_at=at("2023-03-15T09:00")
    )

    assert lines(officer, "Vướng mắc") == [("Chờ Văn phòng Sở", "Thuộc nhóm nào?", f"{unit}, từ 15/03/2023")]
    assert lines(director, "Cần chú ý, quyết định") == []

    perform(difficulty, "put", by=officer, remark="Đề nghị nhóm A", at=at("2023-03-18T09:00"))

    assert "Vướng mắc" not in titles(officer)
    assert lines(director, "Cần chú ý, quyết định") == [
        ("Đã trình Giám đốc", "Thuộc nhóm nào?", f"{unit}, từ 18/03/2023")
    ]

    perform(difficulty, "decide", by=director, remark="Nhóm A", at=at("2023-03-19T09:00"))

    assert lines(staff, "Vướng mắc") == [
        ("Giám đốc đã quyết định", "Thuộc nhóm nào?", f"{unit}, từ 19/03/2023")
    ]


def test_person_without_anything_to_do_reads_so(staff, client):
    client.force_login(staff, backend=BACKEND)

    page = client.get("/")

    assert reverse("dashboards:desk") == "/"
    for sentence in (
        "Không có biểu mẫu nào bị trả lại.",
        "Không có bản nháp nào.",
        "Không có mốc, nhiệm vụ nào chậm hoặc sắp đến hạn.",
    ):
        assert sentence in page.text


def test_every_line_of_the_office_leads_somewhere(unit, officer, client):
    for status in (S.OFFICE, S.DEPARTMENT, S.RETURNED, S.ACCEPTED):
        a_procedure(department=unit, status=status)
    an_announcement(issued=False, agency=unit.agency)
    client.force_login(officer, backend=BACKEND)

    desk = desk_of(officer)
    urls = {errand.url for box in desk.middle + desk.side for errand in box.errands if errand.url}

    assert len(urls) > 4
    assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, 200)


def test_only_the_entry_of_the_page_is_marked_in_the_navigation(staff, client):
    client.force_login(staff, backend=BACKEND)

    marked = {
        path: [
            entry["label"]
            for group in client.get(path).context["navigation"]
            for entry in group["items"]
            if entry["current"]
        ]
        for path in ("/", "/chi-phi/", "/tien-do/", "/mat-khau/")
    }

    assert marked == {
        "/": ["Việc của tôi"],
        "/chi-phi/": ["Chi phí"],
        "/tien-do/": ["Tiến độ"],
        "/mat-khau/": [],
    }
