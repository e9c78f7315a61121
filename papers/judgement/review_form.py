"""Biểu mẫu rà soát, filled: answers, conclusion, plan; the cost table as its appendix."""

from collections.abc import Iterator

from papers import kinds
from papers.heads import FORM_WORDING, form_head, form_signatures
from papers.judgement.answer_parts import answered_blocks
from papers.judgement.cost_parts import cost_blocks
from papers.judgement.proposal_parts import proposal_blocks
from papers.paper import Making, Paper, when_accepted
from reviews.answer_sheet import answer_sheet
from reviews.enums import Conclusion
from reviews.models import Review
from reviews.snapshots import plan_words_of
from tthc.core.documents.blocks import Block, Field, FieldList, Heading, Note
from tthc.core.documents.description import Appendix, Document


def build(review: Review, making: Making) -> Document:
    return Document(
        name=f"Biểu mẫu rà soát: {review}",
        letterhead=form_head(making, review.department.name),
        kind="Biểu mẫu rà soát",
        subject="Thủ tục hành chính nội bộ",
        blocks=tuple(_blocks(review)),
        signatures=form_signatures(making, review),
        appendices=(Appendix("Bảng tính chi phí tuân thủ", tuple(cost_blocks(review)), landscape=True),),
        size=13,
    )


def _blocks(review: Review) -> Iterator[Block]:
    procedure = review.procedure
    yield FieldList(
        [
            Field("Tên thủ tục", str(procedure)),
            *([Field("Mã số", procedure.code)] if procedure.code else []),
            Field("Đơn vị rà soát", review.department.name),
            Field("Lần rà soát", str(review.round)),
        ]
    )
    yield from answered_blocks(answer_sheet(review.questionnaire.definition, review.answers))
    yield Heading("Kết luận", 2)
    proposes = review.conclusion == Conclusion.PROPOSE
    found = [Field("Kết luận", review.get_conclusion_display()), Field("Lý do", review.conclusion_reason)]
    # Of a plan each part has its own reason.
    yield FieldList(found[:1] if proposes and not review.conclusion_reason else found)
    if proposes:
        yield Heading("Phương án đơn giản hóa", 2)
        yield from proposal_blocks(plan_words_of(review), review.total, level=3)
    yield Note(f"Bộ câu hỏi: {review.questionnaire}. Nguồn: {review.questionnaire.source}.")


PAPER = Paper(
    key="review_form",
    title="Biểu mẫu rà soát",
    kind=kinds.REVIEW,
    build=build,
    is_final=when_accepted,
    wording=FORM_WORDING,
)
