"""A sheet whose rows belong to the rows of a main sheet: its columns, its stored rows, its rows for export."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Model

from exchange.columns import hidden_columns
from exchange.identity import identifier, pack
from exchange.ledger import Record, narrowed
from exchange.model_columns import ModelColumns, Spans
from exchange.plan import KindSheet
from tthc.core.sheets.columns import CellKind, Column

OWNER = "_owner"
OWNER_NUMBER, OWNER_CODE, OWNER_NAME = "owner_number", "owner_code", "owner_name"
REFERENCES = (OWNER, OWNER_NUMBER, OWNER_CODE, OWNER_NAME)


def named_places(mapping: Mapping[str, int]) -> dict[str, int]:
    """Where the rows of a nested sheet name their owner, by the keys of the owner's own columns."""
    own = {OWNER_NUMBER: "stt", OWNER_CODE: "code", OWNER_NAME: "name"}
    return {key: mapping[reference] for reference, key in own.items() if reference in mapping}


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
    carried: tuple[str, ...] = ()
    """Keys of columns whose blank cell means the one above, as long as the owner is the same."""
    is_numbered: bool = True
    """Whether rows may name their owner by its number in the main sheet: not where there is none."""
    seen_only: Callable[[Model], dict[str, Any]] | None = None
    """Values that exports show of a stored row and that are never read in."""
    shown: tuple[str, ...] = ()
    """Keys of those values; they stand among the columns."""
    joined: tuple[str, ...] = ()
    """What `seen_only` needs beside the row, fetched with it."""
    holds: str = ""
    """Where the rows belong to something that belongs one to one to the owner: how that names the owner."""

    @cached_property
    def owner_name(self) -> str:
        return next(
            one.name
            for one in self.model._meta.fields
            if one.remote_field and one.remote_field.related_name == self.relation
        )

    @cached_property
    def owner_path(self) -> str:
        """From a row to the key of its owner."""
        return f"{self.owner_name}__{self.holds}_id" if self.holds else f"{self.owner_name}_id"

    def owner_of(self, row: Model) -> int:
        """The key of the owner of a stored row."""
        holder = getattr(row, self.owner_name) if self.holds else row
        return getattr(holder, f"{self.holds or self.owner_name}_id")

    def homes(self, owners: Iterable[int]) -> dict[int, int]:
        """{key of an owner: key of what its rows belong to}, which is made where it is missing."""
        if not self.holds:
            return {pk: pk for pk in owners}
        name, pks = f"{self.holds}_id", list(owners)
        holders = self.model._meta.get_field(self.owner_name).related_model.objects
        holders.bulk_create([holders.model(**{name: pk}) for pk in pks], ignore_conflicts=True)
        return dict(holders.filter(**{f"{name}__in": pks}).values_list(name, "pk"))

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
        wanted, joined = set(owners), [*self.joined, *([self.owner_name] if self.holds else [])]
        rows = self.model.objects.select_related(*joined).order_by(self.owner_path, "position", "pk")
        rows = narrowed(rows, wanted, self.owner_path).iterator(chunk_size=2_000)
        return (row for row in rows if self.owner_of(row) in wanted)

    def load(self, records: Mapping[int, Record]) -> None:
        """Gives records their rows of this sheet."""
        for record in records.values():
            record.rows[self.relation] = {}
        for row in self.stored(records):
            records[self.owner_of(row)].rows[self.relation][row.pk] = (
                row,
                self.stored_columns.values_of(row),
            )


def exported_rows(nested: NestedSheet, owner_kind: str, owners: Mapping[int, tuple]) -> Iterable[list]:
    """The rows of a nested sheet for export; `owners` is {key: (number, code, name, version)}, in order."""
    places = {pk: place for place, pk in enumerate(owners)}
    keys = [column.key for column in nested.columns]
    stored = sorted(nested.stored(owners), key=lambda row: places[nested.owner_of(row)])
    for row in stored:
        owner = nested.owner_of(row)
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
