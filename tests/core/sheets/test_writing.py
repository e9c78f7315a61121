"""Exports and blank forms: what Excel shows, what stands in them beside the cells, and that they are read in again."""

import io
from datetime import date, timedelta
from decimal import Decimal

import openpyxl
import pytest

from tests.core.sheets.made import the_table
from tthc.core.amounts import Span
from tthc.core.refusal import Refusal
from tthc.core.sheets import long_cells
from tthc.core.sheets.columns import CellKind, Column
from tthc.core.sheets.headings import guess_columns
from tthc.core.sheets.opening import open_file
from tthc.core.sheets.rows import read_rows
from tthc.core.sheets.writing import OutSheet, write_blank_form, write_export

GROUPS = (("A", "Nhóm A – giữa cơ quan hành chính"), ("B", "Nhóm B – trong nội bộ cơ quan"))
MANY = tuple((number, f"Lĩnh vực thứ {number} của cả nước") for number in range(100))
COLUMNS = (
    Column(key="id", heading="Mã hệ thống", kind=CellKind.IDENTIFIER, hidden=True),
    Column(key="code", heading="Mã số", kind=CellKind.IDENTIFIER, width=12),
    Column(key="name", heading="Tên thủ tục", width=40, required=True, help="Ghi đủ tên.", example="Xét duyệt đề tài"),
    Column(key="group", heading="Nhóm", kind=CellKind.CHOICE, choices=GROUPS),
    Column(key="field", heading="Lĩnh vực", kind=CellKind.CHOICE, choices=lambda: MANY),
    Column(key="time", heading="Thời hạn", kind=CellKind.DURATION),
    Column(key="issued", heading="Ngày ban hành", kind=CellKind.DATE),
    Column(key="now", heading="Giờ", group="Hiện tại", kind=CellKind.HOURS),
    Column(key="now_cost", heading="Phí", group="Hiện tại", kind=CellKind.MONEY),
    Column(key="then", heading="Giờ", group="Sau đơn giản hóa", kind=CellKind.HOURS),
    Column(key="sets", heading="Số bộ", kind=CellKind.COUNT, units=("bộ",)),
    Column(key="open", heading="Đã công khai", kind=CellKind.YES_NO),
    Column(key="channels", heading="Cách thức", kind=CellKind.CHOICES, choices=(("D", "Trực tiếp"), ("O", "Trực tuyến"))),
)  # fmt: skip
ROWS = [
    (
        "17", "1.000120", "Xét duyệt đề tài", "A", 99, Span(Decimal(5), "WORKING_DAY"), date(2023, 3, 31),
        Decimal("1.5"), Decimal(1_234_567), Decimal(0), 2, True, ("D", "O"),
    ),
    ("18", "", "=1+1 dòng\nhai & <b>", "", "", None, None, None, None, None, None, None, ()),
    ("19", "007", "<r>không phải định dạng</r>", "B", 0, Span(Decimal("0.5"), "HOUR"), date(1900, 1, 2), Decimal("1234.25"),
     None, Decimal("0.25"), 0, False, ("O",)),
]  # fmt: skip


def exported(*sheets: OutSheet) -> bytes:
    out = io.BytesIO()
    write_export(out, sheets)
    return out.getvalue()


def read_back(data: bytes, columns=COLUMNS) -> list[tuple]:
    table = the_table(data, columns)
    guesses = guess_columns(table.headings, columns)
    rows = read_rows(table, {index: guess.column for index, guess in guesses.items()})
    assert [row.faults + row.doubts for row in rows] == [[]] * len(rows)
    return [tuple(row.values[column.key] for column in columns) for row in rows]


def test_export_is_read_back_as_it_was_written():
    data = exported(
        OutSheet(name="Thủ tục: 2023/[1]", columns=COLUMNS, rows=ROWS, titles=("DANH MỤC", "đến 31/3/2023"))
    )

    assert read_back(data) == ROWS


def test_export_is_laid_out_for_screen_and_paper():
    data = exported(
        OutSheet(name="Thủ tục: 2023/[1]", columns=COLUMNS, rows=ROWS, titles=("DANH MỤC", "đến 31/3/2023"))
    )

    sheet = openpyxl.load_workbook(io.BytesIO(data))["Thủ tục  2023  1"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_cols) == ("D5", "A4:M7", "$A:$C")
    assert (sheet.print_title_rows, sheet.page_setup.orientation, sheet.page_setup.paperSize) == (
        "$3:$4",
        "landscape",
        9,
    )
    assert (
        sheet.page_setup.fitToWidth,
        sheet.page_setup.fitToHeight,
        sheet.sheet_properties.pageSetUpPr.fitToPage,
    ) == (2, 0, True)
    assert "&P/&N" in sheet.oddFooter.right.text or "Trang" in sheet.oddFooter.right.text
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {
        "H3:I3",
        *(f"{c}3:{c}4" for c in "ABCDEFGKLM"),
    }
    assert [sheet.column_dimensions[letter].hidden for letter in "AB"] == [True, False]
    assert sheet["B1"].value == "DANH MỤC"
    assert (sheet["G5"].number_format, sheet["I5"].number_format, sheet["H5"].number_format) == (
        "dd/mm/yyyy",
        "#,##0",
        "#,##0.0###",
    )
    assert (sheet["H5"].value, sheet["I5"].value, sheet["K5"].value) == (1.5, 1_234_567, 2)
    assert sheet["C6"].value == "=1+1 dòng\nhai & <b>"
    assert (sheet["C6"].data_type, sheet["C6"].quotePrefix, sheet["C5"].quotePrefix) == ("s", True, False)
    assert sheet["C5"].alignment.wrap_text


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("💣" * 20, "💣" * 15),
        ("a" * 30 + "'b", "a" * 30),
        ("a\x01b\ufffe", "a b"),
        ("'", "Trang"),
        ("History", "History (2)"),
        ("_danh_sach", "_danh_sach (2)"),
    ],
)
def test_sheet_gets_a_name_that_excel_takes(name, kept):
    column = Column(key="a", heading="A", kind=CellKind.YES_NO)

    data = exported(OutSheet(name=name, columns=[column], rows=[]))

    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == [kept, "_danh_sach"]


def test_narrow_sheet_stands_on_one_page_across():
    data = exported(OutSheet(name="A", columns=COLUMNS[:4], rows=[row[:4] for row in ROWS]))

    sheet = openpyxl.load_workbook(io.BytesIO(data))["A"]

    # 1 is what a sheet has that says nothing.
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight, sheet.freeze_panes) == (None, 0, "A2")
    assert [sheet.row_dimensions[number].height for number in (2, 3)] == [32, 32]


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t"])
def test_text_is_never_a_formula(first):
    column = Column(key="name", heading="Tên")
    data = exported(OutSheet(name="A", columns=[column], rows=[(f"{first}HYPERLINK(1)",)]))

    cell = openpyxl.load_workbook(io.BytesIO(data))["A"]["A2"]

    assert (cell.value, cell.data_type, cell.quotePrefix) == (f"{first}HYPERLINK(1)", "s", True)


def test_control_characters_and_escapes_come_back_letter_by_letter():
    words = "a\x0bb\x01c _x0041_ \x1f &amp; </t>"
    data = exported(
        OutSheet(name="A", columns=[Column(key="name", heading="Tên")], rows=[(words,), ("mất \ud800 nửa",)])
    )

    rows = open_file(data, "a.xlsx").sheets[0].rows

    assert rows == [["Tên"], [words], ["mất \ufffd nửa"]]


def test_text_longer_than_a_cell_is_carried_on_and_joined_again():
    column = Column(key="name", heading="Tên")
    words = ["".join(f"{number} " for number in range(20_000)), "ngắn", "😀" * 17_000]
    data = exported(OutSheet(name="A", columns=[column], rows=[(text,) for text in words]))

    cells = [
        cell.value for sheet in openpyxl.load_workbook(io.BytesIO(data)) for row in sheet for cell in row
    ]
    assert max(len(str(cell).encode("utf-16-le")) // 2 for cell in cells) <= 32_767
    assert read_back(data, (column,)) == [(text.strip(),) for text in words]


def test_long_text_whose_rest_was_lost_is_a_fault():
    column = Column(key="name", heading="Tên")
    data = exported(OutSheet(name="A", columns=[column], rows=[("x" * 40_000,)]))
    book = openpyxl.load_workbook(io.BytesIO(data))
    del book["Ô quá dài"]
    out = io.BytesIO()
    book.save(out)

    table = the_table(out.getvalue(), (column,))
    (row,) = read_rows(table, {0: column})

    assert [fault.message.partition(";")[0] for fault in row.faults] == [
        "Ô này chỉ có phần đầu của một nội dung dài"
    ]


def rests_changed(change):
    """What is read of an export with a long text after somebody worked on the sheet of rests."""
    words = "".join(f"{number} " for number in range(12_000))
    column = Column(key="name", heading="Tên")
    book = openpyxl.load_workbook(io.BytesIO(exported(OutSheet(name="A", columns=[column], rows=[(words,)]))))
    change(book["Ô quá dài"])
    out = io.BytesIO()
    book.save(out)
    table = the_table(out.getvalue(), (column,))
    return words.strip(), read_rows(table, {0: column})[0]


def upside_down(sheet):
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for number, row in enumerate(reversed(rows), start=2):
        for place, value in enumerate(row, start=1):
            sheet.cell(number, place).value = value


def with_odd_rows(sheet):
    for number in (timedelta(days=3), None, True, date(2023, 1, 1), "một", -1, 1e300):
        sheet.append([number, number, "lạc vào đây"])


@pytest.mark.parametrize("change", [upside_down, with_odd_rows])
def test_long_text_outlives_sorting_of_its_rest_and_odd_rows_beside_it(change):
    words, row = rests_changed(change)

    assert (row.values, row.faults) == ({"name": words}, [])


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: sheet.delete_rows(2),
        lambda sheet: sheet.delete_rows(4),
        lambda sheet: sheet.cell(3, 2, 9),
    ],
    ids=["first", "last", "numbered otherwise"],
)
def test_long_text_without_one_of_its_parts_is_a_fault(change):
    _, row = rests_changed(change)

    assert [fault.message.partition(";")[0] for fault in row.faults] == [
        "Ô này chỉ có phần đầu của một nội dung dài"
    ]


def test_long_rest_that_many_cells_point_at_is_refused(monkeypatch):
    column = Column(key="name", heading="Tên")
    book = openpyxl.load_workbook(
        io.BytesIO(exported(OutSheet(name="A", columns=[column], rows=[("x y " * 20_000,)])))
    )
    for _ in range(50):
        book["A"].append([book["A"]["A2"].value])
    out = io.BytesIO()
    book.save(out)
    monkeypatch.setattr(long_cells, "MOST_JOINED", 1_000_000)

    with pytest.raises(Refusal, match="dài quá mức một bảng tính"):
        open_file(out.getvalue(), "a.xlsx")


def test_number_of_more_digits_than_excel_keeps_is_written_as_text():
    column = Column(key="cost", heading="Phí", kind=CellKind.MONEY)
    data = exported(
        OutSheet(name="A", columns=[column], rows=[(Decimal("123456789012345678"),), ("năm trăm",)])
    )

    assert open_file(data, "a.xlsx").sheets[0].rows == [["Phí"], ["123456789012345678"], ["năm trăm"]]


def test_rows_of_a_cursor_are_streamed():
    seen = []

    def rows():
        for number in range(3):
            seen.append(number)
            yield (number,)

    data = exported(
        OutSheet(name="A", columns=[Column(key="n", heading="Số", kind=CellKind.COUNT)], rows=rows()),
        OutSheet(name="a", columns=[Column(key="n", heading="Số", kind=CellKind.COUNT)]),
    )

    assert seen == [0, 1, 2]
    assert [(sheet.name, len(sheet.rows)) for sheet in open_file(data, "a.xlsx").sheets] == [
        ("A", 4),
        ("a (2)", 1),
    ]


def test_blank_form_explains_offers_and_checks():
    out = io.BytesIO()
    write_blank_form(out, [OutSheet(name="Thủ tục", columns=COLUMNS, titles=("BIỂU THỐNG KÊ",))])

    book = openpyxl.load_workbook(io.BytesIO(out.getvalue()))
    sheet = book["Thủ tục"]
    checks = {str(check.sqref).split(":")[0]: check for check in sheet.data_validations.dataValidation}
    lists = {name: defined.attr_text for name, defined in book.defined_names.items()}

    assert [cell.value for cell in sheet[2]][:3] == ["Mã số", "Tên thủ tục (*)", "Nhóm"]
    assert sheet["B2"].comment.text == "Ghi đủ tên.\nBắt buộc ghi.\nVí dụ: Xét duyệt đề tài"
    assert (checks["C4"].type, checks["C4"].formula1, checks["C4"].errorStyle) == (
        "list",
        "danh_sach_1",
        "warning",
    )
    assert (checks["D4"].formula1, lists["danh_sach_2"]) == ("danh_sach_2", "_danh_sach!$B$1:$B$100")
    assert [book["_danh_sach"][place].value for place in ("A1", "B100")] == [GROUPS[0][1], MANY[99][1]]
    assert book["_danh_sach"].sheet_state == "veryHidden"
    assert [sheet[place].number_format for place in ("A5", "F5", "H5")] == ["@", "dd/mm/yyyy", "#,##0"]
    assert [cell.value for cell in book["Hướng dẫn ghi"][5]] == [
        "Thủ tục",
        "Tên thủ tục",
        "Có",
        "Ghi đủ tên.",
        "Xét duyệt đề tài",
        None,
    ]


def test_blank_form_filled_in_is_read_like_an_export():
    out = io.BytesIO()
    write_blank_form(out, [OutSheet(name="Thủ tục", columns=COLUMNS, titles=("BIỂU THỐNG KÊ",))])
    book = openpyxl.load_workbook(io.BytesIO(out.getvalue()))
    book["Thủ tục"]["B4"], book["Thủ tục"]["D4"] = "Nghiệm thu", "linh vuc thu 7 cua ca nuoc"
    filled = io.BytesIO()
    book.save(filled)

    table = the_table(filled.getvalue(), COLUMNS)
    guesses = guess_columns(table.headings, COLUMNS)
    (row,) = read_rows(table, {index: guess.column for index, guess in guesses.items()})

    assert (row.number, row.values["name"], row.values["field"], row.faults) == (4, "Nghiệm thu", 7, [])
