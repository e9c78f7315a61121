"""The words and figures of a review as they stand, for snapshots and for reports as at an earlier day."""

from procedures.enums import Part
from reviews.enums import Conclusion
from tthc.core.display import number


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


def content_of(review) -> dict[str, list[list[str]]]:
    """{part: rows of texts}, JSON-ready: answers, cost lines, proposal."""
    proposal = getattr(review, "proposal", None)
    columns = ("hours", "outsourced", "fees", "times", "subjects")
    return {
        "ANSWERS": [
            [key, answer if isinstance(answer, str) else "; ".join(map(str, answer))]
            for key, answer in sorted(review.answers.items())
        ]
        + [["Kết luận", review.get_conclusion_display(), review.conclusion_reason]],
        "COSTS": [
            [
                line.get_activity_display(),
                line.task,
                *(number(getattr(line, f"current_{column}")) for column in columns),
                "Không còn" if line.is_dropped else "",
                *(number(getattr(line, f"proposed_{column}")) for column in columns),
                line.source_note,
            ]
            for line in review.cost_lines.all()
        ]
        + [["Tổng (đồng/năm)", number(review.cost_current), number(review.cost_proposed)]],
        "PROPOSAL": []
        if proposal is None
        else [
            ["Hình thức", "; ".join(kind.get_kind_display() for kind in proposal.kinds.all())],
            ["Nội dung, lý do chung", proposal.summary],
            ["Lợi ích khác", proposal.benefit],
            *(
                [Part(row.part).label if row.part else "", row.current_text, row.proposed_text, row.reason]
                for row in proposal.components.all()
            ),
            *(
                [
                    row.document_text,
                    row.article,
                    row.change,
                    str(row.responsible_unit or ""),
                    str(row.due_on or ""),
                ]
                for row in proposal.actions.all()
            ),
        ],
    }
