"""What an administrator cannot take away from a plan."""

import pytest
from django.urls import reverse

from departments.roles import Role
from plans.models import Baseline, Plan
from tests.factories import a_department, a_plan, a_user

pytestmark = pytest.mark.django_db


def test_admin_keeps_a_plan_with_a_frozen_baseline_and_its_agency(client):
    unit = a_department()
    plan = a_plan(agency=unit.agency)
    Baseline.objects.create(plan=plan, frozen_on=plan.starts_on, by=a_user(Role.OFFICE, unit))
    client.force_login(a_user(Role.ADMIN), backend="django.contrib.auth.backends.ModelBackend")

    client.post(reverse("admin:plans_plan_delete", args=[plan.pk]), {"post": "yes"})
    page = client.get(reverse("admin:plans_plan_change", args=[plan.pk]))

    assert list(Plan.objects.all()) == [plan]
    assert "agency" not in page.context["adminform"].form.fields
