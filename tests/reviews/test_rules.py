from datetime import date

import pytest

from procedures.enums import Part
from reviews.enums import Activity, Conclusion, ProposalType, ReviewPart
from reviews.models import Proposal
from reviews.rules import MissingPart, missing_parts, obstacles_to_submit, warnings
from tests.factories import a_proposing_review, a_review
from tests.reviews.test_questionnaire import COMPLETE

pytestmark = pytest.mark.django_db


def a_finished_review(**columns):
    """A review with nothing missing: it keeps the procedure, with one cost line."""
    values = {
        "answers": COMPLETE | {"8.a": "yes", "12.a": "yes"},
        "conclusion": Conclusion.KEEP,
        "conclusion_reason": "Cần thiết, hợp lý",
    }
    review = a_review(**(values | columns))
    review.cost_lines.create(
        position=1,
        task="Tờ trình",
        current_hours=2,
        current_times=4,
        current_subjects=10,
        source_note="khảo sát",
    )
    return review


def sentences(review, part):
    return [one.sentence for one in missing_parts(review) if one.part == part]


def test_nothing_is_missing_in_a_finished_review():
    assert missing_parts(a_finished_review()) == []


def test_missing_in_a_new_review():
    review = a_review()

    found = missing_parts(review)

    assert found[0] == MissingPart(
        ReviewPart.ANSWERS,
        "Câu 1 “Thủ tục hành chính được đặt ra nhằm đạt được mục tiêu” chưa trả lời.",
    )
    assert found[-2:] == [
        MissingPart(ReviewPart.COSTS, "Bảng chi phí chưa có dòng nào."),
        MissingPart(ReviewPart.PROPOSAL, "Chưa chọn kết luận: giữ nguyên hay có phương án đơn giản hóa."),
    ]
    assert obstacles_to_submit(review, None) == [one.sentence for one in found]


def test_missing_in_a_cost_line():
    review = a_finished_review()
    review.cost_lines.create(position=2, activity=Activity.OTHER)

    assert sentences(review, ReviewPart.COSTS) == [
        "Chi phí, dòng 2 (Công việc khác): chưa ghi hoạt động, cách thức cụ thể.",
        "Chi phí, dòng 2 (Công việc khác): hiện hành còn trống số giờ và số tiền; ghi 0 nếu không có.",
        "Chi phí, dòng 2 (Công việc khác): chưa ghi nguồn số liệu (khảo sát, thống kê hồ sơ, ước tính…).",
    ]


def test_missing_how_often_in_a_cost_line():
    review = a_finished_review()
    review.cost_lines.create(position=2, task="Họp", current_hours=1, source_note="ước tính")

    assert sentences(review, ReviewPart.COSTS) == [
        "Chi phí, dòng 2 (Họp): hiện hành còn trống số lần/năm, số đối tượng/năm; ghi 0 nếu không có."
    ]


def test_a_line_that_costs_nothing_needs_no_frequency():
    review = a_finished_review()
    review.cost_lines.create(position=2, task="Nhận kết quả", current_hours=0, source_note="ước tính")

    assert sentences(review, ReviewPart.COSTS) == []


def test_empty_proposed_figures_are_no_saving():
    review = a_proposing_review()
    review.cost_lines.create(
        position=2, task="Họp", current_hours=1, current_times=1, current_subjects=1, source_note="ước tính"
    )

    assert sentences(review, ReviewPart.COSTS) == [
        "Chi phí, dòng 2 (Họp): sau đơn giản hóa còn trống số giờ và số tiền; "
        "ghi số như hiện hành, ghi 0, hoặc đánh dấu “Không còn”."
    ]


def test_a_dropped_line_needs_no_proposed_figures():
    review = a_proposing_review()
    review.cost_lines.create(
        position=2, task="Họp", current_hours=1, current_times=1, current_subjects=1,
        is_dropped=True, source_note="ước tính",
    )  # fmt: skip

    assert sentences(review, ReviewPart.COSTS) == []


def test_a_repeal_needs_no_proposed_figures():
    review = a_proposing_review(kinds=(ProposalType.REPEAL,))
    review.cost_lines.update(proposed_outsourced=None)

    assert sentences(review, ReviewPart.COSTS) == []


def test_fees_stand_in_their_activity():
    review = a_finished_review()
    review.cost_lines.update(current_fees=50_000)

    assert sentences(review, ReviewPart.COSTS) == [
        "Dòng “Tờ trình”: phí, lệ phí chỉ ghi ở hoạt động 3 (Nộp phí, lệ phí, chi phí khác); "
        "hãy chuyển số tiền sang dòng đó."
    ]


def test_keeping_needs_a_reason():
    review = a_finished_review(conclusion_reason="")

    assert sentences(review, ReviewPart.PROPOSAL) == ["Kết luận giữ nguyên: chưa ghi lý do."]


def test_keeping_does_not_go_with_a_negative_verdict():
    review = a_finished_review(answers=COMPLETE)

    assert sentences(review, ReviewPart.PROPOSAL) == [
        "Kết luận giữ nguyên trái với câu trả lời “không hợp lý”. "
        "Sửa câu trả lời, hoặc chọn có phương án đơn giản hóa."
    ]


def test_proposing_without_a_proposal():
    review = a_finished_review(conclusion=Conclusion.PROPOSE)

    assert sentences(review, ReviewPart.PROPOSAL) == [
        "Phương án: chưa chọn hình thức đơn giản hóa.",
        "Phương án: chưa có nội dung nào (hiện hành, sau đơn giản hóa, lý do).",
        "Phương án: chưa có kiến nghị thực thi (sửa, bãi bỏ văn bản nào, ai làm, khi nào).",
    ]


def test_missing_in_the_rows_of_a_proposal():
    review = a_finished_review(conclusion=Conclusion.PROPOSE)
    proposal = Proposal.objects.create(review=review)
    proposal.kinds.create(kind=ProposalType.TIME)
    proposal.components.create(position=1, part=Part.TIME_LIMIT)
    proposal.actions.create(position=1, document_text="Quy chế", due_on=date(2024, 6, 30))

    assert sentences(review, ReviewPart.PROPOSAL) == [
        "Phương án, nội dung 1: chưa ghi sau đơn giản hóa, lý do.",
        "Phương án, kiến nghị 1: chưa ghi nội dung sửa đổi, bãi bỏ, đơn vị thực hiện.",
    ]


def test_a_proposal_that_is_complete():
    assert sentences(a_proposing_review(), ReviewPart.PROPOSAL) == []


@pytest.mark.parametrize(
    ("columns", "found"),
    [
        ({"cost_current": 100, "cost_proposed": 80}, []),
        (
            {"cost_current": 100, "cost_proposed": 120},
            ["Chi phí sau đơn giản hóa cao hơn hiện hành: phương án làm tăng chi phí. Kiểm tra lại số liệu."],
        ),
        (
            {"cost_current": 100, "cost_proposed": 100},
            ["Phương án chưa làm giảm chi phí: cột sau đơn giản hóa đang bằng hiện hành."],
        ),
        ({"cost_current": 0, "cost_proposed": 0}, []),
    ],
)
def test_warnings(columns, found):
    assert warnings(a_proposing_review(**columns)) == found
