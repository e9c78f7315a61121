"""Forms change hands within a unit: who may, to whom, what is logged and told; nobody leaves one behind."""

import pytest
from django.urls import reverse

from departments.models import Delegation, User
from departments.roles import Role
from procedures.models import Procedure
from procedures.services import create_procedure
from reviews.models import Review
from tests.factories import a_department, a_procedure, a_review, a_user, an_agency
from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.workflow.enums import FormStatus as S
from tthc.workflow.handing_over import hand_over, hand_over_several, switch_off
from tthc.workflow.models import Move, Notice
from tthc.workflow.panel import panel_for

pytestmark = pytest.mark.django_db
WHY = "Chuyển công tác."


@pytest.fixture
def people():
    agency = an_agency()
    unit, office = a_department(agency=agency), a_department(agency=agency, is_office=True)
    return {
        "owner": a_user(Role.STAFF, unit, full_name="Người giao"),
        "colleague": a_user(Role.STAFF, unit, full_name="Người nhận"),
        "head": a_user(Role.HEAD, unit, full_name="Trưởng phòng"),
        "deputy": a_user(Role.HEAD, unit, is_deputy=True),
        "stranger": a_user(Role.STAFF, a_department(agency=agency)),
        "other_head": a_user(Role.HEAD, a_department(agency=agency)),
        "office": a_user(Role.OFFICE, office),
        "director": a_user(Role.DIRECTOR, office),
        "admin": a_user(Role.ADMIN),
    }


def owned(people, **columns) -> Procedure:
    return a_procedure(department=people["owner"].department, owner=people["owner"], **columns)


def test_author_is_in_charge_of_a_new_form(people):
    procedure = create_procedure(by=people["owner"], name="Xét sáng kiến")

    assert procedure.owner == people["owner"]


@pytest.mark.parametrize("status", S)
def test_handing_over_is_logged_and_told_and_moves_nothing(people, status):
    form = owned(people, status=status, name="Xét sáng kiến")

    move = hand_over(form, to=people["colleague"], by=people["head"], reason=WHY)

    form.refresh_from_db()
    assert (form.owner, form.status, form.version) == (people["colleague"], status, 1)
    assert (move.from_status, move.to_status, move.by, move.remark) == (
        status, status, people["head"], "Người giao → Người nhận. Chuyển công tác.",
    )  # fmt: skip
    assert set(Notice.objects.filter(move=move).values_list("user", flat=True)) == {
        people["owner"].pk,
        people["colleague"].pk,
    }
    panel = panel_for(form, people["head"])
    assert (panel.log[0].done, panel.owner, panel.since) == ("Đã bàn giao", people["colleague"], None)


def test_owner_head_and_administrator_may_and_nobody_else(people):
    allowed = {"owner", "head", "deputy", "admin"}
    outcomes = {}
    for name in people:
        try:
            hand_over(owned(people), to=people["colleague"], by=people[name], reason=WHY)
        except Forbidden:
            outcomes[name] = False
        else:
            outcomes[name] = True

    assert {name for name, done in outcomes.items() if done} == allowed


def test_only_to_somebody_who_drafts_for_the_unit_and_with_a_reason(people):
    form = owned(people)
    left = a_user(Role.STAFF, form.department, is_active=False)

    for to, sentence in (
        (people["stranger"], "không soạn được biểu mẫu"),
        (people["director"], "không soạn được biểu mẫu"),
        (left, "không soạn được biểu mẫu"),
        (people["owner"], "đang phụ trách"),
    ):
        with pytest.raises(Refusal, match=sentence):
            hand_over(form, to=to, by=people["head"], reason=WHY)
    with pytest.raises(Refusal, match="Chưa ghi lý do"):
        hand_over(form, to=people["colleague"], by=people["head"], reason=" ")
    assert not Move.objects.of(form).exists()


def test_second_of_two_who_hand_over_is_told(people):
    form = owned(people)
    stale = Procedure.objects.get(pk=form.pk)
    hand_over(form, to=people["colleague"], by=people["head"], reason=WHY)

    with pytest.raises(Conflict, match="vừa được người khác bàn giao"):
        hand_over(stale, to=people["deputy"], by=people["head"], reason=WHY)


def test_deputy_by_delegation_hands_over_in_the_heads_stead(people):
    today = "2020-01-01", "2099-01-01"
    Delegation.objects.create(
        head=people["head"], deputy=people["colleague"], starts_on=today[0], ends_on=today[1],
        made_by=people["head"],
    )  # fmt: skip

    move = hand_over(owned(people), to=people["deputy"], by=people["colleague"], reason=WHY)

    assert move.on_behalf_of == people["head"]


def test_several_are_one_act(people):
    forms = [owned(people), a_review(department=people["owner"].department, owner=people["owner"])]

    outcomes = hand_over_several(forms, to=people["colleague"], by=people["head"], reason=WHY)

    assert [refusal for _, refusal in outcomes] == [None, None]
    assert len({Move.objects.of(form).get().act for form in forms}) == 1


def test_page_hands_over_what_was_picked_or_everything(people, client):
    first, second, third = owned(people), owned(people), owned(people, status=S.ACCEPTED)
    client.force_login(people["head"])
    url = f"{reverse('workflow:hand_over')}?cua={people['owner'].pk}&chon=procedure-{first.pk}"
    words = {"to": people["colleague"].pk, "reason": WHY}

    page = client.get(url)
    client.post(url, words | {"picked": [f"procedure-{first.pk}"]})
    after_one = set(Procedure.objects.filter(owner=people["colleague"]))
    client.post(url, words | {"everything": "1"})

    assert page.text.count("checked") == 1
    assert f"Bàn giao tất cả của {people['owner']}" in page.text
    assert after_one == {first}
    assert set(Procedure.objects.filter(owner=people["colleague"])) == {first, second, third}


def test_page_keeps_what_was_typed_when_nothing_was_picked(people, client):
    owned(people)
    client.force_login(people["owner"])

    answer = client.post(
        reverse("workflow:hand_over"), {"to": people["colleague"].pk, "reason": "Nghỉ thai sản"}
    )

    assert answer.status_code == 409
    assert "Chưa chọn biểu mẫu nào" in answer.text
    assert "Nghỉ thai sản" in answer.text


def test_staff_and_foreign_heads_see_nobody_elses_forms(people, client):
    owned(people)
    url = f"{reverse('workflow:hand_over')}?cua={people['owner'].pk}"

    def answer(name: str) -> int:
        client.force_login(people[name])
        return client.get(url).status_code

    assert {name: answer(name) for name in ("colleague", "other_head", "office", "head", "admin")} == {
        "colleague": 404,
        "other_head": 404,
        "office": 404,
        "head": 200,
        "admin": 200,
    }


def test_administrator_without_a_unit_chooses_whose_forms_from_the_navigation(people, client):
    client.force_login(people["admin"])

    page = client.get("/ban-giao/")

    assert '<a href="/ban-giao/"' in client.get("/").text
    assert (page.status_code, "owner" in page.context) == (200, False)
    assert str(people["owner"]) in str(page.context["whose"]["cua"])


def test_switching_off_hands_everything_to_the_head(people):
    drafts, accepted = owned(people), owned(people, status=S.ACCEPTED)
    review = a_review(procedure=accepted, owner=people["owner"])

    count = switch_off(people["owner"], by=people["admin"])

    assert count == 3
    assert not people["owner"].is_active
    assert {form.owner for model in (Procedure, Review) for form in model.objects.exclude(owner=None)} == {
        people["head"]
    }
    assert Move.objects.of(drafts).get().transition == "hand_over"
    assert Move.objects.of(review).get().by == people["admin"]


def test_switching_off_is_refused_when_nobody_could_take_over(people):
    form = owned(people)
    User.objects.filter(pk__in=[people["head"].pk, people["deputy"].pk]).update(is_active=False)

    with pytest.raises(Refusal, match="Chọn người nhận bàn giao"):
        switch_off(people["owner"], by=people["admin"])
    with pytest.raises(Refusal, match="Chọn người khác của đơn vị"):
        switch_off(people["owner"], by=people["admin"], to=people["stranger"])
    people["owner"].refresh_from_db()
    assert people["owner"].is_active

    switch_off(people["owner"], by=people["admin"], to=people["colleague"])
    form.refresh_from_db()
    assert form.owner == people["colleague"]


def changed(person: User, **columns) -> dict:
    """What the admin's page of an account posts."""
    kept = {
        "username": person.username, "full_name": person.full_name, "position": "", "email": "",
        "mail_mode": person.mail_mode, "role": person.role, "department": person.department_id, "is_active": "on",
    }  # fmt: skip
    return {name: value for name, value in (kept | columns).items() if value is not None}


@pytest.mark.parametrize(
    "change",
    [{"is_active": None}, {"role": "OBSERVER", "department": ""}],
    ids=["switched off", "other role"],
)
def test_admin_page_hands_forms_over_or_says_why_not(people, client, change):
    form = owned(people)
    client.force_login(people["admin"])
    url = reverse("admin:departments_user_change", args=[people["owner"].pk])
    User.objects.filter(pk__in=[people["head"].pk, people["deputy"].pk]).update(is_active=False)

    refused = client.post(url, changed(people["owner"], **change))
    done = client.post(url, changed(people["owner"], successor=people["colleague"].pk, **change))

    form.refresh_from_db()
    assert "Chọn người nhận bàn giao" in refused.text
    assert (done.status_code, form.owner) == (302, people["colleague"])


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"is_active": None}, "Không tự ngừng tài khoản của chính mình"),
        ({"role": Role.OBSERVER}, "Không tự đổi vai trò của chính mình"),
    ],
)
def test_admin_page_lets_nobody_change_their_own_rights(people, client, change, sentence):
    client.force_login(people["admin"])
    url = reverse("admin:departments_user_change", args=[people["admin"].pk])

    answer = client.post(url, changed(people["admin"], department="", **change))

    people["admin"].refresh_from_db()
    assert sentence in answer.text
    assert (people["admin"].is_active, people["admin"].role) == (True, Role.ADMIN)
