"""What Văn phòng Sở types in about a plan, from the paper."""

from django import forms
from django.utils import timezone

from tthc.core.fields import CleanCharField, VietnameseDateField
from tthc.core.seen import SeenForm


class MilestoneDoneForm(SeenForm):
    done_on = VietnameseDateField(label="Xong ngày", help_text="Ngày ghi trên văn bản, không phải ngày nhập.")
    evidence = CleanCharField(
        label="Văn bản chứng minh",
        max_length=300,
        required=False,
        help_text="Số, ký hiệu, ngày của quyết định hoặc văn bản.",
    )


class TaskDoneForm(SeenForm):
    done_on = VietnameseDateField(label="Xong ngày", help_text="Ngày ghi trên văn bản, không phải ngày nhập.")
    note = CleanCharField(
        label="Ghi chú hoàn thành",
        max_length=300,
        required=False,
        help_text="Sản phẩm đã có, số văn bản, nơi lưu.",
    )


class FreezeForm(forms.Form):
    """`seen` is the number of procedures that the page showed for that day."""

    frozen_on = VietnameseDateField(widget=forms.HiddenInput)
    seen = forms.IntegerField(widget=forms.HiddenInput)
    reason = CleanCharField(
        label="Lý do chốt lại",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Danh mục đã chốt trước đây vẫn được giữ để xem số liệu của những ngày trước lần chốt này.",
    )


class FreezeDayForm(forms.Form):
    ngay = VietnameseDateField(label="Chốt theo tình trạng cuối ngày", required=False)


class AsAtForm(forms.Form):
    as_at = VietnameseDateField(label="Tính đến hết ngày", required=False)

    def clean_as_at(self):
        return self.cleaned_data["as_at"] or timezone.localdate()

    @property
    def day(self):
        """The day asked for; today when none, or none that can be read, was given."""
        return self.cleaned_data.get("as_at") if self.is_valid() else timezone.localdate()
