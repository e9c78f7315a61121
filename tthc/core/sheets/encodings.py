"""Columns in an old encoding: told one by one, shown before and after, converted when the user agrees."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import islice, pairwise, zip_longest

from tthc.core.legacy import UNICODE_ONLY, Encoding, convert, is_of_capitals, is_wrong_as_it_stands, recognise
from tthc.core.sheets.tables import Cell, Table, TableRow
from tthc.core.sheets.words import shown

LOOKED_AT = 3_000
"""Rows of a column that are looked at, spread over all of them."""


def recognise_columns(table: Table) -> dict[int, Encoding]:
    """The columns (from 0) whose text is in an old encoding, by their words and the fonts that the file names."""
    step = max(1, len(table.rows) // LOOKED_AT)
    columns = zip_longest(*[row.cells for row in table.rows[::step]])
    # Most columns say the same few things over and over.
    texts = ([cell for cell in dict.fromkeys(cells) if isinstance(cell, str)] for cells in columns)
    found = ((column, recognise(its, table.fonts.get(column, ""))) for column, its in enumerate(texts))
    return {column: encoding for column, encoding in found if encoding}


def font_of(runs: list[tuple[int, str]], first: int, last: int) -> str:
    """The font in which most of these rows are set: headings often have one of capitals."""
    rows: Counter[str] = Counter()
    for (start, font), (end, _) in pairwise([*runs, (last + 1, "")]):
        rows[font] += max(0, min(end, last + 1) - max(start, first))
    return rows.most_common(1)[0][0]


def samples(table: Table, column: int, encoding: Encoding, most: int = 5) -> list[tuple[str, str]]:
    """Some cells of the column as they stand and as they would be converted, for the user to judge."""
    mend = _mender(table, column, encoding)
    pairs = ((text, mend(text)) for text in dict.fromkeys(_texts(table.rows, column)))
    return list(islice(((before, after) for before, after in pairs if before != after), most))


def convert_columns(table: Table, encodings: Mapping[int, Encoding]) -> Table:
    """The table with the texts of these columns in Unicode; cells that are right already stay as they are."""
    menders = {column: _mender(table, column, encoding) for column, encoding in encodings.items()}
    rows = []
    for row in table.rows:
        cells = list(row.cells)
        for column, mend in menders.items():
            if column < len(cells) and isinstance(cells[column], str):
                cells[column] = mend(cells[column])
        rows.append(TableRow(row.number, cells, row.group))
    return replace(table, rows=rows)


def speaker(rows: list[list[Cell]]) -> Callable[[Cell], str]:
    """A function that says what a cell says, in Unicode, by these first rows of its sheet: for headings, totals, notes."""
    texts = [cell for row in rows for cell in row if isinstance(cell, str)]
    encoding = recognise(texts)
    if not encoding:
        return shown
    mixed = any(map(UNICODE_ONLY.search, texts))
    return lambda cell: _mended(cell, encoding, mixed=mixed) if isinstance(cell, str) else shown(cell)


def _mender(table: Table, column: int, encoding: Encoding):
    capitals = is_of_capitals(table.fonts.get(column, ""))
    mixed = any(map(UNICODE_ONLY.search, _texts(table.rows, column)))
    return lambda text: _mended(text, encoding, mixed=mixed, capitals=capitals)


def _mended(text: str, encoding: Encoding, *, mixed: bool, capitals: bool = False) -> str:
    """In a column where others are right, only a text that is wrong by itself is converted."""
    if mixed and not is_wrong_as_it_stands(text, encoding):
        return text
    return convert(text, encoding, capitals=capitals)


def _texts(rows: Iterable[TableRow], column: int) -> Iterable[str]:
    return (cell for row in rows if isinstance(cell := row.cell(column), str))
