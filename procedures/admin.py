"""Fields of work and legal documents, in the admin."""

from django import forms
from django.contrib import admin

from procedures.models import Field, LegalDocument
from procedures.services import store_document
from tthc.core.fields import office_formfield


@admin.register(Field)
class FieldAdmin(admin.ModelAdmin):
    list_display = ["name", "code", "agency", "valid_from", "valid_to"]
    list_filter = ["agency"]
    list_select_related = ["agency"]
    search_fields = ["name", "code"]

    def get_readonly_fields(self, request, obj=None):
        """What procedures are filed under stays with its agency."""
        return ["agency"] if obj else []


class DocumentForm(forms.ModelForm):
    class Meta:
        model = LegalDocument
        formfield_callback = office_formfield
        fields = (
            *("agency", "number", "kind", "title", "issuing_body", "drafting_unit"),
            *("issued_on", "effective_on", "status", "expired_on"),
        )
        widgets = {"title": forms.Textarea(attrs={"rows": 3})}

    def clean(self):
        """A unit drafts documents of its own agency only."""
        words = super().clean()
        unit = words.get("drafting_unit")
        agency = words.get("agency") or getattr(self.instance, "agency", None)
        if unit and agency and unit.agency_id != agency.pk:
            self.add_error("drafting_unit", f"{unit} không thuộc {agency}. Chọn đơn vị của cơ quan này.")
        return words


@admin.register(LegalDocument)
class LegalDocumentAdmin(admin.ModelAdmin):
    """Stored by the same service as on the pages, so that it is found and tied to procedures likewise."""

    form = DocumentForm
    list_display = ["number", "title", "kind", "agency", "drafting_unit", "status"]
    list_filter = ["agency", "kind", "status"]
    list_select_related = ["agency", "drafting_unit"]
    search_fields = ["number", "title", "folded"]

    def get_readonly_fields(self, request, obj=None):
        """Procedures name it: it stays with its agency."""
        return ["agency"] if obj else []

    def save_model(self, request, obj, form, change):
        store_document(obj)
