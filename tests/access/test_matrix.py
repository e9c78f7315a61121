"""Holds every row of the matrix against the application, and every URL against the matrix."""

import inspect
import re
from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.access.every import ALL_ROWS
from tests.access.table import COLUMNS, Row, a_world

# Django's admin has tables of rights of its own, and tests beside departments'.
NOT_OURS = {"admin"}
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)\b", re.IGNORECASE)
# A look at a page may note the session and a login, nothing else.
MAY_BE_WRITTEN = re.compile(r"\"(django_session|axes_\w+)\"")


def urls(patterns, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Full name and pattern of every URL of our own."""
    for entry in patterns:
        if isinstance(entry, URLResolver):
            inner = entry.namespace or ""
            if inner not in NOT_OURS:
                yield from urls(entry.url_patterns, ":".join(filter(None, [namespace, inner])))
        else:
            yield ":".join(filter(None, [namespace, entry.name or f"(no name) {entry.pattern}"])), entry


URLS = dict(urls(get_resolver().url_patterns))


def takes_posts(pattern: URLPattern) -> bool:
    """Whether the view reads what is posted."""
    if hasattr(pattern.callback, "view_class"):
        return hasattr(pattern.callback.view_class, "post")
    source = inspect.getsource(inspect.unwrap(pattern.callback))
    return "request.POST" in source or "require_POST" in source


def test_every_url_has_a_row():
    assert sorted(set(URLS) - {row.url_name for row in ALL_ROWS}) == []


def test_every_row_has_a_url():
    assert sorted({row.url_name for row in ALL_ROWS} - set(URLS)) == []


def test_every_url_that_takes_posts_has_a_row_for_them():
    posted = {row.url_name for row in ALL_ROWS if row.method == "POST"}

    assert sorted(name for name, pattern in URLS.items() if takes_posts(pattern) and name not in posted) == []


def answer(row: Row, url: str, user) -> int | str:
    """The status that a person gets, in words where the number alone would hide a fault; nothing stays written."""
    client = Client(raise_request_exception=True)
    if user:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        response = client.get(url) if row.method == "GET" else client.post(url, row.posted)
        if hasattr(response, "streaming_content"):
            b"".join(response.streaming_content)
        transaction.set_rollback(True)
    if row.method == "GET":
        written = [query["sql"] for query in queries if WRITES.match(query["sql"])]
        assert [sql for sql in written if not MAY_BE_WRITTEN.search(sql)] == []
    if (
        user is None
        and response.status_code == 302
        and not response.url.startswith(reverse("departments:login"))
    ):
        return f"302 to {response.url}"
    return response.status_code


@pytest.mark.django_db
@pytest.mark.parametrize("row", ALL_ROWS, ids=str)
def test_answer(row: Row):
    world = a_world()
    url = reverse(row.url_name, kwargs=row.subject(world))

    answers = {column: answer(row, url, world.people[column]) for column in COLUMNS}

    assert answers == row.expected
