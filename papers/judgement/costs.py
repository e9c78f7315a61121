"""Bảng tính chi phí tuân thủ of a procedure: both scenarios, the comparison, the chart."""

from papers import kinds
from papers.heads import FORM_WORDING, form_head, form_signatures
from papers.judgement.cost_parts import cost_blocks
from papers.paper import Making, Paper, when_accepted
from reviews.models import Review
from tthc.core.documents.description import Document


def build(review: Review, making: Making) -> Document:
    return Document(
        name=f"Bảng tính chi phí tuân thủ: {review}",
        letterhead=form_head(making, review.department.name),
        kind="Bảng tính chi phí tuân thủ",
        subject=f"Thủ tục hành chính nội bộ: {review.procedure}",
        blocks=tuple(cost_blocks(review)),
        signatures=form_signatures(making, review),
        landscape=True,
        size=13,
    )


PAPER = Paper(
    key="cost_table",
    title="Bảng tính chi phí tuân thủ",
    kind=kinds.REVIEW,
    build=build,
    is_final=when_accepted,
    wording=FORM_WORDING,
)
