"""Where one is on the way of an import, and what comes next."""

from dataclasses import dataclass

from django.urls import reverse

from exchange.models import ImportSession, SessionState

STEPS = (
    ("file", "Chọn tệp", ""),
    ("tables", "Chọn bảng", "exchange:session_tables"),
    ("columns", "Ghép cột", "exchange:session_columns"),
    ("preview", "Xem trước, sửa lỗi", "exchange:session_preview"),
    ("result", "Kết quả", "exchange:session_result"),
)


@dataclass(frozen=True)
class Step:
    number: int
    label: str
    url: str
    """Empty where one cannot go now."""
    is_here: bool
    is_done: bool


def steps_of(session: ImportSession | None, here: str) -> list[Step]:
    """The steps with the one that is on show; earlier ones can be gone back to until the import is done."""
    keys = [key for key, _, _ in STEPS]
    place = keys.index(here)
    open_to = {"tables", "columns"} if session and not session.is_done else set()
    if session and session.state == SessionState.CHECKED:
        open_to.add("preview")
    return [
        Step(
            number,
            label,
            reverse(name, args=[session.pk]) if key in open_to and key != here else "",
            key == here,
            number - 1 < place,
        )
        for number, (key, label, name) in enumerate(STEPS, start=1)
    ]
