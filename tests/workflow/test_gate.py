"""The one gate: who may move a form, from where, with which trace."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from departments.roles import Role
from procedures.models import Procedure
from tests.factories import a_complete_procedure, a_department, a_user, an_agency, borne_stamps
from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.workflow.enums import STAMPS, FormStatus
from tthc.workflow.gate import (
    PinnedText,
    claim_edit,
    close_remark,
    mark_mended,
    offers,
    perform,
    pin_remarks,
)
from tthc.workflow.models import Move, Remark

S = FormStatus
pytestmark = pytest.mark.django_db

# transition: (from which statuses, to which status, which roles of the form's own agency hold the right)
LAWFUL = {
    "submit": ({S.DRAFT, S.RETURNED}, S.DEPARTMENT, {"staff", "head"}),
    "agree": ({S.DEPARTMENT}, S.OFFICE, {"head"}),
    "take": ({S.OFFICE}, S.CHECKING, {"office"}),
    "accept": ({S.CHECKING}, S.ACCEPTED, {"office"}),
    "return_to_unit": ({S.OFFICE, S.CHECKING}, S.RETURNED, {"office"}),
    "return_to_staff": ({S.DEPARTMENT}, S.RETURNED, {"head"}),
    "reopen": ({S.ACCEPTED}, S.RETURNED, {"office"}),
}
PEOPLE = [
    "staff",
    "head",
    "office",
    "director",
    "admin",
    "observer",
    "staff_other",
    "head_other",
    "office_other",
]


@pytest.fixture
def people(db):
    """One person for each role of an agency, of another unit in it, and the office of another agency."""
    agency = an_agency()
    unit, office = a_department(agency=agency), a_department(agency=agency, is_office=True)
    other, elsewhere = a_department(agency=agency), a_department()
    return {
        "unit": unit,
        "staff": a_user(Role.STAFF, unit),
        "head": a_user(Role.HEAD, unit),
        "office": a_user(Role.OFFICE, office),
        "director": a_user(Role.DIRECTOR, office),
        "admin": a_user(Role.ADMIN),
        "observer": a_user(Role.OBSERVER),
        "staff_other": a_user(Role.STAFF, other),
        "head_other": a_user(Role.HEAD, other),
        "office_other": a_user(Role.OFFICE, elsewhere),
    }


def a_form(unit, status=S.DRAFT) -> Procedure:
    form = a_complete_procedure(department=unit)
    Procedure.objects.filter(pk=form.pk).update(status=status, **borne_stamps(status, unit))
    form.refresh_from_db()
    return form


@pytest.mark.parametrize("status", list(S))
@pytest.mark.parametrize("key", LAWFUL)
def test_perform_every_transition_from_every_status_by_every_role(people, key, status):
    sources, target, holders = LAWFUL[key]
    outcomes = {}

    for who in PEOPLE:
        form = a_form(people["unit"], status)
        try:
            perform(form, key, by=people[who], remark="Lý do")
            outcomes[who] = form.status
        except Refusal as refusal:
            outcomes[who] = type(refusal)

    lawful = status in sources
    # The office stands in for a head only where a head has submitted; these forms were submitted by staff.
    stands_in = {"office"} if key == "agree" else set()
    assert outcomes == {
        who: (
            (target if lawful else Conflict)
            if who in holders
            else (Refusal if lawful else Conflict)
            if who in stands_in
            else Forbidden
        )
        for who in PEOPLE
    }


def test_perform_writes_one_row_of_the_log_with_figures_and_snapshot(people):
    form = a_form(people["unit"])
    at = datetime(2023, 3, 14, 2, 0, tzinfo=UTC)

    move = perform(form, "submit", by=people["staff"], at=at, remark="  Kính chuyển ")

    assert list(Move.objects.of(form)) == [move]
    assert (
        move.transition,
        move.from_status,
        move.to_status,
        move.by,
        move.at,
        move.remark,
        move.version,
    ) == (
        "submit",
        S.DRAFT,
        S.DEPARTMENT,
        people["staff"],
        at,
        "Kính chuyển",
        1,
    )
    assert move.snapshot["GENERAL"][0] == ["Tên thủ tục", form.name]
    assert (form.version, form.submitted_by, form.submitted_at) == (2, people["staff"], at)


def test_perform_from_a_stale_page_moves_nothing(people):
    form = a_form(people["unit"])
    stale = Procedure.objects.get(pk=form.pk)
    perform(form, "submit", by=people["staff"])

    with pytest.raises(Conflict) as refused:
        perform(stale, "submit", by=people["staff"])

    assert "nay đang ở “Chờ trưởng phòng”" in str(refused.value)
    assert Move.objects.of(form).count() == 1


def test_perform_with_an_older_version_moves_nothing(people):
    form = a_form(people["unit"])
    claim_edit(form, by=people["staff"])

    with pytest.raises(Conflict):
        perform(form, "submit", by=people["staff"], seen_version=1)

    assert Move.objects.of(form).count() == 0


def test_submit_an_incomplete_form_lists_all_that_is_missing(people):
    form = a_form(people["unit"])
    form.dossier_items.all().delete()
    Procedure.objects.filter(pk=form.pk).update(name="", fees_answer="")
    form.refresh_from_db()

    with pytest.raises(Refusal) as refused:
        perform(form, "submit", by=people["staff"])

    assert refused.value.sentences == (
        "Chưa có tên thủ tục.",
        "Chưa có thành phần hồ sơ nào.",
        "Phí, lệ phí: chưa trả lời có hay không có.",
    )


def test_submit_without_a_head_is_refused_with_a_sentence(people):
    form = a_form(people["unit"])
    people["head"].is_active = False
    people["head"].save()

    with pytest.raises(Refusal) as refused:
        perform(form, "submit", by=people["staff"])

    assert str(refused.value).startswith("Đơn vị chưa có trưởng phòng")


def test_agree_to_what_one_submitted_oneself_is_refused(people):
    form = a_form(people["unit"])
    perform(form, "submit", by=people["head"])

    with pytest.raises(Refusal) as refused:
        perform(form, "agree", by=people["head"])

    assert str(refused.value).startswith("Không ai tự đồng ý")


def test_agree_the_office_confirms_for_a_head_who_drafted(people):
    form = a_form(people["unit"])
    perform(form, "submit", by=people["head"])

    perform(form, "agree", by=people["office"])

    assert (form.status, form.agreed_by) == (S.OFFICE, people["office"])


def test_accept_what_one_submitted_oneself_is_refused(people):
    office = people["office"].department
    a_user(Role.OFFICE, office)
    a_user(Role.HEAD, office)
    form = a_form(office)
    perform(form, "submit", by=people["office"])
    perform(form, "agree", by=form.department.users.get(role=Role.HEAD))

    with pytest.raises(Refusal) as refused:
        perform(form, "take", by=people["office"])

    assert str(refused.value).startswith("Không ai tự kiểm tra")


def test_withdraw_only_by_who_submitted_and_only_before_it_is_taken(people):
    form = a_form(people["unit"])
    perform(form, "submit", by=people["staff"])
    colleague = a_user(Role.STAFF, people["unit"])

    with pytest.raises(Refusal):
        perform(form, "withdraw", by=colleague)
    perform(form, "withdraw", by=people["staff"])

    assert (form.status, form.submitted_by, form.submitted_at) == (S.DRAFT, None, None)
    with pytest.raises(Conflict):
        perform(a_form(people["unit"], S.CHECKING), "withdraw", by=people["staff"])


def test_return_without_words_is_refused_and_changes_nothing(people):
    form = a_form(people["unit"], S.CHECKING)

    with pytest.raises(Refusal) as refused:
        perform(form, "return_to_unit", by=people["office"], remark="   ")

    form.refresh_from_db()
    assert str(refused.value).startswith("Chưa ghi ý kiến.")
    assert (form.status, Move.objects.of(form).count(), Remark.objects.of(form).count()) == (S.CHECKING, 0, 0)


def test_return_pins_each_remark_to_its_part(people):
    form = a_form(people["unit"], S.CHECKING)

    move = perform(
        form,
        "return_to_unit",
        by=people["office"],
        remarks=[
            PinnedText("STEPS", "Thiếu bước"),
            PinnedText("FEES", " "),
            PinnedText("DOSSIER", "Thừa giấy"),
        ],
    )

    assert list(Remark.objects.of(form).values_list("part", "text", "move")) == [
        ("STEPS", "Thiếu bước", move.pk),
        ("DOSSIER", "Thừa giấy", move.pk),
    ]
    assert all(getattr(form, f"{stamp}_at") is None for stamp in STAMPS)


def test_accept_with_an_open_remark_asks_for_a_word(people):
    form = a_form(people["unit"], S.CHECKING)
    pin_remarks(form, [PinnedText("STEPS", "Xem lại")], by=people["office"], at=form.taken_at)

    with pytest.raises(Refusal) as refused:
        perform(form, "accept", by=people["office"])
    perform(form, "accept", by=people["office"], remark="Đã trao đổi, không cần sửa.")

    assert str(refused.value).startswith("Còn 1 ý kiến chưa đóng.")
    assert form.status == S.ACCEPTED


def test_remark_is_mended_by_its_author_and_closed_by_who_raised_it(people):
    form = a_form(people["unit"], S.CHECKING)
    pin_remarks(form, [PinnedText("STEPS", "Xem lại")], by=people["office"], at=form.taken_at)
    remark = Remark.objects.of(form).get()

    with pytest.raises(Forbidden):
        mark_mended(remark, by=people["staff_other"])
    mark_mended(remark, by=people["staff"], note="Đã thêm bước 3")
    with pytest.raises(Forbidden):
        close_remark(remark, by=people["staff"])
    close_remark(remark, by=people["office"])

    remark.refresh_from_db()
    assert (remark.mended_by, remark.mended_note, remark.closed_by) == (
        people["staff"],
        "Đã thêm bước 3",
        people["office"],
    )
    with pytest.raises(Conflict):
        close_remark(remark, by=people["office"])


@pytest.mark.parametrize("status", [S.DEPARTMENT, S.OFFICE, S.CHECKING, S.ACCEPTED])
def test_edit_of_a_frozen_form_is_refused(people, status):
    form = a_form(people["unit"], status)

    with pytest.raises(Conflict):
        claim_edit(form, by=people["staff"])


def test_edit_by_another_unit_is_refused(people):
    with pytest.raises(Forbidden):
        claim_edit(a_form(people["unit"]), by=people["staff_other"])


def test_offers_show_the_right_moves_with_what_is_in_the_way(people):
    form = a_form(people["unit"])
    form.steps.all().delete()

    found = [(offer.transition.key, offer.obstacles) for offer in offers(form, people["staff"])]

    assert found == [("submit", ["Chưa có bước thực hiện nào."])]
    assert offers(form, people["director"]) == []


def test_log_is_only_added_to(people):
    form = a_form(people["unit"])
    move = perform(form, "submit", by=people["staff"])

    for act in (
        move.save,
        move.delete,
        Move.objects.all().delete,
        lambda: Move.objects.update(remark="khác"),
    ):
        with pytest.raises(TypeError):
            act()


@pytest.mark.parametrize("status", [S.DEPARTMENT, S.OFFICE, S.CHECKING, S.ACCEPTED])
def test_status_without_its_stamps_is_refused_by_the_database(people, status):
    form = a_form(people["unit"])

    with pytest.raises(IntegrityError), transaction.atomic():
        Procedure.objects.filter(pk=form.pk).update(status=status)


def test_stamps_of_a_later_status_are_refused_by_the_database(people):
    form = a_form(people["unit"])

    with pytest.raises(IntegrityError), transaction.atomic():
        Procedure.objects.filter(pk=form.pk).update(**borne_stamps(S.OFFICE, people["unit"]))


def test_close_a_remark_that_somebody_has_just_closed_is_told_so(people):
    form = a_form(people["unit"], S.CHECKING)
    pin_remarks(form, [PinnedText("STEPS", "Xem lại")], by=people["office"], at=form.taken_at)
    mine, theirs = Remark.objects.of(form).get(), Remark.objects.of(form).get()
    close_remark(theirs, by=people["office"])

    with pytest.raises(Conflict):
        close_remark(mine, by=people["office"])
    with pytest.raises(Conflict):
        mark_mended(mine, by=people["staff"])
