"""What is typed in about difficulties, and what their list is narrowed by."""

from django import forms
from django.db.models import QuerySet

from departments.models import Department, User
from departments.roles import Capability
from plans.enums import DifficultyStatus
from plans.models import Difficulty
from procedures.forms.filters import ALL, ListFilter
from procedures.models import Procedure
from tthc.core.fields import CleanCharField, VietnameseDateField


class DifficultyFilter(ListFilter):
    """/vuong-mac/?tim=…&trang-thai=OPEN&don-vi=id&cho-toi=on"""

    names = {"text": "tim", "status": "trang-thai", "department": "don-vi", "mine": "cho-toi"}
    text = CleanCharField(
        label="Nội dung, tên thủ tục",
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "Gõ không dấu cũng được", "type": "search"}),
    )
    status = forms.ChoiceField(label="Trạng thái", required=False, choices=[*ALL, *DifficultyStatus.choices])
    department = forms.ModelChoiceField(
        Department.objects.none(), label="Đơn vị", required=False, empty_label="Tất cả"
    )
    mine = forms.BooleanField(label="Chờ tôi", required=False)

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        if user.may(Capability.REPORT):
            del self.fields["department"]  # who reports for one unit sees that unit alone
        else:
            self.fields["department"].queryset = Department.objects.visible_to(user)

    def apply(self, difficulties: QuerySet) -> QuerySet:
        exact = {name: self.chosen(name) for name in ("status", "department")}
        difficulties = difficulties.filter(**{name: value for name, value in exact.items() if value})
        if self.chosen("text"):
            difficulties = difficulties.matching(self.chosen("text"))
        return difficulties.waiting_for(self.user) if self.chosen("mine") else difficulties


class DifficultyForm(forms.Form):
    title = CleanCharField(
        label="Vướng mắc", max_length=200, help_text="Một câu, để nhìn là biết vướng ở đâu."
    )
    procedure = forms.ModelChoiceField(
        Procedure.objects.none(),
        label="Về thủ tục",
        required=False,
        empty_label="Không về một thủ tục nào",
        widget=forms.Select(attrs={"data-picker": ""}),
    )
    details = CleanCharField(label="Nội dung cụ thể", widget=forms.Textarea(attrs={"rows": 5}))
    suggestion = CleanCharField(
        label="Đơn vị đề xuất",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Đơn vị thấy nên giải quyết thế nào.",
    )
    reported_on = VietnameseDateField(
        label="Ngày báo", required=False, help_text="Ngày ghi trên văn bản của đơn vị; để trống là hôm nay."
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        procedures = Procedure.objects.visible_to(user).filter(department=user.department_id)
        self.fields["procedure"].queryset = procedures.order_by("sort_key")


class PickedDifficulty(forms.ModelMultipleChoiceField):
    def label_from_instance(self, difficulty: Difficulty) -> str:
        return f"{difficulty} ({difficulty.department})"


class GatherForm(forms.Form):
    difficulties = PickedDifficulty(
        Difficulty.objects.none(), label="Vướng mắc trình Giám đốc", widget=forms.CheckboxSelectMultiple
    )
    words = CleanCharField(
        label="Ý kiến của Văn phòng Sở",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Phương án đề nghị Giám đốc quyết định; ghi chung cho các vướng mắc được chọn.",
    )
    dated_on = VietnameseDateField(
        label="Ngày trình", required=False, help_text="Ngày ghi trên văn bản; để trống là hôm nay."
    )

    def __init__(self, *args, difficulties: QuerySet, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["difficulties"].queryset = difficulties
