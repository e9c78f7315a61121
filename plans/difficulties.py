"""Acts on difficulties beside the moves of their way: reporting one, putting several to the Giám đốc at once."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from departments.models import Department, User
from departments.roles import Capability
from plans.models import Difficulty
from plans.ways import office_of
from procedures.models import Procedure
from tthc.core.paper_days import faults_of_day
from tthc.core.refusal import Forbidden, Refusal
from tthc.core.text import clean, fold
from tthc.workflow.gate import perform
from tthc.workflow.notices import tell


@transaction.atomic
def report_difficulty(
    *,
    by: User,
    title: str,
    details: str,
    suggestion: str = "",
    procedure: Procedure | None = None,
    department: Department | None = None,
    reported_on: date | None = None,
    at: datetime | None = None,
) -> Difficulty:
    """A unit says what it cannot solve alone; Văn phòng Sở is told. `reported_on` is the day of its paper, or today.

    Refuses: not their unit (Forbidden); nothing said, a procedure of another unit, a day to come (Refusal).
    """
    at = at or timezone.now()
    reported_on = reported_on or timezone.localdate(at)
    department = department or by.department
    if department is None or not by.may(Capability.REPORT, department):
        raise Forbidden("Bạn không báo vướng mắc cho đơn vị này được.")
    title, details, suggestion = clean(title), clean(details), clean(suggestion)
    if not (title and details):
        raise Refusal(
            "Chưa ghi vướng mắc. Ghi một câu tóm tắt và nội dung cụ thể để Văn phòng Sở trả lời được."
        )
    if procedure and procedure.department_id != department.pk:
        raise Refusal(f"“{procedure}” không phải thủ tục của {department}. Chọn thủ tục khác hoặc để trống.")
    if faults := faults_of_day("Ngày báo", reported_on):
        raise Refusal(*faults)
    difficulty = Difficulty.objects.create(
        department=department,
        procedure=procedure,
        title=title,
        details=details,
        suggestion=suggestion,
        folded=fold(f"{title} {details} {suggestion} {procedure or ''}"),
        reported_on=reported_on,
        created_by=by,
        created_at=at,
    )
    text = f"Vướng mắc “{difficulty}”: {department} báo ({by}), chờ Văn phòng Sở trả lời."
    tell(office_of(difficulty), text, difficulty.get_absolute_url(), at=difficulty.created_at)
    return difficulty


def put_together(
    difficulties: Iterable[Difficulty],
    *,
    words: str,
    by: User,
    dated_on: date | None = None,
    at: datetime | None = None,
) -> list[tuple[Difficulty, Refusal | None]]:
    """Puts several difficulties to the Giám đốc in one act, each in its own transaction; what came of each.

    Refuses, before anything is written: none picked, no words.
    """
    difficulties = list(difficulties)
    if not difficulties:
        raise Refusal("Chưa chọn vướng mắc nào. Tích ít nhất một vướng mắc rồi làm lại.")
    if not clean(words):
        raise Refusal("Chưa ghi ý kiến của Văn phòng Sở. Ghi phương án đề nghị Giám đốc quyết định.")
    act, outcomes = uuid.uuid4(), []
    for difficulty in difficulties:
        try:
            perform(difficulty, "put", by=by, remark=words, act=act, at=at, dated_on=dated_on)
        except Refusal as refusal:
            outcomes.append((difficulty, refusal))
        else:
            outcomes.append((difficulty, None))
    return outcomes
