"""What lists give out: by their filters, in the person's scope."""

import io
import re

import openpyxl
import pytest
from django.urls import reverse

from departments.roles import Role
from tests.factories import a_complete_procedure, a_department, a_document, a_user, an_agency
from tthc.workflow.enums import FormStatus

pytestmark = pytest.mark.django_db


def given_out(client, user, kind: str, **filters) -> list[str]:
    """The names or numbers in a workbook that the person gets."""
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse("exchange:sheet_export", args=[kind]), filters)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    rows = [list(row) for row in book.worksheets[0].values]
    heading = {"procedures": "Tên thủ tục", "documents": "Số, ký hiệu"}[kind]
    head = next(at for at, row in enumerate(rows) if any(str(cell).startswith(heading) for cell in row))
    place = next(at for at, cell in enumerate(rows[head]) if str(cell).startswith(heading))
    return [row[place] for row in rows[head + 1 :]]


def test_export_holds_what_the_filters_leave(client, unit):
    staff = a_user(Role.STAFF, unit)
    a_document(drafting_unit=unit, number="1/QĐ-MH", kind="DECISION")
    a_document(drafting_unit=unit, number="2/CV-MH", kind="OFFICIAL_LETTER")

    everything = given_out(client, staff, "documents")
    narrowed = given_out(client, staff, "documents", tim="cv-mh", trang="7", xep="ten")

    assert (everything, narrowed) == (["1/QĐ-MH", "2/CV-MH"], ["2/CV-MH"])


def test_export_stays_in_the_scope_of_the_person(client, unit):
    other = a_department(agency=unit.agency)
    a_complete_procedure(department=unit, name="Của mình")
    a_complete_procedure(department=other, name="Của đơn vị khác")
    a_complete_procedure(department=other, name="Đã nộp", status=FormStatus.OFFICE)
    office = a_user(Role.OFFICE, a_department(agency=unit.agency, is_office=True))

    assert given_out(client, a_user(Role.STAFF, unit), "procedures") == ["Của mình"]
    assert given_out(client, a_user(Role.OBSERVER), "procedures") == ["Đã nộp"]
    assert sorted(given_out(client, office, "procedures")) == ["Của mình", "Của đơn vị khác", "Đã nộp"]


def test_lists_offer_what_the_person_may_do(client, unit):
    client.force_login(a_user(Role.STAFF, unit), backend="django.contrib.auth.backends.ModelBackend")
    staff = client.get(reverse("procedures:procedure_list"), {"nhom": "A"}).content.decode()
    client.force_login(a_user(Role.DIRECTOR, unit), backend="django.contrib.auth.backends.ModelBackend")
    director = client.get(reverse("procedures:procedure_list")).content.decode()

    assert 'href="/xuat-excel/procedures/?nhom=A">Xuất Excel</a>' in staff
    assert 'href="/nhap-tu-excel/moi/procedures/">Nhập từ Excel</a>' in staff
    assert 'href="/bieu-mau-trong/procedures/">Biểu mẫu trống</a>' in staff
    assert ('href="/xuat-excel/procedures/"' in director, "/nhap-tu-excel/moi/" in director) == (True, False)


@pytest.mark.parametrize(("model", "kind"), [("user", "users"), ("department", "departments")])
def test_lists_of_the_admin_offer_their_sheets_for_each_agency(client, unit, model, kind):
    other = an_agency(name="Cơ quan khác", short_name="Khác")
    client.force_login(a_user(Role.ADMIN), backend="django.contrib.auth.backends.ModelBackend")

    page = client.get(reverse(f"admin:departments_{model}_changelist")).text

    links = re.findall(r'<a href="(/(?:nhap-tu|xuat|bieu-mau)[^"]*)">([^<]+)</a>', page)
    export = reverse("exchange:sheet_export", args=[kind])
    assert sorted(links) == sorted(
        [
            *(
                (f"{export}?co-quan={one.pk}", f"Xuất Excel: {one.short_name}")
                for one in (unit.agency, other)
            ),
            (reverse("exchange:session_new", args=[kind]), "Nhập từ Excel"),
            (reverse("exchange:blank_form", args=[kind]), "Biểu mẫu trống"),
        ]
    )
