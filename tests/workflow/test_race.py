"""Many at once: of parallel tries of one move exactly one succeeds, with one row in the log."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from departments.roles import Role
from procedures.models import Procedure
from procedures.querysets import ProcedureQuerySet
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
        ("withdraw", S.DEPARTMENT, Role.STAFF),
    ],
)
def test_perform_in_parallel_succeeds_exactly_once(key, status, role):
    outcomes, rows = tried_in_parallel(key, status, role)

    assert (outcomes, rows) == (["lost"] * (TRIES - 1) + ["won"], 1), connection.vendor


@pytest.mark.django_db(transaction=True)
def test_perform_without_its_guard_would_let_several_win(monkeypatch):
    """The test above can fail: with the condition on status and version taken out, one act is logged many times."""
    filter_all = ProcedureQuerySet.filter

    def unguarded(self, *conditions, **columns):
        if {"status", "version"} <= columns.keys():
            columns = {"pk": columns["pk"]}
        return filter_all(self, *conditions, **columns)

    monkeypatch.setattr(ProcedureQuerySet, "filter", unguarded)

    outcomes, rows = tried_in_parallel("submit", S.DRAFT, Role.STAFF)

    assert (outcomes.count("won"), rows) == (TRIES, TRIES)


def tried_in_parallel(key, status, role) -> tuple[list[str], int]:
    """The outcomes of as many tries at once, each with its own reading of the form, and the rows of the log."""
    agency = an_agency()
    unit, office = a_department(agency=agency), a_department(agency=agency)
    a_user(Role.HEAD, unit)
    a_user(Role.OFFICE, office)
    person = a_user(role, office if role == Role.OFFICE else unit)
    form = a_complete_procedure(department=unit)
    stamps = borne_stamps(status, unit)
    if key == "withdraw":
        stamps["submitted_by"] = person  # only who submitted withdraws
    Procedure.objects.filter(pk=form.pk).update(status=status, **stamps)
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

    return outcomes, Move.objects.of(form).count()
