"""What an author answers to a remark, while mending the part that it is pinned to."""

from django import forms

from tthc.core.fields import CleanCharField
from tthc.workflow.models import Remark


class RemarkAnswerForm(forms.Form):
    """Saved together with the form, so that no typed text is lost by answering."""

    mended = forms.BooleanField(label="Đã sửa theo ý kiến này", required=False)
    note = CleanCharField(
        label="Trả lời ý kiến",
        required=False,
        widget=forms.Textarea(attrs={"rows": 1, "placeholder": "Trả lời: sửa thế nào (không bắt buộc)"}),
    )

    def __init__(self, data, *, remark: Remark):
        super().__init__(data, prefix=f"y-kien-{remark.pk}")
        self.remark = remark
