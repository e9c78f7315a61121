"""The page of a move; each app gives it the subject, found in the person's scope."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from tthc.core.refusal import Forbidden, Refusal
from tthc.workflow.forms import MendForm, MoveForm, PinFormSet
from tthc.workflow.gate import close_remark, has_right, mark_mended, perform
from tthc.workflow.models import Remark, RemarkSource
from tthc.workflow.transitions import way_of


def move_subject(request, subject, key: str):
    """GET asks for the words of a move, POST carries it out; a refusal keeps what was typed."""
    transition = _transition(subject, key, request.user)
    parts = getattr(subject, "parts", ())
    given = request.POST if request.method == "POST" else None
    form = MoveForm(given, initial={"version": subject.version})
    pins = PinFormSet(
        given if transition.pins_remarks and given and "ghim-TOTAL_FORMS" in given else None,
        prefix="ghim",
        form_kwargs={"parts": parts},
    )
    status = 200
    if given is not None:
        status, answer = _carry_out(request, subject, key, form, pins)
        if answer:
            return answer
    context = {
        "subject": subject,
        "transition": transition,
        "form": form,
        "pins": pins,
        "way": way_of(subject),
    }
    return render(request, "workflow/move.html", context, status=status)


def _transition(subject, key: str, user):
    """The transition of that key; 404 when there is none, 403 when the person's role never covers it."""
    try:
        transition = way_of(subject).transition(key)
    except KeyError:
        raise Http404("Không có việc này.") from None
    if not has_right(subject, transition, user):
        raise PermissionDenied(f"Vai trò của bạn không được “{transition.name}” với bản này.")
    return transition


def _carry_out(request, subject, key, form, pins):
    """(status, redirect or None) of a posted move."""
    if not form.is_valid() or (pins.is_bound and not pins.is_valid()):
        return 200, None
    words = form.cleaned_data
    source = RemarkSource.OFFICE if key == "return_to_unit" else RemarkSource.DEPARTMENT
    try:
        perform(
            subject,
            key,
            by=request.user,
            seen_version=words["version"],
            remark=words["remark"],
            remarks=pins.pinned(source) if pins.is_bound else (),
        )
    except Forbidden as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refusal as refusal:
        for sentence in refusal.sentences:
            messages.error(request, sentence)
        return 409, None
    messages.success(request, f"{way_of(subject).transition(key).done}: {subject}.")
    return 302, redirect(subject)


@require_POST
def mend_remark(request, subject, remark_pk: int):
    """The author marks a remark of this subject as dealt with."""
    remark = get_object_or_404(Remark.objects.of(subject), pk=remark_pk)
    form = MendForm(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    return _on_remark(
        request, subject, lambda: mark_mended(remark, by=request.user, note=note), "Đã ghi “đã sửa”."
    )


@require_POST
def shut_remark(request, subject, remark_pk: int):
    """Who raised a remark, or the office, closes it."""
    remark = get_object_or_404(Remark.objects.of(subject), pk=remark_pk)
    return _on_remark(request, subject, lambda: close_remark(remark, by=request.user), "Đã đóng ý kiến.")


def _on_remark(request, subject, act, said: str):
    try:
        act()
    except Forbidden as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(f"{subject.get_absolute_url()}#y-kien")
