"""Makes the letters of the office in tests, and reads what they say."""

from datetime import date

from papers.contents import rows_of
from papers.making import Given, document_of, making_of
from papers.paper import Paper
from tthc.core.documents.description import Document


def letter(paper: Paper, subject, *, on: date = date(2023, 12, 14), **options: str) -> Document:
    """The content of a paper as the command line makes it, which sees everything."""
    subject = paper.kind.rows(None).get(pk=subject.pk)
    return document_of(paper, subject, making_of(paper, subject, Given(on, options=options), by=None))


def said(document: Document) -> str:
    """All words of a document, a row a line."""
    return "\n".join(" | ".join(row) for row in rows_of(document))
