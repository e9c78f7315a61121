"""The append-only log of moves."""

import uuid

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import BooleanField, Case, Value, When
from django.utils import timezone

from tthc.workflow.models.form import person


class AppendOnlyQuerySet(models.QuerySet):
    def of(self, subject):
        return self.filter(content_type=ContentType.objects.get_for_model(subject), object_id=subject.pk)

    def with_snapshot_kept(self):
        """Annotates `has_snapshot` and leaves the words themselves, which are long, in the database."""
        kept = Case(
            When(snapshot__isnull=False, then=Value(True)), default=Value(False), output_field=BooleanField()
        )
        return self.defer("snapshot").annotate(has_snapshot=kept)

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
    dated_on = models.DateField("Ngày trên văn bản, cuộc họp", null=True, blank=True)
    remark = models.TextField("Ý kiến", blank=True)
    version = models.PositiveIntegerField("Trên phiên bản")
    act = models.UUIDField("Mã của một lần làm", default=uuid.uuid4, db_index=True)
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
