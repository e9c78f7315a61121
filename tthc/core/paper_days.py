"""Business dates, typed in from a paper, possibly long after: never in the future, and in their order."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from tthc.core.display import day as shown


def faults_of_day(
    label: str, day: date, *, not_before: Iterable[tuple[str, date | None]] = (), today: date | None = None
) -> list[str]:
    """What is wrong with a day on a paper, each in a sentence that names it; `not_before` are (what, day) it follows."""
    today = today or timezone.localdate()
    faults = [
        f"{label} {shown(day)} không thể trước {what} {shown(earlier)}. Xem lại ngày ghi trên văn bản."
        for what, earlier in not_before
        if earlier and day < earlier
    ]
    if day > today:
        faults.append(
            f"{label} {shown(day)} chưa tới (hôm nay {shown(today)}). Chỉ ghi ngày đã có trên văn bản."
        )
    return faults
