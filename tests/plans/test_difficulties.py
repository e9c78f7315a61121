"""Vướng mắc: every move by who may make it, what is logged and who is told; their list; several put at once."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from departments.roles import Role
from plans.difficulties import put_together, report_difficulty
from plans.enums import DifficultyStatus as S
from plans.models import Difficulty
from plans.ways import DIFFICULTY_WAY
from tests.factories import a_department, a_difficulty, a_procedure, a_user, an_agency
from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.workflow.gate import perform
from tthc.workflow.models import Move, Notice

pytestmark = pytest.mark.django_db
WORDS = "Thực hiện theo Quy chế minh họa."


@pytest.fixture
def people():
    agency = an_agency()
    unit, office = a_department(agency=agency), a_department(agency=agency, is_office=True)
    return {
        "staff": a_user(Role.STAFF, unit),
        "colleague": a_user(Role.STAFF, unit),
        "head": a_user(Role.HEAD, unit),
        "office": a_user(Role.OFFICE, office),
        "office2": a_user(Role.OFFICE, office),
        "director": a_user(Role.DIRECTOR, office),
        "admin": a_user(Role.ADMIN),
        "stranger": a_user(Role.STAFF, a_department(agency=agency)),
    }


PATHS = {
    S.OPEN: [],
    S.ANSWERED: [("answer", "office")],
    S.PUT: [("put", "office")],
    S.DECIDED: [("put", "office"), ("decide", "director")],
    S.CLOSED: [("answer", "office"), ("close", "staff")],
}


def standing(people, status: S) -> Difficulty:
    """A difficulty brought to a status through the gate."""
    difficulty = a_difficulty(department=people["staff"].department, created_by=people["staff"])
    for key, who in PATHS[status]:
        perform(difficulty, key, by=people[who], remark=WORDS)
    return difficulty


def outcome(difficulty: Difficulty, key: str, person) -> str:
    try:
        return perform(difficulty, key, by=person, remark=WORDS).to_status
    except Forbidden:
        return "no right"
    except Conflict:
        return "not now"
    except Refusal:
        return "refused"


UNIT, OFFICE = {"staff", "colleague", "head"}, {"office", "office2"}
LAWFUL = {
    "answer": {S.OPEN: OFFICE},
    "put": {S.OPEN: OFFICE, S.ANSWERED: OFFICE},
    "decide": {S.PUT: {"director"}},
    "close": {S.ANSWERED: UNIT, S.DECIDED: UNIT | OFFICE},
    "reopen": {S.ANSWERED: UNIT, S.DECIDED: UNIT, S.CLOSED: UNIT},
}


@pytest.mark.parametrize("status", S)
def test_each_move_is_made_by_its_people_from_its_statuses_and_logged_once(people, status):
    for transition in DIFFICULTY_WAY.transitions:
        difficulty = standing(people, status)
        rows = Move.objects.of(difficulty).count()
        allowed = LAWFUL[transition.key].get(status, set())

        for name in people.keys() - allowed:
            assert outcome(difficulty, transition.key, people[name]) in ("no right", "not now", "refused")
        assert Move.objects.of(difficulty).count() == rows

        for name in sorted(allowed):
            difficulty = standing(people, status)
            assert outcome(difficulty, transition.key, people[name]) == transition.target, (
                transition.key,
                name,
            )
            last = Move.objects.of(difficulty).last()
            assert (Move.objects.of(difficulty).count(), last.by, last.remark) == (
                rows + 1,
                people[name],
                WORDS,
            )


@pytest.mark.parametrize("key", ["answer", "put", "decide", "reopen"])
def test_moves_that_need_words_are_refused_without(people, key):
    transition = DIFFICULTY_WAY.transition(key)
    status = sorted(transition.sources)[0]
    difficulty = standing(people, S(status))
    name = sorted(LAWFUL[key][S(status)])[0]

    with pytest.raises(Refusal, match="Chưa ghi"):
        perform(difficulty, key, by=people[name], remark="  ")


def told(people, notices) -> set[str]:
    names = {person.pk: name for name, person in people.items()}
    return {names[pk] for pk in notices.values_list("user_id", flat=True)}


def test_each_step_tells_whom_it_concerns(people):
    unit_course = [
        ("answer", "office", {"staff", "head"}),
        ("reopen", "colleague", {"office", "office2"}),
        ("put", "office2", {"staff", "colleague", "head", "director"}),
        ("decide", "director", {"staff", "colleague", "head", "office", "office2"}),
        ("close", "head", {"staff", "colleague", "office", "office2"}),
    ]

    difficulty = report_difficulty(
        by=people["staff"], title="Chưa rõ thẩm quyền", details="Hai phòng cùng nhận"
    )
    assert told(people, Notice.objects.all()) == {"office", "office2"}
    outcomes = [
        (
            key,
            who,
            told(people, Notice.objects.filter(move=perform(difficulty, key, by=people[who], remark=WORDS))),
        )
        for key, who, _ in unit_course
    ]

    assert outcomes == unit_course
    assert difficulty.status == S.CLOSED


def test_reopening_starts_anew(people):
    difficulty = standing(people, S.DECIDED)

    perform(difficulty, "reopen", by=people["staff"], remark="Chưa có văn bản thực hiện")

    stamps = [difficulty.answered_at, difficulty.put_at, difficulty.decided_at, difficulty.closed_at]
    assert (difficulty.status, stamps) == (S.OPEN, [None] * 4)


def test_report_refuses_another_unit_and_a_procedure_that_is_not_theirs(people):
    foreign = a_procedure(department=people["stranger"].department)

    with pytest.raises(Refusal, match="không phải thủ tục của"):
        report_difficulty(by=people["staff"], title="a", details="b", procedure=foreign)
    with pytest.raises(Refusal, match="Chưa ghi vướng mắc"):
        report_difficulty(by=people["staff"], title="a", details=" ")
    with pytest.raises(Forbidden):
        report_difficulty(by=people["staff"], title="a", details="b", department=foreign.department)
    with pytest.raises(Forbidden):
        report_difficulty(by=people["director"], title="a", details="b")
    assert Difficulty.objects.count() == 0


def test_gathered_ones_are_put_in_one_act_and_the_late_one_is_told(people):
    first, second, done = (standing(people, status) for status in (S.OPEN, S.ANSWERED, S.CLOSED))

    outcomes = put_together([first, second, done], words="Giao một phòng chủ trì", by=people["office"])

    assert [(one, type(refusal)) for one, refusal in outcomes] == [
        (first, type(None)),
        (second, type(None)),
        (done, Conflict),
    ]
    acts = {Move.objects.of(one).last().act for one in (first, second)}
    assert (len(acts), {first.status, second.status}) == (1, {S.PUT})


def test_office_puts_several_from_the_page(people, client):
    first, second = standing(people, S.OPEN), standing(people, S.OPEN)
    client.force_login(people["office"])
    url = reverse("plans:difficulty_gather")

    refused = client.post(url, {"difficulties": [first.pk], "words": ""})
    client.post(url, {"difficulties": [first.pk, second.pk], "words": WORDS})

    assert "Ý kiến của Văn phòng Sở" in refused.text
    assert set(Difficulty.objects.values_list("status", flat=True)) == {S.PUT}


def test_unit_reports_reads_the_answer_and_closes(people, client):
    client.force_login(people["staff"])
    procedure = a_procedure(department=people["staff"].department, name="Xét sáng kiến")
    form = {"title": "Chưa rõ ai quyết định", "details": "Hai phòng cùng nhận", "procedure": procedure.pk}

    answer = client.post(reverse("plans:difficulty_new"), form)
    difficulty = Difficulty.objects.get()
    assert answer.url == difficulty.get_absolute_url()
    perform(difficulty, "answer", by=people["office"], remark=WORDS)
    page = client.get(difficulty.get_absolute_url()).text
    client.post(difficulty.get_move_url("close"), {"version": difficulty.version})

    difficulty.refresh_from_db()
    assert WORDS in page
    assert "Xét sáng kiến" in page
    assert "Đóng, đã giải quyết xong" in page
    assert "Trình Giám đốc…" not in page
    assert difficulty.status == S.CLOSED


def test_stale_page_moves_nothing_and_keeps_what_was_typed(people, client):
    difficulty = standing(people, S.OPEN)
    perform(difficulty, "put", by=people["office2"], remark=WORDS)
    client.force_login(people["office"])

    answer = client.post(difficulty.get_move_url("answer"), {"version": 1, "remark": "Làm theo Điều 5"})

    assert answer.status_code == 409
    assert "Làm theo Điều 5" in answer.text
    assert "Đã trình Giám đốc" in answer.text


def test_list_is_narrowed_by_words_status_unit_and_turn(people, client):
    own = people["staff"].department
    waiting = a_difficulty(department=own, title="Phí thẩm định", created_by=people["staff"])
    put = standing(people, S.PUT)
    other = a_difficulty(department=people["stranger"].department, title="Thời hạn giải quyết")
    url = reverse("plans:difficulty_list")

    def shown(who, query=""):
        client.force_login(people[who])
        return set(client.get(f"{url}{query}").context["page"])

    assert shown("staff") == {waiting, put}
    assert shown("office") == {waiting, put, other}
    assert shown("office", "?tim=tham dinh phi") == {waiting}
    assert shown("office", "?trang-thai=PUT") == {put}
    assert shown("office", f"?don-vi={other.department_id}") == {other}
    assert shown("office", "?cho-toi=on") == {waiting, other}
    assert shown("director", "?cho-toi=on") == {put}
    assert shown("staff", "?cho-toi=on") == set()


@pytest.mark.parametrize("count", [1, 3, 60])
def test_list_asks_the_same_number_of_queries(people, count, client, django_assert_num_queries):
    procedure = a_procedure(department=people["staff"].department)
    for _ in range(count):
        a_difficulty(department=procedure.department, procedure=procedure, created_by=people["staff"])
    client.force_login(people["office"])

    with django_assert_num_queries(7):
        client.get(reverse("plans:difficulty_list"))


def test_step_bears_the_day_of_its_paper_beside_the_time_of_entry(people, client):
    difficulty = a_difficulty(
        department=people["staff"].department, created_by=people["staff"], reported_on=date(2024, 3, 1)
    )
    client.force_login(people["office"])
    address = reverse("plans:difficulty_move", args=[difficulty.pk, "answer"])
    words = {"version": 1, "remark": WORDS}

    asked = client.get(address).context["form"]["dated_on"].value()
    early = client.post(address, words | {"dated_on": "29/2/2024"})
    client.post(address, words | {"dated_on": "5/3/2024"})
    page = client.get(difficulty.get_absolute_url()).text

    assert asked == timezone.localdate()
    assert "Ngày 29/02/2024 không thể trước bước trước, ngày 01/03/2024." in early.text
    assert [move.dated_on for move in Move.objects.all()] == [date(2024, 3, 5)]
    assert ("báo ngày 01/03/2024" in page, "ngày 05/03/2024, ghi lúc" in page) == (True, True)


def test_words_of_a_move_on_a_stale_page_are_kept_and_go_up_knowingly(people, client):
    difficulty = standing(people, S.OPEN)
    Difficulty.objects.update(version=5)
    client.force_login(people["office"])
    address = reverse("plans:difficulty_move", args=[difficulty.pk, "answer"])

    told = client.post(address, {"version": 1, "remark": WORDS})
    form = told.context["form"]
    client.post(address, {"version": form["version"].value(), "remark": form["remark"].value()})

    assert (told.status_code, form["remark"].value()) == (409, WORDS)
    assert Difficulty.objects.get().status == S.ANSWERED
