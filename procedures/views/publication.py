"""Where and when announced procedures were made public."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from departments.guard import require
from departments.roles import Capability
from procedures.forms.publication import FILL, PublicationForm, filled
from procedures.models import Announcement, Procedure
from procedures.publishing import record_publications
from tthc.core.attempt import attempt
from tthc.core.not_now import NotNow

FILLED = "Đã điền vào các ô còn trống, chưa lưu. Xem lại rồi bấm “Lưu công khai”."


def publication_bulk(request, pk: int):
    """All procedures that a decision brings into force, in one table."""
    found = Announcement.objects.visible_to(request.user).select_related("agency")
    announcement = get_object_or_404(found, pk=pk)
    require(request.user, Capability.ANNOUNCE, announcement.agency)
    if not announcement.is_issued:
        raise NotNow("Quyết định chưa ban hành: ghi số và ngày trước, rồi mới ghi công khai.", announcement)
    procedures = Procedure.objects.of_announcement(announcement)
    context = {"subject": announcement, "is_bulk": True}
    return _record(request, procedures, context)


def publication_edit(request, pk: int):
    """One procedure in every channel."""
    procedure = get_object_or_404(Procedure.objects.visible_to(request.user), pk=pk)
    require(request.user, Capability.ANNOUNCE, procedure.department.agency)
    procedures = Procedure.objects.filter(pk=pk)
    context = {"subject": procedure, "is_bulk": False}
    return _record(request, procedures, context)


def _record(request, procedures, context):
    """The table of procedures × channels; a refusal keeps every cell as it was typed."""
    procedures = list(procedures.select_related("department__agency").prefetch_related("publications"))
    if FILL in request.POST:
        messages.info(request, FILLED)
        form = PublicationForm(procedures=procedures, initial=filled(request.POST, procedures))
        return render(request, "procedures/publication_form.html", {**context, "form": form})
    form = PublicationForm(request.POST or None, procedures=procedures)
    status, written = attempt(form, lambda words: record_publications(form.postings(), by=request.user))
    if written is not None:
        messages.success(request, f"Đã lưu {written} nơi công khai." if written else "Không có gì thay đổi.")
        return redirect(context["subject"])
    if status == 409:
        form.data = form.seen_anew()
    return render(request, "procedures/publication_form.html", {**context, "form": form}, status=status)
