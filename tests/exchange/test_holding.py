"""One import in two tabs, or in a tab and with the worker: whoever is slower hears it, and nothing is lost or half done."""

from types import SimpleNamespace

import pytest

from exchange.holding import AT_WORK, CHANGED_MEANWHILE, DONE_ALREADY, DROPPED, NOT_DONE, UNDONE_ALREADY
from exchange.mending import Mends
from exchange.models import ImportSession, SessionState
from exchange.plan import OnExisting
from exchange.services import check, choose_tables, commit, drop, map_columns, mend, undo
from exchange.views.sessions import NOT_TAKEN
from exchange.work import check_in_background, commit_or_start, open_in_background
from procedures.models import LegalDocument
from tests.exchange.sessions import FAULTY, GOOD, checked
from tthc.core.refusal import Conflict
from tthc.jobs.models import Job

pytestmark = pytest.mark.django_db
MENDED = Mends(edits={("Văn bản", 2, "title"): "Sửa ở thẻ kia"})


@pytest.fixture
def tabs(staff) -> tuple[ImportSession, ImportSession]:
    """One import as two tabs have loaded it."""
    session = checked(staff, GOOD)
    return session, ImportSession.objects.get(pk=session.pk)


ACTS = {
    "tables": lambda session: choose_tables(session, {0: "documents"}),
    "columns": lambda session: map_columns(session, session.uses, on_existing=OnExisting.SKIP),
    "mend": lambda session: mend(session, MENDED),
    "check": check,
    "commit": lambda session: commit(session, seen=session.mark),
    "drop": drop,
}


@pytest.mark.parametrize("act", ACTS)
def test_what_is_done_in_the_other_tab_stays_as_it_is(tabs, act):
    here, there = tabs
    commit(here, seen=here.mark)

    with pytest.raises(Conflict, match=DONE_ALREADY):
        ACTS[act](there)

    session = ImportSession.objects.get()
    assert (session.state, session.record, LegalDocument.objects.count()) == ("DONE", here.record, 1)


@pytest.mark.parametrize("act", ACTS)
def test_what_is_dropped_in_the_other_tab_is_told(tabs, act):
    here, there = tabs
    drop(here)

    with pytest.raises(Conflict, match=DROPPED):
        ACTS[act](there)

    assert not LegalDocument.objects.exists()


def test_mends_of_two_tabs_are_both_kept(tabs):
    here, there = tabs

    mend(here, MENDED)
    mend(there, Mends(edits={("Văn bản", 2, "issuing_body"): "Sở Hai"}))

    assert ImportSession.objects.get().edits == {
        "Văn bản": {"2": {"title": "Sửa ở thẻ kia", "issuing_body": "Sở Hai"}}
    }


def mend_and_check(session: ImportSession) -> None:
    mend(session, MENDED)
    check(session)


@pytest.mark.parametrize(
    ("meanwhile", "title"), [(ACTS["tables"], GOOD[3]), (mend_and_check, "Sửa ở thẻ kia")]
)
def test_commit_of_what_the_other_tab_chose_or_mended_otherwise_shows_it_first(tabs, meanwhile, title):
    here, there = tabs
    meanwhile(here)

    with pytest.raises(Conflict, match=CHANGED_MEANWHILE):
        commit(there, seen=there.mark)

    session = ImportSession.objects.get()
    assert (session.state, LegalDocument.objects.count()) == (SessionState.CHECKED, 0)
    commit(session, seen=session.mark)
    assert LegalDocument.objects.get().title == title


def test_long_file_written_by_two_clicks_is_one_job(tabs, monkeypatch):
    monkeypatch.setattr("exchange.models.AT_ONCE", 0)
    here, there = tabs
    commit_or_start(here, seen=here.mark, skip_faulty=False)

    with pytest.raises(Conflict, match=AT_WORK):
        commit_or_start(there, seen=there.mark, skip_faulty=False)

    assert Job.objects.count() == 1


@pytest.mark.parametrize("work", [open_in_background, check_in_background])
def test_old_work_taken_up_again_leaves_what_is_done(tabs, staff, work):
    session, _ = tabs
    commit(session, seen=session.mark)

    with pytest.raises(Conflict, match=DONE_ALREADY):
        work({"session": session.pk}, staff, SimpleNamespace(pk=0))

    assert ImportSession.objects.get().state == SessionState.DONE


def test_undo_says_what_stands_in_its_way(tabs):
    here, there = tabs

    with pytest.raises(Conflict, match=NOT_DONE):
        undo(there)
    commit(here, seen=here.mark)
    undo(here)
    for act in (undo, check):
        with pytest.raises(Conflict, match=UNDONE_ALREADY):
            act(ImportSession.objects.get())


@pytest.mark.parametrize("page", ["xem-truoc", "dong/0", "cot", "bang"])
def test_page_left_open_in_the_other_tab_says_that_nothing_was_taken(client, staff, page):
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    session = checked(staff, GOOD, FAULTY)
    commit(session, seen=session.mark, skip_faulty=True)

    shown = client.post(f"/nhap-tu-excel/{session.pk}/{page}/", {"o-0-2-title": "Sửa"}, follow=True)

    assert NOT_TAKEN in shown.content.decode()
    assert LegalDocument.objects.get().title == GOOD[3]
