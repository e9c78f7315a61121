"""Column objects made from the columns of our models: kind, length, bounds and lists are said once, by the model."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import models

from exchange.plan import BASE, IDENTIFIER, VERSION
from exchange.what_to_write import WHAT_TO_WRITE
from tthc.core.amounts import Doubtful
from tthc.core.days import last_day_of_period
from tthc.core.reading import shorten, show_date
from tthc.core.sheets.columns import CellKind, Column, is_blank, shown
from tthc.core.sheets.tables import Cell
from tthc.core.text import clean

WIDTHS = {
    CellKind.TEXT: 30,
    CellKind.IDENTIFIER: 14,
    CellKind.DATE: 12,
    CellKind.COUNT: 10,
    CellKind.NUMBER: 12,
    CellKind.MONEY: 16,
    CellKind.YES_NO: 10,
}
LARGEST_SMALL = 32_767
LAST_DAY = re.compile(
    r"(trước|đến hết|hết|chậm nhất(?: là)?|trong)(?: ngày)? (\d.*)", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, kw_only=True)
class ReferenceColumn(Column):
    """A column that names a row of a list too long to choose from; `find` raises ValueError with a sentence."""

    find: Callable[[str], object]
    label: Callable[[object], str]

    def reader(self, *, epoch_1904: bool = False) -> Callable[[Cell], object]:
        return lambda cell: self.blank if is_blank(cell) else self.find(clean(shown(cell)))

    def writer(self) -> Callable[[object], str | None]:
        return lambda value: self.label(value) if value not in (None, "") else None


@dataclass(frozen=True, kw_only=True)
class LastDayColumn(Column):
    """The last day on which something may be done, as plans say it: “trước 01/4/2023”, “chậm nhất 31/3/2023”.

    “Quý I/2023” and “tháng 12/2025” are asked about.
    """

    def reader(self, *, epoch_1904: bool = False) -> Callable[[Cell], object]:
        read = super().reader(epoch_1904=epoch_1904)

        def read_last_day(cell: Cell) -> object:
            said = LAST_DAY.match(clean(cell)) if isinstance(cell, str) else None
            if said is None:
                if isinstance(cell, str) and (end := last_day_of_period(cell)):
                    words = f"“{shorten(clean(cell))}”: ngày cuối cùng có phải là {show_date(end)} không?"
                    raise Doubtful(end, words)
                return read(cell)
            earlier = timedelta(days=said[1].casefold() == "trước")
            try:
                return read(said[2]) - earlier
            except Doubtful as doubtful:
                value = doubtful.value - earlier if doubtful.value else None
                raise Doubtful(value, doubtful.question) from None

        return read_last_day


def column_of(model: type[models.Model], name: str, **options: Any) -> Column:
    """The column of a sheet that holds a column of the model; `options` say what the model does not."""
    one = model._meta.get_field(name)
    told, example = WHAT_TO_WRITE.get(f"{model._meta.model_name}.{name}", ("", ""))
    given: dict[str, Any] = {
        "key": name,
        "heading": str(one.verbose_name),
        "help": told or str(one.help_text),
        "example": example,
    }
    if one.choices:
        given |= {"kind": CellKind.CHOICE, "choices": tuple(one.choices)}
    elif isinstance(one, models.ForeignKey):
        given |= {"kind": CellKind.CHOICE}
    elif isinstance(one, models.DateField):
        given |= {"kind": CellKind.DATE}
    elif isinstance(one, models.BooleanField):
        given |= {"kind": CellKind.YES_NO}
    elif isinstance(one, models.DecimalField):
        given |= {
            "kind": CellKind.NUMBER if one.decimal_places else CellKind.MONEY,
            "places": one.decimal_places,
            "most": 10 ** (one.max_digits - one.decimal_places) - 1,
        }
    elif isinstance(one, models.PositiveSmallIntegerField):
        given |= {"kind": CellKind.COUNT, "most": LARGEST_SMALL}
    elif one.max_length:
        given |= {"longest": one.max_length, "one_line": True}
    kind = options.get("kind", given.get("kind", CellKind.TEXT))
    return Column(**({"width": WIDTHS.get(kind, 20)} | given | options))


def last_day_of(model: type[models.Model], name: str, **options: Any) -> LastDayColumn:
    """`column_of` for a day by which something is to be done."""
    return LastDayColumn.of(column_of(model, name, **options))


class NumberColumn(Column):
    """A number that only counts: one that cannot be read is none, and no fault of its row."""

    keeps_words = True

    def reader(self, *, epoch_1904: bool = False) -> Callable[[Cell], object]:
        read = super().reader(epoch_1904=epoch_1904)

        def read_or_pass(cell: Cell) -> object:
            try:
                return read(cell)
            except (ValueError, Doubtful):
                return self.blank

        return read_or_pass


def number_column() -> Column:
    """STT: not stored, but rows of other sheets of the file may name a row by it."""
    return NumberColumn(
        key="stt",
        heading="STT",
        kind=CellKind.IDENTIFIER,
        width=6,
        synonyms=("TT", "Số TT", "Số thứ tự"),
        help="Đánh số để các trang sau chỉ tới dòng này; không lưu vào hệ thống.",
    )


def hidden_columns() -> tuple[Column, ...]:
    """What an export carries so that its rows are known again (see identity.py)."""
    return (
        Column(key=IDENTIFIER, heading="Mã hệ thống", kind=CellKind.IDENTIFIER, hidden=True),
        Column(key=VERSION, heading="Phiên bản", kind=CellKind.IDENTIFIER, hidden=True),
        Column(key=BASE, heading="Bản gốc", hidden=True),
    )
