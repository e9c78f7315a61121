"""Who edited a form when: one row a sitting, however often it was saved meanwhile."""

from datetime import timedelta

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q

from tthc.workflow.models.form import person

# A pause longer than this begins a new sitting.
PAUSE = timedelta(minutes=30)


class SittingQuerySet(models.QuerySet):
    def of(self, subject):
        return self.filter(content_type=ContentType.objects.get_for_model(subject), object_id=subject.pk)


class Sitting(models.Model):
    """One person's edits of one form without a longer pause and without somebody else's in between."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("content_type", "object_id")
    by = person("Người sửa", null=False, blank=False)
    started_at = models.DateTimeField("Từ lúc")
    ended_at = models.DateTimeField("Đến lúc")
    saves = models.PositiveIntegerField("Số lần lưu", default=1)
    sections = models.JSONField("Các phần đã lưu, lần cuối lúc nào", default=dict)

    objects = SittingQuerySet.as_manager()

    class Meta:
        verbose_name = "lượt sửa"
        verbose_name_plural = "lượt sửa"
        ordering = ["started_at", "pk"]
        indexes = [
            models.Index(fields=["content_type", "object_id", "started_at"], name="sitting_of_subject")
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__gte=F("started_at")), name="sitting_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(saves__gte=1), name="sitting_has_a_save"),
        ]

    def __str__(self) -> str:
        return f"{self.by}: {self.saves} lần lưu"
