"""The page "Hướng dẫn"."""

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from departments.guides import BY_ROLE, GUIDES
from departments.roles import Role
from tests.factories import a_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", list(Role))
def test_help_opens_on_the_guide_of_ones_own_role(client, role):
    client.force_login(a_user(role))

    page = client.get(reverse("departments:help"))

    assert page.context["guide"] == BY_ROLE[role]


def test_help_of_an_unknown_role_is_not_found(client):
    client.force_login(a_user())

    assert client.get(reverse("departments:help_role", args=["khong-co"])).status_code == 404


def test_every_picture_of_a_guide_is_there():
    pictures = [task.picture_path for guide in GUIDES for task in guide.tasks if task.picture]

    # A missing one would break the page where static files bear hashed names.
    assert [path for path in pictures if finders.find(path) is None] == []
