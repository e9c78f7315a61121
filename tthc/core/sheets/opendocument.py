"""What an .ods file says beside its cells: fonts, hidden rows and columns, merged ranges, errors.

The content was checked for DTDs before (`tthc.core.sheets.safety`); expat reads it once more, up to a bound.
"""

from contextlib import suppress
from xml.parsers import expat

from tthc.core.sheets.facts import RANGES_KEPT, BookFacts, SheetFacts
from tthc.core.sheets.safety import MOST_COLUMNS, MOST_ROWS, check_filled

MOST_CELLS = 300_000
"""Elements of cells that are looked at."""


class _Enough(Exception):  # noqa: N818 - the reader has seen what it needs
    pass


def describe_ods(content: bytes) -> BookFacts:
    """What the content says; as much as was understood where it is broken: the reader of the cells will refuse it.

    Raises Unsafe when cells are repeated to more than a table has.
    """
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.say
    with suppress(_Enough, expat.ExpatError, ValueError):
        parser.Parse(content, True)
    return reader.facts


class _Reader:
    def __init__(self) -> None:
        self.facts = BookFacts()
        self.fonts: dict[str, str] = {}
        """By name of a style of cells."""
        self.style = ""
        self.sheet = SheetFacts()
        self.row = self.column = self.cells = self.filled = 0
        self.repeated = 1
        self.defaults: list[str] = []
        """Style of the cells of each column that name none."""
        self.error: list[str] | None = None

    def start(self, name: str, its: dict[str, str]) -> None:
        if name == "table:table-cell" or name == "table:covered-table-cell":
            self._cell(name, its)
        elif name == "table:table-row":
            times = int(its.get("table:number-rows-repeated", 1))
            if its.get("table:visibility", "visible") != "visible":
                self.sheet.hidden_rows += range(self.row + 1, min(self.row + times, MOST_ROWS) + 1)
            self.repeated, self.column = times, 0
        elif name == "table:table-column":
            times = min(int(its.get("table:number-columns-repeated", 1)), MOST_COLUMNS)
            if its.get("table:visibility", "visible") != "visible":
                first = len(self.defaults)
                self.sheet.hidden_columns.update(range(first, min(first + times, MOST_COLUMNS)))
            if len(self.defaults) < MOST_COLUMNS:
                self.defaults += [its.get("table:default-cell-style-name", "")] * times
        elif name == "table:table":
            self.sheet = self.facts.sheets.setdefault(its.get("table:name", ""), SheetFacts())
            self.row, self.defaults = 0, []
        elif name == "style:style":
            self.style = its.get("style:name", "")
        elif name == "style:text-properties" and self.style:
            font = its.get("style:font-name") or its.get("fo:font-family", "")
            if font:
                self.fonts[self.style] = font.strip("'")

    def end(self, name: str) -> None:
        if name == "table:table-row":
            self.row += self.repeated
        elif name == "table:table-cell" and self.error is not None:
            text = "".join(self.error).strip()
            self.sheet.see_error(self.row + 1, self.column - 1, text if text.startswith("#") else "#N/A")
            self.error = None

    def say(self, text: str) -> None:
        if self.error is not None:
            self.error.append(text)

    def _cell(self, name: str, its: dict[str, str]) -> None:
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise _Enough
        column, times = self.column, int(its.get("table:number-columns-repeated", 1))
        self.column += times
        if name != "table:table-cell" or column >= MOST_COLUMNS:
            return
        down, across = (
            int(its.get("table:number-rows-spanned", 1)),
            int(its.get("table:number-columns-spanned", 1)),
        )
        if (down > 1 or across > 1) and len(self.sheet.merged) < RANGES_KEPT:
            self.sheet.merged.append((self.row + 1, column, self.row + down, column + across - 1))
        kind = its.get("calcext:value-type") or its.get("office:value-type")
        if kind == "error":
            self.error = []
        if kind:
            self.filled += times * self.repeated
            check_filled(self.filled)
            default = self.defaults[column] if column < len(self.defaults) else ""
            font = self.fonts.get(its.get("table:style-name", default), "")
            self.sheet.see_font(self.row + 1, column, font)
