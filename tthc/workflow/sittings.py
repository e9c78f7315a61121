"""Who edited which section of a form when, kept one row a sitting."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.utils.dateparse import parse_datetime

from departments.models import User
from tthc.workflow.models import PAUSE, Form, Sitting


@dataclass(frozen=True)
class Edit:
    """Who wrote something last, and when."""

    by: User | None
    at: datetime


def note_sittings(
    model: type[Form], sections: Mapping[int, Collection[str]], *, by: User, at: datetime
) -> None:
    """Counts a save of some forms, {key: sections that were written}, to the sitting of each that goes on, or begins
    another; two or three queries, however many forms.
    """
    content_type = ContentType.objects.get_for_model(model)
    last = {
        sitting.object_id: sitting
        for sitting in Sitting.objects.filter(content_type=content_type, object_id__in=sections)
    }
    going_on, new = [], []
    for pk, names in sections.items():
        written = {name: at.isoformat() for name in names}
        sitting = last.get(pk)
        if sitting and sitting.by_id == by.pk and sitting.ended_at <= at <= sitting.ended_at + PAUSE:
            sitting.ended_at, sitting.saves = at, sitting.saves + 1
            sitting.sections |= written
            going_on.append(sitting)
        else:
            new.append(
                Sitting(
                    content_type=content_type,
                    object_id=pk,
                    by=by,
                    started_at=at,
                    ended_at=at,
                    sections=written,
                )
            )
    Sitting.objects.bulk_update(going_on, ["ended_at", "saves", "sections"], batch_size=500)
    Sitting.objects.bulk_create(new)


def last_edits(form: Form) -> dict[str, Edit]:
    """{section: its last edit}, in one query."""
    edits: dict[str, Edit] = {}
    for sitting in Sitting.objects.of(form).select_related("by"):
        edits |= {
            section: Edit(sitting.by, parse_datetime(moment)) for section, moment in sitting.sections.items()
        }
    return edits
