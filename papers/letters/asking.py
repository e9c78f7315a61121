"""What is asked before a letter on the figures of a plan is made: the period or the day, the unit."""

from collections.abc import Mapping
from datetime import timedelta

from django import forms
from django.utils import timezone

from departments.models import Department
from papers.choices import AsAt, PaperOptions
from plans.models import Plan, ReportingPeriod
from plans.queries import usual_period
from tthc.core.display import day
from tthc.core.fields import VietnameseDateField
from tthc.core.reading import read_date


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

    period = forms.ChoiceField(
        label="Kỳ báo cáo",
        required=False,
        help_text="Số liệu đến hết ngày cuối kỳ; kỳ chưa kết thúc thì đến hôm nay.",
    )
    field_order = ["period", "department"]

    def __init__(self, *args, subject: Plan, **kwargs):
        super().__init__(*args, subject=subject, **kwargs)
        today = timezone.localdate()
        self.periods = {str(one.pk): one for one in subject.reporting_periods.begun_by(today)}
        choices = [(key, _spelled(one)) for key, one in self.periods.items()]
        self.fields["period"].choices = choices or [("", "Chưa có kỳ nào, số liệu đến hôm nay")]
        usual = usual_period(subject, today)
        self.initial = {"period": usual and str(usual.pk)} | self.initial

    @classmethod
    def asked_in(cls, address: Mapping[str, str], subject: Plan) -> dict[str, str]:
        """As at the day that the page showed: the last period that was over at its end."""
        asked = super().asked_in(address, subject)
        try:
            shown = read_date(address.get("as_at", ""))
        except ValueError:
            return asked
        period = usual_period(subject, shown + timedelta(days=1))
        return ({"period": str(period.pk)} if period else {}) | asked

    def clean_period(self) -> ReportingPeriod | None:
        return self.periods.get(self.cleaned_data["period"])


class ChasingForm(UnitChoiceForm, AsAt):
    """As at which day, to which unit, by when it should be done."""

    everybody = "Mọi đơn vị còn chậm, một công văn chung"
    answer_by = VietnameseDateField(
        label="Đề nghị xong trước ngày",
        required=False,
        help_text="Chưa định thì để trống, công văn để chỗ ghi ngày.",
    )
    field_order = ["department", "as_at", "answer_by"]


def _spelled(period: ReportingPeriod) -> str:
    return f"{period.title[:1].upper()}{period.title[1:]} ({day(period.starts_on)} – {day(period.ends_on)})"
