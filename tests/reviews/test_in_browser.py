"""The comfort of the scripts: sums that run along, questions that appear, words that are filled in."""

from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from procedures.enums import Part
from reviews.models import Review
from tests.browser import axe_findings, sideways_overflow
from tests.factories import a_complete_procedure, a_department, a_review, a_user
from tthc.core import display
from tthc.workflow.enums import FormStatus

pytestmark = pytest.mark.browser
COLUMNS = ("hours", "outsourced", "fees", "times", "subjects")


@pytest.fixture
def review(site):
    department = a_department()
    procedure = a_complete_procedure(department=department, status=FormStatus.ACCEPTED)
    return a_review(procedure=procedure, hourly_income=Decimal("48248.11"))


@pytest.fixture
def opened(page, log_in, review):
    """Opens a page of the review as its author."""
    log_in(page, a_user(department=review.department))

    def opened(name):
        page.goto(reverse(f"reviews:{name}", args=[review.pk]))
        return page

    return opened


def totals(page):
    return [
        page.locator(f'.cost-total [data-total="{name}"]').inner_text()
        for name in ("current", "proposed", "saving", "percent")
    ]


def counted(review):
    total = Review.objects.get(pk=review.pk).total
    return [
        display.number(total.current), display.number(total.proposed), display.number(total.saving),
        display.percent(total.percent, 2),
    ]  # fmt: skip


def fill(page, row, scenario, values):
    for column, value in zip(COLUMNS, values, strict=True):
        page.fill(f'[name="dong-{row}-{scenario}_{column}"]', value)


TABLES = [
    # Halves and thirds of a đồng, which only an exact count adds up alike.
    [(("0,33", "1", "0", "0,5", "0,01"), ("0,17", "0", "0", "0,5", "0,01"))] * 3,
    [(("2,5", "1.500.000", "0", "12", "1.234,56"), ("3,75", "1.500.000", "0", "12", "1.234,56"))],
    [(("99.999,99", "99999999999999", "0", "1", "1"), ("0", "0", "0", "0", "0"))],
    [(("", "", "", "", ""), ("1", "", "", "1", "1"))],
]


@pytest.mark.parametrize("table", TABLES)
def test_live_totals_are_the_servers(opened, review, table):
    page = opened("review_costs")
    for row, (current, proposed) in enumerate(table):
        if row:
            page.click("[data-add]")
        page.fill(f'[name="dong-{row}-task"]', "Tờ trình")
        fill(page, row, "current", current)
        fill(page, row, "proposed", proposed)
    live = totals(page)

    page.get_by_role("button", name="Lưu", exact=True).click()
    page.wait_for_selector(".alert-success")

    assert live == counted(review)
    assert totals(page) == live
    assert page.locator(".alert-warning", has_text="khác tổng máy chủ").count() == 0


def test_dropped_line_costs_nothing_afterwards(opened, review):
    page = opened("review_costs")
    fill(page, 0, "current", ("2", "", "", "1", "10"))

    page.check('[name="dong-0-is_dropped"]')

    assert totals(page) == ["964.962", "0", "964.962", "100\u00a0%"]


def test_proposed_follows_current_until_it_differs(opened, review):
    page = opened("review_costs")
    page.fill('[name="dong-0-current_hours"]', "2")
    page.fill('[name="dong-0-current_times"]', "4")
    page.fill('[name="dong-0-proposed_hours"]', "1")

    page.fill('[name="dong-0-current_hours"]', "3")

    found = [page.input_value(f'[name="dong-0-proposed_{column}"]') for column in ("hours", "times")]
    assert found == ["1", "4"]


def test_number_that_cannot_be_read_shows_a_question_mark(opened, review):
    page = opened("review_costs")

    page.fill('[name="dong-0-current_hours"]', "2.5")

    assert page.locator('[data-year="current"]').first.inner_text() == "?"


def test_removed_line_counts_no_more(opened, review):
    page = opened("review_costs")
    fill(page, 0, "current", ("2", "", "", "1", "10"))

    page.locator("[data-remove]").first.click()

    assert totals(page)[0] == "0"


def paste(page, name, text):
    page.focus(f'[name="{name}"]')
    page.evaluate(
        """([name, text]) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            document.querySelector(`[name="${name}"]`).dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        [name, text],
    )


@pytest.mark.parametrize("scenario", ["current", "proposed"])
def test_pasted_cells_stay_in_one_scenario(opened, review, scenario):
    page = opened("review_costs")

    paste(page, f"dong-0-{scenario}_hours", "2,5\t100\t0\t4\t10\tkhảo sát\n1\t0\t50\t4\t10\tước tính")

    found = [
        [page.input_value(f'[name="dong-{row}-{scenario}_{column}"]') for column in COLUMNS]
        + [page.input_value(f'[name="dong-{row}-source_note"]')]
        for row in (0, 1)
    ]
    assert found == [["2,5", "100", "0", "4", "10", "khảo sát"], ["1", "0", "50", "4", "10", "ước tính"]]


def test_undo_of_a_paste_takes_back_what_followed_it(opened, review):
    page = opened("review_costs")
    fill(page, 0, "current", ("2", "", "", "1", "10"))
    before = totals(page)
    paste(page, "dong-0-current_hours", "Giờ\tSố lần/năm\n4\t3\n5\t6")
    pasted = totals(page)

    page.get_by_role("button", name="Hoàn tác").click()

    found = [page.input_value(f'[name="dong-0-{scenario}_hours"]') for scenario in ("current", "proposed")]
    assert (pasted != before, totals(page), found) == (True, before, ["2", "2"])


def visible_questions(page, number):
    return page.evaluate(
        """(number) => [...document.querySelectorAll(`#cau-${number} [data-part]`)]
            .filter((part) => part.offsetParent).map((part) => part.dataset.part)""",
        number,
    )


def test_questions_appear_as_answers_call_for_them(opened):
    page = opened("review_answers")
    before = visible_questions(page, 9)

    page.check('[name="9.a"][value="yes"]')
    after_yes = visible_questions(page, 9)
    page.check('[name="9.a"][value="no"]')
    after_no = visible_questions(page, 9)

    assert (before, after_yes, after_no) == (["9.a"], ["9.a", "9.b", "9.c"], ["9.a", "9.d"])


def test_explanation_appears_on_its_answer(opened):
    page = opened("review_answers")
    before = page.is_visible('[name="8.a.why"]')

    page.check('[name="8.a"][value="no"]')

    assert (before, page.is_visible('[name="8.a.why"]')) == (False, True)


def test_sections_are_skipped_and_taken_up_again(opened):
    page = opened("review_answers")

    page.check('[name="4.a"][value="no"]')
    skipped = page.locator("[data-section-skipped]:visible").all_inner_texts()
    page.check('[name="4.a"][value="yes"]')

    assert skipped == ["Bỏ qua vì câu 4 trả lời không cần thiết."] * 3
    assert page.locator("[data-section-skipped]:visible").count() == 0


def test_hidden_text_survives_a_save(opened, review):
    page = opened("review_answers")
    page.check('[name="8.a"][value="no"]')
    page.fill('[name="8.a.why"]', "Thừa một giấy tờ")
    page.check('[name="8.a"][value="yes"]')

    page.get_by_role("button", name="Lưu", exact=True).click()
    page.wait_for_selector(".alert-success")

    assert Review.objects.get(pk=review.pk).answers == {"8.a": "yes", "8.a.why": "Thừa một giấy tờ"}


def test_present_words_are_filled_in_when_a_part_is_chosen(opened):
    page = opened("review_proposal")
    page.check('[name="conclusion"][value="PROPOSE"]')

    page.select_option('[name="noi-dung-0-part"]', Part.TIME_LIMIT)
    first = page.input_value('[name="noi-dung-0-current_text"]')
    page.select_option('[name="noi-dung-0-part"]', Part.DOSSIER)

    assert first == "5 ngày làm việc"
    assert (
        page.input_value('[name="noi-dung-0-current_text"]') == "Tờ trình (1 bản chính)\nSố lượng hồ sơ: 1 bộ"
    )


def test_present_words_that_were_typed_stay(opened):
    page = opened("review_proposal")
    page.fill('[name="noi-dung-0-current_text"]', "Hai bản")

    page.select_option('[name="noi-dung-0-part"]', Part.DOSSIER)

    assert page.input_value('[name="noi-dung-0-current_text"]') == "Hai bản"


def test_keeping_hides_the_plan(opened):
    page = opened("review_proposal")

    page.check('[name="conclusion"][value="KEEP"]')

    assert page.is_visible("[data-when-proposing]") is False


@pytest.mark.parametrize("name", ["review_answers", "review_costs", "review_proposal", "review_detail"])
def test_pages_of_a_review_serve_everybody(opened, phone, log_in, review, name):
    review.cost_lines.create(
        position=1, task="Tờ trình", current_hours=2, current_times=4, current_subjects=1200
    )
    review.answers = {"5.a": "no", "13.a": "Một phần quy định không đúng thẩm quyền"}
    review.save()
    log_in(phone, a_user(department=review.department))

    page = opened(name)
    phone.goto(page.url)

    assert axe_findings(page) + axe_findings(phone) == []
    assert (sideways_overflow(page), sideways_overflow(phone)) == (0, 0)


@pytest.fixture
def two_writers(open_page, log_in, review):
    """Two people of the unit, each with the same page of the review open."""

    def two_writers(name):
        pages = [open_page(width=1440, height=900) for _ in range(2)]
        for page in pages:
            log_in(page, a_user(department=review.department))
            page.goto(reverse(f"reviews:{name}", args=[review.pk]))
        return pages

    return two_writers


def test_writers_of_one_cost_line_choose_and_those_of_two_need_not(two_writers, review):
    for position, task in enumerate(["Đơn đề nghị", "Tờ trình"], start=1):
        review.cost_lines.create(position=position, task=task, current_hours=2)
    first, second = two_writers("review_costs")
    first.fill('[name="dong-0-task"]', "Đơn mới của người trước")
    first.fill('[name="dong-1-source_note"]', "khảo sát")
    expect(first.locator("[data-save-state]").first).to_contain_text("Đã lưu lúc")

    second.fill('[name="dong-1-current_hours"]', "3")
    expect(second.locator("[data-save-state]").first).to_have_text("Có người khác vừa sửa")
    assert axe_findings(second) == []
    assert second.locator(".conflict-place").all_inner_texts() == ["Dòng 2", "Dòng 2"]
    second.get_by_label("Giữ của tôi: Dòng 2").check()
    second.get_by_role("button", name="Lưu theo lựa chọn").click()
    expect(second.locator("[data-save-state]").first).to_contain_text("vừa sửa 1 chỗ khác của phần này")
    second.get_by_role("button", name="Tải lại để xem").click()

    expect(second.locator('[name="dong-0-task"]')).to_have_value("Đơn mới của người trước")
    lines = review.cost_lines.values_list("task", "current_hours", "source_note")
    assert list(lines) == [("Đơn mới của người trước", 2, ""), ("Tờ trình", 3, "")]


def test_two_writers_of_different_questions_disturb_nobody(two_writers, review):
    first, second = two_writers("review_answers")
    first.fill('[name="1.a"]', "Quản lý sáng kiến")
    expect(first.locator("#necessity [data-save-state]")).to_contain_text("Đã lưu lúc")

    second.check('[name="7.a"][value="yes"]')

    expect(second.locator("#reasonableness [data-save-state]")).to_contain_text("Đã lưu lúc")
    assert Review.objects.get(pk=review.pk).answers == {"1.a": "Quản lý sáng kiến", "7.a": "yes"}
