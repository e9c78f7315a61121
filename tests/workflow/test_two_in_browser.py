"""A checker and an author at once, each in a browser of their own: remarks, what was mended, what changed."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from departments.roles import Role
from procedures.models import Procedure
from reviews.models import Review
from tests.browser import axe_findings
from tests.factories import (
    a_complete_procedure,
    a_department,
    a_proposing_review,
    a_user,
    borne_stamps,
)
from tthc.workflow.enums import FormStatus
from tthc.workflow.gate import perform
from tthc.workflow.models import Remark, ReplyAct

S = FormStatus
pytestmark = pytest.mark.browser


@pytest.fixture
def unit(site):
    return a_department(name="Phòng Quản lý khoa học")


@pytest.fixture
def people(unit):
    return {
        "author": a_user(Role.STAFF, unit, full_name="Nguyễn Thị Hoa"),
        "head": a_user(Role.HEAD, unit, full_name="Trần Văn Bình"),
        "office": a_user(
            Role.OFFICE, a_department(agency=unit.agency, is_office=True), full_name="Lê Thu Trang"
        ),
    }


@pytest.fixture
def pages(open_page, log_in, people):
    """The checker's browser and the author's."""
    found = []
    for name in ("office", "author"):
        page = open_page(width=1440, height=900)
        log_in(page, people[name])
        found.append(page)
    return found


def checking(form, people):
    """A form that was submitted by its author and is being checked."""
    stamps = borne_stamps(S.CHECKING, form.department)
    stamps |= {"submitted_by": people["author"], "taken_by": people["office"]}
    hands = dict.fromkeys(("owner", "created_by", "edited_by"), people["author"])
    type(form).objects.filter(pk=form.pk).update(status=S.CHECKING, **stamps, **hands)
    return type(form).objects.get(pk=form.pk)


def on_its_way(form, people, *moves) -> None:
    """Carries out further moves, each by whose they are."""
    by = {"submit": "author", "agree": "head", "take": "office", "accept": "office", "reopen": "office"}
    for key in moves:
        perform(type(form).objects.get(pk=form.pk), key, by=people[by[key]], remark="minh họa")


def raise_on(page, place: str, text: str) -> None:
    page.select_option("#neu-office-place", place)
    page.fill("#neu-office-text", text)
    page.get_by_role("button", name="Ghim ý kiến").first.click()
    expect(page.locator("#messages")).to_contain_text("Đã ghim ý kiến.")


def remark_on(page, text: str):
    return page.locator("article.remark", has_text=text)


def saved(page, section: str) -> None:
    expect(page.locator(f"#{section} [data-save-state]")).to_contain_text("Đã lưu lúc")


def test_remarks_on_a_step_and_a_dossier_item_are_mended_and_closed_from_two_sides(pages, people, unit):
    form = a_complete_procedure(department=unit, name="Xét sáng kiến")
    form.steps.create(position=2, actor="Giám đốc", work="Ký quyết định")
    form = checking(form, people)
    office, author = pages
    for page in pages:
        page.goto(form.get_absolute_url())

    raise_on(office, "STEPS:2", "Ghi rõ ký trong mấy ngày.")
    raise_on(office, "DOSSIER:1", "Tờ trình theo mẫu nào?")
    office.get_by_role("link", name="Trả lại đơn vị…").click()
    expect(office.locator(".move-waiting li")).to_have_count(2)
    office.get_by_role("button", name="Trả lại đơn vị").click()

    # The author's page is from before; the way to the form's own page leads to where each remark is answered.
    author.reload()
    expect(author.locator("#phan-steps tr", has_text="Ký quyết định").locator(".pin")).to_have_count(1)
    author.get_by_role("link", name="Sửa", exact=True).click()
    on_step = author.locator("#phan-steps article.remark")
    expect(on_step).to_contain_text("Trình tự thực hiện, dòng 2")
    assert axe_findings(author) == []
    author.get_by_label("Việc phải làm, dòng 2").fill("Ký quyết định trong 2 ngày")
    saved(author, "phan-steps")
    on_step.get_by_label("Trả lời ý kiến").fill("Đã ghi 2 ngày")
    on_step.get_by_label("Đã sửa theo ý kiến này").check()
    author.locator("#phan-dossier article.remark").get_by_label("Trả lời ý kiến").fill("Đang hỏi Văn phòng")
    on_step.get_by_role("button", name="Lưu, gửi trả lời").click()
    expect(author.locator("#phan-steps .thread")).to_contain_text("Đã ghi 2 ngày")
    expect(author.locator("#phan-dossier .thread")).to_contain_text("Đang hỏi Văn phòng")

    office.goto(form.get_absolute_url())
    expect(remark_on(office, "mấy ngày").locator(".thread")).to_contain_text("Đã ghi 2 ngày")
    remark_on(office, "mấy ngày").get_by_role("button", name="Đóng ý kiến").click()
    expect(office.locator("#messages")).to_contain_text("Đã đóng ý kiến.")

    # Both at once on the other one: the checker closes while the author, who has not seen it, answers again.
    answer = author.locator("#phan-dossier article.remark").get_by_label("Trả lời ý kiến")
    answer.fill("Theo Mẫu số 02")
    remark_on(office, "mẫu nào").get_by_role("button", name="Đóng ý kiến").click()
    expect(office.locator("#messages")).to_contain_text("Đã đóng ý kiến.")
    author.get_by_role("button", name="Lưu", exact=True).click()
    expect(author.locator("#messages")).to_contain_text("đã được đóng. Bạn đã gõ: “Theo Mẫu số 02”")
    assert not Remark.objects.still_open().exists()
    assert Procedure.objects.get().steps.last().work == "Ký quyết định trong 2 ngày"


def test_remarks_on_a_cost_line_and_a_question_go_to_and_fro(pages, people, unit):
    review = a_proposing_review(department=unit, answers={"8.a": "yes"})
    review.cost_lines.create(position=2, task="Nộp hồ sơ", current_hours=2)
    review = checking(Review.objects.get(pk=review.pk), people)
    office, author = pages
    office.goto(review.get_absolute_url())
    raise_on(office, "COSTS:2", "Hai giờ lấy ở đâu?")
    raise_on(office, "Q8", "Ghi rõ giấy tờ nào.")
    perform(Review.objects.get(), "return_to_unit", by=people["office"])

    author.goto(reverse("reviews:review_costs", args=[review.pk]))
    on_line = author.locator("article.remark")
    expect(on_line).to_contain_text("dòng 2")
    author.fill('[name="dong-1-source_note"]', "khảo sát 2022")
    saved(author, "chi-phi")
    on_line.get_by_label("Đã sửa theo ý kiến này").check()
    on_line.get_by_role("button", name="Lưu, gửi trả lời").click()
    expect(on_line.locator(".thread")).to_contain_text("Đã sửa")
    author.goto(reverse("reviews:review_answers", args=[review.pk]))
    on_question = author.locator("#cau-8 article.remark")
    on_question.get_by_label("Trả lời ý kiến").fill("Biên bản họp")
    on_question.get_by_role("button", name="Lưu, gửi trả lời").click()
    expect(on_question.locator(".thread")).to_contain_text("Biên bản họp")

    office.reload()
    expect(remark_on(office, "lấy ở đâu").locator(".thread")).to_contain_text("Đã sửa")
    remark_on(office, "lấy ở đâu").get_by_label("Trả lời ý kiến").fill("Cần cả cỡ mẫu")
    remark_on(office, "lấy ở đâu").get_by_role("button", name="Chưa được").click()
    expect(office.locator("#messages")).to_contain_text("chưa được")
    author.goto(reverse("reviews:review_costs", args=[review.pk]))
    expect(author.locator("article.remark .thread")).to_contain_text("Cần cả cỡ mẫu")
    expect(author.get_by_label("Đã sửa theo ý kiến này")).to_be_visible()
    on_line = Remark.objects.get(part="COSTS")
    acts = list(on_line.replies.values_list("act", flat=True))
    assert (acts, on_line.mended_at) == ([ReplyAct.MENDED, ReplyAct.NOT_YET], None)
    assert Review.objects.get().cost_lines.get(position=2).source_note == "khảo sát 2022"


def test_acceptance_asks_and_a_change_afterwards_asks_again_and_is_marked(pages, people, unit):
    form = a_complete_procedure(department=unit, name="Xét sáng kiến")
    for position, work in enumerate(["Thẩm định hồ sơ", "Ký quyết định công nhận"], start=2):
        form.steps.create(position=position, actor="Hội đồng", work=work)
    form = checking(form, people)
    office, author = pages
    office.goto(form.get_absolute_url())
    raise_on(office, "STEPS:1", "Việc này ai làm?")

    office.get_by_role("button", name="Đạt yêu cầu").or_(
        office.get_by_role("link", name="Đạt yêu cầu")
    ).first.click()
    expect(office.get_by_role("heading", level=1)).to_have_text("Đạt yêu cầu")
    office.get_by_role("button", name="Đạt yêu cầu").click()
    expect(office.locator("#messages")).to_contain_text("ý kiến")
    assert Procedure.objects.get().status == S.CHECKING
    office.get_by_label("Ý kiến chung").fill("Sửa ở lần rà soát sau")
    office.get_by_role("button", name="Đạt yêu cầu").click()
    expect(office.locator("#messages")).to_contain_text("Đã chấp nhận")
    on_its_way(form, people, "reopen")

    author.goto(form.get_edit_url())
    steps = author.locator("#phan-steps")
    author.get_by_label("Việc phải làm, dòng 2").fill("Thẩm định hồ sơ và lấy ý kiến")
    steps.get_by_role("button", name="Chuyển dòng 3 lên").click()
    steps.get_by_role("button", name="Chuyển dòng 2 lên").click()
    steps.get_by_role("button", name="Thêm bước").click()
    author.get_by_label("Việc phải làm, dòng 4").fill("Công khai trên trang thông tin")
    steps.locator("[name$=-actor]:visible").nth(3).fill("Văn phòng Sở")
    saved(author, "phan-steps")
    author.locator("#phan-methods").get_by_role("button", name="Xóa dòng 1").click()
    author.locator("#phan-methods select[name$=channel]:visible").first.select_option("ONLINE")
    saved(author, "phan-methods")
    on_its_way(form, people, "submit", "agree", "take")

    office.goto(reverse("procedures:procedure_list"))
    expect(office.locator("tr", has_text="Xét sáng kiến")).to_contain_text("chờ chấp nhận lại")
    office.goto(form.get_absolute_url())
    expect(office.locator(".panel")).to_contain_text("Đã sửa sau khi đạt, chờ chấp nhận lại")
    marked = office.locator("#phan-steps")
    expect(marked.locator("ins.change").first).to_be_visible()
    assert "và lấy ý kiến" in marked.locator("ins.change").all_inner_texts()
    expect(marked.locator("tr", has_text="Công khai trên trang")).to_contain_text("Thêm")
    expect(marked.locator("tr", has_text="Ký quyết định")).to_contain_text("Chuyển chỗ")
    assert axe_findings(office) == []
    office.get_by_role("link", name="Xem hai bản cạnh nhau").click()
    compared = office.locator("#phan-steps")
    for sign in ("Thêm", "Sửa", "Chuyển chỗ"):
        expect(compared.locator("th", has_text=sign)).to_have_count(1)
    assert office.locator("#phan-methods th .tag").all_inner_texts() == ["Thêm", "Bỏ"]
