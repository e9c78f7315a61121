"""The words and figures of a review as they stand, for snapshots and for reports as at an earlier day."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from reviews.answer_sheet import answer_sheet
from reviews.enums import Conclusion
from tthc.core.display import day, number

COLUMNS = ("hours", "outsourced", "fees", "times", "subjects")
COLUMN_NAMES = ("giờ", "thuê tư vấn, dịch vụ", "phí, lệ phí, khác", "số lần/năm", "số đối tượng/năm")
CELL_NAMES = {
    "COSTS": [
        (
            "Công việc",
            "Hoạt động, cách thức",
            *(f"Hiện hành, {name}" for name in COLUMN_NAMES),
            "Sau đơn giản hóa",
            *(f"Sau, {name}" for name in COLUMN_NAMES),
            "Nguồn số liệu",
        ),
        ("Cộng", "Hiện hành", "Sau đơn giản hóa"),
    ],
    "PROPOSAL": [
        ("Phần", "Hiện hành", "Sau đơn giản hóa", "Lý do"),
        ("Văn bản", "Điều, khoản", "Nội dung sửa", "Đơn vị chịu trách nhiệm", "Thời hạn"),
    ],
}


def kinds_of(review) -> list[str]:
    """The kinds of simplification that a review proposes; none when it concludes to keep."""
    proposal = getattr(review, "proposal", None)
    if review.conclusion != Conclusion.PROPOSE or proposal is None:
        return []
    return [kind.kind for kind in proposal.kinds.all()]


def figures_of(review) -> dict:
    """What reports need of a review as it was decided: costs in đồng/năm as text, conclusion, kinds."""
    return {
        "cost_current": str(review.cost_current),
        "cost_proposed": str(review.cost_proposed),
        "conclusion": review.conclusion,
        "kinds": kinds_of(review),
    }


@dataclass(frozen=True)
class PlanWords:
    """What papers print of a review's plan; JSON-ready fields, frozen with a package when it is sent.

    components: phần, hiện hành, sau đơn giản hóa, lý do; actions: văn bản, điều, nội dung sửa, đơn vị, thời hạn.
    """

    procedure: str
    department: str
    reason: str
    has_plan: bool = False
    kinds: list[str] = field(default_factory=list)
    summary: str = ""
    components: list[list[str]] = field(default_factory=list)
    actions: list[list[str]] = field(default_factory=list)
    benefit: str = ""


def plan_words_of(review) -> PlanWords:
    """The words of a review's plan as they stand."""
    proposal = getattr(review, "proposal", None)
    head = PlanWords(str(review.procedure), review.department.name, review.conclusion_reason)
    if review.conclusion != Conclusion.PROPOSE or proposal is None:
        return head
    return replace(
        head,
        has_plan=True,
        kinds=[kind.get_kind_display() for kind in proposal.kinds.all()],
        summary=proposal.summary,
        components=list(_components(proposal)),
        actions=list(_actions(proposal)),
        benefit=proposal.benefit,
    )


def content_of(review) -> dict[str, list[list[str]]]:
    """{part: rows of texts}, JSON-ready, by the parts of `Review.parts`: each question asked, costs, proposal."""
    return {**_answers(review), "COSTS": list(_costs(review)), "PROPOSAL": list(_proposal(review))}


def _answers(review) -> dict[str, list[list[str]]]:
    """What was asked and answered; answers that are hidden do not count."""
    rows = {}
    for section in answer_sheet(review.questionnaire.definition, review.answers):
        for question in section.questions:
            rows[f"Q{question.number}"] = [
                row
                for part in question.parts
                for row in ([part.label or question.text, part.answer], [part.why_label, part.why])
                if row[0]
            ]
    return rows


def _costs(review) -> Iterator[list[str]]:
    for line in review.cost_lines.all():
        yield [
            line.get_activity_display(),
            line.task,
            *(number(getattr(line, f"current_{column}")) for column in COLUMNS),
            "Không còn" if line.is_dropped else "",
            *(number(getattr(line, f"proposed_{column}")) for column in COLUMNS),
            line.source_note,
        ]
    yield ["Tổng (đồng/năm)", number(review.cost_current), number(review.cost_proposed)]


def _proposal(review) -> Iterator[list[str]]:
    yield ["Kết luận", review.get_conclusion_display(), review.conclusion_reason]
    proposal = getattr(review, "proposal", None)
    if review.conclusion != Conclusion.PROPOSE or proposal is None:
        return
    yield ["Hình thức", "; ".join(kind.get_kind_display() for kind in proposal.kinds.all())]
    yield ["Nội dung, lý do chung", proposal.summary]
    yield from _components(proposal)
    yield from _actions(proposal)
    yield ["Lợi ích khác", proposal.benefit]


def _components(proposal) -> Iterator[list[str]]:
    for row in proposal.components.all():
        yield [row.get_part_display(), row.current_text, row.proposed_text, row.reason]


def _actions(proposal) -> Iterator[list[str]]:
    for row in proposal.actions.all():
        unit = str(row.responsible_unit or "")
        yield [row.document_text, row.article, row.change, unit, day(row.due_on) if row.due_on else ""]
