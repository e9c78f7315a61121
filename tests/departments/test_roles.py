"""Rights: one table, asked for a unit, an agency, or at all."""

import pytest

from departments.models import User
from departments.roles import Capability, Reach, Role
from tests.factories import a_department, a_user, an_agency

pytestmark = pytest.mark.django_db


def test_may_staff_only_in_their_own_unit():
    agency = an_agency()
    own, other = a_department(agency=agency), a_department(agency=agency)
    person = a_user(Role.STAFF, own)

    answers = [person.may(Capability.DRAFT, home) for home in (own, other, agency, None)]

    assert answers == [True, False, False, True]


def test_may_office_in_every_unit_of_its_agency_only():
    agency = an_agency()
    unit = a_department(agency=agency)
    person = a_user(Role.OFFICE, a_department(agency=agency))

    answers = [person.may(Capability.CHECK, home) for home in (unit, agency, a_department(), an_agency())]

    assert answers == [True, True, False, False]


def test_may_observer_reads_everywhere_and_changes_nothing():
    person = a_user(Role.OBSERVER)

    held = {capability: person.reach(capability) for capability in Capability if person.may(capability)}

    assert held == {Capability.VIEW: Reach.EVERYWHERE, Capability.FIGURES: Reach.EVERYWHERE}


def test_may_nothing_when_switched_off():
    person = a_user(Role.ADMIN, is_active=False)

    assert [capability for capability in Capability if person.may(capability)] == []


def test_holding_finds_the_heads_of_the_unit_and_nobody_switched_off():
    unit = a_department()
    head, deputy = a_user(Role.HEAD, unit), a_user(Role.HEAD, unit, is_deputy=True)
    a_user(Role.HEAD, unit, is_active=False)
    a_user(Role.HEAD, a_department(agency=unit.agency))

    found = set(User.objects.holding(Capability.AGREE, unit))

    assert found == {head, deputy}
