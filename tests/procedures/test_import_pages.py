"""The pages of an import: upload, preview, confirm, outcome."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from departments.roles import Role
from procedures.models import ImportBatch, Procedure
from procedures.services import save_sections
from tests.factories import a_department, a_user
from tests.procedures.portal_records import a_case, a_file, a_method, a_paper, a_record

pytestmark = pytest.mark.django_db

UPLOAD = reverse("procedures:portal_import")


@pytest.fixture
def staff():
    return a_user(Role.STAFF)


@pytest.fixture
def browser(client, staff):
    client.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    return client


def upload(browser, raw: bytes, department=None, name: str = "cong.json"):
    unit = department or browser.staff.department
    file = SimpleUploadedFile(name, raw, "application/json")
    return browser.post(UPLOAD, {"department": unit.pk, "file": file})


@pytest.fixture(autouse=True)
def known(browser, staff):
    browser.staff = staff


def words(response) -> str:
    """The text of the page's main part, on one line."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def preview(browser, *records: object):
    return browser.get(upload(browser, a_file(*records)).url)


def confirm(browser, page, **ticked):
    data = {"seen": page.context["plan"].mark} | ticked
    return browser.post(page.request["PATH_INFO"], data, follow=True)


def test_upload_leads_to_a_preview_that_tells_what_will_happen_and_writes_nothing(browser):
    page = preview(browser, a_record(id="1", executionCases=[]), a_record(id="2", name="Việc khác", code=""))

    assert page.status_code == 200
    text = words(page)
    assert "Xem trước: cong.json" in text
    assert "Thêm mới 2 thủ tục" in text
    assert "Phê duyệt đề cương nhiệm vụ (minh họa) Bản ghi số 1, mã 5.000001 Thêm mới" in text
    assert "Thành phần, số lượng hồ sơ. Nguồn không ghi thành phần hồ sơ nào." in text
    assert "Lĩnh vực chưa có trong danh mục Hoạt động khoa học." in text
    assert Procedure.objects.count() == 0


def test_confirming_takes_the_procedures_in_and_lists_them_with_their_doubts(browser, staff):
    page = preview(browser, a_record(executionCases=[]))

    done = confirm(browser, page)

    procedure = Procedure.objects.get()
    assert (procedure.department, procedure.created_by) == (staff.department, staff)
    assert "Đã nhập xong. Thêm mới: 1. Điểm nghi ngờ mới: 1." in words(done)
    assert "Đã nhập: cong.json" in words(done)
    assert f'href="{procedure.get_absolute_url()}"' in done.content.decode()
    assert "Nguồn không ghi thành phần hồ sơ nào." in words(done)


def test_the_same_file_again_has_nothing_to_take_in(browser):
    confirm(browser, preview(browser, a_record()))

    page = preview(browser, a_record())

    assert "Không đổi 1 thủ tục" in words(page)
    assert "Không có gì để nhập" in words(page)
    assert ">Nhập</button>" not in page.content.decode()


def test_changed_records_are_told_apart_by_whether_somebody_edited_them_here(browser, staff):
    records = [a_record(id=f"{number}", name=f"Thủ tục {number}", code="") for number in (1, 2)]
    confirm(browser, preview(browser, *records))
    save_sections(Procedure.objects.get(source_id="2"), [], by=staff)

    page = preview(browser, *(record | {"note": "đổi"} for record in records))

    assert "Thủ tục 1 Bản ghi số 1, chưa có mã Nguồn đã đổi, cập nhật bản nháp —" in words(page)
    assert "Thủ tục 2 Bản ghi số 2, chưa có mã Nguồn đã đổi, giữ bản ở đây Thông tin chung." in words(page)


def test_faulty_records_are_named_and_keep_everything_out_until_left_out_by_choice(browser):
    page = preview(browser, a_record(id="1"), {"id": "2"})
    assert "Số 2 name thiếu tên thủ tục." in words(page)

    refused = confirm(browser, page)

    assert "Chưa nhập gì, vì 1 bản ghi của tệp có lỗi." in words(refused)
    assert Procedure.objects.count() == 0

    confirm(browser, refused, skip_faulty="on")

    assert [procedure.source_id for procedure in Procedure.objects.all()] == ["1"]


def test_confirming_twice_is_once(browser):
    page = preview(browser, a_record())
    confirm(browser, page)

    again = confirm(browser, page)

    assert "Tệp này đã được nhập rồi" in words(again)
    assert Procedure.objects.count() == 1


def test_preview_that_no_longer_holds_is_shown_anew_instead_of_carried_out(browser):
    page = preview(browser, a_record(id="1"))
    Procedure.objects.create(
        department=browser.staff.department, source="portal", source_id="1", source_fingerprint="khác"
    )

    again = confirm(browser, page)

    assert "danh sách thủ tục của đơn vị đã thay đổi" in words(again)
    assert again.context["plan"].mark != page.context["plan"].mark
    assert Procedure.objects.count() == 1


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"[{,]", "Tệp không phải JSON đúng cú pháp: dòng 1, cột 3"),
        (a_file(a_record())[:-40], "Tệp không phải JSON đúng cú pháp"),
        (b"", "Tệp rỗng. Hãy chọn tệp JSON tải từ Cổng dịch vụ công."),
        (b"PK\x03\x04", "Đây là tệp Excel, Word hoặc tệp nén."),
        (b" " * (20 * 1024 * 1024 + 1), "Tệp lớn hơn 20 MB."),
    ],
)
def test_file_that_cannot_be_read_is_refused_on_the_page_and_not_kept(browser, raw, sentence):
    page = upload(browser, raw)

    assert page.status_code in (200, 409)
    assert sentence in words(page)
    assert ImportBatch.objects.count() == 0


def test_forgotten_file_is_asked_for(browser, staff):
    page = browser.post(UPLOAD, {"department": staff.department.pk})

    assert "Chưa chọn tệp. Hãy chọn tệp JSON tải từ Cổng dịch vụ công." in words(page)


def test_another_unit_is_no_choice(browser, staff):
    other = a_department(agency=staff.department.agency)

    page = upload(browser, a_file(a_record()), department=other)

    assert list(page.context["form"].errors) == ["department"]
    assert ImportBatch.objects.count() == 0


def test_office_chooses_among_the_units_of_its_agency(client, staff):
    office = a_user(Role.OFFICE, a_department(agency=staff.department.agency))
    a_department()
    client.force_login(office, backend="django.contrib.auth.backends.ModelBackend")

    form = client.get(UPLOAD).context["form"]

    assert set(form.fields["department"].queryset) == {staff.department, office.department}


def test_own_uploads_are_listed_with_what_came_of_them(browser, staff):
    confirm(browser, preview(browser, a_record()))
    preview(browser, a_record(id="2"))
    stranger = a_user(Role.STAFF, staff.department)
    ImportBatch.objects.create(
        owner=stranger, department=staff.department, file_name="khac.json", content=b""
    )

    text = words(browser.get(UPLOAD))

    assert "Đã nhập, 1 thủ tục thêm hoặc cập nhật" in text
    assert "Chờ bạn xem và nhập" in text
    assert "khac.json" not in text


def queries_of(browser, count: int) -> tuple[int, int]:
    """How many queries the outcome of an import of so many records takes, and the preview of as many changed ones."""
    records = [
        a_record(id=f"{count} {number}", name=f"Thủ tục {count} {number}", code="", executionCases=[])
        for number in range(count)
    ]
    done = confirm(browser, preview(browser, *records)).request["PATH_INFO"]
    changed = preview(browser, *(record | {"note": "đổi"} for record in records)).request["PATH_INFO"]
    numbers = []
    for url in (done, changed):
        with CaptureQueriesContext(connection) as queries:
            browser.get(url)
        numbers.append(len(queries))
    return tuple(numbers)


def test_pages_ask_the_database_as_often_for_many_records_as_for_one(browser):
    queries_of(browser, 2)  # whatever is looked up once and remembered

    assert queries_of(browser, 1) == queries_of(browser, 3) == queries_of(browser, 14)


def test_words_of_several_lines_stand_in_boxes_that_keep_the_lines(browser):
    lines = "dòng một\ndòng hai"
    paper, method = (
        a_paper(lines),
        a_method(text=lines, fees=[{"type": "FEE", "value": 5, "description": lines}]),
    )
    confirm(
        browser,
        preview(
            browser,
            a_record(
                name=lines,
                note=lines,
                executionMethods=[method],
                executionSteps=[{"description": lines}],
                executionCases=[a_case(paper, name=lines)],
                legalBasisesDetails=[{"code": "1/2024/TT-MH", "name": lines}],
                delegatedAgencies=lines,
            ),
        ),
    )

    page = browser.get(
        reverse("procedures:procedure_edit", args=[Procedure.objects.get().pk])
    ).content.decode()

    assert page.count("dòng một\ndòng hai</textarea>") >= 6
    assert re.findall(r"<input[^>]*dòng một[^>]*>", page) == []
