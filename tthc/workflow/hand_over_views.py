"""The page on which forms are handed over: one, several, or all of a person."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from departments.models import User
from departments.roles import Capability
from tthc.core.attempt import attempt
from tthc.core.reading import read_key
from tthc.workflow.hand_over_forms import HandOverForm, WhoseForm
from tthc.workflow.handing_over import forms_owned_by, hand_over_several


def hand_over_page(request):
    """One's own forms, or ?cua= those of a colleague (a head) or of anybody (an administrator); ?chon= picks one."""
    people = _people(request.user)
    owner = _owner(request, people)
    whose = WhoseForm(request.GET, people=people) if people is not None else None
    if owner is None:
        return render(request, "workflow/hand_over.html", {"whose": whose})
    owned = [form for form in forms_owned_by(owner) if form.department_id == owner.department_id]
    form = HandOverForm(
        request.POST or None,
        owned=owned,
        department=owner.department,
        owner=owner,
        initial={"picked": request.GET.getlist("chon")},
    )
    status, outcomes = attempt(
        form,
        lambda given: hand_over_several(form.chosen, to=given["to"], by=request.user, reason=given["reason"]),
    )
    if outcomes:
        return _told(request, outcomes)
    context = {
        "owner": owner,
        "form": form,
        "count": len(owned),
        "all_of": f"Bàn giao tất cả của {owner}",
        "whose": whose,
    }
    return render(request, "workflow/hand_over.html", context, status=status)


def _told(request, outcomes):
    for form, refusal in outcomes:
        if refusal:
            messages.error(request, f"{form}: {refusal}")
    if done := sum(refusal is None for _, refusal in outcomes):
        messages.success(request, f"Đã bàn giao {done} biểu mẫu.")
    return redirect(request.get_full_path())


def _people(user: User):
    """Whose forms somebody may hand over besides their own; None when nobody's."""
    people = User.objects.select_related("department").exclude(pk=user.pk).order_by("full_name")
    if user.may(Capability.MASTER_DATA):
        return people.filter(department__isnull=False)
    if user.may(Capability.AGREE):
        units = {user.department_id} if user.holds(Capability.AGREE) else set()
        units |= {head.department_id for head in user.heads_stood_in_for}
        return people.filter(department__in=units)
    return None


def _owner(request, people) -> User | None:
    """Whose forms are handed over; None while an administrator, who has none, has chosen nobody."""
    user, asked = request.user, request.GET.get("cua", "")
    if asked and asked != str(user.pk):
        if people is None:
            raise Http404("Không có người này trong phạm vi của bạn.")
        return get_object_or_404(people, pk=read_key(asked))
    if user.department_id is None and people is not None:
        return None
    if not (user.department_id and (people is not None or user.may(Capability.DRAFT))):
        raise PermissionDenied("Vai trò của bạn không phụ trách biểu mẫu nào.")
    return user
