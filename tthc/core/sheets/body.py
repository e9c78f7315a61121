"""The rows under a header: data, headings of groups between them, totals, notes, a second table below."""

import re
import string
from collections.abc import Callable, Iterator
from itertools import islice

from tthc.core.sheets.encodings import speaker
from tthc.core.sheets.foot import is_short
from tthc.core.sheets.tables import SEARCHED_ROWS, Cell, LeftOut, ReadSheet, Table, TableRow
from tthc.core.sheets.words import is_blank
from tthc.core.text import clean, fold

TOTAL = re.compile(
    r"(?:tong cong|tong so|tong|cong|cong cong|cong don)(?: (?:so|muc|phan|nhom|chi phi|\(|[ivx]+\b).*| ?: ?\d.*)?[ :.…]*"
)
GROUP_HEADING = "tiêu đề nhóm"
REPEATED = "dòng tiêu đề lặp lại"
OTHER_TABLE = "bảng khác trên cùng trang; chuyển sang trang riêng để nhập"
STT = frozenset({"STT", "Stt", "stt", "Số TT", "SỐ TT", "Số thứ tự"})
NUMBERS = frozenset({"stt", "tt", "so tt", "so thu tu"})
TOTAL_BEGINS = frozenset("tTcC")
BLANK_OR_TOTAL = TOTAL_BEGINS | frozenset(["", *string.whitespace, "\u00a0", "\u3000"])
NOTE = re.compile(
    r"(?:ghi chu|luu y|chu thich|chu giai|nguon|noi nhan|nguoi lap|don vi tinh|dvt\b|\*|\(\*\)|trang (?:so )?\d+ ?(?:/ ?\d+)?$)"
)
GROUP = re.compile(r"(?:[ivx]{1,5}|[a-h])(?:[.)/-]| -)|(?:phan|muc|nhom|linh vuc|phong|trung tam|van phong) ")


def take_rows(table: Table, sheet: ReadSheet, header_end: int) -> list[tuple[TableRow, str]]:
    """Sorts the rows under the header into data and what was left out; the short ones below a blank one, with their words."""
    width = len(table.headings)
    down, across = _merged_in_data(sheet, header_end)
    header = {
        cell
        for row in sheet.rows[table.header_rows[0] - 1 : header_end]
        for cell in row
        if isinstance(cell, str)
    }
    say = speaker(sheet.rows[:SEARCHED_ROWS])
    group, gap, gaps = "", False, header_end
    numbered = bool(table.headings) and fold(table.headings[0]) in NUMBERS
    groups: list[TableRow] = []
    # Below a blank row, too short for data: a note or a signature, unless data goes on after them.
    foot: list[TableRow] = []
    for number, row in enumerate(sheet.rows[header_end:], start=header_end + 1):
        cells = _with_merged(row[:width], down.get(number), width)
        if width > 3 and not foot and _is_plain(cells, header):
            table.rows.append(TableRow(number, cells, group))
            gap = False
            continue
        filled = list(islice(_filled(cells), 3))
        if not filled:
            gap, gaps = True, number
            continue
        why = _header_again(cells, filled[0], header, say)
        if why == OTHER_TABLE:
            begins = _begin_of_other(table, foot, number, gaps)
            rest = enumerate(sheet.rows[begins - 1 :], start=begins)
            quoted = ((at, _quoted(its, say)) for at, its in rest)
            table.left_out += [LeftOut(at, words, OTHER_TABLE) for at, words in quoted if words]
            foot = [row for row in foot if row.number < begins]
            break
        why = why or _why_no_data(
            cells, filled, width, header, say, merged=number in across, numbered=numbered
        )
        if why:
            if why == GROUP_HEADING:
                group = clean(say(cells[filled[-1]]))
                groups.append(TableRow(number, cells))
            table.left_out.append(LeftOut(number, _quoted(cells, say), why))
        elif (gap or foot) and table.rows and is_short(cells, filled, width):
            foot.append(TableRow(number, cells, group))
        else:
            # A header printed again parts two pages: what stands before it is a title, not data.
            if foot and not (table.left_out and table.left_out[-1].number > foot[0].number):
                table.rows += foot
                foot = []
            table.rows.append(TableRow(number, cells, group))
            gap = False
    if not table.rows and len(groups) > 1 and all(sum(map(bool, row.cells)) > 1 for row in groups):
        # A list that counts I, II, III.
        table.rows, told = groups, {row.number for row in groups}
        table.left_out = [out for out in table.left_out if out.number not in told]
    return [(row, _quoted(row.cells, say)) for row in foot]


def _begin_of_other(table: Table, foot: list[TableRow], header: int, gap: int) -> int:
    """Where a second table begins that has its header in this row: with its title, below the last blank row.

    What was taken for rows of the first one and is that title goes to the `foot`.
    """
    while table.rows and table.rows[-1].number > gap and sum(map(bool, table.rows[-1].cells)) == 1:
        foot.append(table.rows.pop())
    told = max((its[-1].number for its in (table.rows, table.left_out) if its), default=0)
    return min((row.number for row in foot if row.number > told), default=header)


def _with_merged(row: list[Cell], down: dict[int, Cell] | None, width: int) -> list[Cell]:
    """The cells of a row, those of a range merged downwards with what the range says."""
    if not down:
        return row
    cells = row + [""] * (width - len(row))
    for column, value in down.items():
        if column < width and is_blank(cells[column]):
            cells[column] = value
    return cells


def _filled(cells: list[Cell]) -> Iterator[int]:
    """The columns in which something stands."""
    return (
        column
        for column, cell in enumerate(cells)
        if cell != "" and cell is not None and not (type(cell) is str and cell.isspace())
    )


def _is_plain(cells: list[Cell], header: set[str]) -> bool:
    """Whether three texts at the left are enough to tell a row of data: so with most rows, and this runs for each."""
    left = [cell for cell in cells[:3] if type(cell) is str and cell[:1] not in BLANK_OR_TOTAL]
    return len(left) == 3 and left[0] not in header and left[0] not in STT


def _why_no_data(
    cells: list[Cell],
    filled: list[int],
    width: int,
    header: set[str],
    say: Callable[[Cell], str],
    *,
    merged: bool,
    numbered: bool,
) -> str:
    first = cells[filled[0]]
    # Looked at closely only where the first words leave it open.
    if first in header:
        texts = [cells[column] for column in _filled(cells)]
        if sum(text in header for text in texts) >= max(2, 0.7 * len(texts)):
            return REPEATED
    if width > 2 and any(_is_total(cells[column], say) for column in filled[:2]):
        return "dòng tổng cộng"
    if width > 2 and len(filled) == 1:
        words = fold(say(first))
        if NOTE.match(words):
            return "ghi chú dưới bảng"
        if merged or (filled[0] < 2 and GROUP.match(words)):
            return GROUP_HEADING
    if (
        width > (2 if numbered else 3)
        and len(filled) == 2
        and filled[0] == 0
        and re.fullmatch(r"[ivx]{1,5}|[a-h]", fold(say(first)))
    ):
        return GROUP_HEADING
    return ""


def _header_again(cells: list[Cell], first: int, header: set[str], say: Callable[[Cell], str]) -> str:
    """Whether a row that begins with "STT" is this table's header or that of a second one below; "" for neither."""
    if not isinstance(cells[first], str) or len(cells[first]) > 12 or fold(say(cells[first])) not in NUMBERS:
        return ""
    known = {"".join(fold(say(text)).split()) for text in header}
    texts = ["".join(fold(say(cells[column])).split()) for column in _filled(cells)]
    if sum(text in known for text in texts) >= max(2, 0.7 * len(texts)):
        return REPEATED
    return OTHER_TABLE if len(texts) > 1 else ""


def _is_total(cell: Cell, say: Callable[[Cell], str]) -> bool:
    return (
        isinstance(cell, str)
        and cell.lstrip()[:1] in TOTAL_BEGINS
        and len(cell) < 80
        and TOTAL.fullmatch(fold(say(cell))) is not None
    )


def _quoted(cells: list[Cell], say: Callable[[Cell], str]) -> str:
    return "; ".join(say(cells[column]) for column in _filled(cells))[:300]


def _merged_in_data(sheet: ReadSheet, header_end: int) -> tuple[dict[int, dict[int, Cell]], set[int]]:
    """What merged cells say in the rows and columns that they reach down into; rows with a cell merged over several columns."""
    down: dict[int, dict[int, Cell]] = {}
    across = set()
    for top, left, bottom, right in sheet.merged:
        if top <= header_end or top > len(sheet.rows):
            continue
        if right - left > 1:
            across.add(top)
        value = sheet.rows[top - 1][left] if left < len(sheet.rows[top - 1]) else None
        for number in range(top + 1, min(bottom, len(sheet.rows)) + 1):
            if left in (its := down.setdefault(number, {})):
                break  # No honest ranges overlap; thousands that do would take minutes.
            its[left] = value
    return down, across
