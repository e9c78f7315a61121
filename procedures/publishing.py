"""Recording where and when announced procedures were made public."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from departments.models import User
from departments.roles import Capability
from procedures.enums import PublicationChannel
from procedures.models import AnnouncementRow, Procedure, Publication
from tthc.core.display import day as shown
from tthc.core.paper_days import faults_of_day
from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.core.text import clean


@dataclass(frozen=True)
class Posting:
    """What is to stand for a procedure in one channel; without day and address, nothing.

    `seen` is the `mark` of what the page showed, when a page was there: what was not touched is not written.
    """

    procedure: Procedure
    channel: PublicationChannel
    published_on: date | None
    address: str
    seen: str | None = None

    @property
    def is_blank(self) -> bool:
        return self.published_on is None and not self.address

    @property
    def mark(self) -> str:
        return mark(self.published_on, self.address)

    @property
    def name(self) -> str:
        return f"“{self.procedure}”, {self.channel.label}"


def mark(published_on: date | None, address: str) -> str:
    """Day and address in one text, to tell whether two pages saw the same."""
    return f"{published_on or ''} {clean(address)}".strip()


def faults_of_posting(posting: Posting, announced_on: date | None) -> list[str]:
    """What is wrong with a posting, in sentences; `announced_on` is the day of the procedure's first announcement."""
    if posting.is_blank:
        return []
    if announced_on is None:
        return ["Thủ tục chưa được công bố. Ghi quyết định công bố trước, rồi ghi công khai."]
    if posting.published_on is None:
        return ["Có địa chỉ nhưng chưa ghi ngày công khai."]
    faults = faults_of_day(
        "Ngày công khai",
        posting.published_on,
        not_before=[("ngày ban hành quyết định công bố", announced_on)],
    )
    if not posting.address:
        faults.append("Có ngày nhưng chưa ghi địa chỉ (đường dẫn, hoặc nơi niêm yết).")
    return faults


def first_announced_on(procedures: Iterable[Procedure]) -> dict[int, date]:
    """{procedure: the day of its first issued announcement}; those never announced are left out."""
    rows = AnnouncementRow.objects.issued().filter(procedure__in=[procedure.pk for procedure in procedures])
    return dict(rows.order_by().values_list("procedure").annotate(first=Min("announcement__issued_on")))


@transaction.atomic
def record_publications(postings: Sequence[Posting], *, by: User, at: datetime | None = None) -> int:
    """Writes what was touched, all or nothing; answers with the number of channels written or taken away.

    Refuses: no right (Forbidden); somebody else recorded something else meanwhile (Conflict); days that cannot be,
    half-filled rows (Refusal, every sentence at once).
    """
    procedures = {posting.procedure.pk: posting.procedure for posting in postings}
    for procedure in procedures.values():
        if not by.may(Capability.ANNOUNCE, procedure.department.agency):
            raise Forbidden("Bạn không có quyền ghi công khai cho cơ quan này.")
    # Locked, so that of two who fill the same cell the second is told.
    list(Procedure.objects.select_for_update().filter(pk__in=procedures))
    kept = {
        (row.procedure_id, row.channel): row
        for row in Publication.objects.filter(procedure__in=procedures).select_related("by")
    }
    changes = [posting for posting in postings if _is_change(posting, kept.get(_key(posting)))]
    overwritten = [posting for posting in changes if _stands_otherwise(posting, kept.get(_key(posting)))]
    if overwritten:
        raise Conflict(*(_who_was_quicker(posting, kept.get(_key(posting))) for posting in overwritten))
    announced = first_announced_on(procedures.values())
    faults = [
        f"{posting.name}: {fault}"
        for posting in changes
        for fault in faults_of_posting(posting, announced.get(posting.procedure.pk))
    ]
    if faults:
        raise Refusal(*faults)
    for posting in changes:
        _write(posting, by=by, at=at or timezone.now())
    return len(changes)


def _key(posting: Posting) -> tuple[int, str]:
    return posting.procedure.pk, posting.channel


def _mark_of(row: Publication | None) -> str:
    return mark(row.published_on, row.address) if row else ""


def _is_change(posting: Posting, row: Publication | None) -> bool:
    return posting.mark not in (posting.seen, _mark_of(row))


def _stands_otherwise(posting: Posting, row: Publication | None) -> bool:
    return posting.seen is not None and posting.seen != _mark_of(row)


def _who_was_quicker(posting: Posting, row: Publication | None) -> str:
    done = f"{row.by} đã ghi {shown(row.published_on)}, {row.address}" if row else "có người đã xóa"
    return f"{posting.name}: trong lúc bạn nhập, {done}. Xem lại ô này; lưu lần nữa thì ghi theo bạn."


def _write(posting: Posting, *, by: User, at: datetime) -> None:
    key = {"procedure": posting.procedure, "channel": posting.channel}
    if posting.is_blank:
        Publication.objects.filter(**key).delete()
        return
    words = {"published_on": posting.published_on, "address": clean(posting.address), "by": by, "at": at}
    Publication.objects.update_or_create(**key, defaults=words)
