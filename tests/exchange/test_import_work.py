"""Long files in the background, rows that go back as a file, files that mean harm, what was exported and changed."""

import io
import re
from datetime import timedelta
from time import monotonic

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from exchange import models, row_page, work
from exchange.checking import COMPANION
from exchange.exporting import write_kind
from exchange.holding import AT_WORK
from exchange.kinds import KINDS
from exchange.models import ImportSession
from exchange.plan import Room
from exchange.services import prune
from procedures.models import LegalDocument
from tests.core.sheets.made import an_xlsx, saved, with_part
from tests.exchange.filled import from_export
from tests.exchange.sessions import DOUBTED, FAULTY, GOOD, a_file, checked, done, opened
from tests.factories import a_complete_procedure, a_document
from tthc.jobs.models import Job
from tthc.jobs.services import run_job

pytestmark = pytest.mark.django_db


@pytest.fixture
def long_files(monkeypatch):
    """Every file is long enough for the worker."""
    monkeypatch.setattr(models, "AT_ONCE", 0)


def test_long_file_is_checked_and_written_by_the_worker(clerk, staff, long_files):
    session = opened(staff, a_file(GOOD, DOUBTED))
    mapping = {f"cot-0-{place}": key for key, place in session.uses[0]["mapping"].items()}
    columns = reverse("exchange:session_columns", args=[session.pk])

    answer = clerk.post(columns, mapping | {"on_existing": "update"})
    job = Job.objects.get()
    waiting = clerk.get(session.get_absolute_url()).url, clerk.post(columns, mapping).status_code
    run_job.func(job.pk)
    job.refresh_from_db()
    preview = clerk.get(session.get_absolute_url(), follow=True)
    clerk.post(
        reverse("exchange:session_commit", args=[session.pk]),
        {"seen": preview.context["session"].mark, "skip_faulty": "yes"},
    )
    run_job.func(Job.objects.exclude(pk=job.pk).get().pk)

    assert (answer.url, waiting) == (job.get_absolute_url(), (job.get_absolute_url(), 200))
    assert (job.state, job.message) == ("DONE", "Đã đối chiếu 2 dòng. Thêm mới: 2.")
    assert job.url == session.get_absolute_url()
    assert LegalDocument.objects.get().number == GOOD[1]
    assert ImportSession.objects.get().state == "DONE"


def test_long_import_is_taken_back_by_the_worker_once(clerk, staff, long_files):
    session = done(staff, GOOD, [4, "04/MH-SKHCN", *GOOD[2:]])
    result = reverse("exchange:session_result", args=[session.pk])
    page = reverse("exchange:session_undo", args=[session.pk])

    first, second = clerk.post(page), clerk.post(page, follow=True)
    job = Job.objects.get()
    meanwhile = clerk.get(page, follow=True).redirect_chain[-1][0]
    run_job.func(job.pk)
    job.refresh_from_db()
    session.refresh_from_db()

    assert (first.url, second.redirect_chain[-1][0], meanwhile) == (
        job.get_absolute_url(),
        result,
        job.get_absolute_url(),
    )
    assert [str(message) for message in second.context["messages"]] == [AT_WORK]
    assert (job.state, job.message) == (
        "DONE",
        "Đã hoàn tác: xóa 2 dòng đã thêm, trả lại 0 dòng đã cập nhật.",
    )
    assert (session.state, LegalDocument.objects.count()) == ("UNDONE", 0)


def test_page_and_file_of_single_rows_of_a_long_file_do_not_open_it_in_the_request(
    clerk, staff, long_files, monkeypatch
):
    session = opened(staff, a_file(GOOD, FAULTY, [4, *FAULTY[1:]]))
    run_job.func(work.check_or_start(session).pk)
    page = reverse("exchange:row_edit", args=[session.pk, 1])
    with monkeypatch.context() as patch:
        patch.setattr(row_page, "tables_of", lambda session: pytest.fail("The file was opened."))
        boxes = {box.heading: box.value for box in clerk.get(page).context["cells"]}
    answer = clerk.post(reverse("exchange:session_failed_rows", args=[session.pk]))
    job = Job.objects.latest("pk")
    run_job.func(job.pk)
    job.refresh_from_db()

    assert list(boxes.values()) == [str(cell) for cell in FAULTY[1:]]
    assert (answer.url, job.state, job.file_name[:11]) == (job.get_absolute_url(), "DONE", "dong-loi-va")
    book = openpyxl.load_workbook(io.BytesIO(bytes(job.content)))
    assert [row[2] for row in book.active.values][-2:] == [FAULTY[1], FAULTY[1]]


def test_what_holds_for_all_rows_of_a_long_file_is_mended_by_the_worker(clerk, staff, long_files):
    other = [4, "04/MH-SKHCN", *FAULTY[2:]]
    third = [5, "05/MH-SKHCN", *FAULTY[2:]]
    session = opened(staff, a_file(FAULTY, other, third))
    run_job.func(work.check_or_start(session).pk)
    preview = reverse("exchange:session_preview", args=[session.pk])
    first, second, _ = (row.number for row in session.rows.all())
    typed = {
        f"w-0-{first}-issued_on": "40/3/2023",
        f"o-0-{first}-issued_on": "30/3/2023",
        f"a-0-{first}-issued_on": "yes",
        f"w-0-{second}-issued_on": "40/3/2023",
        f"o-0-{second}-issued_on": "29/3/2023",
    }

    clerk.post(preview, typed)
    session.refresh_from_db()
    mended_at_once = session.edits[session.rows.first().sheet_name]
    run_job.func(Job.objects.latest("pk").pk)

    session.refresh_from_db()
    (mended,) = session.edits.values()
    assert len(mended_at_once) == 2
    assert [cells["issued_on"] for cells in mended.values()] == ["30/3/2023", "29/3/2023", "30/3/2023"]
    assert session.counts["NEW"] == 3


@pytest.fixture
def upload(clerk, staff, monkeypatch):
    """Sends a file that is large enough for the worker."""
    monkeypatch.setattr(work, "AT_ONCE_BYTES", 0)

    def send(raw: bytes):
        url = reverse("exchange:session_new", args=["documents"])
        return clerk.post(url, {"department": staff.department_id, "file": SimpleUploadedFile("a.xlsx", raw)})

    return send


def test_large_file_is_opened_by_the_worker(clerk, upload):
    answer = upload(a_file(GOOD, DOUBTED))
    job, session = Job.objects.get(), ImportSession.objects.get()
    names = ("detail", "tables", "columns", "preview")
    pages = [reverse(f"exchange:session_{name}", args=[session.pk]) for name in names]
    waiting = [clerk.get(page, follow=True).redirect_chain[-1][0] for page in pages]
    run_job.func(job.pk)

    job.refresh_from_db()
    assert (answer.url, waiting) == (job.get_absolute_url(), [job.get_absolute_url()] * 4)
    assert (job.state, job.message) == ("DONE", "Đã mở tệp, tìm được 2 dòng. Hãy ghép cột.")
    assert clerk.get(job.url, follow=True).redirect_chain[-1][0] == pages[2]


def test_large_file_that_cannot_be_opened_is_said_and_not_kept(clerk, upload):
    upload(b"PK\x03\x04")

    run_job.func(Job.objects.get().pk)

    job = Job.objects.get()
    assert (job.state, job.message[:15]) == ("FAILED", "Tệp bị hỏng, kh")
    assert ImportSession.objects.count() == 0


def test_large_file_whose_opening_was_stopped_stays_with_its_job(clerk, upload):
    upload(a_file(GOOD))
    job, session = Job.objects.get(), ImportSession.objects.get()

    clerk.post(reverse("jobs:job_cancel", args=[job.pk]))

    for name in ("detail", "tables", "columns", "preview"):
        page = clerk.get(reverse(f"exchange:session_{name}", args=[session.pk]), follow=True)
        assert page.redirect_chain[-1][0] == job.get_absolute_url()
    rows = clerk.get(reverse("exchange:session_list")).text
    assert "Đã dừng khi mở tệp" in rows and reverse("exchange:session_drop", args=[session.pk]) in rows
    clerk.post(reverse("jobs:job_again", args=[job.pk]))
    run_job.func(Job.objects.exclude(pk=job.pk).get().pk)
    session.refresh_from_db()
    assert [table["count"] for table in session.found] == [1]
    assert session.job != job


def test_large_file_whose_opening_was_stopped_outlives_its_job(clerk, upload):
    upload(a_file(GOOD))
    session = ImportSession.objects.get()
    Job.objects.all().delete()  # as prune_jobs does after two weeks

    for name in ("detail", "tables", "columns", "preview"):
        page = clerk.get(reverse(f"exchange:session_{name}", args=[session.pk]), follow=True)
        assert page.redirect_chain[-1][0] == reverse("exchange:session_list")
        assert "Việc mở tệp này đã dừng từ trước" in page.text


def test_large_file_whose_opening_was_stopped_can_be_dropped(clerk, upload):
    upload(a_file(GOOD))
    session = ImportSession.objects.get()
    clerk.post(reverse("jobs:job_cancel", args=[session.job_id]))

    clerk.post(reverse("exchange:session_drop", args=[session.pk]))

    assert not ImportSession.objects.exists()


def test_work_that_fails_says_why_and_writes_nothing(clerk, staff, long_files):
    session = checked(staff, GOOD)
    clerk.post(reverse("exchange:session_commit", args=[session.pk]), {"seen": "khác"})

    run_job.func(Job.objects.get().pk)

    job = Job.objects.get()
    assert job.state == "FAILED"
    assert job.message.startswith("Trong lúc bạn xem, dữ liệu đã thay đổi")
    assert LegalDocument.objects.count() == 0


def test_rows_that_cannot_be_taken_go_back_with_the_reason_and_come_in_when_mended(clerk, staff):
    session = checked(staff, GOOD, FAULTY, DOUBTED)

    answer = clerk.get(reverse("exchange:session_failed_rows", args=[session.pk]))

    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    rows = [list(row) for row in book.active.values]
    head = next(at for at, row in enumerate(rows) if row[0] == "Lý do chưa nhập được")
    assert [row[0] for row in rows[head + 1 :]] == [
        "Ngày ban hành: “40/3/2023” không có trong lịch. Hãy ghi ngày/tháng/năm, ví dụ 31/3/2023.",
        "Ngày ban hành: “3/4/23” có phải là ngày 03/04/2023 không? Năm chỉ ghi hai chữ số.",
    ]
    assert [row[2:4] for row in rows[head + 1 :]] == [FAULTY[1:3], DOUBTED[1:3]]

    for row in book.active.iter_rows(min_row=head + 2):
        next(cell for cell in row if cell.value in ("40/3/2023", "3/4/23")).value = "1/4/2023"
    again = opened(staff, saved(book))
    work.check(again)
    assert again.counts["ready"] == {"NEW": 2}


def test_form_with_a_faulty_row_stays_back_whole_and_comes_in_whole(clerk, staff):
    """One faulty row alone in the file of failed rows would strike the others off the list when it is read in."""
    for name in ("Cấp thẻ", "Mượn phòng"):
        procedure = a_complete_procedure(department=staff.department, name=name)
        procedure.steps.create(position=2, actor="Văn thư", work=f"Gửi {name}")
    room = Room(staff.department.agency, staff, staff.department)
    tables = from_export(KINDS["procedures"], room)
    out = io.BytesIO()
    write_kind(out, KINDS["procedures"], room)
    book = openpyxl.load_workbook(out)
    notes = [column.key for column in KINDS["procedures"].sheets(room)[0].columns].index("notes") + 1
    for row in (4, 5):
        book["Thủ tục"].cell(row, notes, "Ghi chú mới")
    duration = tables["steps"].mapping["duration"] + 1
    book["Các bước"].cell(4, duration, "vài hôm")
    session = opened(staff, saved(book), kind="procedures")
    work.check(session)

    page = clerk.get(reverse("exchange:session_preview", args=[session.pk]))
    commit = clerk.post(
        reverse("exchange:session_commit", args=[session.pk]),
        {"seen": session.mark, "skip_faulty": "yes"},
        follow=True,
    )

    assert (page.context["ready"].summary, page.context["ready"].left) == ("cập nhật 1", 2)
    changed = session.rows.get(fate="CHANGED")
    assert (changed.label, changed.note) == ("Cấp thẻ", COMPANION)
    assert session.rows.get(fate="FAULTY").words["of"] == "Cấp thẻ"
    assert "Để lại, chưa nhập 2 dòng." in " ".join(re.sub(r"<[^>]+>", " ", commit.text).split())
    answer = clerk.get(reverse("exchange:session_failed_rows", args=[session.pk]))
    failed = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    next(
        cell for row in failed["Các bước"].iter_rows() for cell in row if cell.value == "vài hôm"
    ).value = "2 ngày"
    again = opened(staff, saved(failed), kind="procedures")
    work.check(again)
    assert again.counts["ready"] == {"CHANGED": 2, "UNCHANGED": 4}


def far_cell(xml: bytes) -> bytes:
    return xml.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')


def with_entity(xml: bytes) -> bytes:
    head, _, rest = xml.partition(b"<worksheet")
    return head + b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet' + rest


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("xl/worksheets/sheet1.xml", far_cell),
        ("xl/worksheets/sheet1.xml", with_entity),
        ("xl/worksheets/sheet1.xml", lambda xml: xml + b" " * 400_000_000),
        ("xl/workbook.xml", lambda xml: b"<workbook"),
    ],
    ids=["far cell", "entity", "unpacked size", "broken"],
)
def test_hostile_file_gets_a_sentence_and_the_worker_lives(clerk, staff, part, change):
    raw = with_part(an_xlsx(["Số, ký hiệu", "Trích yếu"], ["1", "2"]), part, change)
    url = reverse("exchange:session_new", args=["documents"])
    started = monotonic()

    page = clerk.post(url, {"department": staff.department_id, "file": SimpleUploadedFile("a.xlsx", raw)})

    assert page.status_code == 409
    assert page.context["form"].non_field_errors()
    assert monotonic() - started < 20  # a second on a quiet machine; the bound proves only that it ends
    assert ImportSession.objects.count() == 0
    assert clerk.get(url).status_code == 200


def test_row_of_a_list_that_is_left_out_stays_as_it_is_stored(clerk, staff):
    procedure = a_complete_procedure(department=staff.department)
    procedure.steps.create(position=2, actor="Văn thư", work="Gửi")
    out = io.BytesIO()
    write_kind(out, KINDS["procedures"], Room(staff.department.agency, staff, staff.department))
    book = openpyxl.load_workbook(out)
    cell = next(cell for row in book["Các bước"].iter_rows() for cell in row if cell.value == "Gửi")
    cell.value = "Lưu"
    session = opened(staff, saved(book), kind="procedures")
    work.check(session)
    changed = session.rows.get(fate="CHANGED")

    url = reverse("exchange:session_preview", args=[session.pk])
    page = clerk.post(url, {f"x-1-{changed.number}": "yes"}, follow=True)

    assert (changed.sheet_name, changed.words["changes"]) == ("Các bước", [["Việc phải làm", "Gửi", "Lưu"]])
    assert page.context["ready"].obstacles == [
        "Không có gì để nhập: mọi dòng đều đã có và không có thay đổi."
    ]
    assert session.rows.filter(fate="UNCHANGED", words={}).count() == session.rows.count() == 6


def test_old_files_are_forgotten_and_results_stay(staff):
    waiting, finished, recent = checked(staff, GOOD), done(staff, GOOD, FAULTY), checked(staff, DOUBTED)
    ImportSession.objects.exclude(pk=recent.pk).update(created_at=timezone.now() - timedelta(days=91))

    count = prune()

    finished.refresh_from_db()
    assert (count, bytes(finished.content), finished.rows.count(), bool(finished.record)) == (1, b"", 0, True)
    assert set(ImportSession.objects.all()) == {finished, recent}
    assert waiting.pk not in ImportSession.objects.values_list("pk", flat=True)


def test_cell_changed_on_both_sides_is_decided_on_the_page(clerk, staff):
    document = a_document(drafting_unit=staff.department, title="Khi xuất")
    out = io.BytesIO()
    write_kind(out, KINDS["documents"], Room(staff.department.agency, staff, staff.department))
    book = openpyxl.load_workbook(out)
    cell = next(cell for row in book.active.iter_rows() for cell in row if cell.value == "Khi xuất")
    cell.value = "Trong tệp"
    LegalDocument.objects.update(title="Trong phần mềm")
    session = opened(staff, saved(book))
    work.check(session)
    url = reverse("exchange:session_preview", args=[session.pk])

    page = clerk.get(url, {"the": "hai-ben"})
    conflict = session.rows.get().words["conflicts"][0]
    assert [conflict[side] for side in ("heading", "base", "theirs", "mine")] == [
        "Trích yếu", "Khi xuất", "Trong phần mềm", "Trong tệp",
    ]  # fmt: skip
    assert page.context["ready"].obstacles == ["Chưa có dòng nào nhập được. Còn 1 ô hai bên cùng sửa."]
    page = clerk.post(url, {f"c-{conflict['id']}": "mine"}, follow=True)
    seen = page.context["session"].mark
    clerk.post(reverse("exchange:session_commit", args=[session.pk]), {"seen": seen})

    document.refresh_from_db()
    assert document.title == "Trong tệp"


def test_cells_that_are_no_value_of_their_column_go_back_as_they_were_typed(clerk, staff):
    headings = ["Tên thủ tục", "Văn bản quy định thủ tục", "Có mẫu đơn, tờ khai không"]
    raw = an_xlsx(headings, ["Một", "99/QĐ-KHÔNG-CÓ", "có lẽ"], ["Hai", "", ""])
    session = opened(staff, raw, kind="procedures")
    work.check(session)

    answer = clerk.get(reverse("exchange:session_failed_rows", args=[session.pk]))

    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    rows = [list(row)[1:] for row in book.worksheets[0].iter_rows(min_row=3, values_only=True)]
    assert rows[1:] == [["Một", "99/QĐ-KHÔNG-CÓ", "có lẽ"]]


def test_work_on_an_import_that_was_dropped_says_so(clerk, staff, long_files):
    session = checked(staff, GOOD)
    clerk.post(reverse("exchange:session_commit", args=[session.pk]), {"seen": session.mark})
    ImportSession.objects.all().delete()

    run_job.func(Job.objects.get().pk)

    assert Job.objects.get().message == (
        "Lần nhập này đã bị bỏ nên không còn gì để làm. Hãy tải tệp lên lại."
    )


def test_undo_that_is_taken_up_again_holds_its_import(clerk, staff, long_files):
    session = done(staff, GOOD)
    clerk.post(reverse("exchange:session_undo", args=[session.pk]))
    stopped = Job.objects.get()
    clerk.post(reverse("jobs:job_cancel", args=[stopped.pk]))
    clerk.post(reverse("jobs:job_again", args=[stopped.pk]))
    again = Job.objects.exclude(pk=stopped.pk).get()

    run_job.func(again.pk)

    session.refresh_from_db()
    assert (session.state, session.job) == ("UNDONE", again)
