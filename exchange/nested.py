"""Plans the rows of nested sheets: steps, dossier items, cost lines, that belong to the rows of a main sheet.

A row names its owner by a hidden identifier, by the number in the main sheet ("STT thủ tục"), by code or by name; the
title above a table may name the owner of all its rows. The rows that a file has for an owner are its whole list, in
their order: a stored row that is missing there goes, unless the owner was changed since the export, when it may have
been added meanwhile. An owner without rows keeps its list. In a sheet that was sorted, exported rows of an owner
standing among those of others, the order says nothing: rows keep the one in which they are stored.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from exchange.file_rows import Row, rows_of
from exchange.identity import pk_of, unpack
from exchange.ledger import GROUP_NUMBER, Record
from exchange.merging import SAID, Merger, difference
from exchange.nested_sheet import REFERENCES, NestedSheet
from exchange.plan import IDENTIFIER, CellChange, Fate, Filled, OnExisting, Owner, PlannedRow
from exchange.planning import MainPlanning
from tthc.core.reading import shorten
from tthc.core.sheets.words import is_blank

ORDER = "_order"
CONTINUES = "Dòng không ghi {noun}; hiểu là tiếp theo dòng trên, cùng {noun}."
AS_ABOVE = "Ô trống; hiểu là như dòng trên."
LOST = "Dòng này đã bị bỏ khỏi hệ thống sau khi xuất tệp."


@dataclass
class Owned:
    """The rows of the file that belong to a row of the main sheet, or to a stored one that the file has no row of."""

    key: Owner
    label: str
    record: Record | None = None
    rows: list[Row] = field(default_factory=list)


class NestedPlanning:
    """Plans the rows of one nested sheet once the main sheet has been planned."""

    def __init__(
        self,
        nested: NestedSheet,
        main: MainPlanning,
        planned: list[PlannedRow],
        on_existing: OnExisting,
        decisions: Mapping[str, str],
    ) -> None:
        self.nested, self.main, self.on_existing = nested, main, on_existing
        self.ledger = main.ledger
        self.merger = Merger(nested.sheet.columns, decisions)
        self.by_number, self.by_code, self.by_name = {}, {}, {}
        self.owners: dict[Owner, Owned] = {}
        self.is_sorted = False
        self.planned_main = {row.owner: row for row in planned}
        for row in planned:
            values = row.values
            for index, text in (
                (self.by_number, values.get("stt")),
                (self.by_code, values.get("code")),
                (self.by_name, values.get("name")),
            ):
                if text:
                    index.setdefault(text.casefold(), []).append(row.owner)

    def plan(
        self, tables: Iterable[Filled], given: Iterable[tuple[PlannedRow, list[dict[str, Any]]]] = ()
    ) -> list[PlannedRow]:
        """The rows of the nested sheet; `given` are lists that stand in one cell of a row of the main sheet."""
        faulty, last = [], None
        for filled in tables:
            names = set(REFERENCES) & set(filled.mapping)
            titled = None if names else self._owner_in_title(filled)
            groups = {} if names else self._owners_of_groups(filled)
            above: Owner | None = None
            filled, carried = self._carried_down(filled)
            group = ""
            for row, source in zip(rows_of(filled, self.nested.sheet), filled.table.rows, strict=True):
                # Under another heading nothing goes on.
                above, group = above if source.group == group else None, source.group
                for key in carried.get(row.number, ()):
                    row.doubt(key, AS_ABOVE)
                key = above = groups.get(row.number) or titled or self._owner_of(row, above)
                if key is None:
                    faulty.append(row)
                else:
                    owner = self.owners.setdefault(key, Owned(key, ""))
                    self.is_sorted |= bool(owner.rows and key != last and row.values.get(IDENTIFIER))
                    owner.rows.append(row)
                    last = key
        for owner_row, lists in given:
            key = owner_row.owner
            if key not in self.owners:
                lines = [Row(owner_row.number, values, owner_row.sheet_name, {}) for values in lists]
                self.owners[key] = Owned(key, "", rows=lines)
        self._load()
        planned = [line for owner in self.owners.values() for line in self._planned(owner)]
        planned += [self._line(row, Fate.FAULTY, None) for row in faulty]
        return sorted(planned, key=lambda line: line.number or 10**9)

    def _owner_in_title(self, filled: Filled) -> Owner | None:
        """The owner that stands above a table without a column for it, or is the name of its sheet."""
        for line in [*filled.table.title.split("\n"), filled.table.sheet]:
            if owner := self._owner_meant(line):
                return owner
        return None

    def _owners_of_groups(self, filled: Filled) -> dict[int, Owner]:
        """The owners that headings between the rows name, by the number of the row."""
        meant = {
            group: self._owner_meant(group) for group in {row.group for row in filled.table.rows} if group
        }
        return {row.number: owner for row in filled.table.rows if (owner := meant.get(row.group))}

    def _owner_meant(self, line: str) -> Owner | None:
        """The one owner that a line names, perhaps after a number or after what it is: "2. Thủ tục: Cấp thẻ"."""
        for words in (line, line.rpartition(":")[2], GROUP_NUMBER.sub("", line)):
            found = self.by_name.get(words.strip().casefold()) or self._stored_owners(words, words)
            if len(found) == 1:
                return found[0]
        return None

    def _carried_down(self, filled: Filled) -> tuple[Filled, dict[int, list[str]]]:
        """The table with blank cells that mean the one above filled, and which those are, by the number of the row."""
        places = {key: filled.mapping[key] for key in self.nested.carried if key in filled.mapping}
        naming = [filled.mapping[key] for key in REFERENCES if key in filled.mapping]
        carried: dict[int, list[str]] = {}
        rows, owner, group, above = [], (), "", {}
        for row in filled.table.rows if places else ():
            named = tuple(cell for place in naming if not is_blank(cell := row.cell(place)))
            if named and named != owner or row.group != group:
                owner, group, above = named or owner, row.group, {}
            blank = {
                key: place for key, place in places.items() if is_blank(row.cell(place)) and key in above
            }
            if blank:
                cells = list(row.cells) + [""] * (max(blank.values()) + 1 - len(row.cells))
                for key, place in blank.items():
                    cells[place] = above[key]
                carried[row.number] = list(blank)
                row = replace(row, cells=cells)
            above |= {key: row.cell(place) for key, place in places.items()}
            rows.append(row)
        return (replace(filled, table=replace(filled.table, rows=rows)) if carried else filled), carried

    def _owner_of(self, row: Row, above: Owner | None) -> Owner | None:
        """The owner that a row names, otherwise that of the row above; None, with a fault, when it names several."""
        values = row.values
        given = [values.pop(key, "") for key in REFERENCES]
        pk = pk_of(self.ledger.key, given[0]) if given[0] else None
        if pk:
            return ("pk", pk)
        for text, index, key in zip(
            given[1:], (self.by_number, self.by_code, self.by_name), REFERENCES[1:], strict=True
        ):
            found = index.get(text.casefold(), ()) if text else ()
            if len(found) == 1:
                return found[0]
            if len(found) > 1:
                row.fault(
                    key,
                    f"Tệp có {len(found)} {self.nested.owner_noun} như vậy. Ghi STT {self.nested.owner_noun}.",
                    text,
                )
                return None
        if above and not any(given):
            row.doubt(
                next((key for key in REFERENCES[1:] if key in row.headings), ""),
                CONTINUES.format(noun=self.nested.owner_noun),
            )
            return above
        return self._stored_owner(row, *given[1:])

    def _stored_owner(self, row: Row, number: str, code: str, name: str) -> Owner | None:
        noun = self.nested.owner_noun
        if found := self._stored_owners(code, name):
            return found[0]
        which = "STT, mã số hoặc tên" if self.nested.is_numbered else "mã số hoặc tên"
        if not (number or code or name):
            row.fault("", f"Dòng không ghi thuộc {noun} nào. Ghi {which} {noun}.")
        elif self.ledger.has_main:
            row.fault(
                "",
                f"Không tìm thấy {noun} của dòng này trong tệp và trong hệ thống. Ghi lại {which}.",
                code or name or number,
            )
        else:
            row.fault(
                "",
                f"Hệ thống chưa có {self.ledger.noun} nào của {noun} này. Bắt đầu rà soát trước, hoặc ghi lại {which}.",
                code or name,
            )
        return None

    def _stored_owners(self, code: str, name: str) -> list[Owner]:
        """The one stored owner that a code or a name means; none when several would fit."""
        values: dict[str, Any] = {"code": code, "name": name}
        self.ledger.tidy(values)
        for key in self.ledger.keys_of(values):
            found = self.main.known.get(key.text) or self.main.past.get(key.text, ())
            if len(found) == 1:
                return [("pk", found[0])]
        return []

    def _load(self) -> None:
        """Finds the stored owners and their rows: two queries."""
        records = self.main.records
        missing = [key[1] for key in self.owners if key[0] == "pk" and key[1] not in records]
        records |= self.ledger.records(missing)
        stored = {}
        for owner in self.owners.values():
            kind, number = owner.key
            owner.record = records.get(number) if kind == "pk" else None
            row = self.planned_main.get(owner.key)
            owner.label = row.label if row else owner.record.name if owner.record else ""
            if owner.record:
                stored[number] = owner.record
        self.nested.load(stored)

    def _planned(self, owner: Owned) -> list[PlannedRow]:
        record = owner.record
        if owner.key[0] == "pk" and (record is None or not record.is_visible):
            for row in owner.rows:
                row.fault("", f"Không tìm thấy {self.nested.owner_noun} của dòng này trong hệ thống.")
            return [self._line(row, Fate.FAULTY, owner) for row in owner.rows]
        if record is None:
            for row in owner.rows:
                row.values.pop(IDENTIFIER, None)
            return [self._line(row, Fate.NEW, owner) for row in owner.rows]
        lines = self._compared(owner, record)
        self._check_existing(owner, record, lines)
        return lines

    def _compared(self, owner: Owned, record: Record) -> list[PlannedRow]:
        stored = dict(record.rows[self.nested.relation])
        places = {pk: place for place, pk in enumerate(stored, start=1)}
        was_exported = any(row.version for row in owner.rows)
        moved_on = was_exported and any(row.version and row.version != record.version for row in owner.rows)
        partners = self._partners(owner, stored)
        lines = []
        for row in owner.rows:
            pk = partners.get(id(row))
            if pk is None and row.by_identifier:
                lines.append(self._lost(row, owner))
                continue
            line = self._line(row, Fate.NEW, owner)
            if pk is not None:
                self._merge(row, line, pk, record, moved_on)
            lines.append(line)
        left = [pk for pk in stored if pk not in partners.values()]
        lines += [self._left_over(pk, record, owner, moved_on) for pk in left]
        if self.is_sorted:
            for line in lines:
                line.place = places.get(line.pk, len(places) + 1)
        else:
            self._note_order(lines, places)
        return lines

    def _partners(self, owner: Owned, stored: Mapping[int, tuple]) -> dict[int, int]:
        """{id of a row: key of the stored row that it stands for}: by identifier, then by the same words, then by place."""
        partners: dict[int, int] = {}
        free = dict(stored)
        for row in owner.rows:
            text = row.values.pop(IDENTIFIER, "")
            pk = pk_of(self.nested.relation, text) if text else None
            row.by_identifier = pk is not None
            if pk in free:
                partners[id(row)] = pk
                del free[pk]
            elif pk in stored:
                row.by_identifier = False  # copied within Excel: the second one is a row of its own
        typed = [row for row in owner.rows if not row.by_identifier]
        for row in typed:
            same = next(
                (
                    pk
                    for pk, (_, values) in free.items()
                    if not self.merger.merge(row.values, values, "").changes
                ),
                None,
            )
            if same is not None:
                partners[id(row)] = same
                del free[same]
        if len(typed) == len(owner.rows):
            rest = [row for row in typed if id(row) not in partners]
            partners |= {id(row): pk for row, pk in zip(rest, free, strict=False)}
        return partners

    def _merge(self, row: Row, line: PlannedRow, pk: int, record: Record, moved_on: bool) -> None:
        _, stored = record.rows[self.nested.relation][pk]
        row.settle(stored)
        merged = self.merger.merge(
            row.values,
            stored,
            f"{self.nested.relation} {pk}",
            base=unpack(row.base, stored) if moved_on else None,
            moved_on=moved_on and row.by_identifier,
        )
        line.pk, line.values = pk, merged.values
        line.changes, line.conflicts = merged.changes, merged.conflicts
        if not row.faults:
            line.fate = Fate.CHANGED if merged.changes or merged.conflicts else Fate.UNCHANGED

    def _lost(self, row: Row, owner: Owned) -> PlannedRow:
        line = self._line(row, Fate.SKIPPED, owner)
        line.note = LOST
        return line

    def _left_over(self, pk: int, record: Record, owner: Owned, moved_on: bool) -> PlannedRow:
        _, values = record.rows[self.nested.relation][pk]
        sheet_name = owner.rows[0].sheet
        line = PlannedRow(
            self.nested.relation, sheet_name, 0, Fate.REMOVED, self.nested.label(values), values, pk=pk
        )
        line.parent, line.stored = owner.key, record
        line.note = "Không còn trong tệp"
        if moved_on:
            line.fate = Fate.UNCHANGED
            line.note = "Không có trong tệp, giữ lại vì biểu mẫu đã được sửa sau khi xuất tệp"
        return line

    def _note_order(self, lines: list[PlannedRow], places: Mapping[int, int]) -> None:
        """Rows that stand in another order than they are stored."""
        kept = [line for line in lines if line.pk and line.number]
        if [line.pk for line in kept] == sorted((line.pk for line in kept), key=places.get):
            return
        for place, line in enumerate((line for line in lines if line.number), start=1):
            if line.pk and places[line.pk] != place and line.fate in (Fate.UNCHANGED, Fate.CHANGED):
                moved = CellChange(ORDER, "Thứ tự", str(places[line.pk]), str(place))
                line.changes, line.fate = [*line.changes, moved], Fate.CHANGED

    def _check_existing(self, owner: Owned, record: Record, lines: list[PlannedRow]) -> None:
        """What becomes of a list that is stored already: left, refused, or changed."""
        moving = [line for line in lines if line.fate in (Fate.NEW, Fate.CHANGED, Fate.REMOVED)]
        if not moving:
            return
        if self.on_existing == OnExisting.SKIP:
            for line in moving:
                line.fate, line.changes, line.conflicts = Fate.SKIPPED, (), ()
                line.note = "Đã có trong hệ thống, giữ bản đang lưu"
            return
        why = record.obstacle
        if not why and self.on_existing == OnExisting.STOP:
            why = (
                f"{self.nested.owner_noun.capitalize()} này đã có trong hệ thống và khác với tệp. "
                "Chọn bỏ qua hoặc cập nhật dòng đã có."
            )
        if why:
            said = [self._said(line) for line in moving]
            more = f"; {len(said) - SAID} dòng khác" if len(said) > SAID else ""
            line = next(line for line in [*moving, *lines] if line.number)
            row = next(row for row in owner.rows if row.number == line.number)
            row.fault("", f"{why} Tệp khác ở: {'; '.join(said[:SAID])}{more}.")
            line.fate, line.faults = Fate.FAULTY, row.faults

    def _said(self, line: PlannedRow) -> str:
        """What a line that moves would do, in words."""
        if line.fate == Fate.CHANGED and line.changes:
            return difference(line.changes)
        what = {Fate.NEW: "thêm dòng", Fate.REMOVED: "không còn dòng"}.get(line.fate, "dòng")
        return f"{what} “{shorten(line.label)}”"

    def _line(self, row: Row, fate: Fate, owner: Owned | None) -> PlannedRow:
        values = row.values
        if fate == Fate.FAULTY:
            values.pop(IDENTIFIER, None)
        return PlannedRow(
            self.nested.relation,
            row.sheet,
            row.number,
            Fate.FAULTY if row.faults else fate,
            self.nested.label(values),
            values,
            faults=row.faults,
            doubts=row.doubts,
            parent=owner.key if owner else None,
            stored=owner.record if owner else None,
        )
