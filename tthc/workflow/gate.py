"""The one gate: every change of status goes through `perform`, every edit through `claim_edit`."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from departments.models import User
from departments.roles import Capability
from tthc.core.display import moment
from tthc.core.paper_days import faults_of_day
from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.core.text import clean
from tthc.workflow.enums import EDITABLE, FormStatus
from tthc.workflow.models import Form, Move, Remark, RemarkSource
from tthc.workflow.notices import mark_read, tell_of_move
from tthc.workflow.sittings import note_sittings
from tthc.workflow.transitions import Transition, way_of


@dataclass(frozen=True)
class Offer:
    """A move that a person has the right to, and what is still in the way of it."""

    transition: Transition
    obstacles: list[str]


@dataclass(frozen=True)
class PinnedText:
    """A remark about to be raised: on which part, in which words, whose."""

    part: str
    text: str
    source: str = RemarkSource.OFFICE


def has_right(subject, transition: Transition, user: User) -> bool:
    """Whether a person's role covers a move for the subject's unit or agency, obstacles aside."""
    rights = [transition.capability] + ([transition.stand_in] if transition.stand_in else [])
    return any(user.may(right, subject.home) for right in rights)


def offers(subject, user: User) -> list[Offer]:
    """The moves to show a person now: those of their right that leave the present status, each with its obstacles.

    A move by a stand-in right is left out while it is not the stand-in's turn.
    """
    found = []
    for transition in way_of(subject).leaving(subject.status):
        if has_right(subject, transition, user):
            obstacles = transition.obstacles(subject, user)
            if not obstacles or user.may(transition.capability, subject.home):
                found.append(Offer(transition, obstacles))
    return found


def conflict_sentence(subject) -> str:
    """Tells the loser of a race what happened meanwhile."""
    fresh = type(subject)._default_manager.filter(pk=subject.pk).first()
    if fresh is None:
        return "Trong lúc bạn xem, bản này đã bị xóa, nên không ghi được gì nữa."
    label = way_of(subject).statuses[fresh.status][0]
    last = Move.objects.of(subject).select_related("by").last()
    who = f" (lần chuyển gần nhất: {last.by}, {moment(last.at)})" if last else ""
    return (
        f"Trong lúc bạn xem, bản này đã được người khác sửa hoặc chuyển; nay đang ở “{label}”{who}. "
        "Tải lại trang để xem bản mới rồi làm tiếp."
    )


def check_turn(subject, key: str, *, by: User, seen_version: int | None = None) -> Transition:
    """The transition, when this person may make it and the subject still stands where they saw it.

    Ask first when a service has questions of its own: who was too late hears that, not what was wrong with their paper.
    Refuses: no right (Forbidden), somebody was quicker (Conflict).
    """
    transition = way_of(subject).transition(key)
    if not has_right(subject, transition, by):
        raise Forbidden(f"Bạn không có quyền “{transition.name}” với bản này.")
    seen = subject.version if seen_version is None else seen_version
    if subject.status not in transition.sources or subject.version != seen:
        raise Conflict(conflict_sentence(subject))
    return transition


@transaction.atomic
def perform(
    subject,
    key: str,
    *,
    by: User,
    seen_version: int | None = None,
    remark: str = "",
    remarks: Iterable[PinnedText] = (),
    values: dict[str, Any] | None = None,
    act: uuid.UUID | None = None,
    at: datetime | None = None,
    dated_on: date | None = None,
) -> Move:
    """Moves a subject along its way and writes the log; the subject is refreshed.

    `dated_on` is the day of the paper or meeting, of a transition that asks for it (today unless given); `values` are further columns written together with the status (a business date typed in from the paper).
    Refuses: no right (Forbidden), somebody was quicker (Conflict), obstacles or a missing remark (Refusal).
    """
    transition = check_turn(subject, key, by=by, seen_version=seen_version)
    remark, pinned = clean(remark), [pin for pin in remarks if clean(pin.text)]
    _refuse_obstacles(subject, transition, by=by, has_words=bool(remark or pinned))
    at = at or timezone.now()
    dated_on = (dated_on or timezone.localdate(at)) if transition.asks_day else None
    if dated_on:
        _check_day(subject, dated_on)

    from_status, seen = subject.status, subject.version
    columns = {"status": transition.target} | (values or {}) | _stamps(transition, by=by, at=at)
    _take_version(subject, seen, [from_status], **columns)
    subject.refresh_from_db()
    move = Move.objects.create(
        subject=subject,
        transition=key,
        from_status=from_status,
        to_status=transition.target,
        by=by,
        on_behalf_of=by.stands_in_for(transition.capability, subject.home),
        at=at,
        dated_on=dated_on,
        remark=remark,
        version=seen,
        act=act or uuid.uuid4(),
        figures=subject.figures(),
        snapshot=subject.content() if transition.keeps_snapshot else None,
    )
    waiting = _pin_and_take_along(subject, move, transition, pinned) if transition.pins_remarks else 0
    mark_read(by, url=subject.get_absolute_url(), at=at)
    tell_of_move(
        subject, move, way_of(subject).name, transition.done, transition.tells(subject, move), waiting
    )
    return move


def _refuse_obstacles(subject, transition: Transition, *, by: User, has_words: bool) -> None:
    """Refuses a move that must not be made without words, and one with anything in its way."""
    asked = transition.remark_asked(subject)
    if asked and not has_words:
        raise Refusal(asked)
    if obstacles := transition.obstacles(subject, by):
        raise Refusal(*obstacles)


def _stamps(transition: Transition, *, by: User, at: datetime) -> dict[str, Any]:
    """The columns of who and when that a move writes and clears."""
    cleared = {f"{stamp}_{column}": None for stamp in transition.clears for column in ("by", "at")}
    written = {f"{stamp}_by": by for stamp in transition.stamps}
    return cleared | written | {f"{stamp}_at": at for stamp in transition.stamps}


def _take_version(subject, seen: int, statuses: Collection[str], **columns: Any) -> None:
    """Writes columns as the next version of a subject that still stands as it was seen; Conflict when it does not.

    SQLite knows no row locks: whoever finds status and version unchanged wins, everybody else has lost.
    """
    unchanged = type(subject)._default_manager.filter(pk=subject.pk, version=seen, status__in=statuses)
    if not unchanged.update(version=F("version") + 1, **columns):
        raise Conflict(conflict_sentence(subject))


def _check_day(subject, day: date) -> None:
    """A step is dated neither in the future nor before the step that it follows."""
    before = Move.objects.of(subject).filter(dated_on__isnull=False).aggregate(last=Max("dated_on"))["last"]
    if faults := faults_of_day("Ngày", day, not_before=[("bước trước, ngày", before or subject.begun_on)]):
        raise Refusal(*faults)


def pin_remarks(
    subject, remarks: Iterable[PinnedText], *, by: User, at: datetime, move: Move | None = None
) -> None:
    """Raises remarks on parts of a form."""
    for pin in remarks:
        Remark.objects.create(
            subject=subject, move=move, part=pin.part, text=clean(pin.text), source=pin.source, by=by, at=at
        )


def _pin_and_take_along(subject, move: Move, transition: Transition, pinned: list[PinnedText]) -> int:
    """Pins what is said with a return, the words on the whole too where nothing else is, and lets all remarks that wait
    for the authors go with it; how many they are beside the words that its notice quotes.
    """
    said_already = bool(move.remark and not pinned)
    if said_already:
        pinned = [PinnedText("", move.remark, transition.remark_source)]
    pin_remarks(subject, pinned, by=move.by, at=move.at, move=move)
    waiting = Remark.objects.of(subject).waiting()
    waiting.filter(move__isnull=True).update(move=move)
    return waiting.count() - said_already


def may_edit(form, user: User) -> bool:
    """Whether a person may change a form's words now."""
    return form.is_editable and user.may(Capability.DRAFT, form.department)


def claim_edit(
    form,
    *,
    by: User,
    seen_version: int | None = None,
    at: datetime | None = None,
    sections: Collection[str] = (),
) -> None:
    """Takes the next version of a form for an edit; call it first, inside the transaction that writes the words.

    `sections` are the parts of its page that are written, for who asks later whose words they are.

    Refuses: not theirs (Forbidden), frozen or changed since it was read (Conflict).
    """
    if not by.may(Capability.DRAFT, form.department):
        raise Forbidden("Bạn không có quyền sửa biểu mẫu của đơn vị này.")
    seen = form.version if seen_version is None else seen_version
    at = at or timezone.now()
    _take_version(form, seen, EDITABLE, edited_by=by, edited_at=at)
    form.version, form.edited_by, form.edited_at = seen + 1, by, at
    note_sittings(type(form), {form.pk: sections}, by=by, at=at)


def claim_edits(
    model: type[Form],
    seen: Mapping[int, int],
    *,
    by: User | None,
    at: datetime | None = None,
    sections: Mapping[int, Collection[str]] | None = None,
) -> None:
    """`claim_edit` for many forms at once, {key: version that was seen}, in a constant number of queries.

    `by` is None only for the command line. Refuses when one of them is not theirs (Forbidden), frozen or changed since
    (Conflict, naming the first ones); then none is claimed.
    """
    at = at or timezone.now()
    claimed = model._default_manager.filter(pk__in=seen).order_by("pk")
    lost, count = [], 0
    # One after the other: ten thousand forms at once would take much memory.
    for form in (
        claimed.select_for_update(of=["self"]).select_related("department").iterator(chunk_size=2_000)
    ):
        count += 1
        if by and not by.may(Capability.DRAFT, form.department):
            raise Forbidden("Bạn không có quyền sửa biểu mẫu của đơn vị này.")
        if form.version != seen[form.pk] or not form.is_editable:
            lost.append(form)
    if lost or count < len(seen):
        names = f": {'; '.join(map(str, lost[:3]))}" if lost else ""
        raise Conflict(
            f"Trong lúc bạn xem, có biểu mẫu đã được người khác sửa, chuyển hoặc xóa{names}. "
            "Xem lại bản mới rồi làm tiếp."
        )
    claimed.update(version=F("version") + 1, edited_by=by, edited_at=at)
    if by:
        note_sittings(model, {pk: (sections or {}).get(pk, ()) for pk in seen}, by=by, at=at)


def claim_draft(subject, capability: Capability, *, by: User, seen_version: int | None = None) -> None:
    """Takes the next version of what its office is still putting together; call it first, inside the transaction.

    Refuses: not theirs (Forbidden), no longer a draft or changed since it was read (Conflict).
    """
    if not by.may(capability, subject.home):
        raise Forbidden("Bạn không có quyền sửa bản này.")
    seen = subject.version if seen_version is None else seen_version
    _take_version(subject, seen, [FormStatus.DRAFT])
    subject.version = seen + 1


def mark_mended(remark: Remark, *, by: User, note: str = "", at: datetime | None = None) -> None:
    """The author says that a remark has been dealt with.

    Refuses: not theirs (Forbidden), closed, or marked by somebody else meanwhile, whose note stays (Conflict).
    """
    if not by.may(Capability.DRAFT, remark.subject.home):
        raise Forbidden("Chỉ người soạn biểu mẫu của đơn vị đánh dấu “đã sửa” được.")
    if Remark.objects.filter(pk=remark.pk, mended_at__isnull=False).exclude(mended_by=by).exists():
        raise Conflict("Người khác trong đơn vị vừa ghi “đã sửa” cho ý kiến này. Tải lại trang để xem.")
    _stamp_open(remark, mended_by=by, mended_at=at or timezone.now(), mended_note=clean(note))


def close_remark(remark: Remark, *, by: User, at: datetime | None = None) -> None:
    """Closes a remark: by who raised it, or by somebody who holds the same right of checking."""
    if remark.by_id != by.pk and not by.may(Capability.CHECK, remark.subject.home):
        raise Forbidden("Ý kiến do người nêu hoặc Văn phòng Sở đóng.")
    _stamp_open(remark, closed_by=by, closed_at=at or timezone.now())


def _stamp_open(remark: Remark, **stamps: Any) -> None:
    """Writes stamps onto a remark that is still open in the database; of two at once the second is told so."""
    if not Remark.objects.filter(pk=remark.pk, closed_at__isnull=True).update(**stamps):
        raise Conflict("Ý kiến này đã được đóng.")
    for name, value in stamps.items():
        setattr(remark, name, value)
