"""The main job, end to end in a real browser: from an inventory form to the director's dashboard.

Cost by hand: đơn đề nghị 4 giờ × 50.000 đồng × 2 lần × 10 đối tượng = 4.000.000 đồng/năm; sau đơn giản hóa 1 giờ,
1.000.000 đồng/năm; tiết kiệm 3.000.000 đồng/năm, 75 %. One procedure of one: 100 % reviewed.
"""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from departments.models import User
from departments.roles import Role
from plans.enums import Measure
from procedures.models import Procedure
from reviews.models import IncomeRate, Review
from tests.factories import (
    a_department,
    a_document,
    a_field,
    a_plan,
    a_user,
    an_agency,
    an_announcement,
    published,
)
from tthc.workflow.models import Move

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FORM = {
    "name": "Xét, công nhận sáng kiến cấp Sở",
    "steps-0-actor": "Chuyên viên",
    "steps-0-work": "Tiếp nhận, thẩm định hồ sơ",
    "steps-0-duration_value": "5",
    "dossier_items-0-name": "Đơn đề nghị",
    "dossier_items-0-originals": "1",
    "dossier_sets": "1",
    "time_limit_value": "5",
    "subjects": "Phòng, đơn vị thuộc Sở",
    "deciding_agency": "Giám đốc Sở",
    "executing_agency": "Phòng Quản lý khoa học",
    "results_text": "Quyết định công nhận sáng kiến",
    "legal_bases-0-document_text": "01/MH-SKHCN",
    "legal_bases-0-article": "Điều 5",
    "times_per_year": "2",
    "subjects_per_year": "10",
    "frequency_source": "thống kê hồ sơ",
}
CHOICES = {
    "group": "B",
    "forms_answer": "NONE",
    "results_answer": "SOME",
    "conditions_answer": "NONE",
    "fees_answer": "NONE",
}
LISTS = {
    "steps-0-duration_unit": "WORKING_DAY",
    "methods-0-channel": "DIRECT",
    "time_limit_unit": "WORKING_DAY",
}
WORDS = {
    "1.a": "Ghi nhận sáng kiến",
    "1.b.why": "Luật quy định",
    "2.a.why": "Đã đáp ứng",
    "13.a.why": "Đúng Luật",
}
YES = ("1.b", "2.a", "4.a", "5.a", "6.a", "7.a", "8.a", "12.a", "15.a")
NO = ("3.a", "9.a", "10.a", "11.a", "14.a", "16.a")


@pytest.fixture
def people(site):
    """The people of one Sở with one unit, and a plan with a milestone and a target."""
    agency = an_agency(name="Sở Khoa học và Công nghệ")
    unit = a_department(agency=agency, name="Phòng Quản lý khoa học", code="QLKH")
    office = a_department(agency=agency, name="Văn phòng Sở", is_office=True, takes_part=False)
    a_document(drafting_unit=unit, number="01/MH-SKHCN", title="Quy chế sáng kiến (minh họa)")
    a_field(agency=agency, name="Sáng kiến")
    IncomeRate.objects.all().delete()
    IncomeRate.objects.create(
        valid_from=date(2020, 1, 1), annual_income=Decimal(105_600_000), source="minh họa"
    )
    today = date.today()
    plan = a_plan(agency=agency, starts_on=date(2022, 11, 1), ends_on=date(today.year + 1, 12, 31))
    plan.milestones.create(
        title="Rà soát", measure=Measure.REVIEWED, target=100, due_before=date(today.year + 1, 1, 1)
    )
    plan.milestones.create(title="Giảm chi phí", measure=Measure.CUT_COST, target=20, order=20)
    return {
        "staff": a_user(Role.STAFF, unit, full_name="Nguyễn Thị Hoa"),
        "head": a_user(Role.HEAD, unit, full_name="Hà Quang Dũng"),
        "office": a_user(Role.OFFICE, office, full_name="Lê Thị Hương"),
        "director": a_user(Role.DIRECTOR, office, full_name="Nguyễn Văn Thành"),
    }


@pytest.fixture
def as_one(open_page, log_in, people):
    """A browser page of each person, kept for the whole journey."""
    pages: dict[str, Page] = {}

    def as_one(who: str) -> Page:
        if who not in pages:
            pages[who] = open_page(width=1440, height=900)
            log_in(pages[who], User.objects.get(pk=people[who].pk))
        return pages[who]

    return as_one


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).first.click()
    page.wait_for_load_state()


def says(page: Page, text: str) -> None:
    expect(page.locator("#messages")).to_contain_text(text)


def fill_inventory_form(page: Page) -> None:
    for name, value in CHOICES.items():
        page.check(f'[name="{name}"][value="{value}"]')
    for name, value in FORM.items():
        page.fill(f'[name="{name}"]', value)
    for name, value in LISTS.items():
        page.select_option(f'[name="{name}"]', value)
    page.select_option('[name="field"]', label="Sáng kiến")


def office_accepts(as_one, address: str) -> None:
    """Head agrees, office takes in and accepts."""
    head = as_one("head")
    head.goto(address)
    press(head, "Đồng ý, chuyển Văn phòng Sở")
    office = as_one("office")
    office.goto(address)
    press(office, "Tiếp nhận để kiểm tra")


def test_from_an_inventory_form_to_the_directors_dashboard(as_one, people):
    staff, office, director = as_one("staff"), as_one("office"), as_one("director")

    # Staff enters a procedure and submits it.
    staff.goto(reverse("procedures:procedure_new"))
    staff.fill('[name="name"]', FORM["name"])
    document = staff.locator('select[name="legal_document"]')
    document.evaluate(
        "(box, number) => { box.value = [...box.options].find((one) => one.text.includes(number)).value; }",
        "01/MH-SKHCN",
    )
    press(staff, "Lập bản nháp")
    fill_inventory_form(staff)
    press(staff, "Nộp cho trưởng phòng")
    says(staff, "Đã nộp")
    procedure = Procedure.objects.get()
    address = procedure.get_absolute_url()

    # The office returns it with a remark pinned to the steps; staff mends.
    office_accepts(as_one, address)
    office.goto(procedure.get_move_url("return_to_unit"))
    office.select_option('[name="ghim-0-part"]', "STEPS")
    office.fill('[name="ghim-0-text"]', "Thiếu bước trình ký.")
    press(office, "Trả lại đơn vị")
    says(office, "Đã trả lại")
    staff.goto("/")
    expect(staff.get_by_role("main")).to_contain_text(FORM["name"])
    expect(staff.get_by_role("main")).to_contain_text("Trả lại")
    staff.goto(procedure.get_edit_url())
    expect(staff.locator("#phan-steps")).to_contain_text("Thiếu bước trình ký.")
    staff.fill('[name="steps-1-actor"]', "Trưởng phòng")
    staff.fill('[name="steps-1-work"]', "Ký tờ trình")
    staff.locator("#phan-steps").get_by_label("Đã sửa theo ý kiến này").check()
    press(staff, "Nộp cho trưởng phòng")
    says(staff, "Đã nộp")

    # Accepted after the remark is closed.
    office_accepts(as_one, address)
    press(office, "Đóng ý kiến")
    press(office, "Đạt yêu cầu")
    says(office, "Đã chấp nhận")
    procedure.refresh_from_db()
    assert procedure.status == "ACCEPTED"
    an_announcement(procedure)
    published(procedure, on=date.today())

    # Review with cost and proposal.
    staff.goto(address)
    press(staff, "Rà soát thủ tục này")
    for key in (*YES, *NO):
        staff.check(f'[name="{key}"][value="{"yes" if key in YES else "no"}"]')
    staff.check('[name="13.a"][value="Quy định đúng thẩm quyền"]')
    for key, text in WORDS.items():
        staff.fill(f'[name="{key}"]', text)
    for key in ("3.a.why", "9.d", "13.a.why"):
        if staff.is_visible(f'[name="{key}"]'):
            staff.fill(f'[name="{key}"]', "Theo Luật")
    press(staff, "Lưu")
    says(staff, "Đã lưu")
    review = Review.objects.get()
    staff.goto(reverse("reviews:review_costs", args=[review.pk]))
    for row in range(staff.locator("[data-remove]:visible").count() - 1, 0, -1):
        staff.locator("[data-remove]:visible").nth(row).click()
    for scenario, hours in (("current", "4"), ("proposed", "1")):
        for column, value in {
            "hours": hours,
            "outsourced": "0",
            "fees": "0",
            "times": "2",
            "subjects": "10",
        }.items():
            staff.fill(f'[name="dong-0-{scenario}_{column}"]', value)
    staff.fill('[name="dong-0-source_note"]', "khảo sát")
    press(staff, "Lưu")
    says(staff, "Đã lưu")
    staff.goto(reverse("reviews:review_proposal", args=[review.pk]))
    staff.check('[name="conclusion"][value="PROPOSE"]')
    staff.fill('[name="conclusion_reason"]', "Đơn có thể ngắn hơn")
    staff.check('[name="kinds"][value="FORMS"]')
    staff.fill('[name="summary"]', "Rút gọn đơn đề nghị")
    staff.select_option('[name="noi-dung-0-part"]', "FORMS")
    staff.fill('[name="noi-dung-0-current_text"]', "Đơn bốn trang")
    staff.fill('[name="noi-dung-0-proposed_text"]', "Đơn một trang")
    staff.fill('[name="noi-dung-0-reason"]', "Thông tin đã có ở phòng")
    staff.fill('[name="kien-nghi-0-document_text"]', "01/MH-SKHCN")
    staff.fill('[name="kien-nghi-0-article"]', "Điều 5")
    staff.fill('[name="kien-nghi-0-change"]', "Thay mẫu đơn")
    staff.select_option('[name="kien-nghi-0-responsible_unit"]', label="Phòng Quản lý khoa học")
    staff.fill('[name="kien-nghi-0-due_on"]', f"31/12/{date.today().year + 1}")
    press(staff, "Lưu")
    says(staff, "Đã lưu")
    staff.goto(review.get_absolute_url())
    press(staff, "Nộp cho trưởng phòng")
    says(staff, "Đã nộp")
    office_accepts(as_one, review.get_absolute_url())
    press(office, "Đạt yêu cầu")
    says(office, "Đã chấp nhận")

    # Package sent and approved.
    office.goto(reverse("reviews:package_new"))
    office.fill('[name="title"]', "Trình phương án đơn giản hóa (minh họa)")
    office.get_by_role("checkbox", name=FORM["name"]).check()
    press(office, "Lập hồ sơ trình")
    package = Review.objects.get().package_items.get().package
    office.goto(reverse("reviews:package_send", args=[package.pk]))
    office.fill('[name="submission_number"]', "1/TTr-MH")
    office.fill('[name="sent_on"]', f"{date.today():%d/%m/%Y}")
    press(office, "Ghi đã trình")
    office.goto(reverse("reviews:package_approve", args=[package.pk]))
    office.fill('[name="decision_number"]', "2/QĐ-MH")
    office.fill('[name="decided_on"]', f"{date.today():%d/%m/%Y}")
    press(office, "Ghi được phê duyệt")

    # The director's dashboard shows the change, with the figures worked out by hand.
    director.goto(reverse("dashboards:progress"))
    shown = director.get_by_role("main")
    expect(shown).to_contain_text("1 / 1 thủ tục")
    expect(shown).to_contain_text("3.000.000 / 4.000.000 đồng/năm")
    expect(shown).to_contain_text("75\u00a0%")
    assert [move.transition for move in Move.objects.of(procedure)] == [
        *("submit", "agree", "take", "return_to_unit"),
        *("submit", "agree", "take", "accept"),
    ]
