"""Remarks pinned to a part of a form."""

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tthc.workflow.models.form import person
from tthc.workflow.models.log import Move


class RemarkSource(models.TextChoices):
    OFFICE = "OFFICE", "Văn phòng Sở"
    DEPARTMENT = "DEPARTMENT", "Trưởng phòng, đơn vị"
    PROVINCE = "PROVINCE", "Văn phòng UBND tỉnh"


class RemarkQuerySet(models.QuerySet):
    def of(self, subject):
        return self.filter(content_type=ContentType.objects.get_for_model(subject), object_id=subject.pk)

    def still_open(self):
        return self.filter(closed_at__isnull=True)


class Remark(models.Model):
    """Ý kiến pinned to a part of a form; its author marks it as mended, who raised it closes it."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("content_type", "object_id")
    move = models.ForeignKey(Move, on_delete=models.PROTECT, null=True, blank=True, related_name="remarks")
    part = models.CharField("Phần của biểu mẫu", max_length=20, blank=True)
    text = models.TextField("Ý kiến")
    source = models.CharField("Của", max_length=10, choices=RemarkSource, default=RemarkSource.OFFICE)
    by = person("Người nêu", null=False, blank=False)
    at = models.DateTimeField("Nêu lúc", default=timezone.now)
    mended_by = person("Người sửa")
    mended_at = models.DateTimeField("Sửa lúc", null=True, blank=True)
    mended_note = models.TextField("Trả lời", blank=True)
    closed_by = person("Người đóng")
    closed_at = models.DateTimeField("Đóng lúc", null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = "ý kiến"
        verbose_name_plural = "ý kiến"
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="remark_of_subject")]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="remark_has_text"),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True, closed_at__isnull=True)
                | Q(closed_by__isnull=False, closed_at__isnull=False),
                name="remark_closed_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=Q(mended_by__isnull=True, mended_at__isnull=True)
                | Q(mended_by__isnull=False, mended_at__isnull=False),
                name="remark_mended_by_whom_and_when",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def is_open(self) -> bool:
        return self.closed_at is None
