"""Words as HTML: every word is escaped here, and nowhere else is markup made of words."""

import re
from html import escape

from tthc.core.documents.blocks import Align, Run, Words, printable, runs

CLASSES = {Align.LEFT: "l", Align.CENTRE: "c", Align.RIGHT: "r", Align.JUSTIFY: "j"}
# A word of more letters than any language has may break after every few: the renderer looks for a place in vain, letter
# by letter, line by line, for minutes; and where a box is as wide as its words, every place costs a look at the rest.
ENDLESS = re.compile(r"\S{100,}")
FEW = re.compile(r".{1,12}", re.DOTALL)
BREAK_HERE = "\u200b"
FACES = (("bold", "b"), ("italic", "i"), ("underline", "u"), ("raised", "sup"))


def inline(words: Words) -> str:
    """Words as HTML: text escaped, line ends as <br>, faces as elements."""
    if type(words) is str:
        return _text(printable(words))
    return "".join(map(_run, runs(words)))


def _run(run: Run) -> str:
    html = _text(run.text)
    for face, tag in FACES:
        if getattr(run, face):
            html = f"<{tag}>{html}</{tag}>"
    return html


def _text(text: str) -> str:
    if len(text) > 99:
        text = ENDLESS.sub(lambda found: BREAK_HERE.join(FEW.findall(found[0])), text)
    return escape(text).replace("\n", "<br>")
