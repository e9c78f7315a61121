"""The preview of an import: what is new, changed, faulty or doubtful, a page at a time, mended in place."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from exchange.checking import kind_of
from exchange.mending import mended_count, read_mends
from exchange.models import ImportSession, SessionState
from exchange.plan import OnExisting
from exchange.row_page import cells_of, row_in_file
from exchange.steps import steps_of
from exchange.tabs import Boxes, Ready, chosen_tab, preview_rows, tabs_of
from exchange.views.sessions import moved_on, session_in_scope
from exchange.work import mend_or_start
from tthc.core.paging import page_of
from tthc.core.refusal import Refusal


def session_preview(request, pk: int):
    """Tab by tab what will happen; saving mends what was typed and checks again."""
    session = session_in_scope(request, pk)
    if session.state != SessionState.CHECKED or (session.job and session.job.is_open):
        return moved_on(request, session)
    tab = chosen_tab(session, request.GET.get("the", ""))
    if request.method == "POST":
        return _mended(request, session)  # reads request.POST
    page, boxes = page_of(tab.rows(session), request.GET, 50), Boxes(session, tab)
    context = {
        "session": session,
        "kind": kind_of(session),
        "tabs": tabs_of(session, tab.key),
        "tab": tab,
        "page": page,
        "alike": boxes.told.values(),
        "rows": preview_rows(page, boxes),
        "lists": boxes.lists,
        "mended": mended_count(session),
        "on_existing": OnExisting.choices,
        "ready": Ready.of(session),
        "steps": steps_of(session, "preview"),
    }
    return render(request, "exchange/session_preview.html", context)


def row_edit(request, pk: int, position: int):
    """One row of the file with every cell that is taken, to be mended."""
    session = session_in_scope(request, pk)
    if session.state != SessionState.CHECKED:
        return moved_on(request, session)
    row = get_object_or_404(session.rows.exclude(number=0), position=position)
    if request.method == "POST":
        return _mended(request, session)  # reads request.POST
    boxes = Boxes(session)
    row = row_in_file(session, row, boxes)
    try:
        cells = cells_of(session, row, boxes)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(session)
    context = {
        "session": session,
        "row": preview_rows([row], boxes)[0],
        "cells": cells,
        "lists": boxes.lists,
        "back": request.GET.get("the", ""),
        "steps": steps_of(session, "preview"),
    }
    return render(request, "exchange/row_edit.html", context)


def _mended(request, session: ImportSession):
    """Takes over what was typed, checks again, and goes back to where it was typed, as long as rows are left there."""
    try:
        mends = read_mends(request.POST, session)
        job = mend_or_start(session, mends, on_existing=request.POST.get("on_existing", ""))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(session)
    if job:
        return redirect(job)
    if mends:
        messages.success(request, f"Đã ghi {mends} và kiểm tra lại cả tệp.")
    place = {name: value for name in ("the", "trang") if (value := request.POST.get(name))}
    if not chosen_tab(session, place.get("the", "")).count(session):
        place = {}  # all mended there: on to the first tab with rows
    return redirect(f"{reverse('exchange:session_preview', args=[session.pk])}?{urlencode(place)}")
