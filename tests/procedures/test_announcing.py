"""Quyết định công bố: gathered, arranged, issued, and unchangeable from then on."""

from datetime import UTC, date, datetime

import pytest

from departments.roles import Role
from procedures.announcing import (
    Entry,
    add_to_announcement,
    arrange_announcement,
    correct_announcement,
    drop_announcement,
    gather_announcement,
    issue_announcement,
)
from procedures.enums import ChangeKind
from procedures.models import Announcement, AnnouncementRow, Procedure
from tests.factories import a_complete_procedure, a_department, a_user, an_agency, an_announcement, published
from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.workflow.enums import FormStatus
from tthc.workflow.models import Move

pytestmark = pytest.mark.django_db
NEW, AMENDED, REPEALED = ChangeKind.NEW, ChangeKind.AMENDED, ChangeKind.REPEALED
MARCH = date(2023, 3, 20)


@pytest.fixture
def unit():
    return a_department()


@pytest.fixture
def office(unit):
    return a_user(Role.OFFICE, a_department(agency=unit.agency, is_office=True))


def accepted(unit, name: str, **columns) -> Procedure:
    return a_complete_procedure(department=unit, status=FormStatus.ACCEPTED, name=name, **columns)


def rows_of(announcement) -> list[tuple[str, int, str, str]]:
    return [(row.section, row.row_number, row.procedure.name, row.change) for row in announcement.rows.all()]


def gathered(office, *entries: tuple[Procedure, ChangeKind]) -> Announcement:
    return gather_announcement(
        office.department.agency, title="Công bố", entries=[Entry(*entry) for entry in entries], by=office
    )


def issued(announcement, office, *, on: date = MARCH, number: str = "12/QĐ-MH", effective_on=None) -> Move:
    return issue_announcement(announcement, number=number, issued_on=on, effective_on=effective_on, by=office)


def sentences(refused) -> tuple[str, ...]:
    return refused.value.sentences


def test_gather_numbers_rows_within_their_sections(unit, office):
    one, two, three = (accepted(unit, name) for name in ("Một", "Hai", "Ba"))

    announcement = gathered(office, (two, NEW), (three, AMENDED), (one, NEW))

    assert rows_of(announcement) == [
        ("A", 1, "Hai", "NEW"),
        ("A", 2, "Một", "NEW"),
        ("B", 1, "Ba", "AMENDED"),
    ]
    assert (announcement.status, announcement.created_by) == ("DRAFT", office)


def test_gather_nothing_is_refused(unit, office):
    with pytest.raises(Refusal) as refused:
        gathered(office)

    assert sentences(refused) == ("Chưa chọn thủ tục nào. Tích ít nhất một thủ tục rồi làm lại.",)
    assert not Announcement.objects.exists()


def test_gather_names_every_procedure_that_cannot_stand_in_it(unit, office):
    fine = accepted(unit, "Ổn")
    returned = a_complete_procedure(department=unit, name="Nháp")
    gone = accepted(unit, "Đã bỏ", repealed_on=date(2022, 12, 31))
    elsewhere = accepted(a_department(), "Nơi khác")
    taken = accepted(unit, "Đã gom")
    gathered(office, (taken, NEW))

    with pytest.raises(Refusal) as refused:
        gathered(office, (fine, NEW), (returned, NEW), (gone, NEW), (elsewhere, NEW), (taken, NEW))

    assert sentences(refused) == (
        "“Nháp” không còn ở trạng thái Đạt yêu cầu; bỏ tích hoặc chờ chấp nhận lại.",
        "“Đã bỏ” đã bãi bỏ từ ngày 31/12/2022; bỏ tích thủ tục đó.",
        "“Nơi khác” không thuộc cơ quan này; bỏ tích thủ tục đó.",
        "“Đã gom” đã nằm trong quyết định đang lập “Công bố”; bỏ tích thủ tục đó.",
    )
    assert Announcement.objects.count() == 1


@pytest.mark.parametrize("role", [Role.STAFF, Role.HEAD, Role.DIRECTOR])
def test_gather_is_the_office_s_alone(unit, role):
    with pytest.raises(Forbidden) as refused:
        gathered(a_user(role, unit), (accepted(unit, "Một"), NEW))

    assert sentences(refused) == ("Bạn không có quyền lập quyết định công bố của cơ quan này.",)


def test_add_puts_rows_at_the_end_of_their_sections(unit, office):
    one, two, three = (accepted(unit, name) for name in ("Một", "Hai", "Ba"))
    announcement = gathered(office, (one, NEW), (two, AMENDED))

    add_to_announcement(announcement, entries=[Entry(three, NEW)], by=office)

    assert rows_of(announcement) == [
        ("A", 1, "Một", "NEW"),
        ("A", 2, "Ba", "NEW"),
        ("B", 1, "Hai", "AMENDED"),
    ]


def test_arrange_writes_title_order_and_kinds(unit, office):
    one, two, three = (accepted(unit, name) for name in ("Một", "Hai", "Ba"))
    announcement = gathered(office, (one, NEW), (two, NEW), (three, NEW))

    arrange_announcement(
        announcement, title=" Tên mới ", entries=[Entry(three, NEW), Entry(one, REPEALED)], by=office
    )

    announcement.refresh_from_db()
    assert announcement.title == "Tên mới"
    assert rows_of(announcement) == [("A", 1, "Ba", "NEW"), ("C", 1, "Một", "REPEALED")]


def test_arrange_on_a_stale_page_is_a_conflict(unit, office):
    one = accepted(unit, "Một")
    announcement = gathered(office, (one, NEW))
    seen = announcement.version
    arrange_announcement(announcement, title="Người khác sửa", entries=[Entry(one, NEW)], by=office)

    with pytest.raises(Conflict) as refused:
        arrange_announcement(announcement, title="Tôi", entries=[], by=office, seen_version=seen)

    assert sentences(refused) == (
        "Trong lúc bạn xem, bản này đã được người khác sửa hoặc chuyển; nay đang ở “Đang lập”. "
        "Tải lại trang để xem bản mới rồi làm tiếp.",
    )
    announcement.refresh_from_db()
    assert announcement.title == "Người khác sửa"


def test_drop_lets_procedures_be_gathered_anew(unit, office):
    one = accepted(unit, "Một")

    drop_announcement(gathered(office, (one, NEW)), by=office)

    assert not Announcement.objects.exists()
    assert list(Procedure.objects.to_be_announced()) == [one]


def test_issue_records_the_paper_and_logs_it(unit, office):
    announcement = gathered(office, (accepted(unit, "Một"), NEW))
    at = datetime(2023, 3, 21, 2, tzinfo=UTC)

    move = issue_announcement(
        announcement,
        number=" 12/QĐ-MH ",
        issued_on=MARCH,
        effective_on=date(2023, 4, 1),
        by=office,
        at=at,
    )

    assert (announcement.status, announcement.number) == ("ISSUED", "12/QĐ-MH")
    assert (announcement.issued_on, announcement.in_force_from) == (MARCH, date(2023, 4, 1))
    assert (move.transition, move.by, move.at) == ("issue", office, at)
    assert move.snapshot == {"A": [["1", "Một", "Mới ban hành"]]}


def test_issue_freezes_the_words_that_were_announced(unit, office):
    procedure = accepted(unit, "Một", code="1.001")
    content = procedure.content()
    announcement = gathered(office, (procedure, NEW))
    issued(announcement, office)

    Procedure.objects.filter(pk=procedure.pk).update(name="Tên khác", group="A")

    row = announcement.rows.get()
    assert (row.name, row.group, row.department, row.field) == ("Một", "B", unit, procedure.field)
    assert row.content == content


@pytest.mark.parametrize(
    ("effective_on", "repealed_on"), [(None, date(2024, 5, 2)), (date(2024, 6, 1), date(2024, 6, 1))]
)
def test_issue_of_a_repeal_takes_the_procedure_out_of_force(unit, office, effective_on, repealed_on):
    one, two = accepted(unit, "Một"), accepted(unit, "Hai")
    issued(gathered(office, (one, NEW), (two, NEW)), office)

    announcement = gathered(office, (one, REPEALED), (two, AMENDED))
    issued(announcement, office, on=date(2024, 5, 2), number="30/QĐ-MH", effective_on=effective_on)

    assert list(Procedure.objects.order_by("pk").values_list("repealed_on", flat=True)) == [repealed_on, None]


@pytest.mark.parametrize(
    ("on", "effective_on", "said"),
    [
        (
            date(2023, 3, 21),
            None,
            "Ngày ban hành 21/03/2023 chưa tới (hôm nay 20/03/2023). Chỉ ghi ngày đã có trên văn bản.",
        ),
        (
            date(2023, 3, 20),
            date(2023, 3, 19),
            "Ngày có hiệu lực 19/03/2023 không thể trước ngày ban hành 20/03/2023. Xem lại hai ngày trên quyết định.",
        ),
    ],
)
def test_issue_on_a_day_that_cannot_be_is_refused(unit, office, time_machine, on, effective_on, said):
    time_machine.move_to(datetime(2023, 3, 20, 16, 59, tzinfo=UTC))
    announcement = gathered(office, (accepted(unit, "Một"), NEW))

    with pytest.raises(Refusal) as refused:
        issued(announcement, office, on=on, effective_on=effective_on)

    assert sentences(refused) == (said,)
    announcement.refresh_from_db()
    assert announcement.status == "DRAFT"
    assert announcement.rows.get().frozen_at is None


def test_issue_with_a_number_already_recorded_is_refused(unit, office):
    earlier = date(2023, 1, 4)
    an_announcement(accepted(unit, "Một"), number="12/QĐ-MH", title="Đợt một", issued_on=earlier)
    announcement = gathered(office, (accepted(unit, "Hai"), NEW))

    with pytest.raises(Refusal) as refused:
        issued(announcement, office)

    assert sentences(refused) == (
        "Số 12/QĐ-MH đã được ghi cho “Đợt một” ngày 04/01/2023. Xem lại số quyết định.",
    )


def test_issue_asks_kinds_of_change_that_fit_what_was_announced(unit, office):
    known, unknown, later = (accepted(unit, name) for name in ("Đã có", "Chưa có", "Còn sau"))
    an_announcement(known, number="1/QĐ-MH")
    an_announcement(later, number="2/QĐ-MH", issued_on=date(2024, 1, 10))
    announcement = gathered(office, (known, NEW), (unknown, REPEALED), (later, REPEALED))

    with pytest.raises(Refusal) as refused:
        issued(announcement, office)

    assert sentences(refused) == (
        "A.1. “Đã có” đã có trong Quyết định 1/QĐ-MH ngày 20/03/2023, không thể là mới ban hành; "
        "chọn sửa đổi, thay thế hoặc bãi bỏ.",
        "C.1. “Chưa có” chưa từng được công bố nên không có gì để bãi bỏ; "
        "ghi quyết định đã công bố thủ tục này trước, hoặc bỏ dòng này ra.",
        "C.2. “Còn sau” còn được công bố sau đó, trong Quyết định 2/QĐ-MH ngày 10/01/2024; "
        "xem lại ngày ban hành hoặc bỏ dòng này ra.",
    )


def test_issue_of_a_form_that_was_reopened_is_refused(unit, office):
    procedure = accepted(unit, "Một")
    announcement = gathered(office, (procedure, NEW))
    stamps = {
        f"{stamp}_{part}": None
        for stamp in ("submitted", "agreed", "taken", "accepted")
        for part in ("by", "at")
    }
    Procedure.objects.filter(pk=procedure.pk).update(status="RETURNED", **stamps)

    with pytest.raises(Refusal) as refused:
        issued(announcement, office)

    assert sentences(refused) == (
        "Thủ tục “Một” không còn ở trạng thái Đạt yêu cầu; bỏ ra hoặc chờ chấp nhận lại.",
    )
    assert announcement.rows.get().frozen_at is None


def test_issue_a_draft_that_somebody_changed_meanwhile_is_a_conflict(unit, office):
    one = accepted(unit, "Một")
    announcement = gathered(office, (one, NEW))
    seen = announcement.version
    arrange_announcement(announcement, title="Khác", entries=[Entry(one, NEW)], by=office)

    with pytest.raises(Conflict):
        issue_announcement(
            announcement, number="1", issued_on=MARCH, effective_on=None, by=office, seen_version=seen
        )

    assert announcement.rows.get().frozen_at is None


def corrected(announcement, office, *, on: date = MARCH, number: str = "12/QĐ-MH", reason: str = "Gõ nhầm"):
    return correct_announcement(
        announcement, number=number, issued_on=on, effective_on=None, reason=reason, by=office
    )


def test_correct_changes_number_and_days_and_keeps_what_stood_before(unit, office):
    one = accepted(unit, "Một")
    issued(gathered(office, (one, NEW)), office)
    repeal = gathered(office, (one, REPEALED))
    issued(repeal, office, on=date(2024, 5, 2), number="30/QĐ-MH", effective_on=date(2024, 6, 1))

    move = corrected(repeal, office, on=date(2024, 5, 12), number="31/QĐ-MH")

    one.refresh_from_db()
    assert (repeal.status, repeal.number, repeal.issued_on) == ("ISSUED", "31/QĐ-MH", date(2024, 5, 12))
    assert one.repealed_on == date(2024, 5, 12)
    assert move.remark == "Gõ nhầm (trước đó: số 30/QĐ-MH, ngày 02/05/2024, hiệu lực 01/06/2024)"
    assert rows_of(repeal) == [("C", 1, "Một", "REPEALED")]


def test_correct_without_a_reason_is_refused(unit, office):
    announcement = gathered(office, (accepted(unit, "Một"), NEW))
    issued(announcement, office)

    with pytest.raises(Refusal) as refused:
        corrected(announcement, office, number="13/QĐ-MH", reason=" ")

    assert sentences(refused) == (
        "Chưa ghi lý do đính chính. Nêu chỗ đã ghi sai, để người xem nhật ký hiểu vì sao số, ngày đổi.",
    )


def test_correct_to_a_day_after_the_publication_is_refused(unit, office):
    procedure = accepted(unit, "Một")
    announcement = gathered(office, (procedure, NEW))
    issued(announcement, office)
    published(procedure, on=date(2023, 3, 25)).publications.exclude(channel="POSTED").delete()

    with pytest.raises(Refusal) as refused:
        corrected(announcement, office, on=date(2023, 3, 30))

    assert sentences(refused) == (
        "“Một” đã ghi công khai ngày 25/03/2023 (Niêm yết tại trụ sở), trước ngày ban hành 30/03/2023. "
        "Sửa ngày công khai trước, nếu ngày ban hành mới đúng.",
    )


def test_correct_a_draft_is_a_conflict(unit, office):
    with pytest.raises(Conflict):
        corrected(gathered(office, (accepted(unit, "Một"), NEW)), office)


def test_issued_rows_never_change(unit, office):
    one, two = accepted(unit, "Một"), accepted(unit, "Hai")
    announcement = gathered(office, (one, NEW))
    issued(announcement, office)
    row = announcement.rows.get()
    before = AnnouncementRow.objects.values().get()

    for act in (
        lambda: arrange_announcement(announcement, title="Khác", entries=[], by=office),
        lambda: add_to_announcement(announcement, entries=[Entry(two, NEW)], by=office),
        lambda: drop_announcement(announcement, by=office),
        lambda: issued(announcement, office, number="13/QĐ-MH"),
    ):
        with pytest.raises(Conflict):
            act()
    for act in (
        row.save,
        row.delete,
        announcement.delete,
        announcement.rows.all().delete,
        lambda: announcement.rows.update(row_number=9),
        lambda: announcement.rows.create(procedure=two, section="A", row_number=2),
    ):
        with pytest.raises(TypeError):
            act()

    assert AnnouncementRow.objects.values().get() == before


def test_decisions_stand_in_no_admin():
    from django.contrib import admin

    assert not admin.site.is_registered(Announcement)
    assert not admin.site.is_registered(AnnouncementRow)


def test_to_be_announced_are_new_ones_and_those_accepted_anew(unit, office):
    new, standing, changed, drafted = (accepted(unit, name) for name in ("1", "2", "3", "4"))
    a_complete_procedure(department=unit)
    an_announcement(standing, changed)
    gathered(office, (drafted, NEW))
    Procedure.objects.filter(pk=changed.pk).update(accepted_at=datetime(2023, 4, 1, tzinfo=UTC))

    assert list(Procedure.objects.to_be_announced()) == [new, changed]
    assert list(Procedure.objects.ready_for_announcement()) == [new, standing, changed]


def test_announcement_number_may_repeat_in_another_agency_and_year(unit, office):
    an_announcement(accepted(a_department(agency=an_agency()), "Nơi khác"), number="12/QĐ-MH")
    an_announcement(accepted(unit, "Năm trước"), number="12/QĐ-MH", issued_on=date(2022, 12, 30))

    issued(gathered(office, (accepted(unit, "Một"), NEW)), office)

    assert Announcement.objects.filter(number="12/QĐ-MH").count() == 3
