"""Choosing among rows: legal documents with who drafted them, fields of work in Vietnamese order."""

from collections.abc import Iterator

from django import forms
from django.forms.models import ModelChoiceIterator

from procedures.models import LegalDocument
from tthc.core.text import sort_key


class VietnameseOrder(ModelChoiceIterator):
    """Sorted here, since a database would put Đ after Z."""

    def __iter__(self) -> Iterator:
        choices = super().__iter__()
        if self.field.empty_label is not None:
            yield next(choices)
        yield from sorted(choices, key=lambda choice: sort_key(str(choice[1])))


class FieldOfWorkChoice(forms.ModelChoiceField):
    iterator = VietnameseOrder


class DocumentChoice(forms.ModelChoiceField):
    """A legal document, with the unit that drafted it: whoever chooses sees who leads."""

    def label_from_instance(self, document: LegalDocument) -> str:
        unit = f" ({document.drafting_unit} soạn thảo)" if document.drafting_unit else ""
        return f"{document}{unit}"
