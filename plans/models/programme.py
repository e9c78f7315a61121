"""The programme: a plan with its milestones, tasks and frozen baseline. All data; a later plan is entered, not coded."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from departments.models import Agency, Department
from plans.deadlines import Standing, standing
from plans.enums import Measure, PeriodKind
from plans.querysets import (
    BaselineQuerySet,
    MilestoneQuerySet,
    PeriodQuerySet,
    PlanQuerySet,
    TaskQuerySet,
)
from procedures.models import Procedure
from reviews.enums import ProposalType
from tthc.workflow.models import person


def default_counted_kinds() -> list[str]:
    return [ProposalType.REPEAL.value, ProposalType.MERGE.value]


class Plan(models.Model):
    """Kế hoạch of an agency. `counted_kinds` are the kinds of proposal that count as a cut in number."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="plans", verbose_name="Cơ quan")
    title = models.CharField("Tên kế hoạch", max_length=300)
    number = models.CharField("Số, ký hiệu", max_length=60, blank=True)
    issued_on = models.DateField("Ngày ban hành", null=True, blank=True)
    starts_on = models.DateField("Từ ngày")
    ends_on = models.DateField("Đến hết ngày")
    based_on = models.TextField("Căn cứ", blank=True)
    counted_kinds = models.JSONField("Hình thức được tính là cắt giảm", default=default_counted_kinds)
    is_current = models.BooleanField(
        "Đang theo dõi", default=True, help_text="Mỗi cơ quan theo dõi một kế hoạch tại một thời điểm."
    )

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "kế hoạch"
        verbose_name_plural = "kế hoạch"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="plan_dates_in_order",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
            models.UniqueConstraint(
                fields=["agency"],
                condition=Q(is_current=True),
                name="plan_one_current",
                violation_error_message="Cơ quan này đã có một kế hoạch đang theo dõi.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:plan_detail", args=[self.pk])

    @property
    def counted_kinds_display(self) -> list[str]:
        return [ProposalType(kind).label for kind in self.counted_kinds]


class Milestone(models.Model):
    """Mốc or target of a plan. `due_before` is exclusive: "trước 01/4/2023" ends with 31/3/2023, end of day."""

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="milestones", verbose_name="Kế hoạch"
    )
    order = models.PositiveSmallIntegerField("Thứ tự", default=10)
    title = models.CharField("Mục tiêu", max_length=300)
    measure = models.CharField("Đo bằng", max_length=12, choices=Measure)
    target = models.DecimalField("Chỉ tiêu (%)", max_digits=5, decimal_places=2, null=True, blank=True)
    due_before = models.DateField("Trước ngày", null=True, blank=True, help_text="Không kể ngày này.")
    done_on = models.DateField(
        "Xong ngày", null=True, blank=True, help_text="Chỉ cho mốc là một việc làm xong."
    )
    evidence = models.CharField("Văn bản chứng minh", max_length=300, blank=True)
    recorded_by = person("Người ghi")
    recorded_at = models.DateTimeField("Ghi lúc", null=True, blank=True, editable=False)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = "mốc, chỉ tiêu"
        verbose_name_plural = "mốc, chỉ tiêu"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(measure=Measure.EVENT, target__isnull=True)
                | (~Q(measure=Measure.EVENT) & Q(target__gte=0, target__lte=100, done_on__isnull=True)),
                name="milestone_target_fits_measure",
                violation_error_message="Mốc là một việc thì ghi ngày xong, không ghi chỉ tiêu; mốc tỷ lệ thì ghi chỉ tiêu từ 0 đến 100 %.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_event(self) -> bool:
        """Whether it is an act done once, whose day is typed in, rather than a share that is counted."""
        return self.measure == Measure.EVENT


class Baseline(models.Model):
    """One freezing of a plan's baseline (danh mục nền), against which cuts are measured from its day on.

    A later freezing needs a reason and holds from its own day; the earlier one stays, so that a report of a day
    between the two comes out as it did then.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="baselines")
    frozen_on = models.DateField("Ngày chốt")
    reason = models.TextField("Lý do chốt lại", blank=True)
    by = person("Người chốt", null=False, blank=False)
    at = models.DateTimeField("Ghi lúc", default=timezone.now, editable=False)

    objects = BaselineQuerySet.as_manager()

    class Meta:
        verbose_name = "danh mục nền"
        verbose_name_plural = "danh mục nền"
        ordering = ["-frozen_on"]
        constraints = [models.UniqueConstraint(fields=["plan", "frozen_on"], name="baseline_once_a_day")]

    def __str__(self) -> str:
        return f"Danh mục nền chốt ngày {self.frozen_on:%d/%m/%Y}"


class BaselineEntry(models.Model):
    """One procedure of a frozen baseline."""

    baseline = models.ForeignKey(Baseline, on_delete=models.CASCADE, related_name="entries")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["baseline", "procedure"], name="baseline_procedure_once")
        ]

    def __str__(self) -> str:
        return str(self.procedure)


class Task(models.Model):
    """Nhiệm vụ of a plan's appendix."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="tasks", verbose_name="Kế hoạch")
    order = models.PositiveSmallIntegerField("Số thứ tự", default=10)
    title = models.TextField("Nhiệm vụ")
    lead_unit = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="led_tasks",
        verbose_name="Đơn vị chủ trì",
    )
    coordinating_units = models.ManyToManyField(
        Department, blank=True, related_name="coordinated_tasks", verbose_name="Đơn vị phối hợp"
    )
    starts_on = models.DateField("Từ ngày", null=True, blank=True)
    due_before = models.DateField("Trước ngày", null=True, blank=True, help_text="Không kể ngày này.")
    product = models.TextField("Sản phẩm", blank=True)
    done_on = models.DateField("Xong ngày", null=True, blank=True)
    done_note = models.CharField("Ghi chú hoàn thành", max_length=300, blank=True)
    recorded_by = person("Người ghi")
    recorded_at = models.DateTimeField("Ghi lúc", null=True, blank=True, editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(due_before__isnull=True)
                | Q(due_before__gt=F("starts_on")),
                name="task_dates_in_order",
                violation_error_message="Hạn phải sau ngày bắt đầu.",
            )
        ]

    def __str__(self) -> str:
        return self.title[:80]

    def standing_on(self, day: date) -> Standing:
        """How it stands at the end of a day."""
        return standing(day, self.due_before, self.done_on)


class ReportingPeriod(models.Model):
    """Kỳ báo cáo: from which day to which (both inclusive) a report on a plan goes; its figures are those of the last day."""

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="reporting_periods", verbose_name="Kế hoạch"
    )
    kind = models.CharField("Loại kỳ", max_length=8, choices=PeriodKind)
    title = models.CharField("Kỳ báo cáo", max_length=100, help_text="Ví dụ: quý I năm 2023.")
    starts_on = models.DateField("Từ ngày")
    ends_on = models.DateField("Đến hết ngày")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "kỳ báo cáo"
        verbose_name_plural = "kỳ báo cáo"
        ordering = ["ends_on", "starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="reporting_period_dates_in_order",
                violation_error_message="Ngày cuối kỳ không thể trước ngày đầu kỳ.",
            ),
            models.UniqueConstraint(
                fields=["plan", "kind", "starts_on"],
                name="reporting_period_once",
                violation_error_message="Kế hoạch đã có kỳ báo cáo loại này bắt đầu từ ngày đó.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def last_day(self, today: date) -> date:
        """The day of its figures: its last one, or today while it is still running."""
        return min(self.ends_on, today)
