"""Takes the pictures of the help pages and of README from the demonstration data: `make pictures`.

Builds the data in a throw-away database, starts the site on a free port and photographs it at 1440 × 900 with
Debian's chromium. A picture is a palette PNG in static/help/; `make pictures ONLY="desk costs"` takes some alone.
"""

import io
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "static" / "help"
LARGEST = 200 * 1024


def look_only(page) -> None:
    """Nothing is done on the page before it is photographed."""


@dataclass(frozen=True)
class Picture:
    """What to photograph: whose screen, at which address, scrolled to what, after doing what."""

    name: str
    find: Callable[[], tuple[str, str]]
    scroll_to: str = ""
    act: Callable = look_only


def address(account: str, url_name: str, query: str = "") -> Callable[[], tuple[str, str]]:
    """A page without arguments, seen by an account."""

    def find() -> tuple[str, str]:
        from django.urls import reverse

        return account, reverse(url_name) + query

    return find


def address_of_kind(account: str, kind: str) -> Callable[[], tuple[str, str]]:
    """The page on which a sheet of a kind is uploaded, seen by an account."""

    def find() -> tuple[str, str]:
        from django.urls import reverse

        return account, reverse("exchange:session_new", args=[kind])

    return find


def page_of(objects, richness, url_name: str, *, role: str) -> Callable[[], tuple[str, str]]:
    """The page of the richest of some objects, seen by somebody of its unit, or of the office, in a role."""

    def find() -> tuple[str, str]:
        from django.urls import reverse

        from departments.models import User

        people = User.objects.filter(role=role, is_active=True).order_by("pk")
        for found in sorted(objects.order_by("pk"), key=richness, reverse=True):
            reader = (people if role == "OFFICE" else people.filter(department=found.department)).first()
            if reader:
                return reader.username, reverse(url_name, args=[found.pk])
        raise LookupError(f"nothing for {role} at {url_name}")

    return find


def read_in_a_file(page) -> None:
    """Uploads three records of the portal's kind: one without doubts, one whose steps are in doubt, one without papers."""
    from tests.procedures.portal_records import a_case, a_file, a_paper, a_record

    steps = [{"name": "", "description": "Bước 1: Lập hồ sơ. Bước 3: Trình Giám đốc."}]
    records = a_file(
        a_record(),
        a_record(id="0002", code="5.000002", name="Cử công chức đi đào tạo (minh họa)", executionSteps=steps),
        a_record(
            id="0003",
            code="5.000003",
            name="Mua sắm tài sản công (minh họa)",
            executionCases=[a_case(a_paper("01 bộ"))],
        ),
    )
    page.set_input_files(
        "input[type=file]", {"name": "cong-dvc.json", "mimeType": "application/json", "buffer": records}
    )
    page.get_by_role("button", name="Xem trước").click()


def read_in_a_sheet(page) -> None:
    """Uploads a list with a title, a group that does not exist and a row without a name, up to its preview."""
    from openpyxl import Workbook

    book, file = Workbook(), io.BytesIO()
    for line in (
        ["Danh sách thủ tục nội bộ (minh họa)"],
        ["STT", "Tên thủ tục", "Nhóm", "Thời hạn giải quyết"],
        [1, "Cử công chức đi đào tạo (minh họa)", "B", "05 ngày làm việc"],
        [2, "Mua sắm tài sản công (minh họa)", "C", "10 ngày làm việc"],
        [3, "", "B", "03 ngày làm việc"],
    ):
        book.active.append(line)
    book.save(file)
    sheet = {"name": "thu-tuc.xlsx", "mimeType": "application/vnd.ms-excel", "buffer": file.getvalue()}
    page.set_input_files("input[type=file]", sheet)
    page.get_by_role("button", name="Tải lên, xem các cột").click()
    page.get_by_role("button", name="Tiếp: xem trước").click()
    page.get_by_role("heading", name="Xem trước").wait_for()


def open_papers(page) -> None:
    """Opens the menu of what may be printed."""
    page.locator("details.papers > summary").first.click()


def pictures() -> list[Picture]:
    from procedures.models import Announcement, Procedure
    from reviews.models import ProposalPackage, Review

    def form(status: str, page: str, role: str) -> Callable[[], tuple[str, str]]:
        in_status = Procedure.objects.filter(status=status)
        return page_of(
            in_status, lambda procedure: procedure.steps.count(), f"procedures:procedure_{page}", role=role
        )

    being_reviewed = Review.objects.filter(status__in=["DRAFT", "RETURNED"])
    return [
        Picture("desk", address("chuyenvien", "dashboards:desk")),
        Picture("inventory-form", form("DRAFT", "edit", "STAFF")),
        Picture("returned", form("RETURNED", "edit", "STAFF"), scroll_to="main .remark"),
        Picture("portal-import", address("chuyenvien", "procedures:portal_import"), act=read_in_a_file),
        Picture("excel-preview", address_of_kind("chuyenvien", "procedures"), act=read_in_a_sheet),
        Picture("papers", form("ACCEPTED", "detail", "OFFICE"), act=open_papers),
        Picture("head-check", form("DEPARTMENT", "detail", "HEAD")),
        Picture("office-check", form("CHECKING", "detail", "OFFICE")),
        Picture(
            "costs",
            page_of(being_reviewed, lambda review: review.cost_current, "reviews:review_costs", role="STAFF"),
        ),
        Picture(
            "announcement",
            page_of(
                Announcement.objects.all(),
                lambda announcement: announcement.rows.count(),
                "procedures:announcement_detail",
                role="OFFICE",
            ),
        ),
        Picture(
            "package",
            page_of(
                ProposalPackage.objects.all(),
                lambda package: package.items.count(),
                "reviews:package_detail",
                role="OFFICE",
            ),
        ),
        Picture("progress", address("giamdoc", "dashboards:progress", "?as_at=30/06/2025")),
    ]


@contextmanager
def running_site(port: int) -> Iterator[str]:
    server = subprocess.Popen(
        [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(url, timeout=2)
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.2)
            else:
                break
        yield url
    finally:
        server.terminate()
        server.wait()


def save(name: str, png: bytes) -> None:
    """Writes the picture with as many colours as fit into the size allowed."""
    from PIL import Image

    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in (256, 128, 64, 32):
        file = PICTURES / f"{name}.png"
        picture.quantize(colours, dither=Image.Dither.NONE).save(file, optimize=True)
        if file.stat().st_size <= LARGEST:
            break
    sys.stdout.write(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1024} kB, {colours} colours\n")


def take(page, url: str, picture: Picture) -> None:
    from django.conf import settings
    from django.test import Client

    from departments.models import User

    account, path = picture.find()
    client = Client()
    client.force_login(
        User.objects.get(username=account), backend="django.contrib.auth.backends.ModelBackend"
    )
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])
    answer = page.goto(url + path)
    if not answer.ok:
        raise RuntimeError(f"{picture.name}: {path} answers {answer.status} to {account}")
    picture.act(page)
    page.wait_for_load_state("networkidle")
    if picture.scroll_to:
        page.locator(picture.scroll_to).first.evaluate(
            "it => it.scrollIntoView({behavior: 'instant', block: 'center'})"
        )
    save(picture.name, page.screenshot())


def main(only: set[str]) -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from playwright.sync_api import sync_playwright

    from tests.browser import ARGUMENTS
    from tests.missing import chromium
    from tests.postgres import free_port

    call_command("migrate", verbosity=0)
    call_command("demo", quiet=True)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with running_site(free_port()) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        page = browser.new_page(locale="vi-VN", viewport={"width": 1440, "height": 900})
        for picture in pictures():
            if not only or picture.name in only:
                take(page, url, picture)
        browser.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="tthc-pictures-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "tthc.settings",
            "DATABASE_URL": f"sqlite:///{folder}/pictures.sqlite3",
            "DEBUG": "1",
            "LOG_LEVEL": "WARNING",
            # Playwright's sync API runs an event loop in this thread, and Django takes that for async code.
            "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
        }
        sys.path.insert(0, str(ROOT))
        main(set(sys.argv[1:]))
