"""What was read from a file: sheets of cells as they stand, and the tables found in them."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Cell = None | str | int | float | bool | date | datetime | time | timedelta
"""A blank cell is None or ""; numbers of .xlsx, .xls and .ods are floats; .csv gives text only."""
SEARCHED_ROWS = 60
"""Rows at the top of a sheet by which its header and its encoding are told."""


@dataclass(slots=True)
class ReadSheet:
    """One sheet, its first row being row 1 and its first column A; rows may be of unequal length."""

    name: str
    rows: list[list[Cell]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    """Numbers of rows, from 1."""
    hidden_columns: frozenset[int] = frozenset()
    """Columns from 0."""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """First row, first column, last row, last column of each merged range; rows from 1, columns from 0."""
    fonts: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    """From which row on the text of a column is set in which font, where the file says so; columns from 0."""


@dataclass(slots=True)
class ReadFile:
    """A file that was opened safely."""

    name: str
    sheets: list[ReadSheet]
    epoch_1904: bool = False
    """Numbers that are days count from 1904, as old Macs wrote them."""
    encoding: str = ""
    """Of a .csv file: how its bytes were read."""


@dataclass(slots=True)
class TableRow:
    """A row of data with the number that it bears in the sheet."""

    number: int
    cells: list[Cell]
    """Blank cells of a range merged downwards hold what the range says."""
    group: str = ""
    """The heading between the rows under which this one stands: "I. Lĩnh vực khoa học"."""

    def cell(self, column: int) -> Cell:
        """The cell of a column (from 0); rows may end early."""
        return self.cells[column] if column < len(self.cells) else None


@dataclass(slots=True)
class LeftOut:
    """A row below or between the data that was not taken as data, and why: a total, a note, a group heading."""

    number: int
    text: str
    why: str


@dataclass(slots=True)
class Table:
    """A table found in a sheet."""

    sheet: str
    title: str
    """What stands above the header, one line per row."""
    header_rows: tuple[int, int]
    """Numbers of the first and the last row of the header."""
    headings: list[str]
    """One per column; of a header of several rows the parts joined by " / ", a merged heading over all its columns."""
    rows: list[TableRow]
    left_out: list[LeftOut] = field(default_factory=list)
    doubted: frozenset[int] = frozenset()
    """Numbers of rows that may be a note below the table as well."""
    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    fonts: dict[int, str] = field(default_factory=dict)
    """The font in which most rows of a column are set."""
    epoch_1904: bool = False
