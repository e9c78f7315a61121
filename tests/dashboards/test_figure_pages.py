"""The pages of figures: every number is the number of the rows that it opens, in scope, as at the day asked for."""

import io
import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from html.parser import HTMLParser
from io import StringIO
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from django.core.management import call_command
from django.http import QueryDict
from django.urls import reverse

from dashboards.asking import asked_by
from dashboards.listing import listing
from dashboards.measures import MEASURES
from departments.roles import Role
from plans.seeding import seed_plan_2022_2025
from plans.services import freeze_baseline
from tests.factories import (
    a_department,
    a_difficulty,
    a_package,
    a_plan,
    a_proposing_review,
    a_public_procedure,
    a_user,
    an_agency,
)
from tthc.core.display import number, percent
from tthc.workflow.enums import FormStatus as S
from tthc.workflow.gate import perform

pytestmark = pytest.mark.django_db
AS_AT = "30/11/2024"
ROWS_PATH = "/tien-do/danh-sach/"
NAMES = ("Phòng Khoa học", "Chi cục Đo lường")


class Links(HTMLParser):
    """(address, text) of every link to rows."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._open: str | None = None
        self._text = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        href = dict(attrs).get("href") or ""
        if tag == "a" and href.startswith(ROWS_PATH):
            self._open, self._text = href, ""

    def handle_data(self, data):
        self._text += data

    def handle_endtag(self, tag):
        if tag == "a" and self._open:
            self.found.append((self._open, " ".join(self._text.split())))
            self._open = None


def opened(address: str, user) -> tuple[int, Decimal]:
    """Count and sum of the rows that an address lists (all on one page in these tests), without drawing the page."""
    query = QueryDict(urlsplit(address).query)
    found = asked_by(user, query).overview
    listed = listing(found, MEASURES[query["measure"]], query.get("kind", ""), user, query)
    assert len(listed.rows) == listed.total.count
    return len(listed.rows), sum((row.amount for row in listed.rows), Decimal(0))


def wrong_numbers(client, page) -> list[tuple[str, str]]:
    """Links whose text is not what the rows behind them come to; of each measure one is opened as a page too."""
    links = Links(page.text).found
    rows = {address: opened(address, page.wsgi_request.user) for address in dict(links)}
    for address in {parse_qs(urlsplit(address).query)["measure"][0]: address for address in rows}.values():
        total = client.get(address).context["listing"].total
        assert (address, total.count, total.amount) == (address, *rows[address])
    return [
        (address, text)
        for address, text in links
        if not is_told_by(text, address, *rows[address], page.context["figures"])
    ]


def is_told_by(text: str, address: str, count: int, amount: Decimal, figures) -> bool:
    """Whether a number on a page is the count, the sum or the share of the rows that it opens."""
    measure = MEASURES[parse_qs(urlsplit(address).query)["measure"][0]]
    if re.fullmatch(r"[−\d.]+", text):
        return text in {number(count), number(amount, 0) if measure.amount_label else None}
    if "%" in text or text in ("—", "Chưa có"):
        return is_share_of(text, address, count, amount, figures)
    return text.startswith(("Chậm", "Còn", *NAMES)) and count > 0


def is_share_of(text, address, count, amount, figures) -> bool:
    """Whether a percentage comes of the rows behind it over one of the wholes; of a unit, over its own rows."""
    if "department=" in address or text in ("—", "Chưa có"):
        return True  # the unit's own wholes are held against its own page below
    wholes = {figures[key].count for key in ("scope", "base", "approved")} - {0}
    shares = {percent(Decimal(count) * 100 / whole) for whole in wholes}
    if figures["costed"].amount:
        shares.add(percent(amount * 100 / figures["costed"].amount))
    return text.replace(" ", "\u00a0") in shares or text in shares


@pytest.mark.parametrize("name", ["progress", "costs"])
@pytest.mark.parametrize("narrowed", [{}, {"department": "KH"}, {"group": "B"}])
def test_every_number_is_the_number_of_its_rows(small_agency, client, name, narrowed):
    small_agency.log_in(client, Role.DIRECTOR)

    page = client.get(reverse(f"dashboards:{name}"), {"as_at": AS_AT} | narrowed)

    assert len(Links(page.text).found) > 20
    assert wrong_numbers(client, page) == []


def test_every_number_of_today_opens_rows_too(small_agency, client):
    small_agency.log_in(client, Role.DIRECTOR)

    page = client.get(reverse("dashboards:progress"))

    assert wrong_numbers(client, page) == []


def test_page_and_command_say_the_same(small_agency, client):
    small_agency.log_in(client, Role.DIRECTOR)
    out = StringIO()
    call_command("figures", "--json", "--as-at", "2024-11-30", stdout=out)
    counts = json.loads(out.getvalue())["figures"]["counts"]

    shown = client.get(reverse("dashboards:progress"), {"as_at": "2024-11-30"}).context["figures"]

    assert {key: shown[key].count for key in MEASURES} == counts


def test_rows_show_the_day_the_kinds_and_the_amount(small_agency, client):
    small_agency.log_in(client, Role.DIRECTOR)

    page = client.get(reverse("dashboards:rows"), {"measure": "simplified_approved", "as_at": AS_AT})

    listed = page.context["listing"]
    assert [(str(row.procedure), row.since, row.kinds, row.amount) for row in listed.rows] == [
        ("Thủ tục 1", date(2023, 12, 20), ["Bãi bỏ"], 1_000_000),
        ("Thủ tục 2", date(2023, 12, 20), ["Giảm thành phần hồ sơ"], 300_000),
    ]
    assert "Cộng 2 thủ tục" in page.text
    assert "1.300.000" in page.text


def test_rows_of_one_kind(small_agency, client):
    small_agency.log_in(client, Role.DIRECTOR)

    page = client.get(
        reverse("dashboards:rows"), {"measure": "simplified_approved", "kind": "REPEAL", "as_at": AS_AT}
    )

    assert [str(row.procedure) for row in page.context["listing"].rows] == ["Thủ tục 1"]


@pytest.mark.parametrize("query", [{"measure": "invented"}, {}, {"measure": "scope", "kind": "INVENTED"}])
def test_unknown_measure_or_kind_is_not_found(small_agency, client, query):
    small_agency.log_in(client, Role.DIRECTOR)

    assert client.get(reverse("dashboards:rows"), query).status_code == 404


@pytest.mark.parametrize("name", ["progress", "costs", "rows"])
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"as_at": "30/2/2024"}, "“30/2/2024” không có trong lịch"),
        ({"as_at": "mai"}, "“mai” không phải là ngày"),
        ({"as_at": "1/1/2099"}, "Ngày 01/01/2099 chưa đến"),
        ({"department": "XX"}, "XX"),
        ({"field": "abc"}, "abc"),
        ({"group": "C"}, "C"),
    ],
)
def test_what_cannot_be_asked_is_told_in_a_sentence(small_agency, client, name, query, sentence):
    small_agency.log_in(client, Role.DIRECTOR)

    page = client.get(reverse(f"dashboards:{name}"), {"measure": "scope"} | query)

    assert page.status_code == 400
    assert "Chưa tính được số liệu" in page.text
    assert sentence in page.text


def test_unit_sees_its_own_figures_and_no_other(small_agency, client):
    small_agency.log_in(client, Role.HEAD, small_agency.measures)

    page = client.get(reverse("dashboards:progress"), {"as_at": AS_AT})
    other = client.get(
        reverse("dashboards:rows"), {"measure": "published", "department": "KH", "as_at": AS_AT}
    )
    rows = client.get(reverse("dashboards:rows"), {"measure": "scope", "as_at": AS_AT})

    assert (page.context["figures"]["scope"].count, page.context["figures"]["published"].count) == (1, 0)
    assert small_agency.science.name not in page.text
    assert [str(row.procedure) for row in rows.context["listing"].rows] == ["Thủ tục đang soạn"]
    assert "Thủ tục 1" not in other.text


def test_observer_counts_a_draft_without_reading_its_name(small_agency, client):
    small_agency.log_in(client, Role.OBSERVER)

    rows = client.get(reverse("dashboards:rows"), {"measure": "uninventoried", "as_at": AS_AT})

    assert rows.context["listing"].total.count == 1
    assert "Thủ tục đang soạn" not in rows.text
    assert "Biểu mẫu đang ở đơn vị, chưa nộp" in rows.text


def test_person_of_all_agencies_chooses_one(small_agency, client):
    other = a_plan(agency=an_agency(short_name="Sở Khác"))
    small_agency.log_in(client, Role.ADMIN)

    page = client.get(reverse("dashboards:progress"), {"plan": other.pk, "as_at": AS_AT})

    assert page.context["figures"]["scope"].count == 0
    assert f"plan={other.pk}" in Links(page.text).found[0][0]
    assert "Chưa có đơn vị nào phải thống kê" in page.text


def test_marks_tell_what_makes_the_figures_uncertain(small_agency, client):
    small_agency.log_in(client, Role.DIRECTOR)

    early = client.get(reverse("dashboards:progress"), {"as_at": "31/3/2023"})
    late = client.get(reverse("dashboards:progress"), {"as_at": "1/4/2023"})

    assert "<strong>Chưa chốt danh mục nền</strong>" in early.text
    assert "<strong>Chưa chốt danh mục nền</strong>" not in late.text
    assert "<strong>1 đơn vị chưa khai thống kê đủ</strong>" in late.text


def test_packages_and_late_units_ask_for_attention(small_agency, client):
    small_agency.log_in(client, Role.DIRECTOR)

    page = client.get(reverse("dashboards:progress"), {"as_at": AS_AT})

    # KH lacks one of four public (and one of four sent, due 31/12); TDC one of one. Sent on 1/12/2023, still waiting.
    lines = [(line.title, line.note) for line in page.context["attention"]]
    assert ("Phòng Khoa học", "Chậm công khai 1 thủ tục so với mốc đã qua") in lines
    assert ("Chi cục Đo lường", "Chậm công khai 1 thủ tục so với mốc đã qua") in lines
    assert any(note == "1 phương án, trình 01/12/2023, 365 ngày chưa có quyết định" for _, note in lines)


@pytest.mark.parametrize(
    ("as_at", "told"), [("18/3/2023", []), ("19/3/2023", ["Thuộc nhóm nào?"]), ("25/3/2023", [])]
)
def test_difficulty_put_to_the_director_asks_for_attention_until_it_is_decided(
    small_agency, client, as_at, told
):
    director = small_agency.log_in(client, Role.DIRECTOR)
    difficulty = a_difficulty(
        department=small_agency.science, title="Thuộc nhóm nào?", reported_on=date(2023, 3, 10)
    )
    put, decided = datetime(2023, 3, 19, 3, tzinfo=UTC), datetime(2023, 3, 25, 3, tzinfo=UTC)
    perform(difficulty, "put", by=small_agency.officer, remark="Đề nghị nhóm A", at=put)
    perform(difficulty, "decide", by=director, remark="Nhóm A", at=decided)

    page = client.get(reverse("dashboards:progress"), {"as_at": as_at})

    assert [line.title for line in page.context["attention"] if line.tag == "Vướng mắc"] == told


@pytest.mark.parametrize("number_of_rows", [1, 3, 50])
@pytest.mark.parametrize(("name", "queries"), [("progress", 23), ("costs", 20), ("rows", 23)])
def test_pages_ask_the_same_number_of_queries(
    number_of_rows, name, queries, client, django_assert_num_queries
):
    agency = an_agency()
    plan, office = seed_plan_2022_2025(agency), a_department(agency=agency, is_office=True)
    officer = a_user(Role.OFFICE, office)
    for _ in range(number_of_rows):
        unit = a_department(agency=agency)
        review = a_proposing_review(procedure=a_public_procedure(department=unit), status=S.ACCEPTED)
        a_package(review)
    freeze_baseline(plan, by=officer, on=date(2023, 4, 1))
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")

    with django_assert_num_queries(queries):
        client.get(reverse(f"dashboards:{name}"), {"measure": "simplified_proposed", "as_at": AS_AT})


def test_rows_are_given_out_as_a_workbook(small_agency, client):
    small_agency.log_in(client, Role.DIRECTOR)

    answer = client.get(reverse("dashboards:rows_sheet"), {"measure": "simplified_approved", "as_at": AS_AT})

    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    rows = [(row[0], row[4].date(), row[5], row[6]) for row in list(book.active.values)[-2:]]
    assert rows == [
        ("Thủ tục 1", date(2023, 12, 20), "Bãi bỏ", 1_000_000),
        ("Thủ tục 2", date(2023, 12, 20), "Giảm thành phần hồ sơ", 300_000),
    ]
