"""Files as offices have them, read whole: opened, tables found, columns guessed, planned; outcome worked out by hand."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from departments.roles import Role
from exchange.exporting import write_blank, write_kind
from exchange.kinds import KINDS
from exchange.opening import converted, described, guessed_uses, open_tables
from exchange.plan import Fate, Filled, Plan, Room
from procedures.models import Procedure
from reviews.models import CostLine
from tests.core.sheets.made import an_ods, an_ods_table, an_xls, an_xlsx, saved
from tests.core.test_legacy import half_composed
from tests.factories import (
    a_complete_procedure,
    a_department,
    a_document,
    a_field,
    a_plan,
    a_procedure,
    a_proposing_review,
    a_questionnaire,
    a_user,
)
from tthc.core.amounts import Span
from tthc.core.legacy import TABLES, Encoding
from tthc.workflow.enums import FormStatus

pytestmark = pytest.mark.django_db
LIST = "danh-sach-tthc-bo-tu-phap.xlsx"


@pytest.fixture
def room(unit):
    return Room(unit.agency, department=unit)


def planned(kind: str, raw: bytes, room: Room, name: str = "tep.xlsx") -> Plan:
    """What reading a file in would do, with everything guessed."""
    return KINDS[kind].plan(filled_from(kind, raw, room, name), room)


def filled_from(kind: str, raw: bytes, room: Room, name: str = "tep.xlsx") -> list[Filled]:
    sheets = KINDS[kind].sheets(room)
    tables = open_tables(raw, name, sheets)
    return [
        Filled(use["sheet"], converted(tables[use["table"]], use["convert"]), use["mapping"])
        for use in guessed_uses([described(table) for table in tables], sheets, {})
    ]


def outcome(plan: Plan) -> list[tuple]:
    return [(row.number, row.fate.value, row.label) for row in plan.rows]


def in_old(text: str, encoding: Encoding) -> str:
    """The text as an old program wrote it."""
    codes = {letter: code for code, letter in reversed(TABLES[encoding].items())}
    return "".join(codes.get(letter, letter) for letter in text)


def in_nfd(text: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFD", text)


def test_titles_merged_headings_numbers_under_them_totals_and_signatures(unit, room):
    """1: the list as it is printed."""
    book = openpyxl.Workbook()
    page = book.active
    for row in (
        ["SỞ KHOA HỌC VÀ CÔNG NGHỆ"],
        ["DANH MỤC THỦ TỤC HÀNH CHÍNH NỘI BỘ (minh họa)"],
        [],
        ["STT", "Tên thủ tục", "Thời hạn và hồ sơ", None, "Cơ quan", None],
        [None, None, "Thời hạn giải quyết", "Số lượng hồ sơ", "Cơ quan quyết định", "Cơ quan thực hiện"],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        [1, "Xét sáng kiến", "05 ngày làm việc", "01 bộ", "Giám đốc Sở", "Phòng Quản lý khoa học"],
        [],
        [2, "Mượn tài liệu", "không quá 02 giờ", 2, "Trưởng phòng", "Văn phòng"],
        ["Tổng cộng: 02 thủ tục"],
        [],
        [None, None, None, None, "NGƯỜI LẬP BIỂU"],
        [None, None, None, None, "(Ký, ghi rõ họ tên)"],
    ):
        page.append(row)
    for merged in ("A1:F1", "A2:F2", "A4:A5", "B4:B5", "C4:D4", "E4:F4"):
        page.merge_cells(merged)

    plan = planned("procedures", saved(book), room)

    assert outcome(plan) == [(7, "NEW", "Xét sáng kiến"), (9, "NEW", "Mượn tài liệu")]
    first, second = plan.rows
    assert (first.values["time_limit"], first.values["dossier_sets"]) == (Span(Decimal(5), "WORKING_DAY"), 1)
    assert (second.values["time_limit"], second.values["dossier_sets"]) == (Span(Decimal(2), "HOUR"), 2)
    assert second.values["deciding_agency"] == "Trưởng phòng"
    assert (plan.faults, plan.doubts) == ([], [])


def test_a_whole_form_in_one_row_of_cells(unit, room):
    """2: steps, papers and bases in one cell each."""
    raw = an_xlsx(
        ["TT", "Tên TTHC", "Trình tự thực hiện", "Cách thức thực hiện", "Thành phần hồ sơ", "Căn cứ pháp lý", "Phí, lệ phí"],
        [1, "Nghỉ phép", "Bước 1: Làm đơn.\nBước 2: Trưởng phòng ký.", "Trực tiếp", "- Đơn\n- Giấy khám", "Bộ luật Lao động", "Không"],
    )  # fmt: skip

    plan = planned("procedures", raw, room)
    written = KINDS["procedures"].write(plan, room)

    procedure = Procedure.objects.get()
    assert [step.work for step in procedure.steps.all()] == ["Bước 1: Làm đơn.", "Bước 2: Trưởng phòng ký."]
    assert [item.name for item in procedure.dossier_items.all()] == ["Đơn", "Giấy khám"]
    assert (procedure.methods.get().channel, procedure.legal_bases.count()) == ("DIRECT", 1)
    assert (procedure.fees_answer, procedure.fees_text, written.created) == ("NONE", "", 7)


def test_days_and_numbers_as_they_are_written(unit, room):
    """3: days as text, as days, as serial numbers of Excel; doubtful ones are asked about."""
    heads = ["Số, ký hiệu", "Loại văn bản", "Trích yếu", "Cơ quan ban hành", "Ngày ban hành"]
    raw = an_xlsx(
        heads,
        ["1/QĐ-MH", "Quyết định", "A", "Sở", "31/3/2023"],
        ["2/QĐ-MH", "QUYẾT ĐỊNH", "B", "Sở", date(2023, 3, 31)],
        ["3/QĐ-MH", "quyet dinh", "C", "Sở", 45016],
        ["4/QĐ-MH", "Quyết định", "D", "Sở", "3/4/23"],
        ["5/QĐ-MH", "Quyết định", "Đ", "Sở", "40/3/2023"],
        ["6/QĐ-MH", "Chỉ đạo", "E", "Sở", "ngày 01 tháng 4 năm 2023"],
    )

    plan = planned("documents", raw, room)

    assert [row.values.get("issued_on") for row in plan.rows] == [
        date(2023, 3, 31), date(2023, 3, 31), date(2023, 3, 31), date(2023, 4, 3), None, date(2023, 4, 1),
    ]  # fmt: skip
    assert [(doubt.row, doubt.suggested) for doubt in plan.open_questions] == [(5, date(2023, 4, 3))]
    assert [(fault.row, fault.column, fault.value) for fault in plan.faults] == [
        (6, "Ngày ban hành", "40/3/2023"),
        (7, "Loại văn bản", "Chỉ đạo"),
    ]


def test_letters_taken_apart_and_odd_spaces(unit, room):
    """4: NFD, spaces that do not break, a tab, a space of no width."""
    heads = [in_nfd("Mã đơn vị"), "Tên\u00a0đơn vị"]
    raw = an_xlsx(
        heads, ["TTRA\u200b", in_nfd(" Thanh\u00a0tra\t Sở ")], ["QLKH", in_nfd("Phòng  Quản lý khoa học")]
    )

    plan = planned("departments", raw, room)

    assert outcome(plan) == [(2, "NEW", "Thanh tra Sở"), (3, "UNCHANGED", "Phòng Quản lý khoa học")]
    assert plan.rows[0].values["code"] == "TTRA"


def test_several_sheets_hidden_columns_and_a_sheet_of_something_else(unit, room):
    """5: procedures and their steps on sheets of their own, a hidden column, notes on a third sheet, a hidden one."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Thủ tục"
    for row in (["STT", "Mã số", "Tên thủ tục"], [1, "1.001", "Một"], [2, "1.002", "Hai"]):
        page.append(row)
    page.column_dimensions["B"].hidden = True
    steps = book.create_sheet("Các bước")
    for row in (
        ["STT thủ tục", "Ai thực hiện", "Việc phải làm", "Thời gian"],
        [1, "Chuyên viên", "Nhận", "0,5 ngày"],
        [1, "Trưởng phòng", "Ký", "1 ngày làm việc"],
        [2, "Văn thư", "Gửi", None],
        [7, "Văn thư", "Gửi", None],
    ):
        steps.append(row)
    book.create_sheet("Ghi chú").append(["Danh sách lập tháng 3 (minh họa)"])
    old = book.create_sheet("Bản cũ")
    for row in (["STT", "Mã số", "Tên thủ tục"], [1, "1.009", "Đã bỏ"]):
        old.append(row)
    old.sheet_state = "hidden"

    plan = planned("procedures", saved(book), room)

    assert [(row.sheet, *line) for row, line in zip(plan.rows, outcome(plan), strict=True)] == [
        ("procedures", 2, "NEW", "Một"),
        ("procedures", 3, "NEW", "Hai"),
        ("steps", 2, "NEW", "Nhận"),
        ("steps", 3, "NEW", "Ký"),
        ("steps", 4, "NEW", "Gửi"),
        ("steps", 5, "FAULTY", "Gửi"),
    ]
    assert (plan.rows[0].values["code"], plan.faults[0].sheet, plan.faults[0].row) == ("1.001", "Các bước", 5)


def test_days_of_an_old_mac(unit, room):
    """5: numbers that count from 1904."""
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    for row in (["Mã đơn vị", "Tên đơn vị", "Từ ngày"], ["MOI", "Phòng mới", 43_554]):
        book.active.append(row)

    plan = planned("departments", saved(book), room)

    assert [row.values["valid_from"] for row in plan.rows] == [date(2023, 3, 31)]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8-sig", ";"), ("utf-8", ","), ("utf-16", "\t")],
    ids=["BOM ;", "UTF-8 ,", "UTF-16 tab"],
)
def test_text_files(encoding, mark, unit, room):
    """6, 7, 8: .csv as three programs write it, with line breaks and quotes in a cell."""
    lines = [
        ["Mã số", "Tên thủ tục", "Ghi chú"],
        ["1.000001", '"Cấp giấy ""A"""', '"Dòng một\nDòng hai"'],
        ["1.000002", "Cấp lại", "=1+1"],
    ]
    raw = "\r\n".join(mark.join(line) for line in lines).encode(encoding)

    plan = planned("procedures", raw, room, "danh-sach.csv")

    assert [(row.values["code"], row.values["name"], row.values["notes"]) for row in plan.rows] == [
        ("1.000001", 'Cấp giấy "A"', "Dòng một\nDòng hai"),
        ("1.000002", "Cấp lại", "=1+1"),
    ]


@pytest.mark.parametrize(("encoding", "font"), [(Encoding.TCVN3, ".VnTime"), (Encoding.VNI, "VNI-Times")])
def test_old_encodings(encoding, font, unit, room):
    """9, 10: TCVN3 and VNI, told by the words and the font; what is right already in other columns stays."""
    titles = ["Quy định về hoạt động khoa học và công nghệ", "Quản lý đề tài, dự án cấp tỉnh"]
    book = openpyxl.Workbook()
    page = book.active
    page.append(["Số, ký hiệu", "Loại văn bản", "Trích yếu", "Cơ quan ban hành"])
    for number, title in enumerate(titles, start=1):
        page.append([f"{number}/QĐ-MH", "Quyết định", in_old(title, encoding), "Sở Khoa học và Công nghệ"])
        page.cell(number + 1, 3).font = Font(name=font)

    plan = planned("documents", saved(book), room)

    assert [row.values["title"] for row in plan.rows] == titles
    assert {row.values["issuing_body"] for row in plan.rows} == {"Sở Khoa học và Công nghệ"}
    assert plan.faults == []


def test_an_old_workbook(unit, room):
    """11: .xls, codes as numbers."""
    raw = an_xls(
        ["Mã đơn vị", "Tên đơn vị", "Thứ tự"], ["VP", "Văn phòng Sở", 1.0], [12.0, "Phòng Mười hai", 2.0]
    )

    plan = planned("departments", raw, room, "don-vi.xls")

    assert outcome(plan) == [(2, "NEW", "Văn phòng Sở"), (3, "NEW", "Phòng Mười hai")]
    assert (plan.rows[1].values["code"], plan.rows[0].values["order"]) == ("12", 1)


def test_an_open_document(unit, room):
    """12: .ods, tasks of the plan with units by code."""
    a_plan(agency=unit.agency)
    raw = an_ods(
        an_ods_table(
            ["TT", "Nội dung công việc", "Chủ trì", "Phối hợp", "Thời gian hoàn thành", "Sản phẩm"],
            ["1", "Thành lập Tổ rà soát", "QLKH", "Phòng Quản lý khoa học; QLKH", "09/11/2022", "Quyết định"],
            ["2", "Tập huấn", "Phòng không có", "", "31/12/2022", ""],
        )
    )

    plan = planned("tasks", raw, room, "nhiem-vu.ods")

    assert outcome(plan) == [(2, "NEW", "Thành lập Tổ rà soát"), (3, "FAULTY", "Tập huấn")]
    assert plan.rows[0].values["coordinating_units"] == (unit.pk,)
    assert [(fault.row, fault.column, fault.value) for fault in plan.faults] == [
        (3, "Chủ trì", "Phòng không có")
    ]


def test_cells_merged_downwards(unit, room):
    """13: the name of the procedure stands once beside its papers."""
    a_procedure(department=unit, name="Xét sáng kiến")
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Thành phần hồ sơ"
    for row in (
        ["Tên thủ tục", "Tên giấy tờ", "Bản chính", "Bản sao"],
        ["Xét sáng kiến", "Đơn đề nghị", "01 bản", None],
        [None, "Báo cáo sáng kiến", 1, "02 bản sao"],
    ):
        page.append(row)
    page.merge_cells("A2:A3")

    plan = planned("procedures", saved(book), room)

    assert outcome(plan) == [(2, "NEW", "Đơn đề nghị"), (3, "NEW", "Báo cáo sáng kiến")]
    assert [(row.values["originals"], row.values["copies"]) for row in plan.rows] == [(1, None), (1, 2)]


def test_headings_again_groups_between_and_rows_written_twice(unit, room):
    """14: the header again on the second page, a heading of a group, one row twice, one code for two names."""
    heads = ["STT", "Mã số", "Tên thủ tục", "Lĩnh vực"]
    a_field(agency=unit.agency, name="Khoa học")
    raw = an_xlsx(
        heads,
        ["I", "LĨNH VỰC KHOA HỌC"],
        [1, "1.001", "Xét sáng kiến", "Khoa học"],
        [2, "1.001", "Xét giải pháp", "khoa học"],
        heads,
        [3, None, "xét sáng kiến", "Khoa học"],
    )

    plan = planned("procedures", raw, room)

    assert outcome(plan) == [
        (3, "NEW", "Xét sáng kiến"),
        (4, "NEW", "Xét giải pháp"),
        (6, "FAULTY", "xét sáng kiến"),
    ]
    assert plan.faults[0].message == "Trùng tên và đơn vị với dòng 3 của tệp. Giữ lại một dòng."
    assert [doubt.message for doubt in plan.doubts] == [
        "Trùng mã số 1.001 với dòng 3 của tệp. Kiểm tra xem là một hay hai."
    ]


def test_a_cost_table_with_two_scenarios(unit, room):
    """15: headings in groups; hours, money and counts as they are written."""
    procedure = a_complete_procedure(department=unit, status=FormStatus.ACCEPTED, name="Cho mượn", code="1.5")
    review = a_proposing_review(procedure=procedure)
    CostLine.objects.all().delete()
    book = openpyxl.Workbook()
    page = book.active
    for row in (
        ["Mã số thủ tục", "Công việc", "Hoạt động, cách thức cụ thể", "Hiện hành", None, None, None, "Sau đơn giản hóa", None, None, None, "Nguồn số liệu"],
        [None, None, None, "Thời gian (giờ)", "Phí, lệ phí, khác", "Số lần/năm", "Số đối tượng/năm", "Thời gian (giờ)", "Phí, lệ phí, khác", "Số lần/năm", "Số đối tượng/năm", None],
        ["1.5", "Chuẩn bị hồ sơ", "Tờ trình", "1,5 giờ", None, 10, "1.200", 0.5, None, 10, 1200, "khảo sát"],
        ["1.5", "Nộp phí, lệ phí, chi phí khác", None, None, "1.234.567 đồng", 1, 1, None, 0, 1, 1, "ước tính"],
    ):  # fmt: skip
        page.append(row)
    for merged in ("A1:A2", "B1:B2", "C1:C2", "D1:G1", "H1:K1", "L1:L2"):
        page.merge_cells(merged)

    plan = planned("costs", saved(book), room)

    assert [doubt.message for doubt in plan.open_questions] == ["“1.200” là 1.200 hay 1,200?"]
    assert plan.faults == []
    first, second = plan.rows
    assert (first.values["current_hours"], first.values["proposed_hours"]) == (Decimal("1.5"), Decimal("0.5"))
    assert (second.values["activity"], second.values["current_fees"]) == (3, Decimal(1_234_567))
    assert first.stored.pk == review.pk


def test_control_characters_and_more_than_a_box_holds(unit, room):
    """16: each is said at its cell; nothing is cut in silence."""
    raw = "Mã đơn vị,Tên đơn vị\nA\x07B,Phòng một\nC,{}\n".format("x" * 300).encode()

    plan = planned("departments", raw, room, "don-vi.csv")

    assert [(doubt.row, doubt.key, doubt.suggested) for doubt in plan.open_questions] == [(2, "code", "AB")]
    assert [(fault.row, fault.key) for fault in plan.faults] == [(3, "name")]
    assert "300 ký tự, nhiều nhất là 200" in plan.faults[0].message


@pytest.mark.parametrize("key", ["portal-list", "procedures"])
def test_the_list_that_the_portal_exports(key, real_data):
    unit = a_department()
    known = a_field(agency=unit.agency, name="Luật sư")
    kind, room = KINDS[key], Room(unit.agency, department=unit)
    tables = filled_from(key, (real_data / LIST).read_bytes(), room, LIST)

    plan = kind.plan(tables, room)
    written = kind.write(plan, room)

    assert (len(plan.rows), written.created) == (271, 271)
    procedure = Procedure.objects.get(code="1.002099")
    assert (procedure.field, procedure.executing_agency) == (known, "Sở Tư Pháp")
    assert procedure.notes == "Cơ quan ban hành theo danh sách của cổng: Bộ Tư pháp"
    again = kind.plan(tables, room)
    assert {row.fate for row in again.rows} == {Fate.UNCHANGED}


def test_a_field_of_work_that_the_agency_does_not_have_goes_into_the_notes(unit, room):
    """17: doubted, not refused; in its box once the agency has it."""
    raw = an_xlsx(
        ["Mã số", "Tên", "Cơ quan ban hành", "Lĩnh vực"], ["1.1", "Cấp thẻ", "Bộ A\nBộ B", "Luật sư"]
    )
    kind = KINDS["procedures"]

    plan = planned("procedures", raw, room)
    kind.write(plan, room)

    assert ([doubt.key for doubt in plan.doubts], plan.faults) == (["field"], [])
    notes = "Cơ quan ban hành theo danh sách của cổng: Bộ A; Bộ B\nLĩnh vực ở nguồn: Luật sư"
    assert (Procedure.objects.get().notes, Procedure.objects.get().field) == (notes, None)
    assert outcome(planned("procedures", raw, room)) == [(2, "UNCHANGED", "Cấp thẻ")]

    field = a_field(agency=unit.agency, name="Luật sư")
    written = kind.write(planned("procedures", raw, room), room)

    assert (Procedure.objects.get().notes, Procedure.objects.get().field) == (notes.split("\n")[0], field)
    kind.undo(written.record, room)
    assert (Procedure.objects.get().notes, Procedure.objects.get().field) == (notes, None)


def test_rows_that_go_on_with_what_stands_above(unit, room):
    """18: the procedure and the activity stand once, the rows below leave them blank; “nt” for the one above."""
    for name, code in (("Nghiệm thu", "2.1"), ("Cho mượn", "2.2")):
        procedure = a_complete_procedure(department=unit, status=FormStatus.ACCEPTED, name=name, code=code)
        a_proposing_review(procedure=procedure)
    CostLine.objects.all().delete()
    raw = an_xlsx(
        ["BẢNG TÍNH CHI PHÍ"],
        ["Mã TTHC", "Các công việc khi thực hiện TTHC", "Hoạt động", "T.gian (giờ)", "Số lần/năm", "Ghi chú"],
        ["2.1", "Chuẩn bị hồ sơ", "Đơn", 1, 1, "khảo sát"],
        [None, None, "Báo cáo", "02 giờ 30 phút", 1, "nt"],
        [None, "Nộp hồ sơ", "Trực tiếp", "½", 1, None],
        ["2.2", None, "Phiếu", 0.25, 1, None],
    )

    plan = planned("costs", raw, room)

    assert outcome(plan) == [
        (3, "NEW", "Đơn"),
        (4, "NEW", "Báo cáo"),
        (5, "NEW", "Trực tiếp"),
        (6, "FAULTY", "Phiếu"),
    ]
    assert [row.values.get("activity") for row in plan.rows] == [1, 1, 2, None]
    assert plan.rows[0].parent == plan.rows[1].parent == plan.rows[2].parent != plan.rows[3].parent
    assert [(fault.row, fault.column) for fault in plan.faults] == [(6, "Các công việc khi thực hiện TTHC")]
    assert [(doubt.row, doubt.key, doubt.suggested) for doubt in plan.open_questions] == [
        (4, "source_note", "khảo sát"),
        (5, "current_hours", Decimal("0.5")),
    ]
    assert [(doubt.row, doubt.key) for doubt in plan.doubts if not doubt.asked] == [
        (4, "activity"),
        (4, "owner_code"),
        (5, "owner_code"),
    ]


def test_headings_in_a_font_of_capitals(unit, room):
    """19: title and headings in .VnTimeH, the rows in .VnTime: only the former are capitals."""
    book = openpyxl.Workbook()
    page = book.active
    for row in (
        ["danh mục thủ tục hành chính nội bộ"],
        [],
        ["tt", "tên thủ tục", "thời hạn giải quyết", "cơ quan thực hiện"],
        ["(1)", "(2)", "(3)", "(4)"],
        [1, "Xét tặng kỷ niệm chương", "10 ngày làm việc", "Văn phòng Sở"],
        ["", "tổng cộng", "1", ""],
    ):
        page.append([in_old(cell, Encoding.TCVN3) if isinstance(cell, str) else cell for cell in row])
    for row in page.iter_rows():
        for cell in row:
            cell.font = Font(name=".VnTimeH" if cell.row < 5 else ".VnTime")

    plan = planned("procedures", saved(book), room)

    assert outcome(plan) == [(5, "NEW", "Xét tặng kỷ niệm chương")]
    (row,) = plan.rows
    assert (row.values["executing_agency"], row.values["time_limit"]) == (
        "Văn phòng Sở",
        Span(Decimal(10), "WORKING_DAY"),
    )
    assert (plan.faults, plan.doubts) == ([], [])


def test_a_form_with_three_rows_of_headings_under_fields_of_work(unit, room):
    """20: the official form: national heading, groups of headings, fields of work between the rows, signatures."""
    field = a_field(agency=unit.agency, name="Sở hữu trí tuệ")
    book = openpyxl.Workbook()
    page = book.active
    for row in (
        ["SỞ KHOA HỌC VÀ CÔNG NGHỆ", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        [None, None, None, "Độc lập - Tự do - Hạnh phúc"],
        [None] * 6 + ["Biểu số 01"],
        ["BIỂU THỐNG KÊ THỦ TỤC HÀNH CHÍNH NỘI BỘ (minh họa)"],
        ["TT", "Tên TTHC NB", "Thời hạn, hồ sơ", None, None, "CQ thực hiện", "G.chú"],
        [None, None, "T.gian g.quyết", "Hồ sơ"],
        [None, None, None, "SLHS", "TPHS"],
        ["A", "B", "1", "2", "3", "4", "5"],
        ["I. LĨNH VỰC SỞ HỮU TRÍ TUỆ"],
        [
            1,
            "Hỗ trợ sáng chế",
            "10 ngày LV",
            "02 bộ (01 bản chính, 01 bản sao)",
            "- Đơn\n- Bản mô tả",
            "Phòng QLKH",
        ],
        ["II. LĨNH VỰC KHÁC"],
        [2, "Sao y", "02 giờ 30 phút", "01 bộ", "Bản chính", "nt", "trong ngày"],
        ["Tổng số: 02 thủ tục"],
        [],
        [None, "NGƯỜI LẬP BIỂU", None, None, None, "GIÁM ĐỐC"],
    ):
        page.append(row)
    for merged in (
        "A1:C1",
        "D1:G1",
        "D2:G2",
        "A4:G4",
        "A5:A7",
        "B5:B7",
        "C5:E5",
        "F5:F7",
        "G5:G7",
        "C6:C7",
        "D6:E6",
        "A9:G9",
        "A11:G11",
        "A13:G13",
    ):
        page.merge_cells(merged)

    plan = planned("procedures", saved(book), room)

    main = [row for row in plan.rows if row.sheet == "procedures"]
    wanted = ("name", "field", "time_limit", "dossier_sets", "executing_agency", "notes")
    assert [(row.number, *(row.values.get(key) or None for key in wanted)) for row in main] == [
        (10, "Hỗ trợ sáng chế", field.pk, Span(Decimal(10), "WORKING_DAY"), 2, "Phòng QLKH", None),
        (12, "Sao y", None, Span(Decimal("2.5"), "HOUR"), 1, "Phòng QLKH", "trong ngày"),
    ]
    assert [(row.number, row.label) for row in plan.rows if row.sheet == "dossier_items"] == [
        (10, "Đơn"), (10, "Bản mô tả"), (12, "Bản chính"),
    ]  # fmt: skip
    assert [(doubt.row, doubt.key) for doubt in plan.open_questions] == [(12, "executing_agency")]
    assert plan.faults == []


def test_people_listed_under_their_units(unit, room):
    """21: an address list, whose units stand between the rows, one of them by its code."""
    office = a_department(agency=unit.agency, code="VP", name="Văn phòng Sở")
    raw = an_xlsx(
        ["TT", "Họ và tên", "Chức vụ", "Tên đăng nhập", "Vai trò", "E-mail"],
        ["I", "Văn phòng Sở (01 người)"],
        [1, "Lê Thị Hoa", "Chánh Văn phòng", "hoalt", "Trưởng phòng", "hoa@minh-hoa.example"],
        ["II", "P. QLKH"],
        [2, "Đỗ Quý", "Chuyên viên", "quyd", "chuyên viên", "quyd(at)minh-hoa"],
    )

    plan = planned("users", raw, Room(unit.agency))

    assert outcome(plan) == [(3, "NEW", "Lê Thị Hoa"), (5, "FAULTY", "Đỗ Quý")]
    assert [row.values["department"] for row in plan.rows] == [office.pk, unit.pk]
    assert [(fault.row, fault.column, fault.value) for fault in plan.faults] == [
        (5, "E-mail", "quyd(at)minh-hoa")
    ]


def test_a_list_of_documents_in_windows_1258(unit, room):
    """22: .csv with semicolons and in bytes of Windows-1258; number and day in one column."""
    lines = [
        ["DANH MỤC VĂN BẢN", "", "", ""],
        ["Tên loại văn bản", "Số, ký hiệu; ngày, tháng, năm ban hành văn bản", "Trích yếu nội dung", "Nơi ban hành"],
        ["Quyết định", "15/2020/QĐ-UBND ngày 12/3/2020", "Quản lý nhiệm vụ", "Ủy ban nhân dân tỉnh"],
        ["Nghị quyết", "07/2021/NQ-HĐND ngày 16/7/2021", "Chính sách hỗ trợ", "Hội đồng nhân dân tỉnh"],
        ["Thông báo", "8/TB-MH", "Nghỉ lễ", ""],
    ]  # fmt: skip
    written = "\r\n".join(";".join(f'"{cell}"' for cell in line) for line in lines)

    plan = planned("documents", half_composed(written).encode("cp1258"), room, "van-ban.csv")

    assert [(row.values["number"], row.values["kind"], row.values.get("issued_on")) for row in plan.rows] == [
        ("15/2020/QĐ-UBND", "DECISION", date(2020, 3, 12)),
        ("07/2021/NQ-HĐND", "RESOLUTION", date(2021, 7, 16)),
        ("8/TB-MH", "OTHER", None),
    ]
    assert plan.rows[0].values["issuing_body"] == "Ủy ban nhân dân tỉnh"
    assert [(fault.row, fault.column) for fault in plan.faults] == [(5, "Nơi ban hành")]


def test_two_tables_on_a_sheet_and_pages_with_their_headings(unit, room):
    """23: what is printed: headings on each page, then a summary by unit under a title of its own."""
    heads = ["STT", "TEN THU TUC HANH CHINH", "THOI HANG GIAI QUYET", "Cơ quan thưc hiên"]
    raw = an_xlsx(
        heads,
        [1, "Một", "01 ngày", "VP"],
        ["Trang 1/2"],
        [head.replace(" ", "  ") for head in heads],
        [2, "Hai", "15-20 ngày", "VP"],
        [],
        ["2. TỔNG HỢP THEO ĐƠN VỊ"],
        ["STT", "Đơn vị", "Số TTHC", "Ghi chú"],
        [1, "Văn phòng", 2],
    )

    plan = planned("procedures", raw, room)

    assert outcome(plan) == [(2, "NEW", "Một"), (5, "NEW", "Hai")]
    assert [(doubt.row, doubt.suggested) for doubt in plan.open_questions] == [(5, Span(Decimal(20), "DAY"))]


def test_the_tasks_of_a_plan_as_its_appendix_says_them(unit, room):
    """24: last days in words, “nt”, units written short, a text file of TCVN3 bytes with tabs."""
    a_department(agency=unit.agency, code="VP", name="Văn phòng Sở")
    a_plan(agency=unit.agency)
    lines = [
        ["tt", "nội dung công việc", "đơn vị chủ trì", "thời gian hoàn thành"],
        ["1", "thành lập tổ rà soát", "vp sở", "trước 10/11/2022"],
        ["2", "tập huấn", "nt", "quý i/2023"],
        ["3", "thống kê", "p. qlkh", "31.3.2023"],
        ["4", "báo cáo", "văn phòng sở", "hằng năm"],
    ]
    written = "\r\n".join("\t".join(line) for line in lines)

    plan = planned("tasks", in_old(written, Encoding.TCVN3).encode("latin-1"), room, "viec.txt")

    assert outcome(plan) == [
        (2, "NEW", "thành lập tổ rà soát"),
        (3, "NEW", "tập huấn"),
        (4, "NEW", "thống kê"),
        (5, "FAULTY", "báo cáo"),
    ]
    assert [row.values.get("due_on") for row in plan.rows] == [
        date(2022, 11, 9), date(2023, 3, 31), date(2023, 3, 31), None,
    ]  # fmt: skip
    assert [(doubt.row, doubt.key) for doubt in plan.open_questions] == [(3, "lead_unit"), (3, "due_on")]
    assert [(fault.row, fault.column, fault.value) for fault in plan.faults] == [
        (5, "thời gian hoàn thành", "hằng năm")
    ]


def test_a_table_of_steps_alone_of_procedures_that_are_not_there(unit, room):
    """25: name and steps on one sheet, the name merged downwards or blank; each new procedure is asked about."""
    a_procedure(department=unit, name="Mượn thiết bị đo")
    book = openpyxl.Workbook()
    page = book.active
    for row in (
        ["TT", "Tên thủ tục", "Bước", "Nội dung công việc", "Người thực hiện", "Thời gian"],
        [1, "Cấp giấy ra vào kho", "B1", "Tiếp nhận", "Văn thư", "0,5 ngày"],
        [None, None, "B2", "Thẩm định", "Chuyên viên", "02 ngày LV"],
        [2, "Mượn thiết bị đo", "B1", "Đăng ký", "Chuyên viên", "1 giờ"],
        [None, None, "B2", "Giao thiết bị", "Thủ kho", "02 giờ"],
    ):
        page.append(row)
    page.merge_cells("B2:B3")
    kind = KINDS["procedures"]
    (filled,) = filled_from("procedures", saved(book), room)

    asked = kind.plan([filled], room)
    plan = kind.plan(
        [replace(filled, agreed={(doubt.row, doubt.key) for doubt in asked.open_questions})], room
    )
    kind.write(plan, room)

    assert [(row.sheet, row.number, row.fate.value, row.label) for row in asked.rows] == [
        ("procedures", 2, "NEW", "Cấp giấy ra vào kho"),
        ("steps", 2, "NEW", "Tiếp nhận"),
        ("steps", 3, "NEW", "Thẩm định"),
        ("steps", 4, "NEW", "Đăng ký"),
        ("steps", 5, "NEW", "Giao thiết bị"),
    ]
    assert [(doubt.row, doubt.message[:28]) for doubt in asked.open_questions] == [
        (2, "Tệp chỉ nêu tên thủ tục này ")
    ]
    assert (asked.faults, plan.open_questions) == ([], [])
    assert {one.name: [step.work for step in one.steps.all()] for one in Procedure.objects.all()} == {
        "Cấp giấy ra vào kho": ["Tiếp nhận", "Thẩm định"],
        "Mượn thiết bị đo": ["Đăng ký", "Giao thiết bị"],
    }


def test_names_beside_steps_that_differ_in_blanks_alone_are_one_procedure(room, unit):
    raw = an_xlsx(
        ["Tên thủ tục", "Ai thực hiện", "Việc phải làm", "Thời gian"],
        ["Cấp thẻ kho", "Văn thư", "Nhận", "0,5 ngày"],
        ["Cấp thẻ  kho ", "Thủ kho", "Soạn", "1 giờ"],
        ["cấp thẻ\u00a0kho", "Thủ kho", "Giao", "1 giờ"],
    )

    plan = planned("procedures", raw, room)

    assert outcome(plan) == [
        (2, "NEW", "Cấp thẻ kho"),
        (2, "NEW", "Nhận"),
        (3, "NEW", "Soạn"),
        (4, "NEW", "Giao"),
    ]


def test_formulas_without_result_and_errors_of_excel(unit, room):
    """26: an STT that counts by a formula is no fault; the others name what stands in the cell."""
    raw = an_xlsx(
        ["STT", "Mã số", "Tên thủ tục", "Thời hạn giải quyết", "Số lượng hồ sơ"],
        ["=ROW()-1", "9.1", "Cấp A", "05 ngày", 1],
        ["=ROW()-1", "#REF!", "Cấp B", "#N/A", "=1+1"],
    )

    plan = planned("procedures", raw, room)

    assert outcome(plan) == [(2, "NEW", "Cấp A"), (3, "FAULTY", "Cấp B")]
    assert [(fault.row, fault.column, fault.value) for fault in plan.faults] == [
        (3, "Mã số", "#REF!"),
        (3, "Thời hạn giải quyết", "#N/A"),
        (3, "Số lượng hồ sơ", "#CHƯA TÍNH"),
    ]


def test_costs_and_steps_under_the_names_of_their_procedures(unit, room):
    """27: the procedure is a heading between the rows, numbered I, II or merged across; one is not known."""
    a_procedure(department=unit, name="Cấp thẻ kho")
    a_procedure(department=unit, name="Đổi thẻ kho")
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Các bước"
    for row in (
        ["STT", "Việc phải làm", "Ai thực hiện", "Thời gian"],
        ["I", "Cấp thẻ kho"],
        ["B1", "Nhận", "Văn thư", "1 giờ"],
        ["2. Thủ tục: Đổi thẻ kho"],
        ["B1", "Thu thẻ cũ", "Thủ kho", "nt"],
        ["III", "Hủy thẻ kho"],
        ["B1", "Thu thẻ", "Thủ kho", "1 giờ"],
    ):
        page.append(row)
    page.merge_cells("A4:D4")

    plan = planned("procedures", saved(book), room)

    names = {one.pk: one.name for one in Procedure.objects.all()}
    assert [(row.number, row.fate.value, row.parent and names[row.parent[1]]) for row in plan.rows] == [
        (3, "NEW", "Cấp thẻ kho"),
        (5, "NEW", "Đổi thẻ kho"),
        (7, "FAULTY", None),
    ]


def test_names_in_two_columns(unit, room):
    """28: Họ và tên đệm beside Tên; machine-made headings with lines below."""
    raw = "tai_khoan;Họ và tên đệm;Tên;vai_tro;phong_ban\nannv;Nguyễn Văn;An;CV;QLKH\n".encode("utf-8-sig")

    plan = planned("users", raw, Room(unit.agency), "can-bo.csv")

    (row,) = plan.rows
    assert (row.values["full_name"], row.values["role"], row.values["department"]) == (
        "Nguyễn Văn An",
        "STAFF",
        unit.pk,
    )
    assert (plan.faults, plan.doubts) == ([], [])


def stock_all(unit):
    """Rows of every kind, with texts that are hard on a sheet."""
    a_document(
        drafting_unit=unit, number="12/QĐ-MH", issued_on=date(2022, 3, 1), title="Quy chế  hai dấu cách "
    )
    a_document(drafting_unit=unit, number="13/QĐ-MH", status="EXPIRED", expired_on=date(2023, 1, 1))
    other = a_department(agency=unit.agency, successor=unit, valid_to=date(2024, 12, 31))
    a_user(Role.HEAD, unit, email="truongphong@minh-hoa.example")
    a_user(Role.ADMIN)
    plan = a_plan(agency=unit.agency)
    task = plan.tasks.create(title="Tập huấn", lead_unit=unit, due_before=date(2023, 4, 1), order=1)
    task.coordinating_units.add(other)
    plan.tasks.create(title="Thống kê", done_on=date(2023, 3, 1))
    procedure = a_complete_procedure(
        department=unit, status=FormStatus.ACCEPTED, code="1.10", name="=Cho mượn", notes="x" * 40_000
    )
    procedure.steps.create(
        work="Dòng một\nDòng hai", duration_value=Decimal("1.5"), duration_unit="MONTH", position=2
    )
    a_complete_procedure(department=unit, name="<r>đậm</r> & ‘nháy’", times_per_year=Decimal("0.25"))
    a_proposing_review(procedure=procedure, questionnaire=a_questionnaire(), answers={"1.b": "no"})


@pytest.mark.parametrize("key", KINDS)
def test_a_workbook_read_in_again_says_unchanged_for_every_row(key, unit):
    """Round trip of every kind through a real file."""
    stock_all(unit)
    room = Room(unit.agency)
    out = io.BytesIO()

    write_kind(out, KINDS[key], room)
    plan = planned(key, out.getvalue(), room)

    assert plan.rows
    assert [(row, row.faults, row.doubts) for row in plan.rows if row.fate != Fate.UNCHANGED] == []
    assert (plan.faults, plan.doubts) == ([], [])


@pytest.mark.parametrize("key", KINDS)
def test_a_blank_form_has_every_column_and_no_row(key, unit):
    room = Room(unit.agency)
    out = io.BytesIO()

    write_blank(out, KINDS[key], room)
    tables = filled_from(key, out.getvalue(), room)

    assert [table.sheet for table in tables] == [sheet.key for sheet in KINDS[key].sheets(room)]
    for table, sheet in zip(tables, KINDS[key].sheets(room), strict=True):
        assert set(table.mapping) == {column.key for column in sheet.visible}
        assert table.table.rows == []


@pytest.mark.parametrize("key", KINDS)
def test_every_column_says_what_to_write(key, unit):
    a_questionnaire()

    silent = [
        (sheet.key, column.heading)
        for sheet in KINDS[key].sheets(Room(unit.agency))
        for column in sheet.visible
        if not column.help
    ]

    assert silent == []
