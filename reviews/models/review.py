"""Questionnaires, income rates, and the review form with its cost table."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.urls import reverse

from departments.models import Department
from procedures.models import Procedure
from reviews.costing import Total
from reviews.enums import Activity, Conclusion
from reviews.querysets import PUBLISHED_WORDS, QuestionnaireQuerySet, ReviewQuerySet
from tthc.workflow.models import Form


class Questionnaire(models.Model):
    """A versioned set of questions; once published it never changes (a review keeps the version it was answered on)."""

    key = models.SlugField("Mã bộ câu hỏi", max_length=60)
    version = models.CharField("Phiên bản", max_length=20)
    title = models.CharField("Tên", max_length=200)
    source = models.TextField("Nguồn")
    note = models.TextField("Ghi chú", blank=True)
    definition = models.JSONField("Câu hỏi")
    published_at = models.DateTimeField("Ban hành lúc", null=True, blank=True)
    is_current = models.BooleanField("Dùng cho lần rà soát mới", default=False)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        verbose_name = "bộ câu hỏi"
        verbose_name_plural = "bộ câu hỏi"
        ordering = ["key", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="questionnaire_version_unique"),
            models.UniqueConstraint(
                fields=["is_current"], condition=Q(is_current=True), name="questionnaire_one_current"
            ),
            models.CheckConstraint(
                condition=Q(is_current=False) | Q(published_at__isnull=False),
                name="questionnaire_current_is_published",
                violation_error_message="Chỉ bộ câu hỏi đã ban hành mới dùng được cho lần rà soát mới.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"

    def save(self, *args, **kwargs):
        words = (
            type(self).objects.filter(pk=self.pk, published_at__isnull=False).values(*PUBLISHED_WORDS).first()
        )
        if words and words != {name: getattr(self, name) for name in words}:
            raise TypeError("A published questionnaire never changes.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        if self.published_at:
            raise TypeError("A published questionnaire never changes.")
        return super().delete(*args, **kwargs)


class IncomeRate(models.Model):
    """Thu nhập bình quân: đồng per head per year from a day on, with its source; hourly is annual ÷ 12 ÷ 22 ÷ 8."""

    valid_from = models.DateField("Áp dụng từ", unique=True)
    annual_income = models.DecimalField(
        "Thu nhập bình quân đầu người một năm (đồng)", max_digits=14, decimal_places=0
    )
    source = models.CharField("Nguồn số liệu", max_length=300)

    class Meta:
        verbose_name = "mức thu nhập bình quân"
        verbose_name_plural = "mức thu nhập bình quân"
        ordering = ["-valid_from"]
        constraints = [models.CheckConstraint(condition=Q(annual_income__gt=0), name="income_rate_positive")]

    def __str__(self) -> str:
        return f"từ {self.valid_from:%d/%m/%Y}"


class Review(Form):
    """Biểu mẫu rà soát of a procedure: answers, verdicts, cost before and after, conclusion.

    `answers` is {"4.a": "yes", "4.a.why": "…"}; costs are đồng/năm, rounded half up, written by the services only.
    The hourly income is a snapshot: current and proposed use the same rate, so that a saving is never a change of rate.
    """

    procedure = models.ForeignKey(
        Procedure, on_delete=models.PROTECT, related_name="reviews", verbose_name="Thủ tục"
    )
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="reviews", verbose_name="Đơn vị rà soát"
    )
    round = models.PositiveSmallIntegerField("Lần rà soát", default=1)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="reviews")
    answers = models.JSONField("Trả lời", default=dict, blank=True)
    conclusion = models.CharField("Kết luận", max_length=8, choices=Conclusion, blank=True)
    conclusion_reason = models.TextField("Lý do kết luận", blank=True)
    hourly_income = models.DecimalField("Thu nhập bình quân một giờ (đồng)", max_digits=12, decimal_places=2)
    income_source = models.CharField("Nguồn mức thu nhập", max_length=300)
    cost_current = models.DecimalField(
        "Chi phí hiện hành (đồng/năm)", max_digits=18, decimal_places=0, default=0
    )
    cost_proposed = models.DecimalField(
        "Chi phí sau đơn giản hóa (đồng/năm)", max_digits=18, decimal_places=0, default=0
    )

    objects = ReviewQuerySet.as_manager()

    class Meta(Form.Meta):
        abstract = False
        verbose_name = "biểu mẫu rà soát"
        verbose_name_plural = "biểu mẫu rà soát"
        ordering = ["procedure__sort_key", "-round", "pk"]
        constraints = [
            *Form.Meta.constraints,
            models.UniqueConstraint(fields=["procedure", "round"], name="review_round_once"),
            models.CheckConstraint(
                condition=Q(cost_current__gte=0, cost_proposed__gte=0), name="review_costs_not_negative"
            ),
            models.CheckConstraint(condition=Q(hourly_income__gt=0), name="review_income_positive"),
            models.CheckConstraint(
                condition=~Q(status="ACCEPTED") | ~Q(conclusion=""), name="review_accepted_has_conclusion"
            ),
        ]

    def __str__(self) -> str:
        return str(self.procedure)

    def get_absolute_url(self) -> str:
        return reverse("reviews:review_detail", args=[self.pk])

    def get_move_url(self, key: str) -> str:
        return reverse("reviews:review_move", args=[self.pk, key])

    def get_changes_url(self) -> str:
        return reverse("reviews:review_changes", args=[self.pk])

    def get_version_url(self, move_pk: int) -> str:
        return reverse("reviews:review_version", args=[self.pk, move_pk])

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The parts that a remark can be pinned to: each question, the cost table, the proposal."""
        questions = [
            (f"Q{question['number']}", f"Câu {question['number']}")
            for section in self.questionnaire.definition.get("sections", [])
            for question in section["questions"]
        ]
        return [*questions, ("COSTS", "Chi phí tuân thủ"), ("PROPOSAL", "Kết luận, phương án")]

    @property
    def total(self) -> Total:
        """The stored costs a year, with what is saved."""
        return Total(self.cost_current, self.cost_proposed)

    @property
    def saving(self) -> Decimal:
        return self.total.saving

    @property
    def cell_names(self) -> dict:
        from reviews.snapshots import CELL_NAMES

        return CELL_NAMES

    def content(self) -> dict:
        from reviews.snapshots import content_of

        return content_of(self)

    def figures(self) -> dict:
        from reviews.snapshots import figures_of

        return figures_of(self)


class CostLine(models.Model):
    """One line of the cost table, hiện hành beside sau đơn giản hóa. Hours are decimals, money đồng; empty counts as 0.

    A line of the proposal that falls away is `is_dropped`: its proposed cost is 0 whatever the figures say.
    """

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="cost_lines")
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    activity = models.PositiveSmallIntegerField("Công việc", choices=Activity, default=Activity.PREPARE)
    task = models.CharField("Hoạt động, cách thức cụ thể", max_length=500, blank=True)
    current_hours = models.DecimalField("Giờ", max_digits=9, decimal_places=2, null=True, blank=True)
    current_outsourced = models.DecimalField(
        "Thuê tư vấn, dịch vụ", max_digits=14, decimal_places=0, null=True, blank=True
    )
    current_fees = models.DecimalField(
        "Phí, lệ phí, khác", max_digits=14, decimal_places=0, null=True, blank=True
    )
    current_times = models.DecimalField("Số lần/năm", max_digits=9, decimal_places=2, null=True, blank=True)
    current_subjects = models.DecimalField(
        "Số đối tượng/năm", max_digits=11, decimal_places=2, null=True, blank=True
    )
    is_dropped = models.BooleanField("Không còn sau đơn giản hóa", default=False)
    proposed_hours = models.DecimalField("Giờ", max_digits=9, decimal_places=2, null=True, blank=True)
    proposed_outsourced = models.DecimalField(
        "Thuê tư vấn, dịch vụ", max_digits=14, decimal_places=0, null=True, blank=True
    )
    proposed_fees = models.DecimalField(
        "Phí, lệ phí, khác", max_digits=14, decimal_places=0, null=True, blank=True
    )
    proposed_times = models.DecimalField("Số lần/năm", max_digits=9, decimal_places=2, null=True, blank=True)
    proposed_subjects = models.DecimalField(
        "Số đối tượng/năm", max_digits=11, decimal_places=2, null=True, blank=True
    )
    source_note = models.CharField("Nguồn số liệu", max_length=300, blank=True)

    class Meta:
        verbose_name = "dòng chi phí"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    *(
                        Q(**{f"{scenario}_{column}__isnull": True}) | Q(**{f"{scenario}_{column}__gte": 0})
                        for scenario in ("current", "proposed")
                        for column in ("hours", "outsourced", "fees", "times", "subjects")
                    )
                ),
                name="cost_line_not_negative",
                violation_error_message="Số giờ, số tiền, số lần, số đối tượng không thể âm.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_activity_display()}: {self.task}"
