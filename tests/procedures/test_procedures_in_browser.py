"""The inventory form in a real browser: by keyboard alone, by mouse, on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from departments.roles import Role
from procedures.models import Procedure
from tests.browser import axe_findings, sideways_overflow
from tests.factories import (
    a_complete_procedure,
    a_department,
    a_document,
    a_field,
    a_procedure,
    a_user,
    an_agency,
)
from tthc.workflow.enums import FormStatus
from tthc.workflow.gate import PinnedText, perform

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAME_OF_FOCUSED = """() => {
    const element = document.activeElement;
    const label = element.getAttribute("aria-label") || [...(element.labels ?? [])].map((one) => one.textContent).join(" ");
    return (label || element.textContent || "").trim().replace(/\\s+/g, " ");
}"""


@pytest.fixture
def unit():
    return a_department(agency=an_agency(), name="Phòng Quản lý khoa học")


@pytest.fixture
def staff(unit):
    a_user(Role.HEAD, unit)
    return a_user(Role.STAFF, unit)


def tab_to(page: Page, name: str) -> None:
    """Presses Tab until the control of that name has the focus; fails when it cannot be reached."""
    seen = []
    for _ in range(150):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(NAME_OF_FOCUSED))
        if seen[-1].startswith(name):
            return
    raise AssertionError(f"{name!r} is not among {seen}")


def write(page: Page, name: str, text: str) -> None:
    tab_to(page, name)
    page.keyboard.type(text)


def choose(page: Page, name: str, place: int) -> None:
    """Chooses in a list by going down so many choices."""
    tab_to(page, name)
    for _ in range(place):
        page.keyboard.press("ArrowDown")


def answer(page: Page, question: str, presses: int) -> None:
    """Goes to a group of radio buttons and moves down so many times."""
    tab_to(page, "Chưa chọn")
    group = page.evaluate(
        "document.activeElement.closest('fieldset').querySelector('legend').textContent.trim()"
    )
    assert group.startswith(question)
    for _ in range(presses):
        page.keyboard.press("ArrowDown")


def test_staff_enters_and_submits_a_procedure_by_keyboard(page, log_in, unit, staff):
    a_document(drafting_unit=unit, number="03/MH-SKHCN", title="Quy chế xét, công nhận sáng kiến")
    a_document(drafting_unit=unit, number="04/MH-SKHCN", title="Quy chế làm việc")
    a_field(agency=unit.agency, name="Hoạt động khoa học và công nghệ")
    log_in(page, staff)

    page.goto("/thu-tuc/")
    tab_to(page, "Thêm thủ tục")
    page.keyboard.press("Enter")
    page.wait_for_url("**/thu-tuc/moi/")
    write(page, "Văn bản quy định thủ tục", "sang kien")
    page.keyboard.press("Enter")
    write(page, "Tên thủ tục", "Xét, công nhận sáng kiến cấp Sở")
    tab_to(page, "Lập bản nháp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sua/")

    answer(page, "Nhóm", 2)
    choose(page, "Lĩnh vực", 1)
    write(page, "Ai thực hiện, dòng 1", "Cá nhân đề nghị")
    write(page, "Việc phải làm, dòng 1", "Nộp đơn và báo cáo")
    tab_to(page, "Thêm bước")
    page.keyboard.press("Enter")
    page.keyboard.type("Hội đồng sáng kiến Sở")
    write(page, "Việc phải làm, dòng 2", "Họp, chấm điểm, lập biên bản")
    write(page, "Thời gian, dòng 2", "1,5")
    choose(page, "Đơn vị, dòng 2", 3)
    choose(page, "Cách thức, dòng 1", 1)
    write(page, "Tên giấy tờ, dòng 1", "Báo cáo sáng kiến")
    write(page, "Bản chính, dòng 1", "1")
    write(page, "Số lượng hồ sơ", "1")
    write(page, "Thời hạn", "7")
    choose(page, "Đơn vị thời gian", 3)
    write(page, "Đối tượng thực hiện", "Phòng, đơn vị thuộc Sở")
    write(page, "Cơ quan có thẩm quyền quyết định", "Giám đốc Sở")
    write(page, "Cơ quan trực tiếp thực hiện", "Phòng Quản lý khoa học")
    answer(page, "Có mẫu đơn", 2)
    answer(page, "Có kết quả", 1)
    write(page, "Kết quả thực hiện", "Quyết định công nhận sáng kiến")
    answer(page, "Có yêu cầu", 2)
    answer(page, "Có phí", 2)
    write(page, "Số, ký hiệu, tên văn bản, dòng 1", "Quy chế 03/MH-SKHCN")
    write(page, "Điều, khoản, điểm, dòng 1", "Điều 5")
    tab_to(page, "Nộp cho trưởng phòng")
    page.keyboard.press("Enter")

    expect(page.locator("#messages")).to_contain_text("Đã nộp cho trưởng phòng", timeout=30_000)
    procedure = Procedure.objects.with_parts().get()
    assert procedure.status == FormStatus.DEPARTMENT
    assert procedure.content()["STEPS"] == [
        ["Cá nhân đề nghị", "Nộp đơn và báo cáo", "", ""],
        ["Hội đồng sáng kiến Sở", "Họp, chấm điểm, lập biên bản", "", "1,5 ngày làm việc"],
    ]
    assert procedure.legal_document.number == "03/MH-SKHCN"
    assert procedure.legal_bases.get().legal_document == procedure.legal_document


def test_rows_are_added_moved_and_removed_with_the_mouse(page, log_in, unit, staff):
    procedure = a_complete_procedure(department=unit)
    procedure.steps.create(position=2, actor="Trưởng phòng", work="Duyệt")
    procedure.steps.create(position=3, actor="Văn thư", work="Gửi")
    log_in(page, staff)
    page.goto(procedure.get_edit_url())
    steps = page.locator("#phan-steps")

    steps.get_by_label("Ai thực hiện, dòng 4").fill("Giám đốc Sở")
    steps.get_by_role("button", name="Chuyển dòng 4 lên").click()
    steps.get_by_role("button", name="Xóa dòng 1").click()
    steps.get_by_role("button", name="Thêm bước").click()
    page.get_by_role("button", name="Lưu", exact=True).click()

    expect(page.locator("#messages")).to_contain_text("Đã lưu")
    assert list(procedure.steps.values_list("position", "actor")) == [
        (1, "Trưởng phòng"),
        (2, "Giám đốc Sở"),
        (3, "Văn thư"),
    ]
    assert page.url.endswith("#phan-steps")


def test_saving_comes_back_to_the_section_last_written_in(page, log_in, unit, staff):
    procedure = a_complete_procedure(department=unit)
    log_in(page, staff)
    page.goto(procedure.get_edit_url())
    page.locator("#id_results_text").fill("Giấy chứng nhận")
    page.get_by_role("button", name="Lưu", exact=True).click()  # while the browser still scrolls to the box

    expect(page.locator("#messages")).to_contain_text("Đã lưu")
    assert page.url.endswith("#phan-results")
    expect(page.locator(".toc a[aria-current]")).to_have_attribute("href", "#phan-results")
    page.mouse.move(700, 300)
    for _ in range(
        20
    ):  # the browser may still be on its way to the section, and then takes no turn of the wheel
        page.mouse.wheel(0, -20_000)
        page.wait_for_timeout(200)
        if page.locator(".toc a[aria-current]").get_attribute("href") == "#phan-general":
            break
    expect(page.locator(".toc a[aria-current]")).to_have_attribute("href", "#phan-general")


def test_saving_by_itself_leaves_the_focus_where_it_is(page, log_in, unit, staff):
    procedure = a_complete_procedure(department=unit, subjects="")
    log_in(page, staff)
    page.goto(procedure.get_edit_url())
    page.get_by_label("Đối tượng thực hiện").fill("Phòng, đơn vị thuộc Sở")

    page.locator("#con-thieu summary").focus()

    expect(page.locator("#con-thieu")).to_contain_text("Đã đủ để nộp")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_error_leads_to_its_control_and_keeps_the_order_of_rows(page, log_in, unit, staff):
    procedure = a_complete_procedure(department=unit)
    log_in(page, staff)
    page.goto(procedure.get_edit_url())
    steps = page.locator("#phan-steps")
    steps.get_by_label("Việc phải làm, dòng 2").fill("Việc mới")
    steps.get_by_label("Thời gian, dòng 2").fill("hai")
    steps.get_by_role("button", name="Chuyển dòng 2 lên").click()
    page.get_by_role("button", name="Lưu", exact=True).click()

    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("“hai” không phải là số")
    assert axe_findings(page) == []
    summary.get_by_role("link").click()
    focused = page.locator(":focus")
    expect(focused).to_have_value("hai")
    focused.fill("2")
    page.get_by_role("button", name="Lưu", exact=True).click()

    expect(page.locator("#messages")).to_contain_text("Đã lưu")
    assert list(procedure.steps.values_list("work", flat=True)) == ["Việc mới", "Lập hồ sơ"]


def test_second_writer_sees_what_is_stored_and_chooses(open_page, log_in, unit, staff):
    procedure = a_complete_procedure(department=unit)
    first, second = open_page(width=1440, height=900), open_page(width=1440, height=900)
    for one in (first, second):
        log_in(one, staff)
        one.goto(procedure.get_edit_url())
    first.get_by_label("Ghi chú", exact=True).fill("Chữ của người trước")
    first.get_by_label("Ghi chú", exact=True).press("Tab")
    first.get_by_role("button", name="Lưu", exact=True).click()
    expect(first.locator("#messages")).to_contain_text("Đã lưu")

    second.locator("#id_results_text").fill("Giấy chứng nhận")
    second.get_by_label("Ghi chú", exact=True).fill("Chữ của người sau")
    second.get_by_role("button", name="Lưu", exact=True).click()

    expect(second.get_by_role("alert")).to_contain_text("có người vừa sửa phần này")
    assert axe_findings(second) == []
    second.locator("#phan-frequency").get_by_label("Lấy bản của").check()
    second.get_by_role("button", name="Lưu", exact=True).click()
    expect(second.locator("#messages")).to_contain_text("Đã lưu")
    stored = Procedure.objects.get()
    assert (stored.notes, stored.results_text) == ("Chữ của người trước", "Giấy chứng nhận")


def a_returned_procedure(unit, staff) -> Procedure:
    """With remarks on two parts, a doubt, an expired basis and a log."""
    office = a_user(Role.OFFICE, a_department(agency=unit.agency, is_office=True), full_name="Lê Thu Trang")
    head = unit.users.get(role=Role.HEAD)
    long_name = "Đề xuất, xác định nhiệm vụ khoa học và công nghệ " * 6
    procedure = a_complete_procedure(department=unit, name=long_name.strip(), created_by=staff)
    old = a_document(drafting_unit=unit, status="EXPIRED", expired_on="2023-01-01")
    procedure.legal_bases.create(position=2, document_text="x" * 120, legal_document=old)
    procedure.doubts.create(kind="TIME", message="20 ngày hay 20 ngày làm việc?", key="1")
    for key, by in (("submit", staff), ("agree", head), ("take", office)):
        perform(procedure, key, by=by)
    pins = [PinnedText("STEPS", "Thiếu bước trình ký."), PinnedText("", "Rà chính tả.")]
    perform(procedure, "return_to_unit", by=office, remarks=pins)
    return procedure


@pytest.mark.parametrize("device", ["page", "phone"])
def test_pages_fit_and_have_no_serious_finding(device, request, log_in, unit, staff):
    view = request.getfixturevalue(device)
    procedure = a_returned_procedure(unit, staff)
    a_procedure(department=unit, name="")
    document = a_document(drafting_unit=unit, title="Quy chế " + "rất dài " * 30)
    log_in(view, staff)
    addresses = [
        "/thu-tuc/",
        "/thu-tuc/?tim=khong-co",
        "/thu-tuc/moi/",
        procedure.get_absolute_url(),
        procedure.get_edit_url(),
        f"{procedure.get_absolute_url()}ban-in/",
        "/van-ban/",
        "/van-ban/moi/",
        document.get_absolute_url(),
    ]

    found = {}
    for address in addresses:
        view.goto(address)
        found[re.sub(r"\d+", "N", address)] = (sideways_overflow(view), axe_findings(view))

    assert found == {re.sub(r"\d+", "N", address): (0, []) for address in addresses}
