"""Columns read at once give what each cell would give alone."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tthc.core.amounts import Doubtful
from tthc.core.sheets.columns import CellKind, Column
from tthc.core.sheets.rows import read_rows
from tthc.core.sheets.tables import Table, TableRow

PIECES = [
    "Xét",
    " ",
    "  ",
    "\n",
    "\t",
    "\r",
    "\u00a0",
    "\u200b",
    "\u2028",
    "\x00",
    "\x0b",
    "e\u0302",
    "đ",
    "#REF!",
    "=1",
]
CELLS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=4).map("".join),
    st.sampled_from([None, "", True, False, 1, 1.0, 0.0, -0.0, 1.5, float("nan"), date(2023, 3, 31), "1", "Có", "x" * 60]),
)  # fmt: skip
KINDS = (CellKind.TEXT, CellKind.IDENTIFIER, CellKind.COUNT, CellKind.YES_NO, CellKind.DATE)


def table_of(cells) -> Table:
    rows = [TableRow(number, [cell]) for number, cell in enumerate(cells, start=2)]
    return Table(sheet="A", title="", header_rows=(1, 1), headings=["Cột"], rows=rows)


def alone(column: Column, cell) -> tuple:
    try:
        return ("value", repr(column.reader()(cell)))
    except Doubtful as doubt:
        return ("doubt", repr(doubt.value), doubt.question)
    except ValueError as fault:
        return ("fault", str(fault))


@settings(max_examples=60, deadline=None)
@example(["một", "#REF!"], CellKind.TEXT, False)
@given(st.lists(CELLS, min_size=1, max_size=12), st.sampled_from(KINDS), st.booleans())
def test_cells_read_together_say_what_each_says_alone(cells, kind, one_line):
    column = Column(key="a", heading="Cột", kind=kind, longest=50, one_line=one_line)

    rows = read_rows(table_of(cells), {0: column})

    for row, cell in zip(rows, cells, strict=True):
        if row.faults:
            found = ("fault", row.faults[0].message)
        elif row.doubts:
            found = ("doubt", repr(row.values["a"]), row.doubts[0].message)
        else:
            found = ("value", repr(row.values["a"]))
        assert found == alone(column, cell)


@pytest.mark.parametrize("blank", [None, "", "  ", "\u200b"])
def test_blank_of_a_required_column_is_a_fault_among_tidy_texts(blank):
    column = Column(key="a", heading="Tên", required=True)

    rows = read_rows(table_of(["một", blank, "hai"]), {0: column})

    assert [row.values for row in rows] == [{"a": "một"}, {}, {"a": "hai"}]
    assert [fault.message for fault in rows[1].faults] == ["Ô trống. Cột “Tên” bắt buộc ghi."]


def test_column_of_a_subclass_reads_in_its_own_way():
    class Loud(Column):
        def reader(self, *, epoch_1904=False):
            return str.upper

    assert [row.values for row in read_rows(table_of(["a", "b"]), {0: Loud(key="a", heading="A")})] == [
        {"a": "A"},
        {"a": "B"},
    ]


def test_number_that_is_none_is_a_fault_and_no_word():
    [row] = read_rows(table_of([float("nan")]), {0: Column(key="a", heading="A")})

    assert (row.values, len(row.faults), row.faults[0].value) == ({}, 1, "nan")


def test_question_without_a_likely_answer_stays_open_when_agreed_to():
    column = Column(key="a", heading="Thời hạn", kind=CellKind.DURATION)

    [row] = read_rows(table_of(["5"]), {0: column}, agreed={(2, "a")})

    assert [(doubt.asked, doubt.suggested) for doubt in row.doubts] == [(True, None)]


def test_mapped_column_beyond_the_rows_is_blank():
    column = Column(key="a", heading="A")

    assert [row.values for row in read_rows(table_of(["một"]), {3: column})] == [{"a": ""}]
    assert read_rows(table_of([]), {0: column}) == []


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        (["03/31/2023", "07/01/2017", "05/05/2020", "1 tháng 2 năm 2020", date(2017, 1, 7)], [date(2023, 3, 31), date(2017, 7, 1)]),
        (["03/31/2023", "07/01/2017.", " 07/01/2017"], [date(2023, 3, 31), date(2017, 7, 1), date(2017, 7, 1)]),
        (["03/31/2023", "07/01/2017", "31/12/2020"], [date(2023, 3, 31)]),
        (["03/31/2023", "07/01/2017", " 31/12/2020."], [date(2023, 3, 31)]),
        (["07/01/2017", "08/01/2017"], []),
    ],
)  # fmt: skip
def test_days_are_asked_about_where_others_have_the_month_first(written, asked):
    rows = read_rows(table_of(written), {0: Column(key="a", heading="Cột", kind=CellKind.DATE)})

    assert [doubt.suggested for row in rows for doubt in row.doubts] == asked


def test_cell_that_points_to_the_one_above_is_asked_about():
    unit = Column(key="a", heading="Đơn vị")
    cells = ["nt", "Văn phòng", "- nt -", "", "Như trên", "Thanh tra", '"', "(nt)"]

    rows = read_rows(table_of(cells), {0: unit}, agreed={(9, "a")})

    assert [row.values["a"] for row in rows] == [
        *("nt", "Văn phòng", "Văn phòng", "", "Như trên", "Thanh tra", "Thanh tra", "Thanh tra"),
    ]
    assert [(doubt.row, doubt.value, doubt.message) for row in rows for doubt in row.doubts] == [
        (4, "- nt -", "“- nt -” có phải là “Văn phòng” như dòng trên không?"),
        (8, '"', '“"” có phải là “Thanh tra” như dòng trên không?'),
    ]


def test_cell_that_points_to_a_faulty_one_is_a_fault_and_a_code_points_nowhere():
    days = Column(key="a", heading="Ngày", kind=CellKind.DATE)
    code = Column(key="a", heading="Mã", kind=CellKind.IDENTIFIER)

    assert [len(row.faults) for row in read_rows(table_of(["40/3/2023", "nt"]), {0: days})] == [1, 1]
    assert [row.values for row in read_rows(table_of(["A1", "nt"]), {0: code})] == [{"a": "A1"}, {"a": "nt"}]
