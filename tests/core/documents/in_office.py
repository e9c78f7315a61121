"""Word files as LibreOffice prints them, and what of two PDFs is held against each other."""

import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path

from pypdf import PdfReader

from tthc.core.documents.blocks import Block, Chart, Columns
from tthc.core.documents.description import Document

FACES = {"Regular", "Bold", "Italic", "BoldItalic"}


def print_in_office(office: str, folder: Path) -> None:
    """Prints all Word files of a folder to word/NAME.pdf, in one process: it takes seconds to start."""
    # A profile of its own, so that an office that somebody has open is left alone.
    command = [office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(folder / "word")]
    subprocess.run([*command, *sorted(folder.glob("*.docx"))], check=True, capture_output=True, timeout=300)


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
    blocks = [document.body, *(appendix.blocks for appendix in document.appendices)]
    drawn = [chart.drawing.svg() for each in blocks for chart in charts(each)]
    return counted(
        "".join(unescape(words) for svg in drawn for words in re.findall("<text[^>]*>([^<]*)", svg))
    )


def charts(blocks: Iterable[Block]) -> Iterator[Chart]:
    for block in blocks:
        if isinstance(block, Chart):
            yield block
        yield from charts(getattr(block, "blocks", ()))
        for column in getattr(block, "columns", ()) if isinstance(block, Columns) else ():
            yield from charts(column)


def words(file: PdfReader) -> list[Counter[str]]:
    return [Counter(text(page).split()) for page in file.pages]
