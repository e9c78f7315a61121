"""The rows of a table read by its columns: every cell of every row, all faults and doubts at once."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date

from tthc.core.amounts import Doubtful
from tthc.core.sheets.columns import Column, Doubt, Fault
from tthc.core.sheets.tables import Cell, Table
from tthc.core.sheets.words import is_blank, shown

Place = tuple[int, str]
"""Number of the row in its sheet, key of the column."""
ANSWERS_KEPT = 5_000
REPEATED = frozenset({str, float, date})
"""Types of cells whose answer is kept: most columns say the same few things over and over."""


@dataclass(slots=True)
class ReadRow:
    """A row of data: a value for each mapped column whose cell could be read (the likely one where it is doubted)."""

    number: int
    values: dict[str, object]
    faults: list[Fault] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


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
    rows = [ReadRow(row.number, {}) for row in table.rows]
    edits = edits or {}
    for index, column in mapping.items():
        _read_column(table, index, column, rows, edits, agreed)
    return rows


def _read_column(
    table: Table,
    index: int,
    column: Column,
    rows: list[ReadRow],
    edits: Mapping[Place, Cell],
    agreed: Container[Place],
) -> None:
    read, key = column.reader(epoch_1904=table.epoch_1904), column.key
    edited = {number: cell for (number, its), cell in edits.items() if its == key}
    known: dict[Cell, object] = {}
    for source, row in zip(table.rows, rows, strict=True):
        cell = source.cells[index] if index < len(source.cells) else None
        if edited:
            cell = edited.get(row.number, cell)
        try:
            if type(cell) in REPEATED:
                value = known.get(cell)
                if value is None:
                    value = read(cell)
                    if len(known) < ANSWERS_KEPT:
                        known[cell] = value
            else:
                value = read(cell)
            if column.required and is_blank(cell):
                raise ValueError(f"Ô trống. Cột “{column.heading}” bắt buộc ghi.")
            row.values[key] = value
        except Doubtful as doubt:
            row.values[key] = doubt.value
            if doubt.value is None or (row.number, key) not in agreed:
                place = (table.sheet, row.number, table.headings[index], shown(cell), doubt.question, key)
                row.doubts.append(Doubt(*place, suggested=doubt.value, asked=True))
        except ValueError as fault:
            row.faults.append(
                Fault(table.sheet, row.number, table.headings[index], shown(cell), str(fault), key)
            )
