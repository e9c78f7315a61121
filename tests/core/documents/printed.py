"""What stands where on the pages of a PDF, read from the file itself: millimetres from the upper left corner."""

import math
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from fontTools.ttLib import TTFont
from pypdf import PageObject, PdfReader

from tthc.core.documents import fonts

POINT = 25.4 / 72  # mm


@dataclass(frozen=True)
class Words:
    """A run of words on a base line, in one face."""

    text: str
    x: float
    y: float
    size: float  # pt
    font: str  # without the six letters of a subset


@dataclass(frozen=True)
class Stroke:
    """A level line."""

    x: float
    y: float
    length: float
    weight: float  # pt


def pages(pdf: bytes) -> list[PageObject]:
    """The pages of a file."""
    return list(PdfReader(BytesIO(pdf)).pages)


def size(page: PageObject) -> tuple[int, int]:
    """Width and height, to the millimetre."""
    return round(float(page.mediabox.width) * POINT), round(float(page.mediabox.height) * POINT)


def words(page: PageObject) -> list[Words]:
    """The runs of a page in the order in which they are drawn."""
    found = []
    height = float(page.mediabox.height)

    def visit(text, user, place, font, points):
        if text.strip() and font:
            scale, x, y = _to_page(user, place[4], place[5])
            name = str(font["/BaseFont"]).lstrip("/").partition("+")[2]
            found.append(
                Words(
                    text.strip("\n"),
                    round(x * POINT, 1),
                    round((height - y) * POINT, 1),
                    round(points * scale, 1),
                    name,
                )
            )

    page.extract_text(visitor_text=visit)
    return found


def find(page: PageObject, beginning: str) -> Words:
    """The first run that begins so."""
    return next(run for run in words(page) if run.text.startswith(beginning))


def rules_under(page: PageObject, words: Words) -> list[Stroke]:
    """The level lines of 1 cm or more that begin within 6 mm under a run of words, each once."""
    found = {}
    for stroke in strokes(page):
        beside = words.x - 1 < stroke.x < words.x + 60
        if beside and 0 < stroke.y - words.y < 6 and stroke.length > 10 and stroke.weight:
            found.setdefault(round(stroke.y), stroke)
    return list(found.values())


def strokes(page: PageObject) -> list[Stroke]:
    """The level lines of a page, as WeasyPrint draws them: flat rectangles."""
    found = []
    height = float(page.mediabox.height)

    def visit(operator, operands, user, place):
        if operator != b"re":
            return
        x, y, wide, high = map(float, operands)
        if abs(high) < 3 < abs(wide):
            scale, left, top = _to_page(user, x, y + high / 2)
            found.append(
                Stroke(
                    round(left * POINT, 1),
                    round((height - top) * POINT, 1),
                    round(wide * scale * POINT, 1),
                    round(abs(high) * scale, 2),
                )
            )

    page.extract_text(visitor_operand_before=visit)
    return found


def length(text: str, size: float, face: str) -> float:
    """How long words are in a line, in mm, from the font's own widths; marks of possible breaks take none."""
    widths = _widths(face)
    return sum(widths[letter] for letter in text.replace("\u200b", "")) * size * POINT


@cache
def _widths(face: str) -> dict[str, float]:
    with TTFont(fonts.folder() / f"LiberationSerif-{face}.ttf", lazy=True) as font:
        metrics, em = font["hmtx"], font["head"].unitsPerEm
        return {chr(code): metrics[name][0] / em for code, name in font.getBestCmap().items()}


def _to_page(matrix, x: float, y: float) -> tuple[float, float, float]:
    a, b, c, d, e, f = map(float, matrix)
    return math.hypot(a, b), a * x + c * y + e, b * x + d * y + f
