import pytest

from reviews.enums import Conclusion
from reviews.snapshots import content_of, figures_of
from tests.factories import a_department, a_proposing_review, a_review

pytestmark = pytest.mark.django_db


def test_content_of_a_proposal():
    department = a_department(name="Phòng Quản lý khoa học")
    review = a_proposing_review(
        department=department,
        answers={"8.a": "no", "8.a.why": "Thừa một giấy tờ", "9.a": "no", "9.b": "không còn hỏi"},
    )

    content = content_of(review)

    assert content["Q8"] == [
        ["Quy định về thành phần hồ sơ, số lượng hồ sơ có rõ ràng và hợp lý hay không?", "Không"],
        ["Lý do và phương án kiến nghị về thành phần, số lượng hồ sơ:", "Thừa một giấy tờ"],
    ]
    assert content["Q9"][1:] == [["Thời hạn trả kết quả phù hợp:", ""]]
    assert content["COSTS"] == [
        [
            "Chuẩn bị hồ sơ",
            "Tờ trình",
            "—",
            "100.000",
            "—",
            "10",
            "1",
            "",
            "—",
            "70.000",
            "—",
            "10",
            "1",
            "minh họa",
        ],
        ["Tổng (đồng/năm)", "1.000.000", "700.000"],
    ]
    assert content["PROPOSAL"] == [
        ["Kết luận", "Có phương án đơn giản hóa", ""],
        ["Hình thức", "Giảm thành phần hồ sơ"],
        ["Nội dung, lý do chung", "Bớt giấy tờ (minh họa)"],
        ["Thành phần, số lượng hồ sơ", "Hai bản", "Một bản", "Trùng nhau"],
        ["Quy chế minh họa", "Điều 5", "Sửa thành phần hồ sơ", "Phòng Quản lý khoa học", "30/06/2024"],
        ["Lợi ích khác", ""],
    ]


def test_content_bears_the_parts_that_remarks_are_pinned_to():
    review = a_proposing_review()

    assert list(content_of(review)) == [part for part, _ in review.parts]


def test_content_leaves_out_sections_that_are_skipped():
    review = a_review(answers={"4.a": "no", "5.a": "no"})

    assert list(content_of(review)) == ["Q1", "Q2", "Q3", "Q4", "COSTS", "PROPOSAL"]


def test_a_proposal_is_no_content_when_the_conclusion_is_to_keep():
    review = a_proposing_review(conclusion=Conclusion.KEEP, conclusion_reason="Cần thiết")

    assert content_of(review)["PROPOSAL"] == [["Kết luận", "Giữ nguyên", "Cần thiết"]]
    assert figures_of(review)["kinds"] == []
