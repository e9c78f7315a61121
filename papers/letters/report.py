"""Báo cáo kết quả of a reporting period: what was done, the two targets, what is in the way, what comes next."""

from collections.abc import Iterator

from dashboards.milestones import Progress
from departments.roles import Capability
from papers import kinds
from papers.heads import official_head, receivers, signatures
from papers.letters import official
from papers.letters.asking import ReportForm
from papers.letters.period_figures import PeriodFigures, period_figures
from papers.letters.report_tables import cuts_table, goals_table, kinds_table, units_table, way_table
from papers.paper import Making, Paper
from papers.wording import Slot
from plans.models import Plan
from plans.queries import usual_period
from tthc.core.display import day, number
from tthc.core.documents.blocks import Block, Heading, ItemList, Marker, Note, Paragraph
from tthc.core.documents.description import Appendix, Document, Letterhead


def build(plan: Plan, making: Making) -> Document:
    period = making.options.get("period") or usual_period(plan, making.on)
    report = period_figures(plan, period, making.options.get("department", ""), making.on)
    said = _said(report)
    head = official_head(plan.agency, making, "BC")
    return Document(
        name=f"Báo cáo kết quả {said['ky_bao_cao']}",
        letterhead=head,
        kind="Báo cáo",
        subject=making.say("subject", **said),
        addressees=making.say_lines("addressee"),
        blocks=tuple(_blocks(report, making, said)),
        signatures=signatures(making),
        receivers=receivers(making),
        appendices=_appendices(report, head, said),
    )


def _said(report: PeriodFigures) -> dict[str, str]:
    return {
        "ky_bao_cao": report.period.title if report.period else f"đến hết ngày {day(report.as_at)}",
        "pham_vi": f"của {report.unit.name}" if report.unit else "của các phòng, đơn vị",
        "ke_hoach": official.plan_words(report.plan),
        "ngay_so_lieu": day(report.as_at),
    }


def _blocks(report: PeriodFigures, making: Making, said: dict) -> Iterator[Block]:
    yield Paragraph(making.say("opening", **said))
    yield Heading("I. Kết quả thực hiện")
    yield Heading("1. Thống kê, công bố, công khai, rà soát, thực thi", 3)
    yield way_table(report)
    yield Note("Đơn vị tính: thủ tục. Tỷ lệ tính trên số thủ tục thuộc phạm vi kế hoạch trong kỳ này.")
    yield from _standing(report)
    yield Heading("2. Kết quả so với mục tiêu của kế hoạch", 3)
    yield goals_table(report)
    yield Heading("3. Cắt giảm số thủ tục và chi phí tuân thủ", 3)
    yield cuts_table(report)
    yield Note(_base_words(report))
    yield Paragraph("Số liệu theo từng phòng, đơn vị và theo hình thức đơn giản hóa tại Phụ lục kèm theo.")
    yield Heading("II. Khó khăn, vướng mắc")
    yield from _difficulties(report)
    yield Heading("III. Nhiệm vụ trong kỳ tới")
    yield from _ahead(report)
    if asks := making.say_lines("asks", **said):
        yield Heading("IV. Kiến nghị, đề xuất")
        yield from map(Paragraph, asks)


def _standing(report: PeriodFigures) -> Iterator[Block]:
    """What must be known to read the figures: whose inventory is not declared complete, that the period still runs."""
    if report.is_running:
        yield Paragraph(
            f"Kỳ báo cáo chưa kết thúc: số liệu tính đến hết ngày {day(report.as_at)}, "
            f"không phải đến ngày cuối kỳ ({day(report.period.ends_on)})."
        )
    if undeclared := report.found.undeclared:
        names = "; ".join(unit.name for unit in undeclared)
        yield Paragraph(
            f"Còn {number(len(undeclared))} đơn vị chưa khai đã thống kê đủ nên số thủ tục thuộc phạm vi có thể "
            f"còn thay đổi: {names}."
        )


def _base_words(report: PeriodFigures) -> str:
    figures = report.found.figures
    frozen = report.found.is_baseline_frozen
    base = "danh mục nền đã chốt" if frozen else "số thủ tục đạt yêu cầu (chưa chốt danh mục nền)"
    words = (
        f"Tỷ lệ số thủ tục tính trên {base}: {number(figures['base'].count)} thủ tục. Tỷ lệ chi phí tính trên "
        f"{number(figures['costed'].amount, 0)} đồng/năm của {number(figures['costed'].count)} thủ tục đã có chi phí."
    )
    again = figures["reestimated"].amount
    return words + (
        f" Phần ước tính lại, không tính là cắt giảm: {number(again, 0)} đồng/năm." if again else ""
    )


def _difficulties(report: PeriodFigures) -> Iterator[Block]:
    waiting = list(report.difficulties)
    yield Paragraph(
        f"Trong kỳ các đơn vị phản ánh {number(report.reported_in_period())} vướng mắc; đến hết ngày "
        f"{day(report.as_at)} còn {number(len(waiting))} vướng mắc chưa xong{':' if waiting else '.'}"
    )
    if waiting:
        yield ItemList(official.listed([f"{one.title} ({one.department})" for one in waiting]), Marker.DASH)


def _ahead(report: PeriodFigures) -> Iterator[Block]:
    """What is still to be reached, the soonest due first, then the tasks of the plan."""
    goals = [
        one for one in report.found.milestones if not one.standing.is_reached and not one.has_nothing_to_do
    ]
    goals.sort(key=lambda one: one.standing.last_day or report.plan.ends_on)
    tasks = report.plan.tasks.open_on(report.as_at).by_due().select_related("lead_unit")
    if report.unit:
        tasks = tasks.filter(lead_unit=report.unit.pk)
    lines = [*(_goal_ahead(one) for one in goals), *(_task_ahead(task, report) for task in tasks)]
    yield (
        ItemList(official.listed(lines), Marker.DASH)
        if lines
        else Paragraph("Không còn mục tiêu nào chưa đạt.")
    )


def _goal_ahead(one: Progress) -> str:
    """The goal, how much is lacking, by when; how late it is already."""
    lacking = "" if one.missing is None else f", còn thiếu {number(one.missing, 0)}{_unit_of(one)}"
    due = f", hạn đến hết ngày {day(one.standing.last_day)}" if one.standing.last_day else ""
    late = f" ({one.standing.label.lower()})" if one.standing.is_late else ""
    return f"{one.milestone.title}{lacking}{due}{late}"


def _unit_of(one: Progress) -> str:
    if one.is_amount:
        return " đồng/năm"
    return " phương án" if one.milestone.measure == "ENFORCED" else " thủ tục"


def _task_ahead(task, report: PeriodFigures) -> str:
    standing = task.standing_on(report.as_at)
    lead = f" ({task.lead_unit} chủ trì)" if task.lead_unit else ""
    due = f", hạn đến hết ngày {day(standing.last_day)}" if standing.last_day else ""
    return f"Nhiệm vụ: {task.title.rstrip('.;')}{lead}{due}"


def _appendices(report: PeriodFigures, head: Letterhead, said: dict) -> list[Appendix]:
    attached = official.attached_to(
        "Báo cáo", head, str(report.plan.agency), f"số liệu đến hết ngày {said['ngay_so_lieu']}"
    )
    costs = Note(
        "Chi phí trước: chi phí hiện hành của lần rà soát đầu tiên được chấp nhận; tiết kiệm và tỷ lệ theo phương án "
        "đã được phê duyệt; chi phí sau gồm cả phần ước tính lại."
    )
    several = Note(
        "Một phương án có nhiều hình thức được tính ở mỗi hình thức, nên cộng các cột có thể lớn hơn số phương án."
    )
    return [
        Appendix("Kết quả theo phòng, đơn vị", [units_table(report), costs], attached, landscape=True),
        Appendix(
            "Phương án đơn giản hóa đã trình, theo hình thức",
            [kinds_table(report), several],
            attached,
            landscape=True,
        ),
    ]


PLACES = ("ky_bao_cao", "pham_vi", "ke_hoach", "ngay_so_lieu")
PAPER = Paper(
    key="period_report",
    title="Báo cáo kết quả theo kỳ",
    kind=kinds.FIGURES,
    right=Capability.FIGURES,
    build=build,
    asks_issue=True,
    signs=True,
    options=ReportForm,
    sheets=official.sheets_by_units,
    in_one_click=False,
    wording=(
        Slot("addressee", "Kính gửi (mỗi dòng một nơi)", "Văn phòng {co_quan_chu_quan}"),
        Slot(
            "subject",
            "Trích yếu",
            "Kết quả rà soát, đơn giản hóa thủ tục hành chính nội bộ {ky_bao_cao} {pham_vi}",
            PLACES,
        ),
        Slot(
            "opening",
            "Mở đầu",
            "Thực hiện {ke_hoach}, {co_quan} báo cáo kết quả {ky_bao_cao} {pham_vi} (số liệu đến hết ngày "
            "{ngay_so_lieu}) như sau:",
            PLACES,
        ),
        Slot("asks", "Kiến nghị, đề xuất (để trống thì báo cáo không có mục này)", "", PLACES),
        official.receivers_slot("Như trên\nLãnh đạo Sở\nCác phòng, đơn vị thuộc Sở"),
    ),
)
