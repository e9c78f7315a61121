"""What the tests of papers share."""

import pytest
from django.db import transaction

from tests.papers.drawn import Drawn, draw_every
from tests.papers.world import an_office


@pytest.fixture(scope="session")
def usual_papers(django_db_setup, django_db_blocker) -> dict[str, Drawn]:
    """Every paper with usual words, drawn once for all tests; the office that it is about is gone again."""
    with django_db_blocker.unblock(), transaction.atomic():
        drawn = draw_every(an_office())
        transaction.set_rollback(True)
    return drawn
