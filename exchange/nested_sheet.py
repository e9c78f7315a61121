"""A sheet whose rows belong to the rows of a main sheet: its columns, its stored rows, its rows for export."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Model

from exchange.columns import hidden_columns
from exchange.identity import identifier, pack
from exchange.kind import KindSheet
from exchange.ledger import Record, narrowed
from exchange.model_columns import ModelColumns, Spans
from tthc.core.sheets.columns import CellKind, Column

OWNER = "_owner"
OWNER_NUMBER, OWNER_CODE, OWNER_NAME = "owner_number", "owner_code", "owner_name"
REFERENCES = (OWNER, OWNER_NUMBER, OWNER_CODE, OWNER_NAME)


@dataclass(frozen=True)
class NestedSheet:
    """One nested sheet: `relation` names the rows on the model of the main sheet, and is the key of the sheet."""

    relation: str
    title: str
    model: type[Model]
    columns: tuple[Column, ...]
    owner_noun: str
    label: Callable[[Mapping[str, Any]], str]
    spans: Spans = field(default_factory=dict)
    is_numbered: bool = True
    """Whether rows may name their owner by its number in the main sheet: not where there is none."""
    seen_only: Callable[[Model], dict[str, Any]] | None = None
    """Values that exports show of a stored row and that are never read in."""
    shown: tuple[str, ...] = ()
    """Keys of those values; they stand among the columns."""
    joined: tuple[str, ...] = ()
    """What `seen_only` needs beside the row, fetched with it."""

    @cached_property
    def owner_name(self) -> str:
        return next(
            one.name
            for one in self.model._meta.fields
            if one.remote_field and one.remote_field.related_name == self.relation
        )

    @cached_property
    def sheet(self) -> KindSheet:
        noun = self.owner_noun
        or_number = " hoặc STT" if self.is_numbered else ""
        references = (
            Column(
                key=OWNER_NUMBER,
                heading=f"STT {noun}",
                kind=CellKind.IDENTIFIER,
                width=8,
                help=f"Số thứ tự của {noun} ở trang đầu.",
                synonyms=("STT TTHC", "TT thủ tục"),
            ),
            Column(
                key=OWNER_CODE,
                heading=f"Mã số {noun}",
                kind=CellKind.IDENTIFIER,
                width=14,
                synonyms=("Mã TTHC", "Mã thủ tục"),
                help=f"Cho biết dòng thuộc {noun} nào; không có mã thì ghi tên{or_number}.",
            ),
            Column(
                key=OWNER_NAME,
                heading=f"Tên {noun}",
                width=40,
                synonyms=("Tên TTHC", "Thủ tục"),
                help=f"Cho biết dòng thuộc {noun} nào, khi không ghi mã số{or_number}.",
            ),
        )
        references = references if self.is_numbered else references[1:]
        hidden = Column(key=OWNER, heading=f"Mã hệ thống {noun}", kind=CellKind.IDENTIFIER, hidden=True)
        columns = (*references, *self.columns, hidden, *hidden_columns())
        return KindSheet(self.relation, self.title, columns, seen_only=frozenset(self.shown))

    @cached_property
    def stored_columns(self) -> ModelColumns:
        return ModelColumns(self.model, self.columns, self.spans)

    def stored(self, owners: Iterable[int]) -> Iterable[Model]:
        """The stored rows of these owners, in their order; one query."""
        wanted, owner = set(owners), f"{self.owner_name}_id"
        rows = narrowed(
            self.model.objects.select_related(*self.joined).order_by(owner, "position", "pk"), wanted, owner
        )
        return (row for row in rows.iterator(chunk_size=2_000) if getattr(row, owner) in wanted)

    def load(self, records: Mapping[int, Record]) -> None:
        """Gives records their rows of this sheet."""
        for record in records.values():
            record.rows[self.relation] = {}
        for row in self.stored(records):
            owner = getattr(row, f"{self.owner_name}_id")
            records[owner].rows[self.relation][row.pk] = (row, self.stored_columns.values_of(row))


def exported_rows(nested: NestedSheet, owner_kind: str, owners: Mapping[int, tuple]) -> Iterable[list]:
    """The rows of a nested sheet for export; `owners` is {key: (number, code, name, version)}, in order."""
    places = {pk: place for place, pk in enumerate(owners)}
    keys = [column.key for column in nested.columns]
    stored = sorted(nested.stored(owners), key=lambda row: places[getattr(row, f"{nested.owner_name}_id")])
    for row in stored:
        owner = getattr(row, f"{nested.owner_name}_id")
        number, code, name, version = owners[owner]
        values = nested.stored_columns.values_of(row)
        shown = values | nested.seen_only(row) if nested.seen_only else values
        yield [
            *([str(number)] if nested.is_numbered else []),
            code,
            name,
            *(shown[key] for key in keys),
            identifier(owner_kind, owner),
            identifier(nested.relation, row.pk),
            f"v{version}",
            pack(values),
        ]
