"""Two people edit one legal document: the second is told what the first stored, and loses no word."""

import pytest
from django.urls import reverse

from procedures.forms.document import DocumentForm
from procedures.models import LegalDocument
from tests.factories import a_department, a_document, a_user
from tests.procedures.posting import controls

pytestmark = pytest.mark.django_db


def test_second_writer_of_a_document_sees_what_is_stored_and_saves_knowingly(client):
    unit = a_department()
    user = a_user(department=unit)
    document = a_document(drafting_unit=unit, number="01/MH", title="Quy chế cũ")
    client.force_login(user)
    address = reverse("procedures:document_edit", args=[document.pk])
    loaded = controls(DocumentForm(instance=LegalDocument.objects.get(), user=user))
    client.post(address, loaded | {"title": "Chữ của người trước"})

    refused = client.post(address, loaded | {"title": "Chữ của người sau"})

    text = refused.content.decode()
    assert "Trích yếu: Chữ của người trước" in text
    assert "Chữ của người sau</textarea>" in text
    assert LegalDocument.objects.get().title == "Chữ của người trước"
    seen = refused.context["form"]["seen"].value()
    client.post(address, loaded | {"title": "Chữ của người sau", "seen": seen})
    assert LegalDocument.objects.get().title == "Chữ của người sau"
