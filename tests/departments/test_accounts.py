"""One's own account: login, first password, reset by mail; and accounts in the admin."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from departments.models import User
from departments.roles import Role
from tests.factories import PASSWORD, a_department, a_user

pytestmark = pytest.mark.django_db
NEW = "mot-mat-khau-khac-9"


def test_login_with_a_wrong_password_says_what_to_check(client):
    person = a_user()

    answer = client.post(reverse("departments:login"), {"username": person.username, "password": "sai"})

    assert "Tên đăng nhập hoặc mật khẩu không đúng." in answer.content.decode()
    assert f'value="{person.username}"' in answer.content.decode()


def test_login_after_many_wrong_tries_is_locked_for_that_person_only(client, settings):
    person, colleague = a_user(), a_user()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        client.post(reverse("departments:login"), {"username": person.username, "password": "sai"})

    locked = client.post(reverse("departments:login"), {"username": person.username, "password": PASSWORD})
    other = client.post(reverse("departments:login"), {"username": colleague.username, "password": PASSWORD})

    assert (locked.status_code, other.status_code) == (429, 302)
    assert "tạm khóa 15 phút" in locked.content.decode()


def test_first_password_is_changed_before_anything_else(client):
    person = a_user(must_change_password=True)
    client.force_login(person)
    page = reverse("departments:password_change")

    sent_on = client.get(reverse("dashboards:desk"))
    client.post(page, {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW})

    person.refresh_from_db()
    assert sent_on["Location"] == page
    assert (person.must_change_password, person.check_password(NEW)) == (False, True)
    assert client.get(reverse("dashboards:desk")).status_code == 200


def test_first_password_cannot_be_kept(client):
    person = a_user(must_change_password=True)
    client.force_login(person)
    same = {"old_password": PASSWORD, "new_password1": PASSWORD, "new_password2": PASSWORD}

    answer = client.post(reverse("departments:password_change"), same)

    person.refresh_from_db()
    assert answer.context["form"].errors["new_password1"] == [
        "Đây là mật khẩu đang dùng. Đặt một mật khẩu khác, chỉ mình bạn biết."
    ]
    assert person.must_change_password


def test_password_reset_by_mail_sets_a_password_of_ones_own(client):
    person = a_user(email="thu@example.org", must_change_password=True)

    client.post(reverse("departments:password_reset"), {"email": person.email})
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    form_page = client.get(link)["Location"]
    client.post(form_page, {"new_password1": NEW, "new_password2": NEW})

    person.refresh_from_db()
    assert (person.must_change_password, person.check_password(NEW)) == (False, True)


def test_password_reset_for_an_unknown_address_tells_nothing(client):
    answer = client.post(reverse("departments:password_reset"), {"email": "khong-co@example.org"})

    assert (answer["Location"], mail.outbox) == (reverse("departments:password_reset_sent"), [])


def test_password_reset_with_a_used_link_says_so(client):
    answer = client.get(reverse("departments:password_reset_confirm", args=["MQ", "het-han"]))

    assert "Đường dẫn này không dùng được nữa" in answer.content.decode()


def test_admin_is_open_to_administrators_only(client):
    statuses = {}
    for role in Role:
        client.force_login(a_user(role))
        statuses[role] = client.get(reverse("admin:departments_user_changelist")).status_code

    assert statuses == {role: 200 if role == Role.ADMIN else 302 for role in Role}


def test_admin_makes_an_account_whose_first_password_must_be_changed(client):
    client.force_login(a_user(Role.ADMIN))
    department = a_department()
    account = {
        "username": "moi",
        "full_name": "Trần Văn Mới",
        "email": "",
        "role": Role.STAFF,
        "department": department.pk,
        "usable_password": "true",
        "password1": NEW,
        "password2": NEW,
    }

    client.post(reverse("admin:departments_user_add"), account)

    person = User.objects.get(username="moi")
    assert (person.must_change_password, person.check_password(NEW), person.department) == (
        True,
        True,
        department,
    )


def test_admin_refuses_staff_without_a_unit_with_a_sentence(client):
    client.force_login(a_user(Role.ADMIN))
    account = {"username": "moi", "full_name": "Mới", "role": Role.STAFF, "usable_password": "true"}

    answer = client.post(
        reverse("admin:departments_user_add"),
        account | {"password1": NEW, "password2": NEW, "department": ""},
    )

    assert "Vai trò này phải thuộc một phòng, đơn vị." in answer.content.decode()
    assert not User.objects.filter(username="moi").exists()


def test_admin_sets_a_first_password_for_another_person(client):
    client.force_login(a_user(Role.ADMIN))
    person = a_user()

    client.post(
        reverse("admin:auth_user_password_change", args=[person.pk]),
        {"usable_password": "true", "password1": NEW, "password2": NEW},
    )

    person.refresh_from_db()
    assert (person.must_change_password, person.check_password(NEW)) == (True, True)
