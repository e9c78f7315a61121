"""Columns in an old encoding: told apart, shown, converted; what is right stays."""

import pytest

from tests.core.sheets.made import an_xls, an_xlsx, the_table
from tests.core.test_legacy import old
from tthc.core.legacy import Encoding
from tthc.core.sheets.columns import CellKind, Column
from tthc.core.sheets.encodings import convert_columns, recognise_columns, samples
from tthc.core.sheets.headings import guess_columns
from tthc.core.sheets.tables import LeftOut

COLUMNS = (
    Column(key="code", heading="Mã số", kind=CellKind.IDENTIFIER),
    Column(key="name", heading="Tên thủ tục"),
    Column(key="unit", heading="Đơn vị chủ trì"),
)
HEADINGS = ["Mã số", "Tên thủ tục", "Đơn vị chủ trì"]
RIGHT = [
    ["1", "Xét duyệt thuyết minh nhiệm vụ", "Phòng Quản lý khoa học"],
    ["2", "Nghiệm thu", "Văn phòng Sở"],
]


@pytest.mark.parametrize("encoding", Encoding)
@pytest.mark.parametrize("make", [an_xlsx, an_xls])
def test_whole_file_in_an_old_encoding(encoding, make):
    rows = [[old(cell.lower(), encoding) for cell in row] for row in (HEADINGS, *RIGHT)]

    total = ["", old("tổng cộng", encoding), "2"]

    table = the_table(make(*rows, total), COLUMNS)
    encodings = recognise_columns(table)

    assert {index: guess.column.key for index, guess in guess_columns(table.headings, COLUMNS).items()} == {
        0: "code",
        1: "name",
        2: "unit",
    }
    assert encodings == {1: encoding, 2: encoding}
    assert table.left_out == [LeftOut(4, "tổng cộng; 2", "dòng tổng cộng")]
    assert [row.cells for row in convert_columns(table, encodings).rows] == [
        [cell.lower() for cell in row] for row in RIGHT
    ]
    assert samples(table, 2, encoding, most=1) == [(rows[1][2], "phòng quản lý khoa học")]


def test_column_by_column_and_cell_by_cell():
    tcvn3 = old("Nghiệm thu đề tài", Encoding.TCVN3)
    rows = [["1", "Hoà giải", old("Văn phòng", Encoding.VNI)], ["2", tcvn3, old("Thị xã", Encoding.VNI)]]
    rows += [["9", "Cà phê", old("Thị xã", Encoding.VNI)]]
    rows += [[str(number), "Xét duyệt đề tài", old("Tỉnh uỷ", Encoding.VNI)] for number in range(3)]

    table = the_table(an_xlsx(HEADINGS, *rows), COLUMNS)
    encodings = recognise_columns(table)

    assert encodings == {1: Encoding.TCVN3, 2: Encoding.VNI}
    assert [row.cells[1:] for row in convert_columns(table, encodings).rows] == [
        ["Hoà giải", "Văn phòng"],
        ["Nghiệm thu đề tài", "Thị xã"],
        ["Cà phê", "Thị xã"],
        *[["Xét duyệt đề tài", "Tỉnh uỷ"]] * 3,
    ]


def test_right_file_has_no_old_column():
    table = the_table(an_xlsx(HEADINGS, *RIGHT), COLUMNS)

    assert recognise_columns(table) == {}
