"""Two texts of a form side by side, and one text as a document: parts and cells with their names. No database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tthc.workflow.comparing import Change, RowChange, Words, compare

Headings = Mapping[str, Sequence[tuple[str, ...]]]
"""{part: names of the cells, once for each width of row}; a row without names is called by its first cell."""

CHANGES = {
    Change.ADDED: ("Thêm", "ok"),
    Change.REMOVED: ("Bỏ", "late"),
    Change.CHANGED: ("Sửa", "info"),
    Change.MOVED: ("Chuyển chỗ", "wait"),
    Change.SAME: ("Giữ nguyên", "mute"),
}
WIDE = 5  # of a changed row with more cells than this, those that stayed the same are left out


@dataclass(frozen=True)
class ShownCell:
    label: str
    words: tuple[Words, ...]


@dataclass(frozen=True)
class ShownRow:
    """A row before and after; an empty side is one that was not there."""

    label: str
    tone: str
    before: list[ShownCell]
    after: list[ShownCell]


@dataclass(frozen=True)
class ShownPart:
    part: str
    label: str
    count: int
    rows: list[ShownRow]
    same: int


@dataclass(frozen=True)
class ReadPart:
    """A part of one text: what is said of it, and its rows as a table."""

    part: str
    label: str
    facts: list[tuple[str, str]]
    headings: list[str]
    rows: list[list[tuple[str, str]]]


def side_by_side(
    before: dict, after: dict, *, labels: Mapping[str, str], headings: Headings, whole: bool = False
) -> list[ShownPart]:
    """The parts in which two texts differ, row by row; with `whole` also what stayed the same."""
    shown = []
    for part in compare(before, after):
        rows = [row for row in part.rows if whole or row.change != Change.SAME]
        if rows:
            names = headings.get(part.part, ())
            shown.append(
                ShownPart(
                    part.part,
                    labels.get(part.part, part.part),
                    part.count,
                    [_row(row, names, whole) for row in rows],
                    len(part.rows) - part.count,
                )
            )
    return shown


def read_parts(content: dict, *, labels: Mapping[str, str], headings: Headings) -> list[ReadPart]:
    """One text of a form as a document, in the order of its parts; columns that say nothing are left out."""
    parts = []
    for part, rows in content.items():
        named = {len(names): names for names in headings.get(part, ())}
        widest = max(named, default=0)
        table = [row for row in rows if len(row) == widest]
        facts = [
            _fact(row, named.get(len(row))) for row in rows if len(row) != widest and any(_said(row[1:]))
        ]
        said = [place for place in range(widest) if any(_said(row[place] for row in table))]
        columns = [named[widest][place] for place in said]
        cells = [[(named[widest][place], _text(row[place])) for place in said] for row in table]
        parts.append(ReadPart(part, labels.get(part, part), facts, columns, cells))
    return parts


def _fact(row: Sequence[str], names: tuple[str, ...] | None) -> tuple[str, str]:
    if names is None:
        return row[0], "\n".join(_said(row[1:]))
    return names[0], "\n".join(
        f"{name}: {text}" if place else text
        for place, (name, text) in enumerate(zip(names, row, strict=True))
        if _text(text)
    )


def _row(row: RowChange, names: Iterable[tuple[str, ...]], whole: bool) -> ShownRow:
    label, tone = CHANGES[row.change]
    width = len(row.after or row.before)
    heading = next((cells for cells in names if len(cells) == width), None)
    places = range(len(row.cells))
    if row.change == Change.CHANGED and len(row.cells) > WIDE and not whole:
        places = [place for place in places if place < 2 or _differs(row.cells[place])]
    # A first cell that was written anew is shown with its words marked, not as a name.
    is_renamed = row.change == Change.CHANGED and _differs(row.cells[0])
    named = heading is None and len(row.cells) > 1 and not is_renamed
    return ShownRow(
        label,
        tone,
        _side(row.cells, places, heading, {Change.SAME, Change.REMOVED}, named) if row.before else [],
        _side(row.cells, places, heading, {Change.SAME, Change.ADDED}, named) if row.after else [],
    )


def _side(cells, places, heading, kinds: set[Change], named: bool) -> list[ShownCell]:
    """What one side says: cells that are empty there are passed over, unless their row would have no words at all.

    `named` rows are called by their first cell.
    """
    words = {place: tuple(run for run in cells[place] if run.change in kinds) for place in places}
    if named:
        name = "".join(run.text for run in words.pop(0, ()))
        said = [ShownCell("", runs) for runs in words.values() if _says(runs)] or [ShownCell("", ())]
        return [ShownCell(name, said[0].words), *said[1:]]
    return [
        ShownCell(heading[place] if heading else "", runs) for place, runs in words.items() if _says(runs)
    ]


def _differs(cell: tuple[Words, ...]) -> bool:
    return any(run.change != Change.SAME for run in cell)


def _says(runs: tuple[Words, ...]) -> bool:
    return bool(_text("".join(run.text for run in runs)))


def _said(cells: Iterable[str]) -> list[str]:
    return [text for cell in cells if (text := _text(cell))]


def _text(cell: str) -> str:
    """The words of a cell; a dash stands for an empty number."""
    return "" if cell.strip() == "—" else cell.strip()
