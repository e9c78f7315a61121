"""How what has a deadline stands at the end of a day: done, late, or so many days left. No database here."""

from dataclasses import dataclass
from datetime import date, timedelta

from tthc.core.display import day as show
from tthc.core.display import number

SOON = 30  # days before the last day from which it is marked as due soon


def last_day_before(due_before: date | None) -> date | None:
    """ "Trước ngày 01/4/2023" ends with 31/3/2023, end of day."""
    return due_before - timedelta(days=1) if due_before else None


@dataclass(frozen=True)
class Standing:
    """A milestone or task as at a day; `last_day` is None when it has no deadline, `reached_on` is never after `as_at`."""

    as_at: date
    last_day: date | None
    reached_on: date | None

    @property
    def days(self) -> int | None:
        """Days from when it was reached (or asked about) to its last day; negative when late."""
        return (self.last_day - (self.reached_on or self.as_at)).days if self.last_day else None

    @property
    def is_reached(self) -> bool:
        return self.reached_on is not None

    @property
    def is_late(self) -> bool:
        """Past its last day and not reached."""
        return not self.is_reached and self.days is not None and self.days < 0

    @property
    def is_soon(self) -> bool:
        return not self.is_reached and self.days is not None and 0 <= self.days <= SOON

    @property
    def tone(self) -> str:
        if self.is_reached:
            return "ok"
        return "late" if self.is_late else "wait" if self.is_soon else "mute"

    @property
    def label(self) -> str:
        if self.is_reached:
            return f"Xong {show(self.reached_on)}"
        if self.days is None:
            return "Đang làm"
        if self.is_late:
            return f"Chậm {number(-self.days)} ngày"
        return f"Còn {number(self.days)} ngày" if self.days else "Hạn hôm nay"

    @property
    def punctuality(self) -> str:
        """ "sớm 4 ngày", "đúng hạn", "muộn 4 ngày" of what is reached; empty otherwise."""
        if not self.is_reached or self.days is None:
            return ""
        if self.days == 0:
            return "đúng hạn"
        return f"sớm {number(self.days)} ngày" if self.days > 0 else f"muộn {number(-self.days)} ngày"


def standing(as_at: date, due_before: date | None, done_on: date | None) -> Standing:
    """The standing of what was done on a day typed in; a day after `as_at` is not known yet."""
    return Standing(as_at, last_day_before(due_before), done_on if done_on and done_on <= as_at else None)
