"""The whole file: parts of the package, sections, margins."""

from collections.abc import Iterable
from io import BytesIO

from django.utils import timezone
from docx import Document as open_package
from docx.document import Document as Package
from docx.opc.constants import RELATIONSHIP_TYPE
from lxml.etree import _Element as Element

from tthc.core.documents import pdf
from tthc.core.documents.blocks import Block, Landscape, Table, plain
from tthc.core.documents.description import Appendix, Document
from tthc.core.documents.word.blocks import Writer
from tthc.core.documents.word.contents import Bookmarks
from tthc.core.documents.word.head import closing, letterhead, proof, title
from tthc.core.documents.word.margins import Margins
from tthc.core.documents.word.markup import line_break, paragraph, text_runs
from tthc.core.documents.word.numbering import Numbering
from tthc.core.documents.word.place import Body
from tthc.core.documents.word.styles import LANGUAGE, UNDER_TITLE, fill_settings, fill_styles
from tthc.core.refusal import Refusal

# Of the package that python-docx begins with, what an official document needs; the rest is left out.
KEPT = {RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS, RELATIONSHIP_TYPE.NUMBERING}
KEPT_OF_PACKAGE = {RELATIONSHIP_TYPE.OFFICE_DOCUMENT, RELATIONSHIP_TYPE.CORE_PROPERTIES}

WHOLE = 100  # hundredths of the way


def render(document: Document, progress: pdf.Progress | None = None) -> bytes:
    """The document as a .docx file.

    `progress` hears how much is drawn, then what the table of contents of a long one needs; whatever it raises ends
    the drawing (see pdf.render).
    """
    progress = progress or (lambda done, whole: None)
    package = _empty_package()
    fill_styles(package.styles.element, document.size)
    fill_settings(package.settings.element)
    numbering = Numbering(package.part.numbering_part.element)
    margins = Margins(package.part, draft=document.draft)
    body = Body(margins.section, landscape=document.landscape)
    drawn = _Drawn(progress, document)
    writer = Writer(package.part, numbering, Bookmarks(), numbering.body_articles, drawn=drawn.one_more)
    for element in letterhead(document):
        body.add(element)
    title(document, body)
    writer.write(document.body, body)
    closing(document, body)
    if document.proof:
        proof(document.proof, writer, body)
    for label, appendix in document.labelled_appendices:
        _appendix(label, appendix, writer, body)
    _fill(package.element.body, body.finish())
    if writer.bookmarks.waiting:
        writer.bookmarks.fill(
            _pages(document, lambda done, whole: progress(WHOLE // 2 + done * WHOLE // 2 // whole, WHOLE))
        )
    _name(package, document)
    target = BytesIO()
    package.save(target)
    return target.getvalue()


class _Drawn:
    """Counts what is drawn, and tells of every hundredth: the first half, as pages for the contents may follow."""

    def __init__(self, progress: pdf.Progress, document: Document) -> None:
        self._progress = progress
        self._whole = _steps((*document.blocks, *(b for each in document.appendices for b in each.blocks)))
        self._done = self._told = 0

    def one_more(self) -> None:
        self._done += 1
        share = min(self._done * WHOLE // 2 // self._whole, WHOLE // 2)
        if share > self._told:
            self._told = share
            self._progress(share, WHOLE)


def _steps(blocks: Iterable[Block]) -> int:
    """About how often the writer tells that it has drawn something."""
    count = 1
    for block in blocks:
        count += len(block.rows) if isinstance(block, Table) else 1
        count += _steps(block.blocks) if isinstance(block, Landscape) else 0
    return count


def _appendix(label: str, appendix: Appendix, writer: Writer, body: Body) -> None:
    body.begin(appendix.landscape)
    writer.articles = writer.numbering.articles()
    words = [*text_runs(label), line_break(), *text_runs(appendix.title_lines, capitals=True)]
    entry = f"{label}. {plain(appendix.title)}"
    attached = plain(appendix.attached)
    body.add(
        paragraph(writer.bookmarks.around(words, entry, 1), "PhuLuc", after=0 if attached else UNDER_TITLE)
    )
    if attached:
        body.add(paragraph(appendix.attached, "KemTheo"))
    writer.write(appendix.blocks, body)


def _pages(document: Document, progress: pdf.Progress) -> list[int | None]:
    """The pages of the headings as in the PDF; none where this machine can make no PDF."""
    try:
        return pdf.heading_pages(document, progress)
    except Refusal:
        return []


def _empty_package() -> Package:
    package = open_package()
    for part, kept in ((package.part.rels, KEPT), (package.part.package.rels, KEPT_OF_PACKAGE)):
        for name in [name for name, relation in part.items() if relation.reltype not in kept]:
            del part[name]
    return package


def _fill(element: Element, content: list[Element]) -> None:
    for child in list(element):
        element.remove(child)
    element.extend(content)


def _name(package: Package, document: Document) -> None:
    """The properties that Word shows of the file; none holds more than 255 letters."""
    properties = package.core_properties
    now = timezone.now().replace(tzinfo=None, microsecond=0)
    properties.title = plain(document.name)[:255]
    properties.subject = plain(document.subject)[:255]
    properties.author = properties.last_modified_by = plain(document.letterhead.issuer)[:255]
    properties.language = LANGUAGE
    properties.comments = ""
    properties.created = properties.modified = now
