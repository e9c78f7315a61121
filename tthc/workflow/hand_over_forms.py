"""What is chosen when forms are handed over."""

from django import forms

from departments.models import Department, User
from tthc.core.fields import CleanCharField
from tthc.workflow.handing_over import who_can_take_over
from tthc.workflow.models import Form
from tthc.workflow.transitions import way_of


class WhoseForm(forms.Form):
    """/ban-giao/?cua=id: whose forms are to be handed over."""

    cua = forms.ModelChoiceField(User.objects.none(), label="Biểu mẫu của", required=False, empty_label="Tôi")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cua"].queryset = people
        self.fields["cua"].label_from_instance = lambda person: f"{person}, {person.department}"


class HandOverForm(forms.Form):
    """Which of a person's forms go to whom and why; `everything` takes them all."""

    picked = forms.MultipleChoiceField(
        label="Biểu mẫu",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "Có biểu mẫu vừa được người khác bàn giao. Xem lại danh sách rồi chọn lại."
        },
    )
    to = forms.ModelChoiceField(
        User.objects.none(), label="Người nhận", empty_label="Chọn người trong đơn vị"
    )
    reason = CleanCharField(
        label="Lý do", max_length=300, help_text="Ví dụ: chuyển công tác, nghỉ thai sản, phân công lại."
    )

    def __init__(self, *args, owned: list[Form], department: Department, owner: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.owned = {f"{form._meta.model_name}-{form.pk}": form for form in owned}
        self.fields["picked"].choices = [
            (key, f"{way_of(form).name}: {form} ({form.get_status_display()})")
            for key, form in self.owned.items()
        ]
        self.fields["to"].queryset = who_can_take_over(department).exclude(pk=owner.pk)

    @property
    def chosen(self) -> list[Form]:
        if "everything" in self.data:
            return list(self.owned.values())
        return [self.owned[key] for key in self.cleaned_data["picked"]]
