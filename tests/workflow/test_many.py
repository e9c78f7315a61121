"""Many forms at once: what is offered for which, a transaction per form, a result per row, one act in the log."""

import pytest
from django.urls import reverse

from departments.roles import Role
from procedures.models import Procedure
from tests.factories import a_complete_procedure, a_department, a_review, a_user, an_agency, borne_stamps
from tthc.workflow.enums import FormStatus
from tthc.workflow.gate import perform
from tthc.workflow.many import offers_for, perform_many
from tthc.workflow.models import Move, Remark

S = FormStatus
pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
URL = "/thu-tuc/chuyen-nhieu/"


@pytest.fixture
def unit():
    return a_department()


@pytest.fixture
def office(unit):
    return a_user(Role.OFFICE, a_department(agency=unit.agency, is_office=True))


@pytest.fixture
def logged_in(client, office):
    client.force_login(office, backend=BACKEND)
    return client


def a_form(unit, status=S.OFFICE, **columns) -> Procedure:
    form = a_complete_procedure(department=unit, **columns)
    Procedure.objects.filter(pk=form.pk).update(status=status, **borne_stamps(status, unit))
    return Procedure.objects.with_parts().get(pk=form.pk)


def posted(forms, key, **words) -> dict:
    versions = {f"phien-ban-{form.pk}": form.version for form in forms}
    return {"chon": [form.pk for form in forms], "viec": key} | versions | words


def test_offers_say_for_which_and_why_not(unit, office):
    sent, checking = a_form(unit), a_form(unit, S.CHECKING)
    own = a_form(unit)
    own.submitted_by = office

    offers = offers_for([sent, checking, own], office)

    assert [
        (offer.transition.key, offer.ready, [(one.form, one.reasons) for one in offer.hindered])
        for offer in offers
    ] == [
        (
            "take",
            [sent],
            [
                (checking, ["Đang ở “Văn phòng đang kiểm tra”."]),
                (
                    own,
                    [
                        "Không ai tự kiểm tra, chấp nhận biểu mẫu do chính mình nộp; "
                        "cần một người khác ở Văn phòng Sở."
                    ],
                ),
            ],
        ),
        (
            "accept",
            [checking],
            [(sent, ["Đang ở “Chờ Văn phòng Sở”."]), (own, ["Đang ở “Chờ Văn phòng Sở”."])],
        ),
        ("return_to_unit", [sent, checking, own], []),
    ]


def test_perform_many_moves_each_alone_under_one_act(unit, office):
    forms = [a_form(unit) for _ in range(3)]
    seen = {form.pk: form.version for form in forms}
    perform(Procedure.objects.get(pk=forms[1].pk), "take", by=office)

    act, outcomes = perform_many(forms, "take", by=office, seen=seen)

    assert [(bool(outcome.reasons), outcome.form.status) for outcome in outcomes] == [
        (False, S.CHECKING),
        (True, S.CHECKING),
        (False, S.CHECKING),
    ]
    assert "đã được người khác sửa hoặc chuyển" in outcomes[1].reasons[0]
    assert set(Move.objects.filter(act=act).values_list("object_id", flat=True)) == {forms[0].pk, forms[2].pk}


def test_page_offers_moves_for_what_was_ticked(logged_in, unit):
    sent, checking = a_form(unit), a_form(unit, S.CHECKING)

    page = logged_in.get(URL, {"chon": [sent.pk, checking.pk]})

    assert [offer.transition.key for offer in page.context["offers"]] == ["take", "accept", "return_to_unit"]
    assert "làm được với 1 trên 2" in page.text


def test_page_asks_to_confirm_and_then_says_what_became_of_each(logged_in, unit, office):
    forms = [a_form(unit, name=f"Thủ tục {number}") for number in range(2)]
    confirm = logged_in.get(URL, {"chon": [form.pk for form in forms], "viec": "take"})
    assert "Tiếp nhận để kiểm tra: 2 biểu mẫu" in confirm.text
    assert not Move.objects.exists()
    perform(Procedure.objects.get(pk=forms[0].pk), "take", by=office)

    page = logged_in.post(URL, posted(forms, "take"))

    assert "Đã tiếp nhận: 1 trên 2 biểu mẫu" in page.text
    assert [bool(outcome.reasons) for outcome in page.context["outcomes"]] == [True, False]


def test_list_comes_back_as_it_was_narrowed(logged_in, unit):
    form = a_form(unit, S.OFFICE)
    narrowed = "trang-thai=OFFICE&trang=1"
    shown = logged_in.get("/thu-tuc/?" + narrowed).text
    picked = {"chon": form.pk, "loc": narrowed}

    pages = [
        logged_in.get(URL, picked),
        logged_in.get(URL, picked | {"viec": "take"}),
        logged_in.post(URL, picked | {"viec": "take", f"phien-ban-{form.pk}": form.version}),
    ]

    assert 'name="loc" value="trang-thai=OFFICE&amp;trang=1"' in shown
    assert [page.context["list_url"] for page in pages] == [f"/thu-tuc/?{narrowed}"] * 3


def test_log_links_what_was_moved_in_the_same_act(logged_in, unit, office):
    forms = [a_form(unit, name=f"Thủ tục {number}") for number in range(3)]
    perform_many(forms, "take", by=office, seen={form.pk: form.version for form in forms})
    perform(a_form(unit, name="Một mình"), "take", by=office)

    (row,) = logged_in.get(forms[0].get_absolute_url()).context["panel"].log

    assert [str(form) for form in row.together] == ["Thủ tục 1", "Thủ tục 2"]


def test_return_of_many_asks_for_words_and_pins_them(logged_in, unit):
    forms = [a_form(unit) for _ in range(2)]

    refused = logged_in.post(URL, posted(forms, "return_to_unit"))
    assert "Nêu rõ lý do" in refused.text
    assert not Move.objects.exists()
    logged_in.post(URL, posted(forms, "return_to_unit", remark="Nhập lại theo mẫu mới"))

    assert list(Remark.objects.values_list("text", flat=True)) == ["Nhập lại theo mẫu mới"] * 2
    assert {form.status for form in Procedure.objects.all()} == {S.RETURNED}


@pytest.mark.parametrize("version", ["", "không", "9" * 5_000])
def test_a_form_whose_version_was_not_shown_stays(logged_in, unit, version):
    form = a_form(unit)

    page = logged_in.post(URL, {"chon": [form.pk], "viec": "take", f"phien-ban-{form.pk}": version})

    assert [bool(outcome.reasons) for outcome in page.context["outcomes"]] == [True]
    assert not Move.objects.exists()


def test_forms_outside_the_scope_are_not_moved(client, unit):
    form = a_form(unit)
    client.force_login(a_user(Role.OFFICE, a_department(agency=an_agency(), is_office=True)), backend=BACKEND)

    response = client.post(URL, posted([form], "take"))

    assert response.url == reverse("procedures:procedure_list")
    assert not Move.objects.exists()


@pytest.mark.parametrize(("role", "ticks"), [(Role.OFFICE, True), (Role.DIRECTOR, False)])
def test_lists_give_ticks_to_whoever_moves_forms(client, unit, role, ticks):
    a_form(unit)
    a_review(department=unit, status=S.OFFICE)
    client.force_login(a_user(role, a_department(agency=unit.agency, is_office=True)), backend=BACKEND)

    pages = [client.get(reverse(name)).text for name in ("procedures:procedure_list", "reviews:review_list")]

    assert [('name="chon"' in page, "Chuyển các dòng đã chọn" in page) for page in pages] == [
        (ticks, ticks)
    ] * 2


def test_many_reviews_are_taken_in(logged_in, unit):
    reviews = [a_review(department=unit, status=S.OFFICE) for _ in range(2)]

    page = logged_in.post(reverse("reviews:review_move_many"), posted(reviews, "take"))

    assert "Đã tiếp nhận: 2 trên 2 biểu mẫu" in page.text
