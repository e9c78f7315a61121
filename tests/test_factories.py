"""The makers of tests' rows are themselves right: a wrong one makes every test that uses it say something else."""

import pytest

from procedures.models import Procedure
from procedures.rules import missing_parts
from reviews.enums import PackageStatus
from tests.factories import (
    a_complete_procedure,
    a_package,
    a_plan,
    a_procedure,
    a_proposing_review,
    a_public_procedure,
    a_review,
    an_announcement,
)
from tthc.workflow.enums import FormStatus


@pytest.mark.django_db
@pytest.mark.parametrize("status", FormStatus)
def test_procedure_in_every_status(status):
    procedure = a_procedure(status=status)

    assert procedure.status == status


@pytest.mark.django_db
def test_complete_procedure_lacks_nothing():
    assert missing_parts(a_complete_procedure()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("status", FormStatus)
def test_review_in_every_status(status):
    assert a_review(status=status).status == status


@pytest.mark.django_db
@pytest.mark.parametrize("status", PackageStatus)
def test_package_in_every_status(status):
    package = a_package(a_proposing_review(status=FormStatus.ACCEPTED), status=status)

    assert package.items.count() == 1


@pytest.mark.django_db
def test_public_procedure_is_announced_and_public():
    procedure = a_public_procedure()

    assert list(Procedure.objects.announced().fully_published()) == [procedure]


@pytest.mark.django_db
def test_announcement_and_plan_of_one_agency():
    plan = a_plan()

    assert an_announcement(issued=False, agency=plan.agency).agency == plan.agency
