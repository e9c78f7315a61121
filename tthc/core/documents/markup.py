"""The blocks of a document as HTML for print."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from tthc.core.documents import fonts
from tthc.core.documents.blocks import (
    Align,
    Article,
    Block,
    Chart,
    Columns,
    FieldList,
    Figures,
    Heading,
    ItemList,
    Note,
    PageBreak,
    Paragraph,
    Table,
    plain,
    printable,
)
from tthc.core.documents.breaks import not_alone
from tthc.core.documents.inline import CLASSES, inline
from tthc.core.documents.tables import field_table, table

PICTURE_FONT = re.compile(r'font-family="[^"]*"')


@dataclass(frozen=True)
class Entry:
    """A line of the table of contents: the anchor, its depth from 1, its words."""

    anchor: str
    level: int
    words: str


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
                return field_table(block)
            case Table():
                return table(block).whole()
            case Chart():
                return _chart(block)
            case Note():
                return f'<p class="note">{inline(block.words)}</p>'
            case Figures():
                return _figures(block)
            case Columns():
                cells = '<td class="beside">'.join(self.write(column) for column in block.columns)
                return f"<table><tr><td>{cells}</table>"
            case PageBreak():
                return '<div class="break"></div>'
        raise TypeError(f"{type(block).__name__} stands on a sheet of its own, not inside other blocks")

    def note_entry(self, level: int, words: str) -> Entry:
        """Remembers a line for the table of contents."""
        self.entries.append(Entry(f"h{len(self.entries) + 1}", level, " ".join(words.split())))
        return self.entries[-1]

    def _paragraph(self, block: Paragraph) -> str:
        classes = CLASSES[block.align] + (" in" if block.indent and block.align is Align.JUSTIFY else "")
        return f'<p class="{classes}{" keep" if block.keep_with_next else ""}">{inline(block.words)}</p>'

    def _heading(self, block: Heading) -> str:
        label = printable(block.label)
        words = f"{label}. {plain(block.words)}" if label else plain(block.words)
        entry = self.note_entry(block.level, words)
        over = f"<span>{escape(label)}</span><br>" if label else ""
        named = f'id="{entry.anchor}" data-name="{escape(entry.words)}"'
        return f"<h{block.level} {named}>{over}{inline(not_alone(block.words))}</h{block.level}>"

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


def _chart(block: Chart) -> str:
    # The drawing names the fonts of the screen; on paper everything is in one.
    svg = PICTURE_FONT.sub(f'font-family="{fonts.STACK}"', block.drawing.svg(), count=1)
    width = f' style="width:{block.width:g}mm"' if block.width else ""
    caption = f'<p class="caption">{inline(block.caption)}</p>' if block.caption else ""
    return f'<div class="chart"{width}>{svg}{caption}</div>'


def _figures(block: Figures) -> str:
    cells = "".join(
        f'<td class="figure"><p class="value">{inline(each.value)}</p><p class="label">{inline(each.label)}</p>'
        f'<p class="about">{inline(each.note)}</p></td>'
        for each in block.figures
    )
    return f'<table class="figures"><tr>{cells}</tr></table>'
