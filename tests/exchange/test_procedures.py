"""Procedures with their rows: out, in again, changed, taken back; files as offices have them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from departments.roles import Role
from exchange.kinds import KINDS
from exchange.plan import Fate, OnExisting, Room
from procedures.models import Procedure
from tests.exchange.filled import edited, filled, from_export
from tests.factories import a_complete_procedure, a_department, a_document, a_field, a_procedure, a_user
from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.workflow.enums import FormStatus
from tthc.workflow.models import Sitting

pytestmark = pytest.mark.django_db
KIND = KINDS["procedures"]
AT = datetime(2023, 3, 1, 5, 0, tzinfo=UTC)


@pytest.fixture
def room(unit):
    return Room(unit.agency, department=unit)


def fates(plan):
    return [(row.sheet, row.number, row.fate.value) for row in plan.rows]


def test_export_read_in_again_says_unchanged_for_every_row(unit, room):
    a_complete_procedure(department=unit)
    odd = a_complete_procedure(
        department=unit,
        status=FormStatus.ACCEPTED,
        time_limit_unit="",
        name="Tên  có hai dấu cách\r\nvà xuống dòng ",
        notes="=1+1",
        times_per_year=Decimal("0.50"),
    )
    odd.steps.create(work="Bước 2", duration_value=Decimal("1.5"), duration_unit="MONTH", position=2)
    odd.form_templates.create(name="Mẫu số 01", position=1)
    a_procedure(department=unit, name="")

    plan = KIND.plan(from_export(KIND, room).values(), room)

    assert [row for row in plan.rows if row.fate != Fate.UNCHANGED or row.faults or row.doubts] == []
    assert len(plan.rows) == 3 + 3 + 2 + 2 + 1 + 2


def test_notes_with_a_field_the_agency_lacks_read_in_again_are_unchanged(unit, room):
    table = filled(
        "procedures", ["name", "field", "notes"], ["Thủ tục A", "Hàng không", "Nộp tại Văn phòng Sở"]
    )
    KIND.write(KIND.plan([table], room), room)

    plan = KIND.plan([table], room)

    assert Procedure.objects.get().notes == "Nộp tại Văn phòng Sở\nLĩnh vực ở nguồn: Hàng không"
    assert fates(plan) == [("procedures", 2, "UNCHANGED")]


def test_a_file_with_nested_sheets_becomes_drafts_and_is_taken_back(unit, room):
    field, document = (
        a_field(agency=unit.agency, name="Khoa học"),
        a_document(drafting_unit=unit, number="5/QĐ-MH"),
    )
    clerk = a_user(Role.STAFF, unit)
    room = Room(unit.agency, clerk, unit)
    main = filled(
        "procedures",
        [
            "stt",
            "name",
            "code",
            "group",
            "field",
            "legal_document",
            "time_limit",
            "dossier_sets",
            "conditions_text",
        ],
        [
            "1",
            "Công nhận sáng kiến",
            "",
            "B",
            "khoa hoc",
            "Quyết định số 5/QĐ-MH",
            "không quá 05 ngày làm việc",
            "01 bộ",
            "Không có",
        ],
        [2.0, "Cho mượn tài liệu", "1.000002", "Nhóm A", "Khoa học", "", "1,5 giờ", 2.0, "Có thẻ"],
    )
    steps = filled(
        "steps",
        ["owner_number", "owner_name", "work", "duration"],
        ["1", "", "Nhận hồ sơ", "0,5 ngày"],
        ["", "công nhận sáng kiến", "Họp hội đồng", ""],
        [2.0, "", "Tra cứu", ""],
    )
    bases = filled("legal_bases", ["owner_code", "document_text"], ["1.000002", "Quyết định số 5/QĐ-MH"])

    plan = KIND.plan([main, steps, bases], room)
    written = KIND.write(plan, room, at=AT)

    assert plan.faults == [] and written.created == 6
    first, second = Procedure.objects.order_by("pk")
    assert (first.time_limit_value, first.time_limit_unit, first.dossier_sets, first.field, first.legal_document) == (
        5, "WORKING_DAY", 1, field, document,
    )  # fmt: skip
    assert (first.conditions_answer, first.conditions_text, second.conditions_answer) == ("NONE", "", "SOME")
    assert (first.owner, first.created_by, first.created_at, first.status) == (clerk, clerk, AT, "DRAFT")
    assert [(s.position, s.work, s.duration_value) for s in first.steps.all()] == [
        (1, "Nhận hồ sơ", Decimal("0.5")),
        (2, "Họp hội đồng", None),
    ]
    assert second.legal_bases.get().legal_document == document
    assert "5/qd-mh" in first.folded

    KIND.undo(written.record, room)

    assert not Procedure.objects.exists()


def test_changes_of_a_form_and_its_rows_are_claimed_and_taken_back(unit):
    clerk = a_user(Role.STAFF, unit)
    room = Room(unit.agency, clerk, unit)
    procedure = a_complete_procedure(department=unit, name="Tên cũ")
    kept = procedure.steps.get()
    gone = procedure.steps.create(position=2, work="Sẽ bỏ", actor="Ai đó")
    tables = from_export(KIND, room)
    edited(tables["procedures"], 0, "name", "Tên mới")
    edited(tables["steps"], 0, "work", "Lập hồ sơ kỹ")
    steps = tables["steps"].table.rows
    steps.pop()
    steps.insert(0, type(steps[0])(9, ["1", "", "", "", "Bước đầu", "", "", "", "", "", "", ""]))

    plan = KIND.plan(tables.values(), room)
    assert plan.faults == []
    written = KIND.write(plan, room, at=AT)

    assert [line for line in fates(plan) if line[2] != "UNCHANGED"] == [
        ("procedures", 2, "CHANGED"),
        ("steps", 2, "CHANGED"),
        ("steps", 9, "NEW"),
        ("steps", 0, "REMOVED"),
    ]
    procedure.refresh_from_db()
    assert (procedure.name, procedure.version, procedure.edited_by, procedure.edited_at) == (
        "Tên mới",
        2,
        clerk,
        AT,
    )
    assert [step.work for step in procedure.steps.all()] == ["Lập hồ sơ kỹ", "Bước đầu"]
    assert procedure.steps.first() == kept
    sitting = Sitting.objects.of(procedure).get()
    assert (sitting.by, set(sitting.sections)) == (clerk, {"phan-general", "phan-steps"})

    KIND.undo(written.record, room, at=AT)

    procedure.refresh_from_db()
    assert (procedure.name, procedure.version) == ("Tên cũ", 3)
    assert [(step.pk, step.work) for step in procedure.steps.all()] == [
        (kept.pk, kept.work),
        (gone.pk, "Sẽ bỏ"),
    ]


def test_row_that_may_be_a_note_is_taken_when_that_is_agreed(unit, room):
    table = filled("procedures", ["name"], ["Một"], ["Nguyễn Văn A"])
    table = replace(table, table=replace(table.table, doubted=frozenset({3})))

    asked = KIND.plan([table], room)
    agreed = KIND.plan([replace(table, agreed={(3, "_id")})], room)

    assert [(doubt.row, doubt.column, doubt.message[:40]) for doubt in asked.open_questions] == [
        (3, "", "Dòng này đứng dưới một dòng trống và chỉ"[:40])
    ]
    assert (agreed.open_questions, [row.fate for row in agreed.rows]) == ([], [Fate.NEW, Fate.NEW])


def test_repealed_procedure_is_not_entered_once_more(unit, room):
    a_complete_procedure(department=unit, name="Đã bỏ", repealed_on=date(2024, 1, 1))
    tables = from_export(KIND, room)
    for table in tables.values():
        for key in ("_id", "_version", "_base", "_owner"):
            table.mapping.pop(key, None)

    again = KIND.plan(tables.values(), room)
    edited(tables["procedures"], 0, "notes", "Ban hành lại")
    anew = KIND.plan([tables["procedures"]], room)

    assert {row.fate for row in again.rows} == {Fate.UNCHANGED}
    assert [doubt.message for doubt in anew.open_questions] == [
        "Hệ thống đã có thủ tục này, nhưng thủ tục đã bãi bỏ và tệp ghi khác (Ghi chú (“” → “Ban hành lại”)). "
        "Nếu đồng ý, dòng này được thêm như dòng mới."
    ]


def test_nested_sheet_alone_knows_its_owners_by_their_identifiers(unit):
    a_complete_procedure(department=unit)
    room = Room(unit.agency)

    plan = KIND.plan([from_export(KIND, room)["steps"]], room)

    assert fates(plan) == [("steps", 2, "UNCHANGED")]


def test_rows_sorted_among_those_of_others_keep_their_order(unit, room):
    one, other = a_procedure(department=unit, name="Một"), a_procedure(department=unit, name="Hai")
    for position, (first, second) in enumerate([("D", "C"), ("A", "B")], start=1):
        one.steps.create(position=position, work=first)
        other.steps.create(position=position, work=second)
    steps = from_export(KIND, room)["steps"]
    steps.table.rows.sort(key=lambda row: row.cells[steps.mapping["work"]])
    for number, row in enumerate(steps.table.rows, start=2):
        steps.table.rows[number - 2] = type(row)(number, row.cells)
    edited(steps, 0, "work", "A1")

    plan = KIND.plan([steps], room)
    KIND.write(plan, room)

    assert fates(plan) == [("steps", 2, "CHANGED"), *(("steps", number, "UNCHANGED") for number in (3, 4, 5))]
    assert [[step.work for step in form.steps.all()] for form in (one, other)] == [["D", "A1"], ["C", "B"]]


def test_row_gone_from_a_frozen_form_is_told_once(unit, room):
    procedure = a_complete_procedure(department=unit, status=FormStatus.ACCEPTED)
    procedure.steps.create(position=2, work="Trả kết quả")
    steps = from_export(KIND, room)["steps"]
    steps.table.rows.pop()

    plan = KIND.plan([steps], room)

    assert [(fault.row, fault.message) for fault in plan.faults] == [
        (
            2,
            "Biểu mẫu đang ở “Đạt yêu cầu” nên không sửa được bằng tệp. Đề nghị Văn phòng Sở mở lại rồi nhập. "
            "Tệp khác ở: không còn dòng “Trả kết quả”.",
        )
    ]


def test_rows_of_a_form_change_places_and_a_copied_one_is_new(unit, room):
    procedure = a_complete_procedure(department=unit)
    first, second = procedure.steps.get(), procedure.steps.create(position=2, work="Họp", actor="Hội đồng")
    tables = from_export(KIND, room)
    rows = tables["steps"].table.rows
    rows[:] = [replace(row, number=number) for number, row in enumerate((rows[1], rows[0], rows[1]), start=2)]

    plan = KIND.plan(tables.values(), room)
    KIND.write(plan, room)

    assert [
        (line.number, line.fate, [(change.heading, change.old, change.new) for change in line.changes])
        for line in plan.rows
        if line.sheet == "steps"
    ] == [
        (2, Fate.CHANGED, [("Thứ tự", "2", "1")]),
        (3, Fate.CHANGED, [("Thứ tự", "1", "2")]),
        (4, Fate.NEW, []),
    ]
    assert [step.pk for step in procedure.steps.all()][:2] == [second.pk, first.pk]
    assert [step.work for step in procedure.steps.all()] == ["Họp", first.work, "Họp"]


def test_a_sheet_of_rows_goes_before_a_cell_with_all_of_them(unit, room):
    main = filled("procedures", ["name", "steps_in_one"], ["Một", "Ghi trong ô"], ["Hai", "Ghi trong ô"])
    steps = filled("steps", ["owner_name", "work"], ["Một", "Ghi ở trang"])

    KIND.write(KIND.plan([main, steps], room), room)

    assert {one.name: [step.work for step in one.steps.all()] for one in Procedure.objects.all()} == {
        "Một": ["Ghi ở trang"],
        "Hai": ["Ghi trong ô"],
    }


def test_a_code_may_be_that_of_another_procedure(unit, room):
    for code in ("1.1", "1.2"):
        a_procedure(department=unit, code=code)
    table = edited(from_export(KIND, room)["procedures"], 0, "code", "1.2")

    row = KIND.plan([table], room).rows[0]

    assert (row.fate, [(change.old, change.new) for change in row.changes]) == (
        Fate.CHANGED,
        [("1.1", "1.2")],
    )


def test_rows_of_a_form_that_one_does_not_see_are_faults(unit):
    other = a_department(agency=unit.agency)
    a_complete_procedure(department=other, code="1.9")
    steps = edited(from_export(KIND, Room(unit.agency))["steps"], 0, "work", "Khác")

    plan = KIND.plan([steps], Room(unit.agency, a_user(Role.STAFF, unit), unit))

    assert [fault.message for fault in plan.faults] == ["Không tìm thấy thủ tục của dòng này trong hệ thống."]
    assert [row.changes for row in plan.rows] == [()]


def test_bases_come_back_without_a_document_that_is_gone_since(unit, room):
    document = a_document(drafting_unit=unit, number="5/QĐ-MH")
    procedure = a_procedure(department=unit)
    procedure.legal_bases.create(position=1, document_text="Quyết định số 5/QĐ-MH", legal_document=document)
    table = edited(from_export(KIND, room)["legal_bases"], 0, "document_text", "Quy chế khác")
    written = KIND.write(KIND.plan([table], room), room)
    document.delete()

    KIND.undo(written.record, room)

    basis = procedure.legal_bases.get()
    assert (basis.document_text, basis.legal_document) == ("Quyết định số 5/QĐ-MH", None)


def test_undo_is_refused_once_a_form_was_edited(unit, room):
    written = KIND.write(KIND.plan([filled("procedures", ["name"], ["Một"], ["Hai"])], room), room)
    Procedure.objects.filter(name="Hai").update(version=2)

    with pytest.raises(Conflict, match="từ khi nhập đã có thay đổi ở Hai"):
        KIND.undo(written.record, room)

    assert Procedure.objects.count() == 2


def test_frozen_forms_and_those_of_other_units_are_faults_that_say_why(unit):
    clerk = a_user(Role.STAFF, unit)
    frozen = a_procedure(department=unit, code="1.1", status=FormStatus.CHECKING)
    other = a_procedure(department=a_department(agency=unit.agency), code="1.2", status=FormStatus.OFFICE)
    room = Room(unit.agency, clerk)
    table = filled(
        "procedures",
        ["code", "name", "department"],
        ["1.1", "Tên khác", "QLKH"],
        ["1.2", "Tên khác nữa", other.department.name],
        ["", "Thủ tục lạ", other.department.name],
        ["1.1", frozen.name, ""],
    )

    plan = KIND.plan([table], room)

    assert [(fault.row, fault.message.split(":")[0].split(" nên")[0]) for fault in plan.faults] == [
        (2, "Biểu mẫu đang ở “Văn phòng đang kiểm tra”"),
        (3, f"Biểu mẫu của {other.department}"),
        (4, f"Biểu mẫu của {other.department}"),
        (5, "Thủ tục này đã ghi ở dòng 2 của tệp. Giữ lại một dòng."),
    ]
    with pytest.raises(Refusal):
        KIND.write(plan, room)


def test_a_form_that_moved_on_is_merged_cell_by_cell(unit, room):
    procedure = a_complete_procedure(department=unit, name="Tên gốc", notes="Gốc")
    tables = from_export(KIND, room)
    edited(tables["procedures"], 0, "name", "Tên của tôi")
    edited(tables["procedures"], 0, "subjects", "Cá nhân")
    Procedure.objects.filter(pk=procedure.pk).update(name="Tên của họ", notes="Họ ghi", version=2)
    procedure.steps.create(position=2, work="Họ thêm")

    plan = KIND.plan(tables.values(), room)

    row = plan.rows[0]
    assert [(c.base, c.theirs, c.mine) for c in row.conflicts] == [("Tên gốc", "Tên của họ", "Tên của tôi")]
    assert [(c.key, c.new) for c in row.changes] == [("subjects", "Cá nhân")]
    kept = [line for line in plan.rows if line.number == 0]
    assert [(line.label, line.fate) for line in kept] == [("Họ thêm", Fate.UNCHANGED)]

    decided = KIND.plan(tables.values(), room, decisions={row.conflicts[0].id: "theirs"})
    KIND.write(decided, room)

    procedure.refresh_from_db()
    assert (procedure.name, procedure.notes, procedure.subjects) == ("Tên của họ", "Họ ghi", "Cá nhân")
    assert procedure.steps.count() == 2


def test_writing_what_moved_on_since_the_preview_is_refused(unit, room):
    procedure = a_procedure(department=unit, code="1.1")
    plan = KIND.plan([filled("procedures", ["code", "name"], ["1.1", "Tên khác"])], room)
    Procedure.objects.filter(pk=procedure.pk).update(version=5)

    with pytest.raises(Conflict):
        KIND.write(plan, room)

    assert Procedure.objects.get().name == procedure.name


def test_of_two_who_plan_the_same_new_things_the_second_writes_none(unit, room):
    mine = filled("procedures", ["name"], ["Công nhận sáng kiến"], ["Cho mượn tài liệu"])
    theirs = filled("procedures", ["name"], ["Việc khác"], ["Công nhận  sáng kiến"])
    other = filled("procedures", ["name"], ["Không ai có"])
    first, second, third = (KIND.plan([table], room) for table in (mine, theirs, other))
    KIND.write(first, room, at=AT)

    with pytest.raises(Conflict, match="trùng với dữ liệu vừa được người khác thêm"):
        KIND.write(second, room, at=AT)
    KIND.write(third, room, at=AT)

    assert sorted(Procedure.objects.values_list("name", flat=True)) == [
        "Cho mượn tài liệu", "Công nhận sáng kiến", "Không ai có",
    ]  # fmt: skip


def test_a_person_without_the_right_writes_nothing(unit):
    room = Room(unit.agency, a_user(Role.DIRECTOR, unit), unit)
    plan = KIND.plan([filled("procedures", ["name"], ["Một"])], room)

    with pytest.raises(Forbidden):
        KIND.write(plan, room)


def test_a_whole_form_in_one_row(unit, room):
    table = filled(
        "procedures",
        ["name", "steps_in_one", "methods_in_one", "dossier_in_one", "bases_in_one", "forms_in_one"],
        [
            "Nghỉ phép",
            "Bước 1: Làm đơn. Bước 2: Trưởng phòng ký.\nBước 3: Gửi Văn phòng.",
            "Trực tiếp hoặc qua bưu điện",
            "Thành phần hồ sơ gồm:\n- Đơn xin nghỉ\n- Giấy khám\nSố lượng hồ sơ: 01 bộ",
            "- Bộ luật Lao động\n- Nghị định số 145/2020/NĐ-CP",
            "Không có",
        ],
    )

    plan = KIND.plan([table], room)
    KIND.write(plan, room)

    procedure = Procedure.objects.get()
    assert [step.work for step in procedure.steps.all()] == [
        "Bước 1: Làm đơn.",
        "Bước 2: Trưởng phòng ký.",
        "Bước 3: Gửi Văn phòng.",
    ]
    assert [method.channel for method in procedure.methods.all()] == ["DIRECT", "POSTAL"]
    assert [item.name for item in procedure.dossier_items.all()] == ["Đơn xin nghỉ", "Giấy khám"]
    assert (procedure.legal_bases.count(), procedure.dossier_sets) == (2, 1)
    assert procedure.form_templates.count() == 0
    assert len(plan.doubts) == 1

    again = KIND.plan([table], room)
    assert {row.fate for row in again.rows} == {Fate.UNCHANGED}


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_planning_and_writing_ask_the_same_whatever_the_rows(rows, unit, django_assert_num_queries):
    clerk = a_user(Role.STAFF, unit)
    room = Room(unit.agency, clerk, unit)
    for number in range(rows):
        a_complete_procedure(department=unit, code=f"1.{number}", legal_document=None)
    tables = from_export(KIND, room)
    for number in range(rows):
        edited(tables["procedures"], number, "notes", "Mới")
        edited(tables["steps"], number, "work", "Mới")
    extra = [[f"{one} thêm", unit.name] for one in range(rows)]
    new = filled("procedures", ["name", "department"], *extra)

    with django_assert_num_queries(10):
        plan = KIND.plan([*tables.values(), new], room)
    with django_assert_num_queries(18):
        KIND.write(plan, room)


def test_skip_and_stop(unit, room):
    a_complete_procedure(department=unit, name="Đã có")
    main = filled("procedures", ["name", "notes"], ["đã có", "Khác"], ["Chưa có", ""])
    steps = filled("steps", ["owner_name", "work"], ["Đã có", "Khác"])

    skipping = KIND.plan([main, steps], room, on_existing=OnExisting.SKIP)
    stopping = KIND.plan([main, steps], room, on_existing=OnExisting.STOP)

    assert fates(skipping) == [
        ("procedures", 2, "SKIPPED"),
        ("procedures", 3, "NEW"),
        ("steps", 2, "SKIPPED"),
    ]
    assert fates(stopping) == [("procedures", 2, "FAULTY"), ("procedures", 3, "NEW"), ("steps", 2, "FAULTY")]


def test_two_sheets_of_procedures_in_one_file_are_one_list(unit, room):
    first = filled(
        "procedures", ["name", "code", "dossier_in_one"], ["Một", "1", "Đơn"], ["Hai", "2", "Giấy"]
    )
    second = filled("procedures", ["name", "code", "dossier_in_one"], ["Ba", "3", "Thẻ"], ["một", "4", "Sổ"])
    second.table.sheet = "Trang 2"

    plan = KIND.plan([first, second], room)
    KIND.write(plan, room, skip_faulty=True)

    assert [fault.message for fault in plan.faults] == [
        "Trùng tên và đơn vị với dòng 2, trang “procedures” của tệp. Giữ lại một dòng."
    ]
    assert {one.name: one.dossier_items.get().name for one in Procedure.objects.all()} == {
        "Một": "Đơn",
        "Hai": "Giấy",
        "Ba": "Thẻ",
    }


def test_the_office_takes_back_what_it_read_in_for_another_unit(unit):
    office = a_user(Role.OFFICE, a_department(agency=unit.agency, is_office=True))
    room = Room(unit.agency, office, unit)
    written = KIND.write(KIND.plan([filled("procedures", ["name"], ["Một"])], room), room)

    KIND.undo(written.record, room)

    assert not Procedure.objects.exists()
