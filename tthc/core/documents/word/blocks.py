"""The blocks of a body as paragraphs and tables of Word."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml.etree import _Element as Element

from tthc.core.documents import rules
from tthc.core.documents.blocks import (
    Align,
    Article,
    Block,
    Chart,
    Columns,
    Contents,
    Field,
    FieldList,
    Figures,
    Heading,
    Item,
    ItemList,
    Landscape,
    Note,
    PageBreak,
    Paragraph,
    Table,
    belongs_to,
    plain,
)
from tthc.core.documents.breaks import not_alone
from tthc.core.documents.tables import ROOM, dotted_lines, height, stays_whole
from tthc.core.documents.word import pictures
from tthc.core.documents.word.contents import Bookmarks
from tthc.core.documents.word.markup import (
    line_break,
    paragraph,
    tab,
    table,
    table_cell,
    table_row,
    text_runs,
    twips,
    w,
)
from tthc.core.documents.word.numbering import STYLES, Numbering
from tthc.core.documents.word.place import Body, Place
from tthc.core.documents.word.tables import ruled_table

NO_PICTURE = (
    "(Không vẽ được biểu đồ trong tệp Word này vì máy chủ thiếu phông chữ Liberation; xem bảng số liệu.)"
)
GUTTER = 6  # mm between columns side by side


@dataclass
class Writer:
    """Writes blocks into places; keeps what belongs to the whole document.

    `drawn` hears of every block and every row of a table; what it raises ends the drawing.
    """

    part: Part
    numbering: Numbering
    bookmarks: Bookmarks
    articles: int  # the list that counts Điều here
    pictures: int = 0
    drawn: Callable[[], None] = lambda: None

    def write(self, blocks: Iterable[Block], place: Place) -> None:
        """Writes the blocks, one below the other."""
        above: Block | None = None
        for block in blocks:
            if belongs_to(block, above):
                place.keep_with_next()
            self.block(block, place)
            above = block

    def block(self, block: Block, place: Place) -> None:
        match block:
            case Paragraph():
                if plain(block.words):
                    place.add(self._paragraph(block))
            case Heading():
                place.add(self._heading(block))
            case Article():
                self._article(block, place)
            case ItemList():
                self._list(block, place)
            case FieldList():
                place.add(_fields(block, place.width))
            case Table():
                if plain(block.caption):
                    place.add(paragraph(block.caption, "TenBang"))
                place.add(ruled_table(block, place.width, self.drawn))
            case Chart():
                self._chart(block, place)
            case Note():
                place.add(paragraph(block.words, "GhiChu"))
            case Figures():
                place.add(_figures(block, place.width))
            case Columns():
                place.add(self._columns(block, place.width))
            case PageBreak():
                place.break_page()
            case Landscape():
                self._landscape(block, place)
            case Contents():
                self._contents(block, place)

    # --- Text ----------------------------------------------------------------------------------------------------

    def _paragraph(self, block: Paragraph) -> Element:
        indented = block.indent and block.align is Align.JUSTIFY
        return paragraph(
            block.words,
            "NoiDung" if indented else "NoiDungKhongThut",
            align=None if block.align is Align.JUSTIFY else block.align,
            keep_next=True if block.keep_with_next else None,
        )

    def _heading(self, block: Heading) -> Element:
        label = plain(block.label)
        words = text_runs(not_alone(block.words), capitals=True if block.level == 1 else None)
        if label:
            words = [*text_runs(label), line_break(), *words]
        entry = f"{label}. {plain(block.words)}" if label else plain(block.words)
        return paragraph(self.bookmarks.around(words, entry, block.level), f"Heading{block.level}")

    def _article(self, block: Article, place: Place) -> None:
        heading = text_runs(block.heading, bold=True)
        keep = True if block.blocks or heading else None
        words = heading or text_runs(block.words)
        place.add(paragraph(words, "Dieu", number=self.articles, keep_next=keep))
        if heading and plain(block.words):
            place.add(paragraph(block.words, "NoiDung"))
        self.write(block.blocks, place)

    def _list(self, block: ItemList, place: Place) -> None:
        numbers = self.numbering.items(block.marker, block.start, len(block.items))
        for number, item in zip(numbers, block.items, strict=True):
            item = item if isinstance(item, Item) else Item(item)
            place.add(paragraph(item.words, STYLES[block.marker], number=number))
            self.write(item.blocks, place)

    # --- Sheets --------------------------------------------------------------------------------------------------

    def _landscape(self, block: Landscape, place: Place) -> None:
        if not isinstance(place, Body):
            raise TypeError("Landscape stands on a sheet of its own, not inside other blocks")
        before = place.wanted.landscape
        place.turn(landscape=True)
        self.write(block.blocks, place)
        place.turn(before)

    def _contents(self, block: Contents, place: Place) -> None:
        place.add(paragraph(block.title, "TOCHeading"))
        self.bookmarks.place_contents(block.depth, place)
        place.break_page()

    # --- Things side by side -------------------------------------------------------------------------------------

    def _columns(self, block: Columns, width: float) -> Element:
        each = width / len(block.columns)
        widths, cells = [], []
        for blocks in block.columns:
            if cells:
                widths.append(GUTTER)
                cells.append(table_cell(twips(GUTTER), [paragraph(style="Khit")]))
            inside = Place(each - GUTTER if cells else each, line=1)
            self.write(blocks, inside)
            widths.append(inside.width)
            cells.append(table_cell(twips(inside.width), inside.elements))
        return table("Khung", widths, [table_row(cells, may_tear=True)])

    # --- Pictures ------------------------------------------------------------------------------------------------

    def _chart(self, block: Chart, place: Place) -> None:
        picture = pictures.draw(block.drawing.svg())
        if picture is None:
            place.add(paragraph(NO_PICTURE, "GhiChu"))
        else:
            width = min(block.width or place.width, place.width)
            captioned = bool(plain(block.caption))
            drawing = self.picture(picture, width, block.drawing.title)
            place.add(
                paragraph(
                    [drawing], "Hinh", keep_next=True if captioned else None, after=3 if captioned else None
                )
            )
        if plain(block.caption):
            place.add(paragraph(block.caption, "TenHinh"))

    def picture(self, png: bytes, width: float, said: str) -> Element:
        """A run with the picture, `width` mm wide; `said` is what a screen reader reads instead of it."""
        self.pictures += 1
        inline = self.part.new_pic_inline(BytesIO(png), width=Mm(width))
        for properties in (inline.docPr, inline.find(f".//{qn('pic:cNvPr')}")):
            properties.set("id", str(self.pictures))
            properties.set("name", f"Hình {self.pictures}")
        inline.docPr.set("descr", plain(said))
        for side in "TBLR":
            inline.set(f"dist{side}", "0")
        return w("r", w("drawing", inline))


def _fields(block: FieldList, width: float) -> Element:
    widths = [block.label_width, width - block.label_width]
    space: dict[str, object] = {} if block.ruled else {"after": 3}
    rows = []
    whole = stays_whole(block)
    for place, each in enumerate(block.fields, start=1):
        space["keep_next"] = True if whole and place < len(block.fields) else None
        label = paragraph(each.label, "Nhan", right=None if block.ruled else 3, **space)
        rows.append(
            table_row(
                [
                    table_cell(twips(widths[0]), [label]),
                    table_cell(twips(widths[1]), _answer(each, widths, block.ruled, space)),
                ],
                may_tear=height(each.value, widths[1], rules.SIZE_BODY) > ROOM,
            )
        )
    return table("BangKe" if block.ruled else "Khung", widths, rows)


def _answer(each: Field, widths: Sequence[float], ruled: bool, space: dict[str, object]) -> list[Element]:
    """The answer; where there is none dotted lines to write on, in a ruled table a blank cell."""
    if plain(each.value) or ruled:
        return [paragraph(each.value, "GiaTri", **space)]
    count = dotted_lines(each, widths[0])
    lines = [space | ({} if last else {"after": 0}) for last in [False] * (count - 1) + [True]]
    tabs = (("right", widths[1], "dot"),)
    return [paragraph([tab()], "GiaTri", tabs=tabs, **spacing) for spacing in lines]


def _figures(block: Figures, width: float) -> Element:
    each = width / len(block.figures)
    cells = [
        table_cell(
            twips(each),
            [
                paragraph(figure.value, "SoLon"),
                paragraph(figure.label, "SoLonNhan"),
                *([paragraph(figure.note, "SoLonGhiChu")] if plain(figure.note) else []),
            ],
        )
        for figure in block.figures
    ]
    return table("KhungSoLieu", [each] * len(cells), [table_row(cells)])
