"""What every test may ask for; the rooms named here say what each fixture is."""

import pytest

pytest_plugins = ["tests.missing", "tests.order", "tests.browser"]


@pytest.fixture(autouse=True)
def rows_of_migrations(django_db_serialized_rollback) -> None:
    """After a test that empties the database, the next such test finds the rows again that migrations brought.

    For all of them or none: emptied without it, the database gets content types anew, and the two clash.
    """
