"""Files are opened in a process of their own: what stands in them is told, what is hostile is refused and harms nobody."""

import contextlib
import io
import os
import random
import zipfile
import zlib
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Font

from tests.core.sheets.made import an_ods, an_ods_table, an_xls, an_xlsx, saved, with_part
from tthc.core.refusal import Refusal
from tthc.core.sheets import opening, safety, workbook
from tthc.core.sheets.columns import Column
from tthc.core.sheets.facts import NO_RESULT
from tthc.core.sheets.opening import open_file

ROWS = [["Tên thủ tục", "Số hồ sơ"], ["Xét duyệt đề tài", "12"]]
SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("name", "data", "sheet"),
    [
        ("a.xlsx", an_xlsx(*ROWS), "Trang 1"),
        ("a.xls", an_xls(*ROWS), "Trang 1"),
        ("a.ods", an_ods(an_ods_table(*ROWS)), "Trang 1"),
        ("Danh sách.csv", "Tên thủ tục,Số hồ sơ\nXét duyệt đề tài,12\n".encode(), "Danh sách"),
        ("bom.csv", "\ufeffTên thủ tục;Số hồ sơ\r\nXét duyệt đề tài;12\r\n".encode(), "bom"),
        ("excel.csv", "sep=;\r\nTên thủ tục;Số hồ sơ\r\nXét duyệt đề tài;12\r\n".encode(), "excel"),
        ("tab.txt", "\ufeffTên thủ tục\tSố hồ sơ\r\nXét duyệt đề tài\t12\r\n".encode("utf-16-le"), "tab"),
        ("no-mark.csv", "Tên thủ tục\tSố hồ sơ\r\nXét duyệt đề tài\t12\r\n".encode("utf-16-be"), "no-mark"),
        ("wrong-name.csv", an_xlsx(*ROWS), "Trang 1"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_format_gives_the_same_rows(name, data, sheet):
    file = open_file(data, name)

    assert [(one.name, one.rows) for one in file.sheets] == [(sheet, ROWS)]


@pytest.mark.parametrize(
    "text",
    [
        "DANH SÁCH THỦ TỤC\nKèm theo Công văn số 12, ngày 01/02/2023, của Sở\n\nTên,Mã,Nhóm\nA,1,B\nB,2,A\nNgười lập, ký tên\n",
        "Tên thủ tục\nXét duyệt đề tài\nNghiệm thu\n",
        "Tên;Mã\nI. Lĩnh vực khoa học\nXét;1\nDuyệt;2\nII. Lĩnh vực công nghệ\nCấp;3\n",
        "[1],[2]\nTên,Mã\nXét,1\n",
        "<Tên>,Mã\nXét,1\n",
    ],
    ids=["titles and notes", "one column", "groups", "numbering", "brackets"],
)
def test_table_written_as_text_is_one_for_all_that_stands_about_it(text):
    assert open_file(text.encode(), "a.csv").sheets[0].rows


def test_quotes_and_line_breaks_stay_inside_a_cell_of_csv():
    data = 'Tên,Ghi chú\n"Thủ tục ""A"", B","dòng 1\ndòng 2"\n'.encode()

    assert open_file(data, "a.csv").sheets[0].rows == [
        ["Tên", "Ghi chú"],
        ['Thủ tục "A", B', "dòng 1\ndòng 2"],
    ]


def test_bytes_of_an_old_encoding_keep_one_letter_each():
    file = open_file("Tªn thñ tôc,QuËn".encode("cp1252"), "a.csv")

    assert (file.encoding, file.sheets[0].rows) == ("windows-1252", [["Tªn thñ tôc", "QuËn"]])


def test_what_a_workbook_says_beside_its_cells():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Dữ liệu & <mẫu>"
    sheet["B2"], sheet["C2"], sheet["D3"], sheet["E3"] = (
        "x",
        2.5,
        date(2023, 3, 31),
        datetime(2023, 3, 31, 7, 30),
    )
    sheet["F3"], sheet["G3"] = True, "#N/A"
    sheet["B2"].font = Font(name=".VnTime")
    sheet.merge_cells("B2:B60")
    sheet.column_dimensions["A"].hidden = True
    sheet.row_dimensions[2].hidden = True
    book.create_sheet("Ẩn").sheet_state = "hidden"
    book.epoch = datetime(1904, 1, 1)

    file = open_file(saved(book), "a.xlsx")

    first, second = file.sheets
    assert first.rows == [
        ["", "", "", "", "", "", ""],
        ["", "x", 2.5, "", "", "", ""],
        ["", "", "", date(2023, 3, 31), datetime(2023, 3, 31, 7, 30), True, "#N/A"],
    ]
    assert (first.name, first.hidden, second.name, second.hidden) == ("Dữ liệu & <mẫu>", False, "Ẩn", True)
    assert (first.hidden_columns, first.hidden_rows, first.merged) == ({0}, {2}, ((2, 1, 3, 1),))
    assert (first.fonts[1], first.fonts[3], file.epoch_1904) == ([(2, ".VnTime")], [(3, "Calibri")], True)


def test_formula_gives_its_last_result_or_says_that_it_has_none():
    computed = b'<c r="B2"><f>1+1</f><v>2</v></c><c r="C2" t="str"><f>""</f><v></v></c>'
    data = with_part(
        an_xlsx(["a", "b", "c", "d"], ["=1+1"]),
        SHEET,
        lambda text: text.replace(b"</row></sheetData>", computed + b"</row></sheetData>"),
    )

    (sheet,) = open_file(data, "a.xlsx").sheets

    assert sheet.rows == [["a", "b", "c", "d"], [NO_RESULT, 2, "", ""]]
    with pytest.raises(ValueError, match="công thức chưa có kết quả"):
        Column(key="a", heading="A").reader()(sheet.rows[1][0])


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_what_the_other_formats_say_beside_their_cells(ending):
    """Files made once by LibreOffice: column B in .VnTime, column C and row 3 hidden, A8:C9 merged (row 9 blank), errors in column E."""
    data = (Path(__file__).parent / "files" / f"beside-cells.{ending}").read_bytes()

    file = open_file(data, f"a.{ending}")

    first, second = file.sheets
    assert (first.name, second.name) == ("Dữ liệu", "Khác")
    assert (first.hidden_columns, first.hidden_rows, first.merged) == ({2}, {3}, ((8, 0, 8, 2),))
    assert [font for _, font in first.fonts[1]][-1] == ".VnTime"
    assert [row[:5] for row in first.rows[1:4]] == [
        [0, "Së Khoa häc", 1.5, date(2023, 3, 31), "#N/A"],
        [1, "Së Khoa häc", 1.5, date(2023, 3, 31), "#DIV/0!"],
        [2, "Së Khoa häc", 1.5, date(2023, 3, 31), "#N/A"],
    ]


def test_range_merged_over_more_than_there_is_ends_where_the_sheet_does():
    merged = (
        b'</sheetData><mergeCells><mergeCell ref="A1:ZZZZ99999999"/><mergeCell ref="D1:E9"/></mergeCells>'
    )
    spanned = 'table:number-columns-spanned="4000000000" table:number-rows-spanned="4000000000"'
    files = [
        with_part(an_xlsx(*ROWS), SHEET, lambda text: text.replace(b"</sheetData>", merged)),
        an_ods(an_ods_table(*ROWS).replace("<table:table-cell", f"<table:table-cell {spanned}", 1)),
    ]

    assert [open_file(data, "a").sheets[0].merged for data in files] == [((1, 0, 2, 1),)] * 2


def test_number_that_is_none_says_so_in_its_cell():
    none = b'<c r="C1"><v>nan</v></c><c r="D1"><v>-1e999</v></c><c r="E1"><v>1e-320</v></c></row>'
    data = with_part(an_xlsx(["a", "b"]), SHEET, lambda text: text.replace(b"</row>", none))

    assert open_file(data, "a.xlsx").sheets[0].rows == [["a", "b", "#NUM!", "#NUM!", 1e-320]]


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_facts_of_a_damaged_file_are_left_out(ending):
    data = (Path(__file__).parent / "files" / f"beside-cells.{ending}").read_bytes()
    dice = random.Random(4)
    for _ in range(60):
        damaged = bytearray(data)
        for _ in range(12):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)

        # Nothing but what the parser refuses with a sentence.
        with contextlib.suppress(safety.Unsafe):
            workbook.describe(bytes(damaged), safety.type_of(bytes(damaged)))


def far(data: bytes) -> bytes:
    return data.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')


def many_parts() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(3_000):
            archive.writestr(f"xl/{number}.xml", "")
    return out.getvalue()


def lying_part() -> bytes:
    """A part that unpacks to 64 MB and declares 100 bytes."""
    data = with_part(an_xlsx(*ROWS), "xl/worksheets/sheet9.xml", lambda _: b"<a/>" * 25)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(b" " * 2**26) + packer.flush()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        place = archive.getinfo("xl/worksheets/sheet9.xml")
    start = place.header_offset + 30 + len(place.filename)
    return data[:start] + packed[: place.compress_size] + data[start + place.compress_size :]


def locked(data: bytes) -> bytes:
    """The .xls with the record that says: encrypted."""
    return data.replace(b"\x42\x00\x02\x00\xb0\x04", b"\x2f\x00\x02\x00\x01\x00")


def many_large_sheets() -> bytes:
    """Each may pass alone: 40 sheets with a cell in A1 and one in AZ50000."""
    book = openpyxl.Workbook()
    for _ in range(40):
        sheet = book.create_sheet()
        sheet["A1"] = sheet["AZ50000"] = 1
    return saved(book)


def dust(piece: bytes) -> bytes:
    """Some megabytes of it, not so alike that they pack like a bomb."""
    dice = random.Random(3)
    return b"".join(piece + str(dice.random()).encode() for _ in range(100_000))


BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "' + b"y" * 99 + b'">]><worksheet>&x;</worksheet>'
CELL = '<table:table-cell office:value-type="string" {}><text:p>x</text:p></table:table-cell>'
REPEATED = 'table:number-{}-repeated="{}"'
LETTER = """SỞ KHOA HỌC VÀ CÔNG NGHỆ
Kính gửi: Văn phòng Sở, các phòng, đơn vị
Thực hiện Kế hoạch số 12/KH-MH, Phòng Thử nghiệm báo cáo kết quả như sau:
1. Đã thống kê các thủ tục nội bộ, trong đó có nhóm A, nhóm B, nhóm khác.
2. Chưa rà soát.
Đề nghị Văn phòng Sở tổng hợp, báo cáo.
Trân trọng.
"""
HOSTILE = {
    "far cell": (with_part(an_xlsx(*ROWS), SHEET, far), "ô ở quá xa|dừng giữa chừng"),
    "far dimension": (
        with_part(an_xlsx(*ROWS), SHEET, lambda text: text.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')),
        "XFD1048576",
    ),
    "wide and long": (
        with_part(an_xlsx(*ROWS), SHEET, lambda text: far(text).replace(b"XFD1048576", b"ZZ190000").replace(b"1048576", b"190000")),
        "ZZ190000|dừng giữa chừng",
    ),
    "many large sheets": (many_large_sheets(), "hơn 3.000.000 ô"),
    "endless csv": (b"," * 3_000_000, "quá xa bảng .dòng 1, cột thứ 3.000.001."),
    "sheets without end": (
        with_part(an_xlsx(*ROWS), "xl/workbook.xml", lambda text: text.replace(
            b"</sheets>", b"".join(b'<sheet name="%d" sheetId="%d" r:id="rId1"/>' % (n, n) for n in range(9, 900))
            + b"</sheets>")),
        "quá nhiều trang tính",
    ),
    "long csv": (b"a,b\n" * 300_000, "B200001"),
    "cell without a place": (
        with_part(an_xlsx(*ROWS), SHEET, lambda text: far(text).replace(b'<c r="XFD', b'<c  r = "XFD')),
        "ô ở quá xa|dừng giữa chừng",
    ),
    "repeated cell of ods": (
        an_ods(f"<table:table table:name='A'><table:table-row {REPEATED.format('rows', 1_000_000)}>"
               f"{CELL.format(REPEATED.format('columns', 16_000))}</table:table-row></table:table>"),
        "quá xa",
    ),
    "cells of ods repeated to millions": (
        an_ods(f"<table:table table:name='A'><table:table-row {REPEATED.format('rows', 99_999)}>"
               f"{CELL.format(REPEATED.format('columns', 49))}</table:table-row></table:table>"),
        "hơn 3.000.000 ô",
    ),
    "tags that never end": (
        with_part(with_part(an_xlsx(*ROWS), SHEET, lambda text: text + dust(b'<c r="AA1" <row <col ')), "xl/styles.xml",
                  lambda text: text + dust(b"<fonts><cellXfs>")),
        "hỏng",
    ),
    "repeats that never end": (
        an_ods(dust(f"<table:table-row {REPEATED.format('rows', 300_000)} x=".encode()).decode()),
        "lặp lại quá xa",
    ),
    "zip bomb": (with_part(an_xlsx(*ROWS), SHEET, lambda text: text + b" " * 2**26), "giải nén"),
    "many parts": (many_parts(), "quá nhiều phần"),
    "lying part": (lying_part(), "hỏng"),
    "entities": (with_part(an_xlsx(*ROWS), SHEET, lambda _: BOMB), "DTD"),
    "entities in utf-16": (with_part(an_xlsx(*ROWS), SHEET, lambda _: BOMB.decode().encode("utf-16")), "DTD"),
    "dtd in ods": (with_part(an_ods(an_ods_table(*ROWS)), "content.xml", lambda _: BOMB), "DTD"),
    "locked xlsx": (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    "locked xls": (locked(an_xls(*ROWS)), "mật khẩu"),
    "locked ods": (an_ods(an_ods_table(*ROWS), "<manifest:encryption-data/>"), "mật khẩu"),
    "cut off": (an_xlsx(*ROWS)[:-200], "hỏng"),
    "broken sheet": (with_part(an_xlsx(*ROWS), SHEET, lambda text: text[:300]), "hỏng"),
    "broken xls": (an_xls(*ROWS)[:1500], "hỏng|dừng giữa chừng"),
    "web page": (b"<html><table><tr><td>1</td></tr></table></html>", "trang web"),
    "word": (with_part(b"PK\x05\x06" + b"\0" * 18, "word/document.xml", lambda _: b"<a/>"), "Word"),
    "picture": (b"\x89PNG\r\n" + bytes(range(256)) * 9, "không phải là tệp bảng tính"),
    "empty": (b"", "rỗng"),
    "web page in utf-16": ("<html><table><tr><td>1</td></tr></table></html>".encode("utf-16"), "Lưu thành"),
    "web page with a title": ("Danh sách\n<TABLE border='1'><TR><TD>1</TD></TR></TABLE>".encode(), "trang web"),
    "excel 3": (b"\x09\x02\x06\x00\0\0\x10\0\0\0" + b"\x04\x02\x09\0\0\0\0\0\0\0\1\0a" * 9, "đời quá cũ"),
    "slides in the old format": (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "PowerPoint Document".encode("utf-16-le"), "không phải là tệp bảng tính"),
    "numbers": (with_part(b"PK\x05\x06" + b"\0" * 18, "Index/Document.iwa", lambda _: b"a"), "Numbers"),
    "text of an open document": (with_part(
        an_ods(an_ods_table(*ROWS)), "content.xml", lambda text: text.replace(b"office:spreadsheet", b"office:text")),
        "không phải là tệp bảng tính"),
    "part twice but for its case": (with_part(an_xlsx(*ROWS), SHEET.upper(), lambda _: b"<worksheet/>"), "hỏng"),
    "quote that is never closed": (b'a,b\n1,"' + b"x,y\n" * 300_000, "ngoặc kép"),
    "piece of a web page": (b"<div class='a'>Danh s\xc3\xa1ch, 1</div>", "trang web"),
    "json": ('[\n  {"Tên thủ tục": "Xét duyệt", "Mã": 1}]'.encode(), "JSON"),
    "letter": (LETTER.encode(), "văn bản chữ"),
    "letter of an old program": (LETTER.encode("utf-16"), "văn bản chữ"),
    "program": (Path(safety.__file__).read_bytes(), "văn bản chữ"),
    "binary": (bytes(random.Random(5).randbytes(9_000)), "không phải là tệp bảng tính"),
    "binary with zeros": (b"".join(bytes([0, one]) for one in random.Random(6).randbytes(9_000)), "không phải"),
}  # fmt: skip


@pytest.mark.parametrize("what", HOSTILE)
def test_hostile_file_is_refused_before_it_is_opened(what):
    data, word = HOSTILE[what]
    before = os.times()

    with pytest.raises(Refusal, match=word):
        open_file(data, "a.xlsx")

    after = os.times()
    # Far from what opening it would take; `make bench` measures the second, which a busy machine stretches.
    assert sum(after[:4]) - sum(before[:4]) < 5, "CPU seconds of the worker and of the child"


@pytest.mark.parametrize(
    ("limit", "part", "pieces", "word"),
    [
        ("MOST_CELLS", SHEET, b'<c r="A1"><v>%d</v></c><c t="inlineStr"><is><t>b</t></is></c>', " ô, quá nhiều"),
        ("MOST_MERGED", SHEET, b'<mergeCells><mergeCell ref="A%d:B1"/><mergeCell ref="A2:B2"/></mergeCells>', "ô gộp"),
        ("MOST_RUNS", SHEET, b"<is><r><t>%d</t></r><r><rPr/><t>b</t></r></is>", "định dạng riêng"),
        ("MOST_RUNS", "xl/sharedStrings.xml", b"<si><r><t>%d</t></r><r><t>b</t></r></si>", "định dạng riêng"),
    ],
)  # fmt: skip
def test_workbook_of_countless_small_pieces_is_refused_by_their_number(
    monkeypatch, limit, part, pieces, word
):
    monkeypatch.setattr(safety, limit, 3)
    parts = {part: b'<row r="1">' + pieces % 1, "xl/worksheets/sheet2.xml": b"</row>"}

    safety.check_pieces(parts)
    with pytest.raises(safety.Unsafe, match=word):
        safety.check_pieces(parts | {part: pieces % 1 + pieces % 2})


@pytest.mark.parametrize(
    ("check", "told", "word"),
    [
        (safety.check_pieces, {"xl/workbook.xml": b'<sheet name="a"/>' * 2_001}, "quá nhiều trang tính"),
        (safety.check_pieces, {"xl/_rels/workbook.xml.rels": b"<Relationship />" * 2_001}, "quá nhiều phần"),
        (safety.check_pieces, {"xl/styles.xml": b"<xf/>" * 200_001}, "kiểu định dạng"),
        (safety.check_content, b"<style:style />" * 200_001, "kiểu định dạng"),
        (safety.check_content, b"<table:table />" * 2_001, "quá nhiều trang tính"),
        (safety.check_content, b"<text:span>" * 1_000_001, "định dạng riêng"),
    ],
)
def test_workbook_of_countless_sheets_or_styles_is_refused_by_their_number(check, told, word):
    with pytest.raises(safety.Unsafe, match=word):
        check(told)


def test_text_that_a_million_cells_point_at_is_refused():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write_string(0, 0, "x" * 30_000)
    rows = b"".join(b'<row r="%d">' % n + b'<c t="s"><v>0</v></c>' * 700 + b"</row>" for n in range(1, 21))
    data = with_part(
        out.getvalue(), SHEET, lambda text: text[: text.index(b"<row")] + rows + b"</sheetData></worksheet>"
    )

    with pytest.raises(Refusal, match="giải nén"):
        open_file(data, "a.xlsx")


def test_what_is_only_formatted_far_out_is_harmless():
    formatted = far(b"</sheetData>").replace(b"<v>1</v></c>", b"</c>").replace(b'"></c>', b'" s="0"/>')
    data = with_part(an_xlsx(*ROWS), SHEET, lambda text: text.replace(b"</sheetData>", formatted))
    blank_ods = an_ods_table(*ROWS).replace(
        "</table:table>",
        '<table:table-row table:number-rows-repeated="1048574">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>',
    )

    assert open_file(data, "a.xlsx").sheets[0].rows == ROWS
    assert open_file(an_ods(blank_ods), "a.ods").sheets[0].rows == ROWS


def test_parser_that_dies_or_hangs_kills_nobody_else(monkeypatch):
    monkeypatch.setattr(opening, "START", "import os; os.abort()")
    with pytest.raises(Refusal, match="dừng giữa chừng"):
        open_file(an_xlsx(*ROWS), "a.xlsx")

    monkeypatch.setattr(opening, "START", "import time; time.sleep(60)")
    monkeypatch.setattr(opening, "WALL_SECONDS", 0.2)
    with pytest.raises(Refusal, match="dừng giữa chừng"):
        open_file(an_xlsx(*ROWS), "a.xlsx")

    monkeypatch.undo()
    assert open_file(an_xlsx(*ROWS), "a.xlsx").sheets[0].rows == ROWS


def test_parser_has_little_memory_and_cannot_write_without_end(monkeypatch):
    limits = "import sys; sys.path[:0] = sys.argv[1:]; from tthc.core.sheets import parser; "
    for act in (
        "parser.safety.type_of = lambda data: bytearray(2**31)",
        "parser.lines_of = lambda data: ([['x' * 9**6]] for _ in range(9**9))",
    ):
        monkeypatch.setattr(opening, "START", f"{limits}{act}; parser.WRITTEN = 2**23; parser.main()")
        with pytest.raises(Refusal, match="giải nén|dừng giữa chừng"):
            open_file(an_xlsx(*ROWS), "a.xlsx")


def test_file_too_large_is_refused_before_a_process_starts(monkeypatch):
    monkeypatch.setattr(opening, "START", "raise SystemExit('not reached')")

    with pytest.raises(Refusal, match="40 MB"):
        open_file(b"x" * (safety.MOST_BYTES + 1), "a.csv")


def test_letters_that_no_database_stores_are_dropped_and_backslashes_stay():
    words = ["a_x0000_b", "_x0000__x0000_", "C:\\u0000", "\\_x0000_\\\\_x0000_", "_x0041_"]

    file = open_file(an_xlsx(words), "a.xlsx")

    assert file.sheets[0].rows == [["ab", "", "C:\\u0000", "\\\\\\", "A"]]


def test_endless_name_of_a_sheet_is_cut_to_what_is_stored():
    book = with_part(an_xlsx(["a"]), "xl/workbook.xml", lambda xml: xml.replace(b"Trang 1", b"T" * 400))

    assert [sheet.name for sheet in open_file(book, "a.xlsx").sheets] == ["T" * 255]
