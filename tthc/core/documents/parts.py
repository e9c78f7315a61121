"""A long document in stretches that several processes print at once, and their numbers afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass

from tthc.core.documents import fonts
from tthc.core.documents.blocks import Contents
from tthc.core.documents.press import PART_BYTES, Printed, Rows, Stretch
from tthc.core.documents.sheets import BREAK, Cutting, Flow, Piece, Sheet, page_size, piece_size
from tthc.core.documents.tables import LongTable


@dataclass
class Part:
    """A stretch in its place: what it prints, whether page numbers begin anew with it, the flows of its words."""

    sheet: Sheet
    restarts: bool
    flows: list[list[Piece]]
    table: Rows | None = None
    printed: Printed | None = None

    @property
    def has_contents(self) -> bool:
        """Whether it can only be printed rightly when the pages of all others are known."""
        return any(isinstance(piece, Contents) for flow in self.flows for piece in flow)


@dataclass(frozen=True)
class Link:
    """A box on a page, in points, that goes to another page; pages are places in the whole, from 0."""

    page: int
    box: list[float]
    goal: int


class Division:
    """A document's parts, in order."""

    def __init__(self, cutting: Cutting, lanes: int) -> None:
        self._cutting, self._lanes = cutting, lanes
        self._shells = {turned: cutting.shell(f"@page{{{page_size(turned)}}}") for turned in (False, True)}
        self.parts = [part for sheet in cutting.sheets for part in self._parts_of(sheet)]

    def stretch(self, part: Part, pages: dict[str, int] | None = None) -> Stretch:
        """What a process prints; `pages` are the numbers in the table of contents."""
        before, after = self._shells[part.sheet.landscape]
        flows = [[self._cutting.piece(piece, pages or {}) for piece in flow] for flow in part.flows]
        style, folders = self._cutting.style, (str(fonts.folder()),)
        if part.table is None:
            return Stretch(style, before, after, BREAK.join(map("".join, flows)), folders=folders)
        lead, tail = map("".join, flows)
        return Stretch(style, before, after, lead, part.table, tail, folders, PART_BYTES)

    def numbers(self) -> Iterator[int]:
        """The number of each page of the whole, as it stands on the page; all parts must be printed."""
        number = 0
        for part in self.parts:
            if part.restarts:
                number = 0
            yield from range(number + 1, number + part.printed.pages + 1)
            number += part.printed.pages

    def places(self) -> dict[str, int]:
        """The place of each heading's page in the whole, from 0."""
        found, before = {}, 0
        for part in self.parts:
            found |= {anchor: before + page for anchor, page in part.printed.anchors.items()}
            before += part.printed.pages
        return found

    def links(self) -> Iterator[Link]:
        """The lines of the tables of contents, each with the place of the page that it goes to."""
        places, before = self.places(), 0
        for part in self.parts:
            for page, anchor, box in part.printed.links:
                if anchor in places:
                    yield Link(before + page, box, places[anchor])
            before += part.printed.pages

    def _parts_of(self, sheet: Sheet) -> Iterator[Part]:
        """A sheet's flows: small ones together, long tables apart."""
        restarts, gathered, size = sheet.restarts, [], 0
        for flow in sheet.flows:
            if gathered and size + flow.size > PART_BYTES:
                yield Part(sheet, restarts, gathered)
                restarts, gathered, size = False, [], 0
            if flow.size <= PART_BYTES:
                gathered.append(flow.pieces)
                size += flow.size
                continue
            for part in self._parts_of_long(sheet, flow):
                part.restarts, restarts = restarts, False
                yield part
        if gathered:
            yield Part(sheet, restarts, gathered)

    def _parts_of_long(self, sheet: Sheet, flow: Flow) -> Iterator[Part]:
        """A flow cut before each of its long tables but the first, and inside them where nobody sees it."""
        lead, pieces = [], list(flow.pieces)
        places = [place for place, piece in enumerate(pieces) if _is_long(piece)]
        if not places:
            yield Part(sheet, False, [pieces])
            return
        for order, place in enumerate(places):
            lead = pieces[(places[order - 1] + 1 if order else 0) : place]
            tail = pieces[place + 1 :] if order == len(places) - 1 else []
            stretches = list(_lanes(pieces[place], self._lanes))
            for number, rows in enumerate(stretches):
                yield Part(
                    sheet,
                    False,
                    [lead if number == 0 else [], tail if number == len(stretches) - 1 else []],
                    rows,
                )


def _is_long(piece: Piece) -> bool:
    return isinstance(piece, LongTable) and piece_size(piece) > PART_BYTES


def _lanes(table: LongTable, count: int) -> Iterator[Rows]:
    """A long table's rows in stretches of about the same size, none beginning with a row that hangs on another."""
    whole = piece_size(table)
    count = max(min(count, whole // PART_BYTES), 1)
    ends, total = [], 0
    for place, row in enumerate(table.rows):
        if total * count >= whole * (len(ends) + 1) and place not in table.glued:
            ends.append(place)
        total += len(row)
    ends = [*ends[: count - 1], len(table.rows)]
    for start, end in zip([0, *ends], ends, strict=False):
        yield Rows(
            table.opening,
            list(table.rows[start:end]),
            table.closing,
            [place - start for place in sorted(table.glued) if start <= place < end],
            goes_on=end < len(table.rows),
        )
