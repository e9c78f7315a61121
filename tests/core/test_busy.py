"""A save while something long is stored: a sentence and the words again, never a broken page."""

import pytest
from django.db import OperationalError
from django.urls import reverse

from departments.roles import Role
from procedures import services
from procedures.models import LegalDocument
from tests.factories import a_document, a_user
from tests.procedures.posting import controls

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    staff = a_user(Role.STAFF)
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    document = a_document(drafting_unit=staff.department, title="Cũ")
    address = reverse("procedures:document_edit", args=[document.pk])
    return address, controls(client.get(address).context["form"]) | {"title": "Chữ vừa gõ <mới>\n"}


def locked(*args, **kwargs):
    raise OperationalError("database is locked")


def test_words_of_a_save_that_waited_in_vain_are_sent_again(client, page, monkeypatch):
    address, typed = page
    with monkeypatch.context() as patch:
        patch.setattr(services, "store_document", locked)
        answer = client.post(address, typed)

    assert (answer.status_code, answer["Retry-After"], answer.context["can_send"]) == (503, "30", True)
    assert "Chữ bạn gõ còn nguyên trong trang này." in answer.text
    assert "Chữ vừa gõ &lt;mới&gt;" in answer.text
    client.post(address, dict(answer.context["words"]))
    assert LegalDocument.objects.get().title == "Chữ vừa gõ <mới>"


def test_passwords_stand_in_no_page(client, page, monkeypatch):
    address, typed = page
    monkeypatch.setattr(services, "store_document", locked)

    answer = client.post(address, typed | {"new_password1": "bí mật"})

    assert (answer.status_code, "bí mật" in answer.text) == (503, False)


def test_other_faults_of_the_database_are_no_waiting(client, page, monkeypatch):
    def broken(*args, **kwargs):
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(services, "store_document", broken)

    with pytest.raises(OperationalError):
        client.post(*page)
