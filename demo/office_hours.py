"""When things happened: the same working days and hours each time, no chance in them."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from demo.sketches import read

MORNING, AFTERNOON = time(7, 30), time(13, 30)
HALF_DAY = 210  # minutes


def is_working_day(day: date) -> bool:
    return day.weekday() < 5 and day.isoformat() not in read("course")["holidays"]


def working_days_after(day: date, count: int) -> date:
    """The working day that comes `count` working days after a day; with 0 the day itself or the next working day."""
    while not is_working_day(day):
        day += timedelta(days=1)
    for _ in range(count):
        day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return day


def first_day(kind: str, stage: str, rank: int, count: int) -> date:
    """The working day on which the form of that rank among `count` of its stage is begun: spread over the stage's time."""
    start = read("course")[kind][stage]
    spread = timedelta(days=start["days"]) * rank // count
    return working_days_after(date.fromisoformat(start["from"]) + spread, 0)


def at_work(day: date, turn: int = 0) -> datetime:
    """A moment of that day in office hours; another `turn`, another minute."""
    minute = turn * 37 % (2 * HALF_DAY)
    half, minute = (MORNING, minute) if minute < HALF_DAY else (AFTERNOON, minute - HALF_DAY)
    return timezone.make_aware(datetime.combine(day, half) + timedelta(minutes=minute))


@dataclass
class Clock:
    """Where one form stands in time; `turn` sets it apart from the forms beside it."""

    day: date
    turn: int
    ticks: int = field(default=0)

    def now(self) -> datetime:
        return at_work(self.day, self.turn + self.ticks)

    def later(self, working_days: int) -> datetime:
        """Some working days on (at least one), at another time of day."""
        self.day = working_days_after(self.day, working_days)
        self.ticks += 5
        return self.now()
