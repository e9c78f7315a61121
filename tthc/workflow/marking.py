"""What has changed since the last decision, marked in the form as it reads: word by word where the words stand, and at
the end of its part whatever found no place of its own there (rows taken out, answers cleared). No database.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tthc.workflow.comparing import Change, PartChange, RowChange, Words


@dataclass
class PartMarks:
    """The changes of one part; each is noted once it was shown, so that the rest can follow at the end."""

    rows: list[RowChange]
    shown: set[tuple[int, int]] = field(default_factory=set)

    @property
    def _present(self) -> list[tuple[int, RowChange]]:
        return [(place, row) for place, row in enumerate(self.rows) if row.after is not None]

    def kind(self, number: int) -> Change | None:
        """What became of a row, by its number (from 1) in the part; None when it only changed in its words, or not."""
        place, row = self._row(number)
        if row is None or row.change not in (Change.ADDED, Change.MOVED):
            return None
        self.shown |= {(place, cell) for cell in range(len(row.cells))}
        return row.change

    def words(self, text: str, number: int | None = None, label: str = "") -> tuple[Words, ...] | None:
        """The marked words of a text that stands in the row of that number, or in one that begins with the label;
        None when the text is as it was, or could be that of more than one row.
        """
        wanted = _said(text)
        found = [
            (place, cell, row)
            for place, row in self._candidates(number, label)
            for cell, after in enumerate(row.after)
            if wanted and _said(after) == wanted
        ]
        changed = [(place, cell, row) for place, cell, row in found if _differs(row.cells[cell])]
        if not changed or (number is None and not label and len(changed) < len(found)):
            return None
        place, cell, row = changed[0]
        self.shown.add((place, cell))
        return row.cells[cell]

    def left(self) -> list[tuple[Change, list[tuple[Words, ...]]]]:
        """(what became of a row, its marked cells) of all that was not shown yet."""
        found = []
        for place, row in enumerate(self.rows):
            cells = [cell for number, cell in enumerate(row.cells) if (place, number) not in self.shown]
            if row.change in (Change.ADDED, Change.REMOVED, Change.MOVED) and len(cells) == len(row.cells):
                found.append((row.change, [cell for cell in cells if any(_said(run.text) for run in cell)]))
            elif row.change == Change.CHANGED and any(_differs(cell) for cell in cells):
                name = [row.cells[0]] if not _differs(row.cells[0]) else []
                found.append((row.change, name + [cell for cell in cells if _differs(cell)]))
        return found

    def _candidates(self, number: int | None, label: str) -> Iterable[tuple[int, RowChange]]:
        if number is not None:
            place, row = self._row(number)
            return [(place, row)] if row else []
        named = [(place, row) for place, row in self._present if label and row.after[0] == label]
        return named or ([] if label else self._present)

    def _row(self, number: int) -> tuple[int, RowChange | None]:
        return dict(enumerate(self._present, start=1)).get(number, (0, None))


def marks_of(parts: Iterable[PartChange]) -> dict[str, PartMarks]:
    """{part: its marks} of the parts in which something has changed."""
    return {part.part: PartMarks(list(part.rows)) for part in parts if part.count}


def _differs(cell: tuple[Words, ...]) -> bool:
    return any(run.change != Change.SAME for run in cell)


def _said(text: str) -> str:
    return " ".join(text.split()).strip("—")
