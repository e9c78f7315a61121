"""Tờ trình of a package to the Chủ tịch UBND tỉnh: what was reviewed, what is proposed and saved; all rows as appendix."""

from collections import Counter
from collections.abc import Iterator

from papers import kinds
from papers.heads import official_head, receivers, signatures
from papers.judgement.package_proposals import rows_of_lines
from papers.judgement.proposal_parts import benefit_blocks
from papers.letters import official
from papers.paper import Issue, Making, Paper
from papers.wording import Slot
from reviews.enums import ProposalType
from reviews.models import ProposalPackage
from reviews.packages import PackageLine, lines_in_full, total_of
from tthc.core.display import number
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

RIGHT = Align.RIGHT
COLUMNS = [
    Column("STT", 1.1, Align.CENTRE),
    Column("Thủ tục", 5.4),
    Column("Đơn vị rà soát", 3.2),
    Column("Kết luận, hình thức đơn giản hóa", 3.6),
    Column("Chi phí trước\n(đồng/năm)", 2.8, RIGHT),
    Column("Chi phí sau\n(đồng/năm)", 2.8, RIGHT),
    Column("Tiết kiệm\n(đồng/năm)", 2.8, RIGHT),
    Column("Tỷ lệ", 1.8, RIGHT),
]


def build(package: ProposalPackage, making: Making) -> Document:
    lines = lines_in_full(package)
    plan = official.followed_plan(package.agency)
    head = official.with_entered_sign(official_head(package.agency, making, "TTr"), package.submission_number)
    return Document(
        name=f"Tờ trình: {package.title}",
        letterhead=head,
        kind="Tờ trình",
        subject=package.title,
        addressees=making.say_lines("addressee"),
        blocks=tuple(_blocks(lines, making, official.plan_words(plan))),
        signatures=signatures(making),
        receivers=receivers(making),
        appendices=[_appendix(package, lines, head)],
    )


def _blocks(lines: list[PackageLine], making: Making, plan: str) -> Iterator[Block]:
    proposing = [line for line in lines if line.proposes]
    kept = len(lines) - len(proposing)
    yield Heading("1. Sự cần thiết")
    yield Paragraph(making.say("need", ke_hoach=plan))
    yield Heading("2. Kết quả rà soát")
    yield Paragraph(f"Hồ sơ gồm {number(len(lines))} thủ tục hành chính nội bộ đã rà soát, trong đó:")
    yield ItemList(
        official.listed(
            [
                f"{number(len(proposing))} thủ tục có phương án đơn giản hóa",
                f"{number(kept)} thủ tục kiến nghị giữ nguyên",
            ]
        ),
        Marker.DASH,
    )
    if proposing:
        yield Paragraph(
            "Các phương án theo hình thức đơn giản hóa (một phương án có thể có nhiều hình thức):"
        )
        yield ItemList(official.listed(_by_kind(proposing)), Marker.DASH)
    yield Heading("3. Chi phí tuân thủ")
    yield from benefit_blocks(total_of(lines))
    yield Heading("4. Kiến nghị")
    yield Paragraph(making.say("asks", so_phuong_an=number(len(proposing)), so_giu_nguyen=number(kept)))


def _by_kind(lines: list[PackageLine]) -> list[str]:
    found = Counter(kind for line in lines for kind in line.kinds)
    return [f"{kind.label}: {number(found[kind.value])} phương án" for kind in ProposalType if found[kind]]


def _appendix(package: ProposalPackage, lines: list[PackageLine], head: Letterhead) -> Appendix:
    """A row for every review of the package, what is kept included."""
    return Appendix(
        "Danh mục thủ tục hành chính nội bộ đã rà soát",
        [Table(COLUMNS, rows_of_lines(lines))],
        official.attached_to("Tờ trình", head, str(package.agency)),
        landscape=True,
    )


def issue_of(package: ProposalPackage) -> Issue:
    return official.entered_issue(package.submission_number, package.sent_on)


PAPER = Paper(
    key="package_submission",
    title="Tờ trình",
    kind=kinds.PACKAGE,
    build=build,
    issue_of=issue_of,
    worded_at=official.moved_by("send"),
    signs=True,
    wording=(
        Slot("addressee", "Kính gửi (mỗi dòng một nơi)", "Chủ tịch {co_quan_chu_quan}"),
        Slot(
            "need",
            "Sự cần thiết",
            "Thực hiện {ke_hoach}, {co_quan} đã tổ chức rà soát thủ tục hành chính nội bộ và xây dựng phương án "
            "đơn giản hóa theo các tiêu chí: sự cần thiết, tính hợp lý, tính hợp pháp, chi phí tuân thủ.",
            ("ke_hoach",),
        ),
        Slot(
            "asks",
            "Kiến nghị",
            "{co_quan} kính trình Chủ tịch {co_quan_chu_quan} xem xét, phê duyệt {so_phuong_an} phương án đơn giản "
            "hóa và cho giữ nguyên {so_giu_nguyen} thủ tục hành chính nội bộ tại Phụ lục kèm theo.",
            ("so_phuong_an", "so_giu_nguyen"),
        ),
        official.receivers_slot("Như trên\nVăn phòng {co_quan_chu_quan}\nLãnh đạo Sở"),
    ),
)
