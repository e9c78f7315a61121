"""The acts of an import: open a file, say what its columns are, mend, commit once, take back as a whole."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from departments.models import Agency, Department, User
from exchange.checking import keep_plan, kind_of, plan_of, room_of, sheets_of
from exchange.holding import CHANGED_MEANWHILE, MENDED, UNFINISHED, hold, is_unfinished, move, still_open
from exchange.kind import Kind
from exchange.mending import Mends
from exchange.models import ColumnMemory, ImportRow, ImportSession, SessionState
from exchange.opening import described, guessed_uses, open_tables, remembered
from exchange.plan import OnExisting, Plan, Written
from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.core.text import clean

COMMIT_STEPS = 4
USED_MEANWHILE = (
    "Không hoàn tác được, chưa có gì bị đổi: vừa có người dùng một mục đã nhập ở nơi khác. "
    "Tải lại trang rồi làm lại để biết là mục nào."
)
KEPT_DAYS = 90


def open_session(raw: bytes, **upload: Any) -> ImportSession:
    """Keeps an upload with what was found in it; nothing is read in yet. See `upload_of` for what it is given.

    Refuses: no right (Forbidden), a file that cannot be opened or has no table (Refusal).
    """
    session = upload_of(raw, **upload)
    find_tables(session)
    session.save()
    return session


def upload_of(
    raw: bytes,
    *,
    file_name: str,
    kind: Kind,
    agency: Agency,
    department: Department | None,
    by: User,
    at: datetime | None = None,
) -> ImportSession:
    """An upload that was not opened yet and is not stored. Refuses: no right (Forbidden)."""
    if not kind.may_import(by, department):
        raise Forbidden(
            f"Bạn không được giao nhập {kind.title.lower()}{f' cho {department}' if department else ''}."
        )
    return ImportSession(
        owner=by,
        agency=agency,
        department=department,
        kind=kind.key,
        file_name=clean(file_name)[:255],
        content=raw,
        created_at=at or timezone.now(),
    )


def find_tables(session: ImportSession) -> None:
    """Opens the file and notes its tables, with what each is most likely used as; stores nothing.

    Refuses a file that cannot be opened or has no table (Refusal).
    """
    sheets = sheets_of(session)
    tables = open_tables(bytes(session.content), session.file_name, sheets)
    session.found = [described(table) for table in tables]
    session.uses = guessed_uses(session.found, sheets, _memory_of(session))


@transaction.atomic
def choose_tables(session: ImportSession, sheets: Mapping[int, str]) -> None:
    """Says what each table is used as: {place of the table: key of a sheet, "" for not at all}."""
    hold(session)
    memory = _memory_of(session)
    kind_sheets = sheets_of(session)
    kept = {(use["table"], use["sheet"]): use for use in session.uses}
    uses = []
    for at, table in enumerate(session.found):
        chosen = [sheet for sheet in kind_sheets if sheet.key == sheets.get(at)]
        for use in guessed_uses([table], chosen, memory) if chosen else []:
            uses.append(kept.get((at, use["sheet"]), use | {"table": at}))
    if not uses:
        raise Refusal("Chưa chọn bảng nào. Hãy chọn ít nhất một bảng để nhập.")
    session.uses, session.state = uses, SessionState.OPENED
    session.save(update_fields=["uses", "state"])
    session.kept.all().delete()


@transaction.atomic
def map_columns(session: ImportSession, uses: Sequence[dict[str, Any]], *, on_existing: OnExisting) -> None:
    """Takes over what each column is, and remembers it for the unit's next file of that kind."""
    hold(session)
    session.uses, session.on_existing = list(uses), on_existing
    session.save(update_fields=["uses", "on_existing"])
    session.kept.all().delete()
    home = {"agency": session.agency, "department": session.department, "kind": session.kind}
    for use in uses:
        keys = {place: key for key, place in use["mapping"].items()}
        headings = session.found[use["table"]]["headings"]
        # A heading that stands twice in the file tells nothing; a blank one neither.
        names = [remembered(heading) for heading in headings]
        chosen = {
            name: keys.get(place, "")
            for place, name in enumerate(names)
            if name and names.count(name) == 1 and not keys.get(place, "").startswith("_")
        }
        ColumnMemory.objects.filter(**home, sheet=use["sheet"], heading__in=chosen).delete()
        ColumnMemory.objects.bulk_create(
            ColumnMemory(**home, sheet=use["sheet"], heading=name, key=key) for name, key in chosen.items()
        )


@transaction.atomic
def mend(session: ImportSession, mends: Mends, *, on_existing: str = "") -> None:
    """Takes over cells mended on the page, doubts agreed to, decisions, rows left out; the next check reads them."""
    hold(session)
    if on_existing in OnExisting:
        session.on_existing = on_existing
    mend_held(session, mends)


def mend_held(session: ImportSession, mends: Mends) -> None:
    """The same for who holds the import already."""
    mends.spread_over(session.rows.filter(is_ready=False))
    mends.apply_to(session)
    session.save(update_fields=["edits", "agreed", "left_out", "decisions", "on_existing"])


def check(session: ImportSession) -> None:
    """Reads the file with all that was mended, plans, and keeps the plan row by row for the pages."""
    still_open(session)
    keep_plan(session, plan_of(session))


def commit(
    session: ImportSession,
    *,
    seen: str,
    skip_faulty: bool = False,
    at: datetime | None = None,
    step: Callable[[int, str], None] = lambda done, words: None,
    interruptible: Callable[[], AbstractContextManager] = nullcontext,
) -> Written:
    """Does what the preview showed, once, all of it or nothing; `step` is told before each of its COMMIT_STEPS.

    `interruptible` may end what it goes round by any exception: that is undone.

    Refuses: done already, or another outcome than the one seen, or somebody quicker (Conflict, with the new outcome
    kept for the page); faults, open questions or conflicts (Refusal).
    """
    still_open(session)
    at = at or timezone.now()
    step(0, "Đang đọc lại tệp, kiểm tra từng ô")
    with interruptible():
        plan = plan_of(session)
    if plan.mark != session.mark or plan.mark != seen:
        keep_plan(session, plan)
        raise Conflict(CHANGED_MEANWHILE)
    step(2, "Đang ghi; chỉ khi xong hết mới có hiệu lực")
    try:
        # In this order: what is stored for good is not left any more.
        with transaction.atomic(), interruptible():
            return _write(session, plan, skip_faulty=skip_faulty, at=at, step=step)
    except Conflict:
        if is_unfinished(session):
            session.refresh_from_db(fields=MENDED)
            keep_plan(session, plan_of(session))
        raise


def _write(
    session: ImportSession,
    plan: Plan,
    *,
    skip_faulty: bool,
    at: datetime,
    step: Callable[[int, str], None],
) -> Written:
    move(session, (SessionState.CHECKED,), SessionState.DONE, mark=plan.mark, committed_at=at)
    written = kind_of(session).write(plan, room_of(session), at=at, skip_faulty=skip_faulty)
    step(3, "Đang lưu những gì cần để hoàn tác được")
    session.state, session.committed_at = SessionState.DONE, at
    session.record, session.addresses = written.record, written.addresses
    session.counts |= {
        "created": written.created,
        "updated": written.updated,
        "removed": written.removed,
        "skipped": written.skipped,
    }
    session.rows.filter(is_ready=True).delete()
    session.kept.all().delete()
    if not session.counts["not_ready"]:
        session.content = b""
    session.save(update_fields=["counts", "record", "addresses", "content"])
    return written


def undo(
    session: ImportSession,
    *,
    at: datetime | None = None,
    interruptible: Callable[[], AbstractContextManager] = nullcontext,
) -> Written:
    """Takes the whole import back. Refuses when something it wrote was changed since (Conflict, naming it).

    `interruptible` as for `commit`.
    """
    at = at or timezone.now()
    try:
        with transaction.atomic(), interruptible():
            move(session, (SessionState.DONE,), SessionState.UNDONE, undone_at=at)
            written = kind_of(session).undo(session.record, room_of(session), at=at)
    except IntegrityError:  # used elsewhere in this very moment: the database is the first to know
        raise Conflict(USED_MEANWHILE) from None
    session.refresh_from_db(fields=["state", "undone_at"])
    return written


@transaction.atomic
def drop(session: ImportSession) -> None:
    """Forgets an import that is not to be finished."""
    hold(session)
    session.delete()


@transaction.atomic
def prune(*, at: datetime | None = None) -> int:
    """Forgets imports left unfinished for KEPT_DAYS, and the files of finished ones; how many of the former."""
    old = ImportSession.objects.filter(created_at__lt=(at or timezone.now()) - timedelta(days=KEPT_DAYS))
    done = old.filter(state__in=(SessionState.DONE, SessionState.UNDONE)).exclude(content=b"")
    ImportRow.objects.filter(session__in=done).delete()
    done.update(content=b"")
    waiting = old.filter(state__in=UNFINISHED)
    return waiting.delete()[1].get(ImportSession._meta.label, 0)


def _memory_of(session: ImportSession) -> dict[tuple[str, str], str]:
    return ColumnMemory.objects.of(agency=session.agency, department=session.department, kind=session.kind)
