"""An import taken back while somebody changes one of its rows: one of the two is told, nothing is half done."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Barrier

import pytest
from django.db import transaction
from django.urls import reverse

from departments.roles import Role
from exchange.kinds import KINDS
from exchange.models import ImportSession
from exchange.plan import Room
from exchange.services import undo
from exchange.writing import Undoer
from procedures.models import LegalDocument, Procedure
from tests.exchange.filled import filled
from tests.exchange.sessions import GOOD, done
from tests.exchange.test_import_race import (
    ITS,
    MINE,
    PAGES,
    PATIENCE,
    STOCKS,
    a_browser,
    changing,
    closing,
    told,
)
from tests.exchange.test_undo import ROLES, an_import
from tests.factories import a_user
from tests.procedures.posting import controls, posted

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def before_restoring(monkeypatch) -> Callable[[Callable[[], object]], None]:
    """Sets what an undo does when it has seen that nobody changed its rows, and has not changed them back yet."""

    def put(act: Callable[[], object]) -> None:
        def restore(self, record, fresh, its=Undoer.restore):
            act()
            return its(self, record, fresh)

        monkeypatch.setattr(Undoer, "restore", restore)

    return put


def test_of_two_who_take_an_import_back_one_is_told():
    me = a_user(Role.STAFF)
    session, start = done(me, GOOD), Barrier(2)

    def attempt() -> str:
        start.wait(30)
        return told(lambda: undo(ImportSession.objects.get(pk=session.pk)))

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(lambda _: closing(attempt)(), "12"))

    assert outcomes == ["Lần nhập này đã được hoàn tác rồi. Tải lại trang để xem.", "won"]
    assert not LegalDocument.objects.exists()


@pytest.mark.parametrize("undo_is_first", [True, False], ids=["undo first", "page first"])
@pytest.mark.parametrize(("key", "page", "role", "model"), PAGES, ids=[page[0] for page in PAGES])
def test_of_an_undo_and_a_clerk_at_the_page_one_is_told(
    unit, before_restoring, key, page, role, model, undo_is_first
):
    clerk, me = a_user(role, unit), a_user(ROLES.get(key, Role.STAFF), unit)
    STOCKS[key](unit)
    column, *_ = page(clerk)
    was = set(model.objects.values_list(column, flat=True))
    mine = an_import(key, changing(key, Room(unit.agency, me), key, column, ITS), me)
    _, address, typed = page(clerk)  # as it stands now, after the import
    browser = a_browser(clerk)

    outcome, status, text = both_at_once(
        before_restoring, lambda: undo(mine), lambda: browser.post(address, typed), undo_is_first
    )

    stored = set(model.objects.values_list(column, flat=True))
    if undo_is_first:
        assert (outcome, stored - was, status in (200, 409), MINE in text) == ("won", set(), True, True)
    else:
        assert (outcome.partition(",")[0], MINE in stored) == ("Không hoàn tác được", True)


def both_at_once(before_restoring, take_back, save, undo_is_first: bool) -> tuple[str, int, str]:
    """What the one hears who takes back, and what the page answers the other."""

    def saved() -> tuple[int, str]:
        answer = save()
        return answer.status_code, answer.text

    with ThreadPoolExecutor(1) as pool:
        if undo_is_first:
            saving: list[Future] = []

            def let_the_clerk_save() -> None:
                saving.append(pool.submit(closing(saved)))
                wait(saving, PATIENCE)

            before_restoring(let_the_clerk_save)
            outcome = told(take_back)
            return outcome, *saving[0].result()
        with transaction.atomic():
            status, text = saved()
            taking = pool.submit(closing(lambda: told(take_back)))
            wait([taking], PATIENCE)
        return taking.result(), status, text


def a_new_procedure(unit, clerk):
    plan = KINDS["procedures"].plan(
        [filled("procedures", ["name"], ["Một"], ["Hai"])], Room(unit.agency, clerk, unit)
    )
    mine = an_import("procedures", plan, clerk)
    procedure = Procedure.objects.earliest("pk")
    address = reverse("procedures:procedure_edit", args=[procedure.pk])
    return mine, address, posted(procedure, clerk) | {"notes": MINE}, Procedure


def a_new_document(unit, clerk):
    mine = done(clerk, GOOD)
    address = reverse("procedures:document_edit", args=[LegalDocument.objects.get().pk])
    form = a_browser(clerk).get(address).context["form"]
    return mine, address, controls(form) | {"title": MINE}, LegalDocument


@pytest.mark.parametrize("make", [a_new_procedure, a_new_document])
def test_clerk_at_the_page_of_a_new_row_that_is_taken_back_is_told(unit, before_restoring, make):
    clerk = a_user(Role.STAFF, unit)
    mine, address, typed, model = make(unit, clerk)
    browser = a_browser(clerk)

    outcome, status, text = both_at_once(
        before_restoring, lambda: undo(mine), lambda: browser.post(address, typed), True
    )

    assert (outcome, model.objects.count(), status) == ("won", 0, 404), text
