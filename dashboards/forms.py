"""What a reader of the figures may ask: of which unit, field, group, and as at which day."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from procedures.enums import Group
from procedures.models import Field
from tthc.core.display import day as show
from tthc.core.fields import VietnameseDateField


class FigureFilter(forms.Form):
    """The filters of the progress, cost and row pages; a choice that leaves nothing to choose is left out."""

    as_at = VietnameseDateField(label="Tính đến hết ngày", required=False)
    department = forms.ChoiceField(label="Đơn vị", required=False)
    field = forms.ChoiceField(label="Lĩnh vực", required=False)
    group = forms.ChoiceField(label="Nhóm", required=False, choices=[("", "Cả hai nhóm"), *Group.choices])
    plan = forms.ChoiceField(label="Kế hoạch", required=False)

    def __init__(self, *args, programme, plans, **kwargs):
        super().__init__(*args, **kwargs)
        units = [(unit.code, unit.name) for unit in programme.units]
        fields = Field.objects.filter(agency=programme.plan.agency_id).values_list("pk", "name")
        self.fields["department"].choices = [("", "Mọi đơn vị"), *units]
        self.fields["field"].choices = [("", "Mọi lĩnh vực"), *((str(pk), name) for pk, name in fields)]
        self.fields["plan"].choices = [
            (str(plan.pk), f"{plan.agency.short_name}: {plan.title}") for plan in plans
        ]
        if len(plans) < 2:
            del self.fields["plan"]
        if len(units) < 2:
            del self.fields["department"]
        self.units = {unit.code: unit for unit in programme.units}

    def clean_as_at(self):
        as_at, today = self.cleaned_data["as_at"] or timezone.localdate(), timezone.localdate()
        if as_at > today:
            raise ValidationError(f"Ngày {show(as_at)} chưa đến; chỉ tính được đến hôm nay ({show(today)}).")
        return as_at

    @property
    def narrowing(self) -> dict:
        """How the overview is narrowed, for `overview(…)`."""
        asked = self.cleaned_data
        return {
            "unit": self.units.get(asked.get("department", "")),
            "field_id": int(asked["field"]) if asked["field"] else None,
            "group": asked["group"],
        }
