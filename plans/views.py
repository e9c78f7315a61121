"""Pages of the programme: its plans, milestones, tasks and frozen baseline."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from departments.guard import require
from departments.models import Agency
from departments.roles import Capability
from plans.forms import AsAtForm, FreezeDayForm, FreezeForm, MilestoneDoneForm, TaskDoneForm
from plans.models import Milestone, Plan, Task
from plans.queries import agencies_to_seed, last_baseline, procedures_to_freeze
from plans.seeding import seed_plan_2022_2025
from plans.services import freeze_baseline, record_milestone_done, record_task_done
from tthc.core.attempt import attempt
from tthc.core.paging import page_of
from tthc.core.refusal import Refusal
from tthc.core.seen import rows_to_change
from tthc.core.text import clean


def plan_list(request):
    """The plans of the agencies that the person sees."""
    plans = (
        Plan.objects.visible_to(request.user)
        .with_counts()
        .select_related("agency")
        .order_by(*Plan._meta.ordering)
    )
    agencies = agencies_to_seed() if request.user.may(Capability.MASTER_DATA) else []
    return render(request, "plans/plan_list.html", {"plans": plans, "agencies_to_seed": agencies})


@require_POST
def plan_seed(request):
    """Enters the plan of 2022-2025 for an agency."""
    require(request.user, Capability.MASTER_DATA)
    agency = get_object_or_404(
        Agency.objects.visible_to(request.user), short_name=clean(request.POST.get("agency", ""))
    )
    try:
        plan = seed_plan_2022_2025(agency)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("plans:plan_list")
    messages.success(request, "Đã nhập kế hoạch. Số, ngày ban hành và lời văn phụ lục điền theo bản giấy.")
    return redirect(plan)


def plan_detail(request, pk: int):
    """A plan: its milestones and tasks as they stand at the end of a day, its baselines."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("agency"), pk=pk)
    day_form = AsAtForm(request.GET)
    tasks = plan.tasks.select_related("lead_unit").prefetch_related("coordinating_units")
    context = {
        "plan": plan,
        "day_form": day_form,
        "as_at": day_form.day,
        "tasks": [(task, task.standing_on(day_form.day)) for task in tasks],
        "baselines": plan.baselines.with_entry_count().select_related("by").order_by("-frozen_on", "-pk"),
        "groups": plan.working_groups.prefetch_related("members__department"),
        "trainings": plan.trainings.all(),
        "may_record": request.user.may(Capability.PLAN, plan.agency),
        "may_edit": request.user.may(Capability.MASTER_DATA),
    }
    return render(request, "plans/plan_detail.html", context)


def milestone_done(request, pk: int):
    """Văn phòng Sở records on which day an event was done."""
    with rows_to_change(request, Milestone.objects.visible_to(request.user)) as milestones:
        milestone = get_object_or_404(milestones.select_related("plan__agency"), pk=pk)
        kept = {"done_on": milestone.done_on, "evidence": milestone.evidence}
        form = MilestoneDoneForm(request.POST or None, initial=kept)
        return _record_done(request, milestone, form, record_milestone_done)


def task_done(request, pk: int):
    """Văn phòng Sở records on which day a task was done."""
    with rows_to_change(request, Task.objects.visible_to(request.user)) as tasks:
        task = get_object_or_404(tasks.select_related("plan__agency"), pk=pk)
        kept = {"done_on": task.done_on, "note": task.done_note}
        form = TaskDoneForm(request.POST or None, initial=kept)
        return _record_done(request, task, form, record_task_done)


def _record_done(request, subject, form, record):
    """The page on which a day is recorded, for a milestone and a task alike."""
    require(request.user, Capability.PLAN, subject.plan.agency)
    status, recorded = attempt(form, lambda words: record(subject, by=request.user, **words))
    if recorded:
        messages.success(request, f"Đã ghi nhận: {subject}.")
        return redirect(subject.plan)
    return render(request, "plans/done_record.html", {"subject": subject, "form": form}, status=status)


def baseline_freeze(request, pk: int):
    """Văn phòng Sở sees how many procedures a day's baseline holds, then freezes it."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user).select_related("agency"), pk=pk)
    require(request.user, Capability.PLAN, plan.agency)
    form = FreezeForm(request.POST or None)
    status, baseline = attempt(
        form,
        lambda words: freeze_baseline(
            plan, by=request.user, on=words["frozen_on"], reason=words["reason"], seen=words["seen"]
        ),
    )
    if baseline:
        messages.success(request, f"Đã chốt danh mục nền: {form.cleaned_data['seen']} thủ tục.")
        return redirect(plan)
    return render(request, "plans/baseline_freeze.html", _freeze_context(request, plan, form), status=status)


def _freeze_context(request, plan: Plan, form: FreezeForm) -> dict:
    """The day asked for (today unless another is given), its procedures, and the form that freezes them."""
    today = timezone.localdate()
    posted = form.cleaned_data.get("frozen_on") if form.is_bound and hasattr(form, "cleaned_data") else None
    day_form = FreezeDayForm(request.GET if "ngay" in request.GET else {"ngay": posted or today})
    day = (day_form.cleaned_data["ngay"] if day_form.is_valid() else None) or today
    procedures = procedures_to_freeze(plan, day).select_related("department")
    page = page_of(procedures, request.GET)
    typed = form["reason"].value() or ""
    earlier = last_baseline(plan)
    shown = FreezeForm(initial={"frozen_on": day, "seen": page.paginator.count, "reason": typed})
    return {
        "plan": plan,
        "day": day,
        "day_form": day_form,
        "page": page,
        "form": shown,
        "refused": form.non_field_errors(),
        "earlier": earlier,
        "is_too_early": not form.is_bound and earlier is not None and day <= earlier.frozen_on,
    }
