"""Rows of the inventory form: steps, methods, dossier items, form templates, legal bases."""

from collections.abc import Iterable
from copy import copy

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME, ORDERING_FIELD_NAME

from procedures.models import DossierItem, FormTemplate, LegalBasis, Method, Step
from procedures.services import RowInput
from tthc.core.fields import office_formfield

MOST_ROWS = 1000  # as many as a file of the portal may bring


def one_line() -> forms.Textarea:
    """A box of one line that grows with its text."""
    return forms.Textarea(attrs={"rows": 1})


def under(hint: str) -> forms.Textarea:
    """A box on a line of its own under the first one of its cell; the hint stands in it, as the cell has one head.

    It grows with its text: a browser would glue the lines of what was read in together in an <input>.
    """
    return forms.Textarea(attrs={"rows": 1, "class": "cell-under", "placeholder": hint})


class StepForm(forms.ModelForm):
    class Meta:
        model = Step
        formfield_callback = office_formfield
        fields = ("actor", "work", "result", "duration_value", "duration_unit", "duration_text")
        widgets = {
            "actor": one_line(),
            "work": one_line(),
            "result": under("kết quả chuyển bước sau"),
            "duration_text": under("nói rõ thêm, nếu cần"),
        }


class MethodForm(forms.ModelForm):
    class Meta:
        model = Method
        formfield_callback = office_formfield
        fields = ("channel", "time_value", "time_unit", "time_text", "fee_text")
        widgets = {"time_text": under("nói rõ thêm, nếu cần"), "fee_text": one_line()}


class DossierItemForm(forms.ModelForm):
    class Meta:
        model = DossierItem
        formfield_callback = office_formfield
        fields = ("name", "case_name", "originals", "copies", "form_name")
        widgets = {
            "name": one_line(),
            "case_name": under("trường hợp phải nộp, nếu không phải lúc nào cũng nộp"),
        }


class FormTemplateForm(forms.ModelForm):
    class Meta:
        model = FormTemplate
        formfield_callback = office_formfield
        fields = ("name", "symbol", "issued_with")
        widgets = {"name": one_line(), "issued_with": one_line()}


class LegalBasisForm(forms.ModelForm):
    class Meta:
        model = LegalBasis
        formfield_callback = office_formfield
        fields = ("document_text", "article")
        widgets = {"document_text": one_line()}


class RowFormSet(forms.BaseFormSet):
    """Rows of one kind with their stored ids; a row in which nothing is written is no row.

    Not Django's model formset: that one takes a row which somebody else removed meanwhile for an error, and the text
    typed into it would be lost.
    """

    default_error_messages = forms.BaseFormSet.default_error_messages | {
        "too_many_forms": f"Một phần có nhiều nhất {MOST_ROWS} dòng. Gộp bớt hoặc tách thành thủ tục khác.",
        "missing_management_form": "Dữ liệu gửi lên thiếu phần này, nên chưa lưu. Tải lại trang rồi thử lại.",
    }

    def __init__(self, *args, rows: Iterable = (), **kwargs):
        self.stored = list(rows)
        super().__init__(*args, **kwargs)

    def initial_form_count(self) -> int:
        return super().initial_form_count() if self.is_bound else len(self.stored)

    def get_form_kwargs(self, index: int | None) -> dict:
        kwargs = super().get_form_kwargs(index)
        row = None if index is None else self._stored_row(index)
        return kwargs | ({"instance": copy(row)} if row else {})

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["id"] = forms.IntegerField(
            required=False, widget=forms.HiddenInput, initial=form.instance.pk
        )

    def has_changed(self) -> bool:
        """Whether rows differ from the stored ones; also when a stored row is not among those sent."""
        sent = {form["id"].value() for form in self.forms}
        return super().has_changed() or not {str(row.pk) for row in self.stored} <= sent

    @property
    def row_inputs(self) -> list[RowInput]:
        """The rows to be stored, in the order that was given; a row without a number is last."""
        filled = []
        for form in self.forms:
            typed = form.cleaned_data
            values = {name: typed.get(name) for name in form._meta.fields}
            if typed.get(DELETION_FIELD_NAME) or all(value in (None, "") for value in values.values()):
                continue
            filled.append((typed.get(ORDERING_FIELD_NAME) or MOST_ROWS, RowInput(values, typed.get("id"))))
        return [row for _, row in sorted(filled, key=lambda pair: pair[0])]

    def _stored_row(self, index: int):
        if not self.is_bound:
            return self.stored[index] if index < len(self.stored) else None
        typed = self.data.get(f"{self.add_prefix(index)}-id")
        return next((row for row in self.stored if str(row.pk) == typed), None)


def row_formset(form: type[forms.ModelForm]) -> type[RowFormSet]:
    """The formset of a kind of row, as templates/components/rows.html wants it."""
    return forms.formset_factory(
        form,
        formset=RowFormSet,
        extra=1,
        can_order=True,
        can_delete=True,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS + 500,
        validate_max=True,
    )


StepFormSet = row_formset(StepForm)
MethodFormSet = row_formset(MethodForm)
DossierItemFormSet = row_formset(DossierItemForm)
FormTemplateFormSet = row_formset(FormTemplateForm)
LegalBasisFormSet = row_formset(LegalBasisForm)
