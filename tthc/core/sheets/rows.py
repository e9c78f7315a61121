"""The rows of a table read by its columns: every cell of every row, all faults and doubts at once.

Column by column, since most columns say the same few things over and over, or nothing that needs a second look.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from unicodedata import normalize

from tthc.core.amounts import Doubtful
from tthc.core.days import MonthFirst, asked_in_american, is_day_first
from tthc.core.reading import shorten
from tthc.core.sheets.columns import CellKind, Column, Doubt, Fault
from tthc.core.sheets.tables import Cell, Table
from tthc.core.sheets.words import is_blank, shown

Place = tuple[int, str]
"""Number of the row in its sheet, key of the column."""
AT_ONCE = 500
"""Cells that are looked at together: texts that are all tidy are their own values, equal cells are read once."""
ALIKE = frozenset({str, float, date, type(None)})
"""Types of cells of which equal ones say the same; True and 1 are equal and do not."""


_WORDS = [
    word for words in ("nt", "như trên", "nhu tren") for word in (words, words.capitalize(), words.upper())
]
DITTOS = frozenset(
    [normalize(form, shape.format(word)) for word in _WORDS for form in ("NFC", "NFD")
     for shape in ("{}", "{}.", "-{}-", "- {} -", "({})", '"{}"', "“{}”")]
    + ['"', "''", "“", "”", "″", "〃", "//", "-//-", "- // -", '-"-', "-“-", "-”-"]
)  # fmt: skip
"""What a cell says when it means the one above."""


@dataclass(frozen=True, slots=True)
class Ditto:
    """Stands in the place of such a cell."""

    written: str
    above: Cell


@dataclass(slots=True)
class ReadRow:
    """A row of data: a value for each mapped column whose cell could be read (the likely one where it is doubted)."""

    number: int
    values: dict[str, object]
    faults: list[Fault] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Stands in the place of a value that could not be read, or that is doubted."""

    why: ValueError | Doubtful


def read_rows(
    table: Table,
    mapping: Mapping[int, Column],
    *,
    edits: Mapping[Place, Cell] | None = None,
    agreed: Container[Place] = (),
) -> list[ReadRow]:
    """Every row of the table through the columns that `mapping` gives to its columns (from 0).

    `edits` are cells mended by the user, read in place of those of the file; a doubt at a place in `agreed` is
    answered with what it suggests. A blank cell of a required column is a fault.
    """
    columns = list(mapping.values())
    cells = _by_column(table, mapping, edits or {})
    cells = [_with_dittos(column, its) for column, its in zip(columns, cells, strict=True)]
    values = [_read_column(column, its, table.epoch_1904) for column, its in zip(columns, cells, strict=True)]
    _ask_about_months(columns, cells, values)
    keys = [column.key for column in columns]
    by_row = zip(*values, strict=True) if values else [()] * len(table.rows)
    rows = [
        ReadRow(source.number, dict(zip(keys, read, strict=True)))
        for source, read in zip(table.rows, by_row, strict=True)
    ]
    for index, column, its, read in zip(mapping, columns, cells, values, strict=True):
        if Trouble in set(map(type, read)):
            for row, cell, value in zip(rows, its, read, strict=True):
                if type(value) is Trouble:
                    words = cell.written if type(cell) is Ditto else shown(cell)
                    place = (table.sheet, row.number, table.headings[index], words)
                    _tell(row, column.key, place, value.why, agreed)
    return rows


def _by_column(
    table: Table, mapping: Mapping[int, Column], edits: Mapping[Place, Cell]
) -> list[Sequence[Cell]]:
    """The cells of each mapped column from top to bottom, mended ones in place of the file's."""
    mended: dict[str, dict[int, Cell]] = {}
    for (number, key), cell in edits.items():
        mended.setdefault(key, {})[number] = cell
    found = list(zip_longest(*[row.cells for row in table.rows]))
    nothing = (None,) * len(table.rows)
    columns = []
    for index, column in mapping.items():
        cells = found[index] if index < len(found) else nothing
        if new := mended.get(column.key):
            cells = [new.get(row.number, cell) for row, cell in zip(table.rows, cells, strict=True)]
        columns.append(cells)
    return columns


def _with_dittos(column: Column, cells: Sequence[Cell]) -> Sequence[Cell | Ditto]:
    """The cells of a column, those that point to the one above with what stands there."""
    if column.kind == CellKind.IDENTIFIER or DITTOS.isdisjoint(cells):
        return cells
    found: list[Cell | Ditto] = []
    above: Cell = None
    for cell in cells:
        is_ditto = cell in DITTOS and not is_blank(above)
        found.append(Ditto(cell, above) if is_ditto else cell)
        above = above if is_ditto else cell
    return found


def _read_column(column: Column, cells: Sequence[Cell], epoch_1904: bool) -> list[object]:
    """The value of each cell, or a Trouble."""
    read = column.reader(epoch_1904=epoch_1904)

    def answer(cell: Cell) -> object:
        try:
            if type(cell) is Ditto:
                return _ask_about(cell, read)
            if column.required and is_blank(cell):
                raise ValueError(f"Ô trống. Cột “{column.heading}” bắt buộc ghi.")
            return read(cell)
        except (ValueError, Doubtful) as why:
            return Trouble(why)

    values: list[object] = []
    answers: dict[Cell, object] = {}
    for first in range(0, len(cells), AT_ONCE):
        some = cells[first : first + AT_ONCE]
        types = set(map(type, some))
        if types <= ALIKE:
            different = set(some)
            if types == {str} and column.takes_as_they_are(different):
                values += some
            else:
                answers |= {cell: answer(cell) for cell in different.difference(answers)}
                values += map(answers.__getitem__, some)
        else:
            values += map(answer, some)
    return values


def _ask_about_months(columns: list[Column], cells: list[Sequence[Cell]], values: list[list[object]]) -> None:
    """In a table that writes months before days, as American programs do, "07/01/2017" is no longer certain."""
    dated = [place for place, column in enumerate(columns) if column.kind == CellKind.DATE]
    troubles = (one.why for place in dated for one in values[place] if type(one) is Trouble)
    if not any(isinstance(why, MonthFirst) for why in troubles):
        return
    if any(is_day_first(cell) for place in dated for cell in cells[place]):
        return
    for place in dated:
        values[place] = [
            Trouble(why) if type(value) is date and (why := asked_in_american(cell)) else value
            for cell, value in zip(cells[place], values[place], strict=True)
        ]


def _ask_about(ditto: Ditto, read: Callable[[Cell], object]) -> object:
    try:
        meant = read(ditto.above)
    except Doubtful as doubt:
        meant = doubt.value
    question = f"“{ditto.written}” có phải là “{shorten(shown(ditto.above))}” như dòng trên không?"
    raise Doubtful(meant, question)


def _tell(
    row: ReadRow,
    key: str,
    place: tuple[str, int, str, str],
    why: ValueError | Doubtful,
    agreed: Container[Place],
) -> None:
    """Puts down in a row what is wrong with one of its cells, with the likely value where there is one."""
    if not isinstance(why, Doubtful):
        del row.values[key]
        row.faults.append(Fault(*place, str(why), key))
        return
    row.values[key] = why.value
    if why.value is None or (row.number, key) not in agreed:
        row.doubts.append(Doubt(*place, why.question, key, suggested=why.value, asked=True))
