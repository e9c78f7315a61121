"""How much CPU sheets take against their peers: part of `make bench`; `make bench SHEETS="10000 6000"` by hand.

10.000 rows of 25 columns are opened, found and read, 6.000 are written, each beside its peer in the same run: the bare
reader (python-calamine) and the bare streaming writer (openpyxl, write-only); hostile files are refused within a second.
Seconds of CPU, those of child processes included, the least of three; exit code 1 over a limit. The database's part
stands in scripts/bench_exchange.py.
"""

import gc
import io
import resource
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tthc.core.amounts import Span  # noqa: E402 - the project is not installed
from tthc.core.refusal import Refusal  # noqa: E402
from tthc.core.sheets.columns import CellKind, Column  # noqa: E402
from tthc.core.sheets.finding import find_table  # noqa: E402
from tthc.core.sheets.headings import guess_columns  # noqa: E402
from tthc.core.sheets.opening import open_file  # noqa: E402
from tthc.core.sheets.rows import read_rows  # noqa: E402
from tthc.core.sheets.writing import OutSheet, write_export  # noqa: E402

ROUNDS = 3
GROUPS = (("A", "Nhóm A"), ("B", "Nhóm B"))
KINDS = [
    CellKind.IDENTIFIER,
    CellKind.CHOICE,
    CellKind.DATE,
    CellKind.DURATION,
    CellKind.MONEY,
    CellKind.HOURS,
]
COLUMNS = [
    Column(key=f"c{place}", heading=f"Cột thứ {place}", kind=kind, choices=GROUPS)
    for place, kind in enumerate(KINDS + [CellKind.COUNT] * 3 + [CellKind.TEXT] * 16)
]


@dataclass(frozen=True)
class Measure:
    what: str
    ours: float
    peer: float
    most: float
    """Our seconds over those of the peer."""

    @property
    def is_kept(self) -> bool:
        return self.ours <= self.most * self.peer

    def __str__(self) -> str:
        verdict = "" if self.is_kept else "  OVER THE LIMIT"
        ratio = f"{self.ours / self.peer:5.2f} of at most {self.most:.2f}"
        return f"{self.ours:7.2f} s {self.peer:7.2f} s   {ratio}   {self.what}{verdict}"


def rows(count: int) -> list[list]:
    return [
        [
            f"1.{row:06d}",
            "AB"[row % 2],
            date(2023, 1, 1) + timedelta(row % 365),
            Span(Decimal(row % 30 + 1), "DAY"),
        ]
        + [Decimal(row * 1_000), Decimal(row % 9) / 2, row % 7, row % 11, row % 13]
        + [f"Thủ tục số {row} về quản lý khoa học và công nghệ, phần {place}" for place in range(4)]
        + [f"Nội dung {row % 97} của cột {place}" for place in range(12)]
        for row in range(count)
    ]


def cpu() -> float:
    """Seconds of CPU of this process and of the ones that it waited for."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def seconds(act: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        gc.collect()
        started = cpu()
        act()
        taken.append(cpu() - started)
    return min(taken)


def measure_reading(count: int) -> list[Measure]:
    import python_calamine

    out = io.BytesIO()
    write_export(out, [OutSheet(name="Đo", columns=COLUMNS, rows=rows(count), titles=("ĐO THỜI GIAN",))])
    data = out.getvalue()

    def bare() -> None:
        python_calamine.load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python()

    def opened() -> None:
        open_file(data, "a.xlsx")

    def read() -> None:
        table = find_table(open_file(data, "a.xlsx").sheets[0], COLUMNS)
        mapping = {place: guess.column for place, guess in guess_columns(table.headings, COLUMNS).items()}
        found = read_rows(table, mapping)
        assert len(found) == count and not any(row.faults or row.doubts for row in found)

    peer = seconds(bare)
    return [
        Measure(f"open {count} rows safely, over the bare reader", seconds(opened), peer, 3.0),
        Measure(f"open, find and read {count} rows, every cell checked", seconds(read), peer, 6.0),
    ]


def measure_writing(count: int) -> list[Measure]:
    from openpyxl import Workbook

    values = rows(count)
    writers = [column.writer() for column in COLUMNS]

    def bare() -> None:
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Đo")
        for row in values:
            sheet.append([write(value) for write, value in zip(writers, row, strict=True)])
        book.save(io.BytesIO())

    def export() -> None:
        write_export(io.BytesIO(), [OutSheet(name="Đo", columns=COLUMNS, rows=values, titles=("ĐO",))])

    return [
        Measure(f"export {count} rows, over a bare streaming writer", seconds(export), seconds(bare), 1.3)
    ]


def measure_refusing() -> list[Measure]:
    """The slowest refusal of a file that means harm, against one second."""
    from tests.core.sheets.test_opening import HOSTILE

    def refused(data: bytes) -> None:
        try:
            open_file(data, "a.xlsx")
        except Refusal:
            return
        raise AssertionError("a hostile file was opened")

    slowest = max(seconds(lambda data=data: refused(data)) for data, _ in HOSTILE.values())
    return [Measure(f"the slowest of {len(HOSTILE)} hostile files refused, over one second", slowest, 1.0, 1)]


def main(read: int = 10_000, written: int = 6_000) -> int:
    measures = measure_reading(read) + measure_writing(written) + measure_refusing()
    lines = [f"{'ours':>9} {'peer':>9}   {'ratio':5}", *map(str, measures)]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if all(measure.is_kept for measure in measures) else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
