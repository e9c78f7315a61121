"""What reading a main sheet in would do: rows known again, laid beside what is stored, checked. Looks only.

Every look-up is one query for all rows. A row is known by its hidden identifier; without one by the keys of its kind
(code, name and unit), which is said. An empty cell of a row without identifier leaves what is stored.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from exchange.file_rows import Row, rows_of
from exchange.identity import pk_of, unpack
from exchange.ledger import Ledger, Record
from exchange.merging import Merged, Merger, difference
from exchange.nested_sheet import OWNER, OWNER_NAME
from exchange.plan import IDENTIFIER, Fate, Filled, OnExisting, PlannedRow
from tthc.core.sheets.columns import Fault
from tthc.core.sheets.tables import TableRow
from tthc.core.sheets.words import is_blank, shown
from tthc.core.text import clean

COPIED = (
    "Mã hệ thống ẩn của dòng này trùng với {first} (thường do chép dòng trong Excel). "
    "Nếu đồng ý, dòng này được coi là dòng mới."
)
GONE = "{noun} của dòng này đã bị xóa khỏi hệ thống sau khi xuất tệp. Nếu đồng ý, dòng được thêm lại như dòng mới."
FOREIGN = (
    "Mã hệ thống ẩn của dòng không phải do hệ thống này cấp cho bảng này; dòng được nhận ra như dòng gõ tay."
)
EXISTS = (
    "{noun} này đã có trong hệ thống ({note}) và khác với tệp. "
    "Chọn bỏ qua hoặc cập nhật dòng đã có, hoặc bỏ dòng này.{differs}"
)
OVER = (
    "Hệ thống đã có {noun} này, nhưng thủ tục đã bãi bỏ và tệp ghi khác ({differs}). "
    "Nếu đồng ý, dòng này được thêm như dòng mới."
)
ELSEWHERE = "{noun} này đã có ở nơi bạn không xem được. Ghi lại cho đúng hoặc bỏ dòng này."
ONLY_NAMED = (
    "Tệp chỉ nêu tên {noun} này bên các dòng chi tiết, hệ thống chưa có. Nếu đồng ý thì thêm {noun} mới."
)
MISSING_COLUMN = "Tệp thiếu cột bắt buộc “{heading}” cho dòng thêm mới. Thêm cột hoặc chọn lại cột."


class MainPlanning:
    """Plans the rows of a main sheet against a ledger."""

    def __init__(self, ledger: Ledger, on_existing: OnExisting, decisions: Mapping[str, str]) -> None:
        self.ledger = ledger
        self.on_existing = on_existing
        self.merger = Merger(ledger.main.readable, decisions)
        self.records: dict[int, Record] = {}
        self.by_pk: dict[int, Row] = {}
        self.by_key: dict[str, Row] = {}
        self.file_faults: list[Fault] = []
        self.only_read: list[tuple[PlannedRow, dict[str, Any]]] = []
        self.has_new = False
        self.named: set[str] = set()

    def plan(self, filled: Filled) -> list[PlannedRow]:
        self.agreed = filled.agreed
        rows = rows_of(filled, self.ledger.main)
        for row, source in zip(rows, filled.table.rows, strict=True):
            if source.group and not row.values.get(IDENTIFIER):
                self.ledger.stand_under(source.group, row.values)
        self._recognise(rows)
        self.records |= self.ledger.records(row.pk or row.past for row in rows if row.pk or row.past)
        for row in rows:
            self._find_double(row)
        apart = self._taken_apart(rows, filled)
        planned = [self._planned(row) for row in rows]
        self.has_new |= any(line.fate == Fate.NEW for line in planned)
        self.only_read += [(line, given) for line, given in zip(planned, apart, strict=True) if given]
        self._ask_for_columns(filled, planned)
        return planned

    def plan_named(self, filled: Filled, places: Mapping[str, int]) -> list[PlannedRow]:
        """New rows that only rows of a nested sheet name, each asked about; `places` says where they name what.

        Exported rows say by their hidden identifier whose they are, whatever the name.
        """
        first: dict[str, TableRow] = {}
        exported = filled.mapping.get(OWNER)
        for source in filled.table.rows:
            if exported is not None and not is_blank(source.cell(exported)):
                continue
            cell = filled.edits.get((source.number, OWNER_NAME), source.cell(places["name"]))
            name = clean(shown(cell)).casefold()
            if not is_blank(name) and name not in self.named:
                first.setdefault(name, source)
        self.named |= first.keys()
        edits = {(number, "name"): cell for (number, key), cell in filled.edits.items() if key == OWNER_NAME}
        table = replace(filled.table, rows=list(first.values()))
        named = replace(filled, sheet=self.ledger.key, table=table, mapping=places, edits=edits)
        self.agreed = filled.agreed
        rows = rows_of(named, self.ledger.main)
        self._recognise(rows)
        rows = [row for row in rows if not (row.pk or row.past or row.faults)]
        for row in rows:
            self._find_double(row)
            self._ask(row, ONLY_NAMED.format(noun=self.ledger.noun))
        self.has_new |= bool(rows)
        return [self._planned(row) for row in rows]

    def _taken_apart(self, rows: list[Row], filled: Filled) -> list[dict[str, Any]]:
        """What stands in columns of the file that are only read, of each row: it belongs to nested sheets."""
        apart = {column.key for column in self.ledger.main.only_read} - self.ledger.read_along
        keys = [key for key in filled.mapping if key in apart]
        return [{key: value for key in keys if (value := row.values.pop(key, None))} for row in rows]

    @cached_property
    def known(self) -> dict[str, list[int]]:
        """{key of a stored row: the rows that bear it}."""
        return self._keyed(self.ledger.stored_keys())

    @cached_property
    def past(self) -> dict[str, list[int]]:
        """The same of rows that are over."""
        return self._keyed(self.ledger.past_keys())

    def _keyed(self, stored: Iterable[tuple[int, Mapping[str, Any]]]) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for pk, values in stored:
            for key in self.ledger.keys_of(values):
                found.setdefault(key.text, []).append(pk)
        return found

    @property
    def newest(self) -> int:
        """See `Plan.newest`."""
        return max((max(pks) for pks in self.known.values()), default=0) if self.has_new else 0

    def _recognise(self, rows: list[Row]) -> None:
        """Finds the stored row that each row means: by identifier, then by the keys of the kind."""
        for row in rows:
            text = row.values.pop(IDENTIFIER, "")
            if not text:
                continue
            row.pk = pk_of(self.ledger.key, text)
            row.by_identifier = row.pk is not None
            if row.pk is None:
                row.doubt(IDENTIFIER, FOREIGN)
        for row in rows:
            if not row.by_identifier:
                self.ledger.tidy(row.values)
            row.keys = self.ledger.keys_of(row.values)
            if not row.by_identifier:
                self._match(row)

    def _match(self, row: Row) -> None:
        for key in row.keys:
            found = self.known.get(key.text, ())
            if len(found) == 1:
                row.pk, row.note = found[0], f"Nhận ra theo {key.said}; ô trống giữ nguyên bản đang lưu"
                return
            if found and key.is_own:
                noun = self.ledger.noun
                row.fault(
                    "",
                    f"Hệ thống có {len(found)} {noun} cùng {key.said} nên không rõ là {noun} nào. "
                    "Dùng tệp xuất từ hệ thống để cập nhật.",
                )
                return
        row.past = next((max(found) for key in row.keys if (found := self.past.get(key.text))), None)

    def _find_double(self, row: Row) -> None:
        """Tells a row that means the same as an earlier one: one stored row, or one new thing."""
        noun = self.ledger.noun.capitalize()
        if row.pk and row.pk not in self.records:
            if not row.by_identifier:
                row.pk = None
                row.fault("", ELSEWHERE.format(noun=noun))
                return
            self._take_as_new(row, GONE.format(noun=noun))
        first = self.by_pk.setdefault(row.pk, row) if row.pk else row
        if first is not row:
            where = self._place(first, row)
            if not row.by_identifier or self._same_keys(row, first):
                row.fault("", f"{noun} này đã ghi ở {where} của tệp. Giữ lại một dòng.")
                return
            self._take_as_new(row, COPIED.format(first=where))
        if not row.pk:
            self._find_new_double(row)

    def _find_new_double(self, row: Row) -> None:
        for key in row.keys:
            first = self.by_key.setdefault(key.text, row)
            if first is row:
                continue
            where = f"Trùng {key.said} với {self._place(first, row)} của tệp."
            if key.is_own:
                row.fault("", f"{where} Giữ lại một dòng.")
                return
            row.doubt("", f"{where} Kiểm tra xem là một hay hai.")

    def _place(self, first: Row, row: Row) -> str:
        """Where the first of two rows stands, as seen from the second."""
        sheet = "" if first.sheet == row.sheet else f", trang “{first.sheet}”"
        return f"dòng {first.number}{sheet}"

    def _same_keys(self, row: Row, first: Row) -> bool:
        mine, its = ({key.text for key in one.keys if key.is_own} for one in (row, first))
        return mine == its

    def _take_as_new(self, row: Row, question: str) -> None:
        """Forgets which stored row it claims to be; whether that is meant is asked."""
        row.pk, row.by_identifier = None, False
        self._ask(row, question)

    def _ask(self, row: Row, question: str) -> None:
        if (row.number, IDENTIFIER) not in self.agreed:
            row.doubt(IDENTIFIER, question, asked=True)

    def _planned(self, row: Row) -> PlannedRow:
        record = self.records.get(row.pk) if row.pk else None
        if record is None and row.past in self.records:
            record = self._over(row, self.records[row.past])
        return self._new(row) if record is None else self._existing(row, record)

    def _over(self, row: Row, record: Record) -> Record | None:
        """What is over, when the row says nothing else; otherwise the row may be new, which is asked."""
        if not record.is_visible:
            return None
        changes = self.merger.merge(row.values, record.values, "", keep_blank=True).changes
        if not changes:
            row.pk, row.note = record.pk, "Nhận ra theo mã số hoặc tên; thủ tục đã bãi bỏ"
            return record
        self._ask(row, OVER.format(noun=self.ledger.noun, differs=difference(changes)))
        return None

    def _new(self, row: Row) -> PlannedRow:
        values = row.values
        self.ledger.complete(values)
        self._complain(row, values, None)
        return self._result(row, Fate.NEW, values)

    def _existing(self, row: Row, record: Record) -> PlannedRow:
        if not record.is_visible:
            row.fault("", record.obstacle or ELSEWHERE.format(noun=self.ledger.noun.capitalize()))
            return self._result(row, Fate.FAULTY, row.values)
        row.settle(record.values)
        blank = {key for key, value in record.values.items() if value == "" or value is None}
        # A draft may be stored without what a new row must have.
        row.faults = [fault for fault in row.faults if fault.value or fault.key not in blank]
        merged = self._merged(row, record)
        differs = bool(merged.changes or merged.conflicts)
        is_kept = differs and self.on_existing == OnExisting.SKIP
        if is_kept:
            row.note = "Đã có trong hệ thống, giữ bản đang lưu"
        elif differs:
            self._check_change(row, record, merged)
        values = merged.values if merged.changes else record.values
        values |= {key: value for key, value in row.values.items() if key not in record.values}
        fate = Fate.SKIPPED if is_kept else Fate.CHANGED if differs else Fate.UNCHANGED
        planned = self._result(row, fate, values)
        planned.pk, planned.stored, planned.label = record.pk, record, record.name
        if not is_kept:
            planned.changes, planned.conflicts = merged.changes, merged.conflicts
        return planned

    def _merged(self, row: Row, record: Record) -> Merged:
        """The row laid beside the stored one, and beside what was exported where that has moved on."""
        moved_on = row.by_identifier and row.version != record.version
        return self.merger.merge(
            row.values,
            record.values,
            f"{self.ledger.key} {record.pk}",
            base=unpack(row.base, record.values) if moved_on else None,
            moved_on=moved_on and bool(row.version),
            keep_blank=not row.by_identifier,
        )

    def _check_change(self, row: Row, record: Record, merged: Merged) -> None:
        """What keeps the stored row from becoming what the file says."""
        differs = f" Tệp khác ở: {difference(merged.changes)}." if merged.changes else ""
        if self.on_existing == OnExisting.STOP:
            noun, note = self.ledger.noun.capitalize(), row.note.partition(";")[0].lower()
            note = note or "nhận ra theo mã hệ thống"
            row.fault("", EXISTS.format(noun=noun, note=note, differs=differs))
        if record.obstacle:
            row.fault("", f"{record.obstacle}{differs}")
        self._complain(row, merged.values, record)
        self._find_namesake(row, merged.values)

    def _complain(self, row: Row, values: Mapping[str, Any], record: Record | None) -> None:
        row.complain(
            self.ledger.complaints(values, record), lambda key: self.merger.words(key, values.get(key))
        )

    def _find_namesake(self, row: Row, values: Mapping[str, Any]) -> None:
        """Another stored row that already bears the keys which this one is to get."""
        for key in self.ledger.keys_of(values):
            if key.is_own and any(pk != row.pk for pk in self.known.get(key.text, ())):
                row.fault("", f"Hệ thống đã có {self.ledger.noun} khác cùng {key.said}. Ghi lại cho đúng.")
                return

    def _result(self, row: Row, fate: Fate, values: dict[str, Any]) -> PlannedRow:
        return PlannedRow(
            self.ledger.key,
            row.sheet,
            row.number,
            Fate.FAULTY if row.faults else fate,
            self.ledger.label(values),
            values,
            faults=row.faults,
            doubts=row.doubts,
            note=row.note,
        )

    def _ask_for_columns(self, filled: Filled, planned: list[PlannedRow]) -> None:
        if not any(row.pk is None for row in planned):
            return
        for column in self.ledger.main.columns:
            if column.required and column.key not in filled.mapping:
                message = MISSING_COLUMN.format(heading=column.heading)
                self.file_faults.append(
                    Fault(filled.table.sheet, None, column.heading, "", message, column.key)
                )
