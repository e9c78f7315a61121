"""The rows of a table of the file on their way to being planned: every cell read, what is wrong with them noted."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from exchange.identity import same
from exchange.ledger import Complaint, Key
from exchange.plan import BASE, IDENTIFIER, VERSION, Filled, KindSheet
from tthc.core.sheets.columns import Doubt, Fault
from tthc.core.sheets.rows import read_rows

BELOW = (
    "Dòng này đứng dưới một dòng trống và chỉ có một, hai ô: là dòng của bảng hay là ghi chú, chữ ký? "
    "Nếu đồng ý (hoặc xóa dòng trống ở trên), dòng được nhập; nếu là ghi chú thì bỏ dòng."
)


@dataclass(slots=True)
class Row:
    """A row of the file on its way to being planned."""

    number: int
    values: dict[str, Any]
    sheet: str
    headings: dict[str, str]
    pk: int | None = None
    version: str = ""
    base: str = ""
    past: int | None = None
    """A stored row that is over and that this one may mean."""
    by_identifier: bool = False
    note: str = ""
    faults: list[Fault] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)

    def fault(self, key: str, message: str, value: str = "") -> None:
        self.faults.append(Fault(self.sheet, self.number, self.headings.get(key, ""), value, message, key))

    def doubt(self, key: str, message: str, value: str = "", *, asked: bool = False) -> None:
        """Of a row as a whole the key is that of its identifier, whose hidden column is not named."""
        heading = self.headings.get(key, "") if key != IDENTIFIER else ""
        self.doubts.append(Doubt(self.sheet, self.number, heading, value, message, key, asked=asked))

    def complain(self, complaints: Iterator[Complaint], words: Callable[[str], str]) -> None:
        """`words` gives what the row says in a column; of a cell that could not be read enough is said already."""
        unread = {fault.key for fault in self.faults if fault.value}
        for complaint in complaints:
            if complaint.key not in unread:
                tell = self.doubt if complaint.is_doubt else self.fault
                tell(complaint.key, complaint.message, words(complaint.key))

    def settle(self, stored: Mapping[str, Any]) -> None:
        """Answers what is asked about an exported cell whose likely meaning is what is stored: nothing was typed there.

        Nor is a stored text that says "#N/A" an error of Excel, as it would be in another file.
        """
        if self.by_identifier:
            told = {
                fault.key for fault in self.faults if fault.value and fault.value == stored.get(fault.key)
            }
            self.values.update((key, stored[key]) for key in told)
            self.faults[:] = [fault for fault in self.faults if fault.key not in told]
            self.doubts[:] = [
                doubt
                for doubt in self.doubts
                if not doubt.asked
                or doubt.suggested is None
                or not same(doubt.suggested, stored.get(doubt.key))
            ]


def rows_of(filled: Filled, sheet: KindSheet) -> list[Row]:
    """The rows of a table, every cell read; hidden columns taken apart from the values."""
    by_key = {column.key: column for column in sheet.readable if column.key not in sheet.seen_only}
    mapping = {place: by_key[key] for key, place in filled.mapping.items() if key in by_key}
    headings = {key: filled.table.headings[place] for key, place in filled.mapping.items() if key in by_key}
    rows = []
    for read in read_rows(filled.table, mapping, edits=filled.edits, agreed=filled.agreed):
        values = read.values
        row = Row(read.number, values, filled.table.sheet, headings, faults=read.faults, doubts=read.doubts)
        row.version = values.pop(VERSION, "").removeprefix("v")
        row.base = values.pop(BASE, "")
        if row.number in filled.table.doubted and (row.number, IDENTIFIER) not in filled.agreed:
            row.doubt(IDENTIFIER, BELOW, asked=True)
        rows.append(row)
    return rows
