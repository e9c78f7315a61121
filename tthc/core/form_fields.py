"""How fields of all forms, those of the admin too, speak: a field left empty is named, in the office's words."""

from django.core.exceptions import ValidationError
from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    Field,
    FileInput,
    RadioSelect,
    Select,
)
from django.forms.renderers import DjangoTemplates

PICKED = (CheckboxSelectMultiple, FileInput, RadioSelect, Select)


class NamedField(BoundField):
    @property
    def errors(self):
        """The errors of the field; that it is required is said with its name."""
        found = super().errors
        if found:
            found = found.copy()
            found.data = [self._named(error) for error in found.as_data()]
        return found

    def _named(self, error: ValidationError) -> ValidationError:
        if error.code != "required" or error.message != Field.default_error_messages["required"]:
            return error
        return ValidationError(f"{missing(self)} “{self.label}”.", code="required")


def missing(bound: BoundField) -> str:
    """What was not done with a control that is empty."""
    widget = bound.field.widget
    if isinstance(widget, CheckboxInput):
        return "Chưa tích"
    return "Chưa chọn" if isinstance(widget, PICKED) else "Chưa ghi"


class Renderer(DjangoTemplates):
    """Of all forms (settings: FORM_RENDERER)."""

    bound_field_class = NamedField
