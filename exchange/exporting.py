"""Workbooks of a kind: what a person may see as a sheet that reads in again unchanged, and the form to fill in."""

from collections.abc import Iterable
from typing import IO, Any

from django.utils import timezone

from exchange.kind import Kind
from exchange.plan import Room
from tthc.core.display import day
from tthc.core.sheets.writing import OutSheet, write_blank_form, write_export

FILL_IN = "Ghi từ dòng dưới tiêu đề; cột có dấu (*) bắt buộc ghi. Không đổi tên cột."


def write_kind(out: IO[bytes], kind: Kind, room: Room, rows: Any = None) -> None:
    """Everything of a kind in the room as one .xlsx, streamed; `rows` (a queryset) narrows the main sheet.

    Hidden columns tell the rows again when the file is read in; they hold nothing that the sheet does not show.
    """
    whose = room.department or room.agency
    subtitle = f"{whose}, ngày {day(timezone.localdate())}"
    write_export(out, _sheets(kind.export(room, rows), subtitle), title=kind.title)


def write_blank(out: IO[bytes], kind: Kind, room: Room) -> None:
    """The blank form of a kind, with the lists of the room's agency."""
    sheets = [
        OutSheet(
            name=sheet.title,
            columns=tuple(column for column in sheet.columns if column.key not in sheet.past),
            titles=(sheet.title.upper(), FILL_IN),
        )
        for sheet in kind.sheets(room)
    ]
    write_blank_form(out, sheets, title=kind.title)


def _sheets(exported: Iterable, subtitle: str) -> Iterable[OutSheet]:
    for sheet, rows in exported:
        yield OutSheet(
            name=sheet.title, columns=sheet.columns, rows=rows, titles=(sheet.title.upper(), subtitle)
        )
