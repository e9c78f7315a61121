"""What belongs to the inventory as a whole: doubts about what was read in, and a unit's declaration that it is complete."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from departments.models import Department
from procedures.enums import DoubtKind, Part
from procedures.models.procedure import Procedure
from procedures.querysets import DeclarationQuerySet
from tthc.workflow.models import person


class Doubt(models.Model):
    """What a reader of foreign data doubted; stays on the procedure until somebody closes it."""

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="doubts")
    kind = models.CharField("Loại", max_length=20, choices=DoubtKind)
    part = models.CharField("Phần của biểu mẫu", max_length=12, choices=Part, default=Part.GENERAL)
    message = models.TextField("Điều nghi ngờ")
    key = models.CharField(max_length=80)
    raised_at = models.DateTimeField("Nêu lúc", default=timezone.now)
    closed_by = person("Người đóng")
    closed_at = models.DateTimeField("Đóng lúc", null=True, blank=True)
    closed_note = models.CharField("Cách xử lý", max_length=300, blank=True)

    class Meta:
        verbose_name = "điểm nghi ngờ"
        verbose_name_plural = "điểm nghi ngờ"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "kind", "key"], name="doubt_raised_once"),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True, closed_at__isnull=True)
                | Q(closed_by__isnull=False, closed_at__isnull=False),
                name="doubt_closed_by_whom_and_when",
            ),
        ]

    def __str__(self) -> str:
        return self.message[:80]

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class DeclarationKind(models.TextChoices):
    COMPLETE = "COMPLETE", "Đã thống kê đủ"
    NONE = "NONE", "Không có TTHC nội bộ"


class Declaration(models.Model):
    """A unit's word that its inventory is complete, or that it has no internal procedures; without it 100 % is no fact."""

    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="declarations")
    kind = models.CharField("Khai", max_length=8, choices=DeclarationKind)
    declared_on = models.DateField("Ngày khai")
    by = person("Người khai", null=False, blank=False)
    at = models.DateTimeField(default=timezone.now, editable=False)
    withdrawn_on = models.DateField("Rút lại ngày", null=True, blank=True)
    withdrawn_by = person("Người rút")

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = "khai thống kê đủ"
        verbose_name_plural = "khai thống kê đủ"
        ordering = ["-declared_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["department"], condition=Q(withdrawn_on__isnull=True), name="declaration_one_stands"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_on__gte=models.F("declared_on"), withdrawn_by__isnull=False),
                name="declaration_withdrawn_by_whom_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department}: {self.get_kind_display()}"
