"""Where paragraphs and tables are written to, one after the other: a cell, or the sections of the whole document."""

from collections.abc import Callable
from dataclasses import dataclass, field

from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from tthc.core.documents import rules
from tthc.core.documents.word.markup import paragraph, twentieths, twips, w

PARAGRAPH, TABLE = qn("w:p"), qn("w:tbl")


@dataclass
class Place:
    """A column of `width` mm; `line` is the height of the lines of its text, where it is not that of the body."""

    width: float
    line: float | None = None
    elements: list[Element] = field(default_factory=list)
    breaking: bool = False

    def add(self, element: Element) -> None:
        """Writes a paragraph or a table below what stands there."""
        after_table = not self.begins_page and bool(self.elements) and self.elements[-1].tag == TABLE
        if element.tag == TABLE and (self.breaking or after_table):
            # Word makes one table of two that touch; and a table cannot begin a page by itself.
            self._write(paragraph(style="Khit", after=rules.SPACE_BETWEEN if after_table else 0))
            after_table = False
        elif after_table:
            _space(element, before=twentieths(rules.SPACE_BETWEEN))
        if self.line and element.tag == PARAGRAPH:
            _space(element, line=round(self.line * 240), lineRule="auto")
        self._write(element)

    def _write(self, element: Element) -> None:
        if self.breaking:
            element.get_or_add_pPr().get_or_add_pageBreakBefore()
            self.breaking = False
        self.elements.append(element)

    def keep_with_next(self, count: int = 1) -> None:
        """The last things that stand there stay on one page with what is added next; of a table the last row."""
        for last in self.elements[-count:]:
            rows = last.findall(qn("w:tr")) if last.tag == TABLE else [last]
            for line in rows[-1].iter(PARAGRAPH):
                line.get_or_add_pPr().get_or_add_keepNext()

    @property
    def begins_page(self) -> bool:
        """Whether what is added next begins a page."""
        return self.breaking

    def break_page(self) -> None:
        """What is added next begins a page."""
        self.breaking = True


@dataclass(frozen=True)
class Section:
    """Sheets of one kind. `restarts`: its pages are counted from 1, and the first bears no number."""

    landscape: bool = False
    restarts: bool = False


class Body(Place):
    """The sections of the document. A section begins with the first thing that is written into it."""

    def __init__(self, properties: Callable[[Section], Element], *, landscape: bool = False) -> None:
        super().__init__(rules.text_width(landscape))
        self.properties = properties
        self.section = Section(landscape, restarts=True)
        self.wanted = self.section

    def turn(self, landscape: bool) -> None:
        """What is added next stands on sheets of this way; the count of pages goes on."""
        restarts = self.wanted.restarts and (self.wanted is not self.section)
        self.wanted = Section(landscape, restarts)
        if landscape == self.section.landscape and not restarts:
            self.wanted = self.section
        self.width = rules.text_width(landscape)

    def begin(self, landscape: bool) -> None:
        """What is added next begins a new count of pages."""
        self.wanted = Section(landscape, restarts=True)
        self.width = rules.text_width(landscape)

    @property
    def begins_page(self) -> bool:
        return self.breaking or self.wanted is not self.section

    def _write(self, element: Element) -> None:
        if self.wanted is not self.section:
            if self.elements:
                self._end_section()
                self.breaking = False
            else:
                self.wanted = Section(self.wanted.landscape, restarts=True)
            self.section = self.wanted
        super()._write(element)

    def _end_section(self) -> None:
        if self.elements[-1].tag == TABLE:
            self._close_table()
        self.elements[-1].get_or_add_pPr().append(self.properties(self.section))

    def _close_table(self) -> None:
        """Word wants a paragraph behind a table; on a page of its own it would be an empty page."""
        self.keep_with_next()
        self.elements.append(paragraph(style="Khit"))

    def finish(self) -> list[Element]:
        """All that stands in the document, and the properties of its last section."""
        if not self.elements or self.elements[-1].tag == TABLE:
            self._close_table()
        return [*self.elements, self.properties(self.section)]


def section_properties(section: Section, headers: dict[str, str]) -> Element:
    """w:sectPr; `headers` are the relations of the margins' parts by type: default, first."""
    sides = (rules.PAGE_WIDTH, rules.PAGE_HEIGHT)
    width, height = reversed(sides) if section.landscape else sides
    references = []
    for kind, relation in headers.items():
        reference = w("headerReference", type=kind)
        reference.set(qn("r:id"), relation)
        references.append(reference)
    return w(
        "sectPr",
        *references,
        w("type", val="nextPage"),
        w("pgSz", w=twips(width), h=twips(height), orient="landscape" if section.landscape else None),
        w(
            "pgMar",
            top=twips(rules.MARGIN_TOP),
            right=twips(rules.MARGIN_RIGHT),
            bottom=twips(rules.MARGIN_BOTTOM),
            left=twips(rules.MARGIN_LEFT),
            header=twips(HEADER_FROM_EDGE),
            footer=twips(10),
            gutter=0,
        ),
        w("pgNumType", start=1) if section.restarts else None,
        w("cols", space=720),
        w("titlePg") if section.restarts else None,
    )


# The rules give the middle of the page number; Word wants the upper edge of its line.
HEADER_FROM_EDGE = rules.PAGE_NUMBER_FROM_EDGE - rules.SIZE_PAGE_NUMBER * 1.15 / 2 * 25.4 / 72


def _space(element: Element, **values: object) -> None:
    """Sets what the paragraph itself does not say of its spaces."""
    spacing = element.get_or_add_pPr().get_or_add_spacing()
    for name, value in values.items():
        if spacing.get(qn(f"w:{name}")) is None:
            spacing.set(qn(f"w:{name}"), str(value))
