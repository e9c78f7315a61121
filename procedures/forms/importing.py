"""Uploading a file of the national portal, and confirming what it will do."""

from django import forms

from departments.models import Department, User
from departments.roles import Capability
from procedures.portal.file import MOST_BYTES


class UploadForm(forms.Form):
    department = forms.ModelChoiceField(
        label="Nhập cho đơn vị",
        queryset=Department.objects.none(),
        help_text="Thủ tục nhập vào thành bản nháp của đơn vị này.",
    )
    file = forms.FileField(
        label="Tệp thủ tục",
        help_text=f"Tệp JSON tải từ Cổng dịch vụ công, không quá {MOST_BYTES // 1024**2} MB.",
        widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
        error_messages={
            "required": "Chưa chọn tệp. Hãy chọn tệp JSON tải từ Cổng dịch vụ công.",
            "empty": "Tệp rỗng. Hãy chọn tệp JSON tải từ Cổng dịch vụ công.",
            "max_length": "Tên tệp dài %(length)d ký tự, quá %(max)d. Hãy đổi tên tệp ngắn lại.",
        },
        max_length=255,
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        units = Department.objects.for_capability(user, Capability.IMPORT).valid_on()
        self.fields["department"].queryset = units
        self.fields["department"].initial = user.department_id
        if len(units) == 1:
            self.fields["department"].empty_label = None

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                f"Tệp lớn hơn {MOST_BYTES // 1024**2} MB. Hãy chia thành nhiều tệp rồi nhập từng tệp."
            )
        return file


class ConfirmForm(forms.Form):
    """`seen` is the mark of the plan on the page; `skip_faulty` is asked only when some records are faulty."""

    seen = forms.CharField(widget=forms.HiddenInput)
    skip_faulty = forms.BooleanField(label="Bỏ qua các bản ghi lỗi, nhập các bản ghi còn lại", required=False)
