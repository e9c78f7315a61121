"""Dự thảo quyết định phê duyệt phương án: 1 nội dung and lý do, 2 kiến nghị thực thi, 3 lợi ích, for each procedure."""

from collections.abc import Iterator

from papers import kinds
from papers.heads import receivers
from papers.judgement.proposal_parts import benefit_blocks, proposal_blocks
from papers.letters import official
from papers.paper import Issue, Making, Paper
from papers.wording import Slot
from reviews.enums import PackageStatus
from reviews.models import ProposalPackage
from reviews.packages import PackageLine, lines_in_full, total_of, words_of
from tthc.core.display import number
from tthc.core.documents.blocks import Article, Block, Contents, Heading
from tthc.core.documents.description import Appendix, Document, Letterhead, day_in_words
from tthc.core.documents.rules import MANY_PARTS, roman


def lines_to_approve(package: ProposalPackage) -> list[PackageLine]:
    """The proposals that the decision approves: those approved, or all of them before there is one."""
    lines = [line for line in lines_in_full(package) if line.proposes]
    if package.status != PackageStatus.APPROVED:
        return lines
    return [line for line in lines if line.item.is_approved]


def build(package: ProposalPackage, making: Making) -> Document:
    lines = lines_to_approve(package)
    plan = official.followed_plan(package.agency)
    head = official.with_entered_sign(
        official.superior_head(package.agency, making, making.say("sign")), package.decision_number
    )
    values = {"so_luong": number(len(lines)), "to_trinh": _submission(package)}
    return Document(
        name=f"Quyết định phê duyệt: {package.title}",
        letterhead=head,
        kind="Quyết định",
        subject=making.say("subject"),
        authority=making.say("authority"),
        grounds=making.say_lines("grounds", can_cu_ke_hoach=official.plan_grounds(plan), **values),
        resolves="Quyết định:",
        blocks=[Article(making.say(slot, **values)) for slot in ("approves", "charges", "enforces")],
        signatures=official.superior_signature(making),
        receivers=receivers(making),
        appendices=[_appendix(lines, head, making.say("authority"))],
    )


def _submission(package: ProposalPackage) -> str:
    sent = day_in_words(package.sent_on) if package.sent_on else official.UNKNOWN
    return f"Tờ trình số {package.submission_number or official.UNKNOWN} ngày {sent}"


def _appendix(lines: list[PackageLine], head: Letterhead, issuer: str) -> Appendix:
    return Appendix(
        "Phương án đơn giản hóa thủ tục hành chính nội bộ",
        tuple(_plans(lines)),
        official.attached_to("Quyết định", head, issuer),
    )


def _plans(lines: list[PackageLine]) -> Iterator[Block]:
    if len(lines) > MANY_PARTS:
        yield Contents()
    for place, line in enumerate(lines, start=1):
        words = words_of(line)
        yield Heading(f"{roman(place)}. {words.procedure}")
        yield from proposal_blocks(words, line.total, level=3)
    if len(lines) > 1:
        yield Heading("Lợi ích chung của các phương án")
        yield from benefit_blocks(total_of(lines))


def issue_of(package: ProposalPackage) -> Issue:
    return official.entered_issue(package.decision_number, package.decided_on)


PAPER = Paper(
    key="package_approval",
    title="Quyết định phê duyệt phương án",
    kind=kinds.PACKAGE,
    build=build,
    issue_of=issue_of,
    worded_at=official.moved_by("approve"),
    wording=(
        Slot("sign", "Ký hiệu", "QĐ-UBND"),
        Slot("signer", "Người ký", "Chủ tịch"),
        Slot("authority", "Thẩm quyền ban hành", "Chủ tịch {co_quan_chu_quan}"),
        Slot(
            "subject",
            "Trích yếu",
            "Phê duyệt phương án đơn giản hóa thủ tục hành chính nội bộ thuộc phạm vi quản lý của {co_quan}",
        ),
        official.grounds(
            "Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08 tháng 6 năm 2010 của Chính phủ về kiểm soát thủ tục hành "
            "chính; các Nghị định sửa đổi, bổ sung\n"
            "{can_cu_ke_hoach}\n"
            "Theo đề nghị của Giám đốc {co_quan} tại {to_trinh}",
            "can_cu_ke_hoach",
            "to_trinh",
            "so_luong",
        ),
        Slot(
            "approves",
            "Điều 1",
            "Phê duyệt phương án đơn giản hóa {so_luong} thủ tục hành chính nội bộ thuộc phạm vi quản lý của "
            "{co_quan} tại Phụ lục kèm theo Quyết định này.",
            ("so_luong", "to_trinh"),
        ),
        Slot(
            "charges",
            "Điều 2",
            "Giao {co_quan} chủ trì thực thi phương án đã được phê duyệt theo thời hạn tại Phụ lục; sửa đổi, bổ sung, "
            "thay thế, bãi bỏ hoặc trình cấp có thẩm quyền sửa đổi, bổ sung, thay thế, bãi bỏ văn bản có liên quan; "
            "báo cáo kết quả thực hiện.",
            ("so_luong", "to_trinh"),
        ),
        Slot(
            "enforces",
            "Điều 3",
            "Quyết định này có hiệu lực thi hành kể từ ngày ký. Chánh Văn phòng {co_quan_chu_quan}, Giám đốc "
            "{co_quan} và các cơ quan, đơn vị, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này.",
            ("so_luong", "to_trinh"),
        ),
        official.receivers_slot("Như Điều 3\nChủ tịch, các Phó Chủ tịch {co_quan_chu_quan}\n{co_quan}"),
    ),
    sheets=lambda package, making: 2 + 2 * package.items.count(),
)
