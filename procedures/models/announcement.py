"""Announced (công bố) by decision, made public (công khai) channel by channel; business dates typed in from the paper."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from departments.models import Agency, Department
from procedures.enums import ChangeKind, Group, Part, PublicationChannel
from procedures.models.document import Field
from procedures.models.procedure import Procedure
from procedures.querysets import AnnouncementQuerySet, AnnouncementRowQuerySet
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
            # The register of an office starts from 1 every January; the service looks at the whole year.
            models.UniqueConstraint(
                fields=["agency", "number", "issued_on"],
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

    @property
    def is_issued(self) -> bool:
        return self.status == AnnouncementStatus.ISSUED

    @property
    def in_force_from(self) -> date | None:
        """The day from which it works: the one that it names, else the day it was issued."""
        return self.effective_on or self.issued_on

    def get_move_url(self, key: str) -> str:
        return reverse(f"procedures:announcement_{key}", args=[self.pk])

    def content(self) -> dict:
        """The rows as they stand: {section: [[number, name, change], …]}."""
        found: dict[str, list[list[str]]] = {}
        for row in self.rows.select_related("procedure"):
            words = [str(row.row_number), row.name or row.procedure.name, row.get_change_display()]
            found.setdefault(row.section, []).append(words)
        return found

    def delete(self, *args, **kwargs):
        if self.is_issued:
            raise TypeError("An issued announcement stays.")
        return super().delete(*args, **kwargs)


class AnnouncementRow(models.Model):
    """One procedure in an announcement: kind of change, section letter, row number in the section.

    When the announcement is issued the row takes the procedure's words along (`name` to `frozen_at`): what was
    announced stays readable as it was announced, whatever is done to the form afterwards. Then it changes no more.
    """

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="rows")
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="announcement_rows")
    change = models.CharField("Thay đổi", max_length=8, choices=ChangeKind, default=ChangeKind.NEW)
    section = models.CharField("Mục", max_length=1)
    row_number = models.PositiveSmallIntegerField("Số thứ tự")

    name = models.TextField("Tên khi công bố", blank=True, editable=False)
    group = models.CharField("Nhóm khi công bố", max_length=1, choices=Group, blank=True, editable=False)
    field = models.ForeignKey(
        Field,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="Lĩnh vực khi công bố",
    )
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name="Đơn vị khi công bố",
    )
    content = models.JSONField("Nội dung khi công bố", default=dict, blank=True, editable=False)
    folded = models.TextField(editable=False, default="")
    sort_key = models.CharField(max_length=400, editable=False, default="", db_index=True)
    frozen_at = models.DateTimeField("Chốt nội dung lúc", null=True, blank=True, editable=False)

    objects = AnnouncementRowQuerySet.as_manager()

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
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True, name="")
                | (Q(frozen_at__isnull=False, department__isnull=False) & ~Q(name="")),
                name="announcement_row_frozen_with_its_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.section}.{self.row_number}"

    def save(self, *args, **kwargs):
        self._refuse_when_issued()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        self._refuse_when_issued()
        return super().delete(*args, **kwargs)

    @property
    def code(self) -> str:
        """Mã số as it was announced; empty when there is none."""
        general = {line[0]: line[1] for line in self.content.get(Part.GENERAL.value, [])}
        return general.get("Mã số", "")

    def _refuse_when_issued(self) -> None:
        if self.announcement.status == AnnouncementStatus.ISSUED:
            raise TypeError("The rows of an issued announcement never change.")


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
