"""Pages of hồ sơ trình and of enforcement, as a clerk of Văn phòng Sở meets them."""

from datetime import date

import pytest
from django.urls import reverse

from departments.roles import Role
from reviews.enums import PackageStatus
from reviews.models import ProposalPackage
from reviews.packaging import add_to_package, gather_package, record_action_done
from tests.factories import a_complete_procedure, a_department, a_package, a_proposing_review, a_user
from tthc.core.seen import TOLD
from tthc.workflow.enums import FormStatus

pytestmark = pytest.mark.django_db
LIST, NEW = reverse("reviews:package_list"), reverse("reviews:package_new")
ENFORCEMENT = reverse("reviews:enforcement_list")


@pytest.fixture
def unit():
    return a_department(name="Phòng Quản lý khoa học")


@pytest.fixture
def office(unit, client):
    user = a_user(Role.OFFICE, a_department(agency=unit.agency, is_office=True))
    client.force_login(user)
    return user


def accepted(unit, name: str, **columns):
    procedure = a_complete_procedure(department=unit, status=FormStatus.ACCEPTED, name=name)
    return a_proposing_review(procedure=procedure, status=FormStatus.ACCEPTED, **columns)


def a_draft(office, *reviews) -> ProposalPackage:
    return gather_package(office.department.agency, title="Đợt một", reviews=reviews, by=office)


def page(name: str, package) -> str:
    return reverse(f"reviews:package_{name}", args=[package.pk])


def names_in(package) -> list[str]:
    return [item.review.procedure.name for item in package.items.all()]


def test_new_makes_a_draft_of_what_was_ticked(client, office, unit):
    one, _, three = (accepted(unit, name) for name in ("Một", "Hai", "Ba"))

    answer = client.post(NEW, {"title": "Đợt một", f"chon-{one.pk}": "on", f"chon-{three.pk}": "on"})

    package = ProposalPackage.objects.get()
    assert answer.url == package.get_absolute_url()
    assert sorted(names_in(package)) == ["Ba", "Một"]


def test_new_offers_reviews_that_wait_only(client, office, unit):
    wanted, gone = accepted(unit, "Chờ"), accepted(unit, "Đã trình")
    a_package(gone)
    a_proposing_review(department=unit)
    accepted(a_department(), "Nơi khác")

    assert client.get(NEW).context["form"].candidates == [wanted]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"tim": "sang kien"}, ["Xét sáng kiến"]),
        ({"ket-luan": "KEEP"}, []),
        ({"don-vi": "x"}, ["Thanh lý", "Xét sáng kiến"]),
    ],
)
def test_new_narrows_the_list(client, office, unit, query, found):
    accepted(unit, "Xét sáng kiến")
    accepted(unit, "Thanh lý")

    candidates = client.get(NEW, query).context["form"].candidates

    assert sorted(review.procedure.name for review in candidates) == found


def test_new_names_what_somebody_else_gathered_meanwhile(client, office, unit):
    review = accepted(unit, "Một")
    a_draft(office, review)

    answer = client.post(NEW, {"title": "Tên tôi gõ", f"chon-{review.pk}": "on"})

    assert answer.status_code == 409
    assert answer.context["form"].non_field_errors() == [
        "“Một”: rà soát đã nằm trong hồ sơ trình khác; bỏ tích rà soát đó."
    ]
    assert answer.context["form"]["title"].value() == "Tên tôi gõ"


def test_edit_takes_out_what_was_ticked(client, office, unit):
    package = a_draft(office, accepted(unit, "Một"), accepted(unit, "Hai"))
    out = package.items.get(review__procedure__name="Một")

    client.post(page("edit", package), {"version": package.version, "title": "Mới", f"muc-{out.pk}": "on"})

    package.refresh_from_db()
    assert (package.title, names_in(package)) == ("Mới", ["Hai"])


def test_edit_on_a_stale_page_says_so_and_keeps_what_was_typed(client, office, unit):
    package = a_draft(office, accepted(unit, "Một"))
    seen = package.version
    add_to_package(package, reviews=[accepted(unit, "Hai")], by=office)

    answer = client.post(page("edit", package), {"version": seen, "title": "Tôi gõ"})

    assert answer.status_code == 409
    assert answer.context["form"].non_field_errors() == [TOLD]
    assert answer.context["form"]["title"].value() == "Tôi gõ"


def test_pick_adds_to_the_draft(client, office, unit):
    package, two = a_draft(office, accepted(unit, "Một")), accepted(unit, "Hai")

    client.post(page("pick", package), {"version": package.version, f"chon-{two.pk}": "on"})

    assert names_in(package) == ["Một", "Hai"]


def test_send_approve_with_one_item_refused(client, office, unit):
    package = a_draft(office, accepted(unit, "Một"), accepted(unit, "Hai"))
    one, _ = package.items.all()

    client.post(
        page("send", package),
        {"version": package.version, "submission_number": "45/TTr-MH", "sent_on": "1.12.2023"},
    )
    package.refresh_from_db()
    form = client.get(page("approve", package)).context["form"]
    assert [line.tick.value() for line in form.lines] == [True, True]
    client.post(
        page("approve", package),
        {
            "version": package.version,
            "decision_number": "789/QĐ-MH",
            "decided_on": "20/12/2023",
            f"muc-{one.pk}": "on",
        },
    )

    package.refresh_from_db()
    assert (package.status, package.sent_on, package.decided_on) == (
        "APPROVED", date(2023, 12, 1), date(2023, 12, 20),
    )  # fmt: skip
    assert [item.is_approved for item in package.items.order_by("pk")] == [True, False]


def test_approve_refused_keeps_number_day_and_ticks(client, office, unit):
    package = a_package(accepted(unit, "Một"), accepted(unit, "Hai"), sent_on=date(2023, 12, 1))
    one, two = package.items.order_by("pk")
    posted = {
        "version": package.version,
        "decision_number": "789/QĐ-MH",
        "decided_on": "30/11/2023",
        f"muc-{two.pk}": "on",
    }

    answer = client.post(page("approve", package), posted)

    form = answer.context["form"]
    assert answer.status_code == 409
    assert (form["decision_number"].value(), form["decided_on"].value()) == ("789/QĐ-MH", "30/11/2023")
    assert [form[f"muc-{item.pk}"].value() for item in (one, two)] == [False, True]
    package.refresh_from_db()
    assert package.status == "SENT"


def test_send_back_says_when_and_why(client, office, unit):
    package = a_package(accepted(unit, "Một"), sent_on=date(2023, 12, 1))

    client.post(
        page("send_back", package),
        {"version": package.version, "returned_on": "9/12/2023", "return_reason": "Thiếu số liệu"},
    )

    words = client.get(package.get_absolute_url()).content.decode()
    assert "Ngày 09/12/2023." in words
    assert "Thiếu số liệu" in words


@pytest.mark.parametrize(
    ("status", "asked"),
    [
        (PackageStatus.SENT, ["submission_number", "sent_on"]),
        (PackageStatus.APPROVED, ["submission_number", "sent_on", "decision_number", "decided_on"]),
        (PackageStatus.RETURNED, ["submission_number", "sent_on", "returned_on"]),
    ],
)
def test_correct_asks_for_what_the_package_bears(client, office, unit, status, asked):
    package = a_package(accepted(unit, "Một"), status=status)
    form = client.get(page("correct", package)).context["form"]
    posted = {name: form[name].value() for name in form.fields} | {
        "reason": "Gõ nhầm",
        "sent_on": "2/12/2023",
    }

    client.post(page("correct", package), {name: str(value) for name, value in posted.items()})

    package.refresh_from_db()
    assert [bound.name for bound in form.papers] == asked
    assert (package.status, package.sent_on) == (status, date(2023, 12, 2))


def test_what_is_over_has_no_form_any_more(client, office, unit):
    package = a_package(accepted(unit, "Một"), status=PackageStatus.APPROVED)

    answer = client.get(page("send", package))

    assert answer.status_code == 403
    said = answer.content.decode()
    assert "Hồ sơ này đã phê duyệt, không còn làm việc đó nữa." in said
    assert f'href="{package.get_absolute_url()}"' in said


def test_a_unit_reads_sent_packages_with_its_reviews_only(client, office, unit):
    other = a_department(agency=unit.agency)
    ours, theirs = a_package(accepted(unit, "Của ta")), a_package(accepted(other, "Của họ"))
    draft = a_draft(office, accepted(unit, "Đang gom"))
    client.force_login(a_user(Role.STAFF, unit))

    found = client.get(LIST).context["summaries"]

    assert [summary.package for summary in found] == [ours]
    assert [client.get(one.get_absolute_url()).status_code for one in (theirs, draft)] == [404, 404]


def approved_action(unit, name: str, **columns):
    review = accepted(unit, name)
    a_package(review, status=PackageStatus.APPROVED, decided_on=date(2023, 12, 20))
    action = review.proposal.actions.get()
    for column, value in columns.items():
        setattr(action, column, value)
    action.save()
    return action


def test_enforcement_puts_the_most_urgent_first(client, office, unit, time_machine):
    time_machine.move_to("2024-07-01T05:00:00Z")
    later = approved_action(unit, "Sau", due_on=date(2024, 12, 31))
    late = approved_action(unit, "Trễ", due_on=date(2024, 6, 30))
    finished = approved_action(unit, "Xong", due_on=date(2024, 1, 31))
    record_action_done(finished, done_on=date(2024, 1, 30), by_document="QĐ 1", by=office)
    accepted(unit, "Chưa phê duyệt")

    context = client.get(ENFORCEMENT).context

    assert list(context["page"]) == [late, later, finished]
    assert (context["to_do"], context["late"]) == (2, 1)
    found = {
        state: list(client.get(ENFORCEMENT, {"tinh-trang": state}).context["page"])
        for state in ("chua-xong", "qua-han", "da-xong")
    }
    assert found == {"chua-xong": [late, later], "qua-han": [late], "da-xong": [finished]}


def test_enforcement_is_read_by_who_has_to_do_it(client, office, unit):
    other = a_department(agency=unit.agency)
    action = approved_action(unit, "Việc giao đơn vị khác", responsible_unit=other)
    client.force_login(a_user(Role.STAFF, other))

    page = client.get(ENFORCEMENT)

    assert list(page.context["page"]) == [action]
    assert "Ghi xong…" not in page.content.decode()


def test_done_page_records_corrects_and_takes_back(client, office, unit):
    action = approved_action(unit, "Một")
    url = reverse("reviews:action_done", args=[action.pk])

    client.post(url, {"done_on": "2/2/2024", "by_document": "QĐ 10/2024"})
    action.refresh_from_db()
    assert action.done_on == date(2024, 2, 2)

    client.post(url, {"done_on": "3/2/2024", "by_document": "QĐ 10/2024"})
    action.refresh_from_db()
    assert action.done_on == date(2024, 2, 3)

    client.post(reverse("reviews:action_undone", args=[action.pk]), {"posted": "yes"})
    action.refresh_from_db()
    assert action.done_on is None


def test_done_page_refused_keeps_what_was_typed(client, office, unit):
    action = approved_action(unit, "Một")

    answer = client.post(
        reverse("reviews:action_done", args=[action.pk]),
        {"done_on": "19/12/2023", "by_document": "QĐ 10/2024"},
    )

    form = answer.context["form"]
    assert answer.status_code == 409
    assert form.non_field_errors() == [
        "Ngày hoàn thành 19/12/2023 không thể trước ngày phê duyệt 20/12/2023. Xem lại ngày ghi trên văn bản."
    ]
    assert (form["done_on"].value(), form["by_document"].value()) == ("19/12/2023", "QĐ 10/2024")


@pytest.mark.parametrize("count", [1, 3, 50])
def test_pages_ask_the_same_number_of_queries(client, office, unit, django_assert_num_queries, count):
    for number in range(count):
        approved_action(unit, f"Thực thi {number}")
        accepted(unit, f"Chờ {number}")
    package = a_package(*(accepted(unit, f"Đã trình {number}") for number in range(count)))
    draft = a_draft(office, *(accepted(unit, f"Đang gom {number}") for number in range(count)))
    client.get(package.get_absolute_url())  # what is kept in memory after the first look does not count

    with django_assert_num_queries(9):
        client.get(LIST)
    with django_assert_num_queries(9):
        client.get(NEW)
    with django_assert_num_queries(10):
        client.get(package.get_absolute_url())
    with django_assert_num_queries(7):
        client.get(page("edit", draft))
    with django_assert_num_queries(7):
        client.get(page("approve", package))
    with django_assert_num_queries(9):
        client.get(ENFORCEMENT)
