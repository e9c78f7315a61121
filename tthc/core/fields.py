"""Form fields that read and show dates, numbers and money as a clerk writes them."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models

from tthc.core.reading import read_date, read_decimal, show_date, show_decimal
from tthc.core.text import clean

Value = TypeVar("Value")
CURRENCY = re.compile(r" ?(đồng|đ|vnđ|vnd)\.?$", re.IGNORECASE)
ISO_DAY = re.compile(r"^(\d{4})-(\d{2})-(\d{2})$")  # as links of the figures give it


class DateInput(forms.TextInput):
    """A text box for a date; the browser's own calendar would ask for its own language's order."""

    def __init__(self, attrs: dict | None = None) -> None:
        usual = {"class": "in", "placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off"}
        super().__init__(usual | (attrs or {}))

    def format_value(self, value: object) -> object:
        if isinstance(value, date):
            return show_date(value)
        return super().format_value(ISO_DAY.sub(r"\3/\2/\1", value) if isinstance(value, str) else value)


class NumberInput(forms.TextInput):
    """A text box for a number; type="number" would refuse the comma and the groups of thousands."""

    def __init__(self, attrs: dict | None = None, inputmode: str = "decimal") -> None:
        super().__init__({"class": "in num", "inputmode": inputmode, "autocomplete": "off"} | (attrs or {}))

    def format_value(self, value: object) -> object:
        return show_decimal(value) if isinstance(value, Decimal | int) else super().format_value(value)


class WholeNumberInput(NumberInput):
    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs, inputmode="numeric")


class CleanCharField(forms.CharField):
    """Text whose value is in NFC, without odd spaces and invisible characters; words and line breaks stay."""

    def to_python(self, value: object) -> str:
        return super().to_python(clean(value) if isinstance(value, str) else value)


class VietnameseDateField(forms.DateField):
    """A date typed as 31/3/2023, 31-3-2023, 31.3.2023, 2023-03-31 or "ngày 31 tháng 3 năm 2023"."""

    widget = DateInput

    def to_python(self, value: object) -> date | None:
        return _read(read_date, value) if isinstance(value, str) else super().to_python(value)


class VietnameseDecimalField(forms.DecimalField):
    """A number typed as 1,5 or 1.234.567,5; not negative unless `min_value=None` is given."""

    widget = NumberInput

    def __init__(self, *, min_value: Decimal | int | None = 0, **kwargs) -> None:
        super().__init__(**kwargs)
        self.validators += _at_least(min_value)

    def to_python(self, value: object) -> Decimal | None:
        return _read(read_decimal, value) if isinstance(value, str) else super().to_python(value)


class MoneyField(VietnameseDecimalField):
    """An amount in whole đồng; "1.234.567 đồng" is read as well."""

    widget = WholeNumberInput

    def __init__(self, *, max_digits: int | None = 15, decimal_places: int = 0, **kwargs) -> None:
        super().__init__(max_digits=max_digits, decimal_places=decimal_places, **kwargs)

    def to_python(self, value: object) -> Decimal | None:
        amount = super().to_python(CURRENCY.sub("", clean(value)) if isinstance(value, str) else value)
        return None if amount is None else Decimal(_whole(amount))


class WholeNumberField(forms.IntegerField):
    """A whole number, grouped or not; not negative unless `min_value=None` is given."""

    widget = WholeNumberInput

    def __init__(self, *, min_value: int | None = 0, **kwargs) -> None:
        super().__init__(**kwargs)
        self.validators += _at_least(min_value)

    def to_python(self, value: object) -> int | None:
        if not isinstance(value, str):
            return super().to_python(value)
        number = _read(read_decimal, value)
        return None if number is None else _whole(number)


def _read(reader: Callable[[str], Value], typed: str) -> Value | None:
    try:
        return reader(typed) if clean(typed) else None
    except ValueError as fault:
        raise ValidationError(str(fault), code="invalid") from None


def _whole(number: Decimal) -> int:
    if number != number.to_integral_value():
        raise ValidationError(
            f"“{show_decimal(number)}” có phần lẻ. Ở đây cần một số nguyên.", code="invalid"
        )
    return int(number)


def _at_least(least: Decimal | int | None) -> list[MinValueValidator]:
    if least is None:
        return []
    return [MinValueValidator(least, message=f"Số này không được nhỏ hơn {show_decimal(least)}.")]


CHOOSE = "Chưa chọn"


def office_formfield(column: models.Field, **options) -> forms.Field | None:
    """The form field of a model's column, for `formfield_callback` of a ModelForm: the fields above in place of Django's.

    What has not been chosen yet reads "Chưa chọn".
    """
    if column.choices is None and column.remote_field is None:
        kinds = {models.CharField: CleanCharField, models.TextField: CleanCharField}
        kinds |= {models.DecimalField: VietnameseDecimalField, models.DateField: VietnameseDateField}
        kinds |= {models.PositiveSmallIntegerField: WholeNumberField}
        if type(column) in kinds:
            options["form_class"] = kinds[type(column)]
    field = column.formfield(**options)
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = CHOOSE
    elif isinstance(field, forms.TypedChoiceField) and field.choices[0][0] == "":
        field.choices = [("", CHOOSE), *field.choices[1:]]
    return field
