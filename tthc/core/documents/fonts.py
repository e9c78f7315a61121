"""Where the letters come from: the system's Liberation Serif, from the version on that has every Vietnamese letter.

No Django here: the processes that print parts of a document import this and little else.
"""

from functools import cache
from pathlib import Path

# Debian's fonts-liberation2 (12) or fonts-liberation (13), Fedora's liberation-serif-fonts.
FOLDERS = (
    Path("/usr/share/fonts/truetype/liberation2"),
    Path("/usr/share/fonts/truetype/liberation"),
    Path("/usr/share/fonts/liberation-serif"),
    Path("/usr/share/fonts/liberation-serif-fonts"),
)
FACES = (
    ("Regular", "normal", "normal"),
    ("Bold", "bold", "normal"),
    ("Italic", "normal", "italic"),
    ("BoldItalic", "bold", "italic"),
)
# A family name of our own: version 1, which lacks ơ ư ạ …, may be installed beside version 2 under the same name.
FAMILY = "Liberation Serif Full"
# It alone: each further name is asked for every line of text. For a letter that it lacks the system finds another font.
STACK = f"'{FAMILY}'"
HARD_LETTERS = "ơƯạỆữ"


class NoFont(Exception):
    """No Times-metric font with the Vietnamese letters is installed."""


@cache
def folder() -> Path:
    """The folder of the four faces. Raises NoFont."""
    from fontTools.ttLib import TTFont

    for place in FOLDERS:
        faces = [place / f"LiberationSerif-{name}.ttf" for name, _, _ in FACES]
        if all(face.is_file() for face in faces):
            with TTFont(faces[0], lazy=True) as font:
                if all(ord(letter) in font.getBestCmap() for letter in HARD_LETTERS):
                    return place
    raise NoFont


def face_rules() -> str:
    """@font-face for the four faces."""
    return "".join(
        f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};font-style:{style};"
        f"src:url({(folder() / f'LiberationSerif-{name}.ttf').as_uri()})}}"
        for name, weight, style in FACES
    )
