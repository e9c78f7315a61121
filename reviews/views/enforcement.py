"""Kiến nghị thực thi that were approved: what is to be done by whom until when, and what is done."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from departments.guard import require
from departments.roles import Capability
from reviews.forms.package import DoneForm, EnforcementFilter, UndoneForm
from reviews.models import EnforcementAction
from reviews.packaging import clear_action_done, record_action_done
from tthc.core.attempt import attempt
from tthc.core.paging import page_of

SHOWN = ("proposal__review__procedure", "proposal__review__department__agency", "responsible_unit")


def enforcement_list(request):
    """Approved actions, the most urgent first."""
    today = timezone.localdate()
    found = EnforcementAction.objects.visible_to(request.user).approved()
    picking = EnforcementFilter(request.GET, user=request.user)
    rows = picking.narrow(found, today).select_related(*SHOWN).in_order_of_need()
    context = {
        "picking": picking,
        "page": page_of(rows, request.GET),
        "today": today,
        "late": found.overdue(today).count(),
        "to_do": found.still_to_do().count(),
        "may_record": request.user.may(Capability.PACKAGE),
    }
    return render(request, "reviews/enforcement_list.html", context)


def action_done(request, pk: int):
    """Records on which day an action was done and by which document; corrects what was recorded."""
    action = _approved(request, pk)
    seen = action.done_on
    kept = {"done_on": seen, "by_document": action.done_by_document}
    form = DoneForm(request.POST or None, initial=kept)
    status, done = attempt(
        form, lambda words: record_action_done(action, by=request.user, seen=seen, **words)
    )
    if done:
        messages.success(request, "Đã ghi hoàn thành.")
        return redirect("reviews:enforcement_list")
    return render(request, "reviews/action_done.html", {"action": action, "form": form}, status=status)


def action_undone(request, pk: int):
    """Takes back what was recorded by mistake, after asking."""
    action = _approved(request, pk)
    seen = action.done_on
    form = UndoneForm(request.POST or None, initial={"done_on": seen})
    status, done = attempt(form, lambda words: clear_action_done(action, by=request.user, seen=seen))
    if done:
        messages.success(request, "Đã bỏ ghi hoàn thành; kiến nghị trở lại chưa xong.")
        return redirect("reviews:enforcement_list")
    return render(request, "reviews/action_undone.html", {"action": action, "form": form}, status=status)


def _approved(request, pk: int) -> EnforcementAction:
    """An approved action in the person's scope, for who may record it."""
    found = EnforcementAction.objects.visible_to(request.user).approved().select_related(*SHOWN)
    action = get_object_or_404(found, pk=pk)
    require(request.user, Capability.PACKAGE, action.proposal.review.department.agency)
    return action
