"""Conclusion and simplification plan: what changes, why, what has to be amended by whom."""

from collections.abc import Collection
from typing import Any

from django import forms

from departments.models import Department
from procedures.enums import Part
from reviews.enums import Conclusion, ProposalType
from reviews.services import ProposalDraft
from tthc.core.fields import CleanCharField, VietnameseDateField
from tthc.core.rows import Fault, faults_of
from tthc.core.stored_rows import StoredRowFormSet
from tthc.core.wording import THE_FORM
from tthc.workflow.writing import Sides


def words(label: str, rows: int = 3) -> forms.Field:
    return CleanCharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": rows}))


class ProposalForm(forms.Form):
    """What stands outside the tables; a section of the page takes some of its fields (`only`)."""

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

    def __init__(self, *args, only: Collection[str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {name: field for name, field in self.fields.items() if name in only}

    def piece_of(self, name: str) -> str:
        return THE_FORM if name in FIELDS[CONCLUSION] else name


class ComponentForm(forms.Form):
    """One changed part of the procedure."""

    part = forms.ChoiceField(
        label="Nội dung thay đổi", choices=[("", "Chọn phần"), *Part.choices], required=False
    )
    current_text = words("Hiện hành")
    proposed_text = words("Sau đơn giản hóa")
    reason = words("Lý do")


class UnitChoice(forms.TypedChoiceField):
    """A unit out of choices that were read once; shown by its id, chosen or stored."""

    def prepare_value(self, value):
        return value.pk if isinstance(value, Department) else value


class ActionForm(forms.Form):
    """One kiến nghị thực thi."""

    document_text = words("Văn bản cần sửa đổi", rows=2)
    article = CleanCharField(label="Điều, khoản", max_length=200, required=False)
    change = words("Nội dung sửa đổi, bãi bỏ", rows=2)
    responsible_unit = UnitChoice(label="Đơn vị thực hiện", required=False, empty_value=None)
    due_on = VietnameseDateField(label="Thời hạn", required=False)

    def __init__(self, *args, units: dict[str, Department], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # The units are read once for all rows; a ModelChoiceField would ask for them in each.
        unit = self.fields["responsible_unit"]
        unit.choices = [("", "Chọn đơn vị"), *((pk, str(one)) for pk, one in units.items())]
        unit.coerce = units.get


class BaseRowFormSet(StoredRowFormSet):
    def filled_from(self, row) -> dict[str, Any]:
        return {"initial": {name: _shown(row, name) for name in self.form.base_fields}}


ComponentFormSet = forms.formset_factory(
    ComponentForm, formset=BaseRowFormSet, extra=1, can_order=True, can_delete=True, max_num=100
)
ActionFormSet = forms.formset_factory(
    ActionForm, formset=BaseRowFormSet, extra=1, can_order=True, can_delete=True, max_num=100
)


# The sections of the page: their keys, and the fields or the table of each.
CONCLUSION, CONTENT, COMPONENTS, ACTIONS, BENEFIT = (
    *("ket-luan", "hinh-thuc", "noi-dung-don-gian-hoa", "kien-nghi-thuc-thi", "loi-ich"),
)
FIELDS = {
    CONCLUSION: ("conclusion", "conclusion_reason"),
    CONTENT: ("kinds", "summary"),
    BENEFIT: ("benefit",),
}


class ProposalPage:
    """Conclusion and proposal, section by section; only those of `open_keys` as they were sent (None: all)."""

    def __init__(self, review, data=None, *, units, open_keys: Collection[str] | None = None) -> None:
        self.subject = self.review = review
        self.units = {str(unit.pk): unit for unit in units}
        self.stored = _initial(review, getattr(review, "proposal", None))
        self.sections = {
            key: Sides.of(
                key,
                lambda sent, key=key: [self._holder(key, sent)],
                data if open_keys is None or key in open_keys else None,
                review.version,
            )
            for key in (CONCLUSION, CONTENT, COMPONENTS, ACTIONS, BENEFIT)
        }

    def _holder(self, key: str, data) -> forms.BaseForm | forms.BaseFormSet:
        proposal = getattr(self.review, "proposal", None)
        if key == COMPONENTS:
            rows = proposal.components.all() if proposal else ()
            return ComponentFormSet(data, prefix="noi-dung", rows=rows)
        if key == ACTIONS:
            rows = proposal.actions.all() if proposal else ()
            return ActionFormSet(data, prefix="kien-nghi", rows=rows, form_kwargs={"units": self.units})
        return ProposalForm(data, initial=self.stored, only=FIELDS[key])

    @property
    def sides(self) -> list[Sides]:
        return list(self.sections.values())

    @property
    def parts(self) -> dict[str, tuple[Sides, forms.BaseForm | forms.BaseFormSet]]:
        """For the template: {section: (its sides, its controls)}, by names without a dash."""
        return {key.replace("-", "_"): (sides, sides.shown[0]) for key, sides in self.sections.items()}

    @property
    def faults(self) -> list[Fault]:
        return [
            *faults_of(self.sections[COMPONENTS].shown[0], "nội dung đơn giản hóa", COMPONENTS),
            *faults_of(self.sections[ACTIONS].shown[0], "kiến nghị thực thi", ACTIONS),
        ]

    def draft(self, keys: Collection[str]) -> ProposalDraft:
        """All as it is to be when some sections are stored as typed."""
        values = dict(self.stored)
        for key in FIELDS.keys() & set(keys):
            values |= self.sections[key].values
        tables = {
            name: self.sections[key].rows if key in keys else None
            for name, key in (("components", COMPONENTS), ("actions", ACTIONS))
        }
        return ProposalDraft(**values, **tables)


def _initial(review, proposal) -> dict[str, Any]:
    initial = {
        "conclusion": review.conclusion,
        "conclusion_reason": review.conclusion_reason,
    }
    if proposal is not None:
        kinds = [row.kind for row in proposal.kinds.all()]
        initial |= {"kinds": kinds, "summary": proposal.summary, "benefit": proposal.benefit}
    return initial


def _shown(row, name: str) -> Any:
    return row.responsible_unit_id if name == "responsible_unit" else getattr(row, name)
