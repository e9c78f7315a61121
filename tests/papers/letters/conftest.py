"""A small office on its way through the plan, with figures that can be counted by hand."""

from dataclasses import dataclass
from datetime import date

import pytest

from departments.models import Department
from plans.models import Plan
from plans.seeding import seed_plan_2022_2025
from reviews.enums import PackageStatus
from reviews.models import ProposalPackage
from tests.factories import (
    a_complete_procedure,
    a_department,
    a_package,
    a_procedure,
    a_proposing_review,
    a_public_procedure,
    a_review,
    an_agency,
)
from tthc.workflow.enums import FormStatus


@dataclass(frozen=True)
class Course:
    """Phòng Một: two public procedures, one of nhóm A, and a draft; both reviewed, one proposing 1.000.000 → 700.000.

    Phòng Hai: one accepted procedure, not announced. Accepted 1/3/2023, announced 20/3, public 25/3, sent 1/12, one
    proposal approved 20/12/2023.
    """

    plan: Plan
    first: Department
    second: Department
    package: ProposalPackage


@pytest.fixture
def course(db) -> Course:
    agency = an_agency(
        name="Sở Thử nghiệm", superior_body="Ủy ban nhân dân tỉnh Thử", place_name="Thử", sign_code="STN"
    )
    a_department(agency=agency, name="Văn phòng Sở", code="VP", is_office=True, order=1, takes_part=False)
    first = a_department(agency=agency, name="Phòng Một", code="MOT", order=2)
    second = a_department(agency=agency, name="Phòng Hai", code="HAI", order=3)
    changed = a_public_procedure(department=first, name="Cấp giấy đi đường", group="A")
    kept = a_public_procedure(department=first, name="Nghỉ phép")
    a_procedure(department=first, name="Đang soạn")
    a_complete_procedure(department=second, name="Chưa công bố", status=FormStatus.ACCEPTED)
    reviews = [
        a_proposing_review(procedure=changed, status=FormStatus.ACCEPTED),
        a_review(
            procedure=kept,
            status=FormStatus.ACCEPTED,
            cost_current=500_000,
            cost_proposed=500_000,
            conclusion_reason="Đã gọn",
        ),
    ]
    package = a_package(*reviews, status=PackageStatus.APPROVED, submission_number="07/TTr-STN")
    ProposalPackage.objects.filter(pk=package.pk).update(decided_on=date(2023, 12, 20))
    plan = seed_plan_2022_2025(agency)
    plan.tasks.filter(order=10).update(done_on=date(2022, 11, 8))
    return Course(plan, first, second, package)
