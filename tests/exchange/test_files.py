"""Files as offices have them, read whole: opened, tables found, columns guessed, planned; outcome worked out by hand."""

import pytest

from exchange.kind import Fate, Filled, Room
from exchange.kinds import KINDS
from procedures.models import Procedure
from tests.factories import a_department, a_field
from tthc.core.sheets.finding import find_tables
from tthc.core.sheets.headings import guess_columns
from tthc.core.sheets.opening import open_file

pytestmark = pytest.mark.django_db
LIST = "danh-sach-tthc-bo-tu-phap.xlsx"


def filled_from(raw: bytes, name: str, kind, room: Room) -> list[Filled]:
    """The tables of a file as the kind's sheets: each as the sheet of which the most columns are found."""
    sheets = kind.sheets(room)
    columns = [column for sheet in sheets for column in sheet.readable]
    found = []
    for table in find_tables(open_file(raw, name), columns):
        guesses = {sheet.key: guess_columns(table.headings, sheet.readable) for sheet in sheets}
        best = max(guesses, key=lambda key: len(guesses[key]))
        found.append(Filled(best, table, {one.column.key: place for place, one in guesses[best].items()}))
    return found


def test_the_list_that_the_portal_exports(real_data):
    unit = a_department()
    known = a_field(agency=unit.agency, name="Luật sư")
    kind, room = KINDS["portal-list"], Room(unit.agency, department=unit)
    tables = filled_from((real_data / LIST).read_bytes(), LIST, kind, room)

    plan = kind.plan(tables, room)
    written = kind.write(plan, room)

    assert len(plan.rows) == 271
    assert written.created == 271
    procedure = Procedure.objects.get(code="1.002099")
    assert (procedure.field, procedure.executing_agency) == (known, "Sở Tư Pháp")
    assert procedure.notes == "Cơ quan ban hành theo danh sách của cổng: Bộ Tư pháp"
    again = kind.plan(tables, room)
    assert {row.fate for row in again.rows} == {Fate.UNCHANGED}
