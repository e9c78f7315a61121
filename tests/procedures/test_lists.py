"""Lists of procedures and documents: filters, Vietnamese order, paging, a constant number of queries."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from departments.roles import Role
from procedures.enums import DoubtKind, Group
from procedures.models import LegalDocument, Procedure
from tests.factories import a_department, a_document, a_field, a_procedure, a_user, an_agency
from tthc.workflow.enums import FormStatus

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
PROCEDURES = "/thu-tuc/"
DOCUMENTS = "/van-ban/"


@pytest.fixture
def agency():
    return an_agency()


@pytest.fixture
def office(agency, client):
    """Logged in; sees all units."""
    user = a_user(Role.OFFICE, a_department(agency=agency, name="Văn phòng Sở", is_office=True, order=1))
    client.force_login(user, backend=BACKEND)
    return user


def names(response) -> list[str]:
    return [procedure.name for procedure in response.context["page"]]


def test_procedures_sort_in_vietnamese_order(office, client):
    for name in ("Đo lường", "Dán nhãn", "Ấn định", "An toàn", "Ăn mòn", "Xét 10", "Xét 9", "dán nhãn lại"):
        a_procedure(department=office.department, name=name)
    in_order = ["An toàn", "Ăn mòn", "Ấn định", "Dán nhãn", "dán nhãn lại", "Đo lường", "Xét 9", "Xét 10"]

    assert names(client.get(PROCEDURES)) == in_order
    assert names(client.get(PROCEDURES, {"xep": "-ten"})) == in_order[::-1]
    assert names(client.get(PROCEDURES, {"xep": "khong-co"})) == in_order


def test_procedures_sort_by_unit_status_and_day(office, agency, client):
    second = a_department(agency=agency, name="Phòng B", order=3)
    first = a_department(agency=agency, name="Phòng A", order=2)
    for name, unit, status, day in (
        ("một", second, FormStatus.ACCEPTED, 1),
        ("hai", first, FormStatus.DRAFT, 3),
        ("ba", first, FormStatus.OFFICE, 2),
    ):
        a_procedure(department=unit, name=name, status=status, edited_at=datetime(2023, 3, day, tzinfo=UTC))

    assert {
        key: names(client.get(PROCEDURES, {"xep": key})) for key in ("don-vi", "trang-thai", "sua", "-sua")
    } == {
        "don-vi": ["ba", "hai", "một"],
        "trang-thai": ["hai", "ba", "một"],
        "sua": ["một", "ba", "hai"],
        "-sua": ["hai", "ba", "một"],
    }


def test_every_filter_of_procedures_narrows(office, agency, client):
    unit, field = a_department(agency=agency), a_field(agency=agency)
    document = a_document(drafting_unit=unit)
    a_procedure(
        department=unit,
        name="Cấp Đổi chứng nhận",
        field=field,
        group=Group.A,
        status=FormStatus.OFFICE,
        legal_document=document,
    ).doubts.create(kind=DoubtKind.TIME, message="?", key="1")
    closed = a_procedure(department=office.department, name="Khác", group=Group.B)
    closed.doubts.create(
        kind=DoubtKind.TIME,
        message="?",
        key="1",
        closed_by=office,
        closed_at=datetime(2023, 3, 1, tzinfo=UTC),
    )
    filters = {
        "tim": "DOI chung",
        "don-vi": unit.pk,
        "linh-vuc": field.pk,
        "nhom": "A",
        "trang-thai": "OFFICE",
        "van-ban": document.pk,
        "nghi-ngo": "on",
    }

    assert names(client.get(PROCEDURES)) == ["Cấp Đổi chứng nhận", "Khác"]
    assert {
        name: names(client.get(PROCEDURES, {name: value})) for name, value in filters.items()
    } == dict.fromkeys(filters, ["Cấp Đổi chứng nhận"])
    assert names(client.get(PROCEDURES, filters | {"nhom": "B"})) == []


def test_filter_that_cannot_be_read_narrows_nothing(office, client):
    a_procedure(department=office.department, name="Còn đây")

    assert names(client.get(PROCEDURES, {"don-vi": "abc", "trang-thai": "???", "trang": "x"})) == ["Còn đây"]


def test_fields_of_work_are_offered_in_vietnamese_order(office, agency, client):
    for name in ("Ứng dụng", "Đo lường", "Sở hữu trí tuệ", "An toàn", "Dự án"):
        a_field(agency=agency, name=name)

    choices = client.get(PROCEDURES).context["filters"].fields["field"].choices

    assert [label for _, label in choices] == [
        "Tất cả",
        "An toàn",
        "Dự án",
        "Đo lường",
        "Sở hữu trí tuệ",
        "Ứng dụng",
    ]


def test_units_of_the_agency_only_can_be_chosen(office, agency, client):
    unit = a_department(agency=agency, order=2)
    a_procedure(department=a_department())  # of another agency

    assert list(client.get(PROCEDURES).context["filters"].fields["department"].queryset) == [
        office.department,
        unit,
    ]


def test_procedures_are_paged(office, client):
    for number in range(1, 53):
        a_procedure(department=office.department, name=f"Thủ tục {number}")

    first, second = client.get(PROCEDURES), client.get(PROCEDURES, {"trang": 2})
    short = client.get(PROCEDURES, {"moi-trang": 20, "trang": 3})

    assert [len(names(first)), names(second), len(names(short))] == [50, ["Thủ tục 51", "Thủ tục 52"], 12]
    assert "52 thủ tục" in first.text


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_procedures_ask_the_same_number_of_queries(rows, office, agency, client, django_assert_num_queries):
    for _ in range(rows):
        unit = a_department(agency=agency)
        a_procedure(
            department=unit, field=a_field(agency=agency), legal_document=a_document(drafting_unit=unit)
        )

    with django_assert_num_queries(12):
        response = client.get(PROCEDURES)

    assert len(names(response)) == rows


@pytest.mark.parametrize("role", [Role.STAFF, Role.DIRECTOR])
def test_empty_list_says_what_to_do(role, agency, client):
    client.force_login(a_user(role, a_department(agency=agency)), backend=BACKEND)

    page = client.get(PROCEDURES).text

    assert ("Bấm “Thêm thủ tục”" in page) == (role == Role.STAFF)
    assert "Chưa có thủ tục nào" in page


def test_nothing_found_says_so(office, client):
    a_procedure(department=office.department)

    assert (
        "Không có thủ tục nào hợp với điều kiện lọc" in client.get(PROCEDURES, {"tim": "khong co dau"}).text
    )


def test_drafts_of_other_units_are_not_listed(agency, client):
    unit = a_department(agency=agency)
    client.force_login(a_user(Role.STAFF, unit), backend=BACKEND)
    a_procedure(department=unit, name="của mình")
    a_procedure(department=a_department(agency=agency), name="của đơn vị khác", status=FormStatus.ACCEPTED)
    assert Procedure.objects.count() == 2

    assert names(client.get(PROCEDURES)) == ["của mình"]


def numbers(response) -> list[str]:
    return [document.number for document in response.context["page"]]


def test_every_filter_of_documents_narrows(office, agency, client):
    unit = a_department(agency=agency)
    a_document(
        drafting_unit=unit,
        number="10/MH",
        title="Quy chế Đo lường",
        kind="REGULATION",
        status="EXPIRED",
        expired_on="2023-01-01",
    )
    a_document(drafting_unit=office.department, number="9/MH")
    filters = {"tim": "do luong", "loai": "REGULATION", "don-vi": unit.pk, "hieu-luc": "EXPIRED"}

    assert numbers(client.get(DOCUMENTS)) == ["9/MH", "10/MH"]
    assert {
        name: numbers(client.get(DOCUMENTS, {name: value})) for name, value in filters.items()
    } == dict.fromkeys(filters, ["10/MH"])


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_documents_ask_the_same_number_of_queries(rows, office, agency, client, django_assert_num_queries):
    for _ in range(rows):
        unit = a_department(agency=agency)
        a_procedure(department=unit, legal_document=a_document(drafting_unit=unit))

    with django_assert_num_queries(7):
        response = client.get(DOCUMENTS)

    assert [document.procedure_count for document in response.context["page"]] == [1] * rows


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_document_asks_the_same_number_of_queries(rows, office, client, django_assert_num_queries):
    document = a_document(drafting_unit=office.department)
    for _ in range(rows):
        a_procedure(department=office.department, legal_document=document)
        a_procedure(department=office.department).legal_bases.create(legal_document=document)

    with django_assert_num_queries(8):
        response = client.get(document.get_absolute_url())

    assert [len(response.context["procedures"]), len(response.context["referring"])] == [rows, rows]


def test_document_is_entered_and_changed(agency, client):
    staff = a_user(Role.STAFF, a_department(agency=agency))
    client.force_login(staff, backend=BACKEND)
    words = {
        "number": "12/QĐ-MH",
        "kind": "DECISION",
        "title": "Quy chế  sáng kiến",
        "issuing_body": "Sở",
        "drafting_unit": staff.department.pk,
        "issued_on": "05/10/2022",
        "status": "IN_FORCE",
    }

    client.post("/van-ban/moi/", words)
    document = LegalDocument.objects.get()
    address = f"/van-ban/{document.pk}/sua/"
    seen = client.get(address).context["form"]["seen"].value()
    client.post(address, words | {"status": "EXPIRED", "expired_on": "1/1/2023", "seen": seen})

    document.refresh_from_db()
    assert (document.title, str(document.issued_on), document.status, str(document.expired_on)) == (
        "Quy chế sáng kiến",
        "2022-10-05",
        "EXPIRED",
        "2023-01-01",
    )
    assert document.folded == "12/qd-mh quy che sang kien so"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"issued_on": "30/2/2022"}, "“30/2/2022” không có trong lịch."),
        ({"status": "EXPIRED"}, "Văn bản hết hiệu lực phải có ngày hết hiệu lực"),
        (
            {"issued_on": "2/1/2022", "effective_on": "1/1/2022"},
            "Ngày có hiệu lực không thể trước ngày ban hành.",
        ),
        ({"number": "1/DA-CO"}, "Văn bản số này của cơ quan ban hành này đã có trong danh sách."),
    ],
)
def test_document_that_cannot_be_is_refused_with_what_was_typed(change, sentence, agency, client):
    staff = a_user(Role.STAFF, a_department(agency=agency))
    a_document(drafting_unit=staff.department, number="1/DA-CO", issuing_body="Sở")
    client.force_login(staff, backend=BACKEND)
    words = {
        "number": "2/MOI",
        "kind": "DECISION",
        "title": "Chữ vừa gõ",
        "issuing_body": "Sở",
        "drafting_unit": staff.department.pk,
        "status": "IN_FORCE",
    }

    response = client.post(reverse("procedures:document_new"), words | change)

    assert sentence in response.text
    assert "Chữ vừa gõ" in response.text
    assert LegalDocument.objects.count() == 1
