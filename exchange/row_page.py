"""One row of the file with every cell that is taken, as it stands after what was mended."""

from dataclasses import replace

from exchange.checking import filled_from, tables_of
from exchange.kept_rows import kept_cells
from exchange.models import ImportRow, ImportSession
from exchange.tabs import Box, Boxes
from tthc.core.sheets.columns import shown
from tthc.core.sheets.tables import Cell

LETTERS = 28
"""So many stand in a box of this page; a longer text gets a line of its own."""


def row_in_file(session: ImportSession, row: ImportRow, boxes: Boxes) -> ImportRow:
    """The row that is written in the file: where a step that stands in one cell, or what only steps name, is mended."""
    if boxes.has_own_line(row):
        return row
    there = session.rows.filter(sheet_name=row.sheet_name, number=row.number)
    return next((one for one in there if boxes.has_own_line(one)), row)


def cells_of(session: ImportSession, row: ImportRow, boxes: Boxes) -> list[Box]:
    """The boxes of a row, in the order of the kind's columns; those of hidden columns are left out."""
    cells = kept_cells(session, row) or _cells_in_file(session, row)
    mapping = boxes.mapped.get((row.sheet_name, row.sheet), {})
    edits = session.edits.get(row.sheet_name, {}).get(str(row.number), {})
    found, faults = [], row.words.get("faults", ())
    for sheet, key in boxes.columns if cells else ():
        if sheet == row.sheet and key in mapping:
            place = mapping[key]
            cell = edits.get(key, cells[place] if place < len(cells) else "")
            box = boxes.box(row, key, shown(cell), room=LETTERS)
            found.append(replace(box, faults=[one["message"] for one in faults if one["key"] == key]))
    return found


def _cells_in_file(session: ImportSession, row: ImportRow) -> list[Cell]:
    for filled in filled_from(session, tables_of(session)):
        if (filled.sheet, filled.table.sheet) == (row.sheet, row.sheet_name):
            source = (one for one in filled.table.rows if one.number == row.number)
            return next((one.cells for one in source), [])
    return []
