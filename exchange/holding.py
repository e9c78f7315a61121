"""One import, several hands: two tabs of its owner, a button pressed twice, the worker. Each act holds it for itself.

What a page has loaded may be old by the time of an act: whoever changes an import holds it first (`hold`), or moves it
by a condition (`move`), and hears in a sentence that another was quicker.
"""

from datetime import datetime

from exchange.models import ImportSession, SessionState
from tthc.core.refusal import Conflict

UNFINISHED = (SessionState.OPENED, SessionState.CHECKED)
DONE_ALREADY = "Tệp này đã được nhập rồi. Tải lại trang để xem kết quả."
UNDONE_ALREADY = "Lần nhập này đã được hoàn tác rồi. Tải lại trang để xem."
DROPPED = "Lần nhập này đã bị bỏ nên không còn gì để làm. Hãy tải tệp lên lại."
NOT_DONE = "Lần nhập này chưa được ghi nên không có gì để hoàn tác."
AT_WORK = "Máy chủ đang làm việc với tệp này. Hãy đợi xong rồi làm tiếp."
CHANGED_MEANWHILE = (
    "Trong lúc bạn xem, dữ liệu đã thay đổi, hoặc tệp đã được ghép cột, sửa ở cửa sổ khác, nên kết quả nhập sẽ khác. "
    "Chưa nhập gì; hãy xem lại bên dưới rồi bấm Nhập."
)
MENDED = ("uses", "edits", "agreed", "left_out", "decisions", "on_existing")
"""What pages and acts change of an import until it is done."""


def still_open(session: ImportSession) -> None:
    """Refuses what is done already, or in the worker's hands (Conflict)."""
    if session.is_done:
        raise Conflict(UNDONE_ALREADY if session.state == SessionState.UNDONE else DONE_ALREADY)
    if session.job and session.job.is_open:
        raise Conflict(AT_WORK)


def hold(session: ImportSession) -> None:
    """Keeps others from an import until the transaction ends, and takes over what they have made of it.

    Refuses what is done, dropped, or in the worker's hands by now (Conflict).
    """
    _lock(session, "state", "job", *MENDED)
    still_open(session)


def hold_done(session: ImportSession) -> None:
    """The same for who takes a finished import back: refuses what is taken back already, or just being so (Conflict)."""
    _lock(session, "state", "job")
    if session.state != SessionState.DONE:
        raise Conflict(UNDONE_ALREADY if session.is_done else NOT_DONE)
    if session.job and session.job.is_open:
        raise Conflict(AT_WORK)


def _lock(session: ImportSession, *fields: str) -> None:
    rows = ImportSession.objects.select_for_update(no_key=True)
    try:
        session.refresh_from_db(fields=fields, from_queryset=rows)
    except ImportSession.DoesNotExist:
        raise Conflict(DROPPED) from None


def move(
    session: ImportSession,
    before: tuple[SessionState, ...],
    after: SessionState,
    *,
    mark: str | None = None,
    **days: datetime,
) -> None:
    """The loser of a race finds the import moved already, or checked with another outcome than `mark` (Conflict)."""
    rows = ImportSession.objects.filter(pk=session.pk, state__in=before)
    if (rows if mark is None else rows.filter(mark=mark)).update(state=after, **days):
        return
    state = ImportSession.objects.filter(pk=session.pk).values_list("state", flat=True).first()
    told = {None: DROPPED, SessionState.DONE: DONE_ALREADY, SessionState.UNDONE: UNDONE_ALREADY}
    raise Conflict(told.get(state) or (NOT_DONE if after == SessionState.UNDONE else CHANGED_MEANWHILE))


def is_unfinished(session: ImportSession) -> bool:
    """Whether there is still something to do, as it stands now."""
    return ImportSession.objects.filter(pk=session.pk, state__in=UNFINISHED).exists()
