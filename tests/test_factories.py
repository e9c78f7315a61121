"""The makers of tests' rows are themselves right: a wrong one makes every test that uses it say something else."""

import pytest

from procedures.rules import missing_parts
from tests.factories import a_complete_procedure, a_procedure
from tthc.workflow.enums import FormStatus


@pytest.mark.django_db
@pytest.mark.parametrize("status", FormStatus)
def test_procedure_in_every_status(status):
    procedure = a_procedure(status=status)

    assert procedure.status == status


@pytest.mark.django_db
def test_complete_procedure_lacks_nothing():
    assert missing_parts(a_complete_procedure()) == []
