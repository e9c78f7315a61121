"""The inventory form: sections that are read, checked and stored alone or together."""

from decimal import Decimal

import pytest

from departments.roles import RIGHTS, Capability, Reach, Role
from procedures.enums import Part
from procedures.inventory_form import InventoryForm
from procedures.models import Procedure
from procedures.sections import SECTIONS
from procedures.services import PartInput, create_procedure, save_sections
from tests.factories import a_complete_procedure, a_department, a_document, a_field, a_procedure, a_user
from tests.procedures.posting import posted
from tthc.core.rows import Fault
from tthc.core.stored_rows import RowInput
from tthc.workflow.enums import FormStatus
from tthc.workflow.gate import PinnedText, pin_remarks
from tthc.workflow.writing import State

pytestmark = pytest.mark.django_db


def read(procedure: Procedure) -> Procedure:
    return Procedure.objects.with_parts().get(pk=procedure.pk)


def filled(procedure, user, parts=tuple(Part), **changes) -> InventoryForm:
    form = InventoryForm(read(procedure), user, posted(procedure, user, **changes), parts=parts)
    assert not form.faults
    return form


def to_store(form: InventoryForm) -> list[PartInput]:
    return form.changes([side.key for side in form.sides if side.state == State.TO_SAVE])


def test_every_part_has_one_section_with_help_and_example():
    assert [section.part for section in SECTIONS] == list(Part)
    assert [section.part for section in SECTIONS if not (section.help and section.example)] == []


def test_every_column_that_is_written_by_hand_stands_in_one_section():
    columns = [name for section in SECTIONS if section.form_class for name in section.form_class._meta.fields]
    editable = [field.name for field in Procedure._meta.fields if field.editable and not field.auto_created]

    assert sorted(columns) == sorted(editable)


def test_nothing_changed_is_nothing_to_store():
    staff = a_user()
    procedure = a_complete_procedure(department=staff.department)

    assert to_store(filled(procedure, staff)) == []


def test_marks_of_an_empty_draft():
    staff = a_user()
    form = InventoryForm(read(a_procedure(department=staff.department)), staff)

    assert {section.section.part: section.todo for section in form.sections} == {
        Part.GENERAL: "3 mục thiếu",
        Part.STEPS: "1 mục thiếu",
        Part.METHODS: "1 mục thiếu",
        Part.DOSSIER: "2 mục thiếu",
        Part.TIME_LIMIT: "1 mục thiếu",
        Part.AGENCIES: "3 mục thiếu",
        Part.FORMS: "chưa trả lời",
        Part.RESULTS: "chưa trả lời",
        Part.CONDITIONS: "chưa trả lời",
        Part.FEES: "chưa trả lời",
        Part.LEGAL_BASES: "1 mục thiếu",
        Part.FREQUENCY: "nên ghi",
    }


def test_marks_of_a_complete_form():
    staff = a_user()
    form = InventoryForm(read(a_complete_procedure(department=staff.department)), staff)

    assert {section.todo for section in form.sections} == {""}


def test_one_section_alone_is_checked_and_stored():
    staff = a_user()
    procedure = a_complete_procedure(department=staff.department)

    form = filled(procedure, staff, [Part.RESULTS], results_text="Giấy xác nhận", name="không phải phần này")

    assert to_store(form) == [
        PartInput(Part.RESULTS, {"results_answer": "SOME", "results_text": "Giấy xác nhận"})
    ]


def test_rows_blank_partly_filled_moved_and_removed():
    staff = a_user()
    procedure = a_complete_procedure(department=staff.department)
    first = procedure.steps.get()
    second = procedure.steps.create(position=2, actor="Trưởng phòng", work="Duyệt")
    third = procedure.steps.create(position=3, actor="Văn thư", work="Gửi")

    form = filled(
        procedure,
        staff,
        [Part.STEPS],
        steps__TOTAL_FORMS="6",
        steps__0__ORDER="2",
        steps__1__ORDER="1",
        steps__2__DELETE="on",
        steps__4__duration_value="1,5",  # a new row, partly filled
        steps__5__work="  ",  # blank
    )

    assert third.pk == 3 or third.position == 3
    empty = {
        "actor": "",
        "work": "",
        "result": "",
        "duration_value": None,
        "duration_unit": "",
        "duration_text": "",
    }
    assert to_store(form) == [
        PartInput(
            Part.STEPS,
            {},
            {
                "steps": [
                    RowInput(empty | {"actor": "Trưởng phòng", "work": "Duyệt"}, second.pk),
                    RowInput(
                        empty
                        | {
                            "actor": "Chuyên viên",
                            "work": "Lập hồ sơ",
                            "duration_value": Decimal(2),
                            "duration_unit": "WORKING_DAY",
                        },
                        first.pk,
                    ),
                    RowInput(empty | {"duration_value": Decimal("1.5")}),
                ]
            },
        )
    ]


def test_a_stored_row_in_which_nothing_is_left_is_removed():
    staff = a_user()
    procedure = a_complete_procedure(department=staff.department)

    form = filled(
        procedure, staff, [Part.LEGAL_BASES], legal_bases__0__document_text="", legal_bases__0__article=""
    )

    assert to_store(form) == [PartInput(Part.LEGAL_BASES, {}, {"legal_bases": []})]


def test_a_row_that_somebody_removed_while_it_was_changed_becomes_a_new_one_when_chosen():
    staff = a_user()
    procedure = a_complete_procedure(department=staff.department)
    data = posted(procedure, staff, methods__0__channel="ONLINE")
    data[f"choice-phan-methods-{procedure.methods.get().pk}"] = "mine:-"
    procedure.methods.all().delete()

    form = InventoryForm(read(procedure), staff, data, parts=[Part.METHODS])

    assert not form.faults
    assert [row.values["channel"] for row in form.sections[0].part_input.rows["methods"]] == ["ONLINE"]


def test_what_cannot_be_read_is_named_with_its_place():
    staff = a_user()
    procedure = a_complete_procedure(department=staff.department)
    data = posted(
        procedure,
        staff,
        time_limit_value="năm ngày",
        steps__0__duration_value="-1",
        dossier_items__0__originals="1,5",
    )

    form = InventoryForm(read(procedure), staff, data)

    assert form.faults == [
        Fault(
            "2. Trình tự thực hiện, dòng 1, Thời gian",
            "id_steps-0-duration_value",
            "Số này không được nhỏ hơn 0.",
        ),
        Fault(
            "4. Thành phần, số lượng hồ sơ, dòng 1, Bản chính",
            "id_dossier_items-0-originals",
            "“1,5” có phần lẻ. Ở đây cần một số nguyên.",
        ),
        Fault(
            "5. Thời hạn giải quyết, Thời hạn",
            "id_time_limit_value",
            "“năm ngày” không phải là số. Hãy ghi số, ví dụ 1,5 hoặc 1.234.567.",
        ),
    ]
    assert [section.todo for section in form.sections if section.is_faulty] == ["có chỗ sai"] * 3


def test_only_documents_and_fields_of_the_agency_can_be_chosen():
    staff = a_user()
    procedure = a_complete_procedure(department=staff.department)
    document, field = a_document(), a_field()
    data = posted(procedure, staff, legal_document=str(document.pk), field=str(field.pk))

    form = InventoryForm(read(procedure), staff, data)

    assert [fault.place for fault in form.faults] == [
        "1. Thông tin chung, Văn bản quy định thủ tục",
        "1. Thông tin chung, Lĩnh vực",
    ]


def test_reason_of_the_lead_is_open_when_another_unit_drafted_the_document():
    staff = a_user()
    other = a_department(agency=staff.department.agency)
    own = a_procedure(department=staff.department, legal_document=a_document(drafting_unit=staff.department))
    foreign = a_procedure(department=staff.department, legal_document=a_document(drafting_unit=other))

    def is_open(procedure):
        places = InventoryForm(read(procedure), staff, parts=[Part.GENERAL]).sections[0].places
        return next(place.is_open for place in places if place.control.name == "lead_reason")

    assert (is_open(own), is_open(foreign)) == (False, True)


def test_lead_unit_is_chosen_by_whoever_enters_for_several(monkeypatch):
    monkeypatch.setitem(RIGHTS[Role.OFFICE], Capability.DRAFT, Reach.AGENCY)
    office = a_user(Role.OFFICE)
    unit = a_department(agency=office.department.agency)
    procedure = create_procedure(by=office, legal_document=a_document(drafting_unit=unit))
    assert procedure.department == unit

    form = filled(procedure, office, [Part.GENERAL], department=str(office.department.pk))
    save_sections(procedure, to_store(form), by=office)

    assert Procedure.objects.get().department == office.department


def test_remarks_stand_with_their_part():
    staff = a_user()
    procedure = a_procedure(department=staff.department, status=FormStatus.RETURNED)
    pins = [PinnedText(Part.STEPS, "Thiếu bước"), PinnedText("", "Rà chính tả")]
    pin_remarks(procedure, pins, by=a_user(Role.OFFICE), at=procedure.created_at)

    form = InventoryForm(read(procedure), staff)

    assert [answer.row.remark.text for answer in form.remarks_on_the_whole] == ["Rà chính tả"]
    assert [answer.row.remark.text for answer in form.sections[1].remarks] == ["Thiếu bước"]
