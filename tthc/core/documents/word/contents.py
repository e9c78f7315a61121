"""Headings by which one finds one's way, and the table of contents made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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

    def fill(self, pages: Mapping[str, str]) -> None:
        """Writes the lines of the tables of contents; `pages` by the anchors of the headings."""
        for end, depth in self.waiting:
            lines = [
                _line(entry, pages.get(entry.anchor, "")) for entry in self.entries if entry.level <= depth
            ]
            lines = lines or [paragraph(style="TOC1")]
            for opening in reversed(_opening(depth)):
                lines[0].insert(1, opening)
            for line in lines:
                end.addprevious(line)


def _opening(depth: int) -> list[Element]:
    """The field of Word that makes the table anew: headings and whatever else has an outline level, as links."""
    return word_field(rf'TOC \o "1-{depth}" \h \z \u', [])[:3]


def _line(entry: Entry, page: str) -> Element:
    number = word_field(rf"PAGEREF {entry.anchor} \h", [text_run(Run(page))])
    link = w("hyperlink", text_run(Run(entry.words)), tab(), *number, history=1)
    link.set(qn("w:anchor"), entry.anchor)
    return paragraph([link], f"TOC{min(entry.level, 3)}")
