"""The cells of a long file, kept in pieces when it is read to be checked."""

import json
import zlib
from collections.abc import Iterator

from exchange.models import ImportRow, ImportSession, KeptRows
from exchange.opening import converted
from tthc.core.sheets.columns import shown
from tthc.core.sheets.tables import Cell, Table

PIECE = 500  # rows


def keep_rows(session: ImportSession, tables: list[Table]) -> None:
    """Keeps the cells of the chosen tables, unless they are kept already: a new check reads the same file."""
    if not session.kept.exists():
        KeptRows.objects.bulk_create(_pieces(session, tables), batch_size=50)


def _pieces(session: ImportSession, tables: list[Table]) -> Iterator[KeptRows]:
    for use in session.uses:
        table = converted(tables[use["table"]], use["convert"])
        for at in range(0, len(table.rows), PIECE):
            rows = table.rows[at : at + PIECE]
            cells = json.dumps({row.number: row.cells for row in rows}, ensure_ascii=False, default=shown)
            yield KeptRows(
                session=session,
                sheet=use["sheet"],
                sheet_name=table.sheet,
                first=rows[0].number,
                last=rows[-1].number,
                content=zlib.compress(cells.encode(), 1),
            )


def kept_cells(session: ImportSession, row: ImportRow) -> list[Cell] | None:
    """The cells of a row of the file, days as text; None when they are not kept."""
    pieces = session.kept.filter(sheet=row.sheet, sheet_name=row.sheet_name)
    piece = pieces.filter(first__lte=row.number, last__gte=row.number).first()
    return json.loads(zlib.decompress(piece.content)).get(str(row.number)) if piece else None
