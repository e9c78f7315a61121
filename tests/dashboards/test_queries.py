"""Facts read from the database: from the log of moves, the papers' dates and what was frozen with a package."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from dashboards.facts import Acceptance, Judgement, Sending, Span
from dashboards.queries import plans_with_figures, read_programme
from departments.roles import Role
from plans.services import freeze_baseline
from procedures.enums import ChangeKind
from procedures.models import Announcement, Declaration
from reviews.enums import PackageStatus, ProposalType
from tests.factories import (
    a_complete_procedure,
    a_department,
    a_document,
    a_package,
    a_plan,
    a_procedure,
    a_proposing_review,
    a_public_procedure,
    a_review,
    a_user,
    an_announcement,
    published,
)
from tthc.workflow.enums import FormStatus as S
from tthc.workflow.gate import perform
from tthc.workflow.handing_over import hand_over

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return a_plan()


@pytest.fixture
def unit(plan):
    return a_department(agency=plan.agency)


@pytest.fixture
def officer(plan):
    return a_user(Role.OFFICE, a_department(agency=plan.agency, is_office=True))


def at(text: str) -> datetime:
    """A moment in Vietnam."""
    return datetime.fromisoformat(f"{text}+07:00")


def facts_of(plan, procedure):
    return read_programme(plan).ledger.facts[procedure.pk]


def test_acceptances_come_from_the_log(plan, unit, officer):
    procedure = a_complete_procedure(department=unit, status=S.CHECKING)
    perform(procedure, "accept", by=officer, at=at("2023-03-31T23:59"))
    perform(procedure, "reopen", by=officer, remark="Sai thời hạn", at=at("2023-05-10T08:00"))

    assert facts_of(plan, procedure).accepted == (Span(date(2023, 3, 31), date(2023, 5, 10)),)


def test_form_that_is_handed_over_stays_accepted_since_it_was(plan, unit, officer):
    owner, heir = a_user(Role.STAFF, unit), a_user(Role.STAFF, unit)
    procedure = a_complete_procedure(department=unit, status=S.CHECKING, owner=owner)
    perform(procedure, "accept", by=officer, at=at("2023-03-31T09:00"))
    hand_over(procedure, by=owner, to=heir, reason="Chuyển công tác", at=at("2024-01-10T09:00"))

    assert facts_of(plan, procedure).accepted == (Span(date(2023, 3, 31)),)


def test_moment_after_midnight_in_vietnam_belongs_to_the_next_day(plan, unit, officer):
    procedure = a_complete_procedure(department=unit, status=S.CHECKING)
    perform(procedure, "accept", by=officer, at=datetime(2023, 3, 31, 17, 0, tzinfo=UTC))

    assert facts_of(plan, procedure).accepted == (Span(date(2023, 4, 1)),)


def test_form_that_stands_accepted_without_a_log_counts_by_its_stamp(plan, unit):
    procedure = a_procedure(department=unit, status=S.ACCEPTED)

    assert facts_of(plan, procedure).accepted == (Span(date(2023, 3, 1)),)


def test_announced_and_public_by_the_papers(plan, unit):
    procedure = a_public_procedure(department=unit)  # announced 20/3, all channels 25/3/2023
    an_announcement(procedure, issued_on=date(2024, 5, 1))

    facts = facts_of(plan, procedure)

    assert (facts.announced_on, facts.public_on) == (date(2023, 3, 20), date(2023, 3, 25))


def test_two_of_three_channels_are_not_public(plan, unit):
    procedure = a_public_procedure(department=unit)
    procedure.publications.first().delete()

    facts = facts_of(plan, procedure)

    assert (facts.announced_on, facts.public_on) == (date(2023, 3, 20), None)


def test_published_before_it_was_announced_counts_from_the_announcement(plan, unit):
    procedure = a_procedure(department=unit, status=S.ACCEPTED)
    published(procedure, on=date(2023, 3, 1))

    assert facts_of(plan, procedure).public_on is None

    an_announcement(procedure, issued_on=date(2023, 3, 20))

    assert facts_of(plan, procedure).public_on == date(2023, 3, 20)


def test_draft_decision_and_a_repeal_announce_nothing(plan, unit):
    drafted = a_procedure(department=unit, status=S.ACCEPTED)
    an_announcement(drafted, issued=False)
    repealed = a_procedure(department=unit, status=S.ACCEPTED)
    decision = an_announcement(issued=False, agency=plan.agency)
    decision.rows.create(procedure=repealed, change=ChangeKind.REPEALED, section="C", row_number=1)
    Announcement.objects.filter(pk=decision.pk).update(
        status="ISSUED", number="9/QĐ-MH", issued_on=date(2024, 1, 1)
    )

    assert [facts_of(plan, one).announced_on for one in (drafted, repealed)] == [None, None]


def test_procedure_exists_from_the_day_its_document_takes_effect(plan, unit):
    with_effect = a_document(drafting_unit=unit, issued_on=date(2024, 7, 1), effective_on=date(2024, 8, 1))
    issued_only = a_document(drafting_unit=unit, issued_on=date(2024, 7, 1))

    days = [
        facts_of(plan, a_procedure(department=unit, legal_document=document)).exists_from
        for document in (with_effect, issued_only, None)
    ]

    assert days == [date(2024, 8, 1), date(2024, 7, 1), None]


def test_review_bears_the_figures_of_its_time_not_of_today(plan, unit, officer):
    procedure = a_complete_procedure(department=unit, status=S.ACCEPTED)
    review = a_proposing_review(procedure=procedure, status=S.CHECKING, kinds=(ProposalType.TIME,))
    perform(review, "accept", by=officer, at=at("2023-10-01T09:00"))
    package = a_package(
        review, sent_on=date(2023, 10, 10), status=PackageStatus.RETURNED, returned_on=date(2023, 11, 1)
    )
    perform(review, "reopen", by=officer, remark="Tính lại giờ công", at=at("2023-11-05T09:00"))
    type(review).objects.filter(pk=review.pk).update(cost_current=900_000, cost_proposed=650_000)

    found = facts_of(plan, procedure).reviews[0]

    first = Judgement("PROPOSE", frozenset({"TIME"}), Decimal(1_000_000), Decimal(700_000))
    assert found.acceptances == (Acceptance(Span(date(2023, 10, 1), date(2023, 11, 5)), first),)
    assert found.sendings == (Sending(package.sent_on, first, back_on=date(2023, 11, 1)),)
    assert found.actions_done_on == (None,)


def test_approved_and_refused_rows_of_one_package(plan, unit, officer):
    reviews = [
        a_proposing_review(
            procedure=a_complete_procedure(department=unit, status=S.ACCEPTED), status=S.ACCEPTED
        )
        for _ in range(2)
    ]
    package = a_package(*reviews, status=PackageStatus.APPROVED)  # sent 1/12, decided 20/12/2023
    package.items.filter(review=reviews[1]).update(is_approved=False)
    action = reviews[0].proposal.actions.get()
    type(action).objects.filter(pk=action.pk).update(
        done_on=date(2024, 3, 1), recorded_by=officer, recorded_at=at("2024-03-02T09:00")
    )

    approved, refused = (facts_of(plan, review.procedure).reviews[0] for review in reviews)

    assert (approved.approved.approved_on, approved.in_force_on) == (date(2023, 12, 20), date(2024, 3, 1))
    assert (refused.sendings[0].back_on, refused.sendings[0].approved_on, refused.in_force_on) == (
        date(2023, 12, 20),
        None,
        None,
    )


def test_package_that_is_being_gathered_has_sent_nothing(plan, unit):
    review = a_review(procedure=a_complete_procedure(department=unit, status=S.ACCEPTED), status=S.ACCEPTED)
    a_package(review, status=PackageStatus.DRAFT)

    assert facts_of(plan, review.procedure).reviews[0].sendings == ()


def test_review_typed_in_after_it_was_sent_was_accepted_by_then(plan, unit):
    review = a_review(
        procedure=a_complete_procedure(department=unit, status=S.ACCEPTED),
        status=S.ACCEPTED,
        accepted_at=at("2024-02-01T09:00"),
    )
    a_package(review, sent_on=date(2023, 12, 20))

    assert facts_of(plan, review.procedure).reviews[0].acceptances[0].span == Span(date(2023, 12, 20))


def test_each_baseline_holds_until_the_next(plan, unit, officer):
    first = a_procedure(department=unit, status=S.ACCEPTED)
    freeze_baseline(plan, by=officer, on=date(2023, 4, 1))
    second = a_procedure(department=unit, status=S.ACCEPTED)
    freeze_baseline(plan, by=officer, on=date(2023, 9, 1), reason="Bổ sung")

    assert facts_of(plan, first).in_baseline == (
        Span(date(2023, 4, 1), date(2023, 9, 1)),
        Span(date(2023, 9, 1)),
    )
    assert facts_of(plan, second).in_baseline == (Span(date(2023, 9, 1)),)
    assert read_programme(plan).ledger.plan.frozen_on == date(2023, 4, 1)


def test_units_without_a_standing_declaration_are_named(plan, unit, officer):
    silent = a_department(agency=plan.agency, code="IM")
    a_department(agency=plan.agency, takes_part=False)
    officer.department.takes_part = False
    officer.department.save()
    Declaration.objects.create(
        department=unit, kind="COMPLETE", declared_on=date(2023, 3, 1), by=officer,
        withdrawn_on=date(2023, 6, 1), withdrawn_by=officer,
    )  # fmt: skip

    programme = read_programme(plan)
    codes = [[one.code for one in programme.undeclared(day)] for day in (date(2023, 5, 31), date(2023, 6, 1))]

    assert codes == [[silent.code], sorted([unit.code, silent.code], key=[unit.code, silent.code].index)]


def test_unit_that_no_longer_exists_is_not_asked_for_its_declaration(plan, unit):
    merged = a_department(agency=plan.agency, valid_to=date(2025, 6, 30))
    new = a_department(agency=plan.agency, valid_from=date(2025, 7, 1))

    programme = read_programme(plan)

    asked = [{one.pk for one in programme.undeclared(day)} for day in (date(2025, 6, 30), date(2025, 7, 1))]
    assert asked == [{unit.pk, merged.pk}, {unit.pk, new.pk}]


def test_unit_sees_its_own_procedures_the_office_all_of_the_agency(plan, unit, officer):
    own, other = a_procedure(department=unit), a_procedure(department=officer.department)
    stranger = a_procedure()

    seen = {
        role: set(read_programme(plan, a_user(role, unit)).ledger.facts)
        for role in (Role.STAFF, Role.HEAD, Role.OFFICE, Role.DIRECTOR)
    }
    seen |= {
        role: set(read_programme(plan, a_user(role)).ledger.facts) for role in (Role.ADMIN, Role.OBSERVER)
    }

    agency = {own.pk, other.pk}
    assert stranger.pk not in agency
    assert seen == {
        Role.STAFF: {own.pk},
        Role.HEAD: {own.pk},
        Role.OFFICE: agency,
        Role.DIRECTOR: agency,
        Role.ADMIN: agency,
        Role.OBSERVER: agency,
    }


def test_plans_whose_figures_a_person_sees_the_followed_ones_first(plan, unit):
    earlier = a_plan(
        agency=plan.agency, is_current=False, starts_on=date(2030, 1, 1), ends_on=date(2031, 1, 1)
    )
    other = a_plan()

    assert list(plans_with_figures(a_user(Role.STAFF, unit))) == [plan, earlier]
    assert list(plans_with_figures(a_user(Role.OBSERVER)))[-1] == earlier
    assert set(plans_with_figures(a_user(Role.OBSERVER))) == {plan, other, earlier}


@pytest.mark.parametrize("number", [1, 3, 50])
def test_facts_take_the_same_number_of_queries(number, plan, unit, officer, django_assert_num_queries):
    for _ in range(number):
        review = a_proposing_review(procedure=a_public_procedure(department=unit), status=S.ACCEPTED)
        a_package(review, status=PackageStatus.APPROVED)
    freeze_baseline(plan, by=officer, on=date(2023, 4, 1))

    with django_assert_num_queries(14):
        programme = read_programme(plan, officer)

    assert programme.ledger.figures(date(2024, 1, 1))["simplified_approved"].count == number
