"""What is to be done in the background, for whom, and what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone


class State(models.TextChoices):
    WAITING = "WAITING", "Đang xếp hàng"
    RUNNING = "RUNNING", "Đang chạy"
    DONE = "DONE", "Đã xong"
    FAILED = "FAILED", "Không làm được"
    CANCELLED = "CANCELLED", "Đã dừng"

    @property
    def tone(self) -> str:
        return {"WAITING": "mute", "RUNNING": "info", "DONE": "ok", "FAILED": "late"}.get(self.value, "mute")


OPEN = (State.WAITING, State.RUNNING)


class JobQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and nobody else's; without the bytes of the result, which only a download wants."""
        return self.filter(owner=user).defer("content")

    def still_open(self):
        return self.filter(state__in=OPEN)


class Job(models.Model):
    """One piece of work. `work` is the dotted name of the function that does it, `arguments` what it is given.

    How far it has come does not stand here but in `progress.py`: a row written inside a long transaction is seen by
    nobody outside.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="jobs")
    title = models.CharField("Việc", max_length=300)
    work = models.CharField(max_length=200, editable=False)
    arguments = models.JSONField(default=dict, editable=False)
    state = models.CharField("Tình trạng", max_length=10, choices=State, default=State.WAITING)
    created_at = models.DateTimeField("Yêu cầu lúc", default=timezone.now)
    started_at = models.DateTimeField("Bắt đầu lúc", null=True, blank=True)
    finished_at = models.DateTimeField("Kết thúc lúc", null=True, blank=True)
    message = models.TextField("Kết quả", blank=True)
    url = models.CharField("Mở trang", max_length=300, blank=True)
    file_name = models.CharField("Tệp", max_length=255, blank=True)
    content = models.BinaryField(blank=True, default=b"", editable=False)
    keep_until = models.DateTimeField("Giữ đến", null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "việc chạy nền"
        verbose_name_plural = "việc chạy nền"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["owner", "state"], name="job_of_owner")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=OPEN, finished_at__isnull=True)
                | (~Q(state__in=OPEN) & Q(finished_at__isnull=False, keep_until__isnull=False)),
                name="job_state_bound_to_its_end",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("jobs:job_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def tone(self) -> str:
        return State(self.state).tone
