"""Where the table stands in a sheet: title rows above, a header of one row or several, data, notes and totals below."""

import re
from collections.abc import Callable, Sequence

from tthc.core.sheets.body import NUMBERS, OTHER_TABLE, take_rows
from tthc.core.sheets.columns import Column
from tthc.core.sheets.encodings import font_of, speaker
from tthc.core.sheets.foot import part_foot
from tthc.core.sheets.headings import Guesser, words_of
from tthc.core.sheets.tables import SEARCHED_ROWS, Cell, LeftOut, ReadSheet, Table
from tthc.core.sheets.words import is_blank, shown
from tthc.core.text import clean, fold

OUR_OWN = ("Hướng dẫn ghi", "_danh_sach")
"""Sheets that a blank form has beside its tables (tthc.core.sheets.writing)."""
MOST_HEADER_ROWS = 4
LONGEST_HEADING, LONGEST_HEAD = 200, 2_000
MOST_HEADINGS = 200
"""Cells of words in a row; one with more is no header that anybody wrote, and long to compare."""
# "(1)", "1", "(5)=(3)x(4)", "A": the row of numbers under the headings of official forms.
NUMBERING = re.compile(r"[(\[]?(?:\d{1,2}|[a-h]|[ivx]{1,4})(?:[)\]]?\s*=.*|[)\]]?)", re.IGNORECASE)


def find_table(sheet: ReadSheet, *choices: Sequence[Column]) -> Table | None:
    """The table of a sheet; None when no row looks like a header, or the sheet only explains a blank form.

    Of several `choices` of columns those count of which the most are recognised.
    """
    if sheet.name in OUR_OWN:
        return None
    rows = _head_rows(sheet, SEARCHED_ROWS + MOST_HEADER_ROWS)
    words = [words_of(" ".join(row)) for row in rows]
    found = [(_header_by_columns(rows, words, columns, sheet), columns) for columns in choices]
    found = [(told, columns) for told, columns in found if told]
    if found:
        (_, header), columns = max(found, key=lambda one: one[0][0])
        return table_at(sheet, *header, columns)
    header = _header_by_shape(rows, sheet)
    return table_at(sheet, *header) if header else None


def table_at(sheet: ReadSheet, first: int, last: int, columns: Sequence[Column] = ()) -> Table:
    """The table whose header stands in the given rows (from 1); `columns` are those that were recognised in it."""
    rows = _head_rows(sheet, max(last + 1, SEARCHED_ROWS))[: last + 1]
    every = _headings(rows[first - 1 : last], sheet, first)
    headings = every[: _begins_beside(every)]
    width = len(headings)
    title = [" ".join(dict.fromkeys(text for text in row if text)) for row in rows[: first - 1]]
    table = Table(
        sheet=sheet.name,
        title="\n".join(line for line in title if line),
        header_rows=(first, last),
        headings=headings,
        rows=[],
        hidden_columns=frozenset(column for column in sheet.hidden_columns if column < width),
        hidden_rows=sheet.hidden_rows,
        fonts={
            column: font_of(runs, last + 1, len(sheet.rows))
            for column, runs in sheet.fonts.items()
            if column < width
        },
    )
    part_foot(table, take_rows(table, sheet, last), columns)
    if others := [heading for heading in every[width:] if heading]:
        table.left_out.insert(0, LeftOut(first, "; ".join(others)[:300], OTHER_TABLE))
    return table


def _begins_beside(headings: list[str]) -> int:
    """Where the headings of this table end: a second table to the right counts its rows, too, behind a blank column."""
    numbers = [place for place, heading in enumerate(headings) if fold(heading) in NUMBERS]
    return next((place - 1 for place in numbers[1:] if not headings[place - 1]), len(headings))


def _header_by_columns(
    rows: list[list[str]], words: list[set[str]], columns: Sequence[Column], sheet: ReadSheet
) -> tuple[tuple[int, int, int], tuple[int, int]] | None:
    """First and last row (from 1) of the block of rows in which the most columns are recognised, after how many these are."""
    best, found = (1, 0, 0), None
    guesser = Guesser(columns)
    for first in range(min(len(rows), SEARCHED_ROWS)):
        if found and best[0] >= max(3, len(columns) // 2) and first > found[1] + MOST_HEADER_ROWS:
            break
        for last in range(first, min(first + MOST_HEADER_ROWS - 1, len(rows))):
            if not _may_be_header(rows[last]) or not any(rows[first]):
                break
            headings = _headings(rows[first : last + 1], sheet, first + 1)
            if not guesser.knows_any(headings, set().union(*words[first : last + 1])):
                continue
            guesses = guesser.guess(headings, {})
            certain = sum(guess.certain for guess in guesses.values())
            # Of blocks that tell the same columns the smallest: a title above tells none.
            if (worth := (certain, len(guesses), first - last)) > best:
                best, found = worth, (first, last)
    return (best, _whole_header(rows, sheet, *found)) if found else None


def _header_by_shape(rows: list[list[str]], sheet: ReadSheet) -> tuple[int, int] | None:
    """The first row of words that is about as wide as the rows below it."""
    filled = [sum(map(bool, row)) for row in rows]
    widths = sorted(count for count in filled if count > 1)
    if not widths:
        return None
    usual = widths[len(widths) // 2]
    for place, row in enumerate(rows[:SEARCHED_ROWS]):
        if filled[place] >= max(2, 0.6 * usual) and _may_be_header(row) and len(set(filter(None, row))) > 1:
            return _whole_header(rows, sheet, place, place)
    return None


def _whole_header(rows: list[list[str]], sheet: ReadSheet, first: int, last: int) -> tuple[int, int]:
    """The header of which some rows were recognised (from 0), with the parts above and below them, from 1."""
    for top, _, bottom, _ in sheet.merged:
        if top <= first < bottom and bottom - top < MOST_HEADER_ROWS:
            first = top - 1
    above = rows[first - 1] if first else []
    lacking = [
        column for column, text in enumerate(above) if text and not (rows[first] + [""] * len(above))[column]
    ]
    if len(lacking) > 1 and len(set(above)) > 2 and _may_be_header(above):
        first -= 1
    while last + 1 < len(rows) and last - first < MOST_HEADER_ROWS - 1 and _goes_on(sheet, first, last):
        last += 1
    return _with_numbering(rows, first, last)


def _may_be_header(row: list[str]) -> bool:
    texts = [text for text in row if text]
    words = [text for text in texts if re.search(r"[^\W\d]", text) and len(text) <= LONGEST_HEADING]
    return MOST_HEADINGS >= len(words) >= 0.6 * len(texts) > 0


def _goes_on(sheet: ReadSheet, first: int, last: int) -> bool:
    """Whether a merged heading of the rows `first` to `last` (from 0) reaches below, or spans columns with parts below."""
    for top, left, bottom, right in sheet.merged:
        if first < top <= last + 1 < bottom:
            return True
        if top == bottom == last + 1 and right > left and last + 1 < len(sheet.rows):
            below = [_head_text(cell) for cell in sheet.rows[last + 1][left : right + 1]]
            if len(set(filter(None, below))) > 1 and _may_be_header(below):
                return True
    return False


def _with_numbering(rows: list[list[str]], first: int, last: int) -> tuple[int, int]:
    """The header from 1, with the row of numbers under it, a blank row between left aside."""
    for below in range(last + 1, min(last + 3, len(rows))):
        texts = [text for text in rows[below] if text]
        if not texts:
            continue
        if len(texts) > 2 and all(NUMBERING.fullmatch(text) for text in texts) and _counts_up(texts):
            return first + 1, below + 1
        break
    return first + 1, last + 1


def _counts_up(texts: list[str]) -> bool:
    """Whether the numbers among the texts go up one by one: a first row of data hardly ever does."""
    numbers = [int(found[0]) for text in texts if (found := re.search(r"\d{1,2}", text))]
    return len(numbers) > 1 and all(
        after - before == 1 for before, after in zip(numbers, numbers[1:], strict=False)
    )


def _headings(rows: list[list[str]], sheet: ReadSheet, first: int) -> list[str]:
    """One heading per column: the parts from top to bottom, without repeats and numbering."""
    width = max(map(len, rows), default=0)
    last = first + len(rows) - 1
    under_group = {
        column
        for top, left, _, right in sheet.merged
        if first <= top <= last and right > left
        for column in range(left, right + 1)
    }
    headings = []
    for column in range(width):
        parts = [row[column] for row in rows if column < len(row) and row[column]]
        parts = [part for place, part in enumerate(parts) if place == 0 or not NUMBERING.fullmatch(part)]
        headings.append(" / ".join(dict.fromkeys(parts)))
    if not sheet.merged and len(rows) > 1:
        _spread_groups(headings, rows)
    while headings and not headings[-1] and len(headings) - 1 not in under_group:
        headings.pop()
    return headings


def _spread_groups(headings: list[str], rows: list[list[str]]) -> None:
    """Without word of merged cells: a heading over parts belongs to the columns to its right that have a part, too."""
    group = ""
    for column, heading in enumerate(headings):
        above = rows[0][column] if column < len(rows[0]) else ""
        below = any(column < len(row) and row[column] for row in rows[1:])
        if above:
            group = above if below else ""
        elif below and group:
            headings[column] = f"{group} / {heading}"


def _head_rows(sheet: ReadSheet, count: int) -> list[list[str]]:
    """The texts of the first rows, in Unicode, merged ones in each of their cells."""
    say = speaker(sheet.rows[:count])
    rows = [[_head_text(cell, say) for cell in row] for row in sheet.rows[:count]]
    _spread_merged(rows, sheet)
    return rows


def _spread_merged(rows: list[list[str]], sheet: ReadSheet) -> None:
    """Writes the text of a merged heading into all the cells that it covers."""
    for top, left, bottom, right in sheet.merged:
        if top > len(rows) or left >= len(rows[top - 1]):
            continue
        text = rows[top - 1][left]
        for row in rows[top - 1 : bottom]:
            row.extend([""] * (right + 1 - len(row)))
            for column in range(left, right + 1):
                row[column] = row[column] or text


def _head_text(cell: Cell, say: Callable[[Cell], str] = shown) -> str:
    return " ".join(clean(say(cell)[:LONGEST_HEAD]).split()) if not is_blank(cell) else ""
