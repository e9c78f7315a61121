"""Who has changed rows since an import wrote them, as far as anything stored says so, for the sentence that refuses an undo."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import NamedTuple

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from departments.models import User
from exchange.ledger import Ledger, Record
from exchange.models import ImportSession
from tthc.core.display import moment
from tthc.workflow.models import Move

NAMED = 5
IMPORTS_LOOKED_AT = 20


class Change(NamedTuple):
    at: datetime
    by: User | None
    how: str = ""

    def __str__(self) -> str:
        return ", ".join(filter(None, [str(self.by) if self.by else "", self.how, moment(self.at)]))


def told_changes(
    ledger: Ledger, moved: Collection[int], fresh: dict[int, Record], since: datetime | None
) -> str:
    """The rows that were changed or deleted since a moment, each with its last change: "Quy chế (Nguyễn A, 10:20 …)"."""
    there = [pk for pk in moved if pk in fresh][:NAMED]
    gone = sum(pk not in fresh for pk in moved)
    last: dict[int, Change] = {}
    if since:
        for pk, change in _changes(ledger, since, {pk: fresh[pk].instance for pk in there}):
            if change.at > since and (pk not in last or change.at >= last[pk].at):
                last[pk] = change
    told = [f"{fresh[pk].name} ({last[pk]})" if pk in last else fresh[pk].name for pk in there]
    if more := len(moved) - gone - len(there):
        told.append(f"{more} dòng khác")
    return "; ".join([*told, *([f"{gone} dòng đã bị xóa"] if gone else [])])


def _changes(ledger: Ledger, since: datetime, rows: dict[int, Model]) -> Iterator[tuple[int, Change]]:
    """What is stored of the last edits, moves, acts in the admin and other imports of some rows, in no order."""
    for pk, row in rows.items():
        for by, at in (("edited_by", "edited_at"), ("recorded_by", "recorded_at")):
            if getattr(row, at, None):
                yield pk, Change(getattr(row, at), getattr(row, by))
    its_type = ContentType.objects.get_for_model(ledger.model)
    moves = Move.objects.filter(content_type=its_type, object_id__in=rows, at__gt=since)
    for move in moves.select_related("by").defer("snapshot"):
        yield move.object_id, Change(move.at, move.by)
    acts = LogEntry.objects.filter(content_type=its_type, object_id__in=map(str, rows), action_time__gt=since)
    for act in acts.select_related("user"):
        yield int(act.object_id), Change(act.action_time, act.user)
    imports = ImportSession.objects.filter(
        agency=ledger.room.agency, kind=ledger.key, committed_at__gt=since
    ).select_related("owner")
    for one in imports.only("owner", "file_name", "record", "committed_at", "undone_at")[:IMPORTS_LOOKED_AT]:
        how = f"{'hoàn tác lần nhập' if one.undone_at else 'nhập'} tệp {one.file_name}"
        for pk, *_ in [*one.record.get("created", ()), *one.record.get("updated", ())]:
            if pk in rows:
                yield pk, Change(one.undone_at or one.committed_at, one.owner, how)
