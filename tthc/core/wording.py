"""What a form's controls say: as they are posted (to tell whether two texts are the same), and as one reads them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from json import dumps

from django.forms import BaseForm, BaseFormSet, BoundField, CheckboxInput, ModelChoiceField
from django.forms.widgets import Input

from tthc.core.reading import read_key
from tthc.core.stored_rows import ID
from tthc.core.text import clean

Holder = BaseForm | BaseFormSet
Written = str | list[str]
THE_FORM = "form"  # the piece of the controls that belong together


def written(bound: BoundField) -> Written:
    """The value of a control in the one way in which it is shown when stored: "1234" and "1.234" are the same."""
    value = bound.value()
    if bound.form.is_bound and bound.name not in bound.form.errors:
        value = bound.field.prepare_value(bound.form.cleaned_data.get(bound.name))
    return _in_one_way(bound, value)


def stored_words(bound: BoundField) -> Written:
    """What a control would say if nothing had been typed."""
    return _in_one_way(bound, bound.field.prepare_value(bound.initial))


def _in_one_way(bound: BoundField, value) -> Written:
    widget = getattr(bound.field.widget, "widget", bound.field.widget)  # the admin wraps lists of choices
    if isinstance(widget, CheckboxInput):
        return "on" if value else ""
    shown = widget.format_value(value)
    if isinstance(shown, list | tuple):
        chosen = sorted(clean(str(one)) for one in shown if one not in ("", None))
        return chosen if widget.allow_multiple_selected else "".join(chosen)
    text = clean("" if shown is None else str(shown))
    return text.replace("\n", "") if isinstance(widget, Input) else text


def said(bound: BoundField, words: Written | None = None) -> str:
    """What is written in a control (or `words` in its place) in the words of the page: a choice by its label."""
    value = written(bound) if words is None else words
    if isinstance(bound.field.widget, CheckboxInput):
        return str(bound.label) if value else ""
    if isinstance(bound.field, ModelChoiceField) and not isinstance(value, list):
        chosen = bound.field.queryset.filter(pk=read_key(str(value))).first()
        return bound.field.label_from_instance(chosen) if chosen else ""
    labels = {str(key): str(label) for key, label in getattr(bound.field, "choices", ()) if key != ""}
    if isinstance(value, list):
        return "; ".join(labels.get(one, one) for one in value)
    return labels.get(value, value)


def own_controls(form: BaseForm) -> list[BoundField]:
    """The controls in which something is written: not those by which rows are told apart, moved and removed."""
    return [bound for bound in form.visible_fields() if bound.name not in ("ORDER", "DELETE", ID)]


@dataclass(frozen=True)
class Piece:
    """What is kept or replaced as a whole: a row (its key: the id it is stored under, "+0" while it has none), or the
    controls of a form that belong together.
    """

    key: str
    words: list[list[Written]]
    form: BaseForm = field(repr=False)
    number: int | None = None  # of a row

    @cached_property
    def print(self) -> str:
        """A short mark that two pieces share exactly when they say the same."""
        return mark_of(self.words)

    @property
    def is_row(self) -> bool:
        return self.number is not None

    @property
    def names(self) -> list[str]:
        """The names of its controls in its form."""
        return [bound.name for bound in own_controls(self.form) if self.is_row or piece_of(bound) == self.key]

    @property
    def sentences(self) -> list[list[str]]:
        """For a reader: the cells of a row in one list, [label, text] of each control of a form."""
        if self.is_row:
            return [_cells(self.form)]
        return [[str(self.form[name].label), said(self.form[name])] for name in self.names]


def piece_of(bound: BoundField) -> str:
    """With which controls of its form one belongs together: a form says so by `piece_of`, otherwise with all."""
    named = getattr(bound.form, "piece_of", None)
    return named(bound.name) if named else THE_FORM


def pieces_of(holders: list[Holder]) -> list[Piece]:
    """All that is written in forms and formsets, piece by piece, rows in their order."""
    pieces: list[Piece] = []
    for holder in holders:
        if isinstance(holder, BaseFormSet):
            for place, row in enumerate(holder.kept_forms):
                words = [[bound.name, written(bound)] for bound in own_controls(row)]
                pieces.append(Piece(str(row[ID].value() or f"+{place}"), words, row, place + 1))
            continue
        words_by_key: dict[str, list[list[Written]]] = {}
        for bound in own_controls(holder):
            words_by_key.setdefault(piece_of(bound), []).append([bound.name, written(bound)])
        pieces += [Piece(key, words, holder) for key, words in words_by_key.items()]
    return pieces


def fingerprint(form: BaseForm) -> str:
    """A short mark that two writings of a form share exactly when they say the same."""
    return mark_of([[bound.name, written(bound)] for bound in own_controls(form)])


def mark_of(words: Written | list[list[Written]]) -> str:
    """A short mark that two texts share exactly when they say the same."""
    return sha256(dumps(words, ensure_ascii=False).encode()).hexdigest()[:12]


def write_marks(prints: Iterable[tuple[str, str]]) -> str:
    """What a page saw, as it carries it: "17:ab12 form:cd34", rows in their order."""
    return " ".join(f"{key}:{mark}" for key, mark in prints)


def read_marks(text: str) -> dict[str, str]:
    """{key: print}; what is none of them is left out."""
    return dict(mark.rsplit(":", 1) for mark in text.split() if ":" in mark)


def _cells(row: BaseForm) -> list[str]:
    """The cells of a row; after the first each says what it is, since one reads them without the table's head."""
    first, *others = own_controls(row)
    return [said(first), *(f"{bound.label}: {text}" if (text := said(bound)) else "" for bound in others)]
