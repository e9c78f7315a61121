"""What submitting a review asks for, and what is in the way of reopening it or moving a package."""

from collections.abc import Iterator
from dataclasses import dataclass

from reviews.costing import Figures, Line, fees_outside_their_activity
from reviews.enums import Activity, Conclusion, ProposalType, ReviewPart
from reviews.questionnaire import VERDICT_WORDS, missing, verdicts
from reviews.snapshots import kinds_of

# Activities that do not say by themselves what is done.
NEED_A_TASK = (Activity.PREPARE, Activity.OTHER)
FIGURES = (
    ("hours", "giờ"),
    ("outsourced", "thuê tư vấn, dịch vụ"),
    ("fees", "phí, lệ phí, khác"),
    ("times", "số lần/năm"),
    ("subjects", "số đối tượng/năm"),
)


@dataclass(frozen=True)
class MissingPart:
    """One thing that is missing: in which part of the review form, said in a sentence."""

    part: ReviewPart
    sentence: str


def missing_parts(review) -> list[MissingPart]:
    """All that is missing before the review can be submitted, in the order of the form; empty when it is complete."""
    answers = [one.sentence for one in missing(review.questionnaire.definition, review.answers)]
    return [
        *(MissingPart(ReviewPart.ANSWERS, sentence) for sentence in answers),
        *(MissingPart(ReviewPart.COSTS, sentence) for sentence in _missing_in_costs(review)),
        *(MissingPart(ReviewPart.PROPOSAL, sentence) for sentence in _missing_in_proposal(review)),
    ]


def obstacles_to_submit(review, user=None) -> list[str]:
    return [one.sentence for one in missing_parts(review)]


def warnings(review) -> list[str]:
    """What is odd though nothing forbids it: a proposal that costs more, or that saves nothing."""
    if review.saving < 0:
        return [
            "Chi phí sau đơn giản hóa cao hơn hiện hành: phương án làm tăng chi phí. Kiểm tra lại số liệu."
        ]
    if review.conclusion == Conclusion.PROPOSE and review.cost_current and not review.saving:
        return ["Phương án chưa làm giảm chi phí: cột sau đơn giản hóa đang bằng hiện hành."]
    return []


def is_repeal(review) -> bool:
    return ProposalType.REPEAL in kinds_of(review)


def costing_lines(review, cost_lines) -> list[Line]:
    """The cost table as costing.py reads it; when the conclusion is to keep, nothing changes on any line."""
    keeps = review.conclusion == Conclusion.KEEP
    return [_costing_line(number, line, keeps) for number, line in enumerate(cost_lines, start=1)]


def _costing_line(number: int, line, keeps: bool) -> Line:
    current = figures_of_scenario(line, "current")
    after = None if line.is_dropped else figures_of_scenario(line, "proposed")
    proposed = current if keeps else after
    return Line(
        line.task or f"dòng {number}, {line.get_activity_display()}", line.activity, current, proposed
    )


def figures_of_scenario(line, scenario: str) -> Figures:
    """The figures of a cost line in one scenario, "current" or "proposed"."""
    return Figures(*(getattr(line, f"{scenario}_{column}") for column, _ in FIGURES))


def _missing_in_costs(review) -> Iterator[str]:
    lines = list(review.cost_lines.all())
    if not lines:
        yield "Bảng chi phí chưa có dòng nào."
    counts_proposed = review.conclusion != Conclusion.KEEP and not is_repeal(review)
    for number, line in enumerate(lines, start=1):
        name = f"Chi phí, dòng {number} ({line.task or line.get_activity_display()})"
        if not line.task and line.activity in NEED_A_TASK:
            yield f"{name}: chưa ghi hoạt động, cách thức cụ thể."
        empty = _empty_figures(line, "current")
        if empty:
            yield f"{name}: hiện hành còn trống {', '.join(empty)}; ghi 0 nếu không có."
        if counts_proposed and not line.is_dropped:
            empty = _empty_figures(line, "proposed")
            if empty:
                yield (
                    f"{name}: sau đơn giản hóa còn trống {', '.join(empty)}; "
                    "ghi số như hiện hành, ghi 0, hoặc đánh dấu “Không còn”."
                )
        if not line.source_note:
            yield f"{name}: chưa ghi nguồn số liệu (khảo sát, thống kê hồ sơ, ước tính…)."
    yield from fees_outside_their_activity(costing_lines(review, lines))


def _empty_figures(line, scenario: str) -> list[str]:
    """Names of the boxes that must not be empty: a cost of some kind, and how often for how many."""
    value = {column: getattr(line, f"{scenario}_{column}") for column, _ in FIGURES}
    costs = ("hours", "outsourced", "fees")
    if all(value[column] is None for column in costs):
        return ["số giờ và số tiền"]
    if not any(value[column] for column in costs):
        return []
    return [label for column, label in FIGURES[3:] if value[column] is None]


def _missing_in_proposal(review) -> Iterator[str]:
    if not review.conclusion:
        yield "Chưa chọn kết luận: giữ nguyên hay có phương án đơn giản hóa."
    elif review.conclusion == Conclusion.KEEP:
        if not review.conclusion_reason:
            yield "Kết luận giữ nguyên: chưa ghi lý do."
        yield from _contradictions(review)
    else:
        yield from _missing_in_simplification(review)


def _contradictions(review) -> Iterator[str]:
    found = verdicts(review.questionnaire.definition, review.answers)
    for verdict, (_, no) in VERDICT_WORDS.items():
        if found.get(verdict) is False:
            yield (
                f"Kết luận giữ nguyên trái với câu trả lời “{no.lower()}”. "
                "Sửa câu trả lời, hoặc chọn có phương án đơn giản hóa."
            )


def _missing_in_simplification(review) -> Iterator[str]:
    proposal = getattr(review, "proposal", None)
    components = list(proposal.components.all()) if proposal else []
    actions = list(proposal.actions.all()) if proposal else []
    if not kinds_of(review):
        yield "Phương án: chưa chọn hình thức đơn giản hóa."
    if not components:
        yield "Phương án: chưa có nội dung nào (hiện hành, sau đơn giản hóa, lý do)."
    for number, row in enumerate(components, start=1):
        asked = (
            (row.part, "nội dung thay đổi"),
            (row.proposed_text, "sau đơn giản hóa"),
            (row.reason, "lý do"),
        )
        if empty := [label for value, label in asked if not value]:
            yield f"Phương án, nội dung {number}: chưa ghi {', '.join(empty)}."
    if not actions:
        yield "Phương án: chưa có kiến nghị thực thi (sửa, bãi bỏ văn bản nào, ai làm, khi nào)."
    for number, row in enumerate(actions, start=1):
        asked = (
            (row.document_text, "văn bản cần sửa đổi"),
            (row.change, "nội dung sửa đổi, bãi bỏ"),
            (row.responsible_unit_id, "đơn vị thực hiện"),
            (row.due_on, "thời hạn"),
        )
        if empty := [label for value, label in asked if not value]:
            yield f"Phương án, kiến nghị {number}: chưa ghi {', '.join(empty)}."


def obstacles_to_reopen(review, user) -> list[str]:
    """A review that has gone to the Chủ tịch UBND tỉnh is not reopened while it is there or once it is approved."""
    item = (
        review.package_items.filter(package__status__in=["SENT", "APPROVED"])
        .exclude(is_approved=False)
        .select_related("package")
        .first()
    )
    if item is None:
        return []
    return [
        f"Rà soát này nằm trong {item.package} ({item.package.get_status_display().lower()}), không mở lại được."
    ]


def obstacles_to_send(package, user) -> list[str]:
    items = list(package.items.select_related("review__procedure"))
    if not items:
        return ["Hồ sơ trình chưa có phương án nào. Chọn ít nhất một rà soát đã đạt yêu cầu."]
    return [
        f"Rà soát “{item.review.procedure}” không còn ở trạng thái Đạt yêu cầu; bỏ ra hoặc chờ chấp nhận lại."
        for item in items
        if item.review.status != "ACCEPTED"
    ]
