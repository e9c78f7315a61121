"""A simplification plan as blocks: 1 nội dung and lý do, 2 kiến nghị thực thi, 3 lợi ích."""

from collections.abc import Iterator

from reviews.costing import Total
from reviews.snapshots import PlanWords
from tthc.core.display import number, percent
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


def proposal_blocks(words: PlanWords, total: Total, *, level: int = 2) -> Iterator[Block]:
    """The three parts of a review's plan; words and `total` are those that count, as sent where it was sent."""
    if not words.has_plan:
        yield Paragraph(words.reason or "Chưa có phương án đơn giản hóa.")
        return
    yield Heading("1. Nội dung đơn giản hóa", level)
    yield from _contents(words)
    yield Heading("2. Kiến nghị thực thi", level)
    actions = [_action(*row) for row in words.actions]
    yield ItemList(actions, Marker.LETTER) if actions else Paragraph("Chưa có kiến nghị thực thi.")
    yield Heading("3. Lợi ích phương án đơn giản hóa", level)
    yield from benefit_blocks(total, words.benefit)


def _contents(words: PlanWords) -> Iterator[Block]:
    yield Paragraph((Run("Hình thức: ", bold=True), f"{'; '.join(words.kinds) or 'chưa chọn'}."))
    yield from paragraphs(words.summary)
    columns = [
        Column("Phần thay đổi", 30),
        Column("Hiện hành", 45),
        Column("Sau đơn giản hóa", 45),
        Column("Lý do", 45),
    ]
    if words.components:
        yield Table(columns, words.components)


def _action(document: str, article: str, change: str, unit: str, due: str) -> str:
    where = ", ".join(filter(None, [document or "(chưa ghi văn bản)", article]))
    until = f"đến hết ngày {due}" if due else "chưa định"
    return f"{where}: {change.strip().rstrip('.') or '(chưa ghi nội dung)'}. Đơn vị thực hiện: {unit or 'chưa giao'}; thời hạn: {until}."


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
