"""Sheets given out: lists as Excel files, blank forms, the rows that could not be taken."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from exchange.checking import kind_of
from exchange.download import workbook
from exchange.exporting import write_blank, write_kind
from exchange.failures import write_failed_rows
from exchange.lists import agency_asked, listed
from exchange.plan import Room
from exchange.views.sessions import kind_or_404, session_in_scope
from exchange.work import start_failed_rows
from tthc.core.refusal import Refusal


@require_GET
def sheet_export(request, kind: str):
    """What a person sees of a kind, narrowed as its list is."""
    kind, room = _kind_and_room(request, kind)
    if not kind.may_export(request.user):
        raise PermissionDenied(f"Vai trò của bạn không xuất {kind.title.lower()}.")
    rows = listed(kind, room, request.GET)
    return workbook(kind.title, lambda out: write_kind(out, kind, room, rows))


@require_GET
def blank_form(request, kind: str):
    """The form to fill in, with the lists of the agency."""
    kind, room = _kind_and_room(request, kind)
    if not kind.may_import(request.user):
        raise PermissionDenied(f"Vai trò của bạn không nhập {kind.title.lower()} từ tệp.")
    return workbook(f"biểu mẫu {kind.title}", lambda out: write_blank(out, kind, room))


@require_http_methods(["GET", "POST"])
def session_failed_rows(request, pk: int):
    """The rows of an import that are not ready, each with the reason; posted, the worker makes the file of a long one."""
    session = session_in_scope(request, pk)
    if not session.content or not session.rows.filter(is_ready=False).exists():
        raise Http404("Lần nhập này không có dòng nào phải sửa.")
    if request.method == "POST":  # nothing of request.POST is read
        return redirect(start_failed_rows(session))
    if session.is_long:
        messages.info(request, "Tệp dài: bấm nút tải các dòng lỗi để máy chủ lập tệp.")
        return redirect(session)
    try:
        return workbook(f"dòng lỗi {kind_of(session).title}", lambda out: write_failed_rows(out, session))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(session)


def _kind_and_room(request, key: str):
    kind, agency = kind_or_404(key), agency_asked(request.user, request.GET)
    if agency is None:
        raise Http404("Chưa có cơ quan nào.")
    return kind, Room(agency, request.user)
