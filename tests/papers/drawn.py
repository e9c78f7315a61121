"""Papers drawn as PDF and as Word, and what their files say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

from docx import Document as open_word
from pypdf import PdfReader

from papers.files import PDF, WORD, draw
from papers.registry import PAPERS
from tests.core.documents import word_rules
from tests.papers.world import document_for, words_of
from tthc.core.documents.description import Document

OWN_FIELDS = {"PAGE", "PAGEREF", "TOC"}


@dataclass(frozen=True)
class Drawn:
    """A paper as both kinds of file."""

    document: Document
    pdf: bytes
    word: bytes

    @cached_property
    def expected(self) -> str:
        """All that it should say, without any blanks."""
        return bare(words_of(self.document))

    @cached_property
    def reader(self) -> PdfReader:
        return PdfReader(BytesIO(self.pdf))

    @property
    def pdf_pages(self) -> Iterator[str]:
        """What its pages say, without any blanks; read one by one, which takes a tenth of a second each."""
        return (bare(page.extract_text()) for page in self.reader.pages)

    @cached_property
    def word_words(self) -> str:
        """What the Word file says, without any blanks."""
        return bare(word_rules.words(self.word))

    def faults(self) -> list[str]:
        """What no file may ever have: attachments, links to the outside, fields that are not ours, what Word refuses."""
        return [
            *(f"attached: {name}" for name in self.reader.attachments),
            *(f"link: {address}" for address in word_rules.outside(self.word)),
            *(f"field: {field}" for field in word_rules.instructions(self.word) - OWN_FIELDS),
            *word_rules.faults(self.word),
        ]


def draw_every(by) -> dict[str, Drawn]:
    """Every paper of the registry on the first subject there is for it."""
    return {paper.key: draw_both(document_for(paper, by)) for paper in PAPERS.values()}


def draw_both(document: Document) -> Drawn:
    drawn = Drawn(document, *(draw(document, kind).content for kind in (PDF, WORD)))
    open_word(BytesIO(drawn.word))
    return drawn


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)
