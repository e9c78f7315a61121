"""What is asked before a letter on the figures of a plan is made: the period or the day, the unit."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from departments.models import Department
from papers.choices import PaperOptions
from plans.models import Plan, ReportingPeriod
from plans.queries import usual_period
from tthc.core.display import day
from tthc.core.fields import VietnameseDateField


class UnitChoiceForm(PaperOptions):
    """A unit of the plan's agency, by its code; all of them when none is chosen."""

    everybody = "Tất cả các đơn vị"
    department = forms.ChoiceField(label="Đơn vị", required=False)

    def __init__(self, *args, subject: Plan, **kwargs):
        super().__init__(*args, subject=subject, **kwargs)
        units = Department.objects.filter(agency=subject.agency_id).values_list("code", "name")
        self.fields["department"].choices = [("", self.everybody), *units]


class ReportForm(UnitChoiceForm):
    """Of which period; none is the last one that was over on the day of the making."""

    period = forms.ChoiceField(label="Kỳ báo cáo", required=False)
    field_order = ["period", "department"]

    def __init__(self, *args, subject: Plan, **kwargs):
        super().__init__(*args, subject=subject, **kwargs)
        today = timezone.localdate()
        self.periods = {str(one.pk): one for one in subject.reporting_periods.begun_by(today)}
        self.fields["period"].choices = [(key, _spelled(one)) for key, one in self.periods.items()]
        usual = usual_period(subject, today)
        self.initial = {"period": usual and str(usual.pk)} | self.initial

    def clean_period(self) -> ReportingPeriod | None:
        return self.periods.get(self.cleaned_data["period"])


class ChasingForm(UnitChoiceForm):
    """As at which day, to which unit, by when it should be done."""

    everybody = "Mọi đơn vị còn chậm, một công văn chung"
    as_at = VietnameseDateField(label="Tính đến hết ngày", required=False, help_text="Để trống là hôm nay.")
    answer_by = VietnameseDateField(
        label="Đề nghị xong trước ngày", required=False, help_text="Chưa định thì để trống, công văn ghi “…”."
    )
    field_order = ["department", "as_at", "answer_by"]

    def clean_as_at(self) -> date | None:
        as_at, today = self.cleaned_data["as_at"], timezone.localdate()
        if as_at and as_at > today:
            raise ValidationError(f"Ngày {day(as_at)} chưa đến; chỉ tính được đến hôm nay ({day(today)}).")
        return as_at


def _spelled(period: ReportingPeriod) -> str:
    return f"{period.title[:1].upper()}{period.title[1:]} ({day(period.starts_on)} – {day(period.ends_on)})"
