"""What goes a way of transitions, and what a form bears on it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tthc.workflow.enums import EDITABLE, STAMPS, STAMPS_BORNE, TONES, FormStatus


def person(label: str, **options):
    """A foreign key to a person who acted; people are never deleted from under a record."""
    defaults = {
        "on_delete": models.PROTECT,
        "null": True,
        "blank": True,
        "editable": False,
        "related_name": "+",
    }
    return models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=label, **(defaults | options))


def status_bound_to_stamps() -> Q:
    """Each status has exactly the stamps of the moves that led to it."""
    condition = Q(pk__in=[])
    for status, borne in STAMPS_BORNE.items():
        nulls = {
            f"{stamp}_{suffix}__isnull": position >= borne
            for position, stamp in enumerate(STAMPS)
            for suffix in ("by", "at")
        }
        condition = (
            Q(status=status, **nulls) if status == FormStatus.DRAFT else condition | Q(status=status, **nulls)
        )
    return condition


class Subject(models.Model):
    """What goes a way of transitions; a subclass has a `status`, changed only through `workflow.gate.perform`."""

    version = models.PositiveIntegerField("Phiên bản", default=1, editable=False)

    class Meta:
        abstract = True

    @property
    def home(self):
        """The unit or agency for which a person must hold the right."""
        raise NotImplementedError(f"{type(self).__name__} must say whose it is.")

    def get_move_url(self, key: str) -> str:
        """The address of the page that carries out a move."""
        raise NotImplementedError(f"{type(self).__name__} must say where its moves are made.")

    @property
    def begun_on(self) -> date | None:
        """The day on its first paper, before which no step of it can be dated; None when there is no such paper."""
        return None

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Its parts with their names, in their order: what a remark can be pinned to."""
        return []

    def content(self) -> dict:
        """Its words, part by part: {part: [[label, text], …] or [[cell, …], …]}, for snapshots."""
        return {}

    def figures(self) -> dict:
        """The few figures that a report of an earlier day needs, as JSON."""
        return {}


class Form(Subject):
    """A form that goes from its unit to the office; a subclass has `department` (whose form it is) and `content()`.

    `owner` is the person of the unit in charge of it: its author, until somebody hands it over.
    """

    status = models.CharField(
        "Trạng thái", max_length=10, choices=FormStatus, default=FormStatus.DRAFT, editable=False
    )
    owner = person("Người phụ trách", related_name="owned_%(class)ss")
    created_by = person("Người lập")
    created_at = models.DateTimeField("Lập lúc", default=timezone.now, editable=False)
    edited_by = person("Người sửa cuối")
    edited_at = models.DateTimeField("Sửa lúc", default=timezone.now, editable=False)
    submitted_by = person("Người nộp")
    submitted_at = models.DateTimeField("Nộp lúc", null=True, blank=True, editable=False)
    agreed_by = person("Người đồng ý")
    agreed_at = models.DateTimeField("Đồng ý lúc", null=True, blank=True, editable=False)
    taken_by = person("Người tiếp nhận")
    taken_at = models.DateTimeField("Tiếp nhận lúc", null=True, blank=True, editable=False)
    accepted_by = person("Người chấp nhận")
    accepted_at = models.DateTimeField("Chấp nhận lúc", null=True, blank=True, editable=False)

    class Meta(Subject.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=status_bound_to_stamps(), name="%(class)s_status_bound_to_stamps"
            ),
        ]

    @property
    def is_editable(self) -> bool:
        """Whether its authors may change it now (nothing is being checked or accepted)."""
        return self.status in EDITABLE

    @property
    def status_tone(self) -> str:
        return TONES[FormStatus(self.status)]

    @property
    def home(self):
        return self.department

    @property
    def cell_names(self) -> dict[str, list[tuple[str, ...]]]:
        """{part: what the cells of its rows are called, once for each width of row}; see tthc.workflow.changes."""
        return {}

    def get_changes_url(self) -> str:
        """The page that lays two texts of the form side by side."""
        raise NotImplementedError(f"{type(self).__name__} must say where its texts are compared.")

    def get_version_url(self, move_pk: int) -> str:
        """The page of the form as it was at a row of the log."""
        raise NotImplementedError(f"{type(self).__name__} must say where its earlier texts are shown.")
