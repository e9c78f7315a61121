"""Documents, units, people, tasks: out, in again, changed, taken back."""

import base64
import zlib
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from departments.models import Department, User
from departments.roles import Role
from exchange.identity import pack
from exchange.kinds import KINDS
from exchange.plan import Fate, Filled, OnExisting, Room
from plans.models import Task
from procedures.models import LegalDocument
from tests.exchange.filled import edited, filled, from_export
from tests.factories import a_department, a_document, a_plan, a_procedure, a_user
from tthc.core.refusal import Conflict, Refusal
from tthc.core.sheets.headings import guess_columns
from tthc.workflow.handing_over import hand_over
from tthc.workflow.models import Move

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(unit):
    return Room(unit.agency)


def test_documents_new_changed_and_taken_back(unit, room):
    document = a_document(drafting_unit=unit, number="12/QĐ-MH", title="Quy chế cũ", issuing_body="Sở")
    procedure = a_procedure(department=unit)
    procedure.legal_bases.create(document_text="Nghị định số 63/2010/NĐ-CP", position=1)
    kind = KINDS["documents"]
    table = edited(from_export(kind, room)["documents"], 0, "title", "Quy chế mới")
    table.table.rows.append(
        type(table.table.rows[0])(
            3,
            ["63/2010/NĐ-CP", "Nghị định", "Kiểm soát", "Chính phủ", "08/6/2010", "", "", "", "", "", "", ""],
        )
    )

    plan = kind.plan([table], room)
    written = kind.write(plan, room)

    assert [(row.fate, [(c.heading, c.old, c.new) for c in row.changes]) for row in plan.rows] == [
        (Fate.CHANGED, [("Trích yếu", "Quy chế cũ", "Quy chế mới")]),
        (Fate.NEW, []),
    ]
    assert (written.created, written.updated) == (1, 1)
    document.refresh_from_db()
    added = LegalDocument.objects.get(number="63/2010/NĐ-CP")
    assert (document.title, document.folded) == ("Quy chế mới", "12/qd-mh quy che moi so")
    assert (added.issued_on, added.status, added.agency) == (date(2010, 6, 8), "IN_FORCE", unit.agency)
    assert procedure.legal_bases.get().legal_document == added

    taken_back = kind.undo(written.record, room)

    document.refresh_from_db()
    assert (taken_back.removed, taken_back.updated, document.title) == (1, 1, "Quy chế cũ")
    assert not LegalDocument.objects.filter(number="63/2010/NĐ-CP").exists()
    assert procedure.legal_bases.get().legal_document is None


def test_undo_is_refused_once_something_was_changed(unit, room):
    kind = KINDS["departments"]
    written = kind.write(
        kind.plan([filled("departments", ["code", "name"], ["TTRA", "Thanh tra"])], room), room
    )
    Department.objects.filter(code="TTRA").update(name="Thanh tra Sở")

    with pytest.raises(Conflict, match="chưa có gì bị đổi: từ khi nhập đã có thay đổi ở Thanh tra Sở"):
        kind.undo(written.record, room)

    assert Department.objects.filter(code="TTRA").exists()


def test_all_faults_are_told_at_once_and_nothing_is_written(unit, room):
    a_document(drafting_unit=unit, number="1/QĐ", issuing_body="Sở")
    table = filled(
        "documents",
        ["number", "kind", "title", "issuing_body", "issued_on", "effective_on", "drafting_unit"],
        ["2/QĐ", "Quyết địn", "A", "Sở", "31/2/2023", "", "Phòng lạ"],
        ["", "Thông tư", "B", "Bộ", "1/3/2023", "1/2/2023", "QLKH"],
        ["3/QĐ", "quyet dinh", "C", "Sở", "", "", ""],
        ["3/qđ", "Quyết định", "C", "Sở", "", "", ""],
    )
    kind = KINDS["documents"]

    plan = kind.plan([table], room)

    assert [(fault.row, fault.key, fault.value) for fault in plan.faults] == [
        (2, "issued_on", "31/2/2023"),
        (2, "drafting_unit", "Phòng lạ"),
        (3, "number", ""),
        (3, "effective_on", "01/02/2023"),
        (5, "", ""),
    ]
    assert "31/2/2023" in plan.faults[0].message
    assert plan.faults[4].message == "Trùng số 3/qđ của Sở với dòng 4 của tệp. Giữ lại một dòng."
    assert [doubt.suggested for doubt in plan.open_questions] == ["DECISION"]
    with pytest.raises(Refusal, match="vì 3 dòng có lỗi"):
        kind.write(plan, room)
    assert kind.write(plan, room, skip_faulty=True).created == 1


@pytest.mark.parametrize(
    ("on_existing", "fate"),
    [(OnExisting.UPDATE, Fate.CHANGED), (OnExisting.SKIP, Fate.SKIPPED), (OnExisting.STOP, Fate.FAULTY)],
)
def test_a_row_without_identifier_is_known_by_its_code(on_existing, fate, unit, room):
    table = filled("departments", ["code", "name", "short_name"], ["qlkh", "Phòng KH", ""])

    plan = KINDS["departments"].plan([table], room, on_existing=on_existing)

    assert (plan.rows[0].fate, plan.rows[0].pk) == (fate, unit.pk)


def test_both_sides_changed_is_decided_cell_by_cell(unit, room):
    kind = KINDS["departments"]
    table = from_export(kind, room)["departments"]
    Department.objects.filter(pk=unit.pk).update(name="Phòng Khoa học", short_name="KH")
    edited(edited(table, 0, "name", "Phòng QLKH"), 0, "order", 5)

    plan = kind.plan([table], room)

    ((row, conflict),) = plan.conflicts
    assert (conflict.base, conflict.theirs, conflict.mine) == (
        "Phòng Quản lý khoa học",
        "Phòng Khoa học",
        "Phòng QLKH",
    )
    assert [(change.key, change.new) for change in row.changes] == [("order", "5")]
    with pytest.raises(Refusal, match="cả hai bên cùng sửa"):
        kind.write(plan, room)

    kind.write(kind.plan([table], room, decisions={conflict.id: "mine"}), room)

    unit.refresh_from_db()
    assert (unit.name, unit.short_name, unit.order) == ("Phòng QLKH", "KH", 5)


def test_forged_version_and_base_are_asked_about_and_break_nothing(unit, room):
    kind = KINDS["tasks"]
    a_plan(agency=unit.agency).tasks.create(title="Tập huấn", due_before=date(2023, 4, 1))
    table = from_export(kind, room)["tasks"]
    forged = base64.b85encode(zlib.compress(b'{"due_on": "khi nao xong", "title": {"a": [1e400]}}')).decode()
    edited(edited(table, 0, "_version", "v000000000000"), 0, "_base", forged)
    edited(edited(table, 0, "due_on", "30/4/2023"), 0, "title", "Tập huấn lại")

    plan = kind.plan([table], room)

    assert [(its.key, its.base, its.theirs, its.mine) for _, its in plan.conflicts] == [
        ("title", None, "Tập huấn", "Tập huấn lại"),
        ("due_on", None, "31/03/2023", "30/04/2023"),
    ]


@pytest.mark.parametrize(
    ("written", "asked", "fate"),
    [("31/3/23", [], Fate.UNCHANGED), ("03/31/2023", [], Fate.UNCHANGED), ("1/4/23", ["due_on"], Fate.CHANGED)],
)  # fmt: skip
def test_what_an_exported_cell_says_in_another_way_is_not_asked_about(written, asked, fate, unit, room):
    a_plan(agency=unit.agency).tasks.create(title="Tập huấn", due_before=date(2023, 4, 1))
    table = edited(from_export(KINDS["tasks"], room)["tasks"], 0, "due_on", written)

    plan = KINDS["tasks"].plan([table], room)

    assert [doubt.key for doubt in plan.open_questions] == asked
    assert [row.fate for row in plan.rows] == [fate]


def test_text_that_looks_like_an_error_of_excel_is_none_where_it_is_stored(unit, room):
    plan = a_plan(agency=unit.agency)
    plan.tasks.create(title="Tập huấn", product="#N/A", order=1)
    plan.tasks.create(title="Rà soát", product="Báo cáo", order=2)
    table = edited(from_export(KINDS["tasks"], room)["tasks"], 1, "product", "#N/A")

    rows = KINDS["tasks"].plan([table], room).rows

    assert [(row.fate, [fault.key for fault in row.faults]) for row in rows] == [
        (Fate.UNCHANGED, []),
        (Fate.FAULTY, ["product"]),
    ]


def test_a_copied_row_is_asked_about(unit, room):
    kind = KINDS["departments"]
    table = from_export(kind, room)["departments"]
    table.table.rows.append(
        type(table.table.rows[0])(3, ["MOI", "Phòng mới", *table.table.rows[0].cells[2:]])
    )

    plan = kind.plan([table], room)

    assert [(doubt.row, doubt.asked) for doubt in plan.open_questions] == [(3, True)]
    agreed = kind.plan([replace(table, agreed={(3, "_id")})], room)
    assert ([row.fate for row in agreed.rows], agreed.doubts) == ([Fate.UNCHANGED, Fate.NEW], [])


def test_a_row_copied_whole_is_one_too_many(unit, room):
    table = from_export(KINDS["departments"], room)["departments"]
    table.table.rows.append(replace(table.table.rows[0], number=3))

    plan = KINDS["departments"].plan([table], room)

    assert [(fault.row, fault.message) for fault in plan.faults] == [
        (3, "Đơn vị này đã ghi ở dòng 2 của tệp. Giữ lại một dòng.")
    ]
    assert plan.doubts == []


def test_a_row_does_not_take_the_code_of_another(unit, room):
    a_department(agency=unit.agency, code="VP", order=999)
    table = edited(from_export(KINDS["departments"], room)["departments"], 0, "code", "vp")

    plan = KINDS["departments"].plan([table], room)

    assert [fault.message for fault in plan.faults] == [
        "Hệ thống đã có đơn vị khác cùng mã vp. Ghi lại cho đúng."
    ]


def test_a_blank_cell_clears_what_an_exported_row_says_and_nothing_else(unit, room):
    a_document(drafting_unit=unit, number="1/QĐ", issuing_body="Sở", effective_on=date(2023, 4, 1))
    kind = KINDS["documents"]
    exported = edited(from_export(kind, room)["documents"], 0, "effective_on", "")
    typed = filled("documents", ["number", "issuing_body", "effective_on"], ["1/QĐ", "Sở", ""])

    changes = [[change.key for change in kind.plan([one], room).rows[0].changes] for one in (exported, typed)]

    assert changes == [["effective_on"], []]


def test_an_exported_row_that_lost_its_version_counts_as_it_stands(unit, room):
    table = edited(from_export(KINDS["departments"], room)["departments"], 0, "order", 5)
    edited(edited(table, 0, "_version", ""), 0, "_base", "")

    (row,) = KINDS["departments"].plan([table], room).rows

    assert ([change.key for change in row.changes], row.conflicts) == (["order"], [])


def test_a_file_of_known_rows_may_do_without_what_new_ones_need(unit, room):
    known, new = (filled("departments", ["code", "order"], [code, 7]) for code in ("QLKH", "MOI"))

    plans = [KINDS["departments"].plan([table], room) for table in (known, new)]

    assert [[fault.key for fault in plan.file_faults] for plan in plans] == [[], ["name"]]


def test_a_name_taken_in_another_agency_is_a_fault(unit, room):
    a_user(Role.STAFF, a_department(), username="nga")

    (row,) = KINDS["users"].plan([people(["nga", "Nga", "Chuyên viên", "QLKH", ""])], room).rows

    assert (row.fate, row.pk) == (Fate.FAULTY, None)
    assert [fault.message for fault in row.faults] == [
        "Tài khoản này đã có ở nơi bạn không xem được. Ghi lại cho đúng hoặc bỏ dòng này."
    ]


def test_a_new_account_has_no_password(unit, room):
    kind = KINDS["users"]

    kind.write(kind.plan([people(["moi", "Trần Thị Mới", "Chuyên viên", "QLKH", ""])], room), room)

    new = User.objects.get(username="moi")
    assert (new.has_usable_password(), new.must_change_password) == (False, True)


def people(*rows: list) -> Filled:
    return filled("users", ["username", "full_name", "role", "department", "is_active"], *rows)


@pytest.fixture
def admin():
    return a_user(Role.ADMIN, username="quantri", full_name="Quản trị")


def test_role_and_unit_change_and_forms_go_to_the_head_that_is_there(unit, admin):
    other, kind = a_department(agency=unit.agency, code="VP"), KINDS["users"]
    head = a_user(Role.HEAD, unit, username="truong")
    goes, stays = (a_user(Role.STAFF, unit, username=name, full_name=name) for name in ("di", "o"))
    form, kept = a_procedure(department=unit, owner=goes), a_procedure(department=unit, owner=stays)
    room = Room(unit.agency, admin)
    table = people(["di", "di", "Chuyên viên", "VP", ""], ["o", "o", "Trưởng phòng", "QLKH", ""])

    plan = kind.plan([table], room)
    written = kind.write(plan, room)

    assert [[change.heading for change in row.changes] for row in plan.rows] == [
        ["Phòng, đơn vị"],
        ["Vai trò"],
    ]
    assert [(doubt.row, doubt.asked, doubt.message.split(" mà")[0]) for doubt in plan.doubts] == [
        (2, False, "di đang phụ trách 1 biểu mẫu")
    ]
    for one in (goes, stays, form, kept):
        one.refresh_from_db()
    assert (goes.department, stays.role, form.owner, kept.owner) == (other, Role.HEAD, head, stays)
    assert [move.by for move in Move.objects.of(form)] == [admin]

    kind.undo(written.record, room)

    goes.refresh_from_db()
    form.refresh_from_db()
    assert (goes.department, form.owner) == (unit, goes)
    assert [move.remark.partition(".")[0] for move in Move.objects.of(form)] == [
        f"{goes} → {head}",
        f"{head} → {goes}",
    ]


def test_forms_come_back_from_a_head_whom_the_same_import_made(unit, admin):
    a_department(agency=unit.agency, code="VP")
    a_user(Role.HEAD, unit, username="pho", is_deputy=True)
    goes = a_user(Role.STAFF, unit, username="di")
    form, room, kind = a_procedure(department=unit, owner=goes), Room(unit.agency, admin), KINDS["users"]
    table = people(
        ["truong", "Trưởng mới", "Trưởng phòng", "QLKH", ""], ["di", "Đi", "Chuyên viên", "VP", ""]
    )
    written = kind.write(kind.plan([table], room), room)
    form.refresh_from_db()
    assert form.owner.username == "truong"

    kind.undo(written.record, room)

    form.refresh_from_db()
    assert (form.owner, User.objects.filter(username="truong").exists()) == (goes, False)


def test_undo_is_refused_when_a_form_was_handed_on_since(unit, admin):
    office = a_department(agency=unit.agency, code="VP")
    head, other = a_user(Role.HEAD, unit, full_name="Trưởng"), a_user(Role.STAFF, unit, full_name="Khác")
    goes = a_user(Role.STAFF, unit, username="di", full_name="Đi")
    form, room, kind = a_procedure(department=unit, owner=goes), Room(unit.agency, admin), KINDS["users"]
    written = kind.write(kind.plan([people(["di", "Đi", "Chuyên viên", "VP", ""])], room), room)
    form.refresh_from_db()
    hand_over(form, to=other, by=head, reason="Phân công lại.")

    with pytest.raises(Conflict, match=f"biểu mẫu “{form}” của Đi từ khi nhập .* nay do Khác phụ trách"):
        kind.undo(written.record, room)

    goes.refresh_from_db()
    form.refresh_from_db()
    assert (goes.department, form.owner) == (office, other)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            ["truong", "Trưởng", "Chuyên viên", "VP", ""],
            "Trưởng đang phụ trách 1 biểu mẫu của Phòng Quản lý khoa học, mà",
        ),
        (
            ["truong", "Trưởng", "Trưởng phòng", "QLKH", "Không"],
            "Trưởng đang phụ trách 1 biểu mẫu của Phòng Quản lý",
        ),
        (["quantri", "Quản trị", "Trưởng phòng", "QLKH", ""], "Không tự đổi vai trò của chính mình"),
        (["quantri", "Quản trị", "Quản trị", "", "Không"], "Không tự ngừng tài khoản của chính mình"),
    ],
)
def test_nobody_leaves_forms_behind_or_changes_their_own_rights(unit, admin, row, sentence):
    a_user(Role.ADMIN)
    a_department(agency=unit.agency, code="VP")
    a_procedure(department=unit, owner=a_user(Role.HEAD, unit, username="truong", full_name="Trưởng"))

    plan = KINDS["users"].plan([people(row)], Room(unit.agency, admin))

    assert [(fault.row, fault.message.startswith(sentence)) for fault in plan.faults] == [(2, True)]


@pytest.mark.parametrize("order", [1, -1])
def test_head_who_leaves_with_the_staff_leaves_nobody_to_take_their_forms(unit, admin, order):
    a_department(agency=unit.agency, code="VP")
    a_user(Role.HEAD, unit, username="truong", full_name="Trưởng")
    a_procedure(department=unit, owner=a_user(Role.STAFF, unit, username="di", full_name="Đi"))
    rows = [["truong", "Trưởng", "Trưởng phòng", "VP", ""], ["di", "Đi", "Chuyên viên", "VP", ""]][::order]

    plan = KINDS["users"].plan([people(*rows)], Room(unit.agency, admin))

    said = {
        1: "Đi đang phụ trách 1 biểu mẫu của Phòng Quản lý khoa học, mà",
        -1: "Trưởng là trưởng phòng cuối cùng của Phòng Quản lý khoa học",
    }
    assert [(fault.row, fault.message.startswith(said[order])) for fault in plan.faults] == [(3, True)]


def test_command_leaves_an_administrator_and_hands_nothing_over(unit, room):
    a_department(agency=unit.agency, code="VP")
    a_user(Role.HEAD, unit)
    a_procedure(department=unit, owner=a_user(Role.STAFF, unit, username="di"))
    for name in ("q1", "q2"):
        a_user(Role.ADMIN, username=name)
    table = people(
        ["q1", "Một", "Quản trị", "", "Không"],
        ["q2", "Hai", "Trưởng phòng", "QLKH", ""],
        ["di", "Đi", "Chuyên viên", "VP", ""],
    )

    plan = KINDS["users"].plan([table], room)

    assert [(fault.row, fault.message.split(".")[0]) for fault in plan.faults] == [
        (3, "Sau lần nhập này sẽ không còn Quản trị nào"),
        (4, "Nguyễn Thị Thử đang phụ trách 1 biểu mẫu"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_roles_are_changed_with_as_many_queries_for_many_as_for_one(unit, admin, count):
    kind, room = KINDS["users"], Room(unit.agency, admin)
    a_user(Role.HEAD, unit)
    rows = []
    for number in range(count):
        a_procedure(department=unit, owner=a_user(Role.STAFF, unit, username=f"n{number}"))
        rows.append([f"n{number}", "Tên", "Lãnh đạo Sở", "QLKH", ""])

    with CaptureQueriesContext(connection) as asked:
        plan = kind.plan([people(*rows)], room)

    assert ([row.fate for row in plan.rows], len(asked)) == ([Fate.CHANGED] * count, 8)


def test_account_that_its_person_has_taken_over_is_not_taken_back(unit, room):
    kind = KINDS["users"]
    headings = ["username", "full_name", "role", "department"]
    table = filled("users", headings, ["moi", "Trần Thị Mới", "Chuyên viên", "QLKH"])
    written = kind.write(kind.plan([table], room), room)
    new = User.objects.get(username="moi")
    new.set_password("đặt-qua-quên-mật-khẩu")
    new.save()

    with pytest.raises(Conflict, match="đã có người dùng tài khoản vừa nhập: Trần Thị Mới"):
        kind.undo(written.record, room)

    assert User.objects.filter(pk=new.pk).exists()


def test_tasks_bear_their_last_day_and_their_units(unit, room):
    a_plan(agency=unit.agency)
    other = a_department(agency=unit.agency, code="VP", name="Văn phòng Sở")
    table = filled(
        "tasks",
        ["order", "title", "lead_unit", "coordinating_units", "due_on"],
        ["1", "Thành lập Tổ", "QLKH", "VP; Phòng Quản lý khoa học", "31/3/2023"],
    )
    kind = KINDS["tasks"]

    written = kind.write(kind.plan([table], room), room)

    task = Task.objects.get()
    assert (task.due_before, task.lead_unit) == (date(2023, 4, 1), unit)
    assert set(task.coordinating_units.all()) == {unit, other}
    kind.undo(written.record, room)
    assert not Task.objects.exists()


@pytest.mark.parametrize(
    ("written", "last", "asked"),
    [
        ("trước ngày 15/6/2023", date(2023, 6, 14), False),
        ("Trước 01/4/2023", date(2023, 3, 31), False),
        ("chậm nhất là ngày 31/3/2023", date(2023, 3, 31), False),
        ("đến hết 31/3/2023", date(2023, 3, 31), False),
        ("trước 3/4/23", date(2023, 4, 2), True),
        ("Trong quý I/2023", date(2023, 3, 31), True),
        ("Tháng 12/2025", date(2025, 12, 31), True),
        ("31/3/2023", date(2023, 3, 31), False),
    ],
)
def test_last_day_of_a_task_is_read_as_plans_write_it(unit, room, written, last, asked):
    a_plan(agency=unit.agency)

    (row,) = (
        KINDS["tasks"]
        .plan([filled("tasks", ["order", "title", "due_on"], ["1", "Việc", written])], room)
        .rows
    )

    read = row.doubts[0].suggested if asked else row.values["due_on"]
    assert (row.faults, read, bool(row.doubts)) == ([], last, asked)


def test_last_day_that_is_none_is_a_fault(unit, room):
    a_plan(agency=unit.agency)

    plan = KINDS["tasks"].plan(
        [filled("tasks", ["order", "title", "due_on"], ["1", "Việc", "trước 31/2/2023"])], room
    )

    assert [fault.key for fault in plan.faults] == ["due_on"]


def test_short_words_of_lists_of_documents_are_known(unit, room):
    columns = KINDS["documents"].sheets(room)[0].readable

    headings = guess_columns(["Số VB", "Loại VB", "CQ ban hành", "ĐV soạn thảo"], columns)
    plan = KINDS["documents"].plan(
        [
            filled(
                "documents",
                ["number", "kind", "title", "issuing_body"],
                ["1", "QĐ", "Một", "Sở"],
                ["2", "tt", "Hai", "Bộ"],
            )
        ],
        room,
    )

    assert [guess.column.key for guess in headings.values()] == [
        "number",
        "kind",
        "issuing_body",
        "drafting_unit",
    ]
    assert [row.values["kind"] for row in plan.rows] == ["DECISION", "CIRCULAR"]


def test_hidden_cells_that_somebody_tampered_with_do_no_harm(unit, room):
    kind = KINDS["departments"]
    odd = kind.ledger(room).values_of(unit) | {"valid_to": "hôm qua", "name": ["a"], "order": {"b": 1}}
    for base in ("rác", pack(odd)):
        table = from_export(kind, room)["departments"]
        Department.objects.filter(pk=unit.pk).update(
            name=f"Tên mới {base[:3]}", valid_to=date(2025, 1, 1), order=7
        )
        edited(edited(edited(table, 0, "name", "Của tôi"), 0, "valid_to", "31/12/2030"), 0, "order", 9)
        edited(edited(table, 0, "_base", base), 0, "_version", "v=1+1")

        plan = kind.plan([table], room)

        assert [conflict.key for _, conflict in plan.conflicts] == ["name", "order", "valid_to"]
    edited(table, 0, "_id", f"{unit.pk}-aaaaaaaa")
    assert [(row.note[:16], row.doubts[0].asked) for row in kind.plan([table], room).rows] == [
        ("Nhận ra theo mã ", False)
    ]


@pytest.mark.parametrize(
    "number", ["15/2020/QĐ-UBND\nngày 12/3/2020", "Số 15/2020/QĐ-UBND, ngày 12 tháng 3 năm 2020"]
)
def test_number_and_day_of_a_document_in_one_cell_are_taken_apart(number, unit, room):
    heads = ["number", "kind", "title", "issuing_body"]

    plan = KINDS["documents"].plan(
        [filled("documents", heads, [number, "Thông báo", "Một việc", "UBND tỉnh"])], room
    )

    (row,) = plan.rows
    assert (row.values["number"], row.values["issued_on"]) == ("15/2020/QĐ-UBND", date(2020, 3, 12))
    assert (row.values["kind"], plan.faults, plan.doubts) == ("OTHER", [], [])


@pytest.mark.parametrize("written", ["P. QLKH", "P.QLKH", "phòng QLKH", "P. Quản lý khoa học", "QLKH"])
def test_unit_is_known_as_offices_write_it(written, unit, room):
    a_plan(agency=unit.agency)

    plan = KINDS["tasks"].plan([filled("tasks", ["title", "lead_unit"], ["Việc", written])], room)

    (row,) = plan.rows
    assert (row.values["lead_unit"], row.faults, row.doubts) == (unit.pk, [], [])


ENDED = "Phòng cũ đã kết thúc hoạt động ngày 01/03/2020. Ghi đơn vị kế thừa, là Phòng Quản lý khoa học."


@pytest.mark.parametrize(
    ("key", "row", "column", "is_fault"),
    [
        ("documents", {"number": "1/MH", "kind": "Quyết định", "title": "A", "issuing_body": "Sở", "drafting_unit": "CU"}, "drafting_unit", False),
        ("tasks", {"order": "1", "title": "Việc", "lead_unit": "CU"}, "lead_unit", False),
        ("tasks", {"order": "1", "title": "Việc", "coordinating_units": "QLKH; CU"}, "coordinating_units", False),
        ("users", {"username": "a", "full_name": "A", "role": "Chuyên viên", "department": "CU"}, "department", True),
        ("procedures", {"name": "A", "department": "CU"}, "department", True),
    ],
)  # fmt: skip
def test_unit_that_has_ended_is_told_with_who_follows_it(unit, room, key, row, column, is_fault):
    a_plan(agency=unit.agency)
    a_department(agency=unit.agency, code="CU", name="Phòng cũ", valid_to=date(2020, 3, 1), successor=unit)

    plan = KINDS[key].plan([filled(key, list(row), list(row.values()))], room)

    told = [(one.key, one.message) for one in (plan.faults if is_fault else plan.doubts)]
    assert told == [(column, ENDED)]


def test_unit_that_ended_after_it_was_stored_is_no_doubt(unit, room):
    ended = a_department(agency=unit.agency, code="CU", name="Phòng cũ", valid_to=date(2020, 3, 1))
    a_document(drafting_unit=ended)
    table = edited(from_export(KINDS["documents"], room)["documents"], 0, "title", "Trích yếu mới")

    plan = KINDS["documents"].plan([table], room)

    assert [(row.fate, row.doubts) for row in plan.rows] == [(Fate.CHANGED, [])]
