"""A column of a sheet is one object: it knows its heading, how a cell is read and checked, written and explained.

The same object serves import (`reader`), export (`writer`) and the blank form (heading, note, list of choices).
A cell that cannot be read raises ValueError with the sentence of a Fault, one that may mean several things raises
`tthc.core.amounts.Doubtful`; `tthc.core.sheets.rows` gathers both for whole tables.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Self

from tthc.core.amounts import (
    Doubtful,
    Span,
    as_decimal,
    read_hours,
    read_money,
    read_number,
    read_span,
)
from tthc.core.days import read_day
from tthc.core.reading import shorten, show_date, show_decimal
from tthc.core.sheets import long_cells
from tthc.core.sheets.choosing import NO, YES, Choice, Chooser
from tthc.core.sheets.facts import NO_RESULT
from tthc.core.sheets.tables import Cell
from tthc.core.sheets.words import is_blank, shown
from tthc.core.text import clean, fold

LONGEST_CELL = long_cells.LONGEST_CELL
ODD = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\xa0\xad\u1680\u2000-\u200f\u202a-\u202f\u205f-\u2069\u3000\ufeff]"
)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
EXCEL_ERRORS = frozenset(
    {"#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
)
LONGEST_ANSWER = 1_000
"""Letters of a number, a day, a time or choices: a longer text is none, and is not searched for one."""


class CellKind(StrEnum):
    """How a cell is read, and how it is formatted when written. After each: the Python value."""

    TEXT = "text"  # str, "" when blank
    NUMBER = "number"  # Decimal
    HOURS = "hours"  # Decimal, "1,5 giờ" and "30 phút" included
    MONEY = "money"  # Decimal, whole đồng
    COUNT = "count"  # int
    DATE = "date"  # date
    DURATION = "duration"  # Span, "05 ngày làm việc"
    CHOICE = "choice"  # the value of a choice, "" when blank
    CHOICES = "choices"  # tuple of values of choices, () when blank
    YES_NO = "yes-no"  # bool
    IDENTIFIER = "identifier"  # str, a code or key, never a number; "" when blank


BLANKS = {CellKind.TEXT: "", CellKind.IDENTIFIER: "", CellKind.CHOICE: "", CellKind.CHOICES: ()}

Choices = tuple[Choice, ...] | Callable[[], tuple[Choice, ...]]


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell (or, without column, a row; without row, a sheet) that cannot be taken over, for the person who sent it.

    `message` is a Vietnamese sentence that says what was expected.
    """

    sheet: str
    row: int | None
    column: str
    """The heading as the file has it."""
    value: str
    message: str
    key: str = ""
    """Key of the Column."""

    def as_json(self) -> dict[str, str | int | None]:
        """As commands tell it and pages keep it."""
        return {
            "sheet": self.sheet, "row": self.row, "column": self.column, "value": self.value, "message": self.message,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Doubt(Fault):
    """A warning. With `asked` its answer is needed before the row can be written: `suggested` is the likely meaning."""

    suggested: object = None
    asked: bool = False


@dataclass(frozen=True, kw_only=True)
class Column:
    key: str
    """Unique among the columns of a kind; usually the name of the model's field."""
    heading: str
    """The official heading, as exports and blank forms show it."""
    kind: CellKind = CellKind.TEXT
    synonyms: tuple[str, ...] = ()
    """Other headings under which files have this column; compared without marks and case."""
    group: str = ""
    """Heading above this and its neighbours of the same group."""
    help: str = ""
    """What to write here: the note of the blank form's heading."""
    example: str = ""
    width: float = 20
    """In characters."""
    required: bool = False
    choices: Choices = ()
    """A callable is asked once per import or export."""
    spellings: Mapping[str, object] = field(default_factory=dict)
    """Other words for a choice, without marks: {"a": "GROUP_A"}."""
    units: tuple[str, ...] = ()
    """Words that may follow a number: ("bộ",)."""
    least: Decimal | int | None = 0
    most: Decimal | int | None = None
    places: int = 2
    """Digits after the comma that are stored; more are a fault, not rounded away."""
    longest: int | None = None
    """Letters of a text."""
    one_line: bool = False
    """A break within the cell, put there to wrap it, is a space."""
    hidden: bool = False
    """Identifiers and versions: written into exports as hidden columns, absent from blank forms."""

    @property
    def name(self) -> str:
        """The heading with that of its group: "Sau đơn giản hóa / Thời gian (giờ)"."""
        return f"{self.group} / {self.heading}" if self.group else self.heading

    @classmethod
    def of(cls, column: "Column") -> Self:
        """A column of this class that is otherwise the same."""
        return cls(**{one.name: getattr(column, one.name) for one in fields(Column)})

    @property
    def blank(self) -> object:
        """The value of an empty cell."""
        return BLANKS.get(self.kind)

    def all_choices(self) -> tuple[Choice, ...]:
        return tuple(self.choices()) if callable(self.choices) else self.choices

    def reader(self, *, epoch_1904: bool = False) -> Callable[[Cell], object]:
        """A function from a cell to its value; raises ValueError or Doubtful. Choices are asked for once, here.

        It does not refuse a blank cell of a required column: whether one is required may depend on the row.
        """
        if self.kind in (CellKind.CHOICE, CellKind.CHOICES):
            choose = Chooser(self.all_choices(), self.spellings)
            read = choose.one if self.kind == CellKind.CHOICE else choose.several
        elif self.kind == CellKind.DATE:
            read = partial(read_day, epoch_1904=epoch_1904)
        else:
            read = getattr(self, f"_read_{self.kind.name.lower()}")
        blank = self.blank
        longest = None if self.kind in (CellKind.TEXT, CellKind.IDENTIFIER) else LONGEST_ANSWER

        def read_cell(cell: Cell) -> object:
            if is_blank(cell):
                return blank
            if cell == NO_RESULT:
                raise ValueError(
                    "Ô chứa công thức chưa có kết quả. Mở tệp bằng Excel, lưu lại rồi gửi tệp mới."
                )
            if type(cell) is str and cell in EXCEL_ERRORS:
                raise ValueError(f"Ô chứa lỗi của Excel ({cell}). Sửa công thức, hoặc ghi thẳng giá trị.")
            if longest and type(cell) is str and len(cell) > longest:
                raise ValueError(f"Ô có {show_decimal(len(cell))} ký tự; ở đây cần một câu trả lời ngắn.")
            return read(cell)

        return read_cell

    @property
    def keeps_words(self) -> bool:
        """Whether words that nothing is wrong with are their own value."""
        return self.kind in (CellKind.TEXT, CellKind.IDENTIFIER) and type(self).reader is Column.reader

    def takes_as_they_are(self, texts: Collection[str]) -> bool:
        """Whether `reader` would give each of these texts back unchanged; false also where that is not seen at once."""
        if not self.keeps_words:
            return False
        most = min(self.longest or long_cells.PART, long_cells.PART - 1)
        return (
            not (self.required and "" in texts)
            and max(map(len, texts), default=0) <= most
            and not EXCEL_ERRORS.intersection(texts)
            and NO_RESULT not in texts
            and not (self.one_line and "\n" in "".join(texts))
            and _are_tidy(texts)
        )

    def writer(self) -> Callable[[object], str | int | float | Decimal | date | None]:
        """A function from a value to what stands in the cell: a choice by its label, a time in words, None for blank."""
        if self.kind in (CellKind.CHOICE, CellKind.CHOICES):
            labels = dict(self.all_choices())
            if self.kind == CellKind.CHOICE:
                return lambda value: labels.get(value, value) if value not in (None, "") else None
            return lambda value: "; ".join(str(labels.get(one, one)) for one in value or ()) or None
        if self.kind == CellKind.YES_NO:
            return {True: "Có", False: "Không", None: None}.get
        if self.kind in (CellKind.TEXT, CellKind.IDENTIFIER, CellKind.DURATION):
            return lambda value: str(value) if value not in (None, "") else None
        return lambda value: value

    def note(self) -> str:
        """What the note of the heading says in a blank form."""
        lines = [
            self.help,
            "Bắt buộc ghi." if self.required else "",
            self.example and f"Ví dụ: {self.example}",
        ]
        if self.kind in (CellKind.CHOICE, CellKind.CHOICES) and self.all_choices():
            several = (
                ", có thể ghi nhiều mục, cách nhau bằng dấu chấm phẩy"
                if self.kind == CellKind.CHOICES
                else ""
            )
            lines.append(f"Chọn trong danh sách{several}.")
        return "\n".join(line for line in lines if line)

    def _read_text(self, cell: Cell) -> str:
        if isinstance(cell, float):
            as_decimal(cell)  # refuses what is no number
        text = cell if isinstance(cell, str) else shown(cell)
        if not _is_tidy(text):
            if CONTROL.search(text):
                # Word's and old programs' line breaks within a paragraph.
                kept = CONTROL.sub("", text.replace("\x0b", "\n").replace("\x0c", "\n"))
                raise Doubtful(
                    self._short_enough(clean(kept)),
                    "Ô có ký tự điều khiển không nhìn thấy được; nếu đồng ý thì bỏ các ký tự đó, giữ nguyên chữ.",
                )
            text = clean(text)
        return self._short_enough(" ".join(text.split()) if self.one_line and "\n" in text else text)

    def _short_enough(self, text: str) -> str:
        if self.longest is not None and len(text) > self.longest:
            most = show_decimal(self.longest)
            raise ValueError(
                f"Ô có {show_decimal(len(text))} ký tự, nhiều nhất là {most}. Rút ngắn hoặc tách ra."
            )
        if len(text) >= long_cells.PART and long_cells.MARK.search(text):
            raise ValueError(
                f"Ô này chỉ có phần đầu của một nội dung dài; trang “{long_cells.SHEET}” chứa phần còn lại đã mất. "
                "Xuất lại tệp, hoặc sửa nội dung này ngay trên hệ thống."
            )
        return text

    def _read_identifier(self, cell: Cell) -> str:
        if isinstance(cell, float) and not cell.is_integer():
            meant = f"{as_decimal(cell):f}"
            raise Doubtful(
                meant,
                f"Excel đã đổi mã này thành số {show_decimal(as_decimal(cell))}. Mã có phải là “{meant}” không?",
            )
        if isinstance(cell, date):
            raise ValueError(
                f"Excel đã đổi mã này thành ngày {show_date(cell)}. Định dạng ô là Văn bản (Text) rồi ghi lại."
            )
        return self._read_text(f"{cell + 0.0:.0f}" if isinstance(cell, float) else cell)  # and -0 is 0

    def _read_number(self, cell: Cell) -> Decimal:
        return self._bounded(partial(read_number, cell, units=self.units))

    def _read_hours(self, cell: Cell) -> Decimal:
        return self._bounded(partial(read_hours, cell))

    def _read_money(self, cell: Cell) -> Decimal:
        return self._bounded(partial(read_money, cell))

    def _read_count(self, cell: Cell) -> int:
        return int(self._bounded(partial(read_number, cell, units=self.units, whole=True)))

    def _read_duration(self, cell: Cell) -> Span:
        span = read_span(cell)
        self._check(span.number)
        return span

    def _read_yes_no(self, cell: Cell) -> bool:
        if isinstance(cell, bool):
            return cell
        word = fold(shown(cell)).rstrip(".")
        if word in YES or word in NO:
            return word in YES
        raise ValueError(f"“{shorten(shown(cell))}” không rõ có hay không. Hãy ghi “Có” hoặc “Không”.")

    def _bounded(self, read: Callable[[], Decimal]) -> Decimal:
        try:
            number = read()
        except Doubtful as doubt:
            if doubt.value is not None:
                self._check(doubt.value)
            raise
        self._check(number)
        return number

    def _check(self, number: Decimal) -> None:
        if self.least is not None and number < self.least:
            raise ValueError(f"“{show_decimal(number)}” nhỏ hơn mức ít nhất {show_decimal(self.least)}.")
        if self.most is not None and number > self.most:
            raise ValueError(f"“{show_decimal(number)}” lớn hơn mức nhiều nhất {show_decimal(self.most)}.")
        if number.as_tuple().exponent < -self.places and number != round(number, self.places):
            raise ValueError(
                f"“{show_decimal(number)}” có quá {self.places} chữ số sau dấu phẩy. Hãy làm tròn theo đúng số liệu."
            )


def _is_tidy(text: str) -> bool:
    """Whether `clean` would change nothing: then a text is taken as it is."""
    return (
        not ODD.search(text)
        and "  " not in text
        and " \n" not in text
        and text == text.strip()
        and unicodedata.is_normalized("NFC", text)
    )


def _are_tidy(texts: Collection[str]) -> bool:
    """The same of several, seen by one look at all of them, line under line; false also where that leaves it open."""
    lines = "\n".join(filter(None, texts))
    return (
        lines.replace("\n", "").isprintable()
        and not any(blank in lines for blank in ("  ", " \n", "\n ", "\n\n"))
        and lines == lines.strip()
        and unicodedata.is_normalized("NFC", lines)
    )
