"""The components in a real browser: rows, choosing by typing, leaving with unsaved changes, reading without a mouse."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import axe_findings, sideways_overflow

pytestmark = pytest.mark.browser
ACTORS = ["Cá nhân đề nghị", "Chuyên viên", "Hội đồng"]


@pytest.fixture(autouse=True)
def sample_pages(settings) -> None:
    settings.ROOT_URLCONF = "tests.core.sample_pages"


def actors(page: Page) -> list[str]:
    """What stands in the first column of the rows on show."""
    return page.locator("tbody tr:not([hidden]) [name$=-actor]").evaluate_all(
        "all => all.map(box => box.value)"
    )


def saved(page: Page) -> dict:
    """What the server understands of the form as it stands."""
    with page.expect_response(lambda response: response.request.method == "POST") as answer:
        page.get_by_role("button", name="Lưu").click()
    return answer.value.json()


def paste(page: Page, label: str, text: str) -> None:
    page.get_by_label(label, exact=True).evaluate(
        """(box, text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            box.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        text,
    )


def test_row_added_takes_focus_and_is_announced(page):
    page.goto("/")

    page.get_by_role("button", name="Thêm bước").click()

    expect(page.locator(".rows-said")).to_have_text("Đã thêm dòng 5")
    expect(page.get_by_label("Ai thực hiện, dòng 5", exact=True)).to_be_focused()


def test_rows_left_empty_are_not_saved(page):
    page.goto("/")
    page.get_by_role("button", name="Thêm bước").click()

    page.get_by_label("Ai thực hiện, dòng 5", exact=True).fill("Lãnh đạo Sở")
    page.get_by_label("Việc phải làm, dòng 5", exact=True).fill("Ký")

    assert [row[0] for row in saved(page)["rows"]] == [*ACTORS, "Lãnh đạo Sở"]


def test_row_moves_by_keyboard_and_keeps_focus(page):
    page.goto("/")
    box = page.get_by_label("Ai thực hiện, dòng 3", exact=True)

    box.press("Alt+ArrowUp")

    expect(page.get_by_label("Ai thực hiện, dòng 2", exact=True)).to_be_focused()
    assert actors(page) == ["Cá nhân đề nghị", "Hội đồng", "Chuyên viên", ""]
    assert [row[0] for row in saved(page)["rows"]] == ["Cá nhân đề nghị", "Hội đồng", "Chuyên viên"]


def test_row_moves_by_button(page):
    page.goto("/")

    page.get_by_role("button", name="Chuyển dòng 1 xuống").click()

    assert actors(page) == ["Chuyên viên", "Cá nhân đề nghị", "Hội đồng", ""]
    expect(page.get_by_role("button", name="Chuyển dòng 2 xuống")).to_be_focused()


def test_row_removed_is_left_out_on_saving(page):
    page.goto("/")

    page.get_by_role("button", name="Xóa dòng 2").click()

    assert actors(page) == ["Cá nhân đề nghị", "Hội đồng", ""]
    assert [row[0] for row in saved(page)["rows"]] == ["Cá nhân đề nghị", "Hội đồng"]


def test_row_removed_comes_back_by_undo(page):
    page.goto("/")
    page.get_by_role("button", name="Xóa dòng 2").click()

    page.get_by_role("button", name="Hoàn tác").click()

    assert actors(page) == [*ACTORS, ""]
    expect(page.get_by_label("Ai thực hiện, dòng 2", exact=True)).to_be_focused()
    assert [row[0] for row in saved(page)["rows"]] == ACTORS


def test_cells_of_a_sheet_fill_boxes_and_add_rows(page):
    page.goto("/")

    paste(
        page, "Ai thực hiện, dòng 4", 'Văn thư\tĐóng dấu\t2\tgiờ\nLưu trữ\t"Lưu\nhồ sơ"\t1\tngày làm việc\n'
    )

    expect(page.locator(".rows-said")).to_contain_text("Đã dán 2 dòng từ bảng tính")
    assert saved(page)["rows"][3:] == [["Văn thư", 2, "HOUR"], ["Lưu trữ", 1, "WORKING_DAY"]]


def test_pasted_cells_go_away_by_undo(page):
    page.goto("/")
    paste(page, "Ai thực hiện, dòng 3", "Văn thư\tĐóng dấu\t2\tphút\nLưu trữ\tLưu\t1\tgiờ\n")
    expect(page.locator(".rows-said")).to_contain_text("1 ô không có trong danh sách chọn")

    page.get_by_role("button", name="Hoàn tác").click()

    assert saved(page)["rows"] == [
        ["Cá nhân đề nghị", 1, "WORKING_DAY"],
        ["Chuyên viên", 3, "WORKING_DAY"],
        ["Hội đồng", 5, "WORKING_DAY"],
    ]


def test_cells_copied_with_their_headings_go_to_the_boxes_of_those_names(page):
    page.goto("/")

    paste(
        page,
        "Ai thực hiện, dòng 4",
        'STT\tTHỜI GIAN\tĐơn vị thời gian\tViệc phải làm (*)\tAi thực hiện\n1\t05 ngày làm việc\t\t"Đóng ""dấu"", ghi sổ"\tVăn thư\n',
    )

    expect(page.locator(".rows-said")).to_contain_text("Đã dán 1 dòng từ bảng tính; bỏ qua cột STT")
    assert page.get_by_label("Việc phải làm, dòng 4", exact=True).input_value() == 'Đóng "dấu", ghi sổ'
    assert saved(page)["rows"][3:] == [["Văn thư", 5, "WORKING_DAY"]]


def test_pasted_cells_without_a_place_are_told(page):
    page.goto("/")

    paste(page, "Đơn vị thời gian, dòng 4", "giờ\tthừa\nngày\t\n")

    expect(page.locator(".rows-said")).to_contain_text(
        "Đã dán 2 dòng từ bảng tính; 1 ô thừa ở bên phải không có chỗ"
    )


def test_lines_pasted_into_a_long_text_stay_text(page):
    page.goto("/")

    paste(page, "Việc phải làm, dòng 1", "một\nhai")

    assert actors(page) == [*ACTORS, ""]


def test_document_is_found_without_marks_and_chosen_by_keyboard(page):
    page.goto("/")
    box = page.get_by_role("combobox", name="Văn bản")

    box.fill("do luong 117")
    expect(page.locator("[role=option]")).to_have_text(["117/2021/QĐ-UBND về đo lường"])
    box.press("Enter")

    expect(box).to_have_value("117/2021/QĐ-UBND về đo lường")
    assert saved(page)["document"] == "117"


def test_long_list_of_hits_says_how_many_are_left(page):
    page.goto("/")

    page.get_by_role("combobox", name="Văn bản").fill("QD-UBND")

    expect(page.locator("[role=option]")).to_have_count(50)
    expect(page.locator(".picker-more").first).to_have_text("Còn 70 kết quả, gõ thêm để thu hẹp.")


def test_escape_keeps_what_was_chosen(page):
    page.goto("/")
    box = page.get_by_role("combobox", name="Văn bản")
    box.fill("117")
    box.press("Enter")

    box.fill("không có văn bản này")
    box.press("Escape")

    expect(box).to_have_value("117/2021/QĐ-UBND về đo lường")


def test_box_cleared_chooses_nothing(page):
    page.goto("/")
    box = page.get_by_role("combobox", name="Văn bản")
    box.fill("117")
    box.press("Enter")

    box.fill("")
    page.get_by_label("Tên thủ tục").focus()

    assert saved(page)["document"] == ""


def test_leaving_with_unsaved_changes_asks_first(page):
    page.goto("/")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == []

    page.get_by_label("Tên thủ tục").fill("Xét")
    page.reload()

    assert asked == ["beforeunload"]


def test_page_reads_well_at_a_desk(page):
    page.goto("/")

    assert axe_findings(page) == []
    assert sideways_overflow(page) == 0


def test_page_reads_well_on_a_phone(phone):
    phone.goto("/")

    expect(phone.get_by_role("navigation", name="Trang chính")).to_be_hidden()
    phone.get_by_text("Trình đơn").click()
    expect(phone.get_by_role("navigation", name="Trang chính")).to_be_visible()
    assert axe_findings(phone) == []
    assert sideways_overflow(phone) == 0


def test_page_works_without_scripts(open_page):
    page = open_page(width=390, height=844, java_script_enabled=False)
    page.goto("/")

    page.get_by_label("Ai thực hiện, dòng 4", exact=True).fill("Văn thư")
    page.get_by_label("Việc phải làm, dòng 4", exact=True).fill("Đóng dấu")
    page.get_by_label("Thứ tự, dòng 4").fill("1")
    page.get_by_label("Xóa, dòng 2").check()
    page.get_by_label("Văn bản").select_option("117")

    answer = saved(page)
    assert ([row[0] for row in answer["rows"]], answer["document"]) == (
        ["Cá nhân đề nghị", "Văn thư", "Hội đồng"],
        "117",
    )
