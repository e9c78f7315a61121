"""manage.py demo: what it says."""

from io import StringIO

from django.contrib.auth import authenticate
from django.core.management import call_command
from django.test import RequestFactory

from demo.people import PASSWORD


def said(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("demo", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_command_says_that_the_data_is_there_and_lists_the_accounts(demo):
    assert said() == [
        "Dữ liệu minh họa đã có sẵn, không thay đổi gì.",
        f"Tài khoản minh họa, mật khẩu chung: {PASSWORD}",
        "  chuyenvien    Nguyễn Thị Hoa, Chuyên viên, Phòng Quản lý khoa học",
        "  truongphong   Hà Quang Dũng, Trưởng phòng (phó trưởng phòng), Phòng Quản lý khoa học",
        "  chuyenvien2   Phan Văn Bình, Chuyên viên, Chi cục Tiêu chuẩn Đo lường Chất lượng",
        "  truongphong2  Nguyễn Hữu Tuấn, Trưởng phòng (phó trưởng phòng), Chi cục Tiêu chuẩn Đo lường Chất lượng",
        "  vanphong      Lê Thị Thu Hương, Văn phòng Sở (đầu mối kiểm soát TTHC), Văn phòng Sở",
        "  giamdoc       Nguyễn Văn Thành, Lãnh đạo Sở, Lãnh đạo Sở",
        "  quantri       Ngô Đức Anh, Quản trị, Văn phòng Sở",
        "  quansat       Bùi Thị Mai, Văn phòng UBND tỉnh (chỉ xem), Văn phòng UBND tỉnh",
    ]


def test_command_is_silent_when_asked(demo):
    assert said("--quiet") == []


def test_common_password_lets_in_without_a_change(demo):
    user = authenticate(RequestFactory().post("/"), username="chuyenvien", password=PASSWORD)

    assert (user.username, user.must_change_password) == ("chuyenvien", False)
