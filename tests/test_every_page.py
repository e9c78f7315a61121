"""Every page of the access matrix in a real browser: for everybody to use at a desk, no wider than a phone."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.every import ALL_ROWS
from tests.access.table import Row, a_world
from tests.browser import axe_findings, sideways_overflow

PAGES = [row for row in ALL_ROWS if row.method == "GET" and 200 in row.expected.values()]
# Whoever sees most on a page comes first.
READERS = ("office", "head_own", "staff_own", "admin", "director", "observer", "anonymous")


def is_page(url: str, user) -> bool:
    """Not a download, nor a fragment that a page asks for."""
    client = Client()
    if user:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(url)
    is_html = response.headers["Content-Type"].startswith("text/html") and not response.streaming
    return is_html and b"<html" in response.content


@pytest.mark.browser
@pytest.mark.parametrize("row", PAGES, ids=str)
def test_page_serves_everybody(row: Row, site, open_page, log_in):
    world = a_world()
    url = reverse(row.url_name, kwargs=row.subject(world))
    reader = world.people[next(column for column in READERS if row.expected[column] == 200)]
    if not is_page(url, reader):
        return
    findings = {}

    for width, height in ((1440, 900), (390, 844)):
        page = open_page(width=width, height=height)
        if reader:
            log_in(page, reader)
        page.goto(url)
        findings[width] = axe_findings(page) + [f"{sideways_overflow(page)} px too wide"]

    assert findings == {1440: ["0 px too wide"], 390: ["0 px too wide"]}
