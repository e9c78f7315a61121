"""Fields of work and legal documents as master data."""

import pytest
from django.urls import reverse

from departments.roles import Role
from procedures.models import Field, LegalDocument
from tests.factories import a_department, a_document, a_field, a_procedure, a_user
from tthc.core.text import fold, sort_key

pytestmark = pytest.mark.django_db
WORDS = {
    "number": "12/2020/QĐ-UBND",
    "kind": "DECISION",
    "title": "Quy chế sáng kiến",
    "issuing_body": "UBND tỉnh",
    "status": "IN_FORCE",
}


@pytest.fixture(autouse=True)
def administrator(client):
    user = a_user(Role.ADMIN)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def test_admin_enters_a_field_of_work(client):
    agency = a_department().agency

    client.post(reverse("admin:procedures_field_add"), {"agency": agency.pk, "name": "Sở hữu trí tuệ"})

    assert list(Field.objects.values_list("agency", "name")) == [(agency.pk, "Sở hữu trí tuệ")]


def test_admin_stores_a_document_as_the_pages_do(client):
    unit = a_department()
    procedure = a_procedure(department=unit)
    basis = procedure.legal_bases.create(
        position=1, document_text="Quyết định 12/2020/QĐ-UBND", article="Điều 5"
    )
    posted = WORDS | {"agency": unit.agency_id, "drafting_unit": unit.pk}

    client.post(reverse("admin:procedures_legaldocument_add"), posted)

    document = LegalDocument.objects.get()
    basis.refresh_from_db()
    assert (document.folded, document.sort_key, basis.legal_document) == (
        fold("12/2020/QĐ-UBND Quy chế sáng kiến UBND tỉnh"),
        sort_key("12/2020/QĐ-UBND Quy chế sáng kiến"),
        document,
    )


def test_admin_refuses_a_drafting_unit_of_another_agency(client):
    unit, foreign = a_department(), a_department()
    posted = WORDS | {"agency": unit.agency_id, "drafting_unit": foreign.pk}

    answer = client.post(reverse("admin:procedures_legaldocument_add"), posted)

    assert answer.context["adminform"].form.errors == {
        "drafting_unit": [f"{foreign} không thuộc {unit.agency}. Chọn đơn vị của cơ quan này."]
    }


def test_admin_keeps_rows_in_their_agency(client):
    rows = [a_document(), a_field(), a_department()]
    elsewhere = a_department().agency

    for row in rows:
        url = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
        client.post(url, {"agency": elsewhere.pk})
        assert "agency" not in client.get(url).context["adminform"].form.fields
