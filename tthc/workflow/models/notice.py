"""Notices to people: in the application first, by mail as a copy."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tthc.workflow.models.log import Move


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and nobody else's."""
        return self.filter(user=user)

    def unread(self):
        return self.filter(read_at__isnull=True)

    def not_mailed(self):
        return self.filter(mailed_at__isnull=True)


class Notice(models.Model):
    """One sentence for one person, with the address where it is dealt with.

    `once` names what must never be told twice to the same person (a reminder of one deadline at one stage).
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    move = models.ForeignKey(Move, on_delete=models.PROTECT, null=True, blank=True, related_name="notices")
    text = models.TextField("Nội dung")
    url = models.CharField("Mở trang", max_length=300)
    at = models.DateTimeField("Lúc", default=timezone.now)
    read_at = models.DateTimeField("Đã xem lúc", null=True, blank=True)
    mailed_at = models.DateTimeField("Gửi thư lúc", null=True, blank=True)
    once = models.CharField(max_length=120, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["user", "read_at"], name="notice_of_user")]
        constraints = [
            models.UniqueConstraint(fields=["user", "once"], condition=~Q(once=""), name="notice_told_once")
        ]

    def __str__(self) -> str:
        return self.text[:80]
