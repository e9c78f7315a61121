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

    def waiting(self):
        """Open, and not marked as mended by the authors."""
        return self.still_open().filter(mended_at__isnull=True)


class Remark(models.Model):
    """Ý kiến pinned to a part of a form, or to one row of it; its author marks it as mended, who raised it closes it.

    A row is known by the words that it had when the remark was raised: rows are moved, mended and written anew.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("content_type", "object_id")
    move = models.ForeignKey(Move, on_delete=models.PROTECT, null=True, blank=True, related_name="remarks")
    part = models.CharField("Phần của biểu mẫu", max_length=20, blank=True)
    row_number = models.PositiveSmallIntegerField("Dòng", null=True, blank=True)
    row_words = models.JSONField("Chữ của dòng lúc nêu", default=list, blank=True)
    text = models.TextField("Ý kiến")
    source = models.CharField("Của", max_length=10, choices=RemarkSource, default=RemarkSource.OFFICE)
    by = person("Người nêu", null=False, blank=False)
    at = models.DateTimeField("Nêu lúc", default=timezone.now)
    said_on = models.DateField("Ngày của văn bản", null=True, blank=True)
    paper = models.CharField("Theo văn bản", max_length=200, blank=True)
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
                condition=~Q(source=RemarkSource.PROVINCE) | Q(said_on__isnull=False),
                name="remark_of_province_has_its_day",
                violation_error_message="Ý kiến của Văn phòng UBND tỉnh cần ngày của văn bản.",
            ),
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


class ReplyAct(models.TextChoices):
    SAY = "SAY", "Trả lời"
    MENDED = "MENDED", "Đã sửa"
    NOT_YET = "NOT_YET", "Chưa được"
    CLOSED = "CLOSED", "Đã đóng"


class Reply(models.Model):
    """What was said under a remark. How it stands now is said by the remark; what was taken back is kept here."""

    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, related_name="replies")
    act = models.CharField("Việc", max_length=8, choices=ReplyAct, default=ReplyAct.SAY)
    by = person("Người viết", null=False, blank=False)
    at = models.DateTimeField("Lúc", default=timezone.now)
    text = models.TextField("Nội dung", blank=True)

    class Meta:
        verbose_name = "trả lời ý kiến"
        verbose_name_plural = "trả lời ý kiến"
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | Q(act__in=["MENDED", "CLOSED"]), name="reply_says_something"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.text[:80]}"
