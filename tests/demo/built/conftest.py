"""The demonstration data, built once for this folder and taken back after it; its tests ask for no `db` of their own."""

import pytest
from django.db import transaction

from demo.building import build_demo


@pytest.fixture(scope="package")
def demo(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        build_demo()
        yield
        transaction.set_rollback(True)
