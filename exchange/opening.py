"""What a file holds: its tables, what each may be used as, which column may be which, which text is in an old encoding."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from exchange.plan import KindSheet
from tthc.core.legacy import Encoding
from tthc.core.refusal import Refusal
from tthc.core.sheets.columns import is_blank, shown
from tthc.core.sheets.encodings import convert_columns, recognise_columns, samples
from tthc.core.sheets.finding import find_table
from tthc.core.sheets.headings import guess_columns, heading_key
from tthc.core.sheets.opening import open_file
from tthc.core.sheets.tables import ReadSheet, Table
from tthc.core.sweeping import no_sweeping
from tthc.core.text import fold

SAMPLES = 3
SAMPLE_LETTERS = 120

NO_TABLE = (
    "Không tìm thấy bảng nào trong tệp. Bảng cần một dòng tên cột, dưới đó là các dòng dữ liệu. "
    "Có thể tải biểu mẫu trống, chép dữ liệu vào rồi tải lên lại."
)


@no_sweeping()
def open_tables(raw: bytes, file_name: str, sheets: Sequence[KindSheet]) -> list[Table]:
    """The tables of a file, in its order, found by the headings of the kind's sheets.

    Refuses a file that cannot be opened, or has no table (Refusal).
    """
    file = open_file(raw, file_name)
    found = (_table_in(sheet, sheets) for sheet in file.sheets if not sheet.hidden)
    tables = [replace(table, epoch_1904=file.epoch_1904) for table in found if table]
    if not tables:
        raise Refusal(NO_TABLE)
    return tables


def _table_in(page: ReadSheet, sheets: Sequence[KindSheet]) -> Table | None:
    """The table of one sheet of the file: by the headings of the kind's sheet of that name, otherwise by those that fit best."""
    named = [sheet for sheet in sheets if fold(sheet.title) == fold(page.name)]
    return find_table(page, *(sheet.readable for sheet in named or sheets))


def described(table: Table) -> dict[str, Any]:
    """What the pages need of a table, as JSON: {"sheet", "title", "first", "headings", "samples", "count", …}."""
    return {
        "sheet": table.sheet,
        "title": table.title,
        "first": table.rows[0].number if table.rows else 0,
        "headings": table.headings,
        "samples": [_samples(table, place) for place in range(len(table.headings))],
        "count": len(table.rows),
        "hidden": sorted(table.hidden_columns),
        "hidden_rows": sum(row.number in table.hidden_rows for row in table.rows),
        "left_out": [[row.number, row.text, row.why] for row in table.left_out],
        "old": _old(table),
    }


def guessed_uses(
    found: Sequence[dict[str, Any]], sheets: Sequence[KindSheet], memory: Mapping[tuple[str, str], str]
) -> list[dict[str, Any]]:
    """What each table that was `described` is most likely used as, with the columns recognised; see ImportSession.uses."""
    uses = []
    for at, table in enumerate(found):
        mappings = {sheet.key: guessed_mapping(table["headings"], sheet, memory) for sheet in sheets}
        best = max(sheets, key=lambda sheet: _likeness(sheet, table, mappings[sheet.key]))
        likeness = _likeness(best, table, mappings[best.key])[0]
        if likeness >= min(2, len(best.visible)) or len(found) == 1:
            uses.append(used_as(at, table, best, mappings[best.key]))
    return uses


def tables_are_plain(
    found: Sequence[dict[str, Any]], uses: Sequence[dict[str, Any]], titles: Mapping[str, str]
) -> bool:
    """Whether there is nothing to choose: one table, or every one bears the name of the sheet that it is used as."""
    if len(found) == 1:
        return bool(uses)
    named = [fold(titles[use["sheet"]]) == fold(found[use["table"]]["sheet"]) for use in uses]
    return len(uses) == len(found) and all(named)


def used_as(at: int, table: dict[str, Any], sheet: KindSheet, mapping: dict[str, int]) -> dict[str, Any]:
    """A table used as a sheet of the kind; what is clearly in an old encoding is to be converted, until told otherwise."""
    places = map(str, mapping.values())
    old = {place: table["old"][place]["encoding"] for place in places if place in table["old"]}
    return {"table": at, "sheet": sheet.key, "mapping": mapping, "convert": old}


def guessed_mapping(
    headings: Sequence[str], sheet: KindSheet, memory: Mapping[tuple[str, str], str]
) -> dict[str, int]:
    """{key of a column: its place}: what the unit chose for such a heading before, otherwise by heading and synonyms."""
    remembered = {heading: key for (its, heading), key in memory.items() if its == sheet.key}
    guesses = guess_columns(headings, sheet.readable, remembered=remembered)
    return {guess.column.key: place for place, guess in guesses.items()}


def remembered(heading: str) -> str:
    """A heading as a unit's memory of columns keeps it."""
    return heading_key(heading)[:300]


def converted(table: Table, places: Mapping[str, str]) -> Table:
    """The table with the text of some columns, {place: encoding}, converted from an old encoding."""
    if not places:
        return table
    return convert_columns(table, {int(place): Encoding(encoding) for place, encoding in places.items()})


def _samples(table: Table, place: int) -> list[str]:
    filled = (cell for row in table.rows if not is_blank(cell := row.cell(place)))
    return [shown(cell)[:SAMPLE_LETTERS] for cell in islice(filled, SAMPLES)]


def _old(table: Table) -> dict[str, dict[str, Any]]:
    """{place of a column in an old encoding: {"encoding", "pairs": [[before, after], …]}}."""
    told = {}
    for place, encoding in recognise_columns(table).items():
        if pairs := samples(table, place, encoding, SAMPLES):
            shortened = [[old[:SAMPLE_LETTERS], new[:SAMPLE_LETTERS]] for old, new in pairs]
            told[str(place)] = {"encoding": encoding.value, "pairs": shortened}
    return told


def _likeness(sheet: KindSheet, table: dict[str, Any], mapping: Mapping[str, int]) -> tuple[int, bool]:
    return len(mapping), fold(sheet.title) == fold(table["sheet"])
