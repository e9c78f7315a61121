"""The inventory form of an internal procedure (biểu mẫu thống kê)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from departments.models import Department
from procedures.enums import Answer, Group, Level, Part, TimeUnit
from procedures.models.document import Field, LegalDocument
from procedures.querysets import ProcedureQuerySet
from tthc.workflow.models import Form


class Procedure(Form):
    """TTHC nội bộ with every part of the inventory form (NĐ 63/2010 Đ.8 khoản 2, amended).

    Any field may be empty in a draft; `rules.missing_parts` says what submitting asks for.
    """

    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="procedures", verbose_name="Đơn vị chủ trì"
    )
    lead_reason = models.TextField("Lý do đơn vị chủ trì khác đơn vị soạn thảo", blank=True)
    legal_document = models.ForeignKey(
        LegalDocument,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="procedures",
        verbose_name="Văn bản quy định thủ tục",
    )
    name = models.TextField("Tên thủ tục", blank=True)
    code = models.CharField("Mã số", max_length=40, null=True, blank=True)
    group = models.CharField("Nhóm", max_length=1, choices=Group, blank=True)
    field = models.ForeignKey(
        Field,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="procedures",
        verbose_name="Lĩnh vực",
    )
    level = models.CharField("Cấp thực hiện", max_length=10, choices=Level, blank=True)

    dossier_sets = models.PositiveSmallIntegerField("Số lượng hồ sơ (bộ)", null=True, blank=True)
    time_limit_value = models.DecimalField("Thời hạn", max_digits=7, decimal_places=2, null=True, blank=True)
    time_limit_unit = models.CharField("Đơn vị thời gian", max_length=12, choices=TimeUnit, blank=True)
    time_limit_text = models.TextField("Nói rõ thêm về thời hạn", blank=True)

    subjects = models.TextField("Đối tượng thực hiện", blank=True, help_text="Mỗi đối tượng một dòng.")
    deciding_agency = models.TextField("Cơ quan có thẩm quyền quyết định", blank=True)
    executing_agency = models.TextField("Cơ quan trực tiếp thực hiện", blank=True)
    coordinating_agency = models.TextField("Cơ quan phối hợp", blank=True)
    authorised_agency = models.TextField("Cơ quan được ủy quyền, phân cấp", blank=True)

    forms_answer = models.CharField(
        "Có mẫu đơn, mẫu tờ khai không?", max_length=4, choices=Answer, blank=True
    )
    results_answer = models.CharField("Có kết quả thực hiện không?", max_length=4, choices=Answer, blank=True)
    results_text = models.TextField("Kết quả thực hiện", blank=True)
    conditions_answer = models.CharField(
        "Có yêu cầu, điều kiện không?", max_length=4, choices=Answer, blank=True
    )
    conditions_text = models.TextField("Yêu cầu, điều kiện", blank=True)
    fees_answer = models.CharField("Có phí, lệ phí không?", max_length=4, choices=Answer, blank=True)
    fees_text = models.TextField("Phí, lệ phí", blank=True)

    times_per_year = models.DecimalField(
        "Số lần thực hiện một năm", max_digits=9, decimal_places=2, null=True, blank=True
    )
    subjects_per_year = models.DecimalField(
        "Số đối tượng tuân thủ một năm", max_digits=11, decimal_places=2, null=True, blank=True
    )
    frequency_source = models.CharField("Nguồn số liệu", max_length=200, blank=True)
    notes = models.TextField("Ghi chú", blank=True)
    repealed_on = models.DateField("Bãi bỏ từ ngày", null=True, blank=True, editable=False)

    source = models.CharField("Nhập từ", max_length=20, blank=True, editable=False)
    source_id = models.CharField("Mã ở nguồn", max_length=80, blank=True, editable=False)
    source_fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    source_version = models.PositiveIntegerField(null=True, blank=True, editable=False)
    folded = models.TextField(editable=False, default="")
    sort_key = models.CharField(max_length=400, editable=False, default="", db_index=True)

    objects = ProcedureQuerySet.as_manager()

    class Meta(Form.Meta):
        abstract = False
        verbose_name = "thủ tục hành chính nội bộ"
        verbose_name_plural = "thủ tục hành chính nội bộ"
        ordering = ["sort_key", "pk"]
        indexes = [models.Index(fields=["department", "status"], name="procedure_unit_status")]
        constraints = [
            *Form.Meta.constraints,
            models.UniqueConstraint(
                fields=["department", "source", "source_id"],
                condition=~Q(source=""),
                name="procedure_read_in_once",
            ),
            models.CheckConstraint(
                condition=Q(time_limit_value__isnull=True) | Q(time_limit_value__gte=0),
                name="procedure_time_limit_not_negative",
            ),
            models.CheckConstraint(
                condition=(Q(times_per_year__isnull=True) | Q(times_per_year__gte=0))
                & (Q(subjects_per_year__isnull=True) | Q(subjects_per_year__gte=0)),
                name="procedure_frequency_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return self.name or "(chưa có tên)"

    def get_absolute_url(self) -> str:
        return reverse("procedures:procedure_detail", args=[self.pk])

    def get_edit_url(self) -> str:
        return reverse("procedures:procedure_edit", args=[self.pk])

    def get_move_url(self, key: str) -> str:
        return reverse("procedures:procedure_move", args=[self.pk, key])

    def get_changes_url(self) -> str:
        return reverse("procedures:procedure_changes", args=[self.pk])

    def get_version_url(self, move_pk: int) -> str:
        return reverse("procedures:procedure_version", args=[self.pk, move_pk])

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The parts that a remark can be pinned to."""
        return Part.choices

    @property
    def cell_names(self) -> dict:
        from procedures.snapshots import CELL_NAMES

        return CELL_NAMES

    def content(self) -> dict:
        """The words of the form, part by part: {part: {label: text | [row, …]}}."""
        from procedures.snapshots import content_of

        return content_of(self)
