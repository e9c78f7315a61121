"""Checking a form with remarks beside it, and moving many at once, in a browser and on a phone."""

import pytest
from django.urls import reverse

from departments.roles import Role
from procedures.models import Procedure
from tests.browser import axe_findings, sideways_overflow
from tests.factories import a_complete_procedure, a_department, a_user, borne_stamps
from tthc.workflow.enums import FormStatus
from tthc.workflow.models import Move, Remark

S = FormStatus
pytestmark = pytest.mark.browser


@pytest.fixture
def unit(site):
    return a_department()


@pytest.fixture
def office(unit):
    return a_user(Role.OFFICE, a_department(agency=unit.agency, is_office=True))


def a_form(unit, status, **columns) -> Procedure:
    form = a_complete_procedure(department=unit, **columns)
    Procedure.objects.filter(pk=form.pk).update(status=status, **borne_stamps(status, unit))
    form.refresh_from_db()
    return form


def test_office_pins_remarks_beside_the_form_and_returns_it(page, log_in, unit, office):
    form = a_form(unit, S.CHECKING)
    log_in(page, office)
    page.goto(form.get_absolute_url())

    page.locator("#phan-dossier .raise-here").click()
    assert page.locator("#neu-office-place").input_value() == "DOSSIER"
    page.fill("#neu-office-text", "Thiếu biên bản họp của đơn vị.")
    page.get_by_role("button", name="Ghim ý kiến").first.click()
    page.locator("#phan-dossier .pin").click()
    assert page.locator(".remark:target").inner_text().startswith("1 · Thành phần, số lượng hồ sơ")
    assert axe_findings(page) == []
    page.get_by_role("link", name="Trả lại đơn vị…").click()
    assert page.get_by_text("1 ý kiến đang mở gửi kèm").is_visible()
    page.get_by_role("button", name="Trả lại đơn vị").click()
    page.wait_for_selector(".alert-success")

    assert Procedure.objects.get(pk=form.pk).status == S.RETURNED
    assert Remark.objects.get().move == Move.objects.get(transition="return_to_unit")


def test_office_takes_in_all_of_a_page_at_once(page, open_page, log_in, unit, office):
    for number in range(3):
        a_form(unit, S.OFFICE, name=f"Thủ tục {number}")
    phone = open_page(width=390, height=844)
    log_in(phone, office)
    phone.goto(reverse("procedures:procedure_list"))
    assert (sideways_overflow(phone), phone.locator('[name="chon"]').count()) == (0, 3)
    log_in(page, office)
    page.goto(reverse("procedures:procedure_list"))

    page.get_by_label("Chọn tất cả dòng đang hiện").check()
    assert page.locator("[data-picked]").inner_text() == "Đã chọn 3 trên 3"
    page.get_by_role("button", name="Chuyển các dòng đã chọn…").click()
    assert axe_findings(page) == []
    page.get_by_role("button", name="Tiếp nhận để kiểm tra").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Tiếp nhận để kiểm tra: 3 biểu mẫu"
    page.get_by_role("button", name="Tiếp nhận để kiểm tra").click()

    assert page.get_by_role("heading", level=1).inner_text() == "Đã tiếp nhận: 3 trên 3 biểu mẫu"
    assert {form.status for form in Procedure.objects.all()} == {S.CHECKING}
    assert len(set(Move.objects.values_list("act", flat=True))) == 1
