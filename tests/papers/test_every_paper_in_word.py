"""Every paper as a Word file: what Word insists on, and how LibreOffice shows it beside the PDF."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from papers.files import PDF, WORD, draw
from papers.registry import PAPERS
from tests.core.documents.in_office import FACES, fonts, in_pictures, letters, print_in_office, sizes
from tests.core.documents.word_rules import faults, instructions, outside
from tests.papers.world import an_office, document_for

pytestmark = pytest.mark.django_db


def test_papers_keep_every_rule_of_word_and_look_as_the_pdf(office: str, tmp_path: Path):
    by = an_office()
    documents = {key: document_for(paper, by) for key, paper in PAPERS.items()}
    for key, document in documents.items():
        for kind in (PDF, WORD):
            (tmp_path / f"{key}.{kind}").write_bytes(draw(document, kind).content)
    print_in_office(office, tmp_path)

    for key, document in documents.items():
        file = (tmp_path / f"{key}.docx").read_bytes()
        assert (key, faults(file), outside(file)) == (key, [], [])
        assert instructions(file) <= {"PAGE", "TOC", "PAGEREF"}
        ours, theirs = PdfReader(tmp_path / f"{key}.pdf"), PdfReader(tmp_path / "word" / f"{key}.pdf")
        assert (key, sizes(theirs)) == (key, sizes(ours))
        assert (key, fonts(theirs)) == (key, fonts(ours))
        assert fonts(theirs) <= FACES
        assert (key, letters(theirs) + in_pictures(document)) == (key, letters(ours))
