"""A legal document as it is entered."""

from django import forms

from departments.models import Department, User
from departments.roles import Capability
from procedures.models import LegalDocument
from tthc.core.fields import office_formfield
from tthc.core.seen import SeenForm


class DocumentForm(SeenForm, forms.ModelForm):
    """Whose agency it is and what is found by, `services.save_document` fills in."""

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

    def _get_validation_exclusions(self) -> set[str]:
        # The agency is known and part of what must be unique, though nobody types it.
        return super()._get_validation_exclusions() - {"agency"}
