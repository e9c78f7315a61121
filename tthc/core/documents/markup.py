"""The blocks of a document as HTML for print. Every word is escaped here, and nowhere else is markup made of words.

Strings are put together by hand, not by templates: a list of 6.000 rows has 40.000 cells.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape

from tthc.core.documents import fonts
from tthc.core.documents.blocks import (
    Align,
    Article,
    Block,
    Cell,
    Chart,
    Columns,
    FieldList,
    Figures,
    Heading,
    ItemList,
    Note,
    PageBreak,
    Paragraph,
    Row,
    RowKind,
    Run,
    Table,
    Words,
    plain,
    printable,
    runs,
)

CLASSES = {Align.LEFT: "l", Align.CENTRE: "c", Align.RIGHT: "r", Align.JUSTIFY: "j"}
FACES = (("bold", "b"), ("italic", "i"), ("underline", "u"), ("raised", "sup"))
PICTURE_FONT = re.compile(r'font-family="[^"]*"')


def inline(words: Words) -> str:
    """Words as HTML: text escaped, line ends as <br>, faces as elements."""
    if type(words) is str:
        return escape(printable(words)).replace("\n", "<br>")
    return "".join(map(_run, runs(words)))


def _run(run: Run) -> str:
    html = escape(run.text).replace("\n", "<br>")
    for face, tag in FACES:
        if getattr(run, face):
            html = f"<{tag}>{html}</{tag}>"
    return html


@dataclass(frozen=True)
class Entry:
    """A line of the table of contents: the anchor, its depth from 1, its words."""

    anchor: str
    level: int
    words: str


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
        return f"{self.opening}{''.join(self.rows)}{self.closing}"


@dataclass
class Writer:
    """Writes the blocks of a body one after the other: counts Điều, remembers headings."""

    entries: list[Entry] = field(default_factory=list)
    articles: int = 0

    def write(self, blocks: Iterable[Block]) -> str:
        """Blocks that stay together as one piece of HTML."""
        return "".join(map(self.block, blocks))

    def block(self, block: Block) -> str:
        """One block. Landscape and Contents are sheets of their own (sheets.py)."""
        match block:
            case Paragraph():
                return self._paragraph(block)
            case Heading():
                return self._heading(block)
            case Article():
                return self._article(block)
            case ItemList():
                return self._list(block)
            case FieldList():
                return self._fields(block)
            case Table():
                return table(block).whole()
            case Chart():
                return _chart(block)
            case Note():
                return f'<p class="note">{inline(block.words)}</p>'
            case Figures():
                return _figures(block)
            case Columns():
                cells = "".join(f"<td>{self.write(column)}</td>" for column in block.columns)
                return f'<table class="columns"><tr>{cells}</tr></table>'
            case PageBreak():
                return '<div class="break"></div>'
        raise TypeError(f"{type(block).__name__} stands on a sheet of its own, not inside other blocks")

    def note_entry(self, level: int, words: str) -> str:
        """Remembers a line for the table of contents; its anchor."""
        anchor = f"h{len(self.entries) + 1}"
        self.entries.append(Entry(anchor, level, " ".join(words.split())))
        return anchor

    def _paragraph(self, block: Paragraph) -> str:
        classes = CLASSES[block.align] + (" in" if block.indent and block.align is Align.JUSTIFY else "")
        return f'<p class="{classes}{" keep" if block.keep_with_next else ""}">{inline(block.words)}</p>'

    def _heading(self, block: Heading) -> str:
        label = printable(block.label)
        words = f"{label}. {plain(block.words)}" if label else plain(block.words)
        anchor = self.note_entry(block.level, words)
        over = f"<span>{escape(label)}</span><br>" if label else ""
        return f'<h{block.level} id="{anchor}">{over}{inline(block.words)}</h{block.level}>'

    def _article(self, block: Article) -> str:
        self.articles += 1
        head = f"<b>Điều {self.articles}. {inline(block.heading)}</b>"
        if block.heading:
            words = f'<p class="j in">{inline(block.words)}</p>' if plain(block.words) else ""
            return f'<p class="j in keep">{head}</p>{words}{self.write(block.blocks)}'
        keep = " keep" if block.blocks else ""
        return f'<p class="j in{keep}">{head}{inline(block.words)}</p>{self.write(block.blocks)}'

    def _list(self, block: ItemList) -> str:
        return "".join(
            f'<p class="j in">{mark} {inline(item.words)}</p>{self.write(item.blocks)}'
            for mark, item in block.marked()
        )

    def _fields(self, block: FieldList) -> str:
        rows = "".join(
            f"<tr><th>{inline(each.label)}</th><td>{inline(each.value) or DOTS}</td></tr>"
            for each in block.fields
        )
        kind = "fields ruled" if block.ruled else "fields"
        return f'<table class="{kind}"><col style="width:{block.label_width:g}mm"><col>{rows}</table>'


DOTS = '<span class="dots"></span>'


def table(block: Table) -> LongTable:
    """A table whose rows can be told apart."""
    whole = sum(column.width for column in block.columns) or 1
    columns = "".join(f'<col style="width:{column.width / whole:.4%}">' for column in block.columns)
    heads = "".join(f"<tr>{''.join(map(_head_cell, row.cells))}</tr>" for row in block.head_rows())
    classes = [CLASSES[column.align] for column in block.columns]
    caption = f'<p class="caption">{inline(block.caption)}</p>' if block.caption else ""
    head = f"<thead>{heads}</thead>" if any(plain(_words(cell)) for cell in _cells(block)) else ""
    opening = f'{caption}<table class="ruled" style="font-size:{block.size:g}pt">{columns}{head}<tbody>'
    rows, glued, covered = [], set(), 0  # covered: so many rows to come belong to a cell that spans them
    hold = False
    taken: list[int] = [0] * len(classes)  # per column: how many rows to come a cell above reaches into
    for position, row in enumerate(block.body_rows()):
        if covered or hold or row.kind is RowKind.TOTAL:
            glued.add(position)
        rows.append(_row(row, classes, taken, position in glued))
        covered = max(taken, default=0)
        hold = row.kind is RowKind.GROUP
    return LongTable(opening, rows, "</tbody></table>", frozenset(glued))


def _cells(block: Table) -> Iterable[Words | Cell]:
    return (cell for row in block.head_rows() for cell in row.cells)


def _words(cell: Words | Cell) -> Words:
    return cell.words if isinstance(cell, Cell) else cell


def _head_cell(cell: Words | Cell) -> str:
    if not isinstance(cell, Cell):
        return f"<th>{inline(cell)}</th>"
    return f"<th{_spans(cell)}>{inline(cell.words)}</th>"


def _spans(cell: Cell) -> str:
    columns = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    return columns + (f' rowspan="{cell.rows}"' if cell.rows > 1 else "")


def _row(row: Row, classes: Sequence[str], taken: list[int], glued: bool) -> str:
    """A row; a cell takes the alignment of the column in which it begins."""
    kind = f' class="{row.kind.value}"' if row.kind is not RowKind.NORMAL else ""
    if glued and row.kind is not RowKind.TOTAL:
        kind = f' class="{row.kind.value} held"'
    html = [f"<tr{kind}>"]
    column, width = 0, len(classes)
    for cell in row.cells:
        while column < width and taken[column]:
            column += 1
        own = classes[column] if column < width else "l"
        if isinstance(cell, Cell):
            html.append(_special_cell(cell, own))
            for place in range(column, min(column + cell.columns, width)):
                taken[place] = cell.rows
            column += cell.columns
        else:
            html.append(f'<td class="{own}">{inline(cell)}')
            if column < width:
                taken[column] = 1
            column += 1
    for place in range(width):
        taken[place] = max(taken[place] - 1, 0)
    return "".join(html)


def _special_cell(cell: Cell, own: str) -> str:
    classes = CLASSES[cell.align] if cell.align else own
    classes += " b" * cell.bold + " i" * cell.italic
    return f'<td class="{classes}"{_spans(cell)}>{inline(cell.words)}'


def _chart(block: Chart) -> str:
    # The drawing names the fonts of the screen; on paper everything is in one.
    svg = PICTURE_FONT.sub(f'font-family="{fonts.STACK}"', block.drawing.svg(), count=1)
    width = f' style="width:{block.width:g}mm"' if block.width else ""
    caption = f'<p class="caption">{inline(block.caption)}</p>' if block.caption else ""
    return f'<div class="chart"{width}>{svg}{caption}</div>'


def _figures(block: Figures) -> str:
    cells = "".join(
        f'<td><p class="value">{inline(each.value)}</p><p class="label">{inline(each.label)}</p>'
        f'<p class="about">{inline(each.note)}</p></td>'
        for each in block.figures
    )
    return f'<table class="figures"><tr>{cells}</tr></table>'
