"""What an official document says, apart from how it is drawn; pdf.py and word.py draw the same description.

Pure. The words and blocks of its body stand in blocks.py. Lengths in mm, sizes in pt.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum

from tthc.core.documents import rules
from tthc.core.documents.blocks import Block, Words, closed, printable
from tthc.core.documents.breaks import evenly, in_lines

BLANK_NUMBER = "\u00a0" * 8
BLANK_DAY = "\u00a0" * 7


def day_in_words(day: date) -> str:
    """05 tháng 02 năm 2023; days under 10 and months 1, 2 with a leading 0 (Phụ lục I, mục II.4)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d} tháng {month} năm {day.year}"


class HeadForm(Enum):
    """How the first page begins."""

    OFFICIAL = "official"  # both halves: bodies and number, quốc hiệu and date
    FORM = "form"  # a form without quốc hiệu: the bodies at the left, the form's label at the right
    DASHBOARD = "dashboard"  # a line over one page: the body at the left, the day at the right


@dataclass(frozen=True)
class Letterhead:
    """Who issues it, where and when. Number and day stay blank until the document is issued."""

    issuer: str
    superior: str = ""
    number: str = ""
    sign: str = ""  # "QĐ-KHCN"
    place: str = ""  # "Bắc Giang"
    day: date | None = None
    label: str = ""  # of a form: "Biểu mẫu …"; of a dashboard: "Số liệu đến hết ngày …"
    form: HeadForm = HeadForm.OFFICIAL

    @property
    def superior_lines(self) -> str:
        """The superior body as it stands over the issuing one: in two or three lines when long."""
        return in_lines(self.superior)

    @property
    def issuer_lines(self) -> str:
        """The issuing body likewise."""
        return in_lines(self.issuer)

    @property
    def number_line(self) -> str:
        """Số: 05/QĐ-KHCN, Số:      /QĐ-KHCN; numbers under 10 with a leading 0."""
        number = self.number.zfill(2) if self.number.isdecimal() else self.number
        return f"Số: {number or BLANK_NUMBER}/{self.sign}" if self.sign else f"Số: {number or BLANK_NUMBER}"

    @property
    def date_line(self) -> str:
        """Bắc Giang, ngày 05 tháng 02 năm 2023."""
        if self.day is None:
            return f"{self.place}, ngày{BLANK_DAY}tháng{BLANK_DAY}năm{BLANK_DAY}"
        return f"{self.place}, ngày {day_in_words(self.day)}"


class Standing(StrEnum):
    """By which right somebody signs."""

    TM = "TM."  # thay mặt tập thể
    Q = "Q."  # quyền cấp trưởng
    KT = "KT."  # ký thay
    TL = "TL."  # thừa lệnh
    TUQ = "TUQ."  # thừa ủy quyền


@dataclass(frozen=True)
class Acting:
    """For whom: Acting(Standing.KT, "Giám đốc")."""

    standing: Standing
    whose: str


@dataclass(frozen=True)
class Signature:
    """The block of who signs: Signature("Phó Giám đốc", "Nguyễn Văn A", (Acting(Standing.KT, "Giám đốc"),)).

    `note` stands in italics under the titles: "(Ký, ghi rõ họ tên)"; `dateline` above them, on forms.
    """

    title: str
    name: str = ""
    acting: Sequence[Acting] = ()
    note: str = ""
    dateline: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The titles in capitals, one a line: "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"."""
        over = tuple(f"{acting.standing} {printable(acting.whose).upper()}" for acting in self.acting)
        return (*over, printable(self.title).upper()) if self.title else over


@dataclass(frozen=True)
class Receivers:
    """Nơi nhận: each a line with a dash and ";"; "Lưu: VT, …." is the last."""

    names: Sequence[str]
    filed: str = "VT"  # "VT, VP"

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines with their marks."""
        names = (f"- {printable(name).strip().rstrip(';.')};" for name in self.names)
        return (*names, f"- Lưu: {printable(self.filed).strip().rstrip('.')}.")


@dataclass(frozen=True)
class Appendix:
    """Phụ lục: counted in Roman numerals when there are several, its pages from 1, a landscape one on wide sheets.

    `attached` is the line under its title: "(Kèm theo Quyết định số … ngày … của …)".
    """

    title: Words
    blocks: Sequence[Block]
    attached: Words = ""
    landscape: bool = False

    @property
    def title_lines(self) -> Words:
        """The title in lines about as long as each other; in capitals."""
        return evenly(self.title, rules.text_width(self.landscape), rules.SIZE_APPENDIX_TITLE, capitals=True)


@dataclass(frozen=True)
class Proof:
    """By which a print is held against its data: the code in words, and the address that its QR opens."""

    code: str
    url: str
    words: str = "Quét mã để đối chiếu bản in với số liệu"


@dataclass(frozen=True)
class Document:
    """A whole document.

    `name` goes into the file's properties. `kind` ("Quyết định") and `subject` (trích yếu) are the title; without a
    kind it is a letter (công văn): the subject stands as "V/v …" under the number. `authority` ("Giám đốc Sở …"),
    `grounds` (căn cứ, without ";") and `resolves` ("Quyết định:") are the head of a decision; `addressees` stand
    behind "Kính gửi:". An official document's body ends with "./." unless it has none.
    """

    name: str
    letterhead: Letterhead
    blocks: Sequence[Block]
    kind: str = ""
    subject: Words = ""
    authority: str = ""
    grounds: Sequence[str] = ()
    resolves: str = ""
    addressees: Sequence[str] = ()
    signatures: Sequence[Signature] = ()
    receivers: Receivers | None = None
    appendices: Sequence[Appendix] = ()
    proof: Proof | None = None
    draft: bool = False
    landscape: bool = False
    size: float = rules.SIZE_BODY  # 13 or 14

    def __post_init__(self) -> None:
        if self.receivers and len(self.signatures) > 1:
            raise ValueError("beside the receivers there is room for one signature")

    @property
    def is_letter(self) -> bool:
        """Whether it is a công văn."""
        return self.letterhead.form is HeadForm.OFFICIAL and not self.kind

    @property
    def subject_lines(self) -> Words:
        """Trích yếu under the kind in lines about as long as each other; a letter's stands in a narrow column."""
        if self.is_letter:
            return self.subject
        return evenly(
            self.subject, rules.text_width(self.landscape) - 2 * rules.BESIDE_SUBJECT, rules.SIZE_SUBJECT
        )

    @property
    def authority_lines(self) -> Words:
        """Thẩm quyền ban hành likewise, in capitals."""
        return evenly(self.authority, rules.text_width(self.landscape), self.size, capitals=True)

    @property
    def ground_lines(self) -> tuple[str, ...]:
        """Căn cứ with ";" at the end of each, "." at the last."""
        lines = [printable(ground).strip().rstrip(";.") for ground in self.grounds]
        lines = [line for line in lines if line]
        return tuple(f"{line};" for line in lines[:-1]) + tuple(f"{line}." for line in lines[-1:])

    @property
    def addressee_lines(self) -> tuple[str, ...]:
        """Who stands behind "Kính gửi:": one as it is, several each with a dash and ";", "." at the last."""
        names = [printable(name).strip() for name in self.addressees]
        if len(names) < 2:
            return tuple(names)
        names = [name.rstrip(";.") for name in names]
        return tuple(f"- {name};" for name in names[:-1]) + (f"- {names[-1]}.",)

    @property
    def body(self) -> tuple[Block, ...]:
        """The blocks, the last words of an official document closed by "./."."""
        official = self.letterhead.form is HeadForm.OFFICIAL
        return closed(self.blocks) if official else tuple(self.blocks)

    @property
    def labelled_appendices(self) -> tuple[tuple[str, Appendix], ...]:
        """Each appendix with "Phụ lục I", or "Phụ lục" when it is the only one."""
        if len(self.appendices) == 1:
            return (("Phụ lục", self.appendices[0]),)
        return tuple((f"Phụ lục {rules.roman(n)}", each) for n, each in enumerate(self.appendices, start=1))
