"""Columns of a sheet that are columns of a model: stored rows as values, values as attributes of a row."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from tthc.core.amounts import Span
from tthc.core.sheets.columns import Column

Spans = Mapping[str, tuple[str, str]]
"""{key of a column: (attribute of the number, attribute of the unit)}."""


class ModelColumns:
    """Translates between a model and its columns; a column that is neither a field nor a span is left to others."""

    def __init__(self, model: type[Model], columns: tuple[Column, ...], spans: Spans | None = None) -> None:
        self.spans = spans or {}
        names = {one.name: one for one in model._meta.fields}
        self.fields = {column.key: names[column.key] for column in columns if column.key in names}
        blanks = {column.key: column.blank for column in columns}
        self._reading = [(key, one.attname, blanks[key]) for key, one in self.fields.items()]

    def values_of(self, instance: Model) -> dict[str, Any]:
        """A stored row as the values of its columns. A number of time without its unit says nothing in a sheet."""
        values = {
            key: blank if (value := getattr(instance, attname)) is None else value
            for key, attname, blank in self._reading
        }
        for key, (number, unit) in self.spans.items():
            amount, its_unit = getattr(instance, number), getattr(instance, unit)
            values[key] = Span(amount, its_unit) if amount is not None and its_unit else None
        return values

    def attributes(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Values of columns as attributes of the model."""
        attributes = {}
        for key, value in values.items():
            if key in self.fields:
                one = self.fields[key]
                if value == "" or value is None:
                    value = None if one.null else one.get_default()
                attributes[one.attname] = value
            elif key in self.spans:
                number, unit = self.spans[key]
                attributes[number] = value.number if value else None
                attributes[unit] = value.unit if value else ""
        return attributes
