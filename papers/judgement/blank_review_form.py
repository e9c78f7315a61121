"""Biểu mẫu rà soát, blank: to be filled in on paper or in Word, from the questionnaire that is in use."""

from collections.abc import Iterator

from papers import kinds
from papers.heads import FORM_WORDING, form_head, form_signatures
from papers.judgement.answer_parts import BOX, GAP, blank_blocks
from papers.judgement.cost_parts import COLUMNS, TABLE_SIZE
from papers.paper import Making, Paper, always
from reviews.enums import Activity, Conclusion, ProposalType
from reviews.models import Questionnaire
from tthc.core.documents.blocks import (
    Block,
    Cell,
    Column,
    Field,
    FieldList,
    Heading,
    Note,
    Row,
    RowKind,
    Table,
)
from tthc.core.documents.description import Appendix, Document

EMPTY_LINES = 2  # of the cost table, for each activity


def build(questionnaire: Questionnaire, making: Making) -> Document:
    return Document(
        name=f"Biểu mẫu rà soát để trống: {questionnaire}",
        letterhead=form_head(making, "Phòng, đơn vị: ……………………"),
        kind="Biểu mẫu rà soát",
        subject="Thủ tục hành chính nội bộ",
        blocks=tuple(_blocks(questionnaire)),
        signatures=form_signatures(making),
        appendices=(
            Appendix("Bảng tính chi phí tuân thủ hiện hành", (_cost_table(),), landscape=True),
            Appendix("Bảng tính chi phí tuân thủ sau đơn giản hóa", (_cost_table(),), landscape=True),
        ),
        size=13,
    )


def _blocks(questionnaire: Questionnaire) -> Iterator[Block]:
    yield FieldList([Field("Tên thủ tục"), Field("Mã số"), Field("Đơn vị rà soát"), Field("Lần rà soát")])
    yield from blank_blocks(questionnaire.definition)
    yield Heading("Kết luận", 2)
    yield FieldList(
        [
            Field("Kết luận", GAP.join(f"{BOX} {label}" for label in Conclusion.labels)),
            Field("Lý do", lines=2),
            Field("Hình thức đơn giản hóa", "\n".join(f"{BOX} {label}" for label in ProposalType.labels)),
        ]
    )
    yield Heading("Phương án đơn giản hóa", 2)
    yield _empty(("Phần thay đổi", "Hiện hành", "Sau đơn giản hóa", "Lý do"), (30, 45, 45, 45))
    yield Heading("Kiến nghị thực thi", 2)
    yield _empty(
        ("Văn bản, điều khoản", "Nội dung sửa đổi, bãi bỏ", "Đơn vị thực hiện", "Thời hạn"), (50, 55, 35, 25)
    )
    yield Heading("Lợi ích", 2)
    yield FieldList([Field("Lợi ích tính bằng tiền"), Field("Lợi ích khác", lines=2)])
    yield Note(f"Bộ câu hỏi: {questionnaire}. Nguồn: {questionnaire.source}.")


def _empty(heads: tuple[str, ...], widths: tuple[int, ...]) -> Table:
    columns = [Column(head, width) for head, width in zip(heads, widths, strict=True)]
    return Table(columns, [["\n\u00a0"] + [""] * (len(heads) - 1)] * 3)


def _cost_table() -> Table:
    rows: list[Row] = []
    for activity in Activity:
        rows.append(Row([Cell(f"{activity.value}. {activity.label}", columns=11)], RowKind.GROUP))
        rows += [Row([f"{activity.value}.{line}"] + [""] * 10) for line in range(1, EMPTY_LINES + 1)]
    rows.append(Row([Cell("Tổng cộng", columns=9), "", ""], RowKind.TOTAL))
    return Table(COLUMNS, rows, size=TABLE_SIZE)


PAPER = Paper(
    key="blank_review_form",
    title="Biểu mẫu rà soát để trống",
    kind=kinds.QUESTIONNAIRE,
    build=build,
    is_final=always,
    wording=FORM_WORDING,
    bears_proof=False,
)
