"""Pages of a Quyết định công bố, as a clerk of Văn phòng Sở meets them."""

from datetime import date

import pytest
from django.urls import reverse

from departments.roles import Role
from procedures.announcing import Entry, arrange_announcement, gather_announcement
from procedures.enums import ChangeKind
from procedures.models import Announcement
from tests.factories import a_complete_procedure, a_department, a_user, an_announcement, published
from tthc.core.seen import TOLD
from tthc.workflow.enums import FormStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return a_department(name="Phòng Quản lý khoa học")


@pytest.fixture
def office(unit, client):
    user = a_user(Role.OFFICE, a_department(agency=unit.agency, is_office=True))
    client.force_login(user)
    return user


def accepted(unit, name: str, **columns):
    return a_complete_procedure(department=unit, status=FormStatus.ACCEPTED, name=name, **columns)


def a_draft(office, *procedures) -> Announcement:
    entries = [Entry(procedure, ChangeKind.NEW) for procedure in procedures]
    return gather_announcement(office.department.agency, title="Đợt một", entries=entries, by=office)


def order_of(announcement) -> list[tuple[str, str, int]]:
    return [(row.procedure.name, row.section, row.row_number) for row in announcement.rows.all()]


def test_new_makes_a_draft_of_what_was_ticked(client, office, unit):
    one, two, three = (accepted(unit, name) for name in ("Một", "Hai", "Ba"))
    posted = {"title": "Đợt một"} | {f"thay-doi-{p.pk}": "NEW" for p in (one, two, three)}
    posted |= {f"chon-{one.pk}": "on", f"chon-{three.pk}": "on", f"thay-doi-{three.pk}": "REPLACED"}

    answer = client.post(reverse("procedures:announcement_new"), posted)

    announcement = Announcement.objects.get()
    assert answer.url == reverse("procedures:announcement_edit", args=[announcement.pk])
    assert order_of(announcement) == [("Một", "A", 1), ("Ba", "B", 1)]


def test_new_offers_waiting_procedures_only(client, office, unit):
    wanted = accepted(unit, "Chờ công bố")
    an_announcement(accepted(unit, "Đang công bố"))
    a_complete_procedure(department=unit, name="Nháp")
    accepted(a_department(), "Nơi khác")

    page = client.get(reverse("procedures:announcement_new"))

    assert page.context["form"].candidates == [wanted]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"tim": "sang kien"}, ["Xét sáng kiến"]),
        ({"nhom": "A"}, ["Thanh lý"]),
        ({"tinh-trang": "dang-cong-bo"}, ["Đang công bố"]),
        ({"don-vi": "khong-phai-so"}, ["Thanh lý", "Xét sáng kiến"]),
    ],
)
def test_new_narrows_the_list(client, office, unit, query, found):
    field = accepted(unit, "Xét sáng kiến").field
    accepted(unit, "Thanh lý", group="A", field=field)
    an_announcement(accepted(unit, "Đang công bố", field=field))

    page = client.get(reverse("procedures:announcement_new"), query)

    assert sorted(procedure.name for procedure in page.context["form"].candidates) == found


def test_new_without_a_tick_keeps_what_was_typed(client, office, unit):
    one = accepted(unit, "Một")

    page = client.post(
        reverse("procedures:announcement_new"), {"title": "Tên tôi gõ", f"thay-doi-{one.pk}": "REPLACED"}
    )

    assert page.status_code == 409
    assert page.context["form"].non_field_errors() == [
        "Chưa chọn thủ tục nào. Tích ít nhất một thủ tục rồi làm lại."
    ]
    assert "Tên tôi gõ" in page.content.decode()
    assert not Announcement.objects.exists()


def test_new_names_what_somebody_else_gathered_meanwhile(client, office, unit):
    one = accepted(unit, "Một")
    a_draft(office, one)

    page = client.post(
        reverse("procedures:announcement_new"),
        {"title": "Đợt hai", f"chon-{one.pk}": "on", f"thay-doi-{one.pk}": "NEW"},
    )

    assert page.status_code == 409
    assert page.context["form"].non_field_errors() == [
        "“Một” đã nằm trong quyết định đang lập “Đợt một”; bỏ tích thủ tục đó."
    ]
    assert Announcement.objects.count() == 1


def arranged(announcement, **changes) -> dict:
    """What the edit page posts when only `changes` (row name → place) were typed."""
    posted = {"version": announcement.version, "title": announcement.title}
    for row in announcement.rows.select_related("procedure"):
        place = changes.get(row.procedure.name, row.row_number)
        posted |= {f"thu-tu-{row.procedure_id}": place, f"thay-doi-{row.procedure_id}": row.change}
    return posted


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ({}, ["a", "b", "c", "d"]),
        ({"d": 1}, ["d", "a", "b", "c"]),
        ({"a": 3}, ["b", "c", "a", "d"]),
        ({"a": 99}, ["b", "c", "d", "a"]),
        ({"c": 2, "d": 1}, ["d", "a", "c", "b"]),
    ],
)
def test_edit_moves_a_row_to_the_place_that_was_typed(client, office, unit, typed, order):
    announcement = a_draft(office, *(accepted(unit, name) for name in "abcd"))

    client.post(
        reverse("procedures:announcement_edit", args=[announcement.pk]), arranged(announcement, **typed)
    )

    assert order_of(announcement) == [(name, "A", number) for number, name in enumerate(order, start=1)]


def test_edit_takes_rows_out_and_into_another_section(client, office, unit):
    one, two, three = (accepted(unit, name) for name in ("Một", "Hai", "Ba"))
    announcement = a_draft(office, one, two, three)
    posted = arranged(announcement) | {f"bo-{one.pk}": "on", f"thay-doi-{two.pk}": "REPEALED"}

    client.post(reverse("procedures:announcement_edit", args=[announcement.pk]), posted)

    assert order_of(announcement) == [("Ba", "A", 1), ("Hai", "C", 1)]


def test_edit_with_a_place_that_is_no_number_keeps_everything_typed(client, office, unit):
    announcement = a_draft(office, accepted(unit, "Một"), accepted(unit, "Hai"))
    posted = arranged(announcement, Một="x", Hai=1) | {"title": "Gõ dở"}

    page = client.post(reverse("procedures:announcement_edit", args=[announcement.pk]), posted)

    form = page.context["form"]
    assert list(form.errors.values()) == [["“x” không phải là số. Hãy ghi số, ví dụ 1,5 hoặc 1.234.567."]]
    assert form["title"].value() == "Gõ dở"
    assert order_of(announcement) == [("Một", "A", 1), ("Hai", "A", 2)]


def test_edit_on_a_stale_page_says_so_and_keeps_what_was_typed(client, office, unit):
    one = accepted(unit, "Một")
    announcement = a_draft(office, one)
    posted = arranged(announcement) | {"title": "Tôi gõ"}
    arrange_announcement(announcement, title="Người khác", entries=[Entry(one, ChangeKind.NEW)], by=office)

    page = client.post(reverse("procedures:announcement_edit", args=[announcement.pk]), posted)

    assert page.status_code == 409
    assert page.context["form"].non_field_errors() == [TOLD]
    assert page.context["form"]["title"].value() == "Tôi gõ"
    announcement.refresh_from_db()
    assert announcement.title == "Người khác"


def test_pick_adds_to_the_draft(client, office, unit):
    announcement = a_draft(office, accepted(unit, "Một"))
    two = accepted(unit, "Hai")
    posted = {"version": announcement.version, f"chon-{two.pk}": "on", f"thay-doi-{two.pk}": "NEW"}

    client.post(reverse("procedures:announcement_pick", args=[announcement.pk]), posted)

    assert order_of(announcement) == [("Một", "A", 1), ("Hai", "A", 2)]


def test_issue_reads_dates_as_offices_write_them(client, office, unit):
    announcement = a_draft(office, accepted(unit, "Một"))

    answer = client.post(
        reverse("procedures:announcement_issue", args=[announcement.pk]),
        {
            "version": announcement.version,
            "number": "12/QĐ-MH",
            "issued_on": "20.3.2023",
            "effective_on": "01/4/2023",
        },
        follow=True,
    )

    announcement.refresh_from_db()
    assert (announcement.status, announcement.issued_on) == ("ISSUED", date(2023, 3, 20))
    assert announcement.effective_on == date(2023, 4, 1)
    assert [str(message) for message in answer.context["messages"]] == [
        "Đã ghi Quyết định 12/QĐ-MH ban hành. Tiếp theo: ghi nơi và ngày công khai."
    ]


def test_issue_refused_keeps_what_was_typed(client, office, unit):
    announcement = a_draft(office, accepted(unit, "Một"))

    page = client.post(
        reverse("procedures:announcement_issue", args=[announcement.pk]),
        {"version": announcement.version, "number": "12/QĐ-MH", "issued_on": "1/1/2099"},
    )

    assert page.status_code == 409
    assert page.context["form"]["number"].value() == "12/QĐ-MH"
    assert page.context["form"]["issued_on"].value() == "1/1/2099"
    announcement.refresh_from_db()
    assert announcement.status == "DRAFT"


def test_correct_begins_with_what_stands(client, office, unit):
    announcement = an_announcement(accepted(unit, "Một"), number="12/QĐ-MH")
    url = reverse("procedures:announcement_correct", args=[announcement.pk])
    form = client.get(url).context["form"]
    posted = {name: form[name].value() or "" for name in form.fields}
    posted |= {"number": "21/QĐ-MH", "issued_on": "21/3/2023", "reason": "Đảo số"}

    client.post(url, posted)

    announcement.refresh_from_db()
    assert (announcement.number, announcement.issued_on) == ("21/QĐ-MH", date(2023, 3, 21))


def test_drop_takes_the_draft_away(client, office, unit):
    announcement = a_draft(office, accepted(unit, "Một"))

    client.post(
        reverse("procedures:announcement_drop", args=[announcement.pk]), {"version": announcement.version}
    )

    assert not Announcement.objects.exists()


def test_detail_shows_the_words_that_were_announced(client, office, unit):
    procedure = accepted(unit, "Tên đã công bố")
    announcement = an_announcement(procedure)
    type(procedure).objects.filter(pk=procedure.pk).update(name="Tên đang sửa")

    words = client.get(announcement.get_absolute_url()).content.decode()

    assert "Tên đã công bố" in words
    assert "Tên đang sửa" not in words


def test_procedure_page_says_where_it_was_announced_and_what_is_missing(client, office, unit):
    procedure = published(accepted(unit, "Một"))
    procedure.publications.filter(channel="POSTED").delete()
    an_announcement(procedure, number="12/QĐ-MH")

    words = client.get(procedure.get_absolute_url()).content.decode()

    assert "Quyết định 12/QĐ-MH" in words
    assert "Còn thiếu: Niêm yết tại trụ sở." in words
    assert reverse("procedures:publication_edit", args=[procedure.pk]) in words


def test_a_unit_reads_decisions_with_its_procedures_only(client, unit):
    other = a_department(agency=unit.agency)
    ours, theirs = an_announcement(accepted(unit, "Của ta")), an_announcement(accepted(other, "Của họ"))
    client.force_login(a_user(Role.STAFF, unit))

    page = client.get(reverse("procedures:announcement_list"))

    assert list(page.context["page"]) == [ours]
    assert client.get(theirs.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 50])
def test_pages_ask_the_same_number_of_queries(client, office, unit, django_assert_num_queries, count):
    announcement = an_announcement(*(accepted(unit, f"Đã công bố {number}") for number in range(count)))
    draft = a_draft(office, *(accepted(unit, f"Đang gom {number}") for number in range(count)))
    for number in range(count):
        accepted(unit, f"Chờ {number}")
    client.get(announcement.get_absolute_url())  # what is kept in memory after the first look does not count

    with django_assert_num_queries(7):
        client.get(reverse("procedures:announcement_list"))
    with django_assert_num_queries(9):
        client.get(reverse("procedures:announcement_new"))
    with django_assert_num_queries(10):
        client.get(announcement.get_absolute_url())
    with django_assert_num_queries(6):
        client.get(reverse("procedures:announcement_edit", args=[draft.pk]))
