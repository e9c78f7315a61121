"""A formset seen as a table: columns from the visible fields, one row per form, a blank pattern, and what is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.forms import BaseForm, BaseFormSet, BoundField, CheckboxInput, Select, Textarea
from django.forms.formsets import DELETION_FIELD_NAME, ORDERING_FIELD_NAME
from django.utils.safestring import SafeString

from tthc.core.controls import render_control
from tthc.core.fields import DateInput, NumberInput
from tthc.core.reading import read_key

OWN_FIELDS = (ORDERING_FIELD_NAME, DELETION_FIELD_NAME)


@dataclass(frozen=True)
class Control:
    """One field in a row; its label names the row too, since in a table no visible label stands beside it."""

    bound: BoundField
    row: int | None

    @property
    def label(self) -> str:
        return f"{self.bound.label}, dòng {self.row}" if self.row else f"{self.bound.label}, dòng mới"

    @property
    def is_group(self) -> bool:
        return self.bound.use_fieldset

    def __str__(self) -> SafeString:
        attrs = {"data-label": self.bound.label}
        if not self.is_group:
            attrs["aria-label"] = self.label
        return render_control(self.bound, attrs)


@dataclass(frozen=True)
class Column:
    """One column: usually one field, more when they belong together (an amount and its unit, a task and its result)."""

    fields: tuple[BoundField, ...]

    @property
    def label(self) -> str:
        return self.fields[0].label

    @property
    def help_text(self) -> str:
        return self.fields[0].help_text

    @property
    def kind(self) -> str:
        """The width that its controls ask for: a class of theme.css."""
        widget = self.fields[0].field.widget
        if len(self.fields) > 1 and isinstance(widget, NumberInput):
            return "pair"
        if len(self.fields) > 1 or isinstance(widget, Textarea):
            return "long"
        if isinstance(widget, CheckboxInput):
            return "check"
        if isinstance(widget, NumberInput):
            return "number"
        if isinstance(widget, DateInput):
            return "date"
        return "choice" if isinstance(widget, Select) else "text"


@dataclass(frozen=True)
class Row:
    form: BaseForm
    number: int | None
    columns: tuple[Column, ...]

    @property
    def cells(self) -> Iterator[tuple[Column, list[Control]]]:
        for column in self.columns:
            yield column, [Control(self.form[bound.name], self.number) for bound in column.fields]

    @property
    def hidden_fields(self) -> list[BoundField]:
        return [bound for bound in self.form.hidden_fields() if bound.name not in OWN_FIELDS]

    @property
    def order(self) -> Control | None:
        return self._own_control(ORDERING_FIELD_NAME)

    @property
    def delete(self) -> Control | None:
        return self._own_control(DELETION_FIELD_NAME)

    @property
    def is_deleted(self) -> bool:
        return bool(self.delete and self.delete.bound.value())

    @property
    def is_kept(self) -> bool:
        """Whether the row must be filled; a further one counts only when something is written in it."""
        return not self.form.empty_permitted

    def _own_control(self, name: str) -> Control | None:
        return Control(self.form[name], self.number) if name in self.form.fields else None


@dataclass(frozen=True)
class RowTable:
    """What templates/components/rows.html draws."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    blank: Row


def row_table(formset: BaseFormSet, join: str = "") -> RowTable:
    """The table of a formset; `join="amount+unit"` puts fields that belong together into one column.

    Rows stand in the order that was typed, so that a form shown again after an error keeps it.
    """
    blank = formset.empty_form
    followers = {}
    for group in filter(None, join.split(",")):
        first, *rest = group.strip().split("+")
        followers[first] = rest
    joined = {name for rest in followers.values() for name in rest}
    columns = tuple(
        Column((bound, *(blank[name] for name in followers.get(bound.name, []))))
        for bound in blank.visible_fields()
        if bound.name not in OWN_FIELDS and bound.name not in joined
    )
    forms = sorted(formset.forms, key=_typed_order)
    return RowTable(
        columns=columns,
        rows=tuple(Row(form, number, columns) for number, form in enumerate(forms, start=1)),
        blank=Row(blank, None, columns),
    )


@dataclass(frozen=True)
class Fault:
    """One thing wrong in a form: where, as a clerk would say it, the control to go to, and what."""

    place: str
    target: str
    sentence: str


def faults_of(form: BaseForm | BaseFormSet, where: str = "", target: str = "") -> list[Fault]:
    """All that is wrong in a form, or in the rows of a formset that are not struck out, in the order of the page.

    `where` names the part of the page that it stands in, `target` is the id of what is wrong as a whole.
    """
    if not isinstance(form, BaseFormSet):
        return _faults(form, where, target)
    faults = [Fault(_place(where), target, sentence) for sentence in form.non_form_errors()]
    for row in row_table(form).rows:
        if row.form.errors and not row.is_deleted:
            faults += _faults(row.form, _place(where, f"dòng {row.number}"), target)
    return faults


def _faults(form: BaseForm, where: str, target: str) -> list[Fault]:
    faults = [Fault(_place(where), target, sentence) for sentence in form.non_field_errors()]
    for bound in form:
        control = bound.id_for_label or f"{bound.auto_id}_0"  # the first of a group of boxes
        place = _place(where, str(bound.label))
        faults += [Fault(place, control, _after_place(bound, sentence)) for sentence in bound.errors]
    return faults


def _after_place(bound: BoundField, sentence: str) -> str:
    """The sentence of a field, whose name is not said twice."""
    done, named, _ = sentence.partition(f" “{bound.label}”.")
    return f"{done[:1].lower()}{done[1:]}." if named else sentence


def _place(*words: str) -> str:
    place = ", ".join(filter(None, words))
    return place[:1].upper() + place[1:]


def _typed_order(form: BaseForm) -> tuple[int, int]:
    typed = str(form[ORDERING_FIELD_NAME].value() or "") if ORDERING_FIELD_NAME in form.fields else ""
    place = read_key(typed)
    return (1, 0) if place is None else (0, place)
