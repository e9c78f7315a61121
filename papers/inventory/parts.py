"""The parts of an inventory form as blocks of a document; what is not written yet is a dotted line to write on."""

from collections.abc import Iterable, Iterator

from procedures.reading import ReadPart, ReadTable
from tthc.core.documents.blocks import (
    Align,
    Block,
    Column,
    Field,
    FieldList,
    Heading,
    Table,
)

# How wide a column is, in mm of 165, by its heading; what is not named here is 35.
WIDTHS = {
    "STT": 13,
    "Bước": 15,
    "Việc phải làm": 53,
    "Thời gian": 32,
    "Tên giấy tờ": 75,
    "Bản chính": 17,
    "Bản sao": 17,
    "Theo mẫu": 26,
    "Tên mẫu": 75,
    "Ký hiệu": 25,
    "Văn bản": 95,
    "Điều, khoản, điểm": 45,
}
COUNTED = {"STT", "Bước"}
USUAL_WIDTH = 35
LABEL_WIDTH = 68


def blocks_of(parts: Iterable[ReadPart], *, level: int = 2) -> Iterator[Block]:
    """Each part with its heading, its table and its facts, in the order of the form."""
    for part in parts:
        yield Heading(part.title, level)
        yield from _body(part)


def _body(part: ReadPart) -> Iterator[Block]:
    facts = [Field(fact.label, fact.text) for fact in part.facts]
    if part.table and part.table.rows and set(part.table.headings) - COUNTED:
        yield _table(part.table)
    elif part.table:
        facts.insert(0, Field(part.table.caption))
    elif not facts:
        facts = [Field(part.part.label)]
    if facts:
        yield FieldList(facts, LABEL_WIDTH)


def _table(read: ReadTable) -> Table:
    columns = [
        Column(heading, WIDTHS.get(heading, USUAL_WIDTH), _align(heading, read)) for heading in read.headings
    ]
    return Table(columns, read.rows)


def _align(heading: str, read: ReadTable) -> Align:
    if heading in COUNTED:
        return Align.CENTRE
    return Align.RIGHT if heading in read.numeric else Align.LEFT
