"""One row of the file with every cell that is taken, as it stands after what was mended."""

from dataclasses import replace

from exchange.checking import filled_from, tables_of
from exchange.models import ImportRow, ImportSession
from exchange.tabs import Box, Boxes
from tthc.core.sheets.columns import shown

LETTERS = 28
"""So many stand in a box of this page; a longer text gets a line of its own."""


def cells_of(session: ImportSession, row: ImportRow, boxes: Boxes) -> list[Box]:
    """The boxes of a row, in the order of the kind's columns; those of hidden columns are left out."""
    for filled in filled_from(session, tables_of(session)):
        if (filled.sheet, filled.table.sheet) != (row.sheet, row.sheet_name):
            continue
        source = next((one for one in filled.table.rows if one.number == row.number), None)
        if source is None:
            break
        cells, faults = [], row.words.get("faults", ())
        for sheet, key in boxes.columns:
            if sheet != row.sheet or key not in filled.mapping:
                continue
            cell = filled.edits.get((row.number, key), source.cell(filled.mapping[key]))
            box = boxes.box(row, key, shown(cell), room=LETTERS)
            cells.append(replace(box, faults=[one["message"] for one in faults if one["key"] == key]))
        return cells
    return []
