"""What stands around the body: letterhead, title, căn cứ; the block of who signs and who receives; the proof."""

from collections.abc import Sequence

from lxml.etree import _Element as Element

from tthc.core.documents import rules
from tthc.core.documents.blocks import Align, plain
from tthc.core.documents.description import Document, HeadForm, Letterhead, Proof, Signature
from tthc.core.documents.lengths import length, longest_line
from tthc.core.documents.word import pictures
from tthc.core.documents.word.blocks import Writer
from tthc.core.documents.word.markup import (
    paragraph,
    table,
    table_cell,
    table_row,
    text_runs,
    twips,
)
from tthc.core.documents.word.place import Place
from tthc.core.documents.word.styles import UNDER_TITLE

# Spaces in pt of the same places in the PDF (templates/print/sheet.css).
UNDER_HEAD, OVER_CLOSING, OVER_PROOF = 12, 12, 8
BEHIND_TABLE = 1  # pt of the paragraph that Word wants there
DASHBOARD_COLOUR = "0B5A86"


def letterhead(document: Document) -> list[Element]:
    """The head of the first page."""
    head = document.letterhead
    width = rules.text_width(document.landscape)
    if head.form is HeadForm.DASHBOARD:
        return _dashboard_head(head, width)
    widths = (rules.HEAD_LEFT, width - rules.HEAD_LEFT)
    if head.form is HeadForm.FORM:
        return [_frame(widths, [_bodies(head), [paragraph(head.label, "NhanBieuMau")]])]
    nation = [
        paragraph(rules.NATION, "QuocHieu"),
        paragraph(rules.MOTTO, "TieuNgu"),
        rule(length(rules.MOTTO, rules.SIZE_MOTTO), widths[1], 1.5),
    ]
    number = [paragraph(head.number_line, "SoKyHieu", before=6)]
    if document.is_letter and plain(document.subject):
        about = [*text_runs("V/v "), *text_runs(document.subject)]
        number.append(paragraph(about, "VeViec", before=6))
    date = [paragraph(head.date_line, "NgayThang", before=6)]
    return [_frame(widths, [_bodies(head), nation], [number, date])]


def _frame(widths: Sequence[float], *rows: Sequence[Sequence[Element]]) -> Element:
    """Rows of things side by side, without lines."""
    made = (
        table_row(table_cell(twips(width), cell) for width, cell in zip(widths, row, strict=True))
        for row in rows
    )
    return table("Khung", widths, made)


def _bodies(head: Letterhead) -> list[Element]:
    """The superior body over the issuing one, with its line."""
    words = head.issuer_lines
    wide = longest_line(words.upper(), rules.SIZE_ISSUER, rules.HEAD_LEFT)
    superior = [paragraph(head.superior_lines, "CoQuanChuQuan")] if plain(head.superior) else []
    return [
        *superior,
        paragraph(head.issuer_lines, "CoQuanBanHanh"),
        rule(wide * rules.ISSUER_RULE / 100, rules.HEAD_LEFT, 1.5),
    ]


def rule(wide: float, within: float, before: float) -> Element:
    """A line `wide` mm long in the middle of `within` mm."""
    side = max((within - wide) / 2, 0)
    return paragraph(style="DuongKe", rule_above=rules.RULE_WEIGHT, before=before, left=side, right=side)


def _dashboard_head(head: Letterhead, width: float) -> list[Element]:
    issuer = paragraph(head.issuer_lines, "CoQuanBanHanh", align=Align.LEFT, after=3)
    label = paragraph(head.label, "NhanBieuMau", align=Align.RIGHT, after=3)
    return [
        _frame((width / 2, width / 2), [[issuer], [label]]),
        paragraph(style="DuongKe", rule_above=1.5, rule_colour=DASHBOARD_COLOUR, before=0, after=8),
    ]


def title(document: Document, place: Place) -> None:
    """Kind and subject, whom it is sent to, on what it rests."""
    official = document.letterhead.form is HeadForm.OFFICIAL
    first = UNDER_HEAD
    if not document.is_letter and (document.kind or plain(document.subject)):
        lines = [paragraph(document.kind, "TenLoai")] if document.kind else []
        if plain(document.subject):
            lines.append(
                paragraph(
                    document.subject_lines, "TrichYeu", left=rules.BESIDE_SUBJECT, right=rules.BESIDE_SUBJECT
                )
            )
            if official:
                within = place.width - 2 * rules.BESIDE_SUBJECT
                wide = longest_line(plain(document.subject_lines), rules.SIZE_SUBJECT, within)
                lines.append(rule(wide * rules.SUBJECT_RULE / 100, place.width, 3))
        _space(lines[0], before=first if document.letterhead.form is not HeadForm.DASHBOARD else 0)
        _space(lines[-1], after=UNDER_TITLE)
        for line in lines:
            place.add(line)
    if document.addressees:
        _addressees(document.addressees, place)
    if document.authority:
        place.add(paragraph(document.authority_lines, "ThamQuyen"))
    for ground in document.ground_lines:
        place.add(paragraph(ground, "CanCu"))
    if document.resolves:
        place.add(paragraph(document.resolves, "QuyetDinh"))


def _addressees(names: Sequence[str], place: Place) -> None:
    word = length("Kính gửi:", rules.SIZE_ADDRESSEE, bold=False) + 2
    listed = [f"- {name};" for name in names[:-1]] + [f"- {names[-1]}."]
    lines = [plain(line) for line in (listed if len(names) > 1 else names)]
    room = place.width - word
    # A little more than the words need: Word and LibreOffice round widths, and one line must not become two.
    wide = min(max(longest_line(line, rules.SIZE_ADDRESSEE, room, bold=False) for line in lines) + 1, room)
    made = table(
        "Khung",
        (word, wide),
        [
            table_row(
                [
                    table_cell(twips(word), [paragraph("Kính gửi:", "KinhGui")]),
                    table_cell(twips(wide), [paragraph(line, "KinhGui", after=2) for line in lines]),
                ]
            )
        ],
        centred=True,
    )
    if place.elements[-1].tag == made.tag:
        place.add(paragraph(style="Khit", before=0, after=UNDER_HEAD))
    place.add(made)
    place.add(paragraph(style="Khit", before=0, after=UNDER_HEAD))


def closing(document: Document, place: Place) -> None:
    """Nơi nhận at the left, who signs at the right; several who sign side by side."""
    signatures = document.signatures
    if not signatures and not document.receivers:
        return
    cells: list[list[Element]] = []
    if len(signatures) < 2:
        cells.append(_receivers(document))
    cells += [_signature(signature) for signature in signatures] or [[]]
    each = place.width / len(cells)
    # Who signs never stands alone on a sheet, nor under a single line.
    place.keep_with_next(2)
    place.add(gap(OVER_CLOSING))
    place.add(_frame([each] * len(cells), cells))


def _receivers(document: Document) -> list[Element]:
    if not document.receivers:
        return []
    lines = [paragraph(line, "NoiNhanDong") for line in document.receivers.lines]
    return [paragraph("Nơi nhận:", "NoiNhan"), *lines]


def _signature(signature: Signature) -> list[Element]:
    room = rules.SIGNATURE_ROOM / 25.4 * 72 - BEHIND_TABLE
    if not plain(signature.name):
        # The line on which a clerk may write the name is part of the room.
        room -= rules.SIZE_SIGNATURE * rules.SINGLE
    return [
        *([paragraph(signature.dateline, "NgayThang")] if signature.dateline else []),
        *(paragraph(line, "QuyenHan") for line in signature.lines),
        *([paragraph(signature.note, "CachKy")] if signature.note else []),
        # Room to sign and to seal.
        paragraph(signature.name, "HoTen", before=room),
    ]


def proof(described: Proof, writer: Writer, place: Place) -> None:
    """The QR code by which a print is held against its data, and its words."""
    picture = writer.picture(pictures.qr(described.url), rules.QR_SIDE, described.words)
    widths = (rules.QR_SIDE + 3, place.width - rules.QR_SIDE - 3)
    words = [
        paragraph([*text_runs("Mã đối chiếu: "), *text_runs(described.code, bold=True)], "DoiChieu"),
        paragraph(described.words, "DoiChieu"),
    ]
    place.keep_with_next()
    place.add(gap(OVER_PROOF))
    cells = [
        table_cell(twips(widths[0]), [paragraph([picture], "DoiChieu")], middle=True),
        table_cell(twips(widths[1]), words, middle=True),
    ]
    place.add(table("Khung", widths, [table_row(cells)]))


def gap(points: float) -> Element:
    """A space above what follows; what stands there already keeps some below it.

    A line of that height: Word takes the larger of two spaces that meet, LibreOffice adds them.
    """
    return paragraph(style="Khit", exactly=points - rules.SPACE_BETWEEN, keep_next=True)


def _space(line: Element, **points: float) -> None:
    spacing = line.get_or_add_pPr().get_or_add_spacing()
    for side, value in points.items():
        spacing.set(f"{spacing.tag.removesuffix('spacing')}{side}", str(round(value * 20)))
