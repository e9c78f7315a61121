"""Texts longer than a cell of Excel may hold: the rest stands in a sheet of its own, and is joined again when read.

The first part in the cell ends with a mark that bears a number; the sheet lists number, part and text. A file whose
sheet of rests was lost is refused cell by cell (`tthc.core.sheets.columns`): nothing is cut in silence.
"""

import re

from tthc.core.sheets.tables import ReadFile

LONGEST_CELL = 32_767
"""UTF-16 units, as Excel counts."""
PART = 15_000
"""Letters of a part; each may take two units."""
SHEET = "Ô quá dài"
MARK = re.compile(r"… \[xem tiếp ở trang “Ô quá dài”, số (\d{1,6})\]$")


def is_too_long(text: str) -> bool:
    return len(text) > LONGEST_CELL // 2 and len(text.encode("utf-16-le", "replace")) // 2 > LONGEST_CELL


def split(text: str, number: int) -> tuple[str, list[str]]:
    """What stands in the cell, with its mark, and the further parts."""
    parts = [text[at : at + PART] for at in range(0, len(text), PART)]
    return f"{parts[0]}… [xem tiếp ở trang “{SHEET}”, số {number}]", parts[1:]


def join(file: ReadFile) -> None:
    """Puts the parts back into the cells of an export that was read in."""
    rests: dict[str, list[str]] = {}
    for sheet in file.sheets:
        if sheet.name == SHEET:
            for row in sheet.rows[1:]:
                if len(row) >= 3 and isinstance(row[2], str):
                    number = row[0] if isinstance(row[0], str) else f"{row[0]:.0f}"
                    rests.setdefault(number, []).append(row[2])
    if not rests:
        return
    file.sheets = [sheet for sheet in file.sheets if sheet.name != SHEET]
    for sheet in file.sheets:
        for row in sheet.rows:
            for place, cell in enumerate(row):
                found = MARK.search(cell) if type(cell) is str and len(cell) >= PART else None
                if found and found[1] in rests:
                    row[place] = cell[: found.start()] + "".join(rests[found[1]])
