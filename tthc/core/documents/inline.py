"""Words as HTML: every word is escaped here, and nowhere else is markup made of words."""

from html import escape

from tthc.core.documents.blocks import Align, Run, Words, printable, runs

CLASSES = {Align.LEFT: "l", Align.CENTRE: "c", Align.RIGHT: "r", Align.JUSTIFY: "j"}
FACES = (("bold", "b"), ("italic", "i"), ("underline", "u"), ("raised", "sup"))


def inline(words: Words) -> str:
    """Words as HTML: text escaped, line ends as <br>, faces as elements."""
    if type(words) is str:
        return escape(printable(words)).replace("\n", "<br>")
    return "".join(map(_run, runs(words)))


def _run(run: Run) -> str:
    html = escape(run.text).replace("\n", "<br>")
    for face, tag in FACES:
        if getattr(run, face):
            html = f"<{tag}>{html}</{tag}>"
    return html
