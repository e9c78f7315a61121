"""A document as a file: PDF or Word, drawn from one description. The libraries that draw are loaded when wanted."""

from collections.abc import Callable
from dataclasses import dataclass

from tthc.core.documents.description import Document
from tthc.core.text import fold

PDF, WORD = "pdf", "docx"
CONTENT_TYPES = {
    PDF: "application/pdf",
    WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
LONGEST_NAME = 80

# Told how many of how many steps are done; may raise to stop the work.
Report = Callable[[int, int], None]


@dataclass(frozen=True)
class PaperFile:
    name: str
    content: bytes

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self.name.rpartition(".")[2]]


def draw(document: Document, kind: str, report: Report | None = None) -> PaperFile:
    """The document as a file of a kind; a Refusal names what the machine lacks."""
    if kind == WORD:
        from tthc.core.documents import word

        content = word.render(document, report)
    else:
        from tthc.core.documents import pdf

        content = pdf.render(document, report)
    return PaperFile(f"{name_of(document)}.{kind}", content)


def name_of(document: Document) -> str:
    """The document's name as a file bears it: no marks, no blanks."""
    words = "".join(letter if letter.isalnum() else " " for letter in fold(document.name)).split()
    return "-".join(words)[:LONGEST_NAME].strip("-") or "van-ban"
