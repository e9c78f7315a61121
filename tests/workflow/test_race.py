"""Many at once: of parallel tries of one move exactly one succeeds, with one row in the log."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from departments.roles import Role
from procedures.models import Procedure
from tests.factories import a_complete_procedure, a_department, a_user, an_agency, borne_stamps
from tthc.core.refusal import Conflict
from tthc.workflow.enums import FormStatus
from tthc.workflow.gate import perform
from tthc.workflow.models import Move

S = FormStatus
TRIES = 8


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("key", "status", "role"),
    [
        ("submit", S.DRAFT, Role.STAFF),
        ("agree", S.DEPARTMENT, Role.HEAD),
        ("take", S.OFFICE, Role.OFFICE),
        ("accept", S.CHECKING, Role.OFFICE),
        ("return_to_unit", S.CHECKING, Role.OFFICE),
        ("return_to_staff", S.DEPARTMENT, Role.HEAD),
        ("reopen", S.ACCEPTED, Role.OFFICE),
    ],
)
def test_perform_in_parallel_succeeds_exactly_once(key, status, role):
    agency = an_agency()
    unit, office = a_department(agency=agency), a_department(agency=agency)
    a_user(Role.HEAD, unit)
    a_user(Role.OFFICE, office)
    person = a_user(role, office if role == Role.OFFICE else unit)
    form = a_complete_procedure(department=unit)
    Procedure.objects.filter(pk=form.pk).update(status=status, **borne_stamps(status, unit))
    start = Barrier(TRIES)

    def attempt(_) -> str:
        try:
            mine = Procedure.objects.get(pk=form.pk)
            start.wait(timeout=30)
            perform(mine, key, by=person, remark="Lý do")
        except Conflict:
            return "lost"
        else:
            return "won"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TRIES) as pool:
        outcomes = sorted(pool.map(attempt, range(TRIES)))

    assert outcomes == ["lost"] * (TRIES - 1) + ["won"], connection.vendor
    assert Move.objects.of(form).count() == 1
