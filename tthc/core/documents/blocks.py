"""What the body of a document is made of: words, paragraphs, Điều, lists, tables, charts.

Pure. Wherever `Words` are wanted, plain text will do: "\\n" is a line break, everything else is text, never markup.
Lengths in mm, sizes in pt.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, StrEnum

from django.utils.safestring import SafeString

from tthc.core import charts
from tthc.core.documents import rules

# Neither XML nor a font has a place for these, tab and line feed stay; nor may a word turn the direction of others.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


LINES_HEIGHT = 100  # units of a chart of lines between its axes


@dataclass(frozen=True)
class Run:
    """Words in one face."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    raised: bool = False  # the figure of a footnote, m²


Words = str | Run | Sequence[str | Run]


def runs(words: Words) -> tuple[Run, ...]:
    """The words as runs, without unprintable characters, line ends as "\\n"; empty runs dropped."""
    pieces = (words,) if isinstance(words, str | Run) else words
    found = (piece if isinstance(piece, Run) else Run(str(piece)) for piece in pieces)
    return tuple(replace(run, text=printable(run.text)) for run in found if printable(run.text))


def printable(text: str) -> str:
    """The text without control characters, marks of direction and halves of surrogates."""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n"))


def plain(words: Words) -> str:
    """The words without faces."""
    return "".join(run.text for run in runs(words))


class Align(StrEnum):
    LEFT = "left"
    CENTRE = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


# --- Blocks of a body --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Paragraph:
    """Body text: justified, first line drawn in, unless said otherwise."""

    words: Words
    align: Align = Align.JUSTIFY
    indent: bool = True
    keep_with_next: bool = False


@dataclass(frozen=True)
class Heading:
    """A title in the text, an entry of the table of contents.

    Level 1: `label` ("Phần I") on its own line over `words` in capitals, both centred and bold; 2 and 3: one bold
    line, first line drawn in, level 3 italic too. Figures ("I.", "1.") are part of the words.
    """

    words: Words
    level: int = 2
    label: str = ""


@dataclass(frozen=True)
class Article:
    """Điều: counted from 1 in the body, anew in each appendix.

    "Điều 1." and `heading` are bold; `words` follow in the same line, or in a paragraph of their own under a heading.
    """

    words: Words = ""
    heading: Words = ""
    blocks: Sequence["Block"] = ()


class Marker(Enum):
    """What stands before an item."""

    NUMBER = "1."  # khoản
    LETTER = "a)"  # điểm, in Vietnamese order: a b c d đ e g …
    DASH = "-"
    PLUS = "+"


@dataclass(frozen=True)
class Item:
    """One item with what belongs to it: further paragraphs, a list inside, a table."""

    words: Words
    blocks: Sequence["Block"] = ()


@dataclass(frozen=True)
class ItemList:
    """Items with markers; each is a paragraph with the first line drawn in, as khoản and điểm are written."""

    items: Sequence[Words | Item]
    marker: Marker = Marker.NUMBER
    start: int = 1

    def marked(self) -> Iterator[tuple[str, Item]]:
        """Each item with its marker: "1.", "a)", "-", "+"."""
        for position, item in enumerate(self.items, start=self.start):
            mark = {
                Marker.NUMBER: f"{position}.",
                Marker.LETTER: f"{rules.point_letter(position)})",
                Marker.DASH: "-",
                Marker.PLUS: "+",
            }[self.marker]
            yield mark, item if isinstance(item, Item) else Item(item)


@dataclass(frozen=True)
class Field:
    """A labelled answer of a form; a value of several lines keeps them.

    An empty value is as many dotted lines to write on as the label takes, and at least `lines`.
    """

    label: Words
    value: Words = ""
    lines: int = 1


@dataclass(frozen=True)
class FieldList:
    """Labels in a column at the left, values at the right; `ruled` draws it as a table."""

    fields: Sequence[Field]
    label_width: float = 50
    ruled: bool = False


@dataclass(frozen=True)
class Column:
    """A column: its heading (unless Table.heads says more), its width in parts of the table's, where its cells stand."""

    head: Words = ""
    width: float = 1
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Cell:
    """A cell that spans several columns or rows, or stands out."""

    words: Words = ""
    columns: int = 1
    rows: int = 1
    align: Align | None = None
    bold: bool = False
    italic: bool = False


class RowKind(Enum):
    NORMAL = "normal"
    GROUP = "group"  # a band over the rows that follow: bold, never last on a page
    TOTAL = "total"  # bold, never first on a page


@dataclass(frozen=True)
class Row:
    """A row that is not an ordinary one, or may not tear."""

    cells: Sequence[Words | Cell]
    kind: RowKind = RowKind.NORMAL


@dataclass(frozen=True)
class Table:
    """A ruled table of the full width; heads stand again on every page, no row tears that fits on a page.

    `heads` are the rows of a head with merged cells; without it the columns' own headings. A head cell is centred
    and bold. Spans leave the covered places out, as in HTML; below the head `rows` spans stay inside 50 rows.
    """

    columns: Sequence[Column]
    rows: Sequence[Row | Sequence[Words | Cell]]
    heads: Sequence[Sequence[Words | Cell]] = ()
    caption: Words = ""
    size: float = rules.SIZE_TABLE

    def head_rows(self) -> tuple[Row, ...]:
        """The rows of the head."""
        heads = self.heads or ([column.head for column in self.columns],)
        return tuple(Row(cells) for cells in heads)

    def body_rows(self) -> Iterator[Row]:
        """The rows below it."""
        return (row if isinstance(row, Row) else Row(row) for row in self.rows)


@dataclass(frozen=True)
class BarChart:
    """Before and after, row by row (tthc.core.charts.bar_chart)."""

    rows: Sequence[charts.Pair]
    title: str
    before: str = "Trước"
    after: str = "Sau"
    unit: str = ""

    def svg(self) -> SafeString:
        return charts.bar_chart(
            self.rows,
            title=self.title,
            before=self.before,
            after=self.after,
            unit=self.unit,
            width=rules.CHART_UNITS,
        )


@dataclass(frozen=True)
class LineChart:
    """Progress over time (tthc.core.charts.line_chart)."""

    series: Sequence[charts.Series]
    title: str
    marks: Sequence[charts.Mark] = ()

    def svg(self) -> SafeString:
        return charts.line_chart(
            self.series, self.marks, title=self.title, width=rules.CHART_UNITS, height=LINES_HEIGHT
        )


@dataclass(frozen=True)
class ProgressChart:
    """A bar with its target (tthc.core.charts.progress_bar); `title` says in words what it shows."""

    shares: Sequence[charts.Share]
    title: str
    target: charts.Number | None = None

    def svg(self) -> SafeString:
        return charts.progress_bar(self.shares, self.target, title=self.title)


Drawing = BarChart | LineChart | ProgressChart


@dataclass(frozen=True)
class Chart:
    """A drawing of the full width (or `width` mm), its caption below; the table with the same figures is the caller's."""

    drawing: Drawing
    caption: Words = ""
    width: float | None = None


@dataclass(frozen=True)
class Note:
    """Small italic words under a table or a chart: source, unit."""

    words: Words


@dataclass(frozen=True)
class Figure:
    """One number that stands out: "62,5 %", what it counts, what it is measured against."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class Figures:
    """Numbers side by side, for the one-page dashboard."""

    figures: Sequence[Figure]


@dataclass(frozen=True)
class Columns:
    """Blocks side by side, at equal widths; for the one-page dashboard."""

    columns: Sequence[Sequence["Block"]]


@dataclass(frozen=True)
class Landscape:
    """Blocks on landscape sheets of their own: a wide table with its heading and notes."""

    blocks: Sequence["Block"]


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True)
class Contents:
    """The table of contents: headings down to `depth` and appendices, with their pages."""

    title: str = "MỤC LỤC"
    depth: int = 2


Block = (
    Paragraph
    | Heading
    | Article
    | ItemList
    | FieldList
    | Table
    | Chart
    | Note
    | Figures
    | Columns
    | Landscape
    | PageBreak
    | Contents
)


def belongs_to(block: Block, above: Block | None) -> bool:
    """Whether a block says something of the table or drawing above it, and stands on its page."""
    return isinstance(above, Table | Chart) and isinstance(block, Note | FieldList)


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """A person's text of several lines as paragraphs; blank lines dropped."""
    return tuple(Paragraph(line) for line in printable(text).split("\n") if line.strip())


def closed(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks with "./." in place of the full stop of the last words; a table or chart at the end gets none."""
    blocks = tuple(blocks)
    if not blocks:
        return blocks
    *before, last = blocks
    match last:
        case Article(blocks=inner) | Item(blocks=inner) if inner:
            last = replace(last, blocks=closed(inner))
        case Paragraph() | Article() | Item():
            last = replace(last, words=_with_mark(last.words))
        case ItemList(items=items) if items:
            item = items[-1] if isinstance(items[-1], Item) else Item(items[-1])
            last = replace(last, items=(*items[:-1], *closed([item])))
    return (*before, last)


def _with_mark(words: Words) -> tuple[Run, ...]:
    found = runs(words)
    if not found:
        return found
    text = found[-1].text.rstrip().removesuffix(rules.CLOSING_MARK).rstrip(".; ")
    return (*found[:-1], replace(found[-1], text=text + rules.CLOSING_MARK))
