"""Rows on their way out of the process that parses them (`tthc.core.sheets.parser`): some hundred to a line of JSON.

Most columns say the same few things over and over, so a block goes column by column and says each thing once:
{"count": rows, "columns": [[the different cells, the place of each row's cell among them], …]}. Instead of places stands
null where the cells stand one by one, and [] where all are the same. Rows of unequal length go as they are, as a list.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count, islice, repeat

from tthc.core.sheets.safety import MOST_CELLS, SAY, Unsafe

ROWS = 500
MOST_LETTERS = 80_000_000
"""Of all cells: more is no table that a file of this size can honestly hold."""


class Packer:
    """Packs the rows of a file. Raises Unsafe when one long text that a million cells point at makes it endless."""

    def __init__(self) -> None:
        self.letters = 0

    def blocks(self, rows: Iterable[list]) -> Iterator[dict | list]:
        rows = iter(rows)
        while block := list(islice(rows, ROWS)):
            is_even = len(set(map(len, block))) == 1
            parts = (
                list(map(_packed, zip(*block, strict=True))) if is_even else [(row, None) for row in block]
            )
            self.letters += sum([_letters(*part, len(block)) for part in parts])
            if self.letters > MOST_LETTERS:
                raise Unsafe(SAY["unpacked"])
            yield {"count": len(block), "columns": parts} if is_even else block


class Unpacker:
    """Gives the rows of such lines back. Raises ValueError, LookupError or TypeError for what no Packer has packed."""

    def __init__(self) -> None:
        self.cells = 0

    def rows(self, block: dict | list) -> list[list]:
        if isinstance(block, list):
            return block
        many, columns = block["count"], block["columns"]
        self.cells += many * max(len(columns), 1)
        if self.cells > MOST_CELLS:
            raise ValueError("more cells than a file may have")
        if not columns:
            return [[] for _ in range(many)]
        return list(map(list, zip(*(_unpacked(*column, many) for column in columns), strict=True)))


def _packed(cells: Sequence) -> tuple[Sequence, Sequence[int] | None]:
    if cells.count(cells[0]) == len(cells) and len(set(map(type, cells))) == 1:
        return cells[:1], ()
    different = dict.fromkeys(cells)
    # True is equal to 1 and is not the same.
    if 2 * len(different) > len(cells) or bool in map(type, cells):
        return cells, None
    places = dict(zip(different, count(), strict=False))
    return tuple(different), tuple(map(places.__getitem__, cells))


def _letters(different: Sequence, places: Sequence[int] | None, many: int) -> int:
    lengths = [len(cell) if type(cell) is str else 0 for cell in different]
    if places is None:
        return sum(lengths)
    return sum(map(lengths.__getitem__, places)) if places else lengths[0] * many


def _unpacked(different: list, places: list[int] | None, many: int) -> Iterable:
    if places is None:
        return different
    return map(different.__getitem__, places) if places else repeat(different[0], many)
