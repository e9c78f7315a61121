"""Rows of a procedure, in the order that the unit gives them."""

from django.db import models
from django.db.models import Q

from procedures.enums import Channel, TimeUnit
from procedures.models.document import LegalDocument
from procedures.models.procedure import Procedure


class Row(models.Model):
    """A row of a procedure; rows of one kind are read in the order of `position`."""

    position = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


class Step(Row):
    """Bước thực hiện: who does what, how long, what is passed on."""

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="steps")
    actor = models.CharField("Ai thực hiện", max_length=300, blank=True)
    work = models.TextField("Việc phải làm", blank=True)
    result = models.CharField("Kết quả chuyển bước sau", max_length=500, blank=True)
    duration_value = models.DecimalField("Thời gian", max_digits=7, decimal_places=2, null=True, blank=True)
    duration_unit = models.CharField("Đơn vị", max_length=12, choices=TimeUnit, blank=True)
    duration_text = models.CharField("Nói rõ thêm", max_length=300, blank=True)

    class Meta(Row.Meta):
        verbose_name = "bước thực hiện"
        constraints = [
            models.CheckConstraint(
                condition=Q(duration_value__isnull=True) | Q(duration_value__gte=0),
                name="step_duration_not_negative",
            )
        ]

    def __str__(self) -> str:
        return self.work[:80]


class Method(Row):
    """Cách thức thực hiện: a channel with its own time limit and fee."""

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="methods")
    channel = models.CharField("Cách thức", max_length=8, choices=Channel, blank=True)
    time_value = models.DecimalField("Thời hạn", max_digits=7, decimal_places=2, null=True, blank=True)
    time_unit = models.CharField("Đơn vị", max_length=12, choices=TimeUnit, blank=True)
    time_text = models.TextField("Nói rõ thêm", blank=True)
    fee_text = models.CharField("Phí, lệ phí theo cách này", max_length=500, blank=True)

    class Meta(Row.Meta):
        verbose_name = "cách thức thực hiện"
        constraints = [
            models.CheckConstraint(
                condition=Q(time_value__isnull=True) | Q(time_value__gte=0), name="method_time_not_negative"
            )
        ]

    def __str__(self) -> str:
        return self.get_channel_display()


class DossierItem(Row):
    """Thành phần hồ sơ; `case_name` names the case in which it is asked for, when there are several."""

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="dossier_items")
    case_name = models.TextField("Trường hợp", blank=True)
    name = models.TextField("Tên giấy tờ", blank=True)
    originals = models.PositiveSmallIntegerField("Bản chính", null=True, blank=True)
    copies = models.PositiveSmallIntegerField("Bản sao", null=True, blank=True)
    form_name = models.CharField("Theo mẫu", max_length=200, blank=True)

    class Meta(Row.Meta):
        verbose_name = "thành phần hồ sơ"

    def __str__(self) -> str:
        return self.name[:80]


class FormTemplate(Row):
    """Mẫu đơn, mẫu tờ khai."""

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="form_templates")
    name = models.CharField("Tên mẫu", max_length=500, blank=True)
    symbol = models.CharField("Ký hiệu mẫu", max_length=60, blank=True)
    issued_with = models.CharField("Ban hành kèm theo", max_length=300, blank=True)

    class Meta(Row.Meta):
        verbose_name = "mẫu đơn, mẫu tờ khai"

    def __str__(self) -> str:
        return self.name[:80]


class LegalBasis(Row):
    """Căn cứ pháp lý: the words as written, the document when it is known, the article."""

    procedure = models.ForeignKey(Procedure, on_delete=models.CASCADE, related_name="legal_bases")
    document_text = models.TextField("Số, ký hiệu, tên văn bản", blank=True)
    legal_document = models.ForeignKey(
        LegalDocument,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="based_on",
        editable=False,
    )
    article = models.CharField("Điều, khoản, điểm", max_length=200, blank=True)

    class Meta(Row.Meta):
        verbose_name = "căn cứ pháp lý"

    def __str__(self) -> str:
        return self.document_text[:80]
