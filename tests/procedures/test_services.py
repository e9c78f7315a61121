"""Acts on procedures, documents and doubts."""

import pytest

from departments.roles import Role
from procedures.enums import DoubtKind, Part
from procedures.models import Doubt, LegalDocument, Procedure
from procedures.services import (
    PartInput,
    close_doubt,
    copy_procedure,
    create_procedure,
    delete_draft,
    save_document,
    save_sections,
)
from tests.factories import (
    NOON,
    a_complete_procedure,
    a_department,
    a_document,
    a_procedure,
    a_user,
)
from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.core.stored_rows import RowInput
from tthc.workflow.enums import EDITABLE, FormStatus
from tthc.workflow.gate import PinnedText, perform, pin_remarks
from tthc.workflow.models import Remark

pytestmark = pytest.mark.django_db


def steps_of(procedure: Procedure) -> list[tuple]:
    return list(procedure.steps.values_list("position", "actor", "work"))


def test_create_takes_the_drafting_unit_as_lead():
    staff = a_user()
    document = a_document(drafting_unit=staff.department, number="12/QĐ-SKHCN")

    procedure = create_procedure(by=staff, legal_document=document, name="  Xét  sáng kiến ")

    assert (procedure.department, procedure.legal_document, procedure.name) == (
        staff.department,
        document,
        "Xét sáng kiến",
    )
    assert (procedure.created_by, procedure.edited_by, procedure.status) == (staff, staff, FormStatus.DRAFT)
    assert procedure.folded == "xet sang kien 12/qd-skhcn"


def test_create_for_a_document_of_another_unit_stays_in_ones_own():
    staff = a_user()
    document = a_document(drafting_unit=a_department(agency=staff.department.agency))

    procedure = create_procedure(by=staff, legal_document=document)

    assert procedure.department == staff.department


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.ADMIN, Role.OBSERVER])
def test_create_is_refused_without_the_right_to_draft(role):
    with pytest.raises(Forbidden):
        create_procedure(by=a_user(role), name="Xét sáng kiến")

    assert Procedure.objects.count() == 0


def test_create_is_refused_for_another_unit():
    staff = a_user()

    with pytest.raises(Forbidden):
        create_procedure(by=staff, department=a_department(agency=staff.department.agency))

    assert Procedure.objects.count() == 0


def test_save_writes_columns_and_words_for_search():
    staff = a_user()
    procedure = a_procedure(department=staff.department, name="Cũ")

    save_sections(
        procedure,
        [PartInput(Part.GENERAL, {"name": "Cấp Đổi giấy phép", "code": "1.00123"})],
        by=staff,
        seen_version=1,
        at=NOON,
    )

    stored = Procedure.objects.get()
    assert (stored.name, stored.folded, stored.version) == (
        "Cấp Đổi giấy phép",
        "cap doi giay phep 1.00123",
        2,
    )
    assert (stored.edited_by, stored.edited_at) == (staff, NOON)


def test_rows_are_added_moved_changed_and_removed_and_keep_their_identity():
    staff = a_user()
    procedure = a_procedure(department=staff.department)
    first = procedure.steps.create(position=1, actor="A", work="một")
    second = procedure.steps.create(position=2, actor="B", work="hai")
    procedure.steps.create(position=3, actor="C", work="ba")
    rows = [
        RowInput({"actor": "B", "work": "hai"}, second.pk),
        RowInput({"actor": "D", "work": "mới"}),
        RowInput({"actor": "A", "work": "một, đã sửa"}, first.pk),
    ]

    save_sections(procedure, [PartInput(Part.STEPS, rows={"steps": rows})], by=staff)

    assert steps_of(procedure) == [(1, "B", "hai"), (2, "D", "mới"), (3, "A", "một, đã sửa")]
    assert [step.pk for step in procedure.steps.all()][::2] == [second.pk, first.pk]


def test_a_row_of_another_procedure_is_never_taken():
    staff = a_user()
    procedure = a_procedure(department=staff.department)
    foreign = a_procedure(department=staff.department).steps.create(position=1, work="của người khác")

    save_sections(
        procedure,
        [PartInput(Part.STEPS, rows={"steps": [RowInput({"work": "của tôi"}, foreign.pk)]})],
        by=staff,
    )

    foreign.refresh_from_db()
    assert foreign.work == "của người khác"
    assert steps_of(procedure) == [(1, "", "của tôi")]


def test_save_of_a_stale_version_is_refused_and_writes_nothing():
    staff = a_user()
    procedure = a_procedure(department=staff.department, name="Bản đang có")
    save_sections(procedure, [PartInput(Part.FREQUENCY, {"notes": "người trước"})], by=staff, seen_version=1)
    late = Procedure.objects.get()

    with pytest.raises(Conflict):
        save_sections(late, [PartInput(Part.GENERAL, {"name": "Bản muộn"})], by=staff, seen_version=1)

    stored = Procedure.objects.get()
    assert (stored.name, stored.notes, stored.version) == ("Bản đang có", "người trước", 2)


@pytest.mark.parametrize("status", [status for status in FormStatus if status not in EDITABLE])
def test_save_of_a_frozen_form_is_refused(status):
    staff = a_user()
    procedure = a_procedure(department=staff.department, status=status, name="Đã nộp")

    with pytest.raises(Conflict):
        save_sections(procedure, [PartInput(Part.GENERAL, {"name": "Sửa lén"})], by=staff)

    assert Procedure.objects.get().name == "Đã nộp"


def test_save_into_a_unit_of_others_is_refused_and_writes_nothing():
    staff = a_user()
    procedure = a_procedure(department=staff.department)
    other = a_department(agency=staff.department.agency)

    with pytest.raises(Forbidden):
        save_sections(procedure, [PartInput(Part.GENERAL, {"department": other})], by=staff)

    stored = Procedure.objects.get()
    assert (stored.department, stored.version) == (staff.department, 1)


def test_save_marks_remarks_as_mended():
    staff = a_user()
    procedure = a_procedure(department=staff.department, status=FormStatus.RETURNED)
    pin_remarks(procedure, [PinnedText(Part.STEPS, "Thiếu bước 3")], by=a_user(Role.OFFICE), at=NOON)
    remark = Remark.objects.get()

    save_sections(procedure, [], by=staff, mended=[(remark, "Đã thêm bước 3")], at=NOON)

    remark.refresh_from_db()
    assert (remark.mended_by, remark.mended_at, remark.mended_note) == (staff, NOON, "Đã thêm bước 3")


def test_legal_basis_is_tied_to_the_document_whose_number_it_names():
    staff = a_user()
    decree = a_document(drafting_unit=staff.department, number="63/2010/NĐ-CP")
    a_document(number="14/2019/QĐ-UBND")  # of another agency
    procedure = a_procedure(department=staff.department)
    texts = [
        "Nghị định số 63/2010/NĐ-CP ngày 08/6/2010 của Chính phủ",
        "Nghị định 163/2010/NĐ-CP",
        "Quyết định 14/2019/QĐ-UBND",
        "",
    ]

    save_sections(
        procedure,
        [
            PartInput(
                Part.LEGAL_BASES, rows={"legal_bases": [RowInput({"document_text": text}) for text in texts]}
            )
        ],
        by=staff,
    )

    assert [basis.legal_document for basis in procedure.legal_bases.all()] == [decree, None, None, None]


def test_legal_basis_that_fits_two_documents_is_left_open():
    staff = a_user()
    for body in ("Sở Thử nghiệm", "UBND tỉnh"):
        a_document(drafting_unit=staff.department, number="05/QĐ", issuing_body=body)
    procedure = a_procedure(department=staff.department)
    rows = [RowInput({"document_text": "Quyết định 05/QĐ"})]

    save_sections(procedure, [PartInput(Part.LEGAL_BASES, rows={"legal_bases": rows})], by=staff)

    assert procedure.legal_bases.get().legal_document is None


def test_copy_takes_all_words_but_the_code_and_the_way():
    staff = a_user()
    source = a_complete_procedure(department=staff.department, code="1.001", status=FormStatus.ACCEPTED)

    copy = copy_procedure(Procedure.objects.with_parts().get(pk=source.pk), by=staff)

    copy = Procedure.objects.with_parts().get(pk=copy.pk)
    source = Procedure.objects.with_parts().get(pk=source.pk)
    expected = source.content()
    expected["GENERAL"][1] = ["Mã số", ""]
    assert copy.content() == expected
    assert (copy.status, copy.version, copy.created_by) == (FormStatus.DRAFT, 1, staff)
    assert source.steps.count() == 1


def test_delete_of_a_draft_that_was_never_submitted():
    staff = a_user()
    procedure = a_complete_procedure(department=staff.department)

    delete_draft(procedure, by=staff, seen_version=1)

    assert Procedure.objects.count() == 0


def test_delete_after_a_submission_is_refused():
    staff = a_user()
    a_user(Role.HEAD, staff.department)
    procedure = a_complete_procedure(department=staff.department)
    perform(procedure, "submit", by=staff)
    perform(procedure, "withdraw", by=staff)

    with pytest.raises(Refusal) as refusal:
        delete_draft(procedure, by=staff)

    assert "đã từng được nộp" in str(refusal.value)
    assert Procedure.objects.count() == 1


def test_delete_of_a_draft_that_is_used_elsewhere_is_refused():
    staff = a_user()
    procedure = a_procedure(department=staff.department)
    procedure.publications.create(channel="POSTED", published_on="2023-03-01", address="Trụ sở", by=staff)

    with pytest.raises(Refusal) as refusal:
        delete_draft(procedure, by=staff)

    assert "đang được dùng" in str(refusal.value)
    assert Procedure.objects.count() == 1


def test_delete_by_another_unit_is_refused():
    procedure = a_procedure()

    with pytest.raises(Forbidden):
        delete_draft(procedure, by=a_user())

    assert Procedure.objects.count() == 1


def test_save_document_ties_what_names_its_number():
    staff = a_user()
    procedure = a_procedure(department=staff.department, status=FormStatus.ACCEPTED)
    basis = procedure.legal_bases.create(position=1, document_text="Nghị định số 63/2010/NĐ-CP")
    document = LegalDocument(
        agency=staff.department.agency,
        number="63/2010/NĐ-CP",
        kind="DECREE",
        title="Kiểm soát thủ tục hành chính",
        issuing_body="Chính phủ",
    )

    save_document(document, by=staff)

    basis.refresh_from_db()
    assert basis.legal_document == document
    assert document.folded == "63/2010/nd-cp kiem soat thu tuc hanh chinh chinh phu"
    assert document.sort_key != ""


def test_save_document_follows_a_new_number_into_its_procedures():
    staff = a_user()
    document = a_document(drafting_unit=staff.department, number="1/QĐ-CU")
    a_procedure(department=staff.department, legal_document=document, name="Xét sáng kiến")
    document.number = "2/QĐ-MOI"

    save_document(document, by=staff)

    assert Procedure.objects.get().folded == "xet sang kien 2/qd-moi"


def test_save_document_of_another_unit_is_refused():
    document = a_document()
    document.title = "Sửa lén"

    with pytest.raises(Forbidden):
        save_document(document, by=a_user(department=a_department(agency=document.agency)))

    assert LegalDocument.objects.get().title == "Quy chế minh họa"


def a_doubt(department) -> Doubt:
    return a_procedure(department=department).doubts.create(
        kind=DoubtKind.TIME, part=Part.TIME_LIMIT, message="20 ngày hay 20 ngày làm việc?", key="1"
    )


def test_doubt_is_closed_with_a_note():
    staff = a_user()
    doubt = a_doubt(staff.department)

    close_doubt(doubt, by=staff, note="Đã sửa thành ngày làm việc", at=NOON)

    assert (doubt.closed_by, doubt.closed_at, doubt.closed_note) == (
        staff,
        NOON,
        "Đã sửa thành ngày làm việc",
    )


def test_doubt_is_closed_once():
    staff = a_user()
    doubt = a_doubt(staff.department)
    close_doubt(doubt, by=staff, note="lần một")

    with pytest.raises(Conflict):
        close_doubt(Doubt.objects.get(), by=staff, note="lần hai")

    assert Doubt.objects.get().closed_note == "lần một"


def test_doubt_is_not_closed_without_a_note_nor_by_others():
    staff = a_user()
    doubt = a_doubt(staff.department)

    with pytest.raises(Refusal):
        close_doubt(doubt, by=staff, note=" ")
    with pytest.raises(Forbidden):
        close_doubt(doubt, by=a_user(department=a_department(agency=staff.department.agency)), note="x")

    assert Doubt.objects.get().is_open
