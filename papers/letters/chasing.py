"""Công văn đôn đốc to the units that are late, or to one of them: what is late, by how long, each item."""

from dataclasses import replace
from datetime import date

from dashboards.overview import overview
from dashboards.queries import read_programme
from departments.models import Department
from departments.roles import Capability
from papers import kinds
from papers.heads import official_head, receivers, signatures
from papers.letters import official
from papers.letters.asking import ChasingForm
from papers.letters.lateness import Arrears, arrears_of
from papers.paper import Making, Paper
from papers.wording import Slot
from plans.models import Plan
from tthc.core.display import day, number
from tthc.core.documents.blocks import (
    Align,
    Block,
    Cell,
    Column,
    ItemList,
    Marker,
    Paragraph,
    Row,
    RowKind,
    Table,
)
from tthc.core.documents.description import Appendix, Document
from tthc.core.refusal import Refusal

COLUMNS = [
    Column("STT", 1.2, Align.CENTRE),
    Column("Thủ tục, nhiệm vụ", 6),
    Column("Nội dung chậm", 3.4),
    Column("Hạn đến hết ngày", 2.2, Align.CENTRE),
    Column("Chậm (ngày)", 1.3, Align.RIGHT),
]


def build(plan: Plan, making: Making) -> Document:
    as_at = _day_of(making)
    late = late_units(plan, making)
    if not late:
        raise Refusal(nothing_late(plan, making))
    to = late[0].unit.name if len(late) == 1 else making.say("everybody")
    answer_by = making.options.get("answer_by")
    sign = "-".join(filter(None, [plan.agency.sign_code, making.say("drafted_by")]))
    head = replace(official_head(plan.agency, making, ""), sign=sign)
    said = {
        "don_vi": to,
        "ke_hoach": official.plan_words(plan),
        "ngay_so_lieu": day(as_at),
        "han_moi": day(answer_by) if answer_by else official.UNKNOWN_DAY,
    }
    return Document(
        name=f"Công văn đôn đốc: {to}",
        letterhead=head,
        subject=making.say("subject", **said),
        addressees=[one.unit.name for one in late],
        blocks=[
            Paragraph(making.say("finding", **said)),
            *_findings(late),
            Paragraph(making.say("asks", **said)),
            Paragraph(making.say("closing", **said)),
        ],
        signatures=signatures(making),
        receivers=receivers(making),
        appendices=[_appendix(late, official.attached_to("Công văn", head, str(plan.agency), _as_of(said)))],
    )


def _day_of(making: Making) -> date:
    return making.options.get("as_at") or making.on


def late_units(plan: Plan, making: Making) -> list[Arrears]:
    """The units to which a letter goes: all that are late, or the one chosen if it is."""
    code = making.options.get("department", "")
    arrears = arrears_of(overview(read_programme(plan), _day_of(making)))
    return [one for one in arrears if not code or one.unit.code == code]


def obstacle(plan: Plan, making: Making) -> str:
    """That nobody is late, so that there is nothing to chase."""
    return "" if late_units(plan, making) else nothing_late(plan, making)


def nothing_late(plan: Plan, making: Making) -> str:
    """Said in place of a letter."""
    chosen = Department.objects.filter(agency=plan.agency_id, code=making.options.get("department")).first()
    who = f"{chosen.name} không chậm việc nào" if chosen else "không có đơn vị nào chậm"
    return f"Đến hết ngày {day(_day_of(making))} {who}, nên không có gì để đôn đốc."


def _findings(late: list[Arrears]) -> list[Block]:
    if len(late) == 1:
        sentences = [f"{words[:1].upper()}{words[1:]}" for words in late[0].sentences]
        return [ItemList(official.listed(sentences), Marker.NUMBER)]
    lines = [f"{one.unit.name}: {'; '.join(one.sentences)}" for one in late]
    return [ItemList(official.listed(lines), Marker.NUMBER)]


def _as_of(said: dict) -> str:
    return f"số liệu đến hết ngày {said['ngay_so_lieu']}"


def _appendix(late: list[Arrears], attached: str) -> Appendix:
    rows: list[Row] = []
    for one in late:
        if len(late) > 1:
            rows.append(Row([Cell(f"{one.unit.name} ({number(len(one.items))})", columns=5)], RowKind.GROUP))
        rows += [
            Row([str(place), item.title, item.lacking, day(item.last_day), number(item.days)])
            for place, item in enumerate(one.items, start=1)
        ]
    return Appendix("Danh sách nội dung chậm", [Table(COLUMNS, rows)], attached)


PLACES = ("don_vi", "ke_hoach", "ngay_so_lieu", "han_moi")
PAPER = Paper(
    key="chasing_letter",
    title="Công văn đôn đốc",
    kind=kinds.FIGURES,
    right=Capability.PLAN,
    build=build,
    asks_issue=True,
    signs=True,
    options=ChasingForm,
    obstacle=obstacle,
    in_one_click=False,
    sheets=official.sheets_by_units,
    wording=(
        Slot("drafted_by", "Chữ viết tắt của đơn vị soạn thảo, sau ký hiệu cơ quan", "VP"),
        Slot("everybody", "Gọi chung các đơn vị", "các phòng, đơn vị có tên trên", PLACES[1:]),
        Slot("subject", "Trích yếu", "đôn đốc thực hiện kế hoạch rà soát thủ tục hành chính nội bộ", PLACES),
        Slot(
            "finding",
            "Mở đầu",
            "Thực hiện {ke_hoach}, {co_quan} đã giao các phòng, đơn vị thống kê, rà soát, đơn giản hóa thủ tục hành "
            "chính nội bộ. Theo số liệu đến hết ngày {ngay_so_lieu}, các nội dung sau chậm so với kế hoạch:",
            PLACES,
        ),
        Slot(
            "asks",
            "Đề nghị",
            "{co_quan} đề nghị {don_vi} tập trung hoàn thành các nội dung chậm tại Phụ lục trước ngày {han_moi}, "
            "báo cáo kết quả và nguyên nhân chậm về Văn phòng Sở.",
            PLACES,
        ),
        Slot(
            "closing",
            "Kết thúc",
            "Trong quá trình thực hiện, nếu có vướng mắc, đề nghị phản ánh về Văn phòng Sở để tổng hợp, báo cáo "
            "Giám đốc Sở.",
            PLACES,
        ),
        official.receivers_slot("Như trên\nLãnh đạo Sở"),
    ),
)
