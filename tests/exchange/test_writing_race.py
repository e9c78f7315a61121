"""Two who write at once: of what changes stored rows one wins, the other hears of it, and nothing is half written."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from departments.models import Department
from departments.roles import Role
from exchange.kinds import KINDS
from exchange.plan import Room
from procedures.models import Procedure
from tests.exchange.filled import edited, filled, from_export
from tests.factories import a_complete_procedure, a_department, a_user
from tthc.core.refusal import Conflict

pytestmark = pytest.mark.django_db(transaction=True)
TRIES = 4


def written_at_once(kind, plan, room) -> list[str]:
    start = Barrier(TRIES)

    def attempt(_) -> str:
        try:
            start.wait(timeout=30)
            kind.write(plan, room)
        except Conflict:
            return "lost"
        finally:
            connections.close_all()
        return "won"

    with ThreadPoolExecutor(TRIES) as pool:
        return sorted(pool.map(attempt, range(TRIES)))


def test_one_of_several_changes_a_form_with_its_rows():
    unit = a_department()
    room = Room(unit.agency, a_user(Role.STAFF, unit), unit)
    procedure = a_complete_procedure(department=unit)
    tables = from_export(KINDS["procedures"], room)
    edited(tables["procedures"], 0, "notes", "Mới")
    steps = tables["steps"].table.rows
    steps.append(type(steps[0])(9, ["1", "", "", "", "Thêm", "", "", "", "", "", "", ""]))
    plan = KINDS["procedures"].plan(tables.values(), room)

    outcomes = written_at_once(KINDS["procedures"], plan, room)

    procedure = Procedure.objects.get()
    assert outcomes == ["lost"] * (TRIES - 1) + ["won"]
    assert (procedure.version, procedure.notes, procedure.steps.count()) == (2, "Mới", 2)


def test_one_of_several_changes_and_adds_units():
    unit = a_department(code="A", name="Phòng A")
    room = Room(unit.agency)
    table = filled("departments", ["code", "name"], ["A", "Phòng A mới"], ["B", "Phòng B"])
    plan = KINDS["departments"].plan([table], room)

    outcomes = written_at_once(KINDS["departments"], plan, room)

    assert outcomes == ["lost"] * (TRIES - 1) + ["won"]
    assert sorted(Department.objects.values_list("code", "name")) == [("A", "Phòng A mới"), ("B", "Phòng B")]
