"""Kế hoạch with its goals, its pieces of work and, as a landscape appendix, its table of tasks."""

from collections.abc import Iterator

from papers import kinds
from papers.heads import official_head, receivers, signatures
from papers.letters import official
from papers.paper import Issue, Making, Paper
from papers.wording import Slot
from plans.deadlines import last_day_before
from plans.models import Milestone, Plan, Task
from tthc.core.display import day, percent
from tthc.core.documents.blocks import (
    Align,
    Block,
    Column,
    Heading,
    ItemList,
    Marker,
    Paragraph,
    Table,
)
from tthc.core.documents.description import Appendix, Document, Letterhead

COLUMNS = [
    Column("STT", 1.1, Align.CENTRE),
    Column("Nhiệm vụ", 6),
    Column("Đơn vị chủ trì", 3),
    Column("Đơn vị phối hợp", 4),
    Column("Thời gian thực hiện", 3),
    Column("Sản phẩm", 3.4),
]


def build(plan: Plan, making: Making) -> Document:
    tasks = list(plan.tasks.select_related("lead_unit").prefetch_related("coordinating_units"))
    head = official.with_entered_sign(official_head(plan.agency, making, "KH"), plan.number)
    return Document(
        name=plan.title,
        letterhead=head,
        kind="Kế hoạch",
        subject=_subject(plan),
        blocks=tuple(_blocks(plan, tasks, making)),
        signatures=signatures(making),
        receivers=receivers(making),
        appendices=[_appendix(plan, tasks, head)] if tasks else (),
    )


def _subject(plan: Plan) -> str:
    """The title without the word that stands over it."""
    words = plan.title.removeprefix("Kế hoạch ")
    return words[:1].upper() + words[1:]


def _blocks(plan: Plan, tasks: list[Task], making: Making) -> Iterator[Block]:
    if based_on := official.plan_grounds(plan).splitlines():
        yield Paragraph(making.say("opening", can_cu=_joined(based_on)))
    yield Heading("I. Mục tiêu")
    goals = [_goal(one) for one in plan.milestones.all()]
    yield ItemList(official.listed(goals)) if goals else Paragraph("Kế hoạch chưa đặt mục tiêu nào.")
    yield Heading("II. Nội dung")
    during = f"Kế hoạch thực hiện từ {day(plan.starts_on)} đến hết {day(plan.ends_on)}"
    if tasks:
        yield Paragraph(f"{during}, gồm các nhiệm vụ sau:", keep_with_next=True)
        yield ItemList(official.listed([one.title.rstrip(".;") for one in tasks]))
        yield Paragraph(
            "Đơn vị chủ trì, phối hợp, thời gian và sản phẩm của từng nhiệm vụ tại Phụ lục kèm theo."
        )
    else:
        yield Paragraph(f"{during}; chưa có nhiệm vụ nào được ghi.")
    yield Heading("III. Tổ chức thực hiện")
    yield Heading("1. Văn phòng Sở", 3)
    yield ItemList(making.say_lines("office_duties"), Marker.DASH)
    yield Heading("2. Các phòng, đơn vị", 3)
    yield ItemList(making.say_lines("unit_duties"), Marker.DASH)
    yield Paragraph(making.say("closing"))


def _joined(lines: list[str]) -> str:
    """Căn cứ in one sentence: "Quyết định …; Kế hoạch …"."""
    return "; ".join(line.removeprefix("Căn cứ ").rstrip(".;") for line in lines)


def _goal(milestone: Milestone) -> str:
    """A goal with its target and its day: "Rà soát, trình phương án: ít nhất 50 %, trước ngày 01/01/2024"."""
    target = milestone.target
    least = "" if target is None else f": {'ít nhất ' if target < 100 else ''}{percent(target, 0)}"
    due = f", trước ngày {day(milestone.due_before)}" if milestone.due_before else ", trong cả giai đoạn"
    return f"{milestone.title}{least}{due}"


def _appendix(plan: Plan, tasks: list[Task], head: Letterhead) -> Appendix:
    rows = [
        [
            str(place),
            task.title,
            task.lead_unit.name if task.lead_unit else "",
            "\n".join(unit.name for unit in task.coordinating_units.all()),
            _time(task, plan),
            task.product,
        ]
        for place, task in enumerate(tasks, start=1)
    ]
    return Appendix(
        "Nhiệm vụ thực hiện kế hoạch",
        [Table(COLUMNS, rows)],
        official.attached_to("Kế hoạch", head, str(plan.agency)),
        landscape=True,
    )


def _time(task: Task, plan: Plan) -> str:
    """From which day to which; "trước ngày" is exclusive, and what has no day of its own is due with the plan's end."""
    last_day = last_day_before(task.due_before) or plan.ends_on
    return f"Từ {day(task.starts_on or plan.starts_on)} đến hết {day(last_day)}"


def issue_of(plan: Plan) -> Issue:
    return official.entered_issue(plan.number, plan.issued_on)


PAPER = Paper(
    key="plan_document",
    title="Kế hoạch",
    kind=kinds.PLAN,
    build=build,
    issue_of=issue_of,
    signs=True,
    wording=(
        Slot(
            "opening",
            "Mở đầu",
            "Thực hiện {can_cu}, {co_quan} ban hành Kế hoạch với các nội dung sau:",
            ("can_cu",),
        ),
        Slot(
            "office_duties",
            "Việc của Văn phòng Sở (mỗi dòng một việc)",
            "Tham mưu thành lập Tổ thống kê, rà soát; hướng dẫn, theo dõi, kiểm tra, đôn đốc các phòng, đơn vị.\n"
            "Tổng hợp kết quả, báo cáo Văn phòng {co_quan_chu_quan}.\n"
            "Tập hợp, giải đáp vướng mắc; trình Giám đốc Sở quyết định những vấn đề vượt thẩm quyền.",
        ),
        Slot(
            "unit_duties",
            "Việc của phòng, đơn vị (mỗi dòng một việc)",
            "Thống kê thủ tục hành chính nội bộ theo biểu mẫu, gửi Văn phòng Sở; tiếp thu ý kiến của Văn phòng Sở và "
            "Văn phòng {co_quan_chu_quan}.\n"
            "Rà soát theo tiêu chí, đề xuất phương án cắt giảm, đơn giản hóa; thực thi phương án đã được phê duyệt.\n"
            "Báo cáo vướng mắc về Văn phòng Sở để tổng hợp.",
        ),
        Slot(
            "closing",
            "Kết thúc",
            "Trong quá trình thực hiện, nếu có vướng mắc, các phòng, đơn vị phản ánh về Văn phòng Sở để tổng hợp, "
            "báo cáo Giám đốc Sở xem xét, quyết định.",
        ),
        official.receivers_slot("Văn phòng {co_quan_chu_quan}\nLãnh đạo Sở\nCác phòng, đơn vị thuộc Sở"),
    ),
)
