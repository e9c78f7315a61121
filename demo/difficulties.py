"""Difficulties that units reported and what became of them; each move on its day, through the gate."""

from datetime import date

from demo.office_hours import at_work
from demo.people import Office
from demo.sketches import read
from plans.difficulties import report_difficulty
from plans.models import Difficulty
from tthc.workflow.gate import perform


def report_difficulties(office: Office) -> list[Difficulty]:
    """All of the course, in its order."""
    return [_carried_on(office, row) for row in read("difficulties")]


def _carried_on(office: Office, row: dict) -> Difficulty:
    difficulty = report_difficulty(
        by=office.users[row["by"]],
        title=row["title"],
        details=row["details"],
        suggestion=row["suggestion"],
        at=at_work(date.fromisoformat(row["reported_on"])),
    )
    for move in row["moves"]:
        at = at_work(date.fromisoformat(move["on"]), turn=7)
        perform(difficulty, move["key"], by=office.users[move["by"]], remark=move["words"], at=at)
    return difficulty
