"""Texts longer than a cell of Excel may hold: the rest stands in a sheet of its own, and is joined again when read.

The first part in the cell ends with a mark that bears a number; the sheet lists number, part and text. A file whose
sheet of rests was lost is refused cell by cell (`tthc.core.sheets.columns`): nothing is cut in silence.
"""

import re
from collections.abc import Iterable, Sequence

from tthc.core.reading import read_key
from tthc.core.refusal import Refusal
from tthc.core.sheets.tables import Cell, ReadFile

LONGEST_CELL = 32_767
"""UTF-16 units, as Excel counts."""
PART = 15_000
"""Letters of a part; each may take two units."""
SHEET = "Ô quá dài"
MARK = re.compile(r"… \[xem tiếp ở trang “Ô quá dài”, số (\d{1,6}), còn (\d{1,4}) phần\]$")

MARK_LETTERS = 60
MOST_JOINED = 60_000_000
"""Letters: one long rest that thousands of cells point at is short in the file and endless here."""
TOO_MUCH = (
    f"Các nội dung nối tiếp ở trang “{SHEET}” dài quá mức một bảng tính, nên tệp không được mở. "
    "Hãy xuất lại tệp rồi sửa, hoặc chia thành nhiều tệp."
)


def is_too_long(text: str) -> bool:
    return len(text) > LONGEST_CELL // 2 and len(text.encode("utf-16-le", "replace")) // 2 > LONGEST_CELL


def split(text: str, number: int) -> tuple[str, list[str]]:
    """What stands in the cell, with its mark, and the further parts."""
    parts = [text[at : at + PART] for at in range(0, len(text), PART)]
    mark = f"… [xem tiếp ở trang “{SHEET}”, số {number}, còn {len(parts) - 1} phần]"
    return f"{parts[0]}{mark}", parts[1:]


def join(file: ReadFile) -> None:
    """Puts the parts back into the cells of an export that was read in, whatever order the sheet of rests now has.

    A text of which a part is missing stays as it is, with its mark: the column refuses it. Refuses a file whose cells
    would hold more than a workbook can once they are joined (Refusal).
    """
    pages = [sheet for sheet in file.sheets if sheet.name == SHEET]
    if not pages:
        return
    rests = _whole(row for page in pages for row in page.rows)
    file.sheets = [sheet for sheet in file.sheets if sheet.name != SHEET]
    room = MOST_JOINED
    for sheet in file.sheets:
        for row in sheet.rows:
            for place, cell in enumerate(row):
                found = MARK.search(cell[-MARK_LETTERS:]) if type(cell) is str and len(cell) >= PART else None
                if found and (rest := rests.get((int(found[1]), int(found[2])))):
                    room -= len(rest)
                    if room < 0:
                        raise Refusal(TOO_MUCH)
                    row[place] = cell.removesuffix(found[0]) + rest


def _whole(rows: Iterable[Sequence[Cell]]) -> dict[tuple[int, int], str]:
    """{(number, how many further parts): these joined}; those without a gap."""
    found: dict[int, dict[int, str]] = {}
    for row in rows:
        if len(row) >= 3 and isinstance(row[2], str):
            number, part = _count(row[0]), _count(row[1])
            if number and part:
                found.setdefault(number, {})[part] = row[2]
    return {
        (number, len(parts)): "".join(parts[part] for part in sorted(parts))
        for number, parts in found.items()
        if sorted(parts) == list(range(2, len(parts) + 2))
    }


def _count(cell: Cell) -> int | None:
    """A number of the sheet of rests, also where a program has made it a text."""
    if type(cell) in (float, int) and 0 < cell < 1_000_000:
        return int(cell)
    return read_key(cell.strip()) if isinstance(cell, str) else None
