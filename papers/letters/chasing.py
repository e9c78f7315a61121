"""Công văn đôn đốc to the units that are late, or to one of them: what is late, by how long, each item."""

from dashboards.overview import Overview, overview
from dashboards.queries import read_programme
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
    as_at = making.options.get("as_at") or making.on
    late = late_units(overview(read_programme(plan), as_at), making.options.get("department", ""))
    to = late[0].unit.name if len(late) == 1 else making.say("everybody")
    answer_by = making.options.get("answer_by")
    said = {
        "don_vi": to,
        "ke_hoach": official.plan_words(plan),
        "ngay_so_lieu": day(as_at),
        "han_moi": day(answer_by) if answer_by else official.UNKNOWN,
    }
    return Document(
        name=f"Công văn đôn đốc: {to}",
        letterhead=official_head(plan.agency, making, ""),
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
        appendices=[_appendix(late, said)],
    )


def late_units(found: Overview, code: str) -> list[Arrears]:
    """The units to which a letter goes. Refuses when there is nothing to chase."""
    late = [one for one in arrears_of(found) if not code or one.unit.code == code]
    if not late:
        unit = next((one.name for one in found.units if one.code == code), "đơn vị nào")
        who = f"{unit} không chậm việc nào" if code else "không có đơn vị nào chậm"
        raise Refusal(f"Đến hết ngày {day(found.as_at)} {who}, nên không có gì để đôn đốc.")
    return late


def _findings(late: list[Arrears]) -> list[Block]:
    if len(late) == 1:
        sentences = [f"{words[:1].upper()}{words[1:]}" for words in late[0].sentences]
        return [ItemList(official.listed(sentences), Marker.NUMBER)]
    lines = [f"{one.unit.name}: {'; '.join(one.sentences)}" for one in late]
    return [ItemList(official.listed(lines), Marker.NUMBER)]


def _appendix(late: list[Arrears], said: dict) -> Appendix:
    rows: list[Row] = []
    for one in late:
        if len(late) > 1:
            rows.append(Row([Cell(f"{one.unit.name} ({number(len(one.items))})", columns=5)], RowKind.GROUP))
        rows += [
            Row([str(place), item.title, item.lacking, day(item.last_day), number(item.days)])
            for place, item in enumerate(one.items, start=1)
        ]
    return Appendix(
        "Danh sách nội dung chậm",
        [Table(COLUMNS, rows)],
        f"(Số liệu đến hết ngày {said['ngay_so_lieu']})",
    )


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
    wording=(
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
