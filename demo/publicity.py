"""Units declare, the office announces by decision and makes public channel by channel, on the days of the course."""

from datetime import date

from demo.office_hours import at_work
from demo.people import Office
from demo.sketches import procedures, read
from procedures.announcing import Entry, gather_announcement, issue_announcement
from procedures.declaring import make_declaration
from procedures.enums import ChangeKind, PublicationChannel
from procedures.models import Announcement, DeclarationKind, Procedure
from procedures.publishing import Posting, record_publications


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


def publish(office: Office, written: dict[str, Procedure], stage: str) -> None:
    """Makes the procedures of one stage public, each channel on its day, some units later at the notice board."""
    late = read("course")["posted_late"]
    postings: dict[date, list[Posting]] = {}
    for channel, usual in read("course")["publications"][stage].items():
        for key in keys_of_stages([stage]):
            procedure = written[key]
            is_late = channel == PublicationChannel.POSTED and stage == "FIRST"
            day = date.fromisoformat(late.get(procedure.department.code, usual) if is_late else usual)
            postings.setdefault(day, []).append(
                Posting(procedure, PublicationChannel(channel), day, address_of(channel, key))
            )
    for day, group in postings.items():
        record_publications(group, by=office.users["vanphong"], at=at_work(day))


def address_of(channel: str, key: str) -> str:
    """Where it stands: a page of its own on each portal, or the notice board."""
    agency = read("agency")
    portals = {
        PublicationChannel.PROVINCE_PORTAL: agency["province_portal"],
        PublicationChannel.AGENCY_PORTAL: agency["agency_portal"],
    }
    if channel in portals:
        return f"{portals[channel]}tthc-noi-bo/{key.lower()}"
    return "Bảng niêm yết tại sảnh tầng 1, trụ sở Sở (minh họa)"


def declare(office: Office) -> None:
    """Heads declare their inventories complete, or that there is none; one unit still has not."""
    for row in read("course")["declarations"]:
        day = date.fromisoformat(row["declared_on"])
        make_declaration(
            office.departments[row["department"]],
            kind=DeclarationKind(row["kind"]),
            declared_on=day,
            by=office.heads(row["department"])[0],
            at=at_work(day),
        )


def keys_of_stages(stages: list[str]) -> list[str]:
    return [sketch["key"] for sketch in procedures() if sketch["stage"] in stages]
