"""Phương án đơn giản hóa of a whole package: what each comes to, then each plan; what is kept stands apart."""

from collections.abc import Iterator

from papers import kinds
from papers.heads import form_head, form_signatures, form_wording
from papers.judgement.cost_parts import amounts
from papers.judgement.proposal_parts import benefit_blocks, proposal_blocks
from papers.letters import official
from papers.paper import Making, Paper
from reviews.models import ProposalPackage
from reviews.packages import PackageLine, lines_in_full, total_of, words_of
from tthc.core.charts import Pair
from tthc.core.documents.blocks import (
    Align,
    BarChart,
    Block,
    Chart,
    Column,
    Contents,
    Heading,
    ItemList,
    Paragraph,
    Row,
    RowKind,
    Table,
)
from tthc.core.documents.description import Appendix, Document
from tthc.core.documents.rules import MANY_PARTS, roman

CHART_WIDTH = 200
MOST_BARS = 12  # more bars than fit on a page say less than the table does


def build(package: ProposalPackage, making: Making) -> Document:
    lines = lines_in_full(package)
    return Document(
        name=f"Phương án đơn giản hóa: {package}",
        letterhead=form_head(making),
        kind="Phương án đơn giản hóa",
        subject=f"Thủ tục hành chính nội bộ của {package.agency}",
        blocks=tuple(_blocks(lines)),
        signatures=form_signatures(making),
        appendices=(Appendix("Tổng hợp phương án", _summary(lines), landscape=True),),
        size=13,
    )


def _blocks(lines: list[PackageLine]) -> Iterator[Block]:
    proposing = [line for line in lines if line.proposes]
    kept = [line for line in lines if not line.proposes]
    if len(proposing) > MANY_PARTS:
        yield Contents()
    yield Heading("A. Lợi ích chung", 2)
    yield Paragraph(
        f"Hồ sơ gồm {len(lines)} thủ tục đã rà soát: {len(proposing)} thủ tục có phương án đơn giản hóa, "
        f"{len(kept)} thủ tục kiến nghị giữ nguyên. Chi phí dưới đây tính trên tất cả các thủ tục đó; riêng các thủ tục "
        "có phương án ở Phụ lục."
    )
    yield from benefit_blocks(total_of(lines))
    yield Heading("B. Nội dung từng phương án", 2)
    if not proposing:
        yield Paragraph("Hồ sơ không có phương án đơn giản hóa nào.")
    for place, line in enumerate(proposing, start=1):
        words = words_of(line)
        yield Heading(f"{roman(place)}. {words.procedure}", 2)
        yield from proposal_blocks(words, line.total, level=3)
    if kept:
        yield Heading("C. Thủ tục kiến nghị giữ nguyên", 2)
        yield ItemList([_kept(line) for line in kept])


def _kept(line: PackageLine) -> str:
    words = words_of(line)
    reason = words.reason.strip().rstrip(".")
    named = f"{words.procedure} ({words.department})"
    return f"{named}: {reason}." if reason else f"{named}."


def _summary(lines: list[PackageLine]) -> tuple[Block, ...]:
    proposing = [line for line in lines if line.proposes]
    return (summary_table(proposing), *_chart(proposing))


def summary_table(lines: list[PackageLine]) -> Table:
    """A row per plan with its kinds and costs (đồng/năm), the sum last."""
    columns = [
        Column("STT", 13, Align.CENTRE),
        Column("Thủ tục", 70),
        Column("Đơn vị", 35),
        Column("Hình thức", 38),
        Column("Chi phí trước\n(đồng/năm)", 31, Align.RIGHT),
        Column("Chi phí sau\n(đồng/năm)", 31, Align.RIGHT),
        Column("Tiết kiệm\n(đồng/năm)", 31, Align.RIGHT),
        Column("Tỷ lệ", 20, Align.RIGHT),
    ]
    return Table(columns, rows_of_lines(lines))


def rows_of_lines(lines: list[PackageLine]) -> list[Row]:
    """Of each review, as sent: the procedure, who reviewed it, what comes of it, costs; the sum last (add the đồng, then divide)."""
    rows = []
    for place, line in enumerate(lines, start=1):
        words = words_of(line)
        rows.append(Row([str(place), words.procedure, words.department, line.outcome, *amounts(line.total)]))
    return [*rows, Row(["", "Cộng", "", "", *amounts(total_of(lines))], RowKind.TOTAL)]


def _chart(lines: list[PackageLine]) -> list[Block]:
    pairs = [
        Pair(words_of(line).procedure, line.total.current, line.total.proposed)
        for line in lines
        if line.total.current
    ]
    if not 1 < len(pairs) <= MOST_BARS:
        return []
    title = "Chi phí tuân thủ trước và sau đơn giản hóa"
    return [
        Chart(
            BarChart(pairs, title, "Hiện hành", "Sau đơn giản hóa", "đồng/năm"),
            f"{title} (đồng/năm)",
            CHART_WIDTH,
        )
    ]


PAPER = Paper(
    key="package_proposals",
    title="Phương án đơn giản hóa của cả hồ sơ",
    kind=kinds.PACKAGE,
    build=build,
    is_final=lambda package, making: not package.is_draft,
    worded_at=official.moved_by("send"),
    wording=form_wording("Người lập", "Thủ trưởng cơ quan"),
    sheets=lambda package, making: 2 * package.items.count(),
)
