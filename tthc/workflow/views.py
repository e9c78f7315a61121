"""The page of a move; each app gives it the subject, found in the person's scope."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.workflow.forms import MoveForm, PinFormSet
from tthc.workflow.gate import has_right, perform
from tthc.workflow.models import Remark
from tthc.workflow.transitions import way_of


def move_subject(request, subject, key: str):
    """GET asks for the words of a move, POST carries it out; a refusal keeps what was typed."""
    transition = _transition(subject, key, request.user)
    parts = getattr(subject, "parts", ())
    given = request.POST if request.method == "POST" else None
    initial = {"version": subject.version, "dated_on": timezone.localdate()}
    form = MoveForm(given, initial=initial, asks_day=transition.asks_day)
    pinned = given if transition.pins_remarks and given and "ghim-TOTAL_FORMS" in given else None
    pins = PinFormSet(pinned, prefix="ghim", form_kwargs={"parts": parts})
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
        "waiting": Remark.objects.of(subject).waiting() if transition.pins_remarks else [],
        "parts": parts,
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
    source = way_of(subject).transition(key).remark_source
    try:
        perform(
            subject,
            key,
            by=request.user,
            seen_version=words["version"],
            remark=words["remark"],
            remarks=pins.pinned(source) if pins.is_bound else (),
            dated_on=words.get("dated_on"),
        )
    except Forbidden:
        raise
    except Refusal as refusal:
        _say_no(request, subject, form, refusal, has_words=bool(words["remark"] or pins.is_bound))
        return 409, None
    messages.success(request, f"{way_of(subject).transition(key).done}: {subject}.")
    return 302, redirect(subject)


def _say_no(request, subject, form, refusal: Refusal, *, has_words: bool) -> None:
    """Tells why; words typed on a stale page stay, for the version that stands now."""
    for sentence in refusal.sentences:
        messages.error(request, sentence)
    if isinstance(refusal, Conflict) and has_words:
        form.data = {**form.data.dict(), "version": subject.version}
        messages.info(request, "Chữ bạn gõ còn nguyên ở dưới; bấm lần nữa thì ghi trên bản hiện nay.")
