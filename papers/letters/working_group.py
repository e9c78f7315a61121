"""Dự thảo quyết định thành lập Tổ thống kê, rà soát: its members, what it has to do, who carries the decision out."""

from papers import kinds
from papers.heads import official_head, receivers, signatures
from papers.letters import official
from papers.paper import Issue, Making, Paper
from papers.wording import Slot
from plans.models import WorkingGroup
from tthc.core.display import number
from tthc.core.documents.blocks import Align, Article, Block, Column, ItemList, Marker, Paragraph, Table
from tthc.core.documents.description import Document

COLUMNS = [
    Column("STT", 1.1, Align.CENTRE),
    Column("Họ và tên", 4.2),
    Column("Chức vụ", 3.2),
    Column("Phòng, đơn vị", 4),
    Column("Tham gia Tổ", 2.2),
]


def build(group: WorkingGroup, making: Making) -> Document:
    members = list(group.members.select_related("department"))
    rows = [
        [
            str(place),
            one.full_name,
            one.position,
            one.department.name if one.department else "",
            one.get_part_display(),
        ]
        for place, one in enumerate(members, start=1)
    ]
    found: list[Block] = [Table(COLUMNS, rows)] if rows else [Paragraph("(Chưa ghi thành viên nào của Tổ.)")]
    said = {"ten_to": group.name, "so_nguoi": number(len(rows)), "ke_hoach": official.plan_words(group.plan)}
    head = official_head(group.plan.agency, making, "QĐ")
    return Document(
        name=f"Quyết định thành lập: {group.name}",
        letterhead=official.with_entered_sign(head, group.decision_number),
        kind="Quyết định",
        subject=making.say("subject", **said),
        authority=making.say("authority"),
        grounds=making.say_lines("grounds", can_cu_ke_hoach=official.plan_grounds(group.plan), **said),
        resolves="Quyết định:",
        blocks=[
            Article(making.say("sets_up", **said), blocks=found),
            Article(making.say("duties", **said), blocks=_duties(group, making, said)),
            Article(making.say("enforces", **said)),
        ],
        signatures=signatures(making),
        receivers=receivers(making),
    )


def _duties(group: WorkingGroup, making: Making, said: dict) -> list[Block]:
    """What the office has entered for this group; before that, the wording."""
    lines = [line.strip() for line in group.note.splitlines() if line.strip()]
    lines = lines or making.say_lines("default_duties", **said)
    return [ItemList(official.listed([line.rstrip(".;") for line in lines]), Marker.NUMBER)]


def issue_of(group: WorkingGroup) -> Issue:
    return official.entered_issue(group.decision_number, group.decided_on)


PLACES = ("ten_to", "so_nguoi", "ke_hoach")
PAPER = Paper(
    key="working_group_decision",
    title="Quyết định thành lập Tổ",
    kind=kinds.GROUP,
    build=build,
    issue_of=issue_of,
    signs=True,
    wording=(
        Slot("authority", "Thẩm quyền ban hành", "Giám đốc {co_quan}"),
        Slot("subject", "Trích yếu", "Thành lập {ten_to}", PLACES),
        official.grounds(
            "{can_cu_ke_hoach}\nCăn cứ {ke_hoach}\nTheo đề nghị của Chánh Văn phòng Sở",
            "can_cu_ke_hoach",
            *PLACES,
        ),
        Slot("sets_up", "Điều 1", "Thành lập {ten_to}, gồm {so_nguoi} thành viên sau đây:", PLACES),
        Slot("duties", "Điều 2", "Nhiệm vụ của Tổ:", PLACES),
        Slot(
            "default_duties",
            "Nhiệm vụ khi chưa ghi cho Tổ (mỗi dòng một nhiệm vụ)",
            "Giúp Giám đốc {co_quan} thống kê, rà soát thủ tục hành chính nội bộ theo {ke_hoach}\n"
            "Tổng hợp kết quả, báo cáo Giám đốc {co_quan}",
            PLACES,
        ),
        Slot(
            "enforces",
            "Điều 3",
            "Quyết định này có hiệu lực thi hành kể từ ngày ký. Chánh Văn phòng Sở, Trưởng các phòng, Thủ trưởng các "
            "đơn vị thuộc {co_quan} và các thành viên của Tổ chịu trách nhiệm thi hành Quyết định này.",
            PLACES,
        ),
        official.receivers_slot("Như Điều 3\nVăn phòng {co_quan_chu_quan}\nLãnh đạo Sở"),
    ),
)
