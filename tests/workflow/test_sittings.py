"""Edits of one sitting are one row, however often they are saved."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import a_complete_procedure, a_user
from tthc.workflow.gate import claim_edit
from tthc.workflow.models import Sitting

pytestmark = pytest.mark.django_db
NINE = datetime(2023, 3, 1, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def edited(form, *edits) -> list[tuple]:
    for by, minutes in edits:
        claim_edit(form, by=by, at=NINE + minutes * MINUTE)
    return [
        (
            sitting.by,
            (sitting.started_at - NINE) // MINUTE,
            (sitting.ended_at - NINE) // MINUTE,
            sitting.saves,
        )
        for sitting in Sitting.objects.of(form)
    ]


def test_saves_without_a_longer_pause_are_one_sitting():
    form = a_complete_procedure()
    person = a_user(department=form.department)

    assert edited(form, (person, 0), (person, 2), (person, 32)) == [(person, 0, 32, 3)]


def test_pause_or_another_person_begins_a_new_sitting():
    form = a_complete_procedure()
    one, other = a_user(department=form.department), a_user(department=form.department)

    assert edited(form, (one, 0), (one, 31), (other, 32), (one, 33)) == [
        (one, 0, 0, 1),
        (one, 31, 31, 1),
        (other, 32, 32, 1),
        (one, 33, 33, 1),
    ]
