"""Long files: opened, checked and written in the background, with progress; short ones at once."""

from typing import Any

from django.db import transaction

from departments.models import User
from exchange.checking import keep_plan, plan_of, tables_of
from exchange.holding import DROPPED, hold, still_open
from exchange.models import ImportSession
from exchange.services import COMMIT_STEPS, check, commit, find_tables, open_session, upload_of
from tthc.core.display import number
from tthc.core.refusal import Refusal
from tthc.jobs.models import Job
from tthc.jobs.progress import Progress
from tthc.jobs.services import Outcome, start

AT_ONCE = 2_000
"""Rows up to which the person waits for the page."""
AT_ONCE_BYTES = 2**20
"""The same of a file whose rows are not counted yet: some 15.000 rows, opened within a second."""


def open_or_start(raw: bytes, **upload: Any) -> ImportSession | Job:
    """Opens a small file now; keeps a large one and asks the worker to open it. See `services.upload_of`."""
    if len(raw) <= AT_ONCE_BYTES:
        return open_session(raw, **upload)
    with transaction.atomic():
        session = upload_of(raw, **upload)
        session.save()
        return _start(session, open_in_background, f"Mở {session.file_name}", {})


def check_or_start(session: ImportSession) -> Job | None:
    """Checks a short file now; asks the worker for a long one and gives its job."""
    if session.row_count <= AT_ONCE:
        check(session)
        return None
    return _start(session, check_in_background, f"Đối chiếu {session.file_name}", {})


def commit_or_start(session: ImportSession, *, seen: str, skip_faulty: bool) -> Job | None:
    """Writes a short file now; asks the worker for a long one and gives its job."""
    if session.row_count <= AT_ONCE:
        commit(session, seen=seen, skip_faulty=skip_faulty)
        return None
    arguments = {"seen": seen, "skip_faulty": skip_faulty}
    return _start(session, commit_in_background, f"Nhập {session.file_name}", arguments)


def open_in_background(arguments: dict[str, Any], owner: User, progress: Progress) -> Outcome:
    """Work of a job: opens the file and finds its tables; one that cannot be opened is not kept."""
    session = _session(arguments, owner)
    progress.report(0, 2, "Đang mở tệp, tìm các bảng")
    try:
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
    session = _session(arguments, owner)
    rows = session.row_count
    progress.report(0, 3 * rows, "Đang đọc tệp")
    tables = tables_of(session)
    progress.report(rows, 3 * rows, "Đang kiểm tra từng ô và đối chiếu với dữ liệu đang có")
    plan = plan_of(session, tables)
    words = "Đang lưu kết quả đối chiếu"
    keep_plan(
        session, plan, kept=lambda done: progress.report(min(2 * rows + done, 3 * rows), 3 * rows, words)
    )
    return Outcome(f"Đã đối chiếu {number(len(plan.rows))} dòng. {plan}.", url=session.get_absolute_url())


def commit_in_background(arguments: dict[str, Any], owner: User, progress: Progress) -> Outcome:
    """Work of a job: writes what the preview showed, all of it or nothing."""
    session = _session(arguments, owner)
    written = commit(
        session,
        seen=arguments["seen"],
        skip_faulty=arguments["skip_faulty"],
        step=lambda done, words: progress.report(done, COMMIT_STEPS, words),
    )
    words = f"Đã nhập: thêm {number(written.created)}, cập nhật {number(written.updated)}."
    return Outcome(words, url=session.get_absolute_url())


@transaction.atomic
def _start(session: ImportSession, work, title: str, arguments: dict[str, Any]) -> Job:
    hold(session)
    job = start(work, title=title, by=session.owner, arguments={"session": session.pk} | arguments)
    ImportSession.objects.filter(pk=session.pk).update(job=job)
    return job


def _session(arguments: dict[str, Any], owner: User) -> ImportSession:
    """The session without its job: the one that runs now is no hindrance to itself."""
    session = ImportSession.objects.visible_to(owner).filter(pk=arguments["session"]).first()
    if session is None:
        raise Refusal(DROPPED)
    session.job = None
    still_open(session)
    return session
