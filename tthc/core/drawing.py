"""The strokes that charts are drawn with: SVG elements with presentation attributes only.

Neither the security policy of the pages nor a renderer of documents lets a style through.
"""

import re
from collections.abc import Iterable, Sequence
from hashlib import blake2s

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

# Tokens of static/css/theme.css; a document has no style sheet to take them from.
INK, INK_2, RULE, GRID = "#18212b", "#4b5866", "#aeb9c4", "#e7ecf1"
FONT = "'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif"
SIZE = 12  # of text, in units of the view box
LETTER = 6.4  # a wide guess at a letter's width at that size: what fits by it fits in any of the fonts
ROW = 16  # between two lines of text
# No XML has a place for these; a page shows the drawing all the same, a document's reader stops at it.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def picture(
    width: float, height: float, title: str, description: str, parts: Iterable[SafeString]
) -> SafeString:
    """The whole drawing, with a title (and a description) that a screen reader reads instead of it."""
    title, description, body = (UNWRITABLE.sub("", words) for words in (title, description, "".join(parts)))
    body = mark_safe(body)  # nothing but letters that stand for nothing were taken out
    name = blake2s(f"{title}{description}{body}".encode(), digest_size=4).hexdigest()
    described = format_html('<desc id="c{}-d">{}</desc>', name, description) if description else ""
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {} {}" width="{}" height="{}" role="img"'
        ' aria-labelledby="{}" font-family="{}" font-size="{}"><title id="c{}-t">{}</title>{}{}</svg>',
        _plain(width),
        _plain(height),
        _plain(width),
        _plain(height),
        f"c{name}-t c{name}-d" if description else f"c{name}-t",
        FONT,
        SIZE,
        name,
        title,
        described,
        body,
    )


def text(
    x: float, y: float, words: str, *, fill: str = INK, anchor: str = "start", weight: str = "400"
) -> SafeString:
    """One line of text on a base line."""
    return format_html(
        '<text x="{}" y="{}" fill="{}" text-anchor="{}" font-weight="{}">{}</text>',
        _plain(x),
        _plain(y),
        fill,
        anchor,
        weight,
        words,
    )


def lines_of_text(
    x: float,
    middle: float,
    lines: Sequence[str],
    *,
    fill: str = INK,
    anchor: str = "start",
    weight: str = "400",
) -> SafeString:
    """Lines around a middle height."""
    first = middle - (len(lines) - 1) * ROW / 2 + 4
    return mark_safe(
        "".join(
            text(x, first + index * ROW, line, fill=fill, anchor=anchor, weight=weight)
            for index, line in enumerate(lines)
        )
    )


def rule(
    x1: float, x2: float, y1: float, y2: float, colour: str, *, dashes: str = "", weight: float = 1
) -> SafeString:
    """A straight line."""
    return format_html(
        '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke="{}" stroke-width="{}"{}/>',
        _plain(x1),
        _plain(x2),
        _plain(y1),
        _plain(y2),
        colour,
        weight,
        _dashed(dashes),
    )


def rect(x: float, y: float, width: float, height: float, colour: str, *, radius: int = 0) -> SafeString:
    """A filled rectangle."""
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" rx="{}" fill="{}"/>',
        _plain(x),
        _plain(y),
        _plain(width),
        _plain(height),
        radius,
        colour,
    )


def polyline(
    places: Iterable[tuple[float, float]], colour: str, *, weight: float = 2.5, dashes: str = ""
) -> SafeString:
    """A line through places."""
    return format_html(
        '<polyline points="{}" fill="none" stroke="{}" stroke-width="{}" stroke-linejoin="round"{}/>',
        format_html_join(" ", "{},{}", places),
        colour,
        weight,
        _dashed(dashes),
    )


def _dashed(dashes: str) -> SafeString | str:
    return format_html(' stroke-dasharray="{}"', dashes) if dashes else ""


def wrapped(words: str, width: int) -> list[str]:
    """The words in lines of at most `width` letters, a longer word on its own."""
    lines = [""]
    for word in words.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _plain(value: float) -> str:
    return f"{round(value, 1):g}"
