"""Rows of the inventory form: steps, methods, dossier items, form templates, legal bases."""

from copy import copy
from typing import Any

from django import forms
from django.db.models import Model

from procedures.models import DossierItem, FormTemplate, LegalBasis, Method, Step
from tthc.core.fields import office_formfield
from tthc.core.stored_rows import StoredRowFormSet

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


class RowFormSet(StoredRowFormSet):
    """Rows of one kind of the inventory form."""

    default_error_messages = forms.BaseFormSet.default_error_messages | {
        "too_many_forms": f"Một phần có nhiều nhất {MOST_ROWS} dòng. Gộp bớt hoặc tách thành thủ tục khác.",
        "missing_management_form": "Dữ liệu gửi lên thiếu phần này, nên chưa lưu. Tải lại trang rồi thử lại.",
    }

    def filled_from(self, row: Model) -> dict[str, Any]:
        return {"instance": copy(row)}


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
