"""Who edited which section of a form when, kept one row a sitting."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.utils.dateparse import parse_datetime

from departments.models import User
from tthc.workflow.models import PAUSE, Form, Sitting


@dataclass(frozen=True)
class Edit:
    """Who wrote something last, and when."""

    by: User | None
    at: datetime


def note_sitting(form: Form, *, by: User, at: datetime, sections: Collection[str] = ()) -> None:
    """Counts a save of some sections to the sitting that goes on, or begins another."""
    written = {section: at.isoformat() for section in sections}
    last = Sitting.objects.of(form).last()
    if last and last.by_id == by.pk and last.ended_at <= at <= last.ended_at + PAUSE:
        Sitting.objects.filter(pk=last.pk).update(
            ended_at=at, saves=F("saves") + 1, sections=last.sections | written
        )
    else:
        Sitting.objects.create(subject=form, by=by, started_at=at, ended_at=at, sections=written)


def last_edits(form: Form) -> dict[str, Edit]:
    """{section: its last edit}, in one query."""
    edits: dict[str, Edit] = {}
    for sitting in Sitting.objects.of(form).select_related("by"):
        edits |= {
            section: Edit(sitting.by, parse_datetime(moment)) for section, moment in sitting.sections.items()
        }
    return edits
