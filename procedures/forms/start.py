"""How the entry of a procedure begins: its document and its name."""

from django import forms

from departments.models import Department, User
from departments.roles import Capability
from procedures.forms.choices import DocumentChoice
from procedures.models import LegalDocument
from tthc.core.fields import CleanCharField


class NewProcedureForm(forms.Form):
    """Everything may be left for later; the unit is asked only of who may enter for several."""

    legal_document = DocumentChoice(
        LegalDocument.objects.none(),
        label="Văn bản quy định thủ tục",
        required=False,
        empty_label="Chưa chọn",
        help_text="Văn bản đặt ra thủ tục. Gõ số hoặc vài chữ trích yếu, không cần dấu.",
        widget=forms.Select(attrs={"data-picker": ""}),
    )
    name = CleanCharField(
        label="Tên thủ tục",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Đúng như văn bản gọi. Ví dụ: Xét, công nhận sáng kiến cấp Sở.",
    )
    department = forms.ModelChoiceField(
        Department.objects.none(),
        label="Đơn vị chủ trì",
        required=False,
        empty_label="Đơn vị soạn thảo văn bản",
    )

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["legal_document"].queryset = LegalDocument.objects.visible_to(user).select_related(
            "drafting_unit"
        )
        units = Department.objects.for_capability(user, Capability.DRAFT).valid_on()
        if units[1:2]:
            self.fields["department"].queryset = units
        else:
            del self.fields["department"]
