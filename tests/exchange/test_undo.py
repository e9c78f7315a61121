"""An import is taken back as a whole or not at all: once anything of it was changed, the sentence says what and by whom."""

import re

import pytest

from departments.models import Department, User
from departments.roles import Role
from exchange.kinds import KINDS
from exchange.models import ImportSession
from exchange.plan import Room
from exchange.services import undo
from procedures.models import LegalDocument, Procedure
from tests.exchange.filled import filled
from tests.exchange.test_import_race import ITS, KINDS_OF_ROWS, MINE, PAGES, STOCKS, a_browser, changing
from tests.factories import a_department, a_plan, a_procedure, a_user
from tthc.core.refusal import Conflict, Forbidden
from tthc.workflow.gate import perform
from tthc.workflow.handing_over import hand_over

pytestmark = pytest.mark.django_db


def an_import(kind: str, plan, owner: User) -> ImportSession:
    """A plan carried out by somebody, as the session that keeps it."""
    session = ImportSession.objects.create(
        owner=owner,
        agency=owner.department.agency,
        kind=kind,
        file_name="cua-toi.xlsx",
        state="CHECKED",
        content=b"",
    )
    written = KINDS[kind].write(plan, Room(session.agency, owner))
    session.state, session.committed_at, session.record = "DONE", written.record["at"], written.record
    session.save()
    return session


def refused(session: ImportSession) -> str:
    with pytest.raises(Conflict) as told:
        undo(session)
    session.refresh_from_db()
    assert (session.state, session.undone_at) == ("DONE", None)
    return str(told.value)


ROLES = {"departments": Role.ADMIN, "users": Role.ADMIN, "tasks": Role.OFFICE}


@pytest.mark.parametrize(("key", "stock", "sheet", "column", "model"), KINDS_OF_ROWS)
def test_nothing_is_taken_back_once_another_import_changed_a_row(unit, key, stock, sheet, column, model):
    stock(unit)
    me, other = (a_user(ROLES.get(key, Role.STAFF), unit, full_name=name) for name in ("Tôi", "Chị Khác"))
    room = Room(unit.agency, me)
    mine = an_import(key, changing(key, room, sheet, column, MINE), me)
    theirs = changing(key, room, sheet, column, ITS)
    theirs.rows = theirs.rows[-1:]
    an_import(key, theirs, other)
    before = list(model.objects.order_by("pk").values_list(column, flat=True))

    told = refused(mine)

    assert re.search(
        r"từ khi nhập đã có thay đổi ở [^;]+ \(Chị Khác, .*\d\d:\d\d \d\d/\d\d/\d{4}\)\. ", told
    ), told
    assert list(model.objects.order_by("pk").values_list(column, flat=True)) == before


@pytest.mark.parametrize(("key", "page", "role", "model"), PAGES, ids=[page[0] for page in PAGES])
def test_nothing_is_taken_back_once_a_clerk_changed_a_row_at_its_page(unit, key, page, role, model):
    clerk, me = a_user(role, unit, full_name="Chị Khác"), a_user(ROLES.get(key, Role.STAFF), unit)
    STOCKS[key](unit)
    column = next(column for its, _, _, column, _ in KINDS_OF_ROWS if its == key)
    mine = an_import(key, changing(key, Room(unit.agency, me), key, column, ITS), me)
    column, address, typed = page(clerk)
    a_browser(clerk).post(address, typed)
    before = list(model.objects.order_by("pk").values_list(column, flat=True))
    assert MINE in before

    told = refused(mine)

    assert "(Chị Khác, " in told, told
    assert list(model.objects.order_by("pk").values_list(column, flat=True)) == before


@pytest.mark.parametrize("key", ["documents", "tasks", "departments"])
def test_nothing_is_taken_back_once_a_row_was_deleted(unit, key):
    stock, column, model = next((row[1], row[3], row[4]) for row in KINDS_OF_ROWS if row[0] == key)
    stock(unit)
    me = a_user(ROLES.get(key, Role.STAFF), unit)
    mine = an_import(key, changing(key, Room(unit.agency, me), key, column, MINE), me)
    model.objects.latest("pk").delete()

    assert "có thay đổi ở 1 dòng đã bị xóa. " in refused(mine)


def test_nothing_is_taken_back_once_a_form_was_submitted_and_withdrawn(unit):
    me, other = (a_user(Role.STAFF, unit, full_name=name) for name in ("Tôi", "Chị Khác"))
    a_user(Role.HEAD, unit)
    STOCKS["procedures"](unit)
    plan = changing("procedures", Room(unit.agency, me), "procedures", "notes", MINE)
    mine = an_import("procedures", plan, me)
    form = Procedure.objects.earliest("pk")
    perform(form, "submit", by=other)

    assert "có thay đổi ở Thủ tục 1 (Chị Khác, " in refused(mine)

    perform(form, "withdraw", by=other)
    assert "có thay đổi ở Thủ tục 1 (Chị Khác, " in refused(mine)


def test_a_new_form_that_was_handed_over_keeps_its_import(unit):
    me, other = (a_user(Role.STAFF, unit, full_name=name) for name in ("Tôi", "Chị Khác"))
    room = Room(unit.agency, me, unit)
    mine = an_import(
        "procedures", KINDS["procedures"].plan([filled("procedures", ["name"], ["Một"])], room), me
    )
    hand_over(Procedure.objects.get(), to=other, by=me, reason="Phân công lại.")

    assert "có thay đổi ở Một (Tôi, " in refused(mine)


@pytest.mark.parametrize(
    ("key", "row", "use", "place"),
    [
        (
            "documents",
            {"number": "1/MH", "kind": "Quyết định", "title": "Quy chế", "issuing_body": "Sở"},
            lambda unit: a_procedure(name="Một", department=unit, legal_document=LegalDocument.objects.get()),
            "thủ tục hành chính nội bộ “Một”",
        ),
        (
            "departments",
            {"code": "MOI", "name": "Phòng mới"},
            lambda unit: a_user(Role.STAFF, Department.objects.get(code="MOI"), full_name="Chị Khác"),
            "người dùng “Chị Khác”",
        ),
        (
            "departments",
            {"code": "MOI", "name": "Phòng mới"},
            lambda unit: (
                a_plan(agency=unit.agency)
                .tasks.create(title="Việc chung")
                .coordinating_units.add(Department.objects.get(code="MOI"))
            ),
            "nhiệm vụ “Việc chung”",
        ),
    ],
)
def test_what_is_used_elsewhere_by_now_is_not_taken_back(unit, key, row, use, place):
    me = a_user(ROLES.get(key, Role.STAFF), unit)
    plan = KINDS[key].plan([filled(key, list(row), list(row.values()))], Room(unit.agency, me))
    mine = an_import(key, plan, me)
    use(unit)

    assert f"nay đang được dùng ở {place}. " in refused(mine)


@pytest.mark.parametrize(
    ("key", "row"),
    [
        ("documents", {"number": "1/QĐ-MH", "kind": "Quyết định", "title": "Quy chế", "issuing_body": "Sở"}),
        ("procedures", {"name": "Cấp thẻ kho"}),
    ],
)
def test_who_has_left_the_unit_takes_nothing_of_it_back(unit, key, row):
    me = a_user(Role.STAFF, unit)
    columns = row | {"documents": {"drafting_unit": unit.name}, "procedures": {"department": unit.name}}[key]
    room = Room(unit.agency, me)
    plan = KINDS[key].plan([filled(key, list(columns), list(columns.values()))], room)
    session = an_import(key, plan, me)
    me.department = a_department(agency=unit.agency)
    me.save()

    with pytest.raises(Forbidden) as told:
        undo(session)

    assert str(unit) in str(told.value)
    assert KINDS[key].ledger.model.objects.count() == 1
