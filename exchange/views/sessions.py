"""An import from the upload to its end: the file, its tables, its columns, the commit, the way back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from exchange import services
from exchange.checking import kind_of, sheets_of
from exchange.forms import ColumnsForm, TablesForm, UploadForm
from exchange.kind import Kind
from exchange.kinds import KINDS
from exchange.models import ImportSession, SessionState
from exchange.opening import tables_are_plain
from exchange.steps import steps_of
from exchange.work import check_or_start, commit_or_start, open_or_start, undo_or_start
from tthc.core.attempt import attempt
from tthc.core.paging import page_of
from tthc.core.refusal import Refusal

NOT_TAKEN = (
    "Những gì vừa chọn, vừa sửa ở trang trước chưa được ghi: lần nhập này đã chuyển sang bước khác. "
    "Xem tình trạng dưới đây."
)
NEVER_OPENED = "Việc mở tệp này đã dừng từ trước nên chưa có gì để xem. Xóa lần nhập đó rồi tải tệp lên lại."


def kind_or_404(key: str) -> Kind:
    if key not in KINDS:
        raise Http404("Không có loại dữ liệu này.")
    return KINDS[key]


def session_in_scope(request, pk: int) -> ImportSession:
    sessions = ImportSession.objects.visible_to(request.user).select_related(
        "department", "agency", "job", "owner"
    )
    session = get_object_or_404(sessions, pk=pk)
    kind_or_404(session.kind)
    return session


def moved_on(request, session: ImportSession):
    """Where a page that has grown stale leads; of what was typed there it says that it was not taken."""
    if request.method == "POST":
        messages.warning(request, NOT_TAKEN)
    return redirect(session)


def session_list(request):
    """What can be read in and given out, and one's own imports, the unfinished ones to be taken up again."""
    user = request.user
    kinds = [(kind, kind.may_import(user), kind.may_export(user)) for kind in KINDS.values()]
    page = page_of(ImportSession.objects.visible_to(user).in_list(), request.GET, 20)
    context = {
        "kinds": [row for row in kinds if row[1] or row[2]],
        "page": page,
        "sessions": [(session, KINDS.get(session.kind)) for session in page],
    }
    return render(request, "exchange/session_list.html", context)


def session_new(request, kind: str):
    """The first step: for which unit, and the file."""
    kind = kind_or_404(kind)
    if not kind.may_import(request.user):
        raise PermissionDenied(f"Vai trò của bạn không nhập {kind.title.lower()} từ tệp.")
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user, kind=kind)
    status, session = attempt(
        form,
        lambda words: open_or_start(
            words["file"].read(),
            file_name=words["file"].name,
            kind=kind,
            agency=form.home,
            department=words["department"],
            by=request.user,
        ),
    )
    if session:
        return redirect(session)
    context = {"form": form, "kind": kind, "steps": steps_of(None, "file")}
    return render(request, "exchange/session_new.html", context, status=status)


def session_detail(request, pk: int):
    """Takes an import up again where it was left."""
    session = session_in_scope(request, pk)
    if session.job and (session.job.is_open or not session.found):
        return redirect(session.job)
    if session.is_done:
        return redirect("exchange:session_result", pk)
    if session.state == SessionState.CHECKED:
        return redirect("exchange:session_preview", pk)
    if not session.found:
        messages.warning(request, NEVER_OPENED)
        return redirect("exchange:session_list")
    titles = {sheet.key: sheet.title for sheet in sheets_of(session)}
    is_plain = tables_are_plain(session.found, session.uses, titles)
    return redirect("exchange:session_columns" if is_plain else "exchange:session_tables", pk)


def session_tables(request, pk: int):
    """The second step, for files with several tables: what each is used as."""
    session = session_in_scope(request, pk)
    if session.is_done or not session.found:
        return moved_on(request, session)
    form = TablesForm(request.POST or None, session=session, sheets=sheets_of(session))
    status, done = attempt(form, lambda words: services.choose_tables(session, form.chosen))
    if done:
        return redirect("exchange:session_columns", pk)
    context = {
        "session": session,
        "form": form,
        "tables": [(table, form[f"bang-{at}"]) for at, table in enumerate(session.found)],
        "steps": steps_of(session, "tables"),
    }
    return render(request, "exchange/session_tables.html", context, status=status)


def session_columns(request, pk: int):
    """The third step: which column is which, and what old encodings are to be converted."""
    session = session_in_scope(request, pk)
    if session.is_done or not session.uses:
        return moved_on(request, session)
    form = ColumnsForm(request.POST or None, session=session, sheets=sheets_of(session))

    def take_over(words: dict):
        services.map_columns(session, form.uses, on_existing=words["on_existing"])
        return check_or_start(session) or session

    status, done = attempt(form, take_over)
    if done:
        return redirect(done)
    context = {"session": session, "form": form, "steps": steps_of(session, "columns")}
    return render(request, "exchange/session_columns.html", context, status=status)


@require_POST
def session_commit(request, pk: int):
    """Writes what the preview showed."""
    session = session_in_scope(request, pk)
    try:
        job = commit_or_start(
            session,
            seen=request.POST.get("seen", ""),
            skip_faulty=bool(request.POST.get("skip_faulty")),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(session)
    return redirect(job or session)


def session_result(request, pk: int):
    """What came of an import, with links to what was written; the way back, while there is one."""
    session = session_in_scope(request, pk)
    if not session.is_done:
        return redirect(session)
    context = {
        "session": session,
        "kind": kind_of(session),
        "left": session.counts["not_ready"] if session.rows.exists() else 0,
        "steps": steps_of(session, "result"),
    }
    return render(request, "exchange/session_result.html", context)


def session_undo(request, pk: int):
    """Asks first, then takes a whole import back."""
    session = session_in_scope(request, pk)
    if request.method == "POST":  # nothing of request.POST is read
        try:
            if job := undo_or_start(session):
                return redirect(job)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Đã hoàn tác cả lần nhập. Dữ liệu trở lại như trước khi nhập.")
        return redirect("exchange:session_result", pk)
    if session.state != SessionState.DONE or (session.job and session.job.is_open):
        return redirect(session)
    return render(request, "exchange/session_undo.html", {"session": session, "kind": kind_of(session)})


@require_POST
def session_drop(request, pk: int):
    """Forgets an import that is not to be finished."""
    session = session_in_scope(request, pk)
    try:
        services.drop(session)
        messages.success(request, f"Đã bỏ lần nhập tệp {session}. Không có gì được ghi.")
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(session)
    return redirect("exchange:session_list")
