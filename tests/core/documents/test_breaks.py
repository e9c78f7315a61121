"""Where heads and titles break."""

import pytest

from tthc.core.documents.blocks import Run
from tthc.core.documents.breaks import evenly, in_lines, not_alone


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Văn phòng Sở", ["Văn phòng Sở"]),
        ("Ủy ban nhân dân tỉnh Bắc Giang", ["Ủy ban nhân dân", "tỉnh Bắc Giang"]),
        ("Sở Khoa học và Công nghệ tỉnh Bắc Giang", ["Sở Khoa học và Công nghệ", "tỉnh Bắc Giang"]),
        (
            "Trung tâm Thông tin và Thống kê khoa học và công nghệ",
            ["Trung tâm Thông tin", "và Thống kê khoa học", "và công nghệ"],
        ),
        ("Chi cục Tiêu chuẩn Đo lường Chất lượng", ["Chi cục Tiêu chuẩn", "Đo lường Chất lượng"]),
        (
            "Ủy ban nhân dân thành phố Thừa Thiên Huế trực thuộc trung ương",
            ["Ủy ban nhân dân", "thành phố Thừa Thiên Huế", "trực thuộc trung ương"],
        ),
        ("X" * 40, ["X" * 40]),
    ],
)
def test_a_name_of_the_head_breaks_at_its_joints(name, lines):
    assert in_lines(name).split("\n") == lines


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Báo cáo ngắn", ["Báo cáo ngắn"]),
        (
            "Kế hoạch rà soát, đơn giản hóa thủ tục hành chính nội bộ giai đoạn 2022-2025",
            ["Kế hoạch rà soát, đơn giản hóa thủ tục", "hành chính nội bộ giai đoạn 2022-2025"],
        ),
        (
            "Công bố thủ tục hành chính nội bộ thuộc phạm vi quản lý của Sở Khoa học và Công nghệ",
            ["Công bố thủ tục hành chính nội bộ", "thuộc phạm vi quản lý của Sở Khoa học và Công nghệ"],
        ),
        ("mười " * 26, [" ".join(["mười"] * each) for each in (9, 9, 8)]),
    ],
)
def test_a_title_breaks_into_lines_of_about_the_same_length(title, lines):
    assert evenly(title, 149, 14).split("\n") == lines


def test_a_title_with_faces_or_lines_of_its_own_stays_as_it_is():
    faced = (Run("một " * 30), Run("hai", bold=True))

    assert evenly(faced, 149, 14) is faced
    assert evenly("một " * 30 + "\nhai", 149, 14) == "một " * 30 + "\nhai"


def test_the_last_word_of_a_title_is_tied_to_the_one_before():
    assert not_alone("Khen thưởng cuối năm") == Run("Khen thưởng cuối\u00a0năm")
    assert not_alone("Khen thưởng") == "Khen thưởng"
