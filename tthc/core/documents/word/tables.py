"""Tables of Word: fixed widths, heads that stand again on every page, cells that span columns and rows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from lxml.etree import _Element as Element

from tthc.core.documents import rules
from tthc.core.documents.blocks import Align, Cell, Column, Row, RowKind, Table, Words, plain
from tthc.core.documents.tables import ROOM, height, stays_whole
from tthc.core.documents.word.markup import (
    paragraph,
    run_properties,
    table,
    table_cell,
    table_row,
    twips,
)


@dataclass(frozen=True)
class Spanning:
    """A cell above that reaches down into this row."""

    rows: int  # still to come
    columns: int


@dataclass(frozen=True)
class Placed:
    """A cell with the column it begins in; without one it is the lower part of the cell above."""

    column: int
    columns: int
    cell: Cell | None
    merged: str | None = None


def ruled_table(described: Table, width: float, drawn: Callable[[], None]) -> Element:
    """The table, `width` mm wide; `drawn` hears of every row."""
    share = width / sum(column.width for column in described.columns)
    widths = [column.width * share for column in described.columns]
    writer = TableWriter(described, [twips(each) for each in widths], drawn)
    return table("BangKe", widths, writer.rows(), title=plain(described.caption))


class TableWriter:
    """Writes the rows of one table."""

    def __init__(self, described: Table, widths: Sequence[int], drawn: Callable[[], None]) -> None:
        self.described, self.widths, self.drawn = described, widths, drawn

    def rows(self) -> Iterator[Element]:
        """Heads and rows."""
        heads = self.described.head_rows()
        if any(plain(_cell(cell).words) for row in heads for cell in row.cells):
            for _, placed in laid_out(heads, len(self.widths)):
                yield table_row([self._head_cell(place) for place in placed], head=True)
        rows = list(laid_out(self.described.body_rows(), len(self.widths)))
        whole = stays_whole(self.described)
        for position, (row, placed) in enumerate(rows):
            following = rows[position + 1][0].kind if position + 1 < len(rows) else None
            kept = (
                row.kind is RowKind.GROUP or following is RowKind.TOTAL or (whole and following is not None)
            )
            cells = [self._body_cell(place, row.kind, kept) for place in placed]
            yield table_row(cells, may_tear=any(map(self._is_tall, placed)))
            self.drawn()

    def _width(self, place: Placed) -> int:
        return sum(self.widths[place.column : place.column + place.columns])

    def _is_tall(self, place: Placed) -> bool:
        """Whether no page can hold the cell."""
        share = self._width(place) / sum(self.widths)
        words = place.cell.words if place.cell else ""
        return height(words, share * rules.TEXT_WIDTH, self.described.size) > ROOM

    def _head_cell(self, place: Placed) -> Element:
        words = place.cell.words if place.cell else ""
        face = self._face()
        content = [paragraph(words, "DauBang", keep_next=True, mark=run_properties(**face), face=face)]
        return self._made(place, content, middle=True)

    def _body_cell(self, place: Placed, kind: RowKind, kept: bool) -> Element:
        cell = place.cell or Cell()
        column: Column = self.described.columns[place.column]
        align = cell.align or column.align
        if cell.columns > 1 and not cell.align:
            align = Align.CENTRE if kind is RowKind.TOTAL else Align.LEFT
        face = self._face()
        if cell.bold or kind is not RowKind.NORMAL:
            face["bold"] = True
        if cell.italic:
            face["italic"] = True
        content = [
            paragraph(
                cell.words,
                "Bang",
                align=None if align is Align.LEFT else align,
                keep_next=True if kept else None,
                mark=run_properties(**self._face()),
                face=face,
            )
        ]
        return self._made(place, content)

    def _made(self, place: Placed, content: list[Element], middle: bool = False) -> Element:
        return table_cell(
            self._width(place), content, columns=place.columns, merged=place.merged, middle=middle
        )

    def _face(self) -> dict[str, object]:
        size = self.described.size
        return {} if size == rules.SIZE_TABLE else {"size": size}


def laid_out(rows: Iterable[Row], width: int) -> Iterator[tuple[Row, list[Placed]]]:
    """Each row with its cells in their columns, as HTML places them; every place of the row is filled."""
    reaching: dict[int, Spanning] = {}
    for row in rows:
        placed: list[Placed] = []
        cells = iter(row.cells)
        column = 0
        while column < width:
            above = reaching.pop(column, None)
            if above:
                placed.append(Placed(column, above.columns, None, "continue"))
                if above.rows > 1:
                    reaching[column] = Spanning(above.rows - 1, above.columns)
                column += above.columns
                continue
            cell = _cell(next(cells, ""))
            free = next((place for place in range(column + 1, width) if place in reaching), width) - column
            columns = max(min(cell.columns, free), 1)
            if cell.rows > 1:
                reaching[column] = Spanning(cell.rows - 1, columns)
            placed.append(Placed(column, columns, cell, "restart" if cell.rows > 1 else None))
            column += columns
        yield row, placed


def _cell(cell: Words | Cell) -> Cell:
    return cell if isinstance(cell, Cell) else Cell(cell)
