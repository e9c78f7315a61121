"""Phương án đơn giản hóa: kinds, content per component, enforcement actions, benefit."""

from django.db import models
from django.db.models import Q

from departments.models import Department
from procedures.enums import Part
from procedures.models import LegalDocument
from reviews.enums import ProposalType
from reviews.models.review import Review
from reviews.querysets import ActionQuerySet
from tthc.workflow.models import person


class Proposal(models.Model):
    """The simplification plan of a review; it exists when the conclusion is to propose, and goes the review's way."""

    review = models.OneToOneField(Review, on_delete=models.CASCADE, related_name="proposal")
    summary = models.TextField("Nội dung phương án, lý do chung", blank=True)
    benefit = models.TextField("Lợi ích khác (không tính bằng tiền)", blank=True)

    class Meta:
        verbose_name = "phương án đơn giản hóa"
        verbose_name_plural = "phương án đơn giản hóa"

    def __str__(self) -> str:
        return f"Phương án: {self.review.procedure}"


class ProposalKind(models.Model):
    """One kind of simplification of a proposal; a proposal has one or more."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="kinds")
    kind = models.CharField("Hình thức", max_length=10, choices=ProposalType)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["proposal", "kind"], name="proposal_kind_once")]

    def __str__(self) -> str:
        return self.get_kind_display()


class ProposalComponent(models.Model):
    """One changed part of the procedure: hiện hành, sau đơn giản hóa, lý do."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="components")
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    part = models.CharField("Nội dung thay đổi", max_length=12, choices=Part, blank=True)
    current_text = models.TextField("Hiện hành", blank=True)
    proposed_text = models.TextField("Sau đơn giản hóa", blank=True)
    reason = models.TextField("Lý do", blank=True)

    class Meta:
        verbose_name = "nội dung đơn giản hóa"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.get_part_display()


class EnforcementAction(models.Model):
    """Kiến nghị thực thi: which document and article changes how, by whom, by when; done on a business date."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="actions")
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    document_text = models.TextField("Văn bản cần sửa đổi", blank=True)
    legal_document = models.ForeignKey(
        LegalDocument, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    article = models.CharField("Điều, khoản", max_length=200, blank=True)
    change = models.TextField("Nội dung sửa đổi, bãi bỏ", blank=True)
    responsible_unit = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Đơn vị thực hiện",
    )
    due_on = models.DateField("Thời hạn", null=True, blank=True)
    done_on = models.DateField("Hoàn thành ngày", null=True, blank=True, editable=False)
    done_by_document = models.CharField("Bằng văn bản", max_length=300, blank=True, editable=False)
    recorded_by = person("Người ghi")
    recorded_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = "kiến nghị thực thi"
        verbose_name_plural = "kiến nghị thực thi"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, recorded_by__isnull=True, recorded_at__isnull=True)
                | (Q(done_on__isnull=False, recorded_by__isnull=False, recorded_at__isnull=False)),
                name="action_done_recorded_by_whom_and_when",
            )
        ]

    def __str__(self) -> str:
        return self.change[:80]
