"""What lists are narrowed by; the names in the address are Vietnamese, as people read and send them."""

from django import forms
from django.db.models import QuerySet

from departments.models import Department, User
from procedures.enums import DocumentKind, DocumentStatus, Group
from procedures.forms.choices import FieldOfWorkChoice
from procedures.models import Field, LegalDocument
from tthc.core.fields import CleanCharField
from tthc.core.paging import PER_PAGE
from tthc.workflow.enums import FormStatus

ALL = [("", "Tất cả")]


class ListFilter(forms.Form):
    """A filter whose fields bear other names in the address: `names` = {field: name there}."""

    names: dict[str, str] = {}

    def add_prefix(self, field_name: str) -> str:
        return self.names.get(field_name, field_name)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the length of a page was chosen."""
        return any(self.chosen(name) for name in self.fields if name != "per_page")

    def chosen(self, name: str):
        """The value of a filter; None when it is empty or cannot be read."""
        self.is_valid()
        return self.cleaned_data.get(name) or None


class ProcedureFilter(ListFilter):
    """/thu-tuc/?tim=…&don-vi=id&linh-vuc=id&nhom=A&trang-thai=DRAFT&van-ban=id&nghi-ngo=on&moi-trang=50"""

    names = {
        "text": "tim",
        "department": "don-vi",
        "field": "linh-vuc",
        "group": "nhom",
        "status": "trang-thai",
        "document": "van-ban",
        "doubts": "nghi-ngo",
        "per_page": "moi-trang",
    }
    text = CleanCharField(
        label="Tên, mã số, số văn bản",
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "Gõ không dấu cũng được", "type": "search"}),
    )
    department = forms.ModelChoiceField(
        Department.objects.none(), label="Đơn vị", required=False, empty_label="Tất cả"
    )
    field = FieldOfWorkChoice(Field.objects.none(), label="Lĩnh vực", required=False, empty_label="Tất cả")
    group = forms.ChoiceField(label="Nhóm", required=False, choices=[*ALL, *Group.choices])
    status = forms.ChoiceField(label="Trạng thái", required=False, choices=[*ALL, *FormStatus.choices])
    document = forms.ModelChoiceField(
        LegalDocument.objects.none(),
        label="Văn bản quy định",
        required=False,
        empty_label="Tất cả",
        widget=forms.Select(attrs={"data-picker": ""}),
    )
    per_page = forms.ChoiceField(
        label="Số dòng",
        required=False,
        choices=[("", "50")] + [(str(n), str(n)) for n in PER_PAGE if n != 50],
    )
    doubts = forms.BooleanField(label="Còn điểm nghi ngờ", required=False)

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        units = Department.objects.visible_to(user)
        if units[1:2]:
            self.fields["department"].queryset = units
        else:
            del self.fields["department"]
        self.fields["field"].queryset = Field.objects.visible_to(user)
        self.fields["document"].queryset = LegalDocument.objects.visible_to(user)

    @property
    def has_units(self) -> bool:
        """Whether the person sees more than one unit, so that units need telling apart."""
        return "department" in self.fields

    def apply(self, procedures: QuerySet) -> QuerySet:
        """The procedures that fit everything that was chosen; what cannot be read narrows nothing."""
        columns = {
            "department": "department",
            "field": "field",
            "group": "group",
            "status": "status",
            "document": "legal_document",
        }
        chosen = {column: self.chosen(name) for name, column in columns.items()}
        procedures = procedures.filter(**{name: value for name, value in chosen.items() if value})
        if self.chosen("text"):
            procedures = procedures.matching(self.chosen("text"))
        return procedures.with_open_doubts() if self.chosen("doubts") else procedures


class DocumentFilter(ListFilter):
    """/van-ban/?tim=…&loai=DECISION&don-vi=id&hieu-luc=EXPIRED"""

    names = {"text": "tim", "kind": "loai", "department": "don-vi", "status": "hieu-luc"}
    text = CleanCharField(
        label="Số, trích yếu, cơ quan ban hành",
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "Gõ không dấu cũng được", "type": "search"}),
    )
    kind = forms.ChoiceField(label="Loại văn bản", required=False, choices=[*ALL, *DocumentKind.choices])
    department = forms.ModelChoiceField(
        Department.objects.none(), label="Đơn vị soạn thảo", required=False, empty_label="Tất cả"
    )
    status = forms.ChoiceField(label="Hiệu lực", required=False, choices=[*ALL, *DocumentStatus.choices])

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = Department.objects.filter(agency=user.agency_id)

    def apply(self, documents: QuerySet) -> QuerySet:
        columns = {"kind": "kind", "department": "drafting_unit", "status": "status"}
        chosen = {column: self.chosen(name) for name, column in columns.items()}
        documents = documents.filter(**{name: value for name, value in chosen.items() if value})
        return documents.matching(self.chosen("text")) if self.chosen("text") else documents
