"""Long files: opened, checked and written in the background, with progress; short ones at once."""

from io import BytesIO
from typing import Any

from django.db import transaction

from departments.models import User
from exchange.checking import keep_plan, plan_of, tables_of
from exchange.failures import failed_rows_name, write_failed_rows
from exchange.holding import DROPPED, hold, hold_done, still_open
from exchange.kept_rows import keep_rows
from exchange.mending import Mends
from exchange.models import ImportSession
from exchange.services import (
    COMMIT_STEPS,
    check,
    commit,
    find_tables,
    mend,
    mend_held,
    open_session,
    undo,
    upload_of,
)
from tthc.core.display import number
from tthc.core.refusal import Refusal
from tthc.jobs.models import Job
from tthc.jobs.progress import Progress
from tthc.jobs.services import Outcome, start

AT_ONCE_BYTES = 2**20
"""A file up to which the person waits for the page while its rows are not counted: some 15.000, opened within a second."""


def open_or_start(raw: bytes, **upload: Any) -> ImportSession | Job:
    """Opens a small file now; keeps a large one and asks the worker to open it. See `services.upload_of`."""
    if len(raw) <= AT_ONCE_BYTES:
        return open_session(raw, **upload)
    with transaction.atomic():
        session = upload_of(raw, **upload)
        session.save()
        return _start(session, open_in_background, f"Mở {session.file_name}", {})


def check_or_start(session: ImportSession, for_all: dict[str, Any] | None = None) -> Job | None:
    """Checks a short file now; asks the worker for a long one and gives its job.

    `for_all` is what the worker is to mend before, in all rows alike.
    """
    if not session.is_long:
        check(session)
        return None
    arguments = {"for_all": for_all} if for_all else {}
    return _start(session, check_in_background, f"Đối chiếu {session.file_name}", arguments)


def mend_or_start(session: ImportSession, mends: Mends, *, on_existing: str) -> Job | None:
    """Takes over what was mended and checks again; what holds for all rows of a long file is mended by the worker too."""
    for_all = mends.take_for_all() if session.is_long and mends.is_for_all else None
    mend(session, mends, on_existing=on_existing)
    return check_or_start(session, for_all)


def commit_or_start(session: ImportSession, *, seen: str, skip_faulty: bool) -> Job | None:
    """Writes a short file now; asks the worker for a long one and gives its job."""
    if not session.is_long:
        commit(session, seen=seen, skip_faulty=skip_faulty)
        return None
    arguments = {"seen": seen, "skip_faulty": skip_faulty}
    return _start(session, commit_in_background, f"Nhập {session.file_name}", arguments)


def undo_or_start(session: ImportSession) -> Job | None:
    """Takes a short import back now; asks the worker for a long one and gives its job."""
    if not session.is_long:
        undo(session)
        return None
    return _start(session, undo_in_background, f"Hoàn tác {session.file_name}", {}, hold=hold_done)


def open_in_background(arguments: dict[str, Any], owner: User, progress: Progress) -> Outcome:
    """Work of a job: opens the file and finds its tables; one that cannot be opened is not kept."""
    session = _session(arguments, owner, progress)
    progress.report(0, 2, "Đang mở tệp, tìm các bảng")
    try:
        with progress.interruptible():
            find_tables(session)
    except Refusal:
        session.delete()
        raise
    progress.report(1, 2, "Đang lưu các bảng tìm được")
    session.save(update_fields=["found", "uses"])
    rows = sum(table["count"] for table in session.found)
    return Outcome(f"Đã mở tệp, tìm được {number(rows)} dòng. Hãy ghép cột.", url=session.get_absolute_url())


def check_in_background(arguments: dict[str, Any], owner: User, progress: Progress) -> Outcome:
    """Work of a job: reads the file, plans, keeps the plan."""
    session = _session(arguments, owner, progress)
    if for_all := arguments.get("for_all"):
        mend_held(session, Mends.for_all(for_all))
    rows = session.row_count
    progress.report(0, 3 * rows, "Đang đọc tệp")
    with progress.interruptible():
        tables = tables_of(session)
    keep_rows(session, tables)
    progress.report(rows, 3 * rows, "Đang kiểm tra từng ô và đối chiếu với dữ liệu đang có")
    with progress.interruptible():
        plan = plan_of(session, tables)
    words = "Đang lưu kết quả đối chiếu"
    keep_plan(
        session, plan, kept=lambda done: progress.report(min(2 * rows + done, 3 * rows), 3 * rows, words)
    )
    return Outcome(f"Đã đối chiếu {number(len(plan.rows))} dòng. {plan}.", url=session.get_absolute_url())


def commit_in_background(arguments: dict[str, Any], owner: User, progress: Progress) -> Outcome:
    """Work of a job: writes what the preview showed, all of it or nothing."""
    session = _session(arguments, owner, progress)
    written = commit(
        session,
        seen=arguments["seen"],
        skip_faulty=arguments["skip_faulty"],
        step=lambda done, words: progress.report(done, COMMIT_STEPS, words),
        interruptible=progress.interruptible,
    )
    words = f"Đã nhập: thêm {number(written.created)}, cập nhật {number(written.updated)}."
    return Outcome(words, url=session.get_absolute_url())


def undo_in_background(arguments: dict[str, Any], owner: User, progress: Progress) -> Outcome:
    """Work of a job: takes a whole import back, or none of it."""
    session = _kept(arguments, owner)
    _take_over(session, progress, hold_done)
    progress.report(0, 1, "Đang hoàn tác từng dòng; chỉ khi xong hết mới có hiệu lực")
    written = undo(session, interruptible=progress.interruptible)
    words = f"Đã hoàn tác: xóa {number(written.removed)} dòng đã thêm, trả lại {number(written.updated)} dòng đã cập nhật."
    return Outcome(words, url=session.get_absolute_url())


def start_failed_rows(session: ImportSession) -> Job:
    """Asks the worker for the rows of a long file that could not be taken."""
    return start(
        failed_rows_in_background,
        title=f"Lập tệp các dòng lỗi của {session.file_name}",
        by=session.owner,
        arguments={"session": session.pk},
    )


def failed_rows_in_background(arguments: dict[str, Any], owner: User, progress: Progress) -> Outcome:
    """Work of a job: the rows that are not ready as a file to download."""
    session = _kept(arguments, owner)
    progress.report(0, 2, "Đang đọc lại tệp, ghi các dòng lỗi")
    out = BytesIO()
    with progress.interruptible():
        write_failed_rows(out, session)
    words = "Đã lập xong tệp các dòng lỗi. Sửa trong Excel rồi nhập lại tệp đó."
    return Outcome(words, file_name=failed_rows_name(session), content=out.getvalue())


@transaction.atomic
def _start(session: ImportSession, work, title: str, arguments: dict[str, Any], *, hold=hold) -> Job:
    hold(session)
    job = start(work, title=title, by=session.owner, arguments={"session": session.pk} | arguments)
    ImportSession.objects.filter(pk=session.pk).update(job=job)
    return job


def _kept(arguments: dict[str, Any], owner: User) -> ImportSession:
    session = ImportSession.objects.visible_to(owner).filter(pk=arguments["session"]).first()
    if session is None:
        raise Refusal(DROPPED)
    return session


def _session(arguments: dict[str, Any], owner: User, progress: Progress) -> ImportSession:
    """The session without its job: the one that runs now is no hindrance to itself."""
    session = _kept(arguments, owner)
    _take_over(session, progress, hold)
    session.job = None
    still_open(session)
    return session


def _take_over(session: ImportSession, progress: Progress, hold) -> None:
    """A job that was taken up again is another one: it holds the import from here on."""
    if session.job_id != progress.pk:
        with transaction.atomic():
            hold(session)
            ImportSession.objects.filter(pk=session.pk).update(job=progress.pk)
