"""What stands below a table: notes and signatures, or rows that somebody added after a blank one."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from tthc.core.sheets.columns import Column
from tthc.core.sheets.headings import Guesser
from tthc.core.sheets.tables import Cell, LeftOut, Table, TableRow
from tthc.core.sheets.words import is_blank
from tthc.core.text import fold

FOOT = "ghi chú, chữ ký dưới bảng"
SIGNATURE = re.compile(
    r"(?:nguoi (?:lap|ky)|lap bieu|thu truong|(?:pho )?(?:giam doc|truong phong|chanh van phong|thu truong)|ke toan|"
    r"lanh dao|chu tich|xac nhan|noi nhan|(?:tm|kt|tl|tuq)\.|- |\(|\*|.*, ngay\b)"
)


def is_short(cells: list[Cell], filled: list[int], width: int) -> bool:
    """Few cells, none of them a number in its place: after a blank row a note or a signature, or hardly a row."""
    return width > 3 and len(filled) <= 2 and all(isinstance(cells[column], str) for column in filled)


def part_foot(table: Table, foot: list[tuple[TableRow, str]], columns: Sequence[Column]) -> None:
    """Short rows below the data, with their words: left out, unless they hold what a row must; those are asked about."""
    likely = list(_likely(table, foot, columns)) if foot and columns else []
    table.doubted = frozenset(row.number for row in likely)
    table.rows += likely
    table.left_out += [
        LeftOut(row.number, words, FOOT) for row, words in foot if row.number not in table.doubted
    ]
    table.left_out.sort(key=lambda out: out.number)


def _likely(table: Table, foot: list[tuple[TableRow, str]], columns: Sequence[Column]) -> Iterator[TableRow]:
    """The rows above the first total, note or signature that fill what is required, or two known columns."""
    guesses = Guesser(columns).guess(table.headings, {})
    required = {place for place, guess in guesses.items() if guess.column.required}
    end = min((out.number for out in table.left_out if out.number > table.rows[-1].number), default=10**9)
    for row, _ in takewhile(lambda one: one[0].number < end and not _is_signed(one[1]), foot):
        filled = {place for place in guesses if not is_blank(row.cell(place))}
        if required <= filled if required else len(filled) > 1:
            yield row


def _is_signed(words: str) -> bool:
    return any(SIGNATURE.match(fold(part)) for part in words.split("; "))
