"""An import from upload to undo, as a person walks it without a script."""

import html
import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from departments.roles import Role
from exchange import services
from exchange.checking import keep_plan, plan_of
from exchange.models import ColumnMemory, ImportRow, ImportSession
from procedures.models import LegalDocument, Procedure
from tests.core.sheets.made import an_xlsx
from tests.exchange.sessions import DOUBTED, FAULTY, GOOD, HEADINGS, IN_VNI, a_file, checked, done, opened
from tests.factories import a_department, a_document, a_user
from tthc.core.sheets.headings import heading_key

pytestmark = pytest.mark.django_db
DAYS = [date(2023, 3, 31), date(2023, 3, 30), date(2023, 4, 3)]


def words(response) -> str:
    """The text of the page's main part, on one line."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def upload(clerk, staff, raw: bytes, name: str = "van-ban.xlsx", kind: str = "documents"):
    file = SimpleUploadedFile(name, raw)
    url = reverse("exchange:session_new", args=[kind])
    return clerk.post(url, {"department": staff.department_id, "file": file}, follow=True)


def boxes(page, form: str) -> dict[str, str]:
    """What a form on the page would send as it stands: chosen options, filled boxes, ticks."""
    source = re.search(rf'<form[^>]*id="{form}".*?</form>', page.content.decode(), re.DOTALL)[0]
    found = dict.fromkeys(re.findall(r'<select name="([^"]+)"', source), "")
    for name, options in re.findall(r'<select name="([^"]+)".*?>(.*?)</select>', source, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    for tag in re.findall(r"<input[^>]*>", source):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ("checked" in tag or not re.search(r'type="(checkbox|radio)"', tag)):
            found[name[1]] = html.unescape(value[1]) if value else "on" if "checked" in tag else ""
    return found


def preview(clerk, page):
    """Goes on from the page of columns as it stands."""
    return clerk.post(page.request["PATH_INFO"], boxes(page, "cot"), follow=True)


def commit(clerk, page):
    session = page.context["session"]
    return clerk.post(reverse("exchange:session_commit", args=[session.pk]), boxes(page, "nhap"), follow=True)


def test_file_is_read_mapped_previewed_and_taken_in(clerk, staff):
    columns = upload(clerk, staff, a_file(GOOD))
    assert boxes(columns, "cot") | {"csrfmiddlewaretoken": ""} == {
        "csrfmiddlewaretoken": "", "cot-0-0": "", "cot-0-1": "number", "cot-0-2": "kind", "cot-0-3": "title",
        "cot-0-4": "issuing_body", "cot-0-5": "issued_on", "on_existing": "update",
    }  # fmt: skip

    seen = preview(clerk, columns)
    assert "Mới 1" in words(seen)
    assert "Sẽ thêm 1." in words(seen)
    assert LegalDocument.objects.count() == 0

    result = commit(clerk, seen)

    document = LegalDocument.objects.get()
    assert (document.number, document.title, document.drafting_unit) == (
        "01/MH-SKHCN",
        "Quy chế một",
        staff.department,
    )
    assert "Thêm mới 1 dòng Cập nhật 0 dòng" in words(result)
    assert f'href="{document.get_absolute_url()}"' in result.content.decode()
    session = ImportSession.objects.get()
    assert (session.state, bytes(session.content), session.rows.count()) == ("DONE", b"", 0)


def test_faults_are_mended_in_place_and_checked_again_at_once(clerk, staff):
    session = checked(staff, GOOD, FAULTY, DOUBTED)
    url = reverse("exchange:session_preview", args=[session.pk])
    page = clerk.get(url)
    assert "Ngày ban hành : “40/3/2023” không có trong lịch." in words(page)
    assert "còn 1 dòng lỗi, 1 câu hỏi" in words(page)

    sent = boxes(page, "sua") | {"o-0-3-issued_on": "30/3/2023"}
    page = clerk.post(url, sent, follow=True)
    assert "Đã ghi 1 ô sửa và kiểm tra lại cả tệp." in words(page)
    assert "Lỗi 0 Điểm nghi ngờ 1 Mới 3" in words(page)
    assert page.context["tab"].key == "nghi-ngo"
    doubts = clerk.get(url, {"the": "nghi-ngo"})
    page = clerk.post(url, boxes(doubts, "sua") | {"y-0-4-issued_on": "yes"}, follow=True)
    commit(clerk, page)

    assert list(LegalDocument.objects.order_by("number").values_list("number", "issued_on")) == [
        (row[1], day) for row, day in zip((GOOD, FAULTY, DOUBTED), DAYS, strict=True)
    ]


def test_procedures_that_only_steps_name_are_agreed_to_and_taken_in(clerk, staff):
    steps = an_xlsx(
        ["Tên thủ tục", "Ai thực hiện", "Việc phải làm", "Thời gian"],
        ["Cấp thẻ kho", "Văn thư", "Nhận", "0,5 ngày"],
        [None, "Thủ kho", "Giao", "1 giờ"],
    )
    session = opened(staff, steps, kind="procedures", name="quy-trinh.xlsx")
    keep_plan(session, plan_of(session))
    url = reverse("exchange:session_preview", args=[session.pk])

    doubts = clerk.get(url, {"the": "nghi-ngo"})
    assert "Tệp chỉ nêu tên thủ tục này bên các dòng chi tiết" in words(doubts)
    page = clerk.post(url, boxes(doubts, "sua") | {"y-0-2-_id": "yes"}, follow=True)
    commit(clerk, page)

    procedure = Procedure.objects.get()
    assert (procedure.name, procedure.department) == ("Cấp thẻ kho", staff.department)
    assert [step.work for step in procedure.steps.all()] == ["Nhận", "Giao"]


def test_mends_are_kept_without_what_no_database_stores(clerk, staff):
    session = checked(staff, FAULTY)

    clerk.post(
        reverse("exchange:session_preview", args=[session.pk]),
        {"o-0-3-title\0": "Quy\0 chế", "c-a\0b": "mine", "x-0-\0": "1"},
    )

    session.refresh_from_db()
    assert (list(session.edits.values()), session.decisions, session.left_out) == (
        [{"3": {"title": "Quy chế"}}],
        {"ab": "mine"},
        {},
    )


def test_mend_for_all_alike_without_what_stood_there_mends_one(clerk, staff):
    session = checked(staff, FAULTY)

    clerk.post(
        reverse("exchange:session_preview", args=[session.pk]),
        {"o-0-3-title": "Quy chế", "a-0-3-title": "1"},
    )

    session.refresh_from_db()
    assert list(session.edits.values()) == [{"3": {"title": "Quy chế"}}]


def test_file_that_is_read_otherwise_than_when_it_came_is_told_on_every_page(clerk, staff):
    session = checked(staff, FAULTY)
    ImportSession.objects.update(content=a_file(["1"], headings=["STT", "Khác"]))
    commit = reverse("exchange:session_commit", args=[session.pk])
    failed = reverse("exchange:session_failed_rows", args=[session.pk])
    row = reverse("exchange:row_edit", args=[session.pk, 0])

    answers = [
        clerk.post(commit, {"seen": session.mark, "skip_faulty": "1"}, follow=True),
        clerk.get(failed, follow=True),
        clerk.get(row, follow=True),
    ]

    assert ["nay đọc tệp này khác đi" in words(answer) for answer in answers] == [True] * 3
    assert not LegalDocument.objects.exists()


def test_one_mend_serves_all_cells_that_say_the_same(clerk, staff):
    wrong = [[number, f"{number}/MH", "Quyet dinh abc", f"Quy chế {number}", "Sở", ""] for number in range(3)]
    session = checked(staff, *wrong)
    url = reverse("exchange:session_preview", args=[session.pk])

    sent = boxes(clerk.get(url), "sua") | {"o-0-2-kind": "Quyết định", "a-0-2-kind": "yes"}
    page = clerk.post(url, sent, follow=True)

    assert "Đã ghi 3 ô sửa" in words(page)
    assert page.context["session"].counts["ready"] == {"NEW": 3}


def test_all_suggestions_are_agreed_to_by_one_button(clerk, staff):
    session = checked(staff, DOUBTED, [*DOUBTED[:1], "04/MH", *DOUBTED[2:]])
    url = reverse("exchange:session_preview", args=[session.pk])

    page = clerk.post(url, {"agree_all": "yes"}, follow=True)

    assert page.context["session"].counts["ready"] == {"NEW": 2}


def test_row_left_out_is_not_taken_until_it_is_taken_back(clerk, staff):
    session = checked(staff, GOOD, FAULTY)
    url = reverse("exchange:session_preview", args=[session.pk])

    page = clerk.post(url, {"x-0-3": "yes"}, follow=True)
    without = page.context["session"].counts["ready"], page.context["ready"].left
    page = clerk.post(url, {"restore": "yes"}, follow=True)

    assert (without, page.context["ready"].left) == (({"NEW": 1}, 0), 1)


def test_whole_row_is_mended_on_its_page(clerk, staff):
    session = checked(staff, FAULTY)
    url = reverse("exchange:row_edit", args=[session.pk, 0])
    page = clerk.get(url)
    assert boxes(page, "sua")["o-0-2-issued_on"] == "40/3/2023"

    sent = boxes(page, "sua") | {"o-0-2-issued_on": "1/4/2023", "o-0-2-title": "Quy chế khác"}
    page = clerk.post(url, sent, follow=True)

    assert page.context["session"].edits == {
        "Văn bản": {"2": {"issued_on": "1/4/2023", "title": "Quy chế khác"}}
    }
    assert "Quy chế khác" in words(page)


ONE_CELL = [["Tên thủ tục", "Trình tự thực hiện"], ["Cấp thẻ", "Bước 1: Nhận\nBước 2: Giao"]]
NAMED = [
    ["Tên thủ tục", "Ai thực hiện", "Việc phải làm", "Thời gian"],
    ["Cấp thẻ", "Văn thư", "Nhận", "1 giờ"],
]


@pytest.mark.parametrize(("rows", "own", "heading"), [(ONE_CELL, [0], "Cấp thẻ"), (NAMED, [1], "Nhận")])
def test_row_that_is_no_line_of_the_file_is_mended_where_it_is_written(clerk, staff, rows, own, heading):
    session = opened(staff, an_xlsx(*rows), kind="procedures")
    keep_plan(session, plan_of(session))

    pages = [
        clerk.get(reverse("exchange:row_edit", args=[session.pk, row.position])) for row in session.rows.all()
    ]
    new = clerk.get(reverse("exchange:session_preview", args=[session.pk]), {"the": "moi"})

    assert len(pages) > 1
    assert {(page.context["row"].row.label, page.status_code) for page in pages} == {(heading, 200)}
    assert all(page.context["cells"] for page in pages)
    assert [shown.row.position for shown in new.context["rows"] if shown.has_own_line] == own
    assert new.text.count('name="x-') == len(own)


def test_changed_rows_show_both_sides_and_skip_keeps_what_is_stored(clerk, staff):
    a_document(drafting_unit=staff.department, number=GOOD[1], issuing_body=GOOD[4], title="Tên cũ")
    session = checked(staff, GOOD)
    url = reverse("exchange:session_preview", args=[session.pk])

    page = clerk.get(url, {"the": "thay-doi"})
    assert "Trích yếu Tên cũ Quy chế một" in words(page)
    page = clerk.post(url, {"on_existing": "skip"}, follow=True)

    assert "Không có gì để nhập" in words(page)
    assert page.context["session"].counts["SKIPPED"] == 1


def test_rows_left_behind_stay_for_later_and_undo_takes_all_back(clerk, staff):
    session = checked(staff, GOOD, FAULTY)
    page = clerk.get(reverse("exchange:session_preview", args=[session.pk]))
    assert "Nhập, để lại 1 dòng" in words(page)

    result = commit(clerk, page)
    assert "Để lại, chưa nhập 1 dòng." in words(result)
    assert ImportRow.objects.count() == 1
    page = clerk.post(reverse("exchange:session_undo", args=[session.pk]), follow=True)

    assert "Đã hoàn tác cả lần nhập." in words(page)
    assert LegalDocument.objects.count() == 0


def test_undo_is_refused_when_something_was_changed_since(clerk, staff):
    session = done(staff, GOOD)
    LegalDocument.objects.update(title="Đã sửa tay")

    page = clerk.post(reverse("exchange:session_undo", args=[session.pk]), follow=True)

    assert "Quy chế một" in words(page) or "Đã sửa tay" in words(page)
    assert ImportSession.objects.get().state == "DONE"
    assert LegalDocument.objects.count() == 1


def test_commit_of_another_outcome_than_the_one_seen_writes_nothing(clerk, staff):
    session = checked(staff, GOOD)
    page = clerk.get(reverse("exchange:session_preview", args=[session.pk]))
    a_document(drafting_unit=staff.department, number=GOOD[1], issuing_body=GOOD[4], title="Mới thêm")

    page = commit(clerk, page)

    assert "Trong lúc bạn xem, dữ liệu đã thay đổi" in words(page)
    assert "Thay đổi 1" in words(page)
    assert LegalDocument.objects.get().title == "Mới thêm"


def test_commit_that_somebody_overtakes_shows_what_is_stored_now(clerk, staff, monkeypatch):
    a_document(drafting_unit=staff.department, number=GOOD[1], issuing_body=GOOD[4], title="Tên cũ")
    page = clerk.get(reverse("exchange:session_preview", args=[checked(staff, GOOD).pk]))

    def plan_and_be_overtaken(session):
        plan = plan_of(session)
        LegalDocument.objects.update(title="Của người khác")
        return plan

    monkeypatch.setattr(services, "plan_of", plan_and_be_overtaken)
    page = commit(clerk, page)

    assert "dữ liệu đã được người khác thay đổi ở: " in words(page)
    assert "Trích yếu Của người khác Quy chế một" in words(page)
    assert LegalDocument.objects.get().title == "Của người khác"


def test_committing_twice_is_once(clerk, staff):
    page = clerk.get(reverse("exchange:session_preview", args=[checked(staff, GOOD).pk]))
    commit(clerk, page)

    again = commit(clerk, page)

    assert "Tệp này đã được nhập rồi." in words(again)
    assert LegalDocument.objects.count() == 1


def test_columns_chosen_once_are_remembered_for_the_unit(clerk, staff):
    headings = [*HEADINGS[:3], "Nói về cái gì", *HEADINGS[4:]]
    columns = upload(clerk, staff, a_file(GOOD, headings=headings))
    assert boxes(columns, "cot")["cot-0-3"] == ""
    clerk.post(columns.request["PATH_INFO"], boxes(columns, "cot") | {"cot-0-3": "title"})

    again = upload(clerk, staff, a_file(GOOD, headings=headings))
    colleague = a_user(Role.STAFF, a_department(agency=staff.department.agency))
    clerk.force_login(colleague, backend="django.contrib.auth.backends.ModelBackend")
    elsewhere = upload(clerk, colleague, a_file(GOOD, headings=headings))

    assert [boxes(page, "cot")["cot-0-3"] for page in (again, elsewhere)] == ["title", ""]
    assert ColumnMemory.objects.get(key="title").department == staff.department


def test_headings_that_stand_twice_or_are_ours_are_not_remembered(clerk, staff):
    headings = [*HEADINGS, "Ghi chú", "Ghi chú", "Mã hệ thống"]

    preview(clerk, upload(clerk, staff, a_file([*GOOD, "a", "b", ""], headings=headings)))

    remembered = ColumnMemory.objects.values_list("heading", flat=True)
    assert set(remembered) == set(map(heading_key, HEADINGS))


def test_question_without_a_suggestion_is_not_agreed_to(clerk, staff):
    raw = an_xlsx(["Tên thủ tục", "Thời hạn giải quyết"], ["Một", "5-7 ngày"], ["Hai", "5"])
    page = preview(clerk, upload(clerk, staff, raw, kind="procedures"))

    doubts = [row.words["doubts"][0] for row in page.context["session"].rows.all()]
    url = reverse("exchange:session_preview", args=[page.context["session"].pk])
    page = clerk.post(url, {"agree_all": "yes"}, follow=True)

    assert [(bool(doubt["suggested"]), doubt["agreeable"]) for doubt in doubts] == [
        (True, True),
        (False, False),
    ]
    assert page.context["session"].counts["asked"] == 1


def test_table_of_which_no_column_is_chosen_is_told_and_remembered_as_it_was(clerk, staff):
    columns = upload(clerk, staff, a_file(GOOD))
    nothing = dict.fromkeys((name for name in boxes(columns, "cot") if name.startswith("cot-")), "")

    page = clerk.post(columns.request["PATH_INFO"], boxes(columns, "cot") | nothing)
    again = upload(clerk, staff, a_file(GOOD))

    assert "Bảng “Văn bản” chưa có cột nào để nhập." in words(page)
    assert (ColumnMemory.objects.count(), boxes(again, "cot")["cot-0-3"]) == (0, "title")


@pytest.mark.parametrize(("agreed", "title"), [(True, "Quản lý khoa học"), (False, "Quaûn lyù khoa hoïc")])
def test_old_encoding_is_shown_as_it_would_be_and_converted_when_agreed(clerk, staff, agreed, title):
    columns = upload(clerk, staff, an_xlsx(*IN_VNI))
    assert "Chữ bảng mã VNI: Quaûn lyù khoa hoïc Quản lý khoa học" in words(columns)
    sent = boxes(columns, "cot")
    assert (sent["cot-0-3"], "ma-0-3" in sent) == ("title", True)

    if not agreed:
        del sent["ma-0-3"]
    clerk.post(columns.request["PATH_INFO"], sent)

    assert ImportRow.objects.get().label == f"01/MH-SKHCN – {title}"


def test_column_chosen_twice_is_told(clerk, staff):
    columns = upload(clerk, staff, a_file(GOOD))

    page = clerk.post(columns.request["PATH_INFO"], boxes(columns, "cot") | {"cot-0-0": "title"})

    assert "“Trích yếu” được chọn cho 2 cột của bảng “Văn bản”." in words(page)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "Tệp rỗng. Hãy chọn tệp khác."),
        (b"%PDF-1.7 \x00", "Đây không phải là tệp bảng tính."),
        (b"PK\x03\x04 hong", "Tệp bị hỏng, không mở được."),
        (b"chi mot dong\n", "Không tìm thấy bảng nào trong tệp."),
    ],
)
def test_file_that_cannot_be_opened_is_refused_on_the_page_and_not_kept(clerk, staff, raw, sentence):
    page = upload(clerk, staff, raw)

    assert page.status_code in (200, 409)
    assert sentence in words(page)
    assert ImportSession.objects.count() == 0


def test_name_of_a_file_is_kept_as_all_text_is(clerk, staff):
    upload(clerk, staff, a_file(GOOD), "Va\u0306n ba\u0309n\u202e.csv")

    assert ImportSession.objects.get().file_name == "Văn bản.csv"


def test_own_imports_are_listed_to_be_taken_up_again(clerk, staff):
    waiting = checked(staff, GOOD)
    checked(a_user(Role.STAFF, staff.department), GOOD, name="cua-nguoi-khac.xlsx")

    page = clerk.get(reverse("exchange:session_list"))

    assert "van-ban.xlsx Văn bản" in words(page)
    assert "cua-nguoi-khac.xlsx" not in words(page)
    assert clerk.get(waiting.get_absolute_url()).url == reverse("exchange:session_preview", args=[waiting.pk])


def queries_of(clerk, staff, count: int) -> list[int]:
    rows = [[n, f"{count}-{n}/MH", "Quyết định", f"Quy chế {n}", "Sở", "40/3/2023"] for n in range(count)]
    session = checked(staff, *rows)
    numbers = []
    for url in ("session_preview", "session_columns"):
        with CaptureQueriesContext(connection) as queries:
            clerk.get(reverse(f"exchange:{url}", args=[session.pk]))
        numbers.append(len(queries))
    with CaptureQueriesContext(connection) as queries:
        clerk.post(reverse("exchange:session_preview", args=[session.pk]), {"o-0-2-issued_on": "1/4/2023"})
    return [*numbers, len(queries)]


def test_pages_and_checks_ask_the_database_as_often_for_many_rows_as_for_one(clerk, staff):
    queries_of(clerk, staff, 2)  # whatever is looked up once and remembered

    assert queries_of(clerk, staff, 1) == queries_of(clerk, staff, 3) == queries_of(clerk, staff, 60)


def test_unit_that_ends_while_its_file_waits_is_said_and_refused(clerk, staff):
    session = checked(staff, GOOD)
    unit = staff.department
    unit.valid_to = timezone.localdate() - timedelta(days=1)
    unit.save()
    commit = reverse("exchange:session_commit", args=[session.pk])

    answer = clerk.post(commit, {"seen": session.mark}, follow=True)

    assert [str(said) for said in answer.context["messages"]] == [
        f"{unit} đã kết thúc hoạt động ngày {unit.valid_to:%d/%m/%Y} nên không nhập cho đơn vị này được nữa. "
        "Hãy bỏ lần nhập này rồi tải tệp lên lại cho đơn vị kế thừa."
    ]
    assert LegalDocument.objects.count() == 0
    services.check(session)
    assert len(session.file_faults) == 1
    assert clerk.get(session.get_absolute_url(), follow=True).context["ready"].obstacles


def test_import_of_a_kind_that_is_no_more_is_said_and_opens_nothing(clerk, staff):
    session = checked(staff, GOOD)
    ImportSession.objects.update(kind="bo-roi")

    page = clerk.get(reverse("exchange:session_list"))

    assert "Phần mềm không còn nhập loại dữ liệu này" in page.text
    for name in ("detail", "tables", "columns", "preview", "result", "failed_rows"):
        answer = clerk.get(reverse(f"exchange:session_{name}", args=[session.pk]))
        assert (answer.status_code, session.get_absolute_url() in page.text) == (404, False)


def test_table_with_headings_alone_says_that_there_is_nothing_below_them(clerk, staff):
    columns = upload(clerk, staff, a_file())

    page = clerk.post(columns.request["PATH_INFO"], boxes(columns, "cot"), follow=True)

    assert "“Văn bản”, chưa có dòng dữ liệu nào" in words(columns)
    assert "Bảng chưa có dòng dữ liệu nào dưới dòng tên cột." in words(page)


def test_what_many_rows_have_alike_is_told_once(clerk, staff):
    doubts = [[at, f"{at}/MH", *DOUBTED[2:]] for at in range(1, 7)]
    session = checked(staff, *doubts)
    address = reverse("exchange:session_preview", args=[session.pk])

    page = clerk.get(address, {"the": "nghi-ngo"})
    new = clerk.get(address, {"the": "moi"})

    sentence = "“3/4/23” có phải là ngày 03/04/2023 không?"
    (alike,) = page.context["alike"]
    assert (alike["count"], [number for _, number in alike["rows"]]) == (6, [2, 3, 4, 5, 6, 7])
    assert (page.text.count(sentence), "6 chỗ như nhau" in words(page)) == (1, True)
    assert (page.text.count("như nêu ở đầu danh sách"), page.text.count('name="y-0-')) == (6, 6)
    assert (new.text.count(sentence), "như nêu ở đầu" in new.text) == (6, False)
