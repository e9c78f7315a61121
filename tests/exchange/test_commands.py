"""manage.py import_sheet and export_sheet."""

import json

import pytest
from django.core.management import CommandError, call_command

from exchange.kinds import KINDS
from exchange.lists import of_unit
from exchange.management.commands import export_sheet
from exchange.plan import Room
from procedures.models import LegalDocument
from tests.exchange.sessions import DOUBTED, FAULTY, GOOD, a_file
from tests.factories import a_complete_procedure, a_department, a_document, an_agency

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return a_department(agency=an_agency(short_name="STN"), code="QLKH")


@pytest.fixture
def run(tmp_path, capsys, unit):
    """Runs import_sheet on a file of documents of the unit; gives exit code and both outputs."""

    def run(*rows: list, raw: bytes | None = None, **options):
        path = tmp_path / "van-ban.xlsx"
        path.write_bytes(raw or a_file(*rows))
        code = 0
        try:
            call_command("import_sheet", str(path), kind="documents", department="QLKH", **options)
        except SystemExit as end:
            code = end.code
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run


def test_clean_file_is_taken_in_and_counted(run, unit):
    code, out, err = run(GOOD, json=True)

    assert (code, json.loads(out), err) == (
        0,
        {"rows": 1, "created": 1, "updated": 0, "unchanged": 0, "faults": []},
        "",
    )
    assert LegalDocument.objects.get().drafting_unit == unit


def test_same_file_again_changes_nothing(run):
    run(GOOD)

    assert run(GOOD)[:2] == (0, "Đã nhập. 1 dòng: thêm 0, cập nhật 0, không thay đổi 1.\n")


def test_any_fault_or_question_keeps_everything_out_and_all_are_told(run):
    code, out, _ = run(GOOD, FAULTY, DOUBTED, json=True)

    expected = {
        "rows": 3, "created": 0, "updated": 0, "unchanged": 0,
        "faults": [
            {"sheet": "Văn bản", "row": 3, "column": "Ngày ban hành", "value": "40/3/2023",
             "message": "“40/3/2023” không có trong lịch. Hãy ghi ngày/tháng/năm, ví dụ 31/3/2023."},
            {"sheet": "Văn bản", "row": 4, "column": "Ngày ban hành", "value": "3/4/23",
             "message": "“3/4/23” có phải là ngày 03/04/2023 không? Năm chỉ ghi hai chữ số."},
        ],
    }  # fmt: skip
    assert (code, json.loads(out), LegalDocument.objects.count()) == (1, expected, 0)


def test_faults_are_told_in_sentences(run):
    code, out, err = run(FAULTY)

    assert (code, out) == (1, "")
    assert err.startswith(
        "“Văn bản”, dòng 2, cột “Ngày ban hành”, “40/3/2023”: “40/3/2023” không có trong lịch."
    )
    assert err.endswith("Chưa ghi gì, vì có 1 lỗi.\n")


def test_dry_run_writes_nothing(run):
    assert run(GOOD, dry_run=True)[:2] == (
        0,
        "Xem trước, chưa ghi gì. 1 dòng: thêm 1, cập nhật 0, không thay đổi 0.\n",
    )
    assert LegalDocument.objects.count() == 0


@pytest.mark.parametrize(
    ("choice", "numbers", "title"),
    [
        ("update", (0, 1, 0, 0), "Quy chế một"),
        ("skip", (0, 0, 1, 0), "Tên cũ"),
        ("stop", (0, 0, 0, 1), "Tên cũ"),
    ],
)
def test_stored_rows_are_updated_skipped_or_stop_all(run, unit, choice, numbers, title):
    a_document(drafting_unit=unit, number=GOOD[1], issuing_body=GOOD[4], title="Tên cũ")

    code, out, _ = run(GOOD, on_existing=choice, json=True)

    told = json.loads(out)
    assert (told["created"], told["updated"], told["unchanged"], len(told["faults"])) == numbers
    assert (code, LegalDocument.objects.get().title) == (int(choice == "stop"), title)


def test_file_that_cannot_be_opened_is_a_fault_of_the_whole(run):
    code, out, _ = run(raw=b"%PDF-1.7", json=True)

    assert (code, json.loads(out)["faults"][0]["message"]) == (
        1,
        "Đây không phải là tệp bảng tính. Hãy gửi tệp .xlsx, .xls, .ods hoặc .csv.",
    )


def test_row_that_goes_is_told(tmp_path, capsys, unit):
    procedure = a_complete_procedure(department=unit)
    procedure.steps.create(position=2, work="Trả kết quả")
    path = tmp_path / "buoc.csv"
    path.write_text(f"Tên thủ tục,Việc phải làm\n{procedure.name},{procedure.steps.first().work}\n")

    call_command("import_sheet", str(path), kind="procedures", department="QLKH", dry_run=True, json=True)
    told = json.loads(capsys.readouterr().out)
    call_command("import_sheet", str(path), kind="procedures", department="QLKH")

    assert (told["rows"], told["updated"], told["faults"]) == (1, 1, [])
    assert "Trong số cập nhật có 1 dòng bị bỏ vì không còn trong tệp." in capsys.readouterr().out
    assert procedure.steps.count() == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"department": "XYZ"}, "Không có đơn vị mã “XYZ”. Các mã đã có: QLKH."),
        ({"agency": "Sở lạ"}, "Không có cơ quan “Sở lạ”. Các cơ quan đã có: “STN”."),
        ({}, "Không đọc được “khong-co.xlsx”: không có tệp này."),
    ],
)
def test_what_the_command_names_and_does_not_exist_is_a_fault(capsys, unit, options, message):
    with pytest.raises(SystemExit, match="1"):
        call_command("import_sheet", "khong-co.xlsx", kind="documents", json=True, **options)

    assert json.loads(capsys.readouterr().out)["faults"] == [
        {"sheet": "", "row": None, "column": "", "value": "", "message": message}
    ]


def test_commands_say_how_the_first_agency_is_made():
    with pytest.raises(CommandError, match="Hệ thống chưa có cơ quan nào. Tạo tài khoản Quản trị"):
        call_command("export_sheet", "ra.xlsx", kind="departments")


def test_export_reads_in_again_unchanged(tmp_path, capsys, unit):
    a_document(drafting_unit=unit)
    path = str(tmp_path / "ra.xlsx")

    call_command("export_sheet", path, kind="documents", agency="STN")
    capsys.readouterr()
    call_command("import_sheet", path, kind="documents", agency="STN", json=True)

    told = json.loads(capsys.readouterr().out)
    assert told == {"rows": 1, "created": 0, "updated": 0, "unchanged": 1, "faults": []}


def test_export_of_a_unit_leaves_the_others_out(unit):
    other = a_department(agency=unit.agency)
    own = a_complete_procedure(department=unit)
    a_complete_procedure(department=other)

    found = of_unit(KINDS["procedures"], Room(unit.agency, None, unit))

    assert list(found) == [own]


def test_export_refuses_another_ending(unit):
    with pytest.raises(CommandError, match="tên tệp phải kết thúc bằng .xlsx"):
        call_command("export_sheet", "ra.xls", kind="documents")


def test_export_that_fails_half_way_leaves_what_was_there(tmp_path, unit, monkeypatch):
    out = tmp_path / "cu.xlsx"
    out.write_bytes(b"cu")

    def full(file, *_):
        file.write(b"PK")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export_sheet, "write_kind", full)

    with pytest.raises(CommandError, match="Không ghi được “.*cu.xlsx”: hệ điều hành không ghi được"):
        call_command("export_sheet", str(out), "--kind", "documents")

    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("cu.xlsx", b"cu")]
