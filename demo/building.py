"""Builds the demonstration data: a believable course from 11/2022 to 6/2025, through the real services and the gate."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from demo.difficulties import report_difficulties
from demo.inventory import UNFINISHED, amend_procedure, write_inventory
from demo.judgement import write_reviews
from demo.office_hours import at_work
from demo.people import Office, set_up_office
from demo.programme import carry_out_plan
from demo.publicity import announce, declare, publish
from demo.sketches import read
from demo.submissions import pass_on
from departments.models import Agency, User
from departments.roles import Role
from procedures.models import Procedure
from tthc.core.refusal import Refusal
from tthc.workflow.notices import mark_read


def is_built() -> bool:
    """Whether the demonstration agency is there; it is known by its short name."""
    return Agency.objects.filter(short_name=read("agency")["short_name"]).exists()


def obstacles_to_build() -> list[str]:
    """A sentence when the database holds anything that may be real; an administrator without a unit is no obstacle."""
    strangers = User.objects.exclude(role=Role.ADMIN, department=None)
    found = {
        "cơ quan": Agency.objects.count(),
        "người dùng": strangers.count(),
        "thủ tục": Procedure.objects.count(),
    }
    counted = ", ".join(f"{count} {what}" for what, count in found.items() if count)
    if counted:
        return [
            f"Cơ sở dữ liệu này đã có dữ liệu ({counted}) nên không thêm dữ liệu minh họa. "
            "Hãy trỏ DATABASE_URL tới một cơ sở dữ liệu trống rồi chạy lại."
        ]
    taken = User.objects.filter(username__in=[row["username"] for row in read("users")])
    if names := ", ".join(user.username for user in taken):
        return [
            f"Tài khoản quản trị {names} trùng tên với tài khoản minh họa. "
            "Hãy đổi tên tài khoản đó rồi chạy lại."
        ]
    return []


@transaction.atomic
def build_demo() -> bool:
    """Builds everything at once; answers whether it did: the second time it changes nothing.

    Refuses (Refusal) a database that holds other data.
    """
    if is_built():
        return False
    if obstacles := obstacles_to_build():
        raise Refusal(*obstacles)
    office = set_up_office()
    written = run_the_course(office)
    read_all_notices(office)
    leave_under_way(office, written)
    return True


def run_the_course(office: Office) -> dict[str, Procedure]:
    """What came to an end: accepted, announced, made public, reviewed; the procedures by key."""
    course = read("course")
    written = write_inventory(office, finished(course["inventory_starts"]))
    declare(office)
    first, second, third, fourth = course["announcements"]
    announce(office, written, first)
    publish(office, written, "FIRST")
    announce(office, written, second)
    publish(office, written, "LATE")
    publish(office, written, "HALF_PUBLIC")
    for row in course["packages"]:
        pass_on(office, write_reviews(office, written, row["stage"]), row)
    for amendment in course["amendments"]:
        amend_procedure(office, written[amendment["key"]], amendment)
    announce(office, written, third)
    announce(office, written, fourth)
    publish(office, written, "NEW")
    carry_out_plan(office)
    report_difficulties(office)
    return written


def read_all_notices(office: Office) -> None:
    """What came to an end was seen by everybody; only what is under way is news."""
    day = date.fromisoformat(read("course")["notices_read_on"])
    for user in office.users.values():
        mark_read(user, at=at_work(day))


def leave_under_way(office: Office, written: dict[str, Procedure]) -> None:
    """Forms that still wait with somebody."""
    course = read("course")
    written |= write_inventory(office, UNFINISHED)
    for stage in course["review_starts"]:
        if stage in UNFINISHED:
            write_reviews(office, written, stage)


def finished(stages: Iterable[str]) -> list[str]:
    return [stage for stage in stages if stage not in UNFINISHED]
