"""Fields of work and legal documents."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from departments.models import Agency, Department
from procedures.enums import DocumentKind, DocumentStatus
from procedures.querysets import FieldQuerySet, LegalDocumentQuerySet


class Field(models.Model):
    """Lĩnh vực (field of work) of procedures."""

    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="fields", verbose_name="Cơ quan"
    )
    name = models.CharField("Tên lĩnh vực", max_length=200)
    code = models.CharField("Mã", max_length=40, blank=True)
    valid_from = models.DateField("Hiệu lực từ", null=True, blank=True)
    valid_to = models.DateField("Đến hết ngày", null=True, blank=True)

    objects = FieldQuerySet.as_manager()

    class Meta:
        verbose_name = "lĩnh vực"
        verbose_name_plural = "lĩnh vực"
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="field_name_unique")]

    def __str__(self) -> str:
        return self.name


class LegalDocument(models.Model):
    """Văn bản that contains procedures or is a legal basis of them."""

    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="documents", verbose_name="Cơ quan"
    )
    number = models.CharField("Số, ký hiệu", max_length=100)
    kind = models.CharField("Loại văn bản", max_length=20, choices=DocumentKind)
    title = models.TextField("Trích yếu")
    issuing_body = models.CharField("Cơ quan ban hành", max_length=200)
    issued_on = models.DateField("Ngày ban hành", null=True, blank=True)
    effective_on = models.DateField("Ngày có hiệu lực", null=True, blank=True)
    expired_on = models.DateField("Ngày hết hiệu lực", null=True, blank=True)
    status = models.CharField(
        "Hiệu lực", max_length=10, choices=DocumentStatus, default=DocumentStatus.IN_FORCE
    )
    drafting_unit = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="drafted_documents",
        verbose_name="Đơn vị chủ trì soạn thảo",
        help_text="Đơn vị soạn thảo văn bản thì thống kê, rà soát thủ tục trong văn bản. Để trống khi cơ quan khác ban hành.",
    )
    folded = models.TextField(editable=False, default="")
    sort_key = models.CharField(max_length=400, editable=False, default="", db_index=True)

    objects = LegalDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản"
        verbose_name_plural = "văn bản"
        ordering = ["sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "number", "issuing_body"],
                name="document_number_unique",
                violation_error_message="Văn bản số này của cơ quan ban hành này đã có trong danh sách.",
            ),
            models.CheckConstraint(
                condition=Q(status=DocumentStatus.IN_FORCE, expired_on__isnull=True)
                | Q(status=DocumentStatus.EXPIRED, expired_on__isnull=False),
                name="document_expired_has_a_day",
                violation_error_message="Văn bản hết hiệu lực phải có ngày hết hiệu lực; còn hiệu lực thì để trống ngày đó.",
            ),
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True)
                | Q(effective_on__isnull=True)
                | Q(effective_on__gte=F("issued_on")),
                name="document_dates_in_order",
                violation_error_message="Ngày có hiệu lực không thể trước ngày ban hành.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} – {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("procedures:document_detail", args=[self.pk])

    @property
    def status_tone(self) -> str:
        return "late" if self.status == DocumentStatus.EXPIRED else "ok"
