"""Tables as HTML, row by row, so that long ones can be printed in parts.

Strings are put together by hand, not by templates: a list of 6.000 rows has 40.000 cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil

from tthc.core.documents import rules
from tthc.core.documents.blocks import Cell, Field, FieldList, Row, RowKind, Table, Words, plain
from tthc.core.documents.inline import CLASSES, inline

DOTS = '<span class="dots"></span>'
LETTER = 0.46  # em: the usual width of a letter
ROOM = 240  # mm of a page that a row may fill under the head
LOW = 55  # mm: what is no higher stays on one page, and leaves no large gap on the one before


@dataclass(frozen=True)
class LongTable:
    """A table that may be printed in parts: what stands before, between and after its rows.

    `glued` are the places of rows that may not begin a page.
    """

    opening: str
    rows: Sequence[str]
    closing: str
    glued: frozenset[int]

    def whole(self) -> str:
        """The table in one piece."""
        return f"{self.opening}{''.join(self.rows)}{self.closing}"


def table(block: Table) -> LongTable:
    """A table whose rows can be told apart."""
    whole = sum(column.width for column in block.columns) or 1
    shares = [column.width / whole for column in block.columns]
    columns = "".join(f'<col style="width:{share:.4%}">' for share in shares)
    caption = f'<p class="caption">{inline(block.caption)}</p>' if block.caption else ""
    kind = "ruled whole" if stays_whole(block) else "ruled"
    opening = (
        f'{caption}<table class="{kind}" style="font-size:{block.size:g}pt">{columns}{_head(block)}<tbody>'
    )
    rows, glued = [], set()
    writer = _RowWriter([CLASSES[column.align] for column in block.columns], shares, block.size)
    held = False
    for position, row in enumerate(block.body_rows()):
        held = held or row.kind is RowKind.TOTAL
        if held:
            glued.add(position)
        rows.append(writer.row(row, held))
        held = writer.reaches_on or row.kind is RowKind.GROUP
    return LongTable(opening, rows, "</tbody></table>", frozenset(glued))


def field_table(block: FieldList) -> str:
    """Labels and answers; an empty answer is a dotted line to write on, a blank cell where there are rules."""
    asked, answer = ("", "") if block.ruled else (' class="asked"', ' class="answer"')
    dots = "" if block.ruled else DOTS
    width = rules.TEXT_WIDTH - block.label_width
    rows = []
    for each in block.fields:
        tall = ' class="tall"' if height(each.value, width, rules.SIZE_BODY) > ROOM else ""
        shown = inline(each.value) or dots * dotted_lines(each, block.label_width)
        rows.append(f"<tr{tall}><th{asked}>{inline(each.label)}<td{answer}>{shown}")
    kind = "fields" + " ruled" * block.ruled + " whole" * stays_whole(block)
    columns = f'<col style="width:{block.label_width:g}mm"><col>'
    return f'<table class="{kind}">{columns}{"".join(rows)}</table>'


def dotted_lines(field: Field, label_width: float) -> int:
    """How many lines to write on an empty answer has."""
    line = height("", label_width, rules.SIZE_BODY)
    return max(field.lines, round(height(field.label, label_width, rules.SIZE_BODY) / line))


def stays_whole(block: Table | FieldList) -> bool:
    """Whether a table or a list of answers is so low that it moves to the next page rather than be torn."""
    if isinstance(block, FieldList):
        widths = [block.label_width, rules.TEXT_WIDTH - block.label_width]
        rows = [(field.label, field.value or "\n" * (field.lines - 1)) for field in block.fields]
        size = rules.SIZE_BODY
    else:
        whole = sum(column.width for column in block.columns) or 1
        widths = [column.width / whole * rules.TEXT_WIDTH for column in block.columns]
        rows, size = [row.cells for row in block.body_rows()], block.size
    least = len(rows) * height("", rules.TEXT_WIDTH, size)
    return least <= LOW and sum(_row_height(row, widths, size) for row in rows) <= LOW


def _row_height(cells: Sequence[Words | Cell], widths: Sequence[float], size: float) -> float:
    """About how high a row is, in mm, cells that reach down from above left aside."""
    found, column = [], 0
    for cell in cells:
        columns = cell.columns if isinstance(cell, Cell) else 1
        found.append(height(_words(cell), sum(widths[column : column + columns]), size))
        column += columns
    return max(found, default=0) + rules.CELL_PADDING


def height(words: Words, width: float, size: float) -> float:
    """About how many mm words take in a column: enough to know which row no page can hold."""
    letters = max((width - 2 * rules.CELL_PADDING) / (size * LETTER / 72 * 25.4), 1)
    lines = sum(max(ceil(len(line) / letters), 1) for line in plain(words).split("\n"))
    return lines * size * rules.SINGLE / 72 * 25.4


def _head(block: Table) -> str:
    rows = block.head_rows()
    if not any(plain(_words(cell)) for row in rows for cell in row.cells):
        return ""
    cells = ("".join(f"<th{_spans(cell)}>{inline(_words(cell))}" for cell in row.cells) for row in rows)
    return f"<thead>{''.join(f'<tr>{line}' for line in cells)}</thead>"


def _words(cell: Words | Cell) -> Words:
    return cell.words if isinstance(cell, Cell) else cell


def _spans(cell: Words | Cell) -> str:
    if not isinstance(cell, Cell):
        return ""
    columns = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    return columns + (f' rowspan="{cell.rows}"' if cell.rows > 1 else "")


@dataclass
class _RowWriter:
    """Writes rows one after the other, knowing which places are taken by cells that reach down from above."""

    classes: Sequence[str]  # of the alignment of each column
    shares: Sequence[float]  # of the width
    size: float
    taken: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.taken = [0] * len(self.classes)

    @property
    def reaches_on(self) -> bool:
        """Whether a cell of the rows so far belongs to the next row too."""
        return any(self.taken)

    def row(self, row: Row, held: bool) -> str:
        """A row; a cell takes the alignment of the column in which it begins."""
        names = [] if row.kind is RowKind.NORMAL else [row.kind.value]
        if held and row.kind is not RowKind.TOTAL:
            names.append("held")
        html, column, width = [], 0, len(self.classes)
        for cell in row.cells:
            while column < width and self.taken[column]:
                column += 1
            own = self.classes[column] if column < width else "l"
            words, columns, rows = _words(cell), 1, 1
            if isinstance(cell, Cell):
                columns, rows = max(cell.columns, 1), max(cell.rows, 1)
                own = self._special(cell, row.kind, own)
            places = slice(column, column + columns)
            if height(words, sum(self.shares[places]) * rules.TEXT_WIDTH, self.size) > ROOM:
                names.append("tall")
            aligned = "" if own == "l" else f' class="{own}"'
            html.append(f"<td{aligned}{_spans(cell)}>{inline(words)}")
            self.taken[places] = [rows] * len(self.taken[places])
            column += columns
        self.taken = [max(rows - 1, 0) for rows in self.taken]
        kind = f' class="{" ".join(names)}"' if names else ""
        return f"<tr{kind}>{''.join(html)}"

    def _special(self, cell: Cell, kind: RowKind, own: str) -> str:
        if cell.align:
            own = CLASSES[cell.align]
        elif cell.columns > 1:
            own = "c" if kind is RowKind.TOTAL else "l"
        return own + " b" * cell.bold + " i" * cell.italic
