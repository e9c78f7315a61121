"""With real rows in them, pages are no wider than a phone and have no serious finding."""

import pytest

from demo.building import build_demo
from demo.management.commands.demo import ACCOUNTS
from departments.models import User
from tests.browser import axe_findings, sideways_overflow
from tests.demo.walking import walk


@pytest.mark.browser
def test_pages_with_real_rows_serve_everybody(site, open_page, log_in):
    build_demo()
    findings, tried = {}, set()

    for account in ACCOUNTS:
        user = User.objects.get(username=account)
        pages, _ = walk(account)
        desk, phone = open_page(width=1440, height=900), open_page(width=390, height=844)
        for page in (desk, phone):
            log_in(page, user)
        for name in sorted(set(pages) - tried):
            tried.add(name)
            for page in (desk, phone):
                page.goto(pages[name])
                found = axe_findings(page)
                if overflow := sideways_overflow(page):
                    found.append(f"{overflow} px too wide")
                if found:
                    findings[f"{account} {pages[name]} {page.viewport_size['width']}"] = found

    assert findings == {}
