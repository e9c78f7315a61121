"""The printed parts of a document as one file: page numbers drawn on, headings as bookmarks, contents as links."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.annotations import Link as Annotation
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    Fit,
    IndirectObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from tthc.core.documents import rules
from tthc.core.documents.markup import Entry
from tthc.core.documents.parts import Link

POINTS = 72 / 25.4  # in a millimetre
DIGITS = "0123456789"
FONT_NAME = NameObject("/PageNumber")
# Of the font, in em: how far the middle of a line stands above the base line of its letters.
MIDDLE = (0.891 - 0.216) / 2
DIGIT_WIDTH = 0.5


@dataclass(frozen=True)
class Properties:
    """What the file says of itself."""

    title: str
    author: str


@dataclass(frozen=True)
class _Digits:
    """The font of the page numbers in the file, and the code of each digit in it."""

    font: IndirectObject
    codes: dict[str, str]


def join(
    files: Iterable[str],
    digits: str,
    numbers: Sequence[int],
    entries: Sequence[Entry],
    places: dict[str, int],
    links: Iterable[Link],
    properties: Properties,
) -> bytes:
    """One PDF of all files, with the number of each page (none where it is 1).

    `digits` is a file that says 0123456789 in the font of the numbers; `places` are the pages of the entries.
    """
    writer = PdfWriter()
    for file in files:
        writer.append(file, import_outline=False)
    font = _digits(writer, digits)
    opening = writer._add_object(_stream("q"))
    for page, number in zip(writer.pages, numbers, strict=True):
        if number > 1:
            stamp = writer._add_object(_stream(_number(page, str(number), font)))
            page[NameObject("/Contents")] = ArrayObject([opening, page.raw_get("/Contents"), stamp])
            _fonts_of(page)[FONT_NAME] = font.font
    _bookmarks(writer, entries, places)
    for link in links:
        top = float(writer.pages[link.goal].mediabox.height)
        line = Annotation(rect=tuple(link.box), target_page_index=link.goal, fit=Fit.xyz(top=top))
        writer.add_annotation(link.page, line)
    writer.add_metadata({"/Title": properties.title, "/Author": properties.author})
    writer.root_object[NameObject("/Lang")] = TextStringObject("vi")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _digits(writer: PdfWriter, file: str) -> _Digits:
    page = PdfReader(file).pages[0]
    shown = b"".join(re.findall(rb"<([0-9a-f]+)>", page.get_contents().get_data())).decode()
    codes = [shown[place : place + 4] for place in range(0, len(shown), 4)]
    (font,) = page["/Resources"]["/Font"].values()
    return _Digits(writer._add_object(font.clone(writer)), dict(zip(DIGITS, codes, strict=True)))


def _number(page: PageObject, number: str, digits: _Digits) -> str:
    """Drawing operators: the number centred between the side margins, at the height that the style sheet gives it."""
    left, right = rules.MARGIN_LEFT * POINTS, float(page.mediabox.width) - rules.MARGIN_RIGHT * POINTS
    size = rules.SIZE_PAGE_NUMBER
    x = (left + right - DIGIT_WIDTH * size * len(number)) / 2
    y = float(page.mediabox.height) - rules.PAGE_NUMBER_FROM_EDGE * POINTS - MIDDLE * size
    codes = "".join(digits.codes[digit] for digit in number)
    return f"Q q BT 0 g {FONT_NAME} {size} Tf {x:.3f} {y:.3f} Td <{codes}> Tj ET Q"


def _stream(operators: str) -> StreamObject:
    stream = StreamObject()
    stream.set_data(operators.encode())
    return stream


def _fonts_of(page: PageObject) -> DictionaryObject:
    return page["/Resources"]["/Font"]


def _bookmarks(writer: PdfWriter, entries: Sequence[Entry], places: dict[str, int]) -> None:
    """Headings as a tree; one whose level leaves a step out hangs on the nearest above it."""
    above: dict[int, IndirectObject] = {}
    for entry in entries:
        if entry.anchor in places:
            above = {level: item for level, item in above.items() if level < entry.level}
            parent = above[max(above)] if above else None
            above[entry.level] = writer.add_outline_item(entry.words, places[entry.anchor], parent)
