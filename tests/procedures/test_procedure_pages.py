"""Pages of procedures: entered, stored with what was typed, refused without loss, read, submitted."""

import pytest
from django.urls import reverse

from departments.roles import Role
from procedures.enums import DoubtKind, Part
from procedures.models import Procedure
from tests.factories import (
    a_complete_procedure,
    a_department,
    a_document,
    a_procedure,
    a_user,
)
from tests.procedures.posting import choices, posted
from tthc.workflow.enums import FormStatus
from tthc.workflow.gate import PinnedText, close_remark, perform, pin_remarks
from tthc.workflow.models import Move, Remark
from tthc.workflow.remarks import reply_to

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
QUERIES_OF_EDIT = 19
QUERIES_OF_DETAIL = 23


@pytest.fixture
def staff(client):
    """Logged in."""
    user = a_user(Role.STAFF, a_department(name="Phòng Quản lý khoa học"))
    client.force_login(user, backend=BACKEND)
    return user


@pytest.fixture
def head(staff):
    return a_user(Role.HEAD, staff.department)


def edit_url(procedure) -> str:
    return reverse("procedures:procedure_edit", args=[procedure.pk])


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_new_starts_a_draft_and_goes_on_with_the_form(staff, client):
    document = a_document(drafting_unit=staff.department)

    response = client.post(
        reverse("procedures:procedure_new"), {"legal_document": document.pk, "name": "Xét sáng kiến"}
    )

    procedure = Procedure.objects.get()
    assert response.url == edit_url(procedure)
    assert (procedure.name, procedure.legal_document, procedure.department, procedure.status) == (
        "Xét sáng kiến",
        document,
        staff.department,
        FormStatus.DRAFT,
    )


def test_new_offers_the_documents_that_the_unit_drafted(staff, client):
    own = a_document(drafting_unit=staff.department, number="1/MH-CUA-MINH")
    other = a_document(drafting_unit=a_department(agency=staff.department.agency), number="2/MH-DON-VI-KHAC")

    response = client.get(reverse("procedures:procedure_new"), {"van-ban": own.pk})

    assert list(response.context["documents"]) == [own]
    assert f'value="{own.pk}" selected' in response.text
    assert f'value="{other.pk}"' in response.text


def test_edit_stores_what_was_typed_and_stays(staff, client):
    procedure = a_complete_procedure(department=staff.department)
    data = posted(procedure, staff, name="Tên mới", times_per_year="1.234,5", here="phan-frequency")

    response = client.post(edit_url(procedure), data | {"next": "stay"})

    stored = Procedure.objects.get()
    assert response.url == f"{edit_url(procedure)}#phan-frequency"
    assert (stored.name, str(stored.times_per_year), stored.version) == ("Tên mới", "1234.50", 2)


def test_edit_stores_a_form_with_every_field_empty(staff, client):
    procedure = a_complete_procedure(department=staff.department)
    full = posted(procedure, staff)
    data = dict.fromkeys(full, "") | {name: full[name] for name in full if name.startswith("seen-")}
    for relation in ("steps", "methods", "dossier_items", "form_templates", "legal_bases"):
        data |= {f"{relation}-TOTAL_FORMS": "1", f"{relation}-INITIAL_FORMS": "0"}

    response = client.post(edit_url(procedure), data | {"version": "1", "next": "close"})

    assert response.url == procedure.get_absolute_url()
    stored = Procedure.objects.get()
    assert (stored.name, stored.code, stored.legal_document, stored.time_limit_value) == (
        "",
        None,
        None,
        None,
    )
    assert [stored.steps.count(), stored.dossier_items.count()] == [0, 0]


def test_edit_with_nothing_changed_takes_no_version(staff, client):
    procedure = a_complete_procedure(department=staff.department)

    client.post(edit_url(procedure), posted(procedure, staff) | {"next": "stay"})

    assert Procedure.objects.get().version == 1


def test_edit_with_a_wrong_number_keeps_what_was_typed_and_stores_the_other_parts(staff, client):
    procedure = a_complete_procedure(department=staff.department, name="Cũ")
    data = posted(procedure, staff, name="Tên vừa gõ", time_limit_value="năm ngày", steps__0__work="Vừa gõ")

    response = client.post(edit_url(procedure), data)

    assert response.status_code == 200
    assert "“năm ngày” không phải là số" in response.text
    assert 'value="năm ngày"' in response.text
    assert "Đã lưu các phần khác" in response.text
    stored = Procedure.objects.get()
    assert (stored.name, stored.steps.get().work, stored.time_limit_value, stored.version) == (
        "Tên vừa gõ",
        "Vừa gõ",
        5,
        2,
    )


def test_edit_of_a_stale_version_keeps_the_text_and_shows_what_is_stored(staff, client):
    procedure = a_complete_procedure(department=staff.department, notes="")
    late = posted(procedure, staff, notes="Chữ của người chậm")
    client.post(edit_url(procedure), posted(procedure, staff, notes="Chữ của người nhanh"))

    response = client.post(edit_url(procedure), late)

    assert response.status_code == 409
    assert "Chữ của người chậm" in response.text
    assert "Lấy bản của" in response.text
    assert "Chữ của người <mark>nhanh</mark>" in response.text
    assert Procedure.objects.get().notes == "Chữ của người nhanh"


def test_after_a_conflict_the_writer_chooses_per_part(staff, client):
    procedure = a_complete_procedure(department=staff.department)
    late = posted(procedure, staff, notes="của người chậm", results_text="của người chậm")
    first = posted(procedure, staff, notes="của người nhanh", results_text="của người nhanh")
    client.post(edit_url(procedure), first)
    shown = client.post(edit_url(procedure), late)
    theirs, mine = choices(shown.text, "theirs"), choices(shown.text, "mine")
    (notes,) = [name for name in theirs if name.startswith("choice-phan-frequency")]

    client.post(edit_url(procedure), late | mine | {notes: theirs[notes]})

    stored = Procedure.objects.get()
    assert (stored.notes, stored.results_text, stored.version) == ("của người nhanh", "của người chậm", 3)


def test_edit_of_a_form_that_was_submitted_meanwhile_keeps_the_text(staff, head, client):
    procedure = a_complete_procedure(department=staff.department)
    data = posted(procedure, staff, notes="Chữ gõ muộn")
    perform(procedure, "submit", by=staff)

    response = client.post(edit_url(procedure), data)

    assert response.status_code == 409
    assert "Chữ gõ muộn" in response.text
    assert "Biểu mẫu đã khóa" in response.text
    assert Procedure.objects.get().notes == ""


def test_edit_of_a_frozen_form_leads_to_the_form_as_it_reads(staff, client):
    procedure = a_procedure(department=staff.department, status=FormStatus.OFFICE)

    response = client.get(edit_url(procedure), follow=True)

    assert response.redirect_chain == [(procedure.get_absolute_url(), 302)]
    assert said(response) == [
        "Biểu mẫu đang ở “Chờ Văn phòng Sở” nên không sửa được. Rút lại hoặc chờ trả lại."
    ]


def test_edit_that_does_not_say_what_it_saw_replaces_nothing(staff, client):
    procedure = a_complete_procedure(department=staff.department)
    data = posted(procedure, staff, name="Mới") | {"version": ""}

    response = client.post(
        edit_url(procedure), {name: value for name, value in data.items() if not name.startswith("seen-")}
    )

    assert (response.status_code, Procedure.objects.get().version) == (409, 1)
    assert "Mới" in response.text


def test_submit_stores_first_and_then_goes_to_the_head(staff, head, client):
    procedure = a_complete_procedure(department=staff.department)

    response = client.post(
        edit_url(procedure), posted(procedure, staff, notes="Vừa gõ xong") | {"next": "submit"}
    )

    stored = Procedure.objects.get()
    assert response.url == procedure.get_absolute_url()
    assert (stored.status, stored.notes, stored.submitted_by) == (
        FormStatus.DEPARTMENT,
        "Vừa gõ xong",
        staff,
    )
    assert Move.objects.get().snapshot["FREQUENCY"][3] == ["Ghi chú", "Vừa gõ xong"]


def test_submit_of_an_incomplete_form_stores_it_and_says_what_is_missing(staff, head, client):
    procedure = a_complete_procedure(department=staff.department)

    response = client.post(
        edit_url(procedure),
        posted(procedure, staff, subjects="", fees_answer="", notes="Giữ lại") | {"next": "submit"},
        follow=True,
    )

    stored = Procedure.objects.get()
    assert (stored.status, stored.notes) == (FormStatus.DRAFT, "Giữ lại")
    assert said(response) == [
        "Đã lưu nhưng chưa nộp được. Chưa ghi đối tượng thực hiện. Phí, lệ phí: chưa trả lời có hay không có."
    ]
    assert "Còn 2 mục thiếu" in response.text


def test_submit_without_a_head_says_whom_to_ask(staff, client):
    procedure = a_complete_procedure(department=staff.department)

    response = client.post(edit_url(procedure), posted(procedure, staff) | {"next": "submit"}, follow=True)

    assert "Đơn vị chưa có trưởng phòng" in said(response)[0]
    assert Procedure.objects.get().status == FormStatus.DRAFT


def test_remark_is_answered_while_its_part_is_mended(staff, client):
    procedure = a_complete_procedure(department=staff.department, status=FormStatus.RETURNED)
    office = a_user(Role.OFFICE, full_name="Lê Thu Trang")
    pin_remarks(
        procedure, [PinnedText(Part.STEPS, "Thiếu bước trình ký")], by=office, at=procedure.created_at
    )
    remark = Remark.objects.get()
    assert "Thiếu bước trình ký" in client.get(edit_url(procedure)).text

    client.post(
        edit_url(procedure),
        posted(procedure, staff)
        | {f"y-kien-{remark.pk}-mended": "on", f"y-kien-{remark.pk}-note": "Đã thêm"},
    )

    remark.refresh_from_db()
    assert (remark.mended_by, remark.mended_note, remark.is_open) == (staff, "Đã thêm", True)


def test_remark_is_answered_without_being_mended_and_its_thread_stands_beside_its_part(staff, client):
    procedure = a_complete_procedure(department=staff.department, status=FormStatus.RETURNED)
    office = a_user(Role.OFFICE, a_department(agency=staff.department.agency, is_office=True))
    pin_remarks(procedure, [PinnedText(Part.STEPS, "Thiếu bước")], by=office, at=procedure.created_at)
    remark = Remark.objects.get()
    reply_to(remark, by=office, text="Xem Điều 5")

    answer = client.post(
        edit_url(procedure),
        posted(procedure, staff, notes="Chữ khác")
        | {f"y-kien-{remark.pk}-note": "Đang hỏi phòng Tài chính", "answered": remark.pk},
        follow=True,
    )

    remark.refresh_from_db()
    assert (remark.mended_at, Procedure.objects.get().notes) == (None, "Chữ khác")
    assert [reply.text for reply in remark.replies.all()] == ["Xem Điều 5", "Đang hỏi phòng Tài chính"]
    assert answer.redirect_chain[-1][0].endswith(f"/sua/#y-kien-{remark.pk}")
    assert answer.text.index("Xem Điều 5") < answer.text.index("Đang hỏi phòng Tài chính")


def test_answer_to_a_remark_closed_meanwhile_is_told_with_its_words(staff, client):
    procedure = a_complete_procedure(department=staff.department, status=FormStatus.RETURNED)
    office = a_user(Role.OFFICE, a_department(agency=staff.department.agency, is_office=True))
    pin_remarks(procedure, [PinnedText(Part.STEPS, "Thiếu bước")], by=office, at=procedure.created_at)
    remark = Remark.objects.get()
    close_remark(remark, by=office)

    answer = client.post(
        edit_url(procedure), posted(procedure, staff) | {f"y-kien-{remark.pk}-note": "Đã hỏi"}, follow=True
    )

    assert "Ý kiến này đã được đóng. Bạn đã gõ: “Đã hỏi”" in said(answer)


def test_edit_by_others(staff, client):
    procedure = a_complete_procedure(department=staff.department)
    data = posted(procedure, staff, name="Sửa lén")
    answers = {}
    for name, user in {
        "other unit": a_user(Role.STAFF, a_department(agency=staff.department.agency)),
        "office": a_user(Role.OFFICE, a_department(agency=staff.department.agency)),
        "director": a_user(Role.DIRECTOR, a_department(agency=staff.department.agency)),
    }.items():
        client.force_login(user, backend=BACKEND)
        answers[name] = client.post(edit_url(procedure), data).status_code

    assert answers == {"other unit": 404, "office": 403, "director": 403}
    assert Procedure.objects.get().version == 1


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_edit_asks_the_same_number_of_queries(rows, staff, client, django_assert_num_queries):
    procedure = a_complete_procedure(department=staff.department)
    for position in range(2, rows + 1):
        procedure.steps.create(position=position, work="Bước")
        procedure.legal_bases.create(position=position, document_text="Quyết định")
        a_document(drafting_unit=staff.department)

    with django_assert_num_queries(QUERIES_OF_EDIT):
        client.get(edit_url(procedure))


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_detail_asks_the_same_number_of_queries(rows, staff, client, django_assert_num_queries):
    procedure = a_complete_procedure(department=staff.department)
    procedure.doubts.create(kind=DoubtKind.TIME, message="Ngày?", key="1")
    procedure.legal_bases.update(legal_document=procedure.legal_document)
    for position in range(2, rows + 1):
        procedure.steps.create(position=position, work="Bước")
        procedure.legal_bases.create(
            position=position, document_text="Quyết định", legal_document=procedure.legal_document
        )
        procedure.doubts.create(kind=DoubtKind.TIME, message="Ngày?", key=str(position))

    with django_assert_num_queries(QUERIES_OF_DETAIL):
        client.get(procedure.get_absolute_url())


def test_detail_says_what_a_lone_number_counts(staff, client):
    procedure = a_complete_procedure(department=staff.department)
    Procedure.objects.update(times_per_year=12, subjects_per_year=None, frequency_source="", notes="")

    assert "<dt>Số lần thực hiện một năm</dt>" in client.get(procedure.get_absolute_url()).text


def test_detail_reads_as_the_form_does(staff, client):
    procedure = a_complete_procedure(department=staff.department, conditions_answer="")

    response = client.get(procedure.get_absolute_url())

    assert [read.title for read in response.context["reading"]] == [
        "1. Thông tin chung",
        "2. Trình tự thực hiện",
        "3. Cách thức thực hiện",
        "4. Thành phần, số lượng hồ sơ",
        "5. Thời hạn giải quyết",
        "6. Đối tượng, cơ quan thực hiện",
        "7. Mẫu đơn, mẫu tờ khai",
        "8. Kết quả thực hiện",
        "9. Yêu cầu, điều kiện",
        "10. Phí, lệ phí",
        "11. Căn cứ pháp lý",
        "12. Tần suất, ghi chú",
    ]
    assert response.context["missing"][0].sentence == "Yêu cầu, điều kiện: chưa trả lời có hay không có."
    assert response.text.count("Không có.") == 2
    assert response.text.count("Chưa ghi.") == 1


def test_copy_starts_a_draft_of_ones_own(staff, client):
    source = a_complete_procedure(department=staff.department, name="Gốc", status=FormStatus.ACCEPTED)

    response = client.post(reverse("procedures:procedure_copy", args=[source.pk]))

    copy = Procedure.objects.exclude(pk=source.pk).get()
    assert response.url == edit_url(copy)
    assert (copy.name, copy.status) == ("Gốc", FormStatus.DRAFT)


def test_delete_asks_first(staff, client):
    procedure = a_complete_procedure(department=staff.department)
    url = reverse("procedures:procedure_delete", args=[procedure.pk])

    page = client.get(url)
    assert "không lấy lại được" in page.text
    assert Procedure.objects.count() == 1

    client.post(url, {"version": "1"})
    assert Procedure.objects.count() == 0


def test_delete_of_a_form_with_a_history_is_refused(staff, head, client):
    procedure = a_complete_procedure(department=staff.department)
    perform(procedure, "submit", by=staff)
    perform(procedure, "withdraw", by=staff)

    response = client.post(
        reverse("procedures:procedure_delete", args=[procedure.pk]),
        {"version": procedure.version},
        follow=True,
    )

    assert "đã từng được nộp" in said(response)[0]
    assert Procedure.objects.count() == 1


def test_print_page_bears_the_words_and_the_agency(staff, client):
    procedure = a_complete_procedure(department=staff.department, name="Xét sáng kiến")

    page = client.get(reverse("procedures:procedure_print", args=[procedure.pk]))

    assert "Xét sáng kiến" in page.text
    assert procedure.department.agency.name.upper() in page.text
    assert "Lập hồ sơ" in page.text


def test_return_pins_several_remarks_to_parts(staff, client):
    office = a_user(Role.OFFICE, a_department(agency=staff.department.agency))
    procedure = a_complete_procedure(department=staff.department, status=FormStatus.CHECKING)
    client.force_login(office, backend=BACKEND)
    url = procedure.get_move_url("return_to_unit")
    assert client.get(url).status_code == 200

    client.post(
        url,
        {
            "version": procedure.version,
            "remark": "",
            "ghim-TOTAL_FORMS": "2",
            "ghim-INITIAL_FORMS": "0",
            "ghim-0-part": "STEPS",
            "ghim-0-text": "Thiếu bước",
            "ghim-1-part": "DOSSIER",
            "ghim-1-text": "Thiếu giấy tờ",
        },
    )

    assert Procedure.objects.get().status == FormStatus.RETURNED
    assert list(Remark.objects.values_list("part", "text")) == [
        ("STEPS", "Thiếu bước"),
        ("DOSSIER", "Thiếu giấy tờ"),
    ]


def test_doubt_is_closed_on_the_page(staff, client):
    procedure = a_procedure(department=staff.department)
    doubt = procedure.doubts.create(kind=DoubtKind.TIME, message="Ngày hay ngày làm việc?", key="1")
    url = reverse("procedures:doubt_close", args=[procedure.pk, doubt.pk])
    assert "Ngày hay ngày làm việc?" in client.get(procedure.get_absolute_url()).text

    refused = client.post(url, {"note": " "}, follow=True)
    client.post(url, {"note": "Đã sửa"})

    doubt.refresh_from_db()
    assert said(refused) == ["Chưa ghi cách xử lý. Ghi một câu: đã sửa thế nào, hoặc vì sao để nguyên."]
    assert (doubt.closed_by, doubt.closed_note) == (staff, "Đã sửa")
