"""Announcing by decision and making public, channel by channel, with the business dates of the course."""

from datetime import date

from demo.office_hours import at_work
from demo.people import Office
from demo.sketches import procedures
from procedures.announcing import Entry, gather_announcement, issue_announcement
from procedures.enums import ChangeKind
from procedures.models import Announcement, Procedure


def announce(office: Office, written: dict[str, Procedure], row: dict) -> Announcement:
    """One decision of the course: what is new by stage, what is amended or repealed by key."""
    clerk, issued_on = office.users["vanphong"], date.fromisoformat(row["issued_on"])
    entries = [
        *(Entry(written[key], ChangeKind.NEW) for key in keys_of_stages(row["stages"])),
        *(Entry(written[key], ChangeKind.AMENDED) for key in row["amended"]),
        *(Entry(written[key], ChangeKind.REPEALED) for key in row["repealed"]),
    ]
    announcement = gather_announcement(
        office.agency, title=row["title"], entries=entries, by=clerk, at=at_work(issued_on)
    )
    issue_announcement(
        announcement,
        number=row["number"],
        issued_on=issued_on,
        effective_on=issued_on,
        by=clerk,
        at=at_work(issued_on, turn=9),
    )
    for key in row["repealed"]:
        written[key].refresh_from_db()
    return announcement


def keys_of_stages(stages: list[str]) -> list[str]:
    return [sketch["key"] for sketch in procedures() if sketch["stage"] in stages]
