"""One section saved by itself: what is answered, who wins, what nobody loses."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from procedures.inventory_form import InventoryForm
from procedures.models import Procedure
from tests.factories import PASSWORD, a_complete_procedure, a_department, a_user
from tests.procedures.posting import choices, posted
from tthc.core.wording import fingerprint
from tthc.workflow.gate import perform
from tthc.workflow.models import Move

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
JSON = {"Accept": "application/json"}


@pytest.fixture
def staff(client):
    user = a_user(department=a_department(name="Phòng Quản lý khoa học"))
    client.force_login(user, backend=BACKEND)
    return user


@pytest.fixture
def procedure(staff):
    return a_complete_procedure(department=staff.department)


def save(client, procedure, data, section):
    url = reverse("procedures:procedure_autosave", args=[procedure.pk])
    return client.post(url, data | {"section": section}, headers=JSON)


def test_section_is_stored_alone_without_a_row_in_the_log(staff, client, procedure):
    data = posted(procedure, staff, notes="Ghi chú mới", name="Phần khác, chưa gửi")

    answer = save(client, procedure, data, "phan-frequency")

    stored = Procedure.objects.get()
    assert (answer.status_code, answer.json()["state"], answer.json()["version"]) == (200, "to_save", 2)
    assert (stored.notes, stored.name, Move.objects.count()) == ("Ghi chú mới", procedure.name, 0)


def test_completeness_comes_along(staff, client, procedure):
    answer = save(client, procedure, posted(procedure, staff, subjects=""), "phan-agencies").json()

    assert '<span id="muc-phan-agencies" class="todo">1 mục thiếu</span>' in answer["marks"]
    assert "Còn 1 mục thiếu" in answer["marks"]


def test_new_rows_get_their_ids_and_are_added_once(staff, client, procedure):
    data = posted(procedure, staff, steps__1__work="Ký", steps__1__ORDER="2")

    first = save(client, procedure, data, "phan-steps").json()
    again = data | first["values"] | {"seen-phan-steps": first["seen"], "steps-1-actor": "Giám đốc"}
    save(client, procedure, again, "phan-steps")

    assert first["values"] == {
        f"steps-{index}-id": str(step.pk) for index, step in enumerate(procedure.steps.all())
    }
    assert list(procedure.steps.values_list("work", "actor")) == [
        ("Lập hồ sơ", "Chuyên viên"),
        ("Ký", "Giám đốc"),
    ]


def test_save_whose_answer_was_lost_is_asked_again_without_harm(staff, client, procedure):
    data = posted(procedure, staff, steps__1__work="Ký", steps__1__ORDER="2")
    save(client, procedure, data, "phan-steps")

    answer = save(client, procedure, data, "phan-steps")

    assert (answer.status_code, answer.json()["state"], procedure.steps.count()) == (200, "same", 2)
    assert answer.json()["values"]["steps-1-id"] == str(procedure.steps.last().pk)


def test_row_unchanged_since_it_was_added_stays(staff, client, procedure):
    data = posted(procedure, staff, steps__1__work="Ký", steps__1__ORDER="2")
    first = save(client, procedure, data, "phan-steps").json()
    again = data | first["values"] | {"seen-phan-steps": first["seen"], "steps-0-work": "Lập, gửi hồ sơ"}

    save(client, procedure, again, "phan-steps")

    assert list(procedure.steps.values_list("work", flat=True)) == ["Lập, gửi hồ sơ", "Ký"]


def test_other_section_changed_meanwhile_is_no_conflict(staff, client, procedure):
    data = posted(procedure, staff, notes="Của tôi")
    save(client, procedure, posted(procedure, staff, subjects="Của người kia"), "phan-agencies")

    answer = save(client, procedure, data, "phan-frequency")

    stored = Procedure.objects.get()
    assert (answer.status_code, stored.notes, stored.subjects) == (200, "Của tôi", "Của người kia")


@pytest.mark.parametrize(("choice", "kept"), [("mine", "Của tôi nay"), ("theirs", "Của người kia nay")])
def test_same_section_shows_both_and_waits_for_a_choice(staff, client, procedure, choice, kept):
    data = posted(procedure, staff, notes="Của tôi nay")
    save(client, procedure, posted(procedure, staff, notes="Của người kia nay"), "phan-frequency")

    answer = save(client, procedure, data, "phan-frequency")
    assert answer.status_code == 409
    assert "Của <mark>người kia </mark>nay" in answer.json()["conflict"]
    assert "Của <mark>tôi </mark>nay" in answer.json()["conflict"]
    assert Procedure.objects.get().notes == "Của người kia nay"

    save(client, procedure, data | choices(answer.json()["conflict"], choice), "phan-frequency")
    assert Procedure.objects.get().notes == kept


def test_choice_made_on_an_older_text_asks_again(staff, client, procedure):
    data = posted(procedure, staff, notes="Của tôi")
    save(client, procedure, posted(procedure, staff, notes="Lần một"), "phan-frequency")
    asked = save(client, procedure, data, "phan-frequency").json()["conflict"]
    save(client, procedure, posted(procedure, staff, notes="Lần hai"), "phan-frequency")

    answer = save(client, procedure, data | choices(asked, "mine"), "phan-frequency")

    assert (answer.status_code, Procedure.objects.get().notes) == (409, "Lần hai")


def test_row_deleted_by_another_is_not_brought_back_unasked(staff, client, procedure):
    data = posted(procedure, staff, steps__0__work="Của tôi")
    save(client, procedure, posted(procedure, staff, steps__0__DELETE="on"), "phan-steps")

    answer = save(client, procedure, data, "phan-steps")

    assert (answer.status_code, procedure.steps.count()) == (409, 0)
    assert "Đã xóa dòng này" in answer.json()["conflict"]


TWO_STEPS = {"steps__1__work": "Ký", "steps__1__ORDER": "2"}


def works(procedure) -> list[str]:
    return list(procedure.steps.values_list("work", flat=True))


def test_writers_of_two_rows_both_get_their_change_and_are_told_of_each_other(staff, client, procedure):
    save(client, procedure, posted(procedure, staff, **TWO_STEPS), "phan-steps")
    data = posted(procedure, staff, steps__1__work="Ký, đóng dấu")
    colleague = a_user(department=staff.department, full_name="Lại Văn Nam")
    client.force_login(colleague, backend=BACKEND)
    theirs = posted(procedure, colleague, steps__0__work="Lập hồ sơ mới") | {"steps-TOTAL_FORMS": "4"}
    save(client, procedure, theirs | {"steps-3-work": "Lưu"}, "phan-steps")
    client.force_login(staff, backend=BACKEND)

    answer = save(client, procedure, data, "phan-steps").json()
    again = data | answer["values"] | {"seen-phan-steps": answer["seen"], "steps-1-actor": "Giám đốc"}
    save(client, procedure, again, "phan-steps")

    assert answer["others"] == "Lại Văn Nam vừa sửa 2 chỗ khác của phần này."
    assert works(procedure) == ["Lập hồ sơ mới", "Ký, đóng dấu", "Lưu"]
    assert procedure.steps.get(position=2).actor == "Giám đốc"


def test_one_row_of_two_is_asked_about_and_the_other_is_kept(staff, client, procedure):
    save(client, procedure, posted(procedure, staff, **TWO_STEPS), "phan-steps")
    data = posted(procedure, staff, steps__0__work="Của tôi", steps__1__work="Ký, đóng dấu")
    save(client, procedure, posted(procedure, staff, steps__0__work="Của người kia"), "phan-steps")

    asked = save(client, procedure, data, "phan-steps").json()["conflict"]
    answer = save(client, procedure, data | choices(asked, "theirs"), "phan-steps").json()

    assert (len(choices(asked, "mine")), "Dòng 1" in asked, "Dòng 2" in asked) == (1, True, False)
    assert (answer["reload"], works(procedure)) == (True, ["Của người kia", "Ký, đóng dấu"])


@pytest.mark.parametrize(("choice", "kept"), [("mine", []), ("theirs", ["Của người kia"])])
def test_row_that_one_removes_and_another_changes_is_asked_about(staff, client, procedure, choice, kept):
    data = posted(procedure, staff, steps__0__DELETE="on")
    save(client, procedure, posted(procedure, staff, steps__0__work="Của người kia"), "phan-steps")

    asked = save(client, procedure, data, "phan-steps").json()["conflict"]
    save(client, procedure, data | choices(asked, choice), "phan-steps")

    assert works(procedure) == kept


def test_one_moves_rows_while_another_writes_in_them(staff, client, procedure):
    save(client, procedure, posted(procedure, staff, **TWO_STEPS), "phan-steps")
    data = posted(procedure, staff, steps__0__ORDER="2", steps__1__ORDER="1")
    save(client, procedure, posted(procedure, staff, steps__0__work="Lập hồ sơ mới"), "phan-steps")

    answer = save(client, procedure, data, "phan-steps")

    assert (answer.status_code, works(procedure)) == (200, ["Ký", "Lập hồ sơ mới"])


def test_conflict_names_who_edited_that_section(staff, client, procedure):
    data = posted(procedure, staff, notes="Của tôi")
    for name, change, section in [
        ("Lại Văn Nam", {"notes": "Của Nam"}, "phan-frequency"),
        ("Bùi Thị Xuân", {"subjects": "Phần khác"}, "phan-agencies"),
    ]:
        user = a_user(department=staff.department, full_name=name)
        client.force_login(user, backend=BACKEND)
        save(client, procedure, posted(procedure, user, **change), section)
    client.force_login(staff, backend=BACKEND)

    asked = save(client, procedure, data, "phan-frequency").json()["conflict"]

    assert "Lại Văn Nam vừa sửa phần này" in asked
    assert "Xuân" not in asked


def test_conflict_names_who_edited_that_row_not_the_section(staff, client, procedure):
    save(client, procedure, posted(procedure, staff, **TWO_STEPS), "phan-steps")
    data = posted(procedure, staff, steps__0__work="Của tôi")
    for name, row in [("Lại Văn Nam", "0"), ("Bùi Thị Xuân", "1")]:
        user = a_user(department=staff.department, full_name=name)
        client.force_login(user, backend=BACKEND)
        save(client, procedure, posted(procedure, user, **{f"steps__{row}__work": name}), "phan-steps")
    client.force_login(staff, backend=BACKEND)

    asked = save(client, procedure, data, "phan-steps").json()["conflict"]

    assert "Lại Văn Nam vừa sửa phần này" in asked


def test_wrong_number_is_told_at_its_field_and_stored_nowhere(staff, client, procedure):
    answer = save(client, procedure, posted(procedure, staff, steps__0__duration_value="hai"), "phan-steps")

    assert answer.status_code == 422
    assert list(answer.json()["faults"]) == ["steps-0-duration_value", ""]
    assert Procedure.objects.get().version == 1


def test_form_submitted_meanwhile_is_frozen(staff, client, procedure):
    a_user("HEAD", staff.department)
    data = posted(procedure, staff, notes="Gõ muộn")
    perform(procedure, "submit", by=staff)

    answer = save(client, procedure, data, "phan-frequency")

    assert (answer.status_code, answer.json()["frozen"], Procedure.objects.get().notes) == (409, True, "")


def test_ended_session_answers_with_the_way_to_log_in(staff, client, procedure):
    data = posted(procedure, staff, notes="Gõ tiếp") | {"writer": staff.pk}
    Session.objects.all().delete()

    answer = save(client, procedure, data, "phan-frequency")

    assert answer.status_code == 401
    assert answer.json()["login"] == "/dang-nhap/?next=/dang-nhap/xong/"


def test_words_of_another_person_are_not_stored_in_ones_own_name(staff, client, procedure):
    data = posted(procedure, staff, notes="Của Hoa") | {"writer": staff.pk}
    client.force_login(a_user(department=staff.department), backend=BACKEND)

    answer = save(client, procedure, data, "phan-frequency")

    assert (answer.status_code, Procedure.objects.get().notes) == (401, "")


def test_words_sent_after_the_session_go_up_after_login(staff, client, procedure):
    url = procedure.get_edit_url()
    data = posted(procedure, staff, notes="Gõ\nhai dòng") | {"writer": staff.pk}
    Session.objects.all().delete()

    asked = client.post(url, data)
    login = {"username": staff.username, "password": PASSWORD, "kept": asked.context["kept"]}
    back = client.post(reverse("departments:login"), login)
    words = back.context["words"]
    client.post(words.path, dict(words.fields))

    assert (asked.status_code, words.path) == (401, url)
    assert Procedure.objects.get().notes == "Gõ\nhai dòng"


def test_kept_words_are_only_for_their_writer(staff, client, procedure):
    other = a_user(department=staff.department)
    data = posted(procedure, staff, notes="Của Hoa") | {"writer": staff.pk}
    Session.objects.all().delete()
    kept = client.post(procedure.get_edit_url(), data).context["kept"]

    login = {"username": other.username, "password": PASSWORD, "kept": kept}
    answer = client.post(reverse("departments:login"), login)

    assert "Chữ chưa lưu là của" in answer.text
    assert answer.context["kept"] == kept
    assert "_auth_user_id" not in client.session


def test_kept_words_that_somebody_made_up_are_passed_over(staff, client):
    Session.objects.all().delete()
    login = {"username": staff.username, "password": PASSWORD, "kept": "bịa:ra", "next": "/thu-tuc/"}

    assert client.post(reverse("departments:login"), login).url == "/thu-tuc/"


def test_fingerprint_is_the_same_however_a_number_is_written(staff, client, procedure):
    plain = posted(procedure, staff, times_per_year="1234,5")
    grouped = posted(procedure, staff, times_per_year="1.234,50")

    prints = {
        fingerprint(InventoryForm(Procedure.objects.with_parts().get(), staff, data).sections[-1].form)
        for data in (plain, grouped)
    }

    assert len(prints) == 1
