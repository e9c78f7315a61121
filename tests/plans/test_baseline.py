"""Freezing the baseline: what stands accepted on a day, once, and again only with a reason."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from departments.roles import Role
from plans.services import freeze_baseline
from tests.factories import NOON, a_department, a_plan, a_procedure, a_user, an_announcement
from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.workflow.enums import FormStatus
from tthc.workflow.gate import perform

pytestmark = pytest.mark.django_db
MARCH = date(2023, 3, 31)
S = FormStatus


@pytest.fixture
def plan():
    return a_plan()


@pytest.fixture
def unit(plan):
    return a_department(agency=plan.agency)


@pytest.fixture
def officer(plan):
    return a_user(Role.OFFICE, a_department(agency=plan.agency, is_office=True))


def frozen(baseline) -> set[int]:
    return set(baseline.entries.values_list("procedure", flat=True))


def test_accepted_procedures_of_the_agency_are_frozen(plan, unit, officer):
    accepted = a_procedure(department=unit, status=S.ACCEPTED)  # at noon of 1/3/2023
    a_procedure(department=unit, status=S.CHECKING)
    a_procedure(department=unit, status=S.ACCEPTED, repealed_on=date(2022, 10, 31))  # before the plan began
    during = a_procedure(department=unit, status=S.ACCEPTED, repealed_on=date(2022, 11, 1))
    a_procedure(department=a_department(), status=S.ACCEPTED)  # another agency's

    baseline = freeze_baseline(plan, by=officer, on=MARCH)

    assert frozen(baseline) == {accepted.pk, during.pk}
    assert (baseline.frozen_on, baseline.by, baseline.reason) == (MARCH, officer, "")


def test_freezing_for_an_earlier_day_takes_what_was_accepted_then(plan, unit, officer):
    reopened = a_procedure(department=unit, status=S.ACCEPTED)
    perform(reopened, "reopen", by=officer, remark="Sai tên", at=datetime(2023, 4, 10, tzinfo=UTC))
    a_procedure(
        department=unit, status=S.ACCEPTED, accepted_at=datetime(2023, 3, 31, 17, 0, tzinfo=UTC)
    )  # 1/4, 00:00

    with pytest.raises(Refusal, match="Đến ngày 31/03/2023 chưa có thủ tục nào đạt yêu cầu"):
        freeze_baseline(plan, by=officer, on=MARCH)


def test_procedure_announced_by_then_was_accepted_by_then(plan, unit, officer):
    typed_in_late = a_procedure(
        department=unit, status=S.ACCEPTED, accepted_at=datetime(2023, 6, 1, tzinfo=UTC)
    )
    an_announcement(typed_in_late, issued_on=date(2023, 3, 20))

    assert frozen(freeze_baseline(plan, by=officer, on=MARCH)) == {typed_in_late.pk}


def test_second_freezing_needs_a_reason_and_keeps_the_first(plan, unit, officer):
    first = a_procedure(department=unit, status=S.ACCEPTED)
    earlier = freeze_baseline(plan, by=officer, on=MARCH)
    second = a_procedure(department=unit, status=S.ACCEPTED)

    with pytest.raises(Refusal, match="ghi rõ lý do"):
        freeze_baseline(plan, by=officer, on=date(2023, 6, 1), reason="  ")
    with pytest.raises(Refusal, match="phải sau ngày đó"):
        freeze_baseline(plan, by=officer, on=MARCH, reason="Bổ sung thủ tục")
    later = freeze_baseline(plan, by=officer, on=date(2023, 6, 1), reason="Bổ sung thủ tục")

    assert (frozen(earlier), frozen(later)) == ({first.pk}, {first.pk, second.pk})
    assert later.reason == "Bổ sung thủ tục"


@pytest.mark.parametrize("day", [date(2022, 10, 31), date(2999, 1, 1)])
def test_day_outside_the_plan_is_refused(plan, unit, officer, day):
    a_procedure(department=unit, status=S.ACCEPTED)

    with pytest.raises(Refusal):
        freeze_baseline(plan, by=officer, on=day)

    assert not plan.baselines.exists()


def test_number_that_has_changed_since_it_was_seen_is_a_conflict(plan, unit, officer):
    a_procedure(department=unit, status=S.ACCEPTED)

    with pytest.raises(Conflict, match="đã đổi từ 2 thành 1"):
        freeze_baseline(plan, by=officer, on=MARCH, seen=2)


@pytest.mark.parametrize("role", [Role.STAFF, Role.HEAD, Role.DIRECTOR, Role.ADMIN, Role.OBSERVER])
def test_only_the_office_freezes(plan, unit, role):
    a_procedure(department=unit, status=S.ACCEPTED)

    with pytest.raises(Forbidden):
        freeze_baseline(plan, by=a_user(role, unit), on=MARCH)


def test_page_shows_the_number_of_a_day_and_freezes_it(plan, unit, officer, client):
    procedure = a_procedure(department=unit, status=S.ACCEPTED, accepted_at=NOON)
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    url = reverse("plans:baseline_freeze", args=[plan.pk])

    page = client.get(url, {"ngay": "31/3/2023"})
    answer = client.post(url, {"frozen_on": "31/3/2023", "seen": 1, "reason": ""})

    assert "<strong>1</strong> thủ tục đạt yêu cầu đến hết ngày 31/03/2023" in page.text
    assert procedure.name in page.text
    assert answer.url == plan.get_absolute_url()
    assert frozen(plan.baselines.get()) == {procedure.pk}


def test_page_keeps_the_reason_when_refused(plan, unit, officer, client):
    a_procedure(department=unit, status=S.ACCEPTED)
    freeze_baseline(plan, by=officer, on=MARCH)
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")

    answer = client.post(
        reverse("plans:baseline_freeze", args=[plan.pk]),
        {"frozen_on": "30/3/2023", "seen": 1, "reason": "Theo công văn của tỉnh"},
    )

    assert answer.status_code == 409
    assert "lần chốt lại phải sau ngày đó" in answer.text
    assert "Theo công văn của tỉnh</textarea>" in answer.text
    assert plan.baselines.count() == 1
