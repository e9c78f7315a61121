"""Raising remarks on a form and answering them; each app gives the form, found in the person's scope."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from departments.roles import Capability
from tthc.core.reading import read_key
from tthc.core.refusal import Forbidden, Refusal
from tthc.workflow.answers import send_answers
from tthc.workflow.forms import RaiseForm, ReplyForm
from tthc.workflow.gate import close_remark
from tthc.workflow.models import Form, Remark, RemarkSource
from tthc.workflow.remarks import (
    mend_remark,
    raise_remark,
    reply_to,
    send_back_remark,
    sources_open_to,
)

SAID = {
    "reply": "Đã gửi trả lời.",
    "mend": "Đã ghi “đã sửa”.",
    "not_yet": "Đã ghi “chưa được”; người soạn được báo.",
    "close": "Đã đóng ý kiến.",
}


def raise_forms(request, form: Form) -> list[RaiseForm]:
    """A form for each kind of remark that this person may raise now; ?phan= says which part they came from."""
    return [
        RaiseForm(form=form, source=source, initial={"place": request.GET.get("phan", "")})
        for source in sources_open_to(form, request.user)
    ]


@require_POST
def raise_on(request, form: Form):
    """Pins a remark; what was typed is not lost by a refusal, since the message says it again."""
    if not (request.user.may(Capability.CHECK, form.home) or request.user.may(Capability.AGREE, form.home)):
        raise PermissionDenied("Ý kiến do trưởng phòng hoặc Văn phòng Sở nêu.")
    source = request.POST.get("source", "")
    given = RaiseForm(request.POST, form=form, source=source if source in RemarkSource else "")
    if not given.is_valid():
        for errors in given.errors.values():
            messages.error(request, f"Chưa ghi được ý kiến: {' '.join(errors)}{_typed(request)}")
        return redirect(f"{form.get_absolute_url()}#neu-y-kien")
    try:
        remark = raise_remark(form, by=request.user, **given.cleaned_data)
    except Refusal as refusal:
        messages.error(request, f"{refusal}{_typed(request)}")
        return redirect(f"{form.get_absolute_url()}#neu-y-kien")
    messages.success(request, "Đã ghim ý kiến.")
    return redirect(f"{form.get_absolute_url()}#y-kien-{remark.pk}")


@require_POST
def answer_remark(request, form: Form, remark_pk: int):
    """One word under a remark of this form: a reply, “đã sửa”, “chưa được”, or that it is closed."""
    remark = get_object_or_404(Remark.objects.of(form).select_related("by"), pk=remark_pk)
    given = ReplyForm(request.POST)
    if not given.is_valid():
        messages.error(request, "Chọn việc cần làm với ý kiến này.")
        return redirect(f"{form.get_absolute_url()}#y-kien-{remark.pk}")
    try:
        _carry_out(remark, given.cleaned_data["act"], given.cleaned_data["text"], request.user)
    except Forbidden:
        raise
    except Refusal as refusal:
        messages.error(request, f"{refusal}{_typed(request)}")
    else:
        messages.success(request, SAID[given.cleaned_data["act"]])
    return redirect(f"{form.get_absolute_url()}#y-kien-{remark.pk}")


def answer_on_page(request, form: Form) -> None:
    """Sends what was answered on the page on which a form is written; what could not be is told with its words."""
    for sentence in send_answers(form, request.POST, by=request.user):
        messages.warning(request, sentence)


def anchor_of_answer(request) -> str:
    """Where the page is to be shown again after a remark was answered by its own button; "" after anything else."""
    pk = read_key(request.POST.get("answered", ""))
    return f"#y-kien-{pk}" if pk else ""


@transaction.atomic
def _carry_out(remark: Remark, act: str, text: str, user) -> None:
    if act == "reply":
        reply_to(remark, by=user, text=text)
    elif act == "mend":
        mend_remark(remark, by=user, note=text)
    elif act == "not_yet":
        send_back_remark(remark, by=user, text=text)
    else:
        if text:
            reply_to(remark, by=user, text=text)
        close_remark(remark, by=user)


def _typed(request) -> str:
    text = request.POST.get("text", "").strip()
    return f" Bạn đã gõ: “{text}”" if text else ""
