"""A simplification plan as blocks: 1 nội dung and lý do, 2 kiến nghị thực thi, 3 lợi ích."""

from collections.abc import Iterator

from reviews.costing import Total
from reviews.models import EnforcementAction, Proposal, Review
from tthc.core.display import day, number, percent
from tthc.core.documents.blocks import (
    Block,
    Column,
    Field,
    FieldList,
    Heading,
    ItemList,
    Marker,
    Paragraph,
    Run,
    Table,
    paragraphs,
)

BLANK = "…"


def proposal_blocks(review: Review, total: Total, *, level: int = 2) -> Iterator[Block]:
    """The three parts of a review's plan; `total` is the cost that counts, as sent where it was sent."""
    proposal = getattr(review, "proposal", None)
    if proposal is None:
        yield Paragraph(review.conclusion_reason or "Chưa có phương án đơn giản hóa.")
        return
    yield Heading("1. Nội dung đơn giản hóa", level)
    yield from _contents(proposal)
    yield Heading("2. Kiến nghị thực thi", level)
    actions = list(proposal.actions.all())
    yield ItemList([_action(action) for action in actions], Marker.LETTER) if actions else Paragraph(BLANK)
    yield Heading("3. Lợi ích phương án đơn giản hóa", level)
    yield from benefit_blocks(total, proposal.benefit)


def _contents(proposal: Proposal) -> Iterator[Block]:
    kinds = "; ".join(kind.get_kind_display() for kind in proposal.kinds.all())
    yield Paragraph((Run("Hình thức: ", bold=True), f"{kinds or BLANK}."))
    yield from paragraphs(proposal.summary)
    columns = [
        Column("Phần thay đổi", 30),
        Column("Hiện hành", 45),
        Column("Sau đơn giản hóa", 45),
        Column("Lý do", 45),
    ]
    rows = [
        (row.get_part_display(), row.current_text, row.proposed_text, row.reason)
        for row in proposal.components.all()
    ]
    if rows:
        yield Table(columns, rows)


def _action(action: EnforcementAction) -> str:
    where = ", ".join(filter(None, [action.document_text or BLANK, action.article]))
    words = f"{where}: {action.change.strip().rstrip('.') or BLANK}."
    unit = action.responsible_unit.name if action.responsible_unit else BLANK
    due = f"đến hết ngày {day(action.due_on)}" if action.due_on else BLANK
    return f"{words} Đơn vị thực hiện: {unit}; thời hạn: {due}."


def benefit_blocks(total: Total, other: str = "") -> Iterator[Block]:
    """What is gained: cost before, after, saved (đồng/năm), share; and what is not counted in money."""
    yield FieldList(
        [
            Field("Chi phí tuân thủ trước khi đơn giản hóa", f"{number(total.current, 0)} đồng/năm"),
            Field("Chi phí tuân thủ sau khi đơn giản hóa", f"{number(total.proposed, 0)} đồng/năm"),
            Field("Chi phí tiết kiệm", f"{number(total.saving, 0)} đồng/năm"),
            Field("Tỷ lệ cắt giảm chi phí", percent(total.percent, 2)),
        ],
        label_width=85,
    )
    yield from paragraphs(other)
