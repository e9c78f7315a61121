"""One reading-in of a file, kept on the server until it is done, and what units call their columns."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from departments.models import Agency, Department
from exchange.plan import Fate, OnExisting
from exchange.querysets import ColumnMemoryQuerySet, ImportRowQuerySet, ImportSessionQuerySet
from tthc.jobs.models import Job
from tthc.workflow.models import person

AT_ONCE = 2_000
"""Rows of a file up to which the person waits for the page; longer ones are the worker's."""


class SessionState(models.TextChoices):
    OPENED = "OPENED", "Chờ ghép cột"
    CHECKED = "CHECKED", "Chờ xem và nhập"
    DONE = "DONE", "Đã nhập"
    UNDONE = "UNDONE", "Đã hoàn tác"

    @property
    def tone(self) -> str:
        return {"OPENED": "wait", "CHECKED": "wait", "DONE": "ok", "UNDONE": "mute"}[self.value]


class ImportSession(models.Model):
    """A file on its way in, visible to its owner alone; can be left and taken up again, and undone when done.

    `found`: the tables of the file (exchange.opening.FoundTable as JSON). `uses`: what each chosen table is used as:
    [{"table": place in found, "sheet": key, "mapping": {key: place}, "convert": {place: encoding}}]. `edits`: cells
    mended on the page, `agreed`: doubts answered with what they suggest, `left_out`: rows that are not to be taken,
    each by sheet name and number of the row: {sheet: {"12": {key: text}}}, {sheet: {"12": [key, …]}}, {sheet: [12, …]}.
    `decisions`: {conflict id: "mine" | "theirs"}. `record`: what taking it back needs.
    """

    owner = person("Người nhập", null=False, blank=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", verbose_name="Cơ quan")
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Nhập cho đơn vị",
    )
    kind = models.CharField("Loại dữ liệu", max_length=30)
    file_name = models.CharField("Tên tệp", max_length=255)
    content = models.BinaryField("Nội dung tệp")
    state = models.CharField("Tình trạng", max_length=10, choices=SessionState, default=SessionState.OPENED)

    found = models.JSONField(default=list, blank=True)
    uses = models.JSONField(default=list, blank=True)
    edits = models.JSONField(default=dict, blank=True)
    agreed = models.JSONField(default=dict, blank=True)
    left_out = models.JSONField(default=dict, blank=True)
    decisions = models.JSONField(default=dict, blank=True)
    on_existing = models.CharField(
        "Với dòng đã có", max_length=10, choices=OnExisting, default=OnExisting.UPDATE
    )

    mark = models.CharField(max_length=64, blank=True)
    counts = models.JSONField("Số dòng", default=dict, blank=True)
    file_faults = models.JSONField(default=list, blank=True)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    record = models.JSONField(default=dict, blank=True)
    addresses = models.JSONField("Trang đã ghi", default=dict, blank=True)

    created_at = models.DateTimeField("Tải lên lúc", default=timezone.now)
    committed_at = models.DateTimeField("Nhập xong lúc", null=True, blank=True)
    undone_at = models.DateTimeField("Hoàn tác lúc", null=True, blank=True)

    objects = ImportSessionQuerySet.as_manager()

    class Meta:
        verbose_name = "lần nhập từ Excel"
        verbose_name_plural = "lần nhập từ Excel"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=["OPENED", "CHECKED"], committed_at__isnull=True, undone_at__isnull=True
                )
                | Q(state="DONE", committed_at__isnull=False, undone_at__isnull=True)
                | Q(state="UNDONE", committed_at__isnull=False, undone_at__isnull=False),
                name="import_state_bound_to_its_days",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("exchange:session_detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return SessionState(self.state).tone

    @property
    def is_done(self) -> bool:
        return self.state in (SessionState.DONE, SessionState.UNDONE)

    @property
    def row_count(self) -> int:
        """How many rows the chosen tables have, before they are read."""
        return sum(self.found[use["table"]]["count"] for use in self.uses)

    @property
    def is_long(self) -> bool:
        return self.row_count > AT_ONCE


class ImportRow(models.Model):
    """One row of the preview, as the last check saw it; gone once the import is done.

    `words` is {"cells": [[heading, text], …], "changes": [[heading, old, new], …], "faults"/"doubts": [{…}, …],
    "conflicts": [{…}, …], "of": name of the form that the row belongs to}: what the page shows, in words.
    """

    session = models.ForeignKey(ImportSession, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField()
    sheet = models.CharField(max_length=30)
    sheet_name = models.CharField("Trang tính", max_length=255)
    number = models.PositiveIntegerField("Dòng")
    fate = models.CharField("Sẽ làm", max_length=10, choices=Fate)
    label = models.TextField("Tên")
    note = models.TextField("Ghi chú", blank=True)
    is_ready = models.BooleanField(default=True)
    """Neither faulty, nor asked about, nor undecided, nor a row of something of which another row is."""
    is_doubted = models.BooleanField(default=False)
    is_contested = models.BooleanField(default=False)
    words = models.JSONField(default=dict)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng của lần nhập"
        verbose_name_plural = "dòng của lần nhập"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["session", "position"], name="import_row_position_unique")
        ]
        indexes = [models.Index(fields=["session", "fate", "position"], name="import_row_by_fate")]

    def __str__(self) -> str:
        return f"{self.sheet_name}, dòng {self.number}"

    @property
    def tone(self) -> str:
        return Fate(self.fate).tone


class KeptRows(models.Model):
    """The cells of some rows of a long file as they were read: the page of one row need not open the file for them."""

    session = models.ForeignKey(ImportSession, on_delete=models.CASCADE, related_name="kept")
    sheet = models.CharField(max_length=30)
    sheet_name = models.CharField("Trang tính", max_length=255)
    first = models.PositiveIntegerField("Từ dòng")
    last = models.PositiveIntegerField("Đến dòng")
    content = models.BinaryField()

    class Meta:
        verbose_name = "các dòng đã đọc"
        verbose_name_plural = "các dòng đã đọc"
        ordering = ["session", "first"]

    def __str__(self) -> str:
        return f"{self.sheet_name}, dòng {self.first}-{self.last}"


class ColumnMemory(models.Model):
    """Which column a heading meant in an earlier file of the unit, as its people chose; "" when it is not taken."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    department = models.ForeignKey(
        Department, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    kind = models.CharField("Loại dữ liệu", max_length=30)
    sheet = models.CharField("Bảng", max_length=30)
    heading = models.CharField("Tên cột, không dấu", max_length=300)
    key = models.CharField("Là cột", max_length=60, blank=True)

    objects = ColumnMemoryQuerySet.as_manager()

    class Meta:
        verbose_name = "cột đã ghép"
        verbose_name_plural = "cột đã ghép"
        ordering = ["kind", "sheet", "heading"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "kind", "sheet", "heading"],
                condition=Q(department__isnull=False),
                name="column_memory_of_unit_unique",
            ),
            models.UniqueConstraint(
                fields=["agency", "kind", "sheet", "heading"],
                condition=Q(department__isnull=True),
                name="column_memory_of_agency_unique",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.heading} → {self.key}"
