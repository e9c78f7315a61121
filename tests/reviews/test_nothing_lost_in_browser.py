"""The cost table and the proposal of a review lose no word: a killed server, an ended session, a lost network."""

from dataclasses import dataclass

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import expect

from reviews.models import Review
from tests.factories import a_complete_procedure, a_department, a_review, a_user
from tests.mortal_server import log_in_by_form, server, site  # noqa: F401 - fixtures
from tthc.workflow.enums import FormStatus

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Place:
    """A page of a review, a section of it, a box of a new row there, and what is stored of it."""

    page: str
    section: str
    add: str
    box: str
    relation: str
    column: str

    def stored(self, review) -> list[str]:
        fresh = Review.objects.get(pk=review.pk)
        owner = fresh if self.relation == "cost_lines" else getattr(fresh, "proposal", None)
        return list(getattr(owner, self.relation).values_list(self.column, flat=True)) if owner else []


PLACES = [
    Place("review_costs", "chi-phi", "Thêm dòng", "dong-1-task", "cost_lines", "task"),
    Place(
        "review_proposal",
        "noi-dung-don-gian-hoa",
        "Thêm nội dung",
        "noi-dung-1-reason",
        "components",
        "reason",
    ),
]


@pytest.fixture
def review(server):  # noqa: F811 - the fixture
    department = a_department()
    return a_review(procedure=a_complete_procedure(department=department, status=FormStatus.ACCEPTED))


@pytest.fixture
def staff(review):
    return a_user(department=review.department)


@pytest.fixture
def write(open_page, log_in, review, staff):
    """Opens the page in a browser and gives what writes a new row there."""

    def write(place, **size):
        page = open_page(**({"width": 1440, "height": 900} | size))
        log_in(page, staff)
        page.goto(reverse(f"reviews:{place.page}", args=[review.pk]))
        return page

    return write


def row(page, place, text: str) -> None:
    page.locator(f"#{place.section}").get_by_role("button", name=place.add).click()
    page.fill(f'[name="{place.box}"]', text)


def state(page, place):
    return page.locator(f"#{place.section} [data-save-state]")


by_place = pytest.mark.parametrize("place", PLACES, ids=lambda place: place.section)


@by_place
def test_killed_server_gets_the_row_once_when_it_is_back(write, server, review, place):  # noqa: F811
    page = write(place)
    row(page, place, "Gõ lúc máy chủ tắt")
    server.kill()
    expect(state(page, place)).to_have_text("Chưa lưu được, đang thử lại")

    server.start_again()

    expect(state(page, place)).to_contain_text("Đã lưu lúc")
    assert place.stored(review) == ["Gõ lúc máy chủ tắt"]


@by_place
def test_ended_session_goes_on_after_login_in_another_window(write, review, staff, place):
    page = write(place)
    Session.objects.all().delete()
    row(page, place, "Gõ sau khi hết phiên")
    expect(state(page, place)).to_contain_text("phiên đăng nhập đã hết")

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Đăng nhập lại").click()
    log_in_by_form(opened.value, staff)
    expect(opened.value.get_by_role("heading", name="Đã đăng nhập lại")).to_be_visible()
    opened.value.close()
    page.evaluate("window.dispatchEvent(new Event('focus'))")

    expect(state(page, place)).to_contain_text("Đã lưu lúc")
    assert place.stored(review) == ["Gõ sau khi hết phiên"]


@by_place
def test_without_a_network_rows_stay_and_are_taken_up_on_the_next_visit(write, review, place):
    page = write(place, width=390, height=844)
    page.context.set_offline(True)
    row(page, place, "Gõ lúc mất mạng")
    expect(state(page, place)).to_have_text("Chưa lưu được, đang thử lại")
    page.on("dialog", lambda dialog: dialog.accept())
    address = page.url
    page.goto("about:blank")

    page.context.set_offline(False)
    page.goto(address)
    page.get_by_role("button", name="Khôi phục").click()

    expect(state(page, place)).to_contain_text("Đã lưu lúc")
    assert (place.stored(review), page.evaluate("localStorage.length")) == (["Gõ lúc mất mạng"], 0)


@by_place
def test_back_in_the_network_on_the_same_page_it_goes_up_beside_what_another_wrote(write, review, place):
    page, other = write(place), write(place)
    page.context.set_offline(True)
    row(page, place, "Gõ lúc mất mạng")
    expect(state(page, place)).to_have_text("Chưa lưu được, đang thử lại")
    row(other, place, "Của cửa sổ kia")
    expect(state(other, place)).to_contain_text("Đã lưu lúc")

    page.context.set_offline(False)

    expect(state(page, place)).to_contain_text("Tải lại để xem")
    assert sorted(place.stored(review)) == ["Của cửa sổ kia", "Gõ lúc mất mạng"]
