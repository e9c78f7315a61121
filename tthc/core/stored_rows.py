"""Rows of a form that keep their identity: each carries the id of the stored row that it stands for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.forms.formsets import DELETION_FIELD_NAME, ORDERING_FIELD_NAME

ID = "id"
LAST = 10_000  # the place of a row without a number


@dataclass(frozen=True)
class RowInput:
    """One row as it is to be; `pk` is that of the stored row it stands for, None for a new one."""

    values: dict[str, Any]
    pk: int | None = None

    def with_values(self, **values: Any) -> "RowInput":
        """The same row with some of its columns said otherwise."""
        return RowInput(self.values | values, self.pk)


class StoredRowFormSet(forms.BaseFormSet):
    """Rows of one kind with their stored ids; a row in which nothing is written is no row.

    Not Django's model formset: that one takes a row which somebody else removed meanwhile for an error, and the text
    typed into it would be lost. A subclass says how a form is filled from a stored row (`filled_from`).
    """

    def __init__(self, *args, rows: Iterable[Model] = (), **kwargs):
        self.stored = list(rows)
        super().__init__(*args, **kwargs)

    def filled_from(self, row: Model) -> dict[str, Any]:
        """The arguments by which a form shows a stored row."""
        raise NotImplementedError

    def is_blank(self, values: dict[str, Any]) -> bool:
        """Whether nothing is written in a row."""
        return all(value in (None, "", False) for value in values.values())

    def initial_form_count(self) -> int:
        return super().initial_form_count() if self.is_bound else len(self.stored)

    def get_form_kwargs(self, index: int | None) -> dict:
        kwargs = super().get_form_kwargs(index)
        row = None if index is None else self._stored_row(index)
        return kwargs | (self.filled_from(row) if row else {})

    def _construct_form(self, index: int, **kwargs) -> forms.BaseForm:
        # A stored row is read even when nothing in it has changed: otherwise it would count as blank.
        return super()._construct_form(
            index, **(kwargs | ({"empty_permitted": False} if self._stored_row(index) else {}))
        )

    def add_fields(self, form: forms.BaseForm, index: int | None) -> None:
        super().add_fields(form, index)
        row = None if index is None else self._stored_row(index)
        form.fields[ID] = forms.IntegerField(
            required=False, widget=forms.HiddenInput, initial=row.pk if row else None
        )

    @property
    def kept_forms(self) -> list[forms.BaseForm]:
        """The rows that say something and are not struck out, in the order that was given; one without a number is last."""
        if not self.is_bound:
            return self.forms[: len(self.stored)]
        kept = [
            form
            for form in self.forms
            if not self._typed(form, DELETION_FIELD_NAME)
            and (form.errors or not self.is_blank(self.values_of(form)))
        ]
        return sorted(kept, key=lambda form: self._typed(form, ORDERING_FIELD_NAME) or LAST)

    def typed_input(self, form: forms.BaseForm) -> RowInput:
        """A row as it was typed."""
        return RowInput(self.values_of(form), self._typed(form, ID))

    def stored_input(self, key: str) -> RowInput:
        """A row as it stands stored, by its id."""
        row = next(row for row in self.stored if str(row.pk) == key)
        return RowInput({name: getattr(row, name) for name in self.form.base_fields}, row.pk)

    def values_of(self, form: forms.BaseForm) -> dict[str, Any]:
        """What a row says, column by column."""
        own = (ORDERING_FIELD_NAME, DELETION_FIELD_NAME, ID)
        return {name: self._typed(form, name) for name in form.fields if name not in own}

    def _typed(self, form: forms.BaseForm, name: str) -> Any:
        form.full_clean() if form._errors is None else None
        return getattr(form, "cleaned_data", {}).get(name)

    def _stored_row(self, index: int) -> Model | None:
        if not self.is_bound:
            return self.stored[index] if index < len(self.stored) else None
        typed = self.data.get(f"{self.add_prefix(index)}-{ID}")
        return next((row for row in self.stored if str(row.pk) == typed), None)


def write_rows(owner: Model, relation: str, rows: Iterable[RowInput]) -> None:
    """Makes the rows of one kind those given, in their order; a row keeps its identity as long as it stays."""
    manager = getattr(owner, relation)
    stored = {row.pk: row for row in manager.order_by()}
    new, kept, names = [], [], {"position"}
    for position, given in enumerate(rows, start=1):
        row = stored.pop(given.pk, None) or manager.model(**{manager.field.name: owner})
        row.position = position
        for name, value in given.values.items():
            setattr(row, name, value)
        names |= given.values.keys()
        (new if row._state.adding else kept).append(row)
    manager.filter(pk__in=stored).delete()
    manager.model.objects.bulk_update(kept, sorted(names))
    manager.model.objects.bulk_create(new)
