"""What the lists of reviews are narrowed by; the names in the address are Vietnamese, as people read and send them."""

from django import forms

from departments.models import Department, User
from procedures.forms.filters import ALL, ListFilter
from reviews.enums import Conclusion, ProposalType
from tthc.core.fields import CleanCharField
from tthc.workflow.enums import FormStatus


def search_box() -> forms.Field:
    return CleanCharField(
        label="Tên thủ tục",
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "Gõ không dấu cũng được", "type": "search"}),
    )


class ProcedureSearch(ListFilter):
    """/ra-soat/lap/?tim=…"""

    names = {"text": "tim"}
    text = search_box()


class ReviewFilter(ListFilter):
    """/ra-soat/?tim=…&don-vi=id&trang-thai=DRAFT&ket-luan=PROPOSE&hinh-thuc=REPEAL"""

    names = {
        "text": "tim",
        "department": "don-vi",
        "status": "trang-thai",
        "conclusion": "ket-luan",
        "kind": "hinh-thuc",
    }
    text = search_box()
    department = forms.ModelChoiceField(
        Department.objects.none(), label="Đơn vị", required=False, empty_label="Tất cả"
    )
    status = forms.ChoiceField(label="Trạng thái", required=False, choices=[*ALL, *FormStatus.choices])
    conclusion = forms.ChoiceField(label="Kết luận", required=False, choices=[*ALL, *Conclusion.choices])
    kind = forms.ChoiceField(label="Hình thức", required=False, choices=[*ALL, *ProposalType.choices])

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        units = Department.objects.visible_to(user)
        if units[1:2]:
            self.fields["department"].queryset = units
        else:
            del self.fields["department"]

    @property
    def wanted(self) -> dict:
        """The filters that were chosen and understood."""
        return {name: value for name in self.fields if (value := self.chosen(name))}
