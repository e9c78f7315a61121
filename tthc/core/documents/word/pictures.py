"""Charts and QR codes as pictures in PNG, which every Word shows.

A chart is SVG made of five strokes (tthc.core.drawing); Pillow draws the same strokes again, so the picture needs
no browser and no system library. The font comes from the system; without one that has the Vietnamese letters there
is no picture (`draw` gives None), and the table with the same figures has to do.
"""

import io
from xml.etree.ElementTree import Element

import segno
from defusedxml import ElementTree
from PIL import Image, ImageDraw, ImageFont

from tthc.core.documents import fonts
from tthc.core.drawing import SIZE

SVG = "{http://www.w3.org/2000/svg}"
SCALE = 4  # pixels to a unit of the drawing: 720 units over 165 mm make some 440 dots an inch
ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}


def qr(address: str) -> bytes:
    """The address as a QR code, medium correction, without a margin."""
    picture = io.BytesIO()
    segno.make(address, error="m", micro=False).save(picture, kind="png", scale=8, border=0)
    return picture.getvalue()


def draw(svg: str) -> bytes | None:
    """The drawing as PNG; None where the machine has no font for its words."""
    try:
        fonts.folder()
    except fonts.NoFont:
        return None
    root = ElementTree.fromstring(svg)
    width, height = (round(float(root.get(side)) * SCALE) for side in ("width", "height"))
    picture = Image.new("RGB", (max(width, 1), max(height, 1)), "white")
    pen = ImageDraw.Draw(picture)
    for element in root:
        stroke = STROKES.get(element.tag.removeprefix(SVG))
        if stroke:
            stroke(pen, element)
    # So many shades are enough for strokes and letters, and make the file a fifth as large.
    target = io.BytesIO()
    picture.quantize(64, dither=Image.Dither.NONE).save(target, "PNG", optimize=True)
    return target.getvalue()


def _font(element: Element) -> ImageFont.FreeTypeFont:
    face = "Bold" if element.get("font-weight", "400") >= "600" else "Regular"
    return ImageFont.truetype(fonts.folder() / f"LiberationSerif-{face}.ttf", round(SIZE * SCALE))


def _number(element: Element, name: str) -> float:
    return float(element.get(name, 0)) * SCALE


def _text(pen: ImageDraw.ImageDraw, element: Element) -> None:
    place = (_number(element, "x"), _number(element, "y"))
    anchor = ANCHORS[element.get("text-anchor", "start")]
    pen.text(place, element.text or "", element.get("fill"), _font(element), anchor)


def _line(pen: ImageDraw.ImageDraw, element: Element) -> None:
    start = (_number(element, "x1"), _number(element, "y1"))
    end = (_number(element, "x2"), _number(element, "y2"))
    _stroke(pen, [start, end], element)


def _polyline(pen: ImageDraw.ImageDraw, element: Element) -> None:
    places = [
        tuple(float(value) * SCALE for value in place.split(",")) for place in element.get("points").split()
    ]
    _stroke(pen, places, element)


def _stroke(pen: ImageDraw.ImageDraw, places: list[tuple[float, float]], element: Element) -> None:
    colour, weight = element.get("stroke"), max(round(_number(element, "stroke-width")), 1)
    dashes = [float(length) * SCALE for length in element.get("stroke-dasharray", "").split()]
    if not dashes:
        pen.line(places, colour, weight, joint="curve")
        return
    for start, end in zip(places, places[1:], strict=False):
        for piece in _dashed(start, end, dashes):
            pen.line(piece, colour, weight)


def _dashed(
    start: tuple[float, float], end: tuple[float, float], dashes: list[float]
) -> list[list[tuple[float, float]]]:
    """The pieces of a straight line that are drawn."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = (across**2 + down**2) ** 0.5
    drawn, gap = dashes
    pieces, done = [], 0.0
    while done < length:
        until = min(done + drawn, length)
        pieces.append(
            [(start[0] + across * at / length, start[1] + down * at / length) for at in (done, until)]
        )
        done += drawn + gap
    return pieces


def _rect(pen: ImageDraw.ImageDraw, element: Element) -> None:
    x, y, width, height = (_number(element, name) for name in ("x", "y", "width", "height"))
    if width < 1 or height < 1:
        return
    radius = min(_number(element, "rx"), width / 2, height / 2)
    pen.rounded_rectangle((x, y, x + width - 1, y + height - 1), radius, element.get("fill"))


def _circle(pen: ImageDraw.ImageDraw, element: Element) -> None:
    x, y, radius = (_number(element, name) for name in ("cx", "cy", "r"))
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), element.get("fill"))


STROKES = {"text": _text, "line": _line, "polyline": _polyline, "rect": _rect, "circle": _circle}
