"""Every paper as a Word file, as LibreOffice shows it beside the PDF."""

from pathlib import Path

from pypdf import PdfReader

from tests.core.documents.in_office import FACES, fonts, in_pictures, letters, print_in_office, sizes
from tests.papers.drawn import Drawn


def test_papers_look_in_office_as_the_pdf_does(office: str, usual_papers: dict[str, Drawn], tmp_path: Path):
    for key, one in usual_papers.items():
        (tmp_path / f"{key}.docx").write_bytes(one.word)
    print_in_office(office, tmp_path)

    for key, one in usual_papers.items():
        theirs = PdfReader(tmp_path / "word" / f"{key}.pdf")
        assert (key, sizes(theirs)) == (key, sizes(one.reader))
        assert (key, fonts(theirs)) == (key, fonts(one.reader))
        assert fonts(theirs) <= FACES
        assert (key, letters(theirs) + in_pictures(one.document)) == (key, letters(one.reader))
