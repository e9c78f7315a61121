"""What a form's controls say: as they are posted (to tell whether two texts are the same), and as one reads them."""

from hashlib import sha256
from json import dumps

from django.forms import BaseForm, BaseFormSet, BoundField, CheckboxInput, ModelChoiceField
from django.forms.widgets import Input

from tthc.core.reading import read_key
from tthc.core.stored_rows import ID
from tthc.core.text import clean

Holder = BaseForm | BaseFormSet
Written = str | list[str]


def written(bound: BoundField) -> Written:
    """The value of a control in the one way in which it is shown when stored: "1234" and "1.234" are the same."""
    value = bound.value()
    if bound.form.is_bound and bound.name not in bound.form.errors:
        value = bound.field.prepare_value(bound.form.cleaned_data.get(bound.name))
    if isinstance(bound.field.widget, CheckboxInput):
        return "on" if value else ""
    shown = bound.field.widget.format_value(value)
    if isinstance(shown, list | tuple):
        chosen = sorted(clean(str(one)) for one in shown if one not in ("", None))
        return chosen if bound.field.widget.allow_multiple_selected else "".join(chosen)
    text = clean("" if shown is None else str(shown))
    return text.replace("\n", "") if isinstance(bound.field.widget, Input) else text


def said(bound: BoundField) -> str:
    """The value of a control in the words of the page: a choice by its label."""
    value = written(bound)
    if isinstance(bound.field.widget, CheckboxInput):
        return str(bound.label) if value else ""
    if isinstance(bound.field, ModelChoiceField):
        chosen = bound.field.queryset.filter(pk=read_key(str(value))).first()
        return bound.field.label_from_instance(chosen) if chosen else ""
    labels = {str(key): str(label) for key, label in getattr(bound.field, "choices", ()) if key != ""}
    if isinstance(value, list):
        return "; ".join(labels.get(one, one) for one in value)
    return labels.get(value, value)


def own_controls(form: BaseForm) -> list[BoundField]:
    """The controls in which something is written: not those by which rows are told apart, moved and removed."""
    return [bound for bound in form.visible_fields() if bound.name not in ("ORDER", "DELETE", ID)]


def words_of(holders: list[Holder], *, with_ids: bool = True) -> list[list[Written]]:
    """All that is written in forms and formsets, one list per control or row, rows in their order."""
    words: list[list[Written]] = []
    for holder in holders:
        if isinstance(holder, BaseFormSet):
            for row in holder.kept_forms:
                identity = [str(row[ID].value() or "")] if with_ids else []
                words.append([*identity, *(written(bound) for bound in own_controls(row))])
        else:
            words += [[bound.name, written(bound)] for bound in own_controls(holder)]
    return words


def sentences_of(holders: list[Holder]) -> list[list[str]]:
    """The same for a reader, as rows of a snapshot: [label, text] of a control, the cells of a row."""
    rows: list[list[str]] = []
    for holder in holders:
        if isinstance(holder, BaseFormSet):
            rows += [_cells(row) for row in holder.kept_forms]
        else:
            rows += [[str(bound.label), said(bound)] for bound in own_controls(holder)]
    return rows


def _cells(row: BaseForm) -> list[str]:
    """The cells of a row; after the first each says what it is, since one reads them without the table's head."""
    first, *others = own_controls(row)
    return [said(first), *(f"{bound.label}: {text}" if (text := said(bound)) else "" for bound in others)]


def fingerprint(holders: list[Holder]) -> str:
    """A short mark that two writings share exactly when they say the same in the same rows."""
    return sha256(dumps(words_of(holders), ensure_ascii=False).encode()).hexdigest()[:20]
