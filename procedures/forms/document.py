"""A legal document as it is entered."""

from django import forms

from departments.models import Department, User
from departments.roles import Capability
from procedures.models import LegalDocument
from tthc.core.fields import office_formfield
from tthc.core.wording import fingerprint, sentences_of


class DocumentForm(forms.ModelForm):
    """Whose agency it is and what is found by, `services.save_document` fills in."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = LegalDocument
        formfield_callback = office_formfield
        fields = (
            *("number", "kind", "title", "issuing_body", "drafting_unit"),
            *("issued_on", "effective_on", "status", "expired_on"),
        )
        widgets = {"title": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "number": "Như trên văn bản, ví dụ 63/2010/NĐ-CP.",
            "title": "Về việc gì, không ghi lại loại và số văn bản.",
            "expired_on": "Chỉ ghi khi chọn “Hết hiệu lực”.",
        }

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["drafting_unit"].queryset = Department.objects.for_capability(
            user, Capability.EDIT_DOCUMENTS
        )
        self.fields["drafting_unit"].empty_label = "Cơ quan khác ban hành"
        self.user = user
        if self.instance.pk and not self.is_bound:
            self.initial["seen"] = fingerprint(self)

    def clean(self) -> dict:
        """A page that has grown stale is refused once, with what is stored; saving again is then meant."""
        values = super().clean()
        if self.instance.pk:
            stored = DocumentForm(instance=LegalDocument.objects.get(pk=self.instance.pk), user=self.user)
            if values.get("seen") != stored.initial["seen"]:
                self.data = self.data.copy()
                self.data["seen"] = stored.initial["seen"]
                others = "; ".join(
                    f"{label}: {text}"
                    for (label, text), (_, mine) in zip(sentences_of(stored), sentences_of(self), strict=True)
                    if text != mine
                )
                raise forms.ValidationError(
                    "Trong lúc bạn gõ, văn bản này đã có người khác sửa. Bản đang lưu khác chữ của bạn ở: "
                    f"{others or 'không chỗ nào'}. Chữ của bạn còn nguyên; lưu lần nữa thì chữ của bạn được giữ."
                )
        return values

    def _get_validation_exclusions(self) -> set[str]:
        # The agency is known and part of what must be unique, though nobody types it.
        return super()._get_validation_exclusions() - {"agency"}
