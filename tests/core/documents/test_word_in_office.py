"""Word files as LibreOffice opens them, beside the PDF of the same description.

Both break lines by the same metrics, but justify and hyphenate by rules of their own: a line may fall on the page
before or after. So the number of pages and the words of the whole are equal, and a page differs by some
lines, or by a low table, at most.
"""

from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.core.documents.in_office import FACES, fonts, in_pictures, letters, print_in_office, sizes, words
from tests.core.documents.word_samples import SAMPLES
from tthc.core.documents import pdf, word

LINE = 14  # words
# pypdf reads these otherwise from the two: letters from right to left, words parted at the end of a line.
MIXED = {"hostile"}


@pytest.fixture(scope="module")
def opened(office: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with NAME.pdf as we print it and word/NAME.pdf as LibreOffice prints the Word file."""
    folder = tmp_path_factory.mktemp("office")
    for name, sample in SAMPLES.items():
        document = sample()
        (folder / f"{name}.docx").write_bytes(word.render(document))
        (folder / f"{name}.pdf").write_bytes(pdf.render(document))
    print_in_office(office, folder)
    return folder


@pytest.mark.parametrize("name", SAMPLES)
def test_word_file_looks_in_office_as_the_pdf_does(name, opened):
    ours, theirs = PdfReader(opened / f"{name}.pdf"), PdfReader(opened / "word" / f"{name}.pdf")

    assert len(theirs.pages) == len(ours.pages)
    assert sizes(theirs) == sizes(ours)
    if name not in MIXED:
        assert fonts(theirs) <= FACES
        assert fonts(theirs) == fonts(ours)
        assert letters(theirs) + in_pictures(SAMPLES[name]()) == letters(ours)
    if name not in MIXED:
        apart = [
            sum(((one - two) + (two - one)).values())
            for one, two in zip(words(ours), words(theirs), strict=True)
        ]
        assert max(apart) <= 8 * LINE
