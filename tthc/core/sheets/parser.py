"""The child process that opens a file of somebody else: `python -I -S`, limits on memory and time, JSON lines out.

Whatever the file does to it, the worker that started it lives (`tthc.core.sheets.opening`). First it refuses by what
the file declares, then it parses. Lines: {"file": …}, then for each sheet {"sheet": …} and blocks of its rows; or one
{"refused": sentence}.
"""

import csv
import gc
import io
import json
import re
import resource
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from tthc.core.sheets import safety, workbook
from tthc.core.sheets.blocks import Packer
from tthc.core.sheets.facts import RANGES_KEPT, SheetFacts
from tthc.core.sheets.safety import SAY, Unsafe

MEMORY = 1024 * 2**20
CPU_SECONDS = 30
WRITTEN = 400 * 2**20
# "_x0000_" in a cell of .xlsx, or as it is in .xls: no database stores one. A backslash before it is the writer's own.
NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
SEPARATORS = ",;\t|"
EVEN = 0.6
"""Of the rows of a table that is text so many have the same number of cells: sentences have commas here and there."""


def main() -> None:
    gc.disable()  # The process is short and its memory bounded; sweeping takes a tenth of its time.
    limits = {resource.RLIMIT_AS: MEMORY, resource.RLIMIT_CPU: CPU_SECONDS, resource.RLIMIT_FSIZE: WRITTEN}
    for limit, most in (limits | {resource.RLIMIT_CORE: 0}).items():
        resource.setrlimit(limit, (most, most))
    # What a line cannot bear (a half of a pair in UTF-16) shows as "?" instead of ending the parser.
    out = io.TextIOWrapper(sys.stdout.buffer, "utf-8", errors="replace", newline="\n")
    data = sys.stdin.buffer.read(safety.MOST_BYTES + 1)
    try:
        for line in lines_of(data):
            written = json.dumps(line, ensure_ascii=False, default=_encode, separators=(",", ":"))
            out.write(NUL.sub(r"\1", written) if "\\u0000" in written else written)
            out.write("\n")
    except (Unsafe, MemoryError) as refused:
        out.write(json.dumps({"refused": str(refused) or SAY["unpacked"]}) + "\n")
    out.flush()


def lines_of(data: bytes) -> Iterator[dict | list]:
    kind = safety.type_of(data)
    yield from _text(data) if kind == "csv" else _book(data, kind)


def _book(data: bytes, kind: str) -> Iterator[dict | list]:
    # Here, so that a text file does without it.
    from python_calamine import CalamineError, PasswordError, SheetTypeEnum, SheetVisibleEnum, load_workbook

    described = workbook.describe(data, kind)
    try:
        book = load_workbook(io.BytesIO(data))
        yield {"file": {"epoch_1904": described.epoch_1904}}
        visible = [about.name for about in book.sheets_metadata if about.visible == SheetVisibleEnum.Visible]
        packer = Packer()
        cells = heads = 0
        safety.check_heads(len(visible), heads)
        for about in book.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            bottom, right = sheet.end or (-1, -1)
            cells = safety.check_size(about.name, bottom + 1, right + 1, cells)
            if about.name in visible:
                heads += min(bottom + 1, safety.HEAD_ROWS) * (right + 1)
                safety.check_heads(len(visible), heads)
            extra = described.sheets.get(about.name, SheetFacts())
            yield {
                "sheet": {
                    "name": about.name,
                    "hidden": about.name not in visible,
                    "hidden_rows": extra.hidden_rows,
                    "hidden_columns": sorted(extra.hidden_columns),
                    "merged": _merged(sheet, extra, bottom + 1, right),
                    "fonts": extra.fonts,
                }
            }
            yield from packer.blocks(_rows(sheet, extra.errors))
    except PasswordError:
        raise Unsafe(SAY["locked"]) from None
    except (CalamineError, OSError, ValueError, UnicodeError):
        raise Unsafe(SAY["broken"]) from None


def _merged(sheet, extra: SheetFacts, rows: int, last_column: int) -> list[tuple[int, int, int, int]]:
    """The merged ranges as far as the sheet is filled: one may be declared over all rows and columns there could be."""
    ranges = sheet.merged_cell_ranges
    told = extra.merged
    if ranges is not None:
        told = [(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in ranges[:RANGES_KEPT]]
    return [
        (top, left, min(bottom, rows), min(right, last_column))
        for top, left, bottom, right in told
        if top <= rows and left <= last_column
    ]


def _rows(sheet, errors: dict[tuple[int, int], str]) -> Iterator[list]:
    """Rows from row 1 and column A; cells with an error of Excel say which, instead of nothing."""
    if sheet.start is None:
        return
    before = [""] * sheet.start[1]
    by_row: dict[int, dict[int, str]] = {}
    for (row, column), error in errors.items():
        by_row.setdefault(row, {})[column] = error
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = before + row if before else row
        for column, error in by_row.get(number, {}).items():
            cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = error
        yield cells


def _text(data: bytes) -> Iterator[dict | list]:
    encoding, text = _decode(data)
    text = text.replace("\0", "")
    first, _, rest = text.partition("\n")
    if declared := re.fullmatch(r"sep=(.)\r?", first.strip("\ufeff"), re.IGNORECASE):
        text, separator = rest, declared[1]
    else:
        separator = _separator(text)
    csv.field_size_limit(safety.LONGEST_CELL)
    if _is_binary(text):
        raise Unsafe(SAY["type"])
    if not _is_table(text, separator):
        raise Unsafe(SAY["prose"])
    yield {"file": {"encoding": encoding}}
    yield {"sheet": {"name": ""}}
    try:
        yield from Packer().blocks(_bounded(csv.reader(io.StringIO(text, newline=""), delimiter=separator)))
    except csv.Error as fault:
        raise Unsafe(SAY["quotes" if "field larger" in str(fault) else "broken"]) from None


def _bounded(rows: Iterable[list[str]]) -> Iterator[list[str]]:
    cells = 0
    for number, row in enumerate(rows, start=1):
        if number > safety.MOST_ROWS:
            safety.check_size("", number, len(row))
        cells = safety.check_size("", 1, len(row), cells)
        yield row


def _decode(data: bytes) -> tuple[str, str]:
    """Encoding and text. Bytes that are no UTF-8 are taken as Windows-1252, one letter each: old encodings show in it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", data.decode("utf-16", errors="replace")
    head = data[:4096]
    if head.count(0) * 5 > len(head):
        # Without a mark: separators and digits have their NUL after them, or before.
        encoding = "utf-16-le" if head[1::2].count(0) >= head[0::2].count(0) else "utf-16-be"
        return encoding, data.decode(encoding, errors="replace")
    try:
        return "utf-8", data.decode("utf-8-sig")
    except UnicodeDecodeError:
        bytes_kept = data.decode("latin-1")
        unlike = {code: bytes([code]).decode("cp1252", errors="replace") for code in range(0x80, 0xA0)}
        table = {code: letter for code, letter in unlike.items() if letter != "\ufffd"}
        return "windows-1252", bytes_kept.translate(table)


def _is_binary(text: str) -> bool:
    """Whether there stands more than here and there what no keyboard writes."""
    sample = text[:4096]
    strange = sum(letter < " " and letter not in "\t\r\n\f\v\x1a" or letter == "\ufffd" for letter in sample)
    return strange * 50 > len(sample)


def _is_table(text: str, separator: str) -> bool:
    """Whether most rows have one number of cells, titles above and notes below left aside; a list of one column is one."""
    rows = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=separator)
    try:
        widths = [len(row) for _, row in zip(range(1_000), rows, strict=False) if any(map(str.strip, row))]
    except csv.Error:
        return True  # said when it is read
    wide = Counter(width for width in widths if width > 1).most_common(1)
    if not wide:
        return True
    usual = wide[0][0]
    first, last = widths.index(usual), len(widths) - widths[::-1].index(usual)
    return widths[first:last].count(usual) >= EVEN * (last - first)


def _separator(text: str) -> str:
    """The separator that cuts the first rows into the most columns, most evenly."""
    sample = text[:20_000]
    best = {}
    for separator in SEPARATORS:
        rows = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
        try:
            widths = [len(row) for _, row in zip(range(30), rows, strict=False) if row]
        except csv.Error:
            continue
        common = max(set(widths), key=lambda width: (widths.count(width) * (width > 1), width), default=1)
        best[separator] = (common > 1, widths.count(common), common)
    return max(best, key=best.get, default=",")


def _encode(cell: object) -> dict:
    if isinstance(cell, datetime):
        return {"m": cell.isoformat()}
    if isinstance(cell, date):
        return {"d": cell.isoformat()}
    if isinstance(cell, time):
        return {"t": cell.isoformat()}
    if isinstance(cell, timedelta):
        return {"s": cell.total_seconds()}
    raise TypeError(type(cell).__name__)
