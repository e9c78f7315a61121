"""What this machine lacks: such tests are left out and named at the end; with CI=true leaving out is failing.

The records of ../shared/data/real are no part of the repository: only their tests may be left out in CI too.
"""

import os
import shutil
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

SHARED_DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
NO_REAL_DATA = "không có thư mục dữ liệu thật ../shared/data/real"
NO_BROWSER = "thiếu chromium (apt-get install chromium)"
NO_OFFICE = "thiếu LibreOffice (apt-get install libreoffice-writer-nogui libreoffice-calc-nogui)"


def chromium() -> str | None:
    """The browser of the machine; Playwright's own download is never used."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((path for path in map(shutil.which, names) if path), None)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of records that offices really sent; it lies beside the repository, not in it."""
    folder = SHARED_DATA / "real"
    if not folder.is_dir():
        pytest.skip(NO_REAL_DATA)
    return folder


@pytest.fixture(scope="session")
def office() -> str:
    """LibreOffice, which opens the files of Word and Excel as an office does."""
    found = shutil.which("soffice")
    if found is None:
        pytest.skip(NO_OFFICE)
    return found


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    on_postgres = "postgresql" in settings.DATABASES["default"]["ENGINE"]
    no_browser = chromium() is None
    wanted, elsewhere = [], []
    for item in items:
        if no_browser and item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.skip(reason=NO_BROWSER))
        # A test of PostgreSQL alone is not left out on SQLite: it runs in the other half of `make test`.
        (elsewhere if item.get_closest_marker("postgres") and not on_postgres else wanted).append(item)
    items[:] = wanted
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)


def reasons(config: pytest.Config) -> Counter[str]:
    """How many tests were left out, by reason."""
    reports = config.pluginmanager.get_plugin("terminalreporter").stats.get("skipped", [])
    return Counter(report.longrepr[2].removeprefix("Skipped: ") for report in reports)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    is_worker = hasattr(session.config, "workerinput")
    if os.environ.get("CI") != "true" or is_worker or session.exitstatus != pytest.ExitCode.OK:
        return
    if set(reasons(session.config)) - {NO_REAL_DATA}:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    left_out = reasons(config)
    if not left_out:
        return
    terminalreporter.section(
        "Bỏ qua vì thiếu" + (" (CI: tính là hỏng)" if os.environ.get("CI") == "true" else "")
    )
    for reason, count in sorted(left_out.items()):
        terminalreporter.line(f"{count} bài thử: {reason}")
