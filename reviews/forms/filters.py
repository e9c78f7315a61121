"""Filters of the lists of reviews."""

from django import forms

from departments.models import Department
from reviews.enums import Conclusion, ProposalType
from tthc.core.fields import CleanCharField
from tthc.workflow.enums import FormStatus


def choice(label: str, choices) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", "Tất cả"), *choices], required=False)


class SearchForm(forms.Form):
    tim = CleanCharField(label="Tên thủ tục", required=False, help_text="")


class ReviewFilterForm(SearchForm):
    """A filter that cannot be understood filters nothing and says so beside its box."""

    don_vi = forms.ModelChoiceField(
        label="Đơn vị", queryset=Department.objects.none(), required=False, empty_label="Tất cả"
    )
    trang_thai = choice("Trạng thái", FormStatus.choices)
    ket_luan = choice("Kết luận", Conclusion.choices)
    hinh_thuc = choice("Hình thức đơn giản hóa", ProposalType.choices)

    def __init__(self, *args, units, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["don_vi"].queryset = units

    @property
    def wanted(self) -> dict:
        """The filters that were understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
