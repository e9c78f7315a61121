"""What every test may ask for; the rooms named here say what each fixture is."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from hypothesis import HealthCheck, settings

# A busy machine is no fault of the code: no test fails for being slow to make its examples.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

pytest_plugins = ["tests.missing", "tests.order", "tests.browser"]


@pytest.fixture(autouse=True)
def rows_of_migrations(django_db_serialized_rollback) -> None:
    """After a test that empties the database, the next such test finds the rows again that migrations brought.

    For all of them or none: emptied without it, the database gets content types anew, and the two clash.
    """


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker) -> None:
    """Content types are kept in memory from the start, so that no test counts the query of being the first."""
    with django_db_blocker.unblock():
        ContentType.objects.get_for_models(*apps.get_models())
