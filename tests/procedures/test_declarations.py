"""A unit's word that its inventory is complete: services and pages."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from departments.roles import Role
from procedures.declaring import make_declaration, withdraw_declaration
from procedures.models import Declaration, DeclarationKind
from tests.factories import a_department, a_procedure, a_user
from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.workflow.enums import FormStatus

pytestmark = pytest.mark.django_db
COMPLETE, NONE = DeclarationKind.COMPLETE, DeclarationKind.NONE
DAY = date(2023, 3, 20)
LIST = reverse("procedures:declaration_list")


@pytest.fixture
def unit():
    return a_department(name="Thanh tra Sở")


@pytest.fixture
def head(unit, client):
    user = a_user(Role.HEAD, unit, full_name="Phạm Thị Trưởng")
    client.force_login(user)
    return user


def declared(unit, head, kind=COMPLETE, on=DAY) -> Declaration:
    return make_declaration(unit, kind=kind, declared_on=on, by=head)


def refused_with(act) -> tuple[str, ...]:
    with pytest.raises(Refusal) as refused:
        act()
    return refused.value.sentences


def test_complete_stands_with_day_and_person(unit, head):
    a_procedure(department=unit)
    at = datetime(2023, 3, 21, tzinfo=UTC)

    declaration = make_declaration(unit, kind=COMPLETE, declared_on=DAY, by=head, at=at)

    assert (declaration.kind, declaration.declared_on, declaration.by, declaration.at) == (
        "COMPLETE",
        DAY,
        head,
        at,
    )
    assert list(unit.declarations.filter(withdrawn_on=None)) == [declaration]


def test_none_is_refused_while_there_are_procedures(unit, head):
    a_procedure(department=unit)
    a_procedure(department=unit)

    assert refused_with(lambda: declared(unit, head, NONE)) == (
        "Đơn vị đang có 2 thủ tục trong danh sách nên không thể khai không có TTHC nội bộ. "
        "Xóa bản nháp nhập nhầm, hoặc khai “Đã thống kê đủ”.",
    )


def test_none_stands_when_all_procedures_are_repealed(unit, head):
    a_procedure(department=unit, repealed_on=date(2022, 1, 1))

    assert declared(unit, head, NONE).kind == "NONE"


def test_complete_is_refused_while_there_is_no_procedure(unit, head):
    assert refused_with(lambda: declared(unit, head)) == (
        "Đơn vị chưa có thủ tục nào trong danh sách nên chưa thể khai đã thống kê đủ. "
        "Nhập biểu mẫu trước, hoặc khai “Không có TTHC nội bộ”.",
    )


def test_second_one_is_refused_while_the_first_stands(unit, head):
    declared(unit, head, NONE)

    assert refused_with(lambda: declared(unit, head, NONE)) == (
        "Đơn vị đã khai “Không có TTHC nội bộ” ngày 20/03/2023. Rút lần khai đó trước, rồi khai lại.",
    )


def test_day_that_cannot_be_is_refused(unit, head, time_machine):
    time_machine.move_to(datetime(2023, 3, 31, 16, 59, tzinfo=UTC))
    withdraw_declaration(declared(unit, head, NONE), withdrawn_on=date(2023, 3, 25), by=head)

    assert refused_with(lambda: declared(unit, head, NONE, date(2023, 4, 1))) == (
        "Ngày khai 01/04/2023 chưa tới (hôm nay 31/03/2023). Chỉ ghi ngày đã có trên văn bản.",
    )
    assert refused_with(lambda: declared(unit, head, NONE, date(2023, 3, 24))) == (
        "Ngày khai 24/03/2023 không thể trước ngày rút lần khai trước 25/03/2023. Xem lại ngày ghi trên văn bản.",
    )


@pytest.mark.parametrize("role", [Role.STAFF, Role.OFFICE, Role.DIRECTOR])
def test_only_heads_declare(unit, role):
    with pytest.raises(Forbidden) as refused:
        declared(unit, a_user(role, unit), NONE)

    assert refused.value.sentences == ("Chỉ trưởng phòng (phó) khai cho đơn vị của mình.",)


def test_head_of_another_unit_cannot_declare(unit):
    with pytest.raises(Forbidden):
        declared(unit, a_user(Role.HEAD, a_department(agency=unit.agency)), NONE)


def test_withdrawn_stays_on_record_and_makes_room(unit, head):
    first = declared(unit, head, NONE)

    withdraw_declaration(first, withdrawn_on=date(2023, 4, 2), by=head)

    assert (first.withdrawn_on, first.withdrawn_by) == (date(2023, 4, 2), head)
    assert declared(unit, head, NONE, date(2023, 4, 2)).withdrawn_on is None


def test_withdraw_before_the_day_declared_is_refused(unit, head):
    declaration = declared(unit, head, NONE)

    assert refused_with(
        lambda: withdraw_declaration(declaration, withdrawn_on=date(2023, 3, 19), by=head)
    ) == ("Ngày rút 19/03/2023 không thể trước ngày khai 20/03/2023. Xem lại ngày ghi trên văn bản.",)


def test_withdraw_twice_is_a_conflict(unit, head):
    declaration = declared(unit, head, NONE)
    withdraw_declaration(declaration, withdrawn_on=DAY, by=head)

    with pytest.raises(Conflict) as refused:
        withdraw_declaration(declaration, withdrawn_on=date(2023, 4, 1), by=head)

    assert refused.value.sentences == (
        "Lần khai này đã được rút trước đó. Tải lại trang để xem lần khai đang có hiệu lực.",
    )


def test_page_tells_how_many_forms_are_not_submitted(client, unit, head):
    a_procedure(department=unit)
    a_procedure(department=unit, status=FormStatus.RETURNED)
    a_procedure(department=unit, status=FormStatus.ACCEPTED)
    url = reverse("procedures:declaration_make", args=[unit.pk])

    assert "Còn 2 biểu mẫu đang soạn hoặc bị trả lại." in client.get(url).content.decode()

    client.post(url, {"kind": "COMPLETE", "declared_on": "20/3/2023"})

    assert unit.declarations.get().declared_on == DAY


def test_page_refused_keeps_what_was_typed(client, unit, head):
    url = reverse("procedures:declaration_make", args=[unit.pk])

    page = client.post(url, {"kind": "COMPLETE", "declared_on": "20/3/2023"})

    form = page.context["form"]
    assert page.status_code == 409
    assert (form["kind"].value(), form["declared_on"].value()) == ("COMPLETE", "20/3/2023")
    assert not Declaration.objects.exists()


def test_withdraw_page_reads_the_day(client, unit, head):
    declaration = declared(unit, head, NONE)

    client.post(
        reverse("procedures:declaration_withdraw", args=[declaration.pk]), {"withdrawn_on": "2/4/2023"}
    )

    declaration.refresh_from_db()
    assert declaration.withdrawn_on == date(2023, 4, 2)


def test_list_shows_the_office_who_has_not_declared(client, unit, head):
    other = a_department(agency=unit.agency, order=200)
    a_department(agency=unit.agency, takes_part=False)
    a_department()
    declared(unit, head, NONE)
    client.force_login(a_user(Role.OFFICE, a_department(agency=unit.agency, takes_part=False)))

    context = client.get(LIST).context

    assert [(line.department, may) for line, may in context["lines"]] == [(unit, False), (other, False)]
    assert context["missing"] == [other]


@pytest.mark.parametrize("count", [1, 3, 50])
def test_list_asks_the_same_number_of_queries(client, django_assert_num_queries, count):
    agency = a_department(takes_part=False).agency
    for _ in range(count):
        unit = a_department(agency=agency)
        a_procedure(department=unit)
        declared(unit, a_user(Role.HEAD, unit))
    client.force_login(a_user(Role.OFFICE, a_department(agency=agency, takes_part=False)))

    with django_assert_num_queries(7):
        client.get(LIST)
