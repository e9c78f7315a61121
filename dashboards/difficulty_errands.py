"""Difficulties of the units, told as errands to whom the next word is asked of."""

from dashboards.errands import Errand
from departments.models import User
from plans.enums import DifficultyStatus
from plans.models import Difficulty
from tthc.core.display import day

S = DifficultyStatus
ACTS = {S.OPEN: "Trả lời", S.PUT: "Quyết định", S.ANSWERED: "Xem", S.DECIDED: "Xem"}
SINCE = {S.OPEN: "created_at", S.PUT: "put_at", S.ANSWERED: "answered_at", S.DECIDED: "decided_at"}


def difficulties_of(user: User) -> list[Errand]:
    """Those on which the next word is this person's, the oldest first; one query."""
    waiting = Difficulty.objects.waiting_for(user).select_related("department").order_by("created_at", "pk")
    return [
        Errand(
            difficulty.get_status_display(),
            difficulty.status_tone,
            difficulty.title,
            f"{difficulty.department}, từ {day(getattr(difficulty, SINCE[difficulty.status]))}",
            difficulty.get_absolute_url(),
            ACTS[difficulty.status],
        )
        for difficulty in waiting
    ]
