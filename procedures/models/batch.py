"""A file of procedures between its upload and the confirming of what it will do."""

from django.db import models
from django.urls import reverse
from django.utils import timezone

from departments.models import Department
from procedures.querysets import ImportBatchQuerySet
from tthc.workflow.models import person


class ImportBatch(models.Model):
    """One upload, visible to its owner alone; once done, its content is dropped and what came of it stays.

    `outcome` is {fate: [pk of procedure, …]} with the fates of `procedures.importing.Fate`.
    """

    owner = person("Người nhập", null=False, blank=False)
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, related_name="+", verbose_name="Nhập cho đơn vị"
    )
    file_name = models.CharField("Tên tệp", max_length=255)
    content = models.BinaryField("Nội dung tệp")
    created_at = models.DateTimeField("Tải lên lúc", default=timezone.now)
    done_at = models.DateTimeField("Nhập xong lúc", null=True, blank=True)
    outcome = models.JSONField("Kết quả", default=dict, blank=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = "lần nhập từ tệp"
        verbose_name_plural = "lần nhập từ tệp"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("procedures:portal_import_preview", args=[self.pk])

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    @property
    def taken_in(self) -> int:
        """How many procedures it added or changed."""
        return sum(len(self.outcome.get(fate, [])) for fate in ("NEW", "UPDATED"))
