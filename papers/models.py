"""What is kept of papers: their wording in versions, who signed last, and each print that bears a code."""

from django.db import models
from django.urls import reverse
from django.utils import timezone

from departments.models import Agency
from papers.querysets import IssuedPaperQuerySet, SignerQuerySet
from tthc.core.documents.description import Acting, Signature, Standing
from tthc.workflow.models import person


class Wording(models.Model):
    """One version of a text of a paper; versions are only added, the newest whole one counts (papers/wording.py)."""

    paper = models.CharField("Văn bản", max_length=40)
    slot = models.CharField("Đoạn", max_length=40)
    version = models.PositiveIntegerField("Phiên bản", editable=False)
    text = models.TextField("Lời văn", blank=True)
    made_by = person("Người sửa")
    made_at = models.DateTimeField("Sửa lúc", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "lời văn mẫu"
        verbose_name_plural = "lời văn mẫu"
        ordering = ["paper", "slot", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "slot", "version"], name="wording_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.paper}, {self.slot}, phiên bản {self.version}"


class Signer(models.Model):
    """Who signed a paper of an agency last: offered again the next time."""

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="signers", verbose_name="Cơ quan"
    )
    paper = models.CharField("Văn bản", max_length=40)
    standing = models.CharField(
        "Ký", max_length=4, blank=True, choices=[(standing.value, standing.value) for standing in Standing]
    )
    on_behalf_of = models.CharField("Của ai", max_length=150, blank=True)
    title = models.CharField("Chức vụ người ký", max_length=150, blank=True)
    name = models.CharField("Họ và tên", max_length=150, blank=True)
    used_at = models.DateTimeField("Dùng lần cuối", default=timezone.now, editable=False)

    objects = SignerQuerySet.as_manager()

    class Meta:
        verbose_name = "người ký"
        verbose_name_plural = "người ký"
        ordering = ["-used_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["agency", "paper"], name="signer_of_paper_once")]

    def __str__(self) -> str:
        return self.name or self.title

    @property
    def signature(self) -> Signature:
        acting = (Acting(Standing(self.standing), self.on_behalf_of),) if self.standing else ()
        return Signature(self.title, self.name, acting)


class IssuedPaper(models.Model):
    """One final print: its code, what it said, and all that is needed to put it together again and compare.

    `given` is what was chosen when it was made (day, number, signer, options); `snapshot` are
    the parts in their order, [[headings], [[cell, …], …], names of columns] each (papers/contents.py).
    Rows are only added.
    """

    code = models.CharField("Mã", max_length=12, unique=True)
    paper = models.CharField("Văn bản", max_length=40)
    subject_id = models.PositiveBigIntegerField()
    title = models.TextField("Tên")
    given = models.JSONField(default=dict)
    snapshot = models.JSONField(default=list)
    made_by = person("Người lập", null=False, blank=False)
    made_at = models.DateTimeField("Lập lúc", default=timezone.now)

    objects = IssuedPaperQuerySet.as_manager()

    class Meta:
        verbose_name = "bản in có mã"
        verbose_name_plural = "bản in có mã"
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["paper", "subject_id"], name="issued_paper_subject")]

    def __str__(self) -> str:
        return f"{self.code}: {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("papers:proof", args=[self.code])
