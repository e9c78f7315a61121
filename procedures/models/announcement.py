"""Announced (công bố) by decision, made public (công khai) channel by channel; business dates typed in from the paper."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from departments.models import Agency
from procedures.enums import ChangeKind, PublicationChannel
from procedures.models.procedure import Procedure
from procedures.querysets import AnnouncementQuerySet
from tthc.workflow.models import Subject, person


class AnnouncementStatus(models.TextChoices):
    DRAFT = "DRAFT", "Đang lập"
    ISSUED = "ISSUED", "Đã ban hành"


class Announcement(Subject):
    """Quyết định công bố; its rows are immutable once it is issued (`services` and the gate hold that)."""

    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="announcements", verbose_name="Cơ quan"
    )
    title = models.TextField("Trích yếu")
    status = models.CharField(
        "Trạng thái",
        max_length=6,
        choices=AnnouncementStatus,
        default=AnnouncementStatus.DRAFT,
        editable=False,
    )
    number = models.CharField("Số, ký hiệu quyết định", max_length=60, blank=True)
    issued_on = models.DateField("Ngày ban hành", null=True, blank=True)
    effective_on = models.DateField("Ngày có hiệu lực", null=True, blank=True)
    created_by = person("Người lập")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định công bố"
        verbose_name_plural = "quyết định công bố"
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=AnnouncementStatus.DRAFT, issued_on__isnull=True)
                | (Q(status=AnnouncementStatus.ISSUED, issued_on__isnull=False) & ~Q(number="")),
                name="announcement_issued_has_number_and_day",
                violation_error_message="Quyết định đã ban hành phải có số và ngày.",
            ),
            models.CheckConstraint(
                condition=Q(effective_on__isnull=True)
                | Q(issued_on__isnull=True)
                | Q(effective_on__gte=F("issued_on")),
                name="announcement_dates_in_order",
                violation_error_message="Ngày có hiệu lực không thể trước ngày ban hành.",
            ),
            models.UniqueConstraint(
                fields=["agency", "number"],
                condition=~Q(number=""),
                name="announcement_number_unique",
                violation_error_message="Số quyết định này đã được ghi.",
            ),
        ]

    def __str__(self) -> str:
        return f"Quyết định {self.number}" if self.number else self.title

    def get_absolute_url(self) -> str:
        return reverse("procedures:announcement_detail", args=[self.pk])

    @property
    def home(self) -> Agency:
        return self.agency

    @property
    def status_tone(self) -> str:
        return "ok" if self.status == AnnouncementStatus.ISSUED else "mute"


class AnnouncementRow(models.Model):
    """One procedure in an announcement: kind of change, section letter, row number in the section."""

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="rows")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="announcement_rows")
    change = models.CharField("Thay đổi", max_length=8, choices=ChangeKind, default=ChangeKind.NEW)
    section = models.CharField("Mục", max_length=1)
    row_number = models.PositiveSmallIntegerField("Số thứ tự")

    class Meta:
        verbose_name = "thủ tục trong quyết định"
        ordering = ["section", "row_number"]
        constraints = [
            models.UniqueConstraint(fields=["announcement", "procedure"], name="announcement_procedure_once"),
            models.UniqueConstraint(
                fields=["announcement", "section", "row_number"], name="announcement_row_once"
            ),
            models.CheckConstraint(condition=Q(row_number__gte=1), name="announcement_row_number_from_one"),
            models.CheckConstraint(
                condition=Q(section="A", change=ChangeKind.NEW)
                | Q(section="B", change__in=[ChangeKind.AMENDED, ChangeKind.REPLACED])
                | Q(section="C", change=ChangeKind.REPEALED),
                name="announcement_section_fits_change",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section}.{self.row_number}"


class Publication(models.Model):
    """Công khai of an announced procedure in one channel: on which day, at which address."""

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="publications")
    channel = models.CharField("Nơi công khai", max_length=16, choices=PublicationChannel)
    published_on = models.DateField("Ngày công khai")
    address = models.CharField("Địa chỉ", max_length=500, help_text="Đường dẫn trang, hoặc nơi niêm yết.")
    by = person("Người ghi", null=False, blank=False)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "lần công khai"
        verbose_name_plural = "công khai"
        ordering = ["channel"]
        constraints = [
            models.UniqueConstraint(fields=["procedure", "channel"], name="publication_channel_once"),
            models.CheckConstraint(
                condition=~Q(address=""),
                name="publication_has_address",
                violation_error_message="Công khai phải ghi địa chỉ.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()}: {self.published_on:%d/%m/%Y}"
