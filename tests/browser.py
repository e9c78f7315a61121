"""A real browser: pages at the width of a desk and of a phone, logging in, and what holds of every page.

    @pytest.mark.browser
    def test_desk_names_returned_form(page, log_in):
        log_in(page, a_user())
        page.goto("/")
        ...
        assert axe_findings(page) == []

`page` (1440 px) and `phone` (390 px) fail at the end of the test when a script failed, the content security policy
stopped something, or anything outside the site was asked for.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.missing import chromium

if TYPE_CHECKING:
    from departments.models import User

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 20_000
"""Milliseconds until what a page is to show is missing: on a busy machine saving takes some seconds."""
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser(django_db_setup) -> Iterator[Browser]:
    rows = getattr(connection, "_test_serialized_contents", None)
    with sync_playwright() as playwright:
        # Beside Playwright's event loop Django opens new connections, which know nothing of the rows of migrations.
        if rows is not None:
            connection._test_serialized_contents = rows
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def site(live_server) -> str:
    """The address of the running site."""
    return live_server.url


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Opens a page in a browser session of its own: `open_page(width=390, height=844)`, for two people at once too."""
    contexts, faults = [], []

    def note_console(message: ConsoleMessage) -> None:
        # An answer of 403 or 404 is the test's business; a script's error or a breach of the policy never is.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            faults.append(message.text)

    def open_page(width: int, height: int, **options) -> Page:
        context = browser.new_context(
            base_url=site, locale="vi-VN", viewport={"width": width, "height": height}, **options
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("console", note_console)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: outside(request.url) and faults.append(f"asked for {request.url}"))
        return page

    def outside(url: str) -> bool:
        return not url.startswith((site, "data:", "blob:", "about:"))

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(open_page) -> Page:
    return open_page(width=1440, height=900)


@pytest.fixture
def phone(open_page) -> Page:
    return open_page(width=390, height=844, has_touch=True, is_mobile=True)


@pytest.fixture
def log_in(site: str) -> Callable[[Page, "User"], None]:
    """Makes a page that user's, without the login form (which has tests of its own)."""

    def log_in(page: Page, user: "User") -> None:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": site}])

    return log_in


def axe_findings(page: Page) -> list[str]:
    """Serious and critical findings of axe on what the page shows now; none is wanted."""
    return [
        f"{finding['id']}: {finding['help']} — {', '.join(str(node['target'][0]) for node in finding['nodes'])}"
        for finding in Axe().run(page).response["violations"]
        if finding["impact"] in ("serious", "critical")
    ]


def sideways_overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window; 0 is wanted, above all on a phone."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
