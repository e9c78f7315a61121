"""What a document says as rows of words, part by part: kept with each print that bears a code, and compared later."""

import re
from collections.abc import Iterator

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
FRAME, BODY = "Thể thức", "Nội dung"
# Numbers of order are left out: one row more would change all that follow.
ORDINALS = {"STT", "TT"}
NUMERAL = re.compile(r"^(?:[IVXLC]+|[A-ZĐ]|\d+)(?:\.\d+)*\.\s+")


def rows_of(document: Document) -> dict[str, Rows]:
    """{part: rows}, JSON-ready: the frame, then the body by its headings, then each appendix by its headings."""
    parts: dict[str, Rows] = {FRAME: list(_frame(document))}
    _add(parts, BODY, document.blocks)
    for label, appendix in document.labelled_appendices:
        _add(parts, f"{label}. {plain(appendix.title)}", appendix.blocks)
    return {part: rows for part, rows in parts.items() if rows}


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


def _add(parts: dict[str, Rows], part: str, blocks: tuple[Block, ...]) -> None:
    """The blocks as rows; a part is called by the headings over it, the outermost first."""
    over: dict[int, str] = {}
    for block in _flat(blocks):
        if isinstance(block, Heading):
            over = {level: words for level, words in over.items() if level < block.level}
            over[block.level] = NUMERAL.sub("", plain(block.words))
        called = " › ".join(over.values()) or BODY
        parts.setdefault(called if part == BODY else f"{part} › {called}" if over else part, []).extend(
            _rows(block)
        )


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
