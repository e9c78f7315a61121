"""Vướng mắc: what a unit cannot solve alone, and what became of it."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from departments.models import Department
from plans.enums import DIFFICULTY_TONES, DifficultyStatus
from plans.querysets import DifficultyQuerySet
from procedures.models import Procedure
from tthc.workflow.models import Subject, person

S = DifficultyStatus


def status_fits_stamps() -> Q:
    """An answered one was answered, one that was put was put, and so on: each status bears the stamp that led to it."""
    return (
        Q(status=S.OPEN, answered_at__isnull=True, put_at__isnull=True, decided_at__isnull=True)
        | Q(status=S.ANSWERED, answered_at__isnull=False, put_at__isnull=True, decided_at__isnull=True)
        | Q(status=S.PUT, put_at__isnull=False, decided_at__isnull=True)
        | Q(status=S.DECIDED, put_at__isnull=False, decided_at__isnull=False)
        | (Q(status=S.CLOSED) & (Q(answered_at__isnull=False) | Q(decided_at__isnull=False)))
    )


class Difficulty(Subject):
    """Reported by a unit, answered by Văn phòng Sở or put to the Giám đốc, closed; the words of each move stand in the log."""

    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="difficulties", verbose_name="Đơn vị"
    )
    procedure = models.ForeignKey(
        Procedure,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="difficulties",
        verbose_name="Về thủ tục",
    )
    title = models.CharField("Vướng mắc", max_length=200)
    details = models.TextField("Nội dung cụ thể")
    suggestion = models.TextField("Đơn vị đề xuất", blank=True)
    folded = models.TextField(editable=False)
    status = models.CharField("Trạng thái", max_length=10, choices=S, default=S.OPEN, editable=False)
    reported_on = models.DateField("Ngày báo", default=timezone.localdate)
    created_by = person("Người báo", null=False, blank=False)
    created_at = models.DateTimeField("Báo lúc", default=timezone.now, editable=False)
    answered_by = person("Người trả lời")
    answered_at = models.DateTimeField("Trả lời lúc", null=True, blank=True, editable=False)
    put_by = person("Người trình")
    put_at = models.DateTimeField("Trình lúc", null=True, blank=True, editable=False)
    decided_by = person("Người quyết định")
    decided_at = models.DateTimeField("Quyết định lúc", null=True, blank=True, editable=False)
    closed_by = person("Người đóng")
    closed_at = models.DateTimeField("Đóng lúc", null=True, blank=True, editable=False)

    objects = DifficultyQuerySet.as_manager()

    class Meta:
        verbose_name = "vướng mắc"
        verbose_name_plural = "vướng mắc"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=status_fits_stamps(), name="difficulty_status_fits_stamps"),
            models.CheckConstraint(
                condition=(Q(status=S.CLOSED) & Q(closed_at__isnull=False))
                | (~Q(status=S.CLOSED) & Q(closed_at__isnull=True)),
                name="difficulty_closed_when",
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(details=""), name="difficulty_has_words"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("plans:difficulty_detail", args=[self.pk])

    def get_move_url(self, key: str) -> str:
        return reverse("plans:difficulty_move", args=[self.pk, key])

    @property
    def begun_on(self) -> date:
        return self.reported_on

    @property
    def home(self) -> Department:
        return self.department

    @property
    def status_tone(self) -> str:
        return DIFFICULTY_TONES[S(self.status)]

    @property
    def since(self):
        """Since when it has stood where it stands."""
        stamps = (self.closed_at, self.decided_at, self.put_at, self.answered_at)
        return next((stamp for stamp in stamps if stamp), self.created_at)
