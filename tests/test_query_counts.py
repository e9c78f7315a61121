"""No page asks the database once per row: as many queries with 1 of everything as with 3 and with 50."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from plans.seeding import seed_plan_2022_2025
from plans.services import freeze_baseline
from procedures.enums import DoubtKind
from reviews.enums import PackageStatus
from tests.access.every import ALL_ROWS
from tests.access.table import World, a_world, nothing
from tests.factories import (
    a_difficulty,
    a_package,
    a_procedure,
    a_proposing_review,
    a_public_procedure,
    an_announcement,
)
from tthc.workflow.enums import FormStatus

LISTS = [row for row in ALL_ROWS if row.method == "GET" and row.subject is nothing]
READERS = ("office", "director", "head_own", "staff_own", "admin")


def add_one_of_everything(world: World) -> None:
    """What lists, desks and overviews show: forms in every status, doubts, announcements, packages, actions."""
    for status in FormStatus:
        procedure = a_procedure(department=world.own, status=status, owner=world.people["staff_own"])
        procedure.doubts.create(kind=DoubtKind.TIME, key="1", message="minh họa")
        a_difficulty(department=world.own, procedure=procedure)
    an_announcement(issued=False, agency=world.own.agency)
    public = a_public_procedure(department=world.own)
    approved = a_proposing_review(procedure=public, status=FormStatus.ACCEPTED)
    a_package(approved, status=PackageStatus.APPROVED)
    for status in FormStatus:
        review = a_proposing_review(department=world.own, status=status, owner=world.people["staff_own"])
    a_package(review, status=PackageStatus.SENT)


def queries_of(url: str, client: Client) -> int:
    """Counted without keeping them: the words of each query would take longer to write down than to answer."""
    asked = []

    def note(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        response = client.get(url)
        if response.streaming:
            b"".join(response.streaming_content)
    return len(asked)


@pytest.mark.django_db
def test_queries_do_not_grow_with_rows():
    world = a_world()
    add_one_of_everything(world)
    freeze_baseline(seed_plan_2022_2025(world.own.agency), by=world.people["office"], on=date(2023, 12, 1))
    pages = [(row.url_name, reader) for row in LISTS for reader in READERS if row.expected[reader] == 200]
    clients = {reader: Client() for reader in READERS}
    for reader, client in clients.items():
        client.force_login(world.people[reader], backend="django.contrib.auth.backends.ModelBackend")
    for name, reader in pages:
        clients[reader].get(reverse(name))  # what is kept in memory after the first look does not count
    counts = {page: [] for page in pages}

    for more in (0, 2, 47):
        for _ in range(more):
            add_one_of_everything(world)
        with connection.cursor() as cursor:
            # Rows of an open transaction have no statistics yet; without them PostgreSQL plans as for empty tables.
            cursor.execute("ANALYZE")
        for name, reader in pages:
            counts[name, reader].append(queries_of(reverse(name), clients[reader]))

    growing = {page: counted for page, counted in counts.items() if len(set(counted)) > 1}
    assert growing == {}
