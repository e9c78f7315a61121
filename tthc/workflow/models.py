"""What a form bears on its way, the append-only log of moves, and remarks pinned to a part."""

import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tthc.workflow.enums import EDITABLE, STAMPS, STAMPS_BORNE, TONES, FormStatus


def person(label: str, **options):
    """A foreign key to a person who acted; people are never deleted from under a record."""
    defaults = {
        "on_delete": models.PROTECT,
        "null": True,
        "blank": True,
        "editable": False,
        "related_name": "+",
    }
    return models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=label, **(defaults | options))


def status_bound_to_stamps() -> Q:
    """Each status has exactly the stamps of the moves that led to it."""
    condition = Q(pk__in=[])
    for status, borne in STAMPS_BORNE.items():
        nulls = {
            f"{stamp}_{suffix}__isnull": position >= borne
            for position, stamp in enumerate(STAMPS)
            for suffix in ("by", "at")
        }
        condition = (
            Q(status=status, **nulls) if status == FormStatus.DRAFT else condition | Q(status=status, **nulls)
        )
    return condition


class Subject(models.Model):
    """What goes a way of transitions; a subclass has a `status`, changed only through `workflow.gate.perform`."""

    version = models.PositiveIntegerField("Phiên bản", default=1, editable=False)

    class Meta:
        abstract = True

    @property
    def home(self):
        """The unit or agency for which a person must hold the right."""
        raise NotImplementedError(f"{type(self).__name__} must say whose it is.")

    def get_move_url(self, key: str) -> str:
        """The address of the page that carries out a move."""
        raise NotImplementedError(f"{type(self).__name__} must say where its moves are made.")

    def content(self) -> dict:
        """Its words, part by part: {part: [[label, text], …] or [[cell, …], …]}, for snapshots."""
        return {}

    def figures(self) -> dict:
        """The few figures that a report of an earlier day needs, as JSON."""
        return {}


class Form(Subject):
    """A form that goes from its unit to the office; a subclass has `department` (whose form it is) and `content()`."""

    status = models.CharField(
        "Trạng thái", max_length=10, choices=FormStatus, default=FormStatus.DRAFT, editable=False
    )
    created_by = person("Người lập")
    created_at = models.DateTimeField("Lập lúc", default=timezone.now, editable=False)
    edited_by = person("Người sửa cuối")
    edited_at = models.DateTimeField("Sửa lúc", default=timezone.now, editable=False)
    submitted_by = person("Người nộp")
    submitted_at = models.DateTimeField("Nộp lúc", null=True, blank=True, editable=False)
    agreed_by = person("Người đồng ý")
    agreed_at = models.DateTimeField("Đồng ý lúc", null=True, blank=True, editable=False)
    taken_by = person("Người tiếp nhận")
    taken_at = models.DateTimeField("Tiếp nhận lúc", null=True, blank=True, editable=False)
    accepted_by = person("Người chấp nhận")
    accepted_at = models.DateTimeField("Chấp nhận lúc", null=True, blank=True, editable=False)

    class Meta(Subject.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=status_bound_to_stamps(), name="%(class)s_status_bound_to_stamps"
            ),
        ]

    @property
    def is_editable(self) -> bool:
        """Whether its authors may change it now (nothing is being checked or accepted)."""
        return self.status in EDITABLE

    @property
    def status_tone(self) -> str:
        return TONES[FormStatus(self.status)]

    @property
    def home(self):
        return self.department


class AppendOnlyQuerySet(models.QuerySet):
    def of(self, subject):
        return self.filter(content_type=ContentType.objects.get_for_model(subject), object_id=subject.pk)

    def update(self, **values):
        raise TypeError("The log is only added to.")

    def delete(self):
        raise TypeError("The log is only added to.")


class Move(models.Model):
    """One row of the log: who moved what from where to where, when, with which words, on which version."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("content_type", "object_id")
    transition = models.CharField("Việc", max_length=20)
    from_status = models.CharField("Từ", max_length=10)
    to_status = models.CharField("Đến", max_length=10)
    by = person("Người làm", null=False, blank=False)
    on_behalf_of = person("Thay mặt")
    at = models.DateTimeField("Lúc", default=timezone.now)
    remark = models.TextField("Ý kiến", blank=True)
    version = models.PositiveIntegerField("Trên phiên bản")
    act = models.UUIDField("Mã của một lần làm", default=uuid.uuid4)
    figures = models.JSONField("Số liệu lúc đó", default=dict, blank=True)
    snapshot = models.JSONField("Nội dung lúc đó", null=True, blank=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = "lần chuyển"
        verbose_name_plural = "nhật ký chuyển"
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["content_type", "object_id", "at"], name="move_of_subject")]

    def __str__(self) -> str:
        return f"{self.transition}: {self.from_status} → {self.to_status}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("The log is only added to.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("The log is only added to.")


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
