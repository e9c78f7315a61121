"""Nothing typed is lost: a second writer, a killed server, an ended session, a lost network."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from departments.roles import Role
from procedures.models import Procedure
from tests.browser import axe_findings
from tests.factories import a_complete_procedure, a_user
from tests.mortal_server import log_in_by_form, server, site  # noqa: F401 - fixtures

pytestmark = pytest.mark.browser


@pytest.fixture
def staff():
    return a_user(full_name="Nguyễn Thị Hoa")


@pytest.fixture
def procedure(staff):
    return a_complete_procedure(department=staff.department)


def state(page, section="phan-frequency"):
    return page.locator(f"#{section} [data-save-state]")


def notes(page):
    return page.get_by_label("Ghi chú", exact=True)


def test_second_writer_chooses_in_place_and_other_sections_go_on(open_page, log_in, staff, procedure):
    colleague = a_user(department=staff.department, full_name="Lại Văn Nam")
    first, second = open_page(width=1440, height=900), open_page(width=1440, height=900)
    for page, user in ((first, staff), (second, colleague)):
        log_in(page, user)
        page.goto(procedure.get_edit_url())

    notes(first).fill("Chữ của Hoa")
    expect(state(first)).to_contain_text("Đã lưu lúc")
    notes(second).fill("Chữ của Nam")
    second.locator("#id_results_text").fill("Giấy chứng nhận")

    expect(state(second)).to_have_text("Có người khác vừa sửa")
    expect(state(second, "phan-results")).to_contain_text("Đã lưu lúc")
    assert axe_findings(second) == []
    second.get_by_label("Giữ của tôi").check()
    second.get_by_role("button", name="Lưu theo lựa chọn").click()
    expect(state(second)).to_contain_text("Đã lưu lúc")
    stored = Procedure.objects.get()
    assert (stored.notes, stored.results_text) == ("Chữ của Nam", "Giấy chứng nhận")


def test_killed_server_gets_it_when_it_is_back(open_page, log_in, server, staff, procedure):  # noqa: F811
    page = open_page(width=1440, height=900)
    log_in(page, staff)
    page.goto(procedure.get_edit_url())
    page.locator("#phan-steps").get_by_role("button", name="Thêm bước").click()
    page.get_by_label("Việc phải làm, dòng 3").fill("Ký")
    server.kill()
    expect(state(page, "phan-steps")).to_have_text("Chưa lưu được, đang thử lại")

    server.start_again()

    expect(state(page, "phan-steps")).to_contain_text("Đã lưu lúc")
    assert list(procedure.steps.values_list("work", flat=True)) == ["Lập hồ sơ", "Ký"]


def test_without_a_network_words_stay_and_are_offered_on_the_next_visit(open_page, log_in, staff, procedure):
    page = open_page(width=390, height=844)
    log_in(page, staff)
    page.goto(procedure.get_edit_url())
    page.context.set_offline(True)
    notes(page).fill("Gõ lúc mất mạng")
    page.locator("#phan-legal-bases").get_by_role("button", name="Thêm căn cứ").click()
    page.get_by_label("Số, ký hiệu, tên văn bản, dòng 3").fill("Thông tư minh họa")
    expect(state(page)).to_have_text("Chưa lưu được, đang thử lại")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")

    page.context.set_offline(False)
    page.goto(procedure.get_edit_url())
    expect(notes(page)).to_have_value("")
    page.get_by_role("button", name="Khôi phục").click()

    expect(state(page)).to_contain_text("Đã lưu lúc")
    expect(state(page, "phan-legal-bases")).to_contain_text("Đã lưu lúc")
    assert Procedure.objects.get().notes == "Gõ lúc mất mạng"
    assert procedure.legal_bases.last().document_text == "Thông tư minh họa"
    assert page.evaluate("localStorage.length") == 0


def test_ended_session_is_taken_up_after_login(open_page, log_in, staff, procedure):
    page = open_page(width=1440, height=900)
    log_in(page, staff)
    page.goto(procedure.get_edit_url())
    Session.objects.all().delete()
    notes(page).fill("Gõ sau khi hết phiên")
    expect(state(page)).to_contain_text("phiên đăng nhập đã hết")
    assert axe_findings(page) == []

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Đăng nhập lại").click()
    log_in_by_form(opened.value, staff)
    expect(opened.value.get_by_role("heading", name="Đã đăng nhập lại")).to_be_visible()
    opened.value.close()
    page.evaluate("window.dispatchEvent(new Event('focus'))")

    expect(state(page)).to_contain_text("Đã lưu lúc")
    assert Procedure.objects.get().notes == "Gõ sau khi hết phiên"


def test_ended_session_without_javascript_loses_no_word(open_page, log_in, staff, procedure):
    page = open_page(width=390, height=844, java_script_enabled=False)
    log_in(page, staff)
    page.goto(procedure.get_edit_url())
    Session.objects.all().delete()
    notes(page).fill("Gõ sau khi hết phiên\nhai dòng")
    page.get_by_role("button", name="Lưu", exact=True).click()
    log_in_by_form(page, staff)

    page.get_by_role("button", name="Lưu chữ đã gõ").click()

    expect(page.locator("#messages")).to_contain_text("Đã lưu")
    assert Procedure.objects.get().notes == "Gõ sau khi hết phiên\nhai dòng"


def test_what_a_refused_submit_named_goes_once_it_is_mended(page, log_in, staff, procedure):
    Procedure.objects.update(subjects="")
    a_user(Role.HEAD, staff.department)
    log_in(page, staff)
    page.goto(procedure.get_edit_url())
    page.get_by_role("button", name="Nộp cho trưởng phòng").click()
    expect(page.locator("#messages")).to_contain_text("Chưa ghi đối tượng thực hiện.")

    page.get_by_label("Đối tượng thực hiện").fill("Công chức")

    expect(page.locator("#con-thieu")).to_contain_text("Đã đủ để nộp")
    expect(page.locator("#messages .alert")).to_have_count(0)
