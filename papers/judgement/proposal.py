"""Phương án đơn giản hóa of one procedure."""

from papers import kinds
from papers.heads import FORM_WORDING, form_head, form_signatures
from papers.judgement.proposal_parts import proposal_blocks
from papers.paper import Making, Paper, when_accepted
from reviews.enums import Conclusion
from reviews.models import Review
from reviews.snapshots import plan_words_of
from tthc.core.documents.description import Document


def build(review: Review, making: Making) -> Document:
    return Document(
        name=f"Phương án đơn giản hóa: {review}",
        letterhead=form_head(making, review.department.name),
        kind="Phương án đơn giản hóa",
        subject=f"Thủ tục hành chính nội bộ: {review.procedure}",
        blocks=tuple(proposal_blocks(plan_words_of(review), review.total)),
        signatures=form_signatures(making, review),
        size=13,
    )


PAPER = Paper(
    key="proposal",
    title="Phương án đơn giản hóa",
    kind=kinds.REVIEW,
    build=build,
    is_final=when_accepted,
    wording=FORM_WORDING,
    fits=lambda review: review.conclusion == Conclusion.PROPOSE,
)
