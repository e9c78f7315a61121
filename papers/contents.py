"""What a document says as rows of words, part by part: kept with each print that bears a code, and compared later."""

import re
from collections.abc import Iterator, Sequence

from tthc.core.documents.blocks import (
    Article,
    Block,
    Cell,
    Columns,
    FieldList,
    Figures,
    Heading,
    ItemList,
    Landscape,
    Note,
    Paragraph,
    Table,
    Words,
    plain,
)
from tthc.core.documents.description import Document

Rows = list[list[str]]
Part = list
"""[path, rows, heads]: the headings over it, what it says, the names of its columns, once for each width of row."""
FRAME, BODY = "Thể thức", "Nội dung"
# Numbers of order are left out: one row more would change all that follow.
ORDINALS = {"STT", "TT", "Bước"}
NUMERAL = re.compile(r"^(?:[IVXLC]+|[A-ZĐ]|\d+)(?:\.\d+)*\.\s+")


def parts_of(document: Document) -> list[Part]:
    """The parts in their order, JSON-ready: the frame, then the body by its headings, then each appendix by its own.

    Each heading begins a part, so that two procedures of one name stay two.
    """
    parts: list[Part] = [[[FRAME], list(_frame(document)), []]]
    parts += _by_headings([], document.blocks)
    for label, appendix in document.labelled_appendices:
        parts += _by_headings([f"{label}. {plain(appendix.title)}"], appendix.blocks)
    return parts


def rows_of(document: Document) -> Rows:
    """All that a document says, without its headings."""
    return [row for _, rows, _ in parts_of(document) for row in rows]


def _frame(document: Document) -> Iterator[list[str]]:
    head = document.letterhead
    told = {
        "Cơ quan": [head.superior, head.issuer],
        "Số": [head.number],
        "Ngày": [head.day.strftime("%d/%m/%Y") if head.day else ""],
        "Tên văn bản": [document.kind, plain(document.subject), head.label],
        "Kính gửi": document.addressees,
        "Căn cứ": document.grounds,
        "Người ký": [word for one in document.signatures for word in (*one.lines, one.name)],
        "Nơi nhận": document.receivers.names if document.receivers else [],
    }
    for label, words in told.items():
        for text in filter(None, words):
            yield [label, text]


def _by_headings(within: list[str], blocks: Sequence[Block]) -> Iterator[Part]:
    """The blocks by the headings over them, the outermost first; what stands before the first is of the whole."""
    over: dict[int, str] = {}
    part: Part = [within or [BODY], [], []]
    for block in _flat(blocks):
        if isinstance(block, Heading):
            if part[1] or part[0] != [BODY]:
                yield part
            over = {level: words for level, words in over.items() if level < block.level}
            over[block.level] = NUMERAL.sub("", plain(block.words))
            part = [[*within, *over.values()], [], []]
        rows = list(_rows(block))
        _name_columns(part, block, rows)
        part[1] += rows
    if part[1] or part[0] != [BODY]:
        yield part


def _name_columns(part: Part, block: Block, rows: Rows) -> None:
    """Keeps the headings of a table, while no other rows of the part are as wide."""
    widths = {len(row) for row in rows}
    known = [names for names in part[2] if len(names) not in widths]
    if isinstance(block, Table) and not widths & {len(row) for row in part[1]}:
        names = [plain(column.head) for column in block.columns]
        names = names[1:] if names[0] in ORDINALS else names
        part[2] = [*known, names] if all(names) and len(names) in widths else known
    elif rows:
        part[2] = known


def _flat(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Landscape():
                yield from _flat(block.blocks)
            case Columns():
                for column in block.columns:
                    yield from _flat(column)
            case Article():
                yield block
                yield from _flat(block.blocks)
            case _:
                yield block


def _rows(block: Block) -> Iterator[list[str]]:
    match block:
        case Paragraph() | Note():
            yield [plain(block.words)]
        case Article():
            yield ["Điều", *_said(block.heading, block.words)]
        case ItemList():
            for _, item in block.marked():
                yield [plain(item.words)]
                for inner in _flat(item.blocks):
                    yield from _rows(inner)
        case FieldList():
            for one in block.fields:
                yield [plain(one.label), plain(one.value)]
        case Figures():
            for figure in block.figures:
                yield [figure.label, figure.value, figure.note]
        case Table():
            ordinals = plain(block.columns[0].head) in ORDINALS
            for row in block.body_rows():
                cells = [plain(cell.words if isinstance(cell, Cell) else cell) for cell in row.cells]
                yield cells[1:] if ordinals and len(cells) == len(block.columns) else cells


def _said(*words: Words) -> list[str]:
    return [text for each in words if (text := plain(each))]
