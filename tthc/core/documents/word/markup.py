"""The elements of WordprocessingML that the writer is made of, each with its children in the order that Word insists on.

Lengths come in mm, sizes and spaces in pt, as in the rules; the units of the file format stay in here.
"""

import re
from collections.abc import Iterable, Sequence

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from lxml.etree import _Element as Element

from tthc.core.documents.blocks import Align, Run, Words, runs

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
ALIGNED = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right", Align.JUSTIFY: "both"}
BLANKS = re.compile(r"[ \t]+")
LINE_ENDS = re.compile("[\n\u2028\u2029]")
# They turn the order of the letters after them, so that a line reads otherwise than it is; real right-to-left
# words need none of them.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def w(tag: str, *children: Element | None, **attributes: object) -> Element:
    """The element w:tag; attributes that are None, and children that are None, are left out."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        if value is not None:
            element.set(qn(f"w:{name}"), str(value))
    element.extend(child for child in children if child is not None)
    return element


def twips(mm: float) -> int:
    """Millimetres in twentieths of a point."""
    return round(mm / 25.4 * 1440)


def twentieths(pt: float) -> int:
    """Points in twentieths of a point."""
    return round(pt * 20)


def half_points(pt: float) -> int:
    """Points in halves, the unit of sizes of letters."""
    return round(pt * 2)


def switch(tag: str, on: bool | None) -> Element | None:
    """A property that is on or off; None leaves it to the style."""
    if on is None:
        return None
    return w(tag) if on else w(tag, val="0")


def run_properties(
    *,
    style: str | None = None,
    bold: bool | None = None,
    italic: bool | None = None,
    capitals: bool | None = None,
    colour: str | None = None,
    size: float | None = None,
    underline: bool = False,
    raised: bool = False,
) -> Element | None:
    """w:rPr, or None when nothing differs from the style."""
    properties = w(
        "rPr",
        w("rStyle", val=style) if style else None,
        switch("b", bold),
        switch("bCs", bold),
        switch("i", italic),
        switch("iCs", italic),
        switch("caps", capitals),
        w("color", val=colour) if colour else None,
        w("sz", val=half_points(size)) if size else None,
        w("szCs", val=half_points(size)) if size else None,
        w("u", val="single") if underline else None,
        w("vertAlign", val="superscript") if raised else None,
    )
    return properties if len(properties) else None


def paragraph_properties(
    *,
    style: str | None = None,
    keep_next: bool | None = None,
    keep_lines: bool | None = None,
    page_break: bool | None = None,
    widow_control: bool | None = None,
    number: int | None = None,
    rule_above: float | None = None,
    rule_colour: str = "000000",
    tabs: Sequence[tuple[str, float] | tuple[str, float, str]] = (),
    before: float | None = None,
    after: float | None = None,
    line: float | None = None,
    exactly: float | None = None,
    left: float | None = None,
    right: float | None = None,
    first: float | None = None,
    hanging: float | None = None,
    contextual: bool | None = None,
    align: Align | None = None,
    level: int | None = None,
    mark: Element | None = None,
    section: Element | None = None,
) -> Element | None:
    """w:pPr, or None when nothing differs from the style.

    `line` is a multiple of the font's own line, `exactly` a height in pt; `rule_above` the weight of a line in pt;
    `level` the outline level (1 is the highest); `mark` the properties of the paragraph mark.
    """
    properties = w(
        "pPr",
        w("pStyle", val=style) if style else None,
        switch("keepNext", keep_next),
        switch("keepLines", keep_lines),
        switch("pageBreakBefore", page_break),
        switch("widowControl", widow_control),
        w("numPr", w("ilvl", val=0), w("numId", val=number)) if number is not None else None,
        w("pBdr", border("top", rule_above, rule_colour)) if rule_above else None,
        _tabs(tabs),
        _spacing(before, after, line, exactly),
        _indent(left, right, first, hanging),
        switch("contextualSpacing", contextual),
        w("jc", val=ALIGNED[align]) if align else None,
        w("outlineLvl", val=level - 1) if level else None,
        mark,
        section,
    )
    return properties if len(properties) else None


def _tabs(tabs: Sequence[tuple]) -> Element | None:
    stops = [
        w("tab", val=kind, leader=leader[0] if leader else None, pos=twips(place))
        for kind, place, *leader in tabs
    ]
    return w("tabs", *stops) if stops else None


def _spacing(
    before: float | None, after: float | None, line: float | None, exactly: float | None
) -> Element | None:
    attributes: dict[str, object] = {}
    if before is not None:
        attributes["before"] = twentieths(before)
    if after is not None:
        attributes["after"] = twentieths(after)
    if exactly is not None:
        attributes |= {"line": twentieths(exactly), "lineRule": "exact"}
    elif line is not None:
        attributes |= {"line": round(line * 240), "lineRule": "auto"}
    return w("spacing", **attributes) if attributes else None


def _indent(
    left: float | None, right: float | None, first: float | None, hanging: float | None
) -> Element | None:
    places = {"left": left, "right": right, "hanging": hanging, "firstLine": first}
    attributes = {name: twips(place) for name, place in places.items() if place is not None}
    return w("ind", **attributes) if attributes else None


def border(side: str, weight: float, colour: str = "000000") -> Element:
    """A border of `weight` pt."""
    return w(side, val="single", sz=round(weight * 8), space=0, color=colour)


# --- Words -------------------------------------------------------------------------------------------------------


def text_run(run: Run, **face: object) -> Element:
    """The run as text: blanks as one space, a line end as a line break."""
    element = w(
        "r",
        run_properties(
            **{
                "bold": run.bold or None,
                "italic": run.italic or None,
                "underline": run.underline,
                "raised": run.raised,
                **face,
            }
        ),
    )
    for position, line in enumerate(LINE_ENDS.split(TURNING.sub("", run.text))):
        if position:
            element.append(w("br"))
        if line:
            element.append(text(BLANKS.sub(" ", line)))
    return element


def text(words: str) -> Element:
    """w:t with its outer blanks kept."""
    element = w("t")
    element.text = words
    if words != words.strip():
        element.set(SPACE, "preserve")
    return element


def text_runs(words: Words, **face: object) -> list[Element]:
    """The words as runs of text."""
    return [text_run(run, **face) for run in runs(words)]


def paragraph(
    words: Words | Iterable[Element] = (),
    style: str | None = None,
    *,
    face: dict[str, object] | None = None,
    **properties: object,
) -> Element:
    """A paragraph of words, or of runs that are made already."""
    content = words if _is_made(words) else text_runs(words, **(face or {}))
    return w("p", paragraph_properties(style=style, **properties), *content)


def _is_made(words: Words | Iterable[Element]) -> bool:
    return isinstance(words, list | tuple) and bool(words) and not isinstance(words[0], str | Run)


def line_break() -> Element:
    """A run that ends the line."""
    return w("r", w("br"))


def tab() -> Element:
    """A run that goes on to the next tab stop."""
    return w("r", w("tab"))


def field(instruction: str, shown: Sequence[Element]) -> list[Element]:
    """A field with the words that it shows until Word works it out anew."""
    command = w("instrText")
    command.text = f" {instruction} "
    command.set(SPACE, "preserve")
    return [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", command),
        w("r", w("fldChar", fldCharType="separate")),
        *shown,
        w("r", w("fldChar", fldCharType="end")),
    ]


# --- Tables ------------------------------------------------------------------------------------------------------


def table(
    style: str,
    widths: Sequence[float],
    rows: Iterable[Element],
    *,
    title: str = "",
    centred: bool = False,
) -> Element:
    """A table of fixed column widths in mm; `title` is what a screen reader says of it."""
    return w(
        "tbl",
        w(
            "tblPr",
            w("tblStyle", val=style),
            w("tblW", w=sum(map(twips, widths)), type="dxa"),
            w("jc", val="center") if centred else None,
            w("tblLayout", type="fixed"),
            w("tblLook", val="0000"),
            w("tblCaption", val=title) if title else None,
        ),
        w("tblGrid", *(w("gridCol", w=twips(width)) for width in widths)),
        *rows,
    )


def table_row(cells: Iterable[Element], *, head: bool = False, may_tear: bool = False) -> Element:
    """A row, whole on its page unless it may tear; a head stands again on every page."""
    properties = w("trPr", None if may_tear else w("cantSplit"), w("tblHeader") if head else None)
    return w("tr", properties if len(properties) else None, *cells)


def table_cell(
    width: int,
    content: Sequence[Element],
    *,
    columns: int = 1,
    merged: str | None = None,
    shade: str | None = None,
    middle: bool = False,
) -> Element:
    """A cell of `width` twips; `merged` is "restart" for the first of several rows, "continue" for those below."""
    properties = w(
        "tcPr",
        w("tcW", w=width, type="dxa"),
        w("gridSpan", val=columns) if columns > 1 else None,
        w("vMerge", val=merged) if merged else None,
        w("shd", val="clear", color="auto", fill=shade) if shade else None,
        w("vAlign", val="center") if middle else None,
    )
    # Word wants a paragraph at the end of every cell, below a table inside it too.
    content = list(content)
    if not content or not content[-1].tag.endswith("}p"):
        content.append(paragraph(style="Khit") if content else paragraph())
    return w("tc", properties, *content)
