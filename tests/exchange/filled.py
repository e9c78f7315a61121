"""Tables as they come from a file, without the file: made of an export, or of rows written down in a test."""

from decimal import Decimal

from exchange.plan import Filled, Room
from tthc.core.sheets.tables import Table, TableRow


def filled(sheet: str, headings: list[str], *rows: list, mapping: dict[str, int] | None = None) -> Filled:
    """A table whose headings are the keys of columns unless a mapping is given; the first row of data is row 2."""
    table = Table(
        sheet=sheet,
        title="",
        header_rows=(1, 1),
        headings=headings,
        rows=[TableRow(number, list(cells)) for number, cells in enumerate(rows, start=2)],
    )
    return Filled(sheet, table, mapping or {key: place for place, key in enumerate(headings)})


def from_export(kind, room: Room, rows=None) -> dict[str, Filled]:
    """What reading an export of a kind again gives, by sheet."""
    found = {}
    for sheet, lines in kind.export(room, rows):
        writers = [column.writer() for column in sheet.columns]
        cells = [
            [as_read(write(value)) for write, value in zip(writers, line, strict=True)] for line in lines
        ]
        headings = [column.heading for column in sheet.columns]
        mapping = {column.key: place for place, column in enumerate(sheet.columns)}
        found[sheet.key] = filled(sheet.key, headings, *cells, mapping=mapping)
    return found


def as_read(cell):
    """A cell as the reader of .xlsx gives it back: numbers are floats, a blank is an empty text."""
    if cell is None:
        return ""
    return float(cell) if isinstance(cell, int | Decimal) and not isinstance(cell, bool) else cell


def edited(table: Filled, row: int, key: str, value) -> Filled:
    """The table with another value in a cell; `row` counts from 0."""
    table.table.rows[row].cells[table.mapping[key]] = value
    return table
