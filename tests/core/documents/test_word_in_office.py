"""Word files as LibreOffice opens them, beside the PDF of the same description.

Both break lines by the same metrics, but justify and hyphenate by rules of their own: a line may fall on the page
before or after. So the number of pages and the words of the whole are equal, and a page differs by some lines at most.
"""

import re
import subprocess
import unicodedata
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.core.documents.word_samples import SAMPLES
from tthc.core.documents import pdf, word
from tthc.core.documents.blocks import Chart
from tthc.core.documents.description import Document

FACES = {"Regular", "Bold", "Italic", "BoldItalic"}
# A row longer than a page is torn at once by LibreOffice, and begins a page of its own in the PDF.
TORN = {"long"}
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
    command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder / "word")]
    subprocess.run([*command, *sorted(folder.glob("*.docx"))], check=True, capture_output=True, timeout=300)
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
    if name not in MIXED | TORN:
        apart = [
            sum(((one - two) + (two - one)).values())
            for one, two in zip(words(ours), words(theirs), strict=True)
        ]
        assert max(apart) <= 6 * LINE


def sizes(file: PdfReader) -> list[tuple[int, int]]:
    return [(round(page.mediabox.width), round(page.mediabox.height)) for page in file.pages]


def fonts(file: PdfReader) -> set[str]:
    """Faces of Liberation Serif, and whole names of whatever else is used."""
    names = {
        font.get_object()["/BaseFont"].split("+")[-1].replace("-", "")
        for page in file.pages
        for font in (page["/Resources"].get("/Font") or {}).values()
    }
    return {name.replace("LiberationSerif", "").replace("Full", "") or "Regular" for name in names}


def text(page) -> str:
    """Words without dotted lines."""
    return unicodedata.normalize("NFC", page.extract_text()).replace(".....", " ")


def letters(file: PdfReader) -> Counter[str]:
    """How often each letter stands in the file."""
    return counted("".join(map(text, file.pages)))


def counted(words: str) -> Counter[str]:
    """Blanks and dots aside, which the readers of PDF guess."""
    return Counter(letter for letter in words if not letter.isspace() and letter != ".")


def in_pictures(document: Document) -> Counter[str]:
    """The letters of charts, which Word has as pictures."""
    charts = [block.drawing.svg() for block in document.blocks if isinstance(block, Chart)]
    return counted(
        "".join(unescape(words) for svg in charts for words in re.findall("<text[^>]*>([^<]*)", svg))
    )


def words(file: PdfReader) -> list[Counter[str]]:
    return [Counter(text(page).split()) for page in file.pages]
