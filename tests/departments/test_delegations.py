"""A head names somebody to act in their stead for a period."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from departments.models import User
from departments.roles import Capability, Role
from departments.services import name_deputy, revoke_deputy
from tests.factories import a_complete_procedure, a_department, a_user
from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.workflow.gate import perform
from tthc.workflow.models import Move

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def people(db):
    unit = a_department()
    a_user(Role.OFFICE, a_department(agency=unit.agency))
    return {
        "unit": unit,
        "head": a_user(Role.HEAD, unit),
        "deputy": a_user(Role.STAFF, unit),
        "staff": a_user(Role.STAFF, unit),
    }


def named(people, start: int = 0, end: int = 7):
    today = timezone.localdate()
    return name_deputy(
        people["head"],
        people["deputy"],
        starts_on=today + start * DAY,
        ends_on=today + end * DAY,
        by=people["head"],
    )


def fresh(person: User) -> User:
    return User.objects.get(pk=person.pk)


def test_deputy_agrees_in_the_heads_stead_and_the_log_says_so(people):
    form = a_complete_procedure(department=people["unit"])
    perform(form, "submit", by=people["staff"])
    named(people)

    perform(form, "agree", by=fresh(people["deputy"]))

    move = Move.objects.of(form).last()
    assert (move.transition, move.by, move.on_behalf_of) == ("agree", people["deputy"], people["head"])


def test_deputy_never_agrees_to_what_they_submitted(people):
    form = a_complete_procedure(department=people["unit"])
    named(people)
    deputy = fresh(people["deputy"])
    perform(form, "submit", by=deputy)

    with pytest.raises(Refusal) as refused:
        perform(form, "agree", by=deputy)

    assert str(refused.value).startswith("Không ai tự đồng ý")


@pytest.mark.parametrize(("start", "end"), [(1, 3)])
def test_deputy_has_no_right_before_the_period(people, start, end):
    named(people, start, end)

    assert not fresh(people["deputy"]).may(Capability.AGREE, people["unit"])


def test_deputy_has_no_right_after_it_is_revoked(people):
    delegation = named(people)

    revoke_deputy(delegation, by=people["head"])

    assert not fresh(people["deputy"]).may(Capability.AGREE, people["unit"])
    with pytest.raises(Conflict):
        revoke_deputy(delegation, by=people["head"])


def test_deputy_counts_among_those_who_hold_the_right(people):
    named(people)

    holders = set(User.objects.holding(Capability.AGREE, people["unit"]))

    assert holders == {people["head"], people["deputy"]}


def test_name_deputy_lends_no_other_right(people):
    named(people)

    assert [right for right in Capability if fresh(people["deputy"]).stands_in_for(right)] == [
        Capability.AGREE,
        Capability.DECLARE,
    ]


def test_name_deputy_refuses_what_cannot_be(people):
    today = timezone.localdate()
    other = a_user(Role.STAFF, a_department(agency=people["unit"].agency))
    second_head = a_user(Role.HEAD, people["unit"])

    def refused(deputy, start, end, by=people["head"]):
        with pytest.raises(Refusal) as refusal:
            name_deputy(
                people["head"], deputy, starts_on=today + start * DAY, ends_on=today + end * DAY, by=by
            )
        return str(refusal.value)

    assert refused(other, 0, 1).endswith("Chọn người cùng đơn vị.")
    assert refused(second_head, 0, 1).endswith("mà không cần giao.")
    assert refused(people["deputy"], 2, 1) == "Ngày kết thúc không thể trước ngày bắt đầu."
    assert refused(people["deputy"], -3, -1).startswith("Thời gian giao đã qua.")
    named(people)
    assert refused(people["deputy"], 3, 9).endswith("trước khi ghi lần mới.")


def test_name_deputy_for_another_head_is_forbidden(people):
    today = timezone.localdate()

    with pytest.raises(Forbidden):
        name_deputy(people["head"], people["deputy"], starts_on=today, ends_on=today, by=people["staff"])


def test_page_keeps_what_was_typed_when_it_is_refused(client, people):
    client.force_login(people["head"])
    typed = {"deputy": people["deputy"].pk, "starts_on": "05/10/2030", "ends_on": "04/10/2030"}

    answer = client.post(reverse("departments:delegation_list"), typed)

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Ngày kết thúc không thể trước ngày bắt đầu." in text
    assert 'value="05/10/2030"' in text


def test_page_queries_are_constant(client, people, django_assert_num_queries):
    client.force_login(people["head"])
    for start in (0, 10, 20):
        named(people, start, start + 5)
        with django_assert_num_queries(6):
            client.get(reverse("departments:delegation_list"))
