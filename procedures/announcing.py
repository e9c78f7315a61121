"""Putting a Quyết định công bố together and recording that it was issued."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Prefetch
from django.utils import timezone

from departments.models import Agency, User
from departments.roles import Capability
from procedures.enums import ChangeKind
from procedures.models import Announcement, AnnouncementRow, Procedure, Publication
from tthc.core.display import day as shown
from tthc.core.paper_days import faults_of_day
from tthc.core.refusal import Forbidden, Refusal
from tthc.core.text import clean
from tthc.workflow.gate import check_turn, claim_draft, perform
from tthc.workflow.models import Move

NOTHING_PICKED = "Chưa chọn thủ tục nào. Tích ít nhất một thủ tục rồi làm lại."


@dataclass(frozen=True)
class Entry:
    """A procedure to stand in a decision, with what the decision does with it."""

    procedure: Procedure
    change: ChangeKind


def usual_change(procedure: Procedure) -> ChangeKind:
    """What a decision most likely does with a procedure of `ready_for_announcement`."""
    if procedure.last_frozen_at is None:
        return ChangeKind.NEW
    return ChangeKind.AMENDED if procedure.is_changed else ChangeKind.REPEALED


@transaction.atomic
def gather_announcement(
    agency: Agency, *, title: str, entries: Sequence[Entry], by: User, at: datetime | None = None
) -> Announcement:
    """Starts a decision with the procedures given, in their order; rows are numbered within each section.

    Refuses: no right (Forbidden); nothing picked, a procedure that cannot stand in a decision now (Refusal).
    """
    if not by.may(Capability.ANNOUNCE, agency):
        raise Forbidden("Bạn không có quyền lập quyết định công bố của cơ quan này.")
    _refuse_unfit(agency, entries)
    announcement = Announcement.objects.create(
        agency=agency, title=clean(title), created_by=by, created_at=at or timezone.now()
    )
    _write_rows(announcement, entries)
    return announcement


@transaction.atomic
def add_to_announcement(
    announcement: Announcement, *, entries: Sequence[Entry], by: User, seen_version: int | None = None
) -> None:
    """Adds procedures at the end of their sections. Refuses as `gather_announcement`, and a changed or issued decision."""
    claim_draft(announcement, Capability.ANNOUNCE, by=by, seen_version=seen_version)
    _refuse_unfit(announcement.agency, entries)
    _write_rows(announcement, [*_entries_of(announcement), *entries])


@transaction.atomic
def arrange_announcement(
    announcement: Announcement,
    *,
    title: str,
    entries: Sequence[Entry],
    by: User,
    seen_version: int | None = None,
) -> None:
    """Writes the title and the rows that remain, in the order given; numbers start from 1 in each section."""
    claim_draft(announcement, Capability.ANNOUNCE, by=by, seen_version=seen_version)
    announcement.title = clean(title)
    announcement.save(update_fields=["title"])
    _write_rows(announcement, entries)


@transaction.atomic
def drop_announcement(announcement: Announcement, *, by: User, seen_version: int | None = None) -> None:
    """Gives a draft up; its procedures can be gathered anew."""
    claim_draft(announcement, Capability.ANNOUNCE, by=by, seen_version=seen_version)
    announcement.delete()


@transaction.atomic
def issue_announcement(
    announcement: Announcement,
    *,
    number: str,
    issued_on: date,
    effective_on: date | None,
    by: User,
    seen_version: int | None = None,
    at: datetime | None = None,
) -> Move:
    """Records that the decision was issued: its rows are frozen, a repealed procedure is out of force from its day.

    Refuses: no right (Forbidden); changed meanwhile (Conflict); a number already recorded, days that cannot be, a row
    whose kind of change does not fit what was announced before (Refusal, every sentence at once).
    """
    check_turn(announcement, "issue", by=by, seen_version=seen_version)
    number = clean(number)
    rows = list(announcement.rows.select_related("procedure"))
    faults = [
        *faults_of_issue(announcement, number=number, issued_on=issued_on, effective_on=effective_on),
        *faults_of_rows(rows, issued_on),
    ]
    if faults:
        raise Refusal(*faults)
    freeze_rows(announcement, at=at or timezone.now())
    values = {"number": number, "issued_on": issued_on, "effective_on": effective_on}
    try:
        move = perform(announcement, "issue", by=by, values=values, at=at)
    except IntegrityError:
        raise Refusal(f"Số {number} vừa được người khác ghi. Tải lại danh sách rồi kiểm tra số.") from None
    _repeal(announcement, rows)
    return move


@transaction.atomic
def correct_announcement(
    announcement: Announcement,
    *,
    number: str,
    issued_on: date,
    effective_on: date | None,
    reason: str,
    by: User,
    seen_version: int | None = None,
    at: datetime | None = None,
) -> Move:
    """Corrects what was typed in wrongly from the paper: number and days, never the rows; the log keeps what stood before.

    Refuses as `issue_announcement`, and without a reason, and a day after procedures were made public.
    """
    check_turn(announcement, "correct", by=by, seen_version=seen_version)
    number = clean(number)
    rows = list(announcement.rows.select_related("procedure"))
    faults = [
        *faults_of_issue(announcement, number=number, issued_on=issued_on, effective_on=effective_on),
        *faults_of_rows(rows, issued_on),
        *_faults_of_publications(rows, issued_on),
    ]
    if faults:
        raise Refusal(*faults)
    before = (
        f"trước đó: số {announcement.number}, ngày {shown(announcement.issued_on)}, "
        f"hiệu lực {shown(announcement.in_force_from)}"
    )
    values = {"number": number, "issued_on": issued_on, "effective_on": effective_on}
    remark = f"{clean(reason)} ({before})" if clean(reason) else ""
    move = perform(announcement, "correct", by=by, values=values, remark=remark, at=at)
    _repeal(announcement, rows)
    return move


def faults_of_issue(
    announcement: Announcement, *, number: str, issued_on: date, effective_on: date | None
) -> list[str]:
    """What is wrong with the number and the days of a decision."""
    faults = faults_of_day("Ngày ban hành", issued_on)
    if effective_on and effective_on < issued_on:
        faults.append(
            f"Ngày có hiệu lực {shown(effective_on)} không thể trước ngày ban hành {shown(issued_on)}. "
            "Xem lại hai ngày trên quyết định."
        )
    same = Announcement.objects.filter(
        agency=announcement.agency, number=number, issued_on__year=issued_on.year
    )
    for other in same.exclude(pk=announcement.pk):
        faults.append(
            f"Số {number} đã được ghi cho “{other.title}” ngày {shown(other.issued_on)}. Xem lại số quyết định."
        )
    return faults


def faults_of_rows(rows: Iterable[AnnouncementRow], issued_on: date) -> list[str]:
    """Rows whose kind of change does not fit what other decisions say of the procedure, each in a sentence."""
    rows = list(rows)
    issued = AnnouncementRow.objects.issued().filter(procedure__in=[row.procedure_id for row in rows])
    history: dict[int, list[Announcement]] = {}
    for other in issued.select_related("announcement").newest_first():
        history.setdefault(other.procedure_id, []).append(other.announcement)
    faults = []
    for row in rows:
        others = [other for other in history.get(row.procedure_id, []) if other.pk != row.announcement_id]
        before = [other for other in others if other.issued_on <= issued_on]
        after = [other for other in others if other.issued_on > issued_on]
        name = f"{row}. “{row.procedure}”"
        if row.procedure.repealed_on and not row.frozen_at:
            faults.append(f"{name} đã bãi bỏ từ ngày {shown(row.procedure.repealed_on)}; bỏ dòng này ra.")
        elif row.change == ChangeKind.NEW and before:
            faults.append(
                f"{name} đã có trong {before[0]} ngày {shown(before[0].issued_on)}, không thể là mới ban hành; "
                "chọn sửa đổi, thay thế hoặc bãi bỏ."
            )
        elif row.change == ChangeKind.REPEALED and after:
            faults.append(
                f"{name} còn được công bố sau đó, trong {after[0]} ngày {shown(after[0].issued_on)}; "
                "xem lại ngày ban hành hoặc bỏ dòng này ra."
            )
        elif row.change == ChangeKind.REPEALED and not before:
            faults.append(
                f"{name} chưa từng được công bố nên không có gì để bãi bỏ; "
                "ghi quyết định đã công bố thủ tục này trước, hoặc bỏ dòng này ra."
            )
    return faults


def freeze_rows(announcement: Announcement, *, at: datetime) -> None:
    """Lets every row take along the words of its procedure as they stand."""
    forms = Prefetch("procedure", Procedure.objects.with_parts())
    for row in announcement.rows.prefetch_related(forms):
        procedure = row.procedure
        row.announcement = announcement
        row.name, row.group, row.content = str(procedure), procedure.group, procedure.content()
        row.field, row.department = procedure.field, procedure.department
        row.folded, row.sort_key, row.frozen_at = procedure.folded, procedure.sort_key, at
        row.save()


def _repeal(announcement: Announcement, rows: Iterable[AnnouncementRow]) -> None:
    """The procedures that a decision repeals are out of force from its day."""
    repealed = [row.procedure_id for row in rows if row.change == ChangeKind.REPEALED]
    Procedure.objects.filter(pk__in=repealed).update(repealed_on=announcement.in_force_from)


def _faults_of_publications(rows: Iterable[AnnouncementRow], issued_on: date) -> list[str]:
    """Procedures that this decision brought in and that would have been public before it was issued."""
    new = [row.procedure_id for row in rows if row.change == ChangeKind.NEW]
    earlier = Publication.objects.filter(procedure__in=new, published_on__lt=issued_on)
    return [
        f"“{row.procedure}” đã ghi công khai ngày {shown(row.published_on)} ({row.get_channel_display()}), "
        f"trước ngày ban hành {shown(issued_on)}. Sửa ngày công khai trước, nếu ngày ban hành mới đúng."
        for row in earlier.select_related("procedure").order_by("procedure__sort_key", "channel")
    ]


def _refuse_unfit(agency: Agency, entries: Sequence[Entry]) -> None:
    if not entries:
        raise Refusal(NOTHING_PICKED)
    wanted = [entry.procedure.pk for entry in entries]
    # Locked, so that two people cannot take one procedure into two decisions.
    fresh = Procedure.objects.select_for_update(of=("self",)).filter(pk__in=wanted, department__agency=agency)
    found = {procedure.pk: procedure for procedure in fresh}
    taken = AnnouncementRow.objects.filter(procedure__in=wanted, announcement__status="DRAFT")
    drafts = {row.procedure_id: row.announcement for row in taken.select_related("announcement")}
    faults = []
    for entry in entries:
        procedure, name = found.get(entry.procedure.pk), f"“{entry.procedure}”"
        if procedure is None:
            faults.append(f"{name} không thuộc cơ quan này; bỏ tích thủ tục đó.")
        elif procedure.status != "ACCEPTED":
            faults.append(f"{name} không còn ở trạng thái Đạt yêu cầu; bỏ tích hoặc chờ chấp nhận lại.")
        elif procedure.repealed_on:
            faults.append(f"{name} đã bãi bỏ từ ngày {shown(procedure.repealed_on)}; bỏ tích thủ tục đó.")
        elif procedure.pk in drafts:
            faults.append(
                f"{name} đã nằm trong quyết định đang lập “{drafts[procedure.pk].title}”; bỏ tích thủ tục đó."
            )
    if faults:
        raise Refusal(*faults)


def _entries_of(announcement: Announcement) -> list[Entry]:
    return [
        Entry(row.procedure, ChangeKind(row.change)) for row in announcement.rows.select_related("procedure")
    ]


def _write_rows(announcement: Announcement, entries: Iterable[Entry]) -> None:
    """Writes all rows anew, numbered from 1 within each section."""
    numbers: dict[str, int] = {}
    rows = []
    for entry in entries:
        section = ChangeKind(entry.change).section
        numbers[section] = numbers.get(section, 0) + 1
        rows.append(
            AnnouncementRow(
                announcement=announcement,
                procedure=entry.procedure,
                change=entry.change,
                section=section,
                row_number=numbers[section],
            )
        )
    announcement.rows.all().delete()
    AnnouncementRow.objects.bulk_create(rows)
