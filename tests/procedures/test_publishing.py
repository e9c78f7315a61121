"""Recording where and when announced procedures were made public: services and pages."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from departments.roles import Role
from procedures.enums import PublicationChannel
from procedures.models import Procedure, Publication
from procedures.publishing import Posting, record_publications
from tests.factories import a_complete_procedure, a_department, a_user, an_announcement, published
from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.workflow.enums import FormStatus

pytestmark = pytest.mark.django_db
PROVINCE, AGENCY, POSTED = PublicationChannel
DAY = date(2023, 3, 25)


@pytest.fixture
def unit():
    return a_department(name="Phòng Quản lý khoa học")


@pytest.fixture
def office(unit, client):
    user = a_user(Role.OFFICE, a_department(agency=unit.agency, is_office=True), full_name="Trần Thị Nhung")
    client.force_login(user)
    return user


@pytest.fixture
def announced(unit) -> Procedure:
    procedure = accepted(unit, "Xét sáng kiến")
    an_announcement(procedure, issued_on=date(2023, 3, 20))
    return procedure


def accepted(unit, name: str) -> Procedure:
    return a_complete_procedure(department=unit, status=FormStatus.ACCEPTED, name=name)


def kept() -> list[tuple[str, str, date, str]]:
    rows = Publication.objects.select_related("procedure").order_by("procedure_id", "pk")
    return [(row.procedure.name, row.channel, row.published_on, row.address) for row in rows]


def test_record_writes_what_is_there_and_leaves_the_rest(announced, office):
    at = datetime(2023, 4, 1, tzinfo=UTC)
    postings = [
        Posting(announced, PROVINCE, DAY, " https://tinh.example/1 "),
        Posting(announced, AGENCY, None, ""),
    ]

    assert record_publications(postings, by=office, at=at) == 1
    assert kept() == [("Xét sáng kiến", "PROVINCE_PORTAL", DAY, "https://tinh.example/1")]
    assert Publication.objects.filter(by=office, at=at).count() == 1


def test_record_the_same_again_writes_nothing(announced, office):
    postings = [Posting(announced, PROVINCE, DAY, "https://tinh.example/1")]
    record_publications(postings, by=office)

    assert record_publications(postings, by=office) == 0


def test_record_corrects_and_takes_away(announced, office):
    published(announced, on=DAY)

    written = record_publications(
        [Posting(announced, PROVINCE, date(2023, 3, 26), "Nơi mới"), Posting(announced, AGENCY, None, "")],
        by=office,
    )

    assert written == 2
    assert kept() == [
        ("Xét sáng kiến", "PROVINCE_PORTAL", date(2023, 3, 26), "Nơi mới"),
        ("Xét sáng kiến", "POSTED", DAY, "https://minh-hoa.example"),
    ]


def test_record_names_every_fault_and_writes_nothing(announced, office, unit, time_machine):
    time_machine.move_to(datetime(2023, 3, 27, 12, tzinfo=UTC))
    waiting = accepted(unit, "Chưa công bố")
    postings = [
        Posting(announced, PROVINCE, date(2023, 3, 19), "Cổng"),
        Posting(announced, AGENCY, date(2023, 3, 28), ""),
        Posting(announced, POSTED, None, "Bảng tin"),
        Posting(waiting, PROVINCE, DAY, "Cổng"),
    ]

    with pytest.raises(Refusal) as refused:
        record_publications(postings, by=office)

    assert refused.value.sentences == (
        "“Xét sáng kiến”, Cổng thông tin điện tử tỉnh: Ngày công khai 19/03/2023 không thể trước "
        "ngày ban hành quyết định công bố 20/03/2023. Xem lại ngày ghi trên văn bản.",
        "“Xét sáng kiến”, Trang thông tin điện tử Sở: Ngày công khai 28/03/2023 chưa tới "
        "(hôm nay 27/03/2023). Chỉ ghi ngày đã có trên văn bản.",
        "“Xét sáng kiến”, Trang thông tin điện tử Sở: Có ngày nhưng chưa ghi địa chỉ "
        "(đường dẫn, hoặc nơi niêm yết).",
        "“Xét sáng kiến”, Niêm yết tại trụ sở: Có địa chỉ nhưng chưa ghi ngày công khai.",
        "“Chưa công bố”, Cổng thông tin điện tử tỉnh: Thủ tục chưa được công bố. "
        "Ghi quyết định công bố trước, rồi ghi công khai.",
    )
    assert kept() == []


def test_record_over_what_somebody_else_wrote_is_a_conflict(announced, office):
    record_publications([Posting(announced, PROVINCE, DAY, "Của Nhung", seen="")], by=office)

    with pytest.raises(Conflict) as refused:
        record_publications([Posting(announced, PROVINCE, DAY, "Của tôi", seen="")], by=office)

    assert refused.value.sentences == (
        "“Xét sáng kiến”, Cổng thông tin điện tử tỉnh: trong lúc bạn nhập, Trần Thị Nhung đã ghi 25/03/2023, "
        "Của Nhung. Xem lại ô này; lưu lần nữa thì ghi theo bạn.",
    )
    assert kept() == [("Xét sáng kiến", "PROVINCE_PORTAL", DAY, "Của Nhung")]


def test_record_leaves_alone_what_the_page_saw_and_did_not_touch(announced, office):
    published(announced, on=DAY)
    seen = "2023-03-25 https://minh-hoa.example"
    record_publications([Posting(announced, PROVINCE, DAY, "Người khác đổi")], by=office)

    untouched = Posting(announced, PROVINCE, DAY, "https://minh-hoa.example", seen=seen)

    assert record_publications([untouched], by=office) == 0


@pytest.mark.parametrize("role", [Role.STAFF, Role.HEAD, Role.DIRECTOR])
def test_record_is_the_office_s_alone(announced, unit, role):
    with pytest.raises(Forbidden) as refused:
        record_publications([Posting(announced, PROVINCE, DAY, "Cổng")], by=a_user(role, unit))

    assert refused.value.sentences == ("Bạn không có quyền ghi công khai cho cơ quan này.",)


def test_fully_published_needs_every_channel(unit, announced):
    other = accepted(unit, "Thiếu một nơi")
    an_announcement(other)
    published(announced)
    published(other).publications.filter(channel=POSTED).delete()

    assert list(Procedure.objects.fully_published()) == [announced]


def page_of(client, url) -> dict:
    """What the page would post when nothing was typed."""
    form = client.get(url).context["form"]
    return {name: form[name].value() or "" for name in form.fields} | {"csrf": ""}


def bulk(announcement) -> str:
    return reverse("procedures:publication_bulk", args=[announcement.pk])


def test_bulk_saves_the_cells_of_all_rows(client, office, unit):
    one, two = accepted(unit, "Một"), accepted(unit, "Hai")
    announcement = an_announcement(one, two)
    posted = page_of(client, bulk(announcement))
    posted |= {f"ngay-POSTED-{one.pk}": "25/3/2023", f"noi-POSTED-{one.pk}": "Bảng tin"}
    posted |= {f"ngay-POSTED-{two.pk}": "26/3/2023", f"noi-POSTED-{two.pk}": "Bảng tin"}

    answer = client.post(bulk(announcement), posted, follow=True)

    assert kept() == [
        ("Một", "POSTED", date(2023, 3, 25), "Bảng tin"),
        ("Hai", "POSTED", date(2023, 3, 26), "Bảng tin"),
    ]
    assert [str(message) for message in answer.context["messages"]] == ["Đã lưu 2 nơi công khai."]


def test_bulk_fills_empty_cells_without_saving(client, office, unit):
    one, two = accepted(unit, "Một"), accepted(unit, "Hai")
    announcement = an_announcement(one, two)
    posted = page_of(client, bulk(announcement)) | {
        "dien": "1",
        "ngay-POSTED-dien": "25/3/2023",
        "noi-POSTED-dien": "Bảng tin",
        f"ngay-POSTED-{two.pk}": "1/4/2023",
    }

    form = client.post(bulk(announcement), posted).context["form"]

    cells = [(form[f"ngay-POSTED-{p.pk}"].value(), form[f"noi-POSTED-{p.pk}"].value()) for p in (one, two)]
    assert cells == [("25/3/2023", "Bảng tin"), ("1/4/2023", "Bảng tin")]
    assert kept() == []


def test_bulk_with_one_bad_cell_saves_nothing_and_keeps_all(client, office, unit):
    one, two = accepted(unit, "Một"), accepted(unit, "Hai")
    announcement = an_announcement(one, two)
    posted = page_of(client, bulk(announcement))
    posted |= {f"ngay-POSTED-{one.pk}": "25/3/2023", f"noi-POSTED-{one.pk}": "Bảng tin"}
    posted |= {f"ngay-POSTED-{two.pk}": "19/3/2023", f"noi-POSTED-{two.pk}": "Bảng tin"}

    page = client.post(bulk(announcement), posted)

    form = page.context["form"]
    name = f"ngay-POSTED-{two.pk}"
    assert form.errors == {
        name: [
            "Ngày công khai 19/03/2023 không thể trước ngày ban hành quyết định công bố 20/03/2023. "
            "Xem lại ngày ghi trên văn bản."
        ]
    }
    assert form[name].label == "Hai, Niêm yết tại trụ sở"
    assert form[name].value() == "19/3/2023"
    assert kept() == []


def test_bulk_tells_of_a_quicker_colleague_then_lets_overwrite(client, office, announced):
    announcement = announced.announcement_rows.get().announcement
    posted = page_of(client, bulk(announcement))
    posted |= {f"ngay-POSTED-{announced.pk}": "26/3/2023", f"noi-POSTED-{announced.pk}": "Tầng 2"}
    record_publications([Posting(announced, POSTED, DAY, "Tầng 1")], by=office)

    page = client.post(bulk(announcement), posted)

    form = page.context["form"]
    assert page.status_code == 409
    assert form.non_field_errors() == [
        "“Xét sáng kiến”, Niêm yết tại trụ sở: trong lúc bạn nhập, Trần Thị Nhung đã ghi 25/03/2023, Tầng 1. "
        "Xem lại ô này; lưu lần nữa thì ghi theo bạn."
    ]
    again = {name: form[name].value() or "" for name in form.fields}
    assert again[f"noi-POSTED-{announced.pk}"] == "Tầng 2"

    client.post(bulk(announcement), again)

    assert kept() == [("Xét sáng kiến", "POSTED", date(2023, 3, 26), "Tầng 2")]


def test_bulk_of_a_draft_is_refused_with_a_sentence(client, office, unit):
    draft = an_announcement(accepted(unit, "Một"), issued=False)

    page = client.get(bulk(draft))

    assert page.status_code == 403
    assert "Quyết định chưa ban hành: ghi số và ngày trước" in page.content.decode()


def test_edit_records_one_procedure(client, office, announced):
    url = reverse("procedures:publication_edit", args=[announced.pk])
    posted = page_of(client, url)
    posted |= {
        f"ngay-AGENCY_PORTAL-{announced.pk}": "2023-03-25",
        f"noi-AGENCY_PORTAL-{announced.pk}": "Trang",
    }

    answer = client.post(url, posted)

    assert answer.url == announced.get_absolute_url()
    assert kept() == [("Xét sáng kiến", "AGENCY_PORTAL", DAY, "Trang")]


@pytest.mark.parametrize("count", [1, 3, 50])
def test_bulk_asks_the_same_number_of_queries(client, office, unit, django_assert_num_queries, count):
    procedures = [accepted(unit, f"Thủ tục {number}") for number in range(count)]
    announcement = an_announcement(*(published(procedure) for procedure in procedures))

    with django_assert_num_queries(8):
        client.get(bulk(announcement))
