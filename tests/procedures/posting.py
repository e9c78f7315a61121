"""What a browser would post from the inventory form, so that a test changes only what it is about."""

import re

from django.forms import BaseForm
from django.forms.formsets import DELETION_FIELD_NAME

from departments.models import User
from procedures.inventory_form import InventoryForm
from procedures.models import Procedure


def posted(procedure: Procedure, user: User, **changes) -> dict[str, str]:
    """All controls of the form as they stand; `changes` replace them ("steps-0-work" as `steps__0__work`)."""
    procedure = Procedure.objects.with_parts().get(pk=procedure.pk)
    form = InventoryForm(procedure, user)
    data = {"version": str(procedure.version)}
    for section in form.sections:
        data[f"seen-{section.sides.key}"] = section.sides.page_marks
        if section.form is not None:
            data |= controls(section.form)
        if section.formset is not None:
            data |= controls(section.formset.management_form)
            for row in section.formset.forms:
                data |= controls(row)
    return data | {name.replace("__", "-"): value for name, value in changes.items()}


def controls(form: BaseForm) -> dict[str, str]:
    """Name and text of each control; an unticked box is not sent."""
    return {
        bound.html_name: str(shown(bound))
        for bound in form
        if not bound.html_name.endswith(f"-{DELETION_FIELD_NAME}")
    }


def shown(bound) -> str:
    value = bound.field.widget.format_value(bound.value())
    if isinstance(value, list):
        return value[0] if value else ""
    return "" if value is None else value


def choices(page: str, side: str) -> dict[str, str]:
    """What a browser would post when one takes "mine" or "theirs" everywhere on a page that asks."""
    return dict(re.findall(rf'name="(choice-[^"]+)" value="({side}:[^"]+)"', page))
