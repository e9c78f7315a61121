"""Form controls in the dress of the theme, whatever their form says of classes."""

from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    RadioSelect,
    Select,
    Textarea,
    Widget,
)
from django.utils.safestring import SafeString


def control_class(widget: Widget) -> str:
    """The class by which Bootstrap and theme.css know the control."""
    if isinstance(widget, CheckboxInput):
        return "form-check-input"
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, Select):
        return "form-select"
    return "form-control"


def render_control(bound: BoundField, attrs: dict[str, str] | None = None) -> SafeString:
    """The control of a bound field with the theme's class added to its own; labels and errors are the caller's."""
    widget = bound.field.widget
    classes = [control_class(widget), widget.attrs.get("class", "")]
    if bound.errors:
        classes.append("is-invalid")
    dressed = {"class": " ".join(filter(None, classes)), **(attrs or {})}
    if isinstance(widget, Textarea) and widget.attrs.get("rows") == "10":
        dressed["rows"] = "3"  # Django's ten lines are a page of blanks; the box grows with its text
    return bound.as_widget(attrs=dressed)
