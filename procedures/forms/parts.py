"""The fields of each part of the inventory form. A draft saves with any of them empty."""

from copy import copy

from django import forms

from departments.models import Department, User
from departments.roles import Capability
from procedures.forms.choices import DocumentChoice, FieldOfWorkChoice
from procedures.models import Field, LegalDocument, Procedure
from tthc.core.fields import office_formfield
from tthc.core.wording import THE_FORM


def lines(number: int) -> forms.Textarea:
    """A box that begins with so many lines and grows with its text."""
    return forms.Textarea(attrs={"rows": number})


class PartForm(forms.ModelForm):
    """Fields of one part, read from a procedure that stays untouched: services write.

    `needed` names what submitting asks for, `only_with_some` what is asked only when the answer is "Có", `wide` what
    has a whole line, `folded` what is seldom needed and under which words it is folded away, `apart` what says something
    by itself, so that two people may write it and the rest at once.
    """

    needed: frozenset[str] = frozenset()
    wide: frozenset[str] = frozenset()
    folded: dict[str, str] = {}
    only_with_some: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()

    def __init__(self, *args, instance: Procedure, user: User, **kwargs):
        super().__init__(*args, instance=copy(instance), **kwargs)

    def piece_of(self, name: str) -> str:
        return name if name in self.apart else THE_FORM


class GeneralForm(PartForm):
    """`department` is asked only of who may enter for several units."""

    needed = frozenset({"legal_document", "name", "group", "field"})
    wide = frozenset({"legal_document", "lead_reason", "name", "group"})
    apart = frozenset({"name", "group", "field", "level", "code"})
    folded = {"lead_reason": "Đơn vị khác soạn thảo văn bản này? Ghi lý do đơn vị bạn chủ trì"}

    class Meta:
        model = Procedure
        formfield_callback = office_formfield
        fields = (
            *("legal_document", "department", "lead_reason"),
            *("name", "group", "field", "level", "code"),
        )
        field_classes = {"legal_document": DocumentChoice, "field": FieldOfWorkChoice}
        widgets = {
            "legal_document": forms.Select(attrs={"data-picker": ""}),
            "lead_reason": lines(1),
            "name": lines(1),
            "group": forms.RadioSelect,
        }
        help_texts = {
            "legal_document": "Văn bản đặt ra thủ tục này. Gõ số hoặc vài chữ trích yếu, không cần dấu.",
            "code": "Để trống nếu thủ tục chưa có mã.",
        }

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        agency = self.instance.department.agency_id
        self.fields["legal_document"].queryset = LegalDocument.objects.filter(agency=agency).select_related(
            "drafting_unit"
        )
        self.fields["field"].queryset = Field.objects.filter(agency=agency)
        units = Department.objects.for_capability(user, Capability.DRAFT).valid_on()
        if units.exclude(pk=self.instance.department_id).exists():
            self.fields["department"].queryset = units
        else:
            del self.fields["department"]


class DossierForm(PartForm):
    needed = frozenset({"dossier_sets"})

    class Meta:
        model = Procedure
        formfield_callback = office_formfield
        fields = ("dossier_sets",)


class TimeLimitForm(PartForm):
    needed = frozenset({"time_limit_value", "time_limit_unit"})
    wide = frozenset({"time_limit_text"})

    class Meta:
        model = Procedure
        formfield_callback = office_formfield
        fields = ("time_limit_value", "time_limit_unit", "time_limit_text")
        widgets = {"time_limit_text": lines(1)}


class AgenciesForm(PartForm):
    needed = frozenset({"subjects", "deciding_agency", "executing_agency"})
    wide = frozenset({"subjects"})
    apart = frozenset(
        ("subjects", "deciding_agency", "executing_agency", "coordinating_agency", "authorised_agency")
    )

    class Meta:
        model = Procedure
        formfield_callback = office_formfield
        fields = (
            "subjects",
            "deciding_agency",
            "executing_agency",
            "coordinating_agency",
            "authorised_agency",
        )
        widgets = dict.fromkeys(fields, lines(1)) | {"subjects": lines(2)}
        help_texts = {
            "coordinating_agency": "Không có thì để trống.",
            "authorised_agency": "Không có thì để trống.",
        }


class FormsForm(PartForm):
    needed = wide = frozenset({"forms_answer"})

    class Meta:
        model = Procedure
        formfield_callback = office_formfield
        fields = ("forms_answer",)
        widgets = {"forms_answer": forms.RadioSelect}


class ResultsForm(PartForm):
    needed = wide = frozenset({"results_answer"})
    only_with_some = frozenset({"results_text"})

    class Meta:
        model = Procedure
        formfield_callback = office_formfield
        fields = ("results_answer", "results_text")
        widgets = {"results_answer": forms.RadioSelect, "results_text": lines(2)}


class ConditionsForm(PartForm):
    needed = wide = frozenset({"conditions_answer"})
    only_with_some = frozenset({"conditions_text"})

    class Meta:
        model = Procedure
        formfield_callback = office_formfield
        fields = ("conditions_answer", "conditions_text")
        widgets = {"conditions_answer": forms.RadioSelect, "conditions_text": lines(2)}


class FeesForm(PartForm):
    needed = wide = frozenset({"fees_answer"})
    only_with_some = frozenset({"fees_text"})

    class Meta:
        model = Procedure
        formfield_callback = office_formfield
        fields = ("fees_answer", "fees_text")
        widgets = {"fees_answer": forms.RadioSelect, "fees_text": lines(2)}


class FrequencyForm(PartForm):
    wide = apart = frozenset({"notes"})

    class Meta:
        model = Procedure
        formfield_callback = office_formfield
        fields = ("times_per_year", "subjects_per_year", "frequency_source", "notes")
        widgets = {"notes": lines(1)}
        help_texts = {"frequency_source": "Ví dụ: khảo sát; thống kê hồ sơ 2022; ước tính."}
