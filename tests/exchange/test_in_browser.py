"""An import in a real browser, from the list of documents to the taking back."""

import re

import pytest
from playwright.sync_api import expect

from exchange.models import ImportSession
from procedures.models import LegalDocument
from tests.browser import axe_findings, sideways_overflow
from tests.exchange.sessions import DOUBTED, FAULTY, GOOD, a_file
from tests.factories import a_document

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_file_with_faults_is_mended_in_place_taken_in_and_taken_back(page, log_in, staff):
    a_document(drafting_unit=staff.department, number=GOOD[1], issuing_body=GOOD[4], title="Tên cũ")
    log_in(page, staff)
    page.goto("/van-ban/")
    page.get_by_text("Excel", exact=True).click()
    page.get_by_role("link", name="Nhập từ Excel", exact=True).click()

    page.set_input_files(
        "[name=file]", {"name": "van-ban.xlsx", "mimeType": "", "buffer": a_file(GOOD, FAULTY, DOUBTED)}
    )
    page.get_by_role("button", name="Tải lên, xem các cột").click()
    expect(page.get_by_label("Cột “Trích yếu” là")).to_have_value("title")
    page.get_by_role("button", name="Tiếp: xem trước").click()

    expect(page.locator(".tab[aria-current]")).to_have_text(re.compile(r"Lỗi\s*1"))
    box = page.get_by_label("Ngày ban hành, dòng 3")
    expect(box).to_have_value("40/3/2023")
    assert axe_findings(page) == []
    box.fill("30/3/2023")
    page.get_by_role("button", name="Lưu, kiểm tra lại").click()
    expect(page.locator("#messages")).to_contain_text("Đã ghi 1 ô sửa và kiểm tra lại cả tệp.")

    page.get_by_role("link", name="Điểm nghi ngờ").click()
    page.get_by_label("Đồng ý: 03/04/2023").check()
    page.get_by_role("button", name="Lưu, kiểm tra lại").click()
    page.get_by_role("link", name="Thay đổi 1", exact=True).click()
    expect(page.locator(".side-by-side tbody tr").first).to_contain_text("Tên cũ")
    page.get_by_role("button", name="Nhập", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nhập: van-ban.xlsx")
    assert sorted(LegalDocument.objects.values_list("number", "title")) == [
        (row[1], row[3]) for row in (GOOD, FAULTY, DOUBTED)
    ]
    page.get_by_role("link", name="Hoàn tác cả lần nhập…").click()
    page.get_by_role("button", name="Hoàn tác", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("Đã hoàn tác cả lần nhập.")
    assert LegalDocument.objects.get().title == "Tên cũ"


def test_preview_is_left_on_a_telephone_and_taken_up_again(phone, log_in, staff):
    log_in(phone, staff)
    phone.goto("/nhap-tu-excel/moi/documents/")
    phone.set_input_files(
        "[name=file]", {"name": "van-ban.xlsx", "mimeType": "", "buffer": a_file(GOOD, FAULTY)}
    )
    phone.get_by_role("button", name="Tải lên, xem các cột").click()
    phone.get_by_role("button", name="Tiếp: xem trước").click()
    expect(phone.get_by_label("Ngày ban hành, dòng 3")).to_be_visible()

    phone.goto("/nhap-tu-excel/")
    phone.get_by_role("link", name="van-ban.xlsx").click()

    expect(phone.get_by_label("Ngày ban hành, dòng 3")).to_have_value("40/3/2023")
    assert (sideways_overflow(phone), axe_findings(phone)) == (0, [])
    phone.get_by_text("Bỏ lần nhập này").click()
    phone.get_by_role("button", name="Bỏ hẳn").click()
    expect(phone.locator("#messages")).to_contain_text("Không có gì được ghi.")
    assert ImportSession.objects.count() == 0
