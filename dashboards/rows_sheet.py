"""The rows behind a number as a workbook: what the page lists, all of it."""

from collections.abc import Iterable
from typing import IO

from dashboards.listing import all_rows, shows_kinds
from dashboards.measures import Measure
from dashboards.overview import Overview
from departments.models import User
from tthc.core.display import day
from tthc.core.sheets.columns import CellKind, Column
from tthc.core.sheets.writing import OutSheet, write_export

NOT_OPEN = "Biểu mẫu đang ở đơn vị, chưa nộp"


def write_rows(out: IO[bytes], found: Overview, measure: Measure, kind: str, user: User) -> None:
    """Writes the rows of a measure as they stand on the day of the overview."""
    as_at = f"Tính đến hết ngày {day(found.as_at)}"
    columns = list(_columns(measure))
    rows = ([CELLS[column.key](row) for column in columns] for row in all_rows(found, measure, kind, user))
    sheet = OutSheet(name="Danh sách", columns=columns, rows=rows, titles=(measure.label, as_at))
    write_export(out, [sheet], title=measure.label)


def _columns(measure: Measure) -> Iterable[Column]:
    yield Column(key="name", heading="Thủ tục", width=60)
    yield Column(key="code", heading="Mã số", width=14)
    yield Column(key="unit", heading="Đơn vị", width=36)
    yield Column(key="group", heading="Nhóm", width=8)
    if measure.since_label:
        yield Column(key="since", heading=measure.since_label, kind=CellKind.DATE, width=14)
    if shows_kinds(measure):
        yield Column(key="kinds", heading="Hình thức", width=36)
    if measure.amount_label:
        yield Column(key="amount", heading=measure.amount_label, kind=CellKind.MONEY, width=20)


# What stands in each column; the words of a form that the person may not open stay out.
CELLS = {
    "name": lambda row: str(row.procedure) if row.is_open else NOT_OPEN,
    "code": lambda row: row.procedure.code or "" if row.is_open else "",
    "unit": lambda row: str(row.procedure.department),
    "group": lambda row: row.procedure.group,
    "since": lambda row: row.since,
    "kinds": lambda row: "; ".join(row.kinds),
    "amount": lambda row: round(row.amount),
}
