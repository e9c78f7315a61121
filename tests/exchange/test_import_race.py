"""Two imports, or an import and a clerk at a page, that change the same rows in different words at one moment."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse

from departments.models import Department, User
from departments.roles import Role
from exchange.kinds import KINDS
from exchange.plan import Plan, Room
from exchange.writing import Writer
from plans.models import Task
from procedures.models import LegalDocument, Procedure
from reviews.models import CostLine, Review
from tests.exchange.filled import edited, from_export
from tests.factories import (
    a_complete_procedure,
    a_department,
    a_document,
    a_plan,
    a_proposing_review,
    a_user,
)
from tests.procedures.posting import controls, posted
from tthc.core.refusal import Conflict

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 0.3  # seconds that the first waits for the second, which a lock keeps from coming
MINE, ITS = "Một", "Hai"
TOLD = (
    "Trong lúc bạn xem, có biểu mẫu đã được người khác sửa",
    "Từ lúc xem trước, dữ liệu đã được người khác",
)


def procedures(unit) -> None:
    for number in "12":
        a_complete_procedure(department=unit, name=f"Thủ tục {number}")


def reviews(unit) -> None:
    for number in "12":
        procedure = a_complete_procedure(department=unit, name=f"Thủ tục {number}", status="ACCEPTED")
        a_proposing_review(procedure=procedure)


def documents(unit) -> None:
    for number in "12":
        a_document(drafting_unit=unit, number=f"{number}/QĐ-MH")


def departments(unit) -> None:
    a_department(agency=unit.agency)


def users(unit) -> None:
    for _ in "12":
        a_user(Role.HEAD, unit)


def tasks(unit) -> None:
    plan = a_plan(agency=unit.agency)
    for number in "12":
        plan.tasks.create(title=f"Việc {number}", order=number)


# Of each kind: how its two rows are made, the sheet and the column that both files change, where that is stored.
KINDS_OF_ROWS = [
    ("procedures", procedures, "procedures", "notes", Procedure),
    ("reviews", reviews, "reviews", "conclusion_reason", Review),
    ("costs", reviews, "cost_lines", "task", CostLine),
    ("documents", documents, "documents", "title", LegalDocument),
    ("departments", departments, "departments", "name", Department),
    ("users", users, "users", "position", User),
    ("tasks", tasks, "tasks", "product", Task),
]


def changing(key: str, room: Room, sheet: str, column: str, words: str, *, backwards: bool = False) -> Plan:
    """The plan of an export in which every row of a sheet says something else."""
    tables = from_export(KINDS[key], room)
    rows = tables[sheet].table.rows
    for at in range(len(rows)):
        edited(tables[sheet], at, column, f"{words} {at}" if column == "name" else words)
    if backwards:
        rows.reverse()
    return KINDS[key].plan([tables[sheet]], room)


@pytest.fixture
def before_writing(monkeypatch) -> Callable[[Callable[[], object]], None]:
    """Sets what an import does when it has seen that nobody changed its rows, and has not written yet."""

    def put(act: Callable[[], object]) -> None:
        def create(self, rows, its=Writer.create):
            act()
            return its(self, rows)

        monkeypatch.setattr(Writer, "create", create)

    return put


def told(write: Callable[[], object]) -> str:
    """What the person who imports hears; "won" when it was written."""
    try:
        write()
    except Conflict as refusal:
        return str(refusal)
    return "won"


def closing(act: Callable[[], object]) -> Callable[[], object]:
    """An act for a thread of its own, which leaves no connection behind."""

    def done() -> object:
        try:
            return act()
        finally:
            connections.close_all()

    return done


@pytest.mark.parametrize(("key", "stock", "sheet", "column", "model"), KINDS_OF_ROWS)
def test_of_two_imports_that_change_the_same_rows_one_is_told(
    unit, before_writing, key, stock, sheet, column, model
):
    stock(unit)
    room, kind = Room(unit.agency), KINDS[key]
    plans = [
        changing(key, room, sheet, column, MINE),
        changing(key, room, sheet, column, ITS, backwards=True),
    ]
    both = Barrier(2)

    def meet() -> None:
        try:
            both.wait(PATIENCE)
        except BrokenBarrierError:
            return

    before_writing(meet)
    start = Barrier(2)

    def attempt(plan: Plan) -> str:
        start.wait(30)
        return told(lambda: kind.write(plan, room))

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(lambda plan: closing(lambda: attempt(plan))(), plans))

    won = [words for words, outcome in zip((MINE, ITS), outcomes, strict=True) if outcome == "won"]
    stored = {words[:3] for words in model.objects.values_list(column, flat=True)}
    assert (len(won), stored) == (1, set(won)), outcomes
    assert [outcome.startswith(TOLD) for outcome in outcomes if outcome != "won"] == [True]


def a_browser(user: User) -> Client:
    browser = Client()
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def a_page_of_a_procedure(clerk) -> tuple[str, str, dict]:
    procedure = Procedure.objects.earliest("pk")
    words = posted(procedure, clerk) | {"notes": MINE}
    return "notes", reverse("procedures:procedure_edit", args=[procedure.pk]), words


def a_page_of_a_document(clerk) -> tuple[str, str, dict]:
    address = reverse("procedures:document_edit", args=[LegalDocument.objects.earliest("pk").pk])
    return "title", address, controls(a_browser(clerk).get(address).context["form"]) | {"title": MINE}


def a_page_of_a_person(clerk) -> tuple[str, str, dict]:
    address = reverse("admin:departments_user_change", args=[User.objects.latest("pk").pk])
    answer = a_browser(clerk).get(address)
    words = controls(answer.context["adminform"].form) | {"seen": answer.context["seen"], "position": MINE}
    return "position", address, {name: value for name, value in words.items() if value != "False"}


def a_page_of_a_task(clerk) -> tuple[str, str, dict]:
    address = reverse("plans:task_done", args=[Task.objects.earliest("pk").pk])
    words = controls(a_browser(clerk).get(address).context["form"])
    return "done_note", address, words | {"note": MINE, "done_on": "01/02/2023"}


STOCKS = {key: stock for key, stock, *_ in KINDS_OF_ROWS}
PAGES = [
    ("procedures", a_page_of_a_procedure, Role.STAFF, Procedure),
    ("documents", a_page_of_a_document, Role.STAFF, LegalDocument),
    ("users", a_page_of_a_person, Role.ADMIN, User),
    ("tasks", a_page_of_a_task, Role.OFFICE, Task),
]


@pytest.mark.parametrize("import_is_first", [True, False], ids=["import first", "page first"])
@pytest.mark.parametrize(("key", "page", "role", "model"), PAGES, ids=[page[0] for page in PAGES])
def test_of_an_import_and_a_clerk_at_the_page_one_is_told(
    unit, before_writing, key, page, role, model, import_is_first
):
    clerk = a_user(role, unit)
    STOCKS[key](unit)
    column, address, typed = page(clerk)
    room, browser = Room(unit.agency), a_browser(clerk)
    plan = changing(key, room, key, column, ITS)

    def save() -> tuple[int, str]:
        answer = browser.post(address, typed)
        return answer.status_code, answer.text

    with ThreadPoolExecutor(1) as pool:
        if import_is_first:
            saved: list[Future] = []

            def let_the_clerk_save() -> None:
                saved.append(pool.submit(closing(save)))
                wait(saved, PATIENCE)

            before_writing(let_the_clerk_save)
            outcome = told(lambda: KINDS[key].write(plan, room))
            status, text = saved[0].result()
        else:
            with transaction.atomic():
                save()
                imported = pool.submit(closing(lambda: told(lambda: KINDS[key].write(plan, room))))
                wait([imported], PATIENCE)
            outcome = imported.result()

    stored = set(model.objects.filter(**{f"{column}__in": (MINE, ITS)}).values_list(column, flat=True))
    if import_is_first:
        assert (outcome, stored, status in (200, 409), ITS in text) == ("won", {ITS}, True, True)
    else:
        assert (outcome.startswith(TOLD), stored) == (True, {MINE})
