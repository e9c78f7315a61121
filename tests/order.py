"""Tests that leave the database empty run last: the others count on the rows that migrations brought."""

import pytest

EMPTYING = {"live_server", "transactional_db", "site", "page", "phone", "open_page"}


def empties_the_database(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    return bool(EMPTYING & set(item.fixturenames)) or bool(mark and mark.kwargs.get("transaction"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=empties_the_database)
