"""Conclusion and simplification plan: what changes, why, what has to be amended by whom."""

from typing import Any

from django import forms

from departments.models import Department
from procedures.enums import Part
from reviews.enums import Conclusion, ProposalType
from reviews.forms.faults import Fault, faults_of
from reviews.services import ProposalDraft
from tthc.core.fields import CleanCharField, VietnameseDateField

OWN = ("ORDER", "DELETE")


def words(label: str, rows: int = 3) -> forms.Field:
    return CleanCharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}))


class ProposalForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    conclusion = forms.ChoiceField(
        label="Kết luận", choices=Conclusion.choices, required=False, widget=forms.RadioSelect
    )
    conclusion_reason = words("Lý do kết luận")
    kinds = forms.MultipleChoiceField(
        label="Hình thức đơn giản hóa",
        choices=ProposalType.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    summary = words("Nội dung phương án, lý do chung")
    benefit = words("Lợi ích khác, không tính bằng tiền")


class ComponentForm(forms.Form):
    """One changed part of the procedure."""

    part = forms.ChoiceField(
        label="Nội dung thay đổi", choices=[("", "Chọn phần"), *Part.choices], required=False
    )
    current_text = words("Hiện hành")
    proposed_text = words("Sau đơn giản hóa")
    reason = words("Lý do")


class ActionForm(forms.Form):
    """One kiến nghị thực thi."""

    document_text = words("Văn bản cần sửa đổi", rows=2)
    article = CleanCharField(label="Điều, khoản", max_length=200, required=False)
    change = words("Nội dung sửa đổi, bãi bỏ", rows=2)
    responsible_unit = forms.TypedChoiceField(label="Đơn vị thực hiện", required=False, empty_value=None)
    due_on = VietnameseDateField(label="Thời hạn", required=False)

    def __init__(self, *args, units: dict[str, Department], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # The units are read once for all rows; a ModelChoiceField would ask for them in each.
        unit = self.fields["responsible_unit"]
        unit.choices = [("", "Chọn đơn vị"), *((pk, str(one)) for pk, one in units.items())]
        unit.coerce = units.get


class BaseRowFormSet(forms.BaseFormSet):
    def rows(self) -> list[dict[str, Any]]:
        """The rows in their order for the service, without those struck out or left blank."""
        rows = [
            {name: form.cleaned_data[name] for name in form.fields if name not in OWN}
            for form in self.ordered_forms
        ]
        return [row for row in rows if any(row.values())]


ComponentFormSet = forms.formset_factory(
    ComponentForm, formset=BaseRowFormSet, extra=1, can_order=True, can_delete=True, max_num=100
)
ActionFormSet = forms.formset_factory(
    ActionForm, formset=BaseRowFormSet, extra=1, can_order=True, can_delete=True, max_num=100
)


class ProposalPage:
    """The form and its two tables of rows as one: valid together, saved together."""

    def __init__(self, data=None, *, review, units) -> None:
        proposal = getattr(review, "proposal", None)
        kept = data is None and proposal is not None
        self.form = ProposalForm(data, initial=_initial(review, proposal))
        self.components = ComponentFormSet(
            data,
            initial=_rows(proposal.components.all(), ComponentForm) if kept else None,
            prefix="noi-dung",
        )
        self.actions = ActionFormSet(
            data,
            initial=_rows(proposal.actions.all(), ActionForm) if kept else None,
            prefix="kien-nghi",
            form_kwargs={"units": {str(unit.pk): unit for unit in units}},
        )

    def is_valid(self) -> bool:
        # Every part says what is wrong with it at once.
        return all([self.form.is_valid(), self.components.is_valid(), self.actions.is_valid()])

    @property
    def faults(self) -> list[Fault]:
        return [
            *faults_of(self.components, "nội dung đơn giản hóa"),
            *faults_of(self.actions, "kiến nghị thực thi"),
        ]

    @property
    def seen_version(self) -> int:
        return self.form.cleaned_data["version"]

    @property
    def draft(self) -> ProposalDraft:
        """What was typed, for the service; only of a valid page."""
        values = {name: value for name, value in self.form.cleaned_data.items() if name != "version"}
        return ProposalDraft(**values, components=self.components.rows(), actions=self.actions.rows())


def _initial(review, proposal) -> dict[str, Any]:
    initial = {
        "version": review.version,
        "conclusion": review.conclusion,
        "conclusion_reason": review.conclusion_reason,
    }
    if proposal is not None:
        kinds = [row.kind for row in proposal.kinds.all()]
        initial |= {"kinds": kinds, "summary": proposal.summary, "benefit": proposal.benefit}
    return initial


def _rows(objects, form: type[forms.Form]) -> list[dict[str, Any]]:
    return [{name: _shown(row, name) for name in form.base_fields} for row in objects]


def _shown(row, name: str) -> Any:
    return row.responsible_unit_id if name == "responsible_unit" else getattr(row, name)
