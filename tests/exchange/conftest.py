"""What the tests of Excel in and out share."""

from functools import lru_cache

import pytest

from departments.roles import Role
from exchange import opening
from tests.factories import a_department, a_user


@pytest.fixture(scope="package", autouse=True)
def files_read_once():
    """A page reads its file anew each time, in a process of its own; the same bytes need that once in all these tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "open_file", lru_cache(maxsize=None)(opening.open_file))
        yield


@pytest.fixture
def staff():
    return a_user(Role.STAFF)


@pytest.fixture
def unit():
    return a_department(code="QLKH", name="Phòng Quản lý khoa học")


@pytest.fixture
def clerk(client, staff):
    """The browser of a clerk who has logged in."""
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    return client
