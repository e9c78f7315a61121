"""A small agency whose figures can be worked out by hand."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest

from departments.models import Department, User
from departments.roles import Role
from plans.models import Plan
from plans.seeding import seed_plan_2022_2025
from plans.services import freeze_baseline
from procedures.models import Declaration, Field
from reviews.enums import PackageStatus, ProposalType
from tests.factories import (
    a_complete_procedure,
    a_department,
    a_field,
    a_package,
    a_procedure,
    a_proposing_review,
    a_review,
    a_user,
    an_agency,
    an_announcement,
    published,
)
from tthc.workflow.enums import FormStatus as S


@dataclass(frozen=True)
class SmallAgency:
    plan: Plan
    science: Department
    measures: Department
    office: Department
    officer: User
    field: Field

    def log_in(self, client, role: Role, department: Department | None = None) -> User:
        """A person of a role; of Văn phòng Sở unless another unit is given."""
        person = a_user(role, None if role in (Role.ADMIN, Role.OBSERVER) else department or self.office)
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return person


@pytest.fixture
def small_agency(db) -> SmallAgency:
    """Two units, five procedures in scope; by hand as at 30/11/2024:

    KH (science): four procedures, accepted 1/3/2023, in the baseline.
      1 announced 20/3, public 25/3/2023; repealed: sent 1/12, approved 20/12/2023, in force 1/3/2024; 1.000.000 → 0.
      2 announced 20/3, public 25/3/2023; less paper: sent 1/12, approved 20/12/2023; 1.000.000 → 700.000.
      3 announced 20/3, public 5/4/2023; kept: sent 1/12/2023; 500.000.
      4 announced 20/3/2023, in two channels; reviewed, not sent; 400.000 → 300.000.
    TDC (measures): one draft. KH has declared its inventory complete, TDC has not.
    """
    agency = an_agency(short_name="Sở Nhỏ", name="Sở Nhỏ minh họa")
    plan = seed_plan_2022_2025(agency)
    science = a_department(agency=agency, code="KH", name="Phòng Khoa học", order=1)
    measures = a_department(agency=agency, code="TDC", name="Chi cục Đo lường", order=2)
    office = a_department(
        agency=agency, code="VP", name="Văn phòng", is_office=True, takes_part=False, order=3
    )
    officer, field = a_user(Role.OFFICE, office), a_field(agency=agency, name="Khoa học")
    four = [
        a_complete_procedure(
            department=science,
            status=S.ACCEPTED,
            field=field,
            group="A" if number == 1 else "B",
            name=f"Thủ tục {number}",
        )
        for number in (1, 2, 3, 4)
    ]
    an_announcement(*four, issued_on=date(2023, 3, 20))
    for procedure, day in zip(
        four, (date(2023, 3, 25), date(2023, 3, 25), date(2023, 4, 5), date(2023, 3, 25)), strict=True
    ):
        published(procedure, on=day)
    four[3].publications.first().delete()
    freeze_baseline(plan, by=officer, on=date(2023, 4, 1))
    repeal = a_proposing_review(
        procedure=four[0], status=S.ACCEPTED, kinds=(ProposalType.REPEAL,), cost_proposed=0
    )
    paper = a_proposing_review(procedure=four[1], status=S.ACCEPTED)
    kept = a_review(procedure=four[2], status=S.ACCEPTED, cost_current=500_000, cost_proposed=500_000)
    a_proposing_review(procedure=four[3], status=S.ACCEPTED, cost_current=400_000, cost_proposed=300_000)
    a_package(repeal, paper, status=PackageStatus.APPROVED, decided_on=date(2023, 12, 20))
    a_package(kept, status=PackageStatus.SENT)
    action = repeal.proposal.actions.get()
    type(action).objects.filter(pk=action.pk).update(
        done_on=date(2024, 3, 1),
        recorded_by=officer,
        recorded_at=datetime.fromisoformat("2024-03-02T09:00+07:00"),
    )
    a_procedure(department=measures, name="Thủ tục đang soạn")
    Declaration.objects.create(department=science, kind="COMPLETE", declared_on=date(2023, 3, 2), by=officer)
    return SmallAgency(plan, science, measures, office, officer, field)
