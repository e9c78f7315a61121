"""The top margin of a section: the page number in its middle, the mark of a draft at its left."""

from docx.parts.document import DocumentPart
from lxml.etree import _Element as Element

from tthc.core.documents import rules
from tthc.core.documents.blocks import Run
from tthc.core.documents.word.markup import field, paragraph, tab, text_run
from tthc.core.documents.word.place import Section, section_properties


class Margins:
    """The parts of the file that hold what stands in the top margins, each made once."""

    def __init__(self, part: DocumentPart, *, draft: bool) -> None:
        self.part, self.draft = part, draft
        self.made: dict[tuple[bool, bool], str] = {}

    def section(self, section: Section) -> Element:
        """The properties of a section, its margins among them."""
        relations = {"default": self._header(True, section.landscape)}
        if section.restarts:
            relations["first"] = self._header(False, section.landscape)
        return section_properties(section, relations)

    def _header(self, numbered: bool, landscape: bool) -> str:
        """The relation to the part, which is made when it is first asked for."""
        key = (numbered, numbered and landscape)
        if key not in self.made:
            header, relation = self.part.add_header_part()
            element = header.element
            for child in list(element):
                element.remove(child)
            element.append(self._line(numbered, rules.text_width(landscape) / 2))
            self.made[key] = relation
        return self.made[key]

    def _line(self, numbered: bool, middle: float) -> Element:
        words = []
        if self.draft:
            words.append(text_run(Run(rules.DRAFT_MARK, bold=True), size=12, colour="555555"))
        if numbered:
            words += [tab(), *field("PAGE", [text_run(Run("2"))])]
        return paragraph(words, "Header", tabs=(("center", middle),) if numbered else ())
