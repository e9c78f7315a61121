"""manage.py import_portal."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from departments.roles import Role
from procedures.models import Doubt, Procedure
from tests.factories import a_department, a_user, an_agency
from tests.procedures.portal_records import a_file, a_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return a_department(agency=an_agency(short_name="Sở A"), code="QLKH", name="Phòng Quản lý khoa học")


@pytest.fixture
def run(unit, tmp_path):
    """Runs the command on some records (or bytes); answers with what it printed and the faults it told."""

    def run(*records, raw: bytes | None = None, department: str = "QLKH", **options) -> tuple[str, str]:
        path = tmp_path / "cong.json"
        path.write_bytes(a_file(*records) if raw is None else raw)
        out, err = StringIO(), StringIO()
        try:
            call_command("import_portal", str(path), department=department, stdout=out, stderr=err, **options)
        except CommandError as fault:
            assert fault.returncode == 1
            err.write(str(fault))
        return out.getvalue(), err.getvalue()

    return run


def test_records_are_told_with_their_doubts_and_taken_in(run, unit):
    person = a_user(Role.STAFF, unit, username="chuyenvien")

    out, err = run(
        a_record(id="1", executionCases=[]), a_record(id="2", name="Việc\nkhác", code=""), by="chuyenvien"
    )

    assert (out, err) == (
        "1. 5.000001 [Thêm mới] Phê duyệt đề cương nhiệm vụ (minh họa)\n"
        "     - Không có thành phần hồ sơ: Nguồn không ghi thành phần hồ sơ nào. "
        "Ghi từng loại giấy tờ, hoặc nêu rõ vì sao không có.\n"
        "2. (chưa có mã) [Thêm mới] Việc khác\n"
        "Đã nhập cho Phòng Quản lý khoa học. Thêm mới: 2. Điểm nghi ngờ mới: 1.\n",
        "",
    )
    assert set(Procedure.objects.values_list("department", "created_by")) == {(unit.pk, person.pk)}


def test_twice_is_once(run):
    run(a_record())

    out, _ = run(a_record())

    assert out.endswith("Không đổi: 1. Điểm nghi ngờ mới: 0.\n")
    assert Procedure.objects.count() == 1


def test_dry_run_tells_and_writes_nothing(run):
    out, err = run(a_record(executionCases=[]), dry_run=True)

    assert out.endswith("Xem trước, chưa ghi gì. Thêm mới: 1. Điểm nghi ngờ mới: 1.\n")
    assert (err, Procedure.objects.count(), Doubt.objects.count()) == ("", 0, 0)


def test_any_fault_keeps_everything_out_and_all_faults_are_told(run):
    _, err = run(a_record(id="1"), {"id": "2", "name": 5}, a_record(id="1"))

    assert err == (
        "Bản ghi số 2, name: phải là chữ, nhưng tệp ghi số 5.\n"
        "Bản ghi số 3, id: trùng mã với bản ghi số 1 của tệp.\n"
        "Chưa nhập gì, vì 2 bản ghi của tệp có lỗi. "
        "Sửa tệp rồi tải lại, hoặc chọn bỏ qua các bản ghi lỗi để nhập những bản ghi còn lại."
    )
    assert Procedure.objects.count() == 0


def test_sound_records_go_in_when_the_faulty_are_to_be_left_out(run):
    out, err = run(a_record(id="1"), {"id": "2"}, skip_faulty=True)

    assert err == "Bản ghi số 2, name: thiếu tên thủ tục.\n"
    assert out.endswith("Thêm mới: 1. Điểm nghi ngờ mới: 0.\n")
    assert Procedure.objects.get().source_id == "1"


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (
            b'[{"id": "1"},\n {"id": "2", "na',
            "Tệp không phải JSON đúng cú pháp: dòng 2, cột 14, chuỗi chữ không có ngoặc kép đóng.",
        ),
        (b"khong phai JSON", "Tệp không phải JSON đúng cú pháp: dòng 1, cột 1, thiếu giá trị."),
        (b" " * (21 * 1024 * 1024), "Tệp lớn hơn 20 MB. Hãy chia thành nhiều tệp rồi nhập từng tệp."),
        (b"", "Tệp rỗng. Hãy chọn tệp JSON tải từ Cổng dịch vụ công."),
    ],
)
def test_broken_file_is_refused_as_a_whole(run, raw, sentence):
    out, err = run(raw=raw, skip_faulty=True)

    assert (out, err.startswith(sentence), Procedure.objects.count()) == ("", True, 0)


def test_unknown_unit_is_told_with_the_known_ones(run):
    assert run(a_record(), department="QLKHH") == ("", "Không có đơn vị mã “QLKHH”. Các mã đã có: QLKH.")


def test_code_of_two_agencies_asks_which_one(run, unit):
    other = a_department(agency=an_agency(short_name="Sở B"), code="QLKH")

    _, asked = run(a_record())
    run(a_record(), agency="Sở B")

    assert asked == "Nhiều cơ quan có đơn vị mã “QLKH”: “Sở A”, “Sở B”. Ghi thêm --agency."
    assert Procedure.objects.get().department == other


def test_person_without_the_right_for_the_unit_is_refused(run):
    a_user(Role.STAFF, username="nguoikhac")

    _, err = run(a_record(), by="nguoikhac")
    _, unknown = run(a_record(), by="khongco")

    assert err == "Bạn không được giao nhập thủ tục cho Phòng Quản lý khoa học."
    assert unknown == "Không có người dùng “khongco” đang hoạt động."
    assert Procedure.objects.count() == 0


def test_file_that_cannot_be_opened_is_told(unit, tmp_path):
    with pytest.raises(CommandError, match="khong-co.json”: không có tệp này"):
        call_command("import_portal", str(tmp_path / "khong-co.json"), department="QLKH")
    with pytest.raises(CommandError, match="đây là thư mục, không phải tệp"):
        call_command("import_portal", str(tmp_path), department="QLKH")


def test_real_file_goes_in_whole_and_twice_changes_nothing(unit, real_data):
    path = str(real_data / "national-portal-procedures.json")
    first, second = StringIO(), StringIO()

    call_command("import_portal", path, department="QLKH", stdout=first)
    call_command("import_portal", path, department="QLKH", stdout=second)

    assert first.getvalue().endswith("Thêm mới: 14. Điểm nghi ngờ mới: 20.\n")
    assert second.getvalue().endswith("Không đổi: 14. Điểm nghi ngờ mới: 0.\n")
    assert (Procedure.objects.count(), Doubt.objects.count()) == (14, 20)
