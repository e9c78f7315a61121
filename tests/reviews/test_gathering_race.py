"""Many at once: of parallel tries to gather the same procedure, or the same review, exactly one succeeds."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from departments.roles import Role
from procedures.announcing import Entry, gather_announcement
from procedures.enums import ChangeKind
from procedures.models import Announcement, Procedure
from reviews.models import ProposalPackage
from reviews.packaging import gather_package
from tests.factories import a_department, a_proposing_review, a_user
from tthc.core.refusal import Refusal
from tthc.workflow.enums import FormStatus

TRIES = 8


def in_parallel(act: Callable[[], object]) -> list[str]:
    """What came of each try, sorted."""
    start = Barrier(TRIES)

    def attempt(_) -> str:
        try:
            start.wait(timeout=30)
            act()
        except Refusal:
            return "lost"
        else:
            return "won"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TRIES) as pool:
        return sorted(pool.map(attempt, range(TRIES)))


@pytest.mark.django_db(transaction=True)
def test_gather_in_parallel_succeeds_exactly_once():
    office = a_department(is_office=True)
    person, agency = a_user(Role.OFFICE, office), office.agency
    review = a_proposing_review(department=a_department(agency=agency), status=FormStatus.ACCEPTED)
    entries = [Entry(Procedure.objects.get(), ChangeKind.NEW)]

    announced = in_parallel(lambda: gather_announcement(agency, title="Một", entries=entries, by=person))
    packed = in_parallel(lambda: gather_package(agency, title="Một", reviews=[review], by=person))

    once = ["lost"] * (TRIES - 1) + ["won"]
    assert (announced, packed) == (once, once), connection.vendor
    assert (Announcement.objects.count(), ProposalPackage.objects.count()) == (1, 1)
