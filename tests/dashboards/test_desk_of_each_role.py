"""Desks and the counts of the navigation equal the state of things, for each role, at 1, 3 and 50 forms of a status."""

from datetime import timedelta

import pytest

from dashboards.desk import desk_of
from dashboards.navigation import counts_of
from dashboards.queues import queues_of
from departments.models import Delegation, User
from departments.roles import Role
from plans.enums import DifficultyStatus as D
from plans.models import Difficulty
from plans.seeding import seed_plan_2022_2025
from procedures.models import Procedure
from tests.factories import NOON, a_department, a_user, an_agency
from tthc.workflow.enums import STAMPS, STAMPS_BORNE
from tthc.workflow.enums import FormStatus as S
from tthc.workflow.gate import perform

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    agency = an_agency()
    unit, other = a_department(agency=agency), a_department(agency=agency)
    office = a_department(agency=agency, is_office=True, takes_part=False)
    seed_plan_2022_2025(agency)
    return {
        "staff": a_user(Role.STAFF, unit),
        "colleague": a_user(Role.STAFF, unit),
        "head": a_user(Role.HEAD, unit),
        "stranger": a_user(Role.HEAD, other),
        "officer": a_user(Role.OFFICE, office),
        "officer2": a_user(Role.OFFICE, office),
        "director": a_user(Role.DIRECTOR, office),
        "admin": a_user(Role.ADMIN),
        "observer": a_user(Role.OBSERVER),
    }


def lay_out(people, number: int) -> None:
    """So many forms of each status, all of one owner, and so many difficulties that wait for each side."""
    unit, by = people["staff"].department, {"submitted": "staff", "agreed": "head"}
    for status in S:
        stamps = {}
        for stamp in STAMPS[: STAMPS_BORNE[status]]:
            stamps |= {f"{stamp}_by": people[by.get(stamp, "officer")], f"{stamp}_at": NOON}
        hands = dict.fromkeys(("owner", "created_by", "edited_by"), people["staff"])
        Procedure.objects.bulk_create(
            Procedure(department=unit, status=status, name=f"{status} {n}", **hands, **stamps)
            for n in range(number)
        )
    for status, stamps in {D.OPEN: [], D.ANSWERED: ["answered_at"], D.PUT: ["put_at"]}.items():
        Difficulty.objects.bulk_create(
            Difficulty(
                department=unit, status=status, title="Vướng", details="minh họa", folded="vuong",
                created_by=people["staff"], **dict.fromkeys(stamps, NOON),
            )
            for _ in range(number)
        )  # fmt: skip


FORM_BOXES = (
    "Chờ tôi",
    "Bị trả lại",
    "Bản nháp của tôi",
    "Đã chuyển, đang chờ",
    "Đã chuyển, đang chờ nơi khác",
)
# How many times the number of each status stands in each box, by hand from the way of a form.
EXPECTED = {
    "staff": {"Bị trả lại": 1, "Bản nháp của tôi": 1, "Đã chuyển, đang chờ": 3, "Vướng mắc": 1},
    "colleague": {"Vướng mắc": 1},
    "head": {"Chờ tôi": 1, "Bị trả lại": 1, "Đã chuyển, đang chờ": 2, "Vướng mắc": 1},
    "stranger": {},
    "officer": {"Chờ tôi": 2, "Đã chuyển, đang chờ nơi khác": 2, "Vướng mắc": 1},
    "officer2": {"Chờ tôi": 1, "Đã chuyển, đang chờ nơi khác": 3, "Vướng mắc": 1},
    "director": {},
    "admin": {},
    "observer": {},
}
QUERIES = {"staff": 26, "head": 25, "officer": 34, "director": 25}


@pytest.mark.parametrize("number", [1, 3, 50])
def test_desk_of_each_role_equals_the_state(people, number, django_assert_num_queries):
    lay_out(people, number)

    for name, times in EXPECTED.items():
        desk = desk_of(people[name])
        counts = {
            box.title: box.count
            for box in desk.middle + desk.side
            if box.count and box.title in (*FORM_BOXES, "Vướng mắc")
        }
        assert (name, counts) == (name, {title: factor * number for title, factor in times.items()})
    for name, queries in QUERIES.items():
        person = User.objects.select_related("department").get(pk=people[name].pk)
        with django_assert_num_queries(queries, info=name):
            desk_of(person)


@pytest.mark.parametrize("number", [1, 3, 50])
def test_navigation_counts_what_the_desk_shows_in_one_query(people, number, django_assert_num_queries):
    lay_out(people, number)
    difficulties = {"staff": 1, "colleague": 1, "head": 1, "officer": 1, "officer2": 1, "director": 1}

    for name, person in people.items():
        with django_assert_num_queries(1):
            counts = counts_of(person)
        queues = queues_of(person)
        assert (name, counts) == (
            name,
            {
                "dashboards:desk": len(queues.waiting) + len(queues.returned),
                "workflow:notice_list": 0,
                "plans:difficulty_list": difficulties.get(name, 0) * number,
            },
        )


def test_office_sees_what_has_waited_longest_and_at_whom(people, time_machine):
    lay_out(people, 2)

    time_machine.move_to(NOON + timedelta(days=8))
    desks = {name: desk_of(people[name]) for name in ("officer", "head")}

    boxes = {name: [box for box in desk.side if box.title == "Chờ lâu nhất"] for name, desk in desks.items()}
    assert (len(boxes["officer"]), boxes["head"]) == (1, [])
    longest = boxes["officer"][0].errands
    assert {errand.tag for errand in longest} == {"8 ngày"}
    assert longest[0].note.startswith("Thống kê · ")


def counted(people, name: str) -> int:
    return counts_of(User.objects.get(pk=people[name].pk))["dashboards:desk"]


def test_counts_clear_themselves_when_the_move_is_made(people):
    lay_out(people, 1)
    before = {name: counted(people, name) for name in ("head", "officer", "officer2")}

    perform(Procedure.objects.get(status=S.DEPARTMENT), "agree", by=people["head"])

    after = {name: counted(people, name) for name in ("head", "officer", "officer2")}
    assert (before, after) == (
        {"head": 2, "officer": 2, "officer2": 1},
        {"head": 1, "officer": 3, "officer2": 2},
    )


def test_deputy_counts_what_waits_for_the_head(people):
    lay_out(people, 3)
    Delegation.objects.create(
        head=people["head"], deputy=people["colleague"], starts_on="2020-01-01", ends_on="2099-01-01",
        made_by=people["head"],
    )  # fmt: skip

    queues = queues_of(User.objects.get(pk=people["colleague"].pk))

    assert counted(people, "colleague") == len(queues.waiting) + len(queues.returned) == 6


def test_what_was_taken_by_somebody_who_left_waits_for_the_others(people):
    lay_out(people, 1)
    User.objects.filter(pk=people["officer"].pk).update(is_active=False)

    queues = queues_of(people["officer2"])

    assert counted(people, "officer2") == len(queues.waiting) == 2
