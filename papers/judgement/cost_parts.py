"""The compliance cost table as blocks (TT 02/2017/TT-VPCP Điều 27): one scenario after the other, then side by side."""

from collections.abc import Iterator
from decimal import Decimal

from reviews import rules
from reviews.costing import ZERO, Figures, Total, cost_once, cost_year
from reviews.enums import Activity, Scenario
from reviews.models import Review
from tthc.core.charts import Pair
from tthc.core.display import number, percent
from tthc.core.documents.blocks import (
    Align,
    BarChart,
    Block,
    Cell,
    Chart,
    Column,
    Heading,
    Note,
    Row,
    RowKind,
    Table,
)

RIGHT = Align.RIGHT
# Widths in mm of 252, a landscape sheet.
COLUMNS = [
    Column("STT", 13, Align.CENTRE),
    Column("Công việc, hoạt động, cách thức cụ thể", 53),
    Column("Thời gian (giờ)", 15, RIGHT),
    Column("Thu nhập bình quân một giờ (đồng)", 20, RIGHT),
    Column("Thuê tư vấn, dịch vụ (đồng)", 21, RIGHT),
    Column("Phí, lệ phí, khác (đồng)", 20, RIGHT),
    Column("Số lần một năm", 14, RIGHT),
    Column("Số đối tượng một năm", 16, RIGHT),
    Column("Chi phí thực hiện một lần (đồng)", 23, RIGHT),
    Column("Tổng chi phí một năm (đồng)", 26, RIGHT),
    Column("Nguồn số liệu", 31),
]
TABLE_SIZE = 10
CHART_WIDTH = 165


def cost_blocks(review: Review, *, level: int = 2) -> Iterator[Block]:
    """Hiện hành, sau đơn giản hóa, so sánh; a chart of both by activity."""
    lines = list(review.cost_lines.all())
    counted = rules.costing_lines(review, lines)
    repealed = rules.is_repeal(review)
    current = [(line, one.current) for line, one in zip(lines, counted, strict=True)]
    proposed = [(line, None if repealed else one.proposed) for line, one in zip(lines, counted, strict=True)]
    yield Heading("I. Chi phí tuân thủ hiện hành", level)
    yield scenario_table(review, current, review.cost_current)
    yield Heading("II. Chi phí tuân thủ sau đơn giản hóa", level)
    yield scenario_table(review, proposed, review.cost_proposed)
    yield Note(_why_so(review, repealed))
    yield Heading("III. So sánh", level)
    yield from comparison_blocks(review, current, proposed)


def _why_so(review: Review, repealed: bool) -> str:
    rate = f"Thu nhập bình quân {number(review.hourly_income, 0)} đồng/giờ ({review.income_source}), dùng chung cho cả hai bảng."
    if repealed:
        return f"Phương án là bãi bỏ: chi phí sau đơn giản hóa tính bằng 0. {rate}"
    return f"Kết luận giữ nguyên: chi phí sau bằng hiện hành. {rate}" if review.conclusion == "KEEP" else rate


def scenario_table(review: Review, lines: list, total: Decimal) -> Table:
    """One scenario; lines in bands by activity, a line that falls away says so."""
    rows: list[Row] = []
    for activity in Activity:
        own = [(line, figures) for line, figures in lines if line.activity == activity]
        if own:
            rows.append(Row([Cell(f"{activity.value}. {activity.label}", columns=11)], RowKind.GROUP))
            rows += [_row(review, place, *one) for place, one in enumerate(own, start=1)]
    if not rows:
        rows.append(Row([Cell("Chưa ghi công việc nào.", columns=len(COLUMNS), italic=True)]))
    rows.append(Row([Cell("Tổng cộng", columns=9), Cell(number(total, 0), align=RIGHT), ""], RowKind.TOTAL))
    return Table(COLUMNS, rows, size=TABLE_SIZE)


def _row(review: Review, place: int, line, figures: Figures | None) -> Row:
    mark = f"{line.activity}.{place}"
    if figures is None:
        words = Cell("Không còn", columns=7, align=Align.CENTRE, italic=True)
        return Row([mark, line.task, words, number(ZERO), line.source_note])
    said = [
        _written(figures.hours),
        number(review.hourly_income, 0),
        _written(figures.outsourced),
        _written(figures.fees),
        _written(figures.times_per_year),
        _written(figures.subjects_per_year),
    ]
    once, year = cost_once(figures, review.hourly_income), cost_year(figures, review.hourly_income)
    return Row([mark, line.task, *said, number(once, 0), number(year, 0), line.source_note])


def _written(value: Decimal | None) -> str:
    return "" if value is None else number(value)


def comparison_blocks(review: Review, current: list, proposed: list) -> Iterator[Block]:
    """Before and after by activity, with the totals that are stored; the same as a chart."""
    by_activity = {
        activity: Total(
            _sum(review, current, activity),
            _sum(review, proposed, activity),
        )
        for activity in Activity
    }
    shown = {activity: total for activity, total in by_activity.items() if total.current or total.proposed}
    columns = [
        Column("Công việc", 82),
        Column("Hiện hành\n(đồng/năm)", 46, RIGHT),
        Column("Sau đơn giản hóa\n(đồng/năm)", 54, RIGHT),
        Column("Tiết kiệm\n(đồng/năm)", 45, RIGHT),
        Column("Tỷ lệ", 25, RIGHT),
    ]
    rows = [
        Row([f"{activity.value}. {activity.label}", *amounts(total)]) for activity, total in shown.items()
    ]
    rows.append(Row(["Tổng cộng", *amounts(review.total)], RowKind.TOTAL))
    yield Table(columns, rows)
    if shown:
        pairs = [Pair(activity.label, total.current, total.proposed) for activity, total in shown.items()]
        yield Chart(
            BarChart(
                [_rounded(pair) for pair in pairs],
                "Chi phí tuân thủ theo công việc",
                before=Scenario.CURRENT.label,
                after=Scenario.PROPOSED.label,
                unit="đồng/năm",
            ),
            "Chi phí tuân thủ trước và sau đơn giản hóa, theo công việc (đồng/năm)",
            CHART_WIDTH,
        )


def _sum(review: Review, lines: list, activity: Activity) -> Decimal:
    return sum(
        (cost_year(figures, review.hourly_income) for line, figures in lines if line.activity == activity),
        ZERO,
    )


def _rounded(pair: Pair) -> Pair:
    total = Total(pair.before, pair.after).rounded()
    return Pair(pair.label, total.current, total.proposed)


def amounts(total: Total) -> list[str]:
    """Cost before, after, saved (đồng/năm), share: the last cells of a row."""
    return [
        number(total.current, 0),
        number(total.proposed, 0),
        number(total.saving, 0),
        percent(total.percent, 2),
    ]
