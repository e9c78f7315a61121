"""Acts on a plan: freezing its baseline, recording that a milestone or a task is done."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from departments.models import User
from departments.roles import Capability
from plans.models import Baseline, BaselineEntry, Milestone, Plan, Task
from plans.queries import last_baseline, procedures_to_freeze
from tthc.core.display import day as show
from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.core.text import clean


@transaction.atomic
def freeze_baseline(plan: Plan, *, by: User, on: date, reason: str = "", seen: int | None = None) -> Baseline:
    """Freezes the procedures that are accepted on a day as what the plan's cuts are measured against.

    `seen` is the number of procedures that the person was shown. Refuses: no right; a day to come or before the
    plan; a second freezing without a reason or not after the first; nothing to freeze; the number has changed.
    """
    _check_right(plan, by)
    _check_day(on)
    if on < plan.starts_on:
        raise Refusal(f"Kế hoạch bắt đầu từ {show(plan.starts_on)}; ngày chốt không thể trước ngày đó.")
    earlier, reason = last_baseline(plan), clean(reason)
    if earlier and on <= earlier.frozen_on:
        raise Refusal(f"Danh mục nền đã chốt ngày {show(earlier.frozen_on)}; lần chốt lại phải sau ngày đó.")
    if earlier and not reason:
        raise Refusal(
            f"Danh mục nền đã chốt ngày {show(earlier.frozen_on)}. Muốn chốt lại, ghi rõ lý do (ví dụ văn bản cho phép)."
        )
    procedures = list(procedures_to_freeze(plan, on).values_list("pk", flat=True))
    if not procedures:
        raise Refusal(f"Đến ngày {show(on)} chưa có thủ tục nào đạt yêu cầu, nên chưa có gì để chốt.")
    if seen is not None and seen != len(procedures):
        raise Conflict(
            f"Trong lúc bạn xem, số thủ tục đạt yêu cầu đã đổi từ {seen} thành {len(procedures)}. "
            "Xem lại danh sách rồi chốt."
        )
    baseline = Baseline.objects.create(plan=plan, frozen_on=on, reason=reason, by=by)
    BaselineEntry.objects.bulk_create(BaselineEntry(baseline=baseline, procedure_id=pk) for pk in procedures)
    return baseline


@transaction.atomic
def record_milestone_done(milestone: Milestone, *, by: User, done_on: date, evidence: str = "") -> Milestone:
    """Records the business date on which an event was done; recording again corrects it.

    Refuses: no right; a milestone that is measured by counting; a day to come.
    """
    _check_right(milestone.plan, by)
    if not milestone.is_event:
        raise Refusal("Mốc này tính từ số liệu, không ghi ngày xong bằng tay.")
    _check_day(done_on)
    milestone.done_on, milestone.evidence = done_on, clean(evidence)
    milestone.recorded_by, milestone.recorded_at = by, timezone.now()
    milestone.save(update_fields=["done_on", "evidence", "recorded_by", "recorded_at"])
    return milestone


@transaction.atomic
def record_task_done(task: Task, *, by: User, done_on: date, note: str = "") -> Task:
    """Records the business date on which a task was done; recording again corrects it.

    Refuses: no right; a day to come or before the task's start.
    """
    _check_right(task.plan, by)
    _check_day(done_on)
    if task.starts_on and done_on < task.starts_on:
        raise Refusal(f"Nhiệm vụ bắt đầu từ {show(task.starts_on)}; ngày xong không thể trước ngày đó.")
    task.done_on, task.done_note = done_on, clean(note)
    task.recorded_by, task.recorded_at = by, timezone.now()
    task.save(update_fields=["done_on", "done_note", "recorded_by", "recorded_at"])
    return task


def _check_right(plan: Plan, user: User) -> None:
    if not user.may(Capability.PLAN, plan.agency):
        raise Forbidden("Chỉ Văn phòng Sở ghi nhận tiến độ và chốt danh mục nền của kế hoạch.")


def _check_day(day: date) -> None:
    if day > timezone.localdate():
        raise Refusal(f"Ngày {show(day)} chưa đến. Ghi ngày trên văn bản đã ban hành.")
