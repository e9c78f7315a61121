"""Cells of an export as XML: a function per column, made once, called for every row."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import xlsxwriter
from xlsxwriter.format import Format

from tthc.core.sheets import long_cells
from tthc.core.sheets.columns import CellKind, Column

Emitter = Callable[[object, int], str]
"""From a value and the number of its row (from 1) to the XML of the cell."""

# What XML or Excel would take for something else: markup, control characters, halves of pairs, escapes.
SPECIAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
NO_LETTER = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
ESCAPE = re.compile(r"_(x[0-9A-Fa-f]{4}_)")
# Excel would take a text that begins so for a formula as soon as somebody edits the cell.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
DAY_ZERO = date(1899, 12, 30)
FIRST_DAY = date(1900, 3, 1)
"""Before it Excel counts a day that never was."""
MOST_DIGITS = 15
WHOLE, BROKEN, DAY, WORDS, CODE = "#,##0", "#,##0.0###", "dd/mm/yyyy", "General", "@"
# Typed into a cell of these, "1.20" or "5-7" would become a number or a day; all are short (long text cells show ####).
CODES = (CellKind.IDENTIFIER, CellKind.DURATION)
CENTRED = (CellKind.YES_NO, CellKind.DATE)
LETTERS_TO_WIDTH = 1.15
"""A column is as wide as so many digits; of the letters of words a few more find room."""
FIGURES = (CellKind.NUMBER, CellKind.HOURS, CellKind.MONEY, CellKind.COUNT)


class Height:
    """How many lines the cells of the row being written need; rows do not grow by themselves everywhere."""

    LINE = 16
    MOST = 409
    """Points: no row of Excel is higher."""

    def __init__(self) -> None:
        self.lines = 1

    def need(self, text: str, letters: int) -> None:
        lines = sum([-(-len(line) // letters) or 1 for line in text.split("\n")])
        self.lines = max(self.lines, lines)

    def take(self) -> str:
        """The attribute of the row, "" for a row of one line; the next row begins anew."""
        lines, self.lines = self.lines, 1
        return f' ht="{min(lines * self.LINE, self.MOST)}"' if lines > 1 else ""


class Styles:
    """The few formats of a workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook, common: dict) -> None:
        self.book = book
        self.common = common
        self.made: dict[tuple, Format] = {}
        self.height = Height()

    def index(self, number_format: str, *, quoted: bool = False, centred: bool = False) -> int:
        """The number by which cells name the format."""
        look = {"valign": "top", "num_format": number_format, "quote_prefix": quoted}
        look |= {"align": "center"} if centred else {}
        look |= {"text_wrap": True} if number_format in (WORDS, CODE) else {}
        return self._made(self.common | look)._get_xf_index()

    def open_format(self, column: Column) -> Format:
        """The format of cells of the column that nobody has written yet: without lines."""
        plain = {key: look for key, look in self.common.items() if not key.startswith("border")}
        number_format = number_format_of(column)
        wrap = number_format in (WORDS, CODE)
        return self._made(plain | {"valign": "top", "num_format": number_format, "text_wrap": wrap})

    def _made(self, look: dict) -> Format:
        key = tuple(sorted(look.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format(look)
        return self.made[key]


def number_format_of(column: Column) -> str:
    if column.kind == CellKind.DATE:
        return DAY
    if column.kind in (CellKind.MONEY, CellKind.COUNT):
        return WHOLE
    return CODE if column.kind in CODES else WORDS


def emitter(letters: str, column: Column, styles: Styles, keep_rest: Callable[[str], str]) -> Emitter:
    """The function that writes the cells of `column` in the sheet's column `letters`.

    `keep_rest` takes a text that no cell can hold and gives what stands in the cell.
    """
    write = column.writer()
    words, centred = CODE if column.kind in CODES else WORDS, column.kind in CENTRED
    looks = styles.index(words, centred=centred), styles.index(words, quoted=True)
    height = None if column.hidden else styles.height
    text = _text_emitter(letters, looks, keep_rest, height, int(column.width * LETTERS_TO_WIDTH))
    blank_style = styles.index(number_format_of(column))
    blank = f'<c r="{letters}%d" s="{blank_style}"/>'
    if column.kind in FIGURES:
        whole, broken = styles.index(WHOLE), styles.index(BROKEN)
        other = _figure_emitter(letters, whole, broken, text)
    else:
        other = _day_emitter(letters, styles.index(DAY, centred=True), text)

    def emit(value: object, number: int) -> str:
        value = write(value)
        if value is None or value == "":
            return blank % number
        return text(value, number) if type(value) is str else other(value, number)

    return emit


def _text_emitter(
    letters: str, looks: tuple[int, int], keep_rest: Callable[[str], str], height: Height | None, width: int
) -> Emitter:
    plain, quoted = looks
    before = f'<c r="{letters}'
    as_it_is, as_text = (f'" s="{look}" t="inlineStr"><is><t' for look in (plain, quoted))

    def emit(text: str, number: int) -> str:
        if len(text) > long_cells.LONGEST_CELL // 2 and long_cells.is_too_long(text):
            text = keep_rest(text)
        if height and (len(text) > width or "\n" in text):
            height.need(text, width)
        after = as_text if text[0] in FORMULA else as_it_is
        if "  " in text or "\n" in text or text != text.strip():
            after += ' xml:space="preserve"'
        if SPECIAL.search(text):
            text = _escaped(text)
        return f"{before}{number}{after}>{text}</t></is></c>"

    return emit


def _figure_emitter(letters: str, whole: int, broken: int, text: Emitter) -> Emitter:
    def emit(value: object, number: int) -> str:
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            return text(str(value), number)
        exact = value if isinstance(value, Decimal) else Decimal(str(value))
        if (
            len(exact.as_tuple().digits) > MOST_DIGITS
            and len(exact.normalize().as_tuple().digits) > MOST_DIGITS
        ):
            # A number of Excel keeps 15 digits; more stay whole only as text.
            return text(f"{exact:f}".replace(".", ","), number)
        style = whole if exact == exact.to_integral_value() else broken
        return f'<c r="{letters}{number}" s="{style}"><v>{exact:f}</v></c>'

    return emit


def _day_emitter(letters: str, style: int, text: Emitter) -> Emitter:
    def emit(value: object, number: int) -> str:
        if isinstance(value, datetime):
            value = value.date()
        if not isinstance(value, date):
            return text(str(value), number)
        if value < FIRST_DAY:
            return text(f"{value:%d/%m/%Y}", number)
        return f'<c r="{letters}{number}" s="{style}"><v>{(value - DAY_ZERO).days}</v></c>'

    return emit


def _escaped(text: str) -> str:
    """The text as XML and Excel write it: control characters as _x000B_, which readers give back."""
    text = ESCAPE.sub(r"_x005F_\1", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", NO_LETTER.sub("\ufffd", text))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
