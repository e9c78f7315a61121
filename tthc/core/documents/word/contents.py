"""Headings by which one finds one's way, and the table of contents made of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from tthc.core.documents.blocks import Run
from tthc.core.documents.word.markup import field as word_field
from tthc.core.documents.word.markup import paragraph, tab, text_run, w
from tthc.core.documents.word.place import Place


@dataclass(frozen=True)
class Entry:
    """A heading: its bookmark, its depth from 1, its words."""

    anchor: str
    level: int
    words: str


@dataclass
class Bookmarks:
    """The headings of a document in their order, and the tables of contents that wait for them."""

    entries: list[Entry] = field(default_factory=list)
    waiting: list[tuple[Element, int]] = field(default_factory=list)

    def around(self, words: Sequence[Element], entry: str, level: int) -> list[Element]:
        """The words of a heading with its bookmark."""
        number = len(self.entries) + 1
        anchor = f"_Toc{number:08d}"
        self.entries.append(Entry(anchor, level, " ".join(entry.split())))
        return [w("bookmarkStart", id=number, name=anchor), *words, w("bookmarkEnd", id=number)]

    def place_contents(self, depth: int, place: Place) -> None:
        """The end of the field of a table of contents; `fill` puts the lines above it."""
        end = paragraph([w("r", w("fldChar", fldCharType="end"))], "Khit")
        place.add(end)
        self.waiting.append((end, depth))

    def fill(self, pages: Sequence[int | None]) -> None:
        """Writes the lines of the tables of contents; `pages` are those of the headings, in their order.

        Without them Word is told to work out the pages when the file is opened.
        """
        for end, depth in self.waiting:
            numbered = zip_longest(self.entries, pages)
            lines = [_line(entry, page) for entry, page in numbered if entry and entry.level <= depth]
            lines = lines or [paragraph(style="TOC1")]
            for position, opening in enumerate(_opening(depth, known=bool(pages))):
                lines[0].insert(1 + position, opening)
            for line in lines:
                end.addprevious(line)


def _opening(depth: int, *, known: bool) -> list[Element]:
    """The field of Word that makes the table anew: headings and whatever else has an outline level, as links."""
    begin, command, separate, _ = word_field(rf'TOC \o "1-{depth}" \h \z \u', [])
    if not known:
        begin[0].set(qn("w:dirty"), "true")
    return [begin, command, separate]


def _line(entry: Entry, page: int | None) -> Element:
    number = word_field(rf"PAGEREF {entry.anchor} \h", [text_run(Run(str(page)))]) if page else []
    link = w("hyperlink", text_run(Run(entry.words)), tab(), *number, history=1)
    link.set(qn("w:anchor"), entry.anchor)
    return paragraph([link], f"TOC{min(entry.level, 3)}")
