"""What Word insists on in a file, and LibreOffice forgives: it «repairs» or refuses what breaks one of these."""

import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
SIDES = "top left bottom right insideH insideV"
# The children of each element in the order of the schema (ECMA-376, wml.xsd), as far as we use them.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind contextualSpacing"
    " jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps color sz szCs u vertAlign rtl lang",
    "numPr": "ilvl numId",
    "tbl": "tblPr tblGrid tr",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tblBorders": SIDES,
    "tblCellMar": "top left bottom right",
    "tr": "trPr tc",
    "tcPr": "tcW gridSpan vMerge shd vAlign",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg",
    "style": "name basedOn next uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr",
    "styles": "docDefaults latentStyles style",
    "numbering": "abstractNum num",
    "abstractNum": "multiLevelType lvl",
    "lvl": "start numFmt pStyle suff lvlText lvlJc pPr rPr",
    "num": "abstractNumId lvlOverride",
    "settings": "zoom defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol listSeparator",
}


def parts(file: bytes) -> dict[str, etree._Element]:
    """The XML parts of the file, by their names."""
    with zipfile.ZipFile(BytesIO(file)) as package:
        assert package.testzip() is None
        return {
            name: etree.fromstring(package.read(name))
            for name in package.namelist()
            if name.endswith((".xml", ".rels"))
        }


def faults(file: bytes) -> list[str]:
    """All breaches of the rules; none in a good file."""
    found = parts(file)
    return [f"{name}: {fault}" for name, root in found.items() for fault in _faults(root)] + _broken_ties(
        found
    )


def _faults(root: etree._Element) -> Iterator[str]:
    for element in root.iter(f"{W}*"):
        name = element.tag.removeprefix(W)
        children = [child.tag.removeprefix(W) for child in element]
        if name in ORDER:
            allowed = ORDER[name].split()
            if any(child not in allowed for child in children):
                yield f"{name} holds {sorted(set(children) - set(allowed))}"
            elif children != sorted(children, key=allowed.index):
                yield f"{name} in the order {children}"
            once = {child: n for child, n in Counter(children).items() if n > 1}
            if set(once) - {"tr", "tc", "style", "abstractNum", "num", "headerReference"}:
                yield f"{name} holds more than one of {sorted(once)}"
        if name == "tc" and children[-1:] != ["p"]:
            yield "a cell does not end with a paragraph"
        if name == "p" and "pPr" in children[1:]:
            yield "pPr is not the first of a paragraph"
    for kind, ids in _ids(root).items():
        if len(ids) != len(set(ids)):
            yield f"the same {kind} twice"
    tables = [
        sum(_span(cell) for cell in row.iterfind(f"{W}tc"))
        - len(row.getparent().findall(f"{W}tblGrid/{W}gridCol"))
        for row in root.iter(f"{W}tr")
    ]
    if any(tables):
        yield "a row has more or fewer places than its table"
    fields = Counter(mark.get(f"{W}fldCharType") for mark in root.iter(f"{W}fldChar"))
    if len({fields["begin"], fields["separate"], fields["end"]}) != 1:
        yield "a field is not closed"
    body = root.find(f"{W}body")
    if body is not None and [child.tag for child in body][-1:] != [f"{W}sectPr"]:
        yield "the body does not end with its section"


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    return 1 if span is None else int(span.get(f"{W}val"))


def _ids(root: etree._Element) -> dict[str, list[str]]:
    return {
        "picture id": [each.get("id") for each in root.iter(f"{WP}docPr")],
        "bookmark id": [each.get(f"{W}id") for each in root.iter(f"{W}bookmarkStart")],
        "bookmark name": [each.get(f"{W}name") for each in root.iter(f"{W}bookmarkStart")],
        "style": [each.get(f"{W}styleId") for each in root.iter(f"{W}style")],
        "style name": [each.find(f"{W}name").get(f"{W}val").casefold() for each in root.iter(f"{W}style")],
        "list": [each.get(f"{W}numId") for each in root.iter(f"{W}num")],
    }


def _broken_ties(found: dict[str, etree._Element]) -> list[str]:
    """Styles, lists, headers and bookmarks that are named but not there."""
    document = found["word/document.xml"]
    styles = {each.get(f"{W}styleId") for each in found["word/styles.xml"].iter(f"{W}style")}
    lists = {each.get(f"{W}numId") for each in found["word/numbering.xml"].iter(f"{W}num")}
    bookmarks = {each.get(f"{W}name") for each in document.iter(f"{W}bookmarkStart")}
    relations = {each.get("Id") for each in found["word/_rels/document.xml.rels"]}
    wanted = {
        "style": ({each.get(f"{W}val") for each in document.iter(f"{W}pStyle", f"{W}tblStyle")}, styles),
        "list": ({each.get(f"{W}val") for each in document.iter(f"{W}numId")}, lists),
        "bookmark": ({each.get(f"{W}anchor") for each in document.iter(f"{W}hyperlink")}, bookmarks),
        "part": ({each.get(f"{R}id") for each in document.iter(f"{W}headerReference")}, relations),
    }
    return [
        f"{kind} {sorted(named - there)} is not there"
        for kind, (named, there) in wanted.items()
        if named - there
    ]


def instructions(file: bytes) -> set[str]:
    """The first word of every field: what Word is told to do."""
    return {
        command.text.split()[0] for root in parts(file).values() for command in root.iter(f"{W}instrText")
    }


def outside(file: bytes) -> list[str]:
    """What the file would fetch from elsewhere."""
    return [
        relation.get("Target")
        for name, root in parts(file).items()
        if name.endswith(".rels")
        for relation in root
        if relation.get("TargetMode") == "External"
    ]


def words(file: bytes) -> str:
    """All text of the body and its tables in order, a line a paragraph."""
    document = parts(file)["word/document.xml"]
    return "\n".join(
        "".join(
            "\n" if piece.tag == f"{W}br" else "\t" if piece.tag == f"{W}tab" else piece.text or ""
            for piece in each.iter(f"{W}t", f"{W}br", f"{W}tab")
            if piece.getparent().tag == f"{W}r"
        )
        for each in document.iter(f"{W}p")
    )
