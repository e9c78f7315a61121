"""The tables of a report: the way of procedures against the period before, goals, the two cuts, units, kinds."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP

from dashboards.exact import HUNDREDTH
from dashboards.figures import Figures, Share
from dashboards.measures import APPROVED, MEASURES, SHADES
from dashboards.milestones import Progress
from papers.letters.period_figures import WAY, PeriodFigures, UnitRow
from plans.enums import Measure
from reviews.enums import ProposalType
from tthc.core.display import NOTHING, day, number, percent
from tthc.core.documents.blocks import Align, Cell, Column, Row, RowKind, Table

RIGHT, CENTRE = Align.RIGHT, Align.CENTRE
SMALL, SMALLEST = 10, 9  # pt, of the tables with many columns
# How far a unit is: the measures and the widths of their columns in mm.
UNIT_WAY = {
    "inventoried": 13,
    "announced": 12,
    "published": 13,
    "reviewed": 13,
    "proposed": 15,
    "approved": 14,
    "in_force": 13,
}
SHORT = {
    "inventoried": "Đã thống kê",
    "announced": "Đã công bố",
    "published": "Đã công khai",
    "reviewed": "Đã rà soát, trình",
    "proposed": "Có phương án",
    "approved": "Đã phê duyệt",
    "in_force": "Đã thực thi",
}


def way_table(report: PeriodFigures) -> Table:
    """How many procedures have come how far, beside the period before, and what that is of all in scope."""
    now, before = report.found.figures, report.before.figures if report.before else None
    head = f"Kỳ trước (hết {day(report.before.as_at)})" if report.before else "Kỳ trước"
    columns = [
        Column("Nội dung", 5),
        Column(head, 2, RIGHT),
        Column(f"Kỳ này (hết {day(report.as_at)})", 2, RIGHT),
        Column("Tăng, giảm", 1.5, RIGHT),
        Column("Tỷ lệ trên phạm vi", 1.6, RIGHT),
    ]
    return Table(columns, [_way_row(key, now, before) for key in ("scope", *WAY)])


def _way_row(key: str, now: Figures, before: Figures | None) -> list[str]:
    share = "" if key == "scope" else percent(now.share(key).percent)
    return [
        MEASURES[key].label,
        number(before[key].count) if before else NOTHING,
        number(now[key].count),
        difference(now[key].count, before[key].count) if before else NOTHING,
        share,
    ]


def difference(now, before) -> str:
    """+3, −2, 0."""
    change = now - before
    return f"+{number(change)}" if change > 0 else number(change)


def goals_table(report: PeriodFigures) -> Table:
    """The milestones of the plan as they stand on the last day of the period."""
    columns = [
        Column("Mục tiêu", 4.6),
        Column("Chỉ tiêu", 1.3, RIGHT),
        Column("Kết quả", 3, RIGHT),
        Column("Hạn đến hết ngày", 1.9, CENTRE),
        Column("Tình trạng", 2.4),
    ]
    return Table(columns, [_goal_row(one) for one in report.found.milestones])


def _goal_row(one: Progress) -> list[str]:
    target, last_day = one.milestone.target, one.standing.last_day
    result = share_words(one.share, is_amount=one.is_amount) if one.share else ""
    standing = ", ".join(filter(None, [one.label, one.punctuality]))
    return [
        one.milestone.title,
        percent(target, 0) if target is not None else "",
        result,
        day(last_day) if last_day else "",
        standing,
    ]


def share_words(share: Share, *, is_amount: bool = False) -> str:
    """38 / 62 = 61,3 %; of money the percentage alone, since the đồng stand in the table of costs."""
    if is_amount:
        return percent(share.percent, 2)
    return f"{number(share.part)} / {number(share.whole)} = {percent(share.percent, 2)}"


def cuts_table(report: PeriodFigures) -> Table:
    """Both cuts in the three shades, beside the plan's targets; the second line is the other reading of the first.

    The change since the period before is that of what was approved: procedures, points of a percentage, đồng.
    """
    columns = [
        Column("Cắt giảm", 3.4),
        *(Column(f"Đã {words}", 2.2, RIGHT) for words in SHADES.values()),
        Column("Chỉ tiêu", 1.4, RIGHT),
        Column("Đã phê duyệt, so với kỳ trước", 2.1, RIGHT),
    ]
    now, before = report.found.figures, report.before.figures if report.before else None
    cuts = [
        (
            f"Số thủ tục ({'; '.join(report.plan.counted_kinds_display)})",
            Figures.cut_in_number,
            Measure.CUT_NUMBER,
        ),
        ("Số thủ tục đơn giản hóa mọi hình thức", Figures.simplified, ""),
        ("Chi phí tuân thủ", Figures.cut_in_cost, Measure.CUT_COST),
    ]
    rows = [[title, *_cut_cells(now, before, cut), _target(report, measure)] for title, cut, measure in cuts]
    rows.append(["Chi phí tiết kiệm (đồng/năm)", *_saving_cells(now, before), ""])
    return Table(columns, [[*cells[:4], cells[5], cells[4]] for cells in rows])


def _cut_cells(now: Figures, before: Figures | None, cut: Callable[[Figures, str], Share]) -> list[str]:
    """The share in each shade, then the change of the approved one: procedures, or points of a percentage."""
    is_amount = cut is Figures.cut_in_cost
    cells = [share_words(cut(now, shade), is_amount=is_amount) for shade in SHADES]
    if before is None:
        return [*cells, NOTHING]
    this, last = cut(now, APPROVED), cut(before, APPROVED)
    if not is_amount:
        return [*cells, difference(this.part, last.part)]
    if this.percent is None or last.percent is None:
        return [*cells, NOTHING]
    points = this.percent.quantize(HUNDREDTH, ROUND_HALF_UP) - last.percent.quantize(HUNDREDTH, ROUND_HALF_UP)
    return [*cells, f"{difference(points, 0)} điểm"]


def _saving_cells(now: Figures, before: Figures | None) -> list[str]:
    amounts = [number(now.cut_in_cost(shade).part, 0) for shade in SHADES]
    if before is None:
        return [*amounts, NOTHING]
    return [*amounts, difference(now.cut_in_cost(APPROVED).part, before.cut_in_cost(APPROVED).part)]


def _target(report: PeriodFigures, measure: str) -> str:
    found = (one for one in report.programme.milestones if one.measure == measure)
    target = max((one.target for one in found), default=None)
    return f"≥ {percent(target, 0)}" if target is not None else ""


def units_table(report: PeriodFigures) -> Table:
    """A line for each unit, the sum last: procedures by nhóm, how far they are, what they cost (đồng/năm)."""
    way = [SHORT[key] for key in UNIT_WAY]
    widths = [10, 44, 8, 8, 12, *UNIT_WAY.values(), 25, 24, 23, 15]
    aligns = [CENTRE, Align.LEFT, *(RIGHT for _ in range(len(widths) - 2))]
    heads = [
        [
            Cell("STT", rows=2),
            Cell("Phòng, đơn vị", rows=2),
            Cell("Thuộc phạm vi", columns=3),
            *(Cell(words, rows=2) for words in way),
            Cell("Chi phí tuân thủ (đồng/năm)", columns=3),
            Cell("Tỷ lệ cắt giảm", rows=2),
        ],
        ["A", "B", "Cộng", "Trước", "Sau", "Tiết kiệm"],
    ]
    rows = [Row([str(place), *_unit_cells(row)]) for place, row in enumerate(report.rows, start=1)]
    rows.append(Row(["", *_unit_cells(report.total)], RowKind.TOTAL))
    columns = [Column("", width, align) for width, align in zip(widths, aligns, strict=True)]
    return Table(columns, rows, heads, size=SMALLEST)


def _unit_cells(row: UnitRow) -> list[str]:
    way = [row.figures[key].count for key in UNIT_WAY]
    counts = [row.group_a, row.group_b, row.figures["scope"].count, *way]
    return [
        row.name,
        *(number(count) for count in counts),
        *(number(amount, 0) for amount in row.costs),
        percent(row.percent, 2),
    ]


def kinds_table(report: PeriodFigures) -> Table:
    """How many proposals of each kind a unit has sent, each in the columns of all its kinds; what it would keep."""
    columns = [
        Column("STT", 0.8, CENTRE),
        Column("Phòng, đơn vị", 3.4),
        *(Column(kind.label, 1.2, RIGHT) for kind in ProposalType),
        Column("Có phương án", 1.2, RIGHT),
        Column("Giữ nguyên", 1.2, RIGHT),
    ]
    rows = [Row([str(place), *_kind_cells(row)]) for place, row in enumerate(report.rows, start=1)]
    rows.append(Row(["", *_kind_cells(report.total)], RowKind.TOTAL))
    return Table(columns, rows, size=SMALL)


def _kind_cells(row: UnitRow) -> list[str]:
    counts = [row.by_kind[kind] for kind in ProposalType.values]
    outcomes = [row.figures[key].count for key in ("proposed", "kept")]
    return [row.name, *(number(count) for count in (*counts, *outcomes))]
