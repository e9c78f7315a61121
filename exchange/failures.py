"""The rows that could not be taken, as a workbook: the cells as they stand, and a column that says why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import IO, Any

from exchange.checking import COMPANION, filled_from, kind_of, sheets_of, tables_of
from exchange.download import workbook_name
from exchange.models import ImportRow, ImportSession
from exchange.plan import Filled, KindSheet
from tthc.core.sheets.columns import CellKind, Column, shown
from tthc.core.sheets.tables import TableRow
from tthc.core.sheets.writing import OutSheet, write_export

WHY = Column(key="why", heading="Lý do chưa nhập được", width=60)
WORDED = (
    CellKind.TEXT,
    CellKind.IDENTIFIER,
    CellKind.CHOICE,
    CellKind.CHOICES,
    CellKind.DURATION,
    CellKind.YES_NO,
)
MEND = "Sửa các ô nêu ở cột đầu rồi nhập lại tệp này."


@dataclass(frozen=True, kw_only=True)
class AsTyped(Column):
    """A column with its look and its list, whose cells stand as they were typed: they may be no value of it."""

    def writer(self) -> Callable[[Any], Any]:
        return lambda cell: cell


def failed_rows_name(session: ImportSession) -> str:
    return workbook_name(f"dòng lỗi {kind_of(session).title}")


def write_failed_rows(out: IO[bytes], session: ImportSession) -> None:
    """Writes the rows that are not ready, by sheet of the file; reading the file in again takes them up."""
    reasons = {
        (row.sheet, row.sheet_name, row.number): _reasons(row) for row in session.rows.filter(is_ready=False)
    }
    sheets = {sheet.key: sheet for sheet in sheets_of(session)}
    pages = [
        page
        for filled in filled_from(session, tables_of(session))
        if (page := _page(filled, sheets[filled.sheet], reasons))
    ]
    write_export(out, pages, title=kind_of(session).title)


def _page(filled: Filled, sheet: KindSheet, reasons: dict[tuple, str]) -> OutSheet | None:
    table = filled.table
    keys = {place: key for key, place in filled.mapping.items()}
    known = {column.key: AsTyped.of(column) for column in sheet.readable}
    columns = [
        known.get(keys.get(place, "")) or Column(key=f"cot-{place}", heading=heading or f"Cột {place + 1}")
        for place, heading in enumerate(table.headings)
    ]
    rows = [
        [why, *_cells(row, columns, filled)]
        for row in table.rows
        if (why := reasons.get((filled.sheet, table.sheet, row.number)))
    ]
    # Hidden columns stand last, as in every export.
    order = sorted(range(len(columns)), key=lambda place: columns[place].hidden)
    columns = [WHY, *(columns[place] for place in order)]
    rows = [[row[0], *(row[1 + place] for place in order)] for row in rows]
    return (
        OutSheet(name=table.sheet, columns=columns, rows=rows, titles=(sheet.title, MEND)) if rows else None
    )


def _cells(row: TableRow, columns: list[Column], filled: Filled) -> Iterable[Any]:
    for place, column in enumerate(columns):
        cell = filled.edits.get((row.number, column.key), row.cell(place))
        yield shown(cell) if column.kind in WORDED else cell


def _reasons(row: ImportRow) -> str:
    told = [*row.words.get("faults", ()), *(one for one in row.words.get("doubts", ()) if one["asked"])]
    lines = [f"{one['column']}: {one['message']}" if one["column"] else one["message"] for one in told]
    lines += [
        f"{one['heading']}: hai bên cùng sửa, đang lưu “{one['theirs']}”, trong tệp “{one['mine']}”."
        for one in row.words.get("conflicts", ())
        if not one["decision"]
    ]
    return "\n".join(lines) or COMPANION
