"""What a reader of cells does not tell of a workbook: fonts, hidden rows and columns, errors, the epoch.

Runs in the child process, on parts that were checked; what cannot be understood is left out, never a reason to fail.
"""

import html
import re

from tthc.core.sheets import safety
from tthc.core.sheets.biff import describe_xls
from tthc.core.sheets.facts import NO_RESULT, BookFacts, SheetFacts
from tthc.core.sheets.opendocument import describe_ods

SAMPLE = 2**19
"""Bytes of a worksheet by which the fonts of its columns are told; fewer where there are many worksheets."""
SAMPLES = 8 * SAMPLE
"""Of all worksheets together."""
TAG = r"<(?:\w+:)?{}\b[^<>]*>"
ATTRIBUTE = re.compile(r'([\w:]+)="([^"]*)"')
HIDDEN_ROW = re.compile(rb'<row\b(?=[^<>]* hidden="(?:1|true)")[^<>]*? r="(\d+)"')
COLUMN = re.compile(rb"<col\b[^<>]*>")
ERROR = re.compile(
    rb'<c\b(?=[^<>]* t="e")[^<>]*? r="([A-Z]{1,2})(\d{1,6})"[^<>]*>(?:<f\b[^<>]*(?:/>|>[^<>]*</f>))?<v>([^<]{1,20})</v>'
)
# A formula that no program has worked out yet, as generated files have them: read as blank it would be a silent loss.
NOT_WORKED_OUT = re.compile(
    rb'<c\b(?![^<>]* t="str")[^<>]*? r="([A-Z]{1,2})(\d{1,6})"[^<>]*>'
    rb"<f\b[^<>]*(?:/>|>[^<>]*</f>)(?:<v ?/>|<v></v>)?</c>"
)
STYLED = re.compile(rb'<c r="([A-Z]{1,2})(\d{1,7})"(?: s="(\d+)")?[^<>]*(?<!/)>(?!</c>)')


def describe(data: bytes, kind: str) -> BookFacts:
    """Checks the parts of an archive and tells what they say; raises Unsafe."""
    if kind == "xls":
        return describe_xls(data)
    parts = safety.read_parts(data)
    if kind == "ods":
        if b"encryption-data" in parts["META-INF/manifest.xml"]:
            raise safety.Unsafe(safety.SAY["locked"])
        if b":spreadsheet" not in parts["content.xml"]:
            raise safety.Unsafe(safety.SAY["type"])
        safety.check_content(parts["content.xml"])
        return describe_ods(parts["content.xml"])
    safety.check_pieces(parts)
    return _describe_xlsx(parts)


def _describe_xlsx(parts: dict[str, bytes]) -> BookFacts:
    book = _text(parts, "xl/workbook.xml")
    targets = {
        its.get("Id"): its.get("Target", "")
        for its in _tags(_text(parts, "xl/_rels/workbook.xml.rels"), "Relationship")
    }
    epoch = next(iter(_tags(book, "workbookPr")), {}).get("date1904") in ("1", "true")
    facts = BookFacts(epoch_1904=epoch)
    names = {}
    for its in _tags(book, "sheet"):
        target = targets.get(next((value for key, value in its.items() if key.endswith(":id")), ""), "")
        names[target.lstrip("/") if target.startswith("/") else f"xl/{target}"] = html.unescape(
            its.get("name", "")
        )
    fonts = _fonts_of_styles(_text(parts, "xl/styles.xml"))
    for path, text in parts.items():
        # Not only those that the workbook names: a reader may find the others by another way.
        if path in names or path.startswith("xl/worksheets/"):
            safety.check_worksheet(names.get(path, ""), text)
        if path in names:
            facts.sheets[names[path]] = _facts(text, fonts, min(SAMPLE, SAMPLES // len(names)))
    return facts


def _facts(text: bytes, fonts: list[str], sample: int) -> SheetFacts:
    # Long sheets rarely have any of these: a look for a few letters is much cheaper than one for a pattern.
    facts = SheetFacts()
    if b' hidden="' in text:
        facts.hidden_rows = [int(number) for number in HIDDEN_ROW.findall(text)]
    for tag in COLUMN.findall(text[:SAMPLE]):
        its = dict(ATTRIBUTE.findall(tag.decode("utf-8", errors="replace")))
        first, last = int(its.get("min", 1)), int(its.get("max", 1))
        if its.get("hidden") in ("1", "true") or float(its.get("width", 1) or 1) == 0:
            facts.hidden_columns.update(range(max(first, 1) - 1, min(last, safety.MOST_COLUMNS)))
    if b't="e"' in text:
        for letters, row, error in ERROR.findall(text):
            facts.see_error(
                int(row), _column(letters), html.unescape(error.decode("utf-8", errors="replace"))
            )
    if b"</f>" in text:
        for letters, row in NOT_WORKED_OUT.findall(text):
            facts.see_error(int(row), _column(letters), NO_RESULT)
    for letters, row, style in STYLED.findall(text[:sample]):
        font = fonts[int(style or 0)] if int(style or 0) < len(fonts) else ""
        facts.see_font(int(row), _column(letters), font)
    return facts


def _fonts_of_styles(styles: str) -> list[str]:
    """The font of each style of cells, in the order in which cells count them."""
    fonts = []
    for font in re.split(r"<(?:\w+:)?font\b", _inside(styles, "fonts"))[1:]:
        name = next(iter(_tags(font, "name")), {})
        fonts.append(html.unescape(name.get("val", "")))
    places = [int(its.get("fontId", 0)) for its in _tags(_inside(styles, "cellXfs"), "xf")]
    return [fonts[place] if place < len(fonts) else "" for place in places]


def _inside(text: str, element: str) -> str:
    opening = re.search(TAG.format(element), text)
    closing = re.compile(rf"</(?:\w+:)?{element}>").search(text, opening.end()) if opening else None
    return text[opening.end() : closing.start()] if closing else ""


def _tags(text: str, element: str) -> list[dict[str, str]]:
    return [dict(ATTRIBUTE.findall(tag)) for tag in re.findall(TAG.format(element), text)]


def _text(parts: dict[str, bytes], path: str) -> str:
    return parts.get(path, b"").decode("utf-8", errors="replace")


def _column(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - 64
    return place - 1
