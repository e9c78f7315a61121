"""Pages of difficulties, under /vuong-mac/."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from departments.guard import require
from departments.roles import Capability
from plans.difficulties import put_together, report_difficulty
from plans.difficulty_forms import DifficultyFilter, DifficultyForm, GatherForm
from plans.enums import DifficultyStatus
from plans.models import Difficulty
from tthc.core.attempt import attempt
from tthc.core.paging import page_of
from tthc.workflow.panel import panel_for
from tthc.workflow.views import move_subject


def difficulty_list(request):
    """Difficulties in scope, narrowed by filters, the newest first."""
    require(request.user, Capability.VIEW_DRAFTS)
    filters = DifficultyFilter(request.GET, user=request.user)
    difficulties = Difficulty.objects.visible_to(request.user).select_related("department", "procedure")
    context = {
        "filters": filters,
        "page": page_of(filters.apply(difficulties), request.GET),
        "may_report": request.user.may(Capability.REPORT),
        "may_gather": request.user.may(Capability.ANSWER),
    }
    return render(request, "plans/difficulty_list.html", context)


def difficulty_detail(request, pk: int):
    """A difficulty with all that was said on it, and what this person may do next."""
    difficulty = get_object_or_404(_in_scope(request.user), pk=pk)
    panel = panel_for(difficulty, request.user)
    said = [row for row in reversed(panel.log) if row.move.remark]
    context = {"difficulty": difficulty, "panel": panel, "said": said}
    return render(request, "plans/difficulty_detail.html", context)


def difficulty_new(request):
    """A unit reports a difficulty; ?thu-tuc= names the procedure that it is about."""
    require(request.user, Capability.REPORT)
    about = request.GET.get("thu-tuc", "")
    initial = {"procedure": about, "reported_on": timezone.localdate()}
    form = DifficultyForm(request.POST or None, user=request.user, initial=initial)
    status, difficulty = attempt(form, lambda words: report_difficulty(by=request.user, **words))
    if difficulty:
        messages.success(request, "Đã báo Văn phòng Sở. Khi có trả lời, bạn nhận được thông báo.")
        return redirect(difficulty)
    return render(request, "plans/difficulty_new.html", {"form": form}, status=status)


def difficulty_move(request, pk: int, key: str):
    """Answers, puts, decides, closes or reopens; GET asks for the words."""
    return move_subject(request, get_object_or_404(_in_scope(request.user), pk=pk), key)


def difficulty_gather(request):
    """Văn phòng Sở gathers what only the Giám đốc can decide, and puts it in one act."""
    require(request.user, Capability.ANSWER)
    can_be_put = _in_scope(request.user).filter(status__in=[DifficultyStatus.OPEN, DifficultyStatus.ANSWERED])
    can_be_put = can_be_put.order_by("created_at")
    initial = {"dated_on": timezone.localdate()}
    form = GatherForm(request.POST or None, difficulties=can_be_put, initial=initial)
    status, outcomes = attempt(form, lambda given: put_together(by=request.user, **given))
    if outcomes is None:
        context = {"form": form, "waiting": can_be_put.count()}
        return render(request, "plans/difficulty_gather.html", context, status=status)
    for difficulty, refusal in outcomes:
        if refusal:
            messages.error(request, f"{difficulty}: {refusal}")
    if put := sum(refusal is None for _, refusal in outcomes):
        messages.success(request, f"Đã trình Giám đốc {put} vướng mắc.")
    return redirect("plans:difficulty_list")


def _in_scope(user):
    return Difficulty.objects.visible_to(user).select_related("department__agency", "procedure", "created_by")
