"""A package of reviews sent together to the Chủ tịch UBND tỉnh (tờ trình), approved or returned; business dates."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from departments.models import Agency
from reviews.enums import PackageStatus
from reviews.models.review import Review
from reviews.querysets import PackageQuerySet
from tthc.workflow.models import Subject, person

TONES = {
    PackageStatus.DRAFT: "mute",
    PackageStatus.SENT: "wait",
    PackageStatus.APPROVED: "ok",
    PackageStatus.RETURNED: "late",
}


class ProposalPackage(Subject):
    """Hồ sơ trình: number and date of the tờ trình, of the decision that approved it, or the day it came back."""

    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="packages", verbose_name="Cơ quan"
    )
    title = models.TextField("Trích yếu")
    status = models.CharField(
        "Trạng thái", max_length=8, choices=PackageStatus, default=PackageStatus.DRAFT, editable=False
    )
    submission_number = models.CharField("Số tờ trình", max_length=60, blank=True)
    sent_on = models.DateField("Ngày trình", null=True, blank=True)
    decision_number = models.CharField("Số quyết định phê duyệt", max_length=60, blank=True)
    decided_on = models.DateField("Ngày phê duyệt", null=True, blank=True)
    returned_on = models.DateField("Ngày trả lại", null=True, blank=True)
    return_reason = models.TextField("Lý do trả lại", blank=True)
    created_by = person("Người lập")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = PackageQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ trình phương án"
        verbose_name_plural = "hồ sơ trình phương án"
        ordering = ["-sent_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status=PackageStatus.DRAFT,
                    sent_on__isnull=True,
                    decided_on__isnull=True,
                    returned_on__isnull=True,
                )
                | (
                    Q(
                        status=PackageStatus.SENT,
                        sent_on__isnull=False,
                        decided_on__isnull=True,
                        returned_on__isnull=True,
                    )
                    & ~Q(submission_number="")
                )
                | (
                    Q(status=PackageStatus.APPROVED, sent_on__isnull=False, decided_on__isnull=False)
                    & Q(returned_on__isnull=True)
                    & ~Q(decision_number="")
                )
                | Q(
                    status=PackageStatus.RETURNED,
                    sent_on__isnull=False,
                    decided_on__isnull=True,
                    returned_on__isnull=False,
                ),
                name="package_status_bound_to_its_dates",
                violation_error_message="Trạng thái của hồ sơ trình phải đi cùng số và ngày của tờ trình, quyết định.",
            ),
            models.CheckConstraint(
                condition=(Q(decided_on__isnull=True) | Q(decided_on__gte=F("sent_on")))
                & (Q(returned_on__isnull=True) | Q(returned_on__gte=F("sent_on"))),
                name="package_dates_in_order",
                violation_error_message="Ngày phê duyệt hoặc trả lại không thể trước ngày trình.",
            ),
        ]

    def __str__(self) -> str:
        return f"Tờ trình {self.submission_number}" if self.submission_number else self.title

    def get_absolute_url(self) -> str:
        return reverse("reviews:package_detail", args=[self.pk])

    @property
    def home(self) -> Agency:
        return self.agency

    @property
    def status_tone(self) -> str:
        return TONES[PackageStatus(self.status)]

    @property
    def is_draft(self) -> bool:
        return self.status == PackageStatus.DRAFT

    def get_move_url(self, key: str) -> str:
        name = "correct" if key.startswith("correct_") else key
        return reverse(f"reviews:package_{name}", args=[self.pk])

    def content(self) -> dict:
        """The items as they stand: {"ITEMS": [[procedure, unit, kết luận or hình thức, outcome], …]}."""
        items = self.items.select_related("review__procedure", "review__department")
        return {
            "ITEMS": [
                [
                    item.review.procedure.name,
                    item.review.department.name,
                    item.review.get_conclusion_display(),
                    {True: "Được phê duyệt", False: "Không được phê duyệt"}.get(item.is_approved, ""),
                ]
                for item in items
            ]
        }


class PackageItem(models.Model):
    """A review in a package. What was sent is frozen with it: costs in đồng/năm and kinds, the words of the plan."""

    package = models.ForeignKey(ProposalPackage, on_delete=models.CASCADE, related_name="items")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="package_items")
    figures = models.JSONField("Số liệu khi trình", default=dict, blank=True, editable=False)
    words = models.JSONField("Lời văn khi trình", default=dict, blank=True, editable=False)
    is_approved = models.BooleanField("Được phê duyệt", null=True, editable=False)

    class Meta:
        verbose_name = "phương án trong hồ sơ trình"
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["package", "review"], name="package_review_once")]

    def __str__(self) -> str:
        return str(self.review)
