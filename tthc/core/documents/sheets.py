"""A document cut into sheets and flows: what may be printed apart, and still looks as if printed in one go."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import segno
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from tthc.core.documents import fonts, rules
from tthc.core.documents.blocks import Block, Contents, Landscape, PageBreak, Table, belongs_to, plain
from tthc.core.documents.description import Document
from tthc.core.documents.markup import Writer
from tthc.core.documents.tables import LongTable, table

BODY = "\ue000body\ue000"  # stands where the body comes; of a plane that no text of ours uses
BREAK = '<div class="break"></div>'

Piece = str | LongTable | Contents


@dataclass
class Flow:
    """Pieces that follow each other from the top of a page; the next flow begins on another page."""

    pieces: list[Piece] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Bytes of HTML, by which the time of printing is guessed."""
        return sum(map(piece_size, self.pieces))


def piece_size(piece: Piece) -> int:
    """Bytes of HTML of a piece."""
    if isinstance(piece, LongTable):
        return sum(map(len, piece.rows))
    return len(piece) if isinstance(piece, str) else 0


@dataclass
class Sheet:
    """Flows on paper of one direction; page numbers begin anew with it or go on."""

    landscape: bool
    restarts: bool
    flows: list[Flow] = field(default_factory=lambda: [Flow()])

    def add(self, *pieces: Piece) -> None:
        """Goes on where the sheet ends."""
        self.flows[-1].pieces.extend(piece for piece in pieces if not isinstance(piece, str) or piece.strip())

    def turn_page(self) -> None:
        """Whatever comes next begins on a new page."""
        if self.flows[-1].pieces:
            self.flows.append(Flow())


class Cutting:
    """Writes a document's sheets."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.writer = Writer()
        self.sheets: list[Sheet] = []
        self._write()
        # Behind a last landscape table nothing may follow, and then no sheet.
        self.sheets = [sheet for sheet in self.sheets if any(filter(None, sheet.flows[0].pieces))]

    @property
    def size(self) -> int:
        """Bytes of HTML of the whole."""
        return sum(flow.size for sheet in self.sheets for flow in sheet.flows)

    def _write(self) -> None:
        document = self.document
        self._begin(document.landscape, restarts=True)
        self._add(_template("letterhead", document=document))
        self._blocks(document.body, document.landscape)
        self._hold_last()
        qr = mark_safe(_qr(document.proof.url)) if document.proof else ""
        self._add(_template("closing", document=document, qr=qr))
        for label, appendix in document.labelled_appendices:
            self.writer.articles = 0
            entry = self.writer.note_entry(1, f"{label}. {plain(appendix.title)}")
            self._begin(appendix.landscape, restarts=True)
            self._add(_template("appendix", appendix=appendix, label=label, entry=entry))
            self._blocks(appendix.blocks, appendix.landscape)
        for sheet in self.sheets:
            sheet.flows = [flow for flow in sheet.flows if flow.pieces] or [Flow([""])]

    def _begin(self, landscape: bool, *, restarts: bool) -> None:
        self.sheets.append(Sheet(landscape, restarts))

    def _add(self, *pieces: Piece) -> None:
        self.sheets[-1].add(*pieces)

    def _hold_last(self) -> None:
        """What stands before the signatures takes what stands before it along: one line on a last page is too little."""
        pieces = self.sheets[-1].flows[-1].pieces
        if len(pieces) > 1 and isinstance(pieces[-1], str):
            pieces[-1] = f'<div class="held">{pieces[-1]}</div>'

    def _blocks(self, blocks: Iterable[Block], landscape: bool) -> None:
        turned = False
        above: Block | None = None
        for block in blocks:
            if turned and not isinstance(block, Landscape):
                self._begin(landscape, restarts=False)
                turned = False
            match block:
                case Landscape():
                    if landscape:
                        self._blocks(block.blocks, landscape)
                    else:
                        self._begin(True, restarts=False)
                        self._blocks(block.blocks, True)
                        turned = True
                case PageBreak():
                    self.sheets[-1].turn_page()
                case Contents():
                    self._add(block)
                    self.sheets[-1].turn_page()
                case Table():
                    self._add(table(block))
                case _:
                    html = self.writer.block(block)
                    self._add(f'<div class="held">{html}</div>' if belongs_to(block, above) else html)
            above = block
        if turned:
            self._begin(landscape, restarts=False)

    def html(self) -> str:
        """The whole in one piece, for one run of the renderer; page numbers are the style sheet's."""
        sheets = [
            f'<section id="s{number}" style="page:s{number}">'
            + BREAK.join("".join(map(self.piece, flow.pieces)) for flow in sheet.flows)
            + "</section>"
            for number, sheet in enumerate(self.sheets)
        ]
        before, after = self.shell(_numbered_pages(self.sheets))
        return f"{before}{''.join(sheets)}{after}"

    def piece(self, piece: Piece, pages: dict[str, int] | None = None) -> str:
        """A piece as HTML; `pages` are the numbers for the table of contents when the renderer cannot know them."""
        if isinstance(piece, LongTable):
            return piece.whole()
        if isinstance(piece, Contents):
            entries = [entry for entry in self.writer.entries if entry.level <= piece.depth]
            return _template("contents", title=piece.title, entries=entries, pages=pages)
        return piece

    def shell(self, page_rules: str) -> tuple[str, str]:
        """What stands before and behind the body: head, rules of these pages."""
        name = " ".join(self.document.name.split())
        html = _template(
            "document", document=self.document, name=name, style=mark_safe(page_rules), body=BODY
        )
        before, _, after = html.partition(BODY)
        return before, after

    @cached_property
    def style(self) -> str:
        """The style sheet, the same for all documents of a size of letters, drafts and others."""
        return render_to_string(
            "print/sheet.css",
            {
                "document": self.document,
                "rules": rules,
                "font": mark_safe(fonts.STACK),
                "faces": mark_safe(fonts.face_rules()),
                "line_height": round(rules.LINE_HEIGHT * rules.SINGLE, 3),
                "single": rules.SINGLE,
                "number_padding": 2 * rules.PAGE_NUMBER_FROM_EDGE - rules.MARGIN_TOP,
                "cell_y": rules.CELL_PADDING / 2,
            },
        )


def _template(template: str, /, **context: Any) -> SafeString:
    return render_to_string(f"print/{template}.html", {"rules": rules, **context})


def _qr(url: str) -> str:
    return segno.make(url, error="m").svg_inline(border=0, omitsize=True)


def page_size(landscape: bool) -> str:
    """The size of a sheet for a style sheet's page rule."""
    sides = (rules.PAGE_WIDTH, rules.PAGE_HEIGHT)
    return "size:{}mm {}mm;".format(*(sides[::-1] if landscape else sides))


def _numbered_pages(sheets: list[Sheet]) -> str:
    """Page rules: the direction of each sheet, its numbers, none on a first page."""
    found = []
    for number, sheet in enumerate(sheets):
        found.append(f"@page s{number}{{{page_size(sheet.landscape)}@top-center{{content:counter(page)}}}}")
        if sheet.restarts:
            found.append(f"@page :nth(1 of s{number}){{counter-reset:page 1;@top-center{{content:none}}}}")
    return "".join(found)
