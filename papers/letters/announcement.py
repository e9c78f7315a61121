"""Dự thảo Quyết định công bố: what it does with which procedure, what it cancels, each one's content as announced."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django import forms

from papers import kinds
from papers.choices import PaperOptions
from papers.heads import official_head, receivers, signatures
from papers.inventory.parts import blocks_of
from papers.letters import official
from papers.paper import Issue, Making, Paper
from papers.wording import Slot
from procedures.announced import SECTION_TITLES
from procedures.catalogue import public_reading
from procedures.enums import ChangeKind, Part
from procedures.models import Announcement, AnnouncementRow, Procedure
from tthc.core.display import day, number
from tthc.core.documents.blocks import (
    Align,
    Article,
    Block,
    Column,
    Contents,
    Heading,
    ItemList,
    Marker,
    PageBreak,
    Paragraph,
    Table,
)
from tthc.core.documents.description import Appendix, Document, Letterhead, day_in_words
from tthc.core.documents.rules import MANY_PARTS, SIZE_TABLE

SUPERIOR = "superior"
SAYING = {
    "A": "{} thủ tục mới ban hành",
    "B": "{} thủ tục sửa đổi, bổ sung, thay thế",
    "C": "{} thủ tục bãi bỏ",
}


class IssuerForm(PaperOptions):
    """Who is to issue the decision that is drafted here."""

    issuer = forms.ChoiceField(
        label="Người ban hành",
        required=False,
        choices=[("", "Người đứng đầu cơ quan"), (SUPERIOR, "Chủ tịch cơ quan chủ quản (UBND tỉnh)")],
    )


@dataclass(frozen=True)
class Entry:
    """A row in the words that are announced: those frozen with it, before that those of the form as it stands."""

    row: AnnouncementRow
    content: dict
    before: Announcement | None

    @property
    def name(self) -> str:
        return self.row.name or str(self.row.procedure)

    @property
    def group(self) -> str:
        return self.row.group if self.row.frozen_at else self.row.procedure.group

    @property
    def field(self) -> str:
        field = self.row.field if self.row.frozen_at else self.row.procedure.field
        return field.name if field else ""

    def said(self, part: Part, label: str) -> str:
        """What a part of the form says under a label; "" when nothing."""
        return next((line[1] for line in self.content.get(part.value, []) if line[0] == label), "")

    @property
    def executing(self) -> str:
        """Cơ quan thực hiện."""
        unit = self.row.department or self.row.procedure.department
        return self.said(Part.AGENCIES, "Cơ quan trực tiếp thực hiện") or unit.name

    @property
    def document(self) -> str:
        return self.said(Part.GENERAL, "Văn bản quy định")

    @property
    def code(self) -> str:
        return self.said(Part.GENERAL, "Mã số")


def entries_of(announcement: Announcement) -> list[Entry]:
    """The rows with their content and the decision that announced them last before; a constant number of queries."""
    rows = list(
        announcement.rows.select_related("department", "field", "procedure__department", "procedure__field")
    )
    earlier = {}
    for row in _earlier_rows(announcement, [row.procedure_id for row in rows]):
        earlier.setdefault(row.procedure_id, row.announcement)
    unfrozen = [row.procedure_id for row in rows if not row.frozen_at]
    forms_now = {one.pk: one for one in Procedure.objects.with_parts().filter(pk__in=unfrozen)}
    return [
        Entry(
            row,
            row.content if row.frozen_at else forms_now[row.procedure_id].content(),
            earlier.get(row.procedure_id),
        )
        for row in rows
    ]


def _earlier_rows(announcement: Announcement, procedures: list[int]):
    found = AnnouncementRow.objects.issued().filter(procedure__in=procedures)
    if announcement.issued_on:
        found = found.filter(announcement__issued_on__lte=announcement.issued_on)
    return found.exclude(announcement=announcement).select_related("announcement").newest_first()


def build(announcement: Announcement, making: Making) -> Document:
    entries = entries_of(announcement)
    by_superior = making.options.get("issuer") == SUPERIOR
    authority = making.say("superior_authority" if by_superior else "authority")
    head = (
        official.superior_head(announcement.agency, making, making.say("superior_sign"))
        if by_superior
        else official_head(announcement.agency, making, "QĐ")
    )
    head = official.with_entered_sign(head, announcement.number)
    return Document(
        name=f"Quyết định công bố: {announcement.title}",
        letterhead=head,
        kind="Quyết định",
        subject=announcement.title,
        authority=authority,
        grounds=making.say_lines("grounds", **_grounds(announcement, entries)),
        resolves="Quyết định:",
        blocks=_articles(announcement, entries, making),
        signatures=official.superior_signature(making) if by_superior else signatures(making),
        receivers=receivers(making),
        appendices=[_appendix(entries, head, authority)],
    )


def _grounds(announcement: Announcement, entries: list[Entry]) -> dict[str, str]:
    plan = official.followed_plan(announcement.agency)
    procedures = Procedure.objects.filter(pk__in=[entry.row.procedure_id for entry in entries])
    documents = [one.legal_document for one in procedures.select_related("legal_document")]
    return {
        "can_cu_ke_hoach": official.plan_grounds(plan),
        "van_ban_quy_dinh": official.document_grounds(documents),
    }


def _articles(announcement: Announcement, entries: list[Entry], making: Making) -> list[Block]:
    sections = _sections(entries)
    counted = "; ".join(
        SAYING[letter].format(number(len(found))) for letter, found in sections.items() if found
    )
    effective = announcement.effective_on
    in_force = f"ngày {day_in_words(effective)}" if effective else "ngày ký"
    return [
        Article(
            making.say("announces", so_luong=number(len(entries)), chi_tiet=counted or "chưa ghi thủ tục nào")
        ),
        Article(making.say("in_force", hieu_luc=in_force), blocks=_cancelled(entries)),
        Article(making.say("enforces")),
    ]


def _sections(entries: list[Entry]) -> dict[str, list[Entry]]:
    return {letter: [one for one in entries if one.row.section == letter] for letter in SECTION_TITLES}


def _cancelled(entries: list[Entry]) -> list[Block]:
    """What was announced before of these procedures, decision by decision, and is announced anew or repealed here."""
    names: dict[Announcement, list[str]] = {}
    for entry in entries:
        if entry.before and entry.row.change != ChangeKind.NEW:
            names.setdefault(entry.before, []).append(f"“{entry.name}”")
    if not names:
        return []
    lines = [
        f"Quyết định số {before.number} ngày {day(before.issued_on)}: {'; '.join(found)}"
        for before, found in sorted(names.items(), key=lambda one: (one[0].issued_on, one[0].pk))
    ]
    return [
        Paragraph(
            "Kể từ ngày Quyết định này có hiệu lực, nội dung đã công bố của các thủ tục sau hết hiệu lực:",
            keep_with_next=True,
        ),
        ItemList(official.listed(lines), Marker.DASH),
    ]


def _appendix(entries: list[Entry], head: Letterhead, issuer: str) -> Appendix:
    return Appendix(
        "Danh mục và nội dung cụ thể thủ tục hành chính nội bộ",
        tuple(_parts(entries)),
        official.attached_to("Quyết định", head, issuer),
    )


def _parts(entries: list[Entry]) -> Iterator[Block]:
    described = [entry for entry in entries if entry.row.change != ChangeKind.REPEALED]
    if len(described) > MANY_PARTS:
        yield Contents()
        yield PageBreak()
    yield Heading("Danh mục thủ tục hành chính nội bộ", 1, "Phần I")
    for letter, found in _sections(entries).items():
        yield Heading(f"{letter}. {SECTION_TITLES[letter]}{'' if found else ': không có'}")
        if found:
            yield TABLES[letter](found)
    if described:
        yield PageBreak()
        yield Heading("Nội dung cụ thể của từng thủ tục hành chính nội bộ", 1, "Phần II")
    for entry in described:
        yield Heading(f"{entry.row.section}.{entry.row.row_number}. {entry.name}")
        yield from blocks_of(_read(entry), level=3)


def _read(entry: Entry):
    """The parts that anyone reads; the name stands over them already."""
    for part in public_reading(entry.content):
        yield replace(part, facts=[fact for fact in part.facts if fact.label != "Tên thủ tục"])


STT, NAME = Column("STT", 1.1, Align.CENTRE), Column("Tên thủ tục", 4)
GROUP = Column("Nhóm", 1.4, Align.CENTRE)
FIELD, EXECUTING = Column("Lĩnh vực", 2.2), Column("Cơ quan thực hiện", 2.5)
CODE, ANNOUNCED_IN = Column("Mã số", 1.8), Column("Đã công bố tại", 3)
SMALL = 11  # pt, of the table with most columns


def _new(entries: list[Entry]) -> Table:
    return Table(
        [STT, NAME, GROUP, FIELD, EXECUTING, Column("Văn bản quy định", 4.1)],
        [
            [str(one.row.row_number), one.name, one.group, one.field, one.executing, one.document]
            for one in entries
        ],
    )


def _changed(entries: list[Entry]) -> Table:
    rows = [
        [str(one.row.row_number), one.code, one.name, one.row.get_change_display(), one.field, one.executing]
        + [one.document, _announced_in(one)]
        for one in entries
    ]
    columns = [STT, CODE, NAME, Column("Thay đổi", 1.7), FIELD, EXECUTING]
    return _without_codes([*columns, Column("Văn bản quy định", 3), ANNOUNCED_IN], rows, SMALL)


def _repealed(entries: list[Entry]) -> Table:
    rows = [
        [str(one.row.row_number), one.code, one.name, one.field, one.executing, _announced_in(one)]
        for one in entries
    ]
    return _without_codes([STT, CODE, NAME, FIELD, EXECUTING, ANNOUNCED_IN], rows)


def _announced_in(entry: Entry) -> str:
    return f"{entry.before}, ngày {day(entry.before.issued_on)}" if entry.before else ""


def _without_codes(columns: list[Column], rows: list[list[str]], size: float = SIZE_TABLE) -> Table:
    """Internal procedures often bear no code; a column in which none stands is left out."""
    place = columns.index(CODE)
    if not any(row[place] for row in rows):
        columns = columns[:place] + columns[place + 1 :]
        rows = [row[:place] + row[place + 1 :] for row in rows]
    return Table(columns, rows, size=size)


TABLES = {"A": _new, "B": _changed, "C": _repealed}
WORDING = (
    Slot("authority", "Thẩm quyền ban hành", "Giám đốc {co_quan}"),
    Slot("superior_authority", "Thẩm quyền ban hành (cơ quan chủ quản)", "Chủ tịch {co_quan_chu_quan}"),
    Slot("superior_sign", "Ký hiệu (cơ quan chủ quản)", "QĐ-UBND"),
    Slot("signer", "Người ký (cơ quan chủ quản)", "Chủ tịch"),
    official.grounds(
        "Căn cứ Nghị định số 63/2010/NĐ-CP ngày 08 tháng 6 năm 2010 của Chính phủ về kiểm soát thủ tục hành chính; "
        "các Nghị định sửa đổi, bổ sung\n"
        "{can_cu_ke_hoach}\n"
        "{van_ban_quy_dinh}\n"
        "Theo đề nghị của Chánh Văn phòng Sở",
        "can_cu_ke_hoach",
        "van_ban_quy_dinh",
    ),
    Slot(
        "announces",
        "Điều 1",
        "Công bố kèm theo Quyết định này danh mục và nội dung cụ thể {so_luong} thủ tục hành chính nội bộ "
        "thuộc phạm vi quản lý của {co_quan}, gồm: {chi_tiet}.",
        ("so_luong", "chi_tiet"),
    ),
    Slot("in_force", "Điều 2", "Quyết định này có hiệu lực thi hành kể từ {hieu_luc}.", ("hieu_luc",)),
    Slot(
        "enforces",
        "Điều 3",
        "Chánh Văn phòng Sở, Trưởng các phòng, Thủ trưởng các đơn vị thuộc {co_quan} và các tổ chức, cá nhân "
        "có liên quan chịu trách nhiệm thi hành Quyết định này.",
    ),
    official.receivers_slot(
        "Như Điều 3\nVăn phòng {co_quan_chu_quan}\nLãnh đạo Sở\nTrang thông tin điện tử Sở"
    ),
)


def issue_of(announcement: Announcement) -> Issue:
    return official.entered_issue(announcement.number, announcement.issued_on)


def sheet_count(announcement: Announcement, making: Making) -> int:
    """Two for each procedure whose content is told, roughly."""
    return 2 + 2 * announcement.rows.exclude(change=ChangeKind.REPEALED).count()


PAPER = Paper(
    key="announcement_decision",
    title="Quyết định công bố",
    kind=kinds.ANNOUNCEMENT,
    build=build,
    issue_of=issue_of,
    worded_at=official.moved_by("issue"),
    signs=True,
    wording=WORDING,
    options=IssuerForm,
    sheets=sheet_count,
)
