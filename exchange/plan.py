"""What reading a file in would do, row by row: planning, writing, pages and commands agree on this."""

from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.db.models import TextChoices

from departments.models import Agency, Department, User
from tthc.core.display import number
from tthc.core.sheets.columns import Column, Doubt, Fault
from tthc.core.sheets.rows import Place
from tthc.core.sheets.tables import Cell, Table

# Keys of the columns that an export carries hidden, so that its rows are known again.
IDENTIFIER, VERSION, BASE = "_id", "_version", "_base"


class OnExisting(TextChoices):
    """What to do with rows that are stored already."""

    STOP = "stop", "Dừng, coi là lỗi"
    SKIP = "skip", "Bỏ qua, giữ bản đang lưu"
    UPDATE = "update", "Cập nhật theo tệp"


class Fate(TextChoices):
    """What becomes of a row."""

    NEW = "NEW", "Thêm mới"
    CHANGED = "CHANGED", "Thay đổi"
    REMOVED = "REMOVED", "Bỏ"
    UNCHANGED = "UNCHANGED", "Không có thay đổi"
    SKIPPED = "SKIPPED", "Bỏ qua"
    FAULTY = "FAULTY", "Có lỗi"

    @property
    def tone(self) -> str:
        tones = {"NEW": "ok", "CHANGED": "info", "REMOVED": "wait", "SKIPPED": "mute", "FAULTY": "late"}
        return tones.get(self.value, "mute")


MOVING = (Fate.NEW, Fate.CHANGED, Fate.REMOVED)
"""What writes something."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell as it is stored and as the file has it, in words."""

    key: str
    heading: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell changed on both sides since the file was exported, in words; `base` is None when it is not known.

    A decision names `id`, which holds for exactly these three texts: {id: "mine" | "theirs"}.
    """

    id: str
    key: str
    heading: str
    base: str | None
    theirs: str
    mine: str
    decision: str = ""


Owner = tuple[str, int]
"""A row of a main sheet: ("pk", its key) when it is stored, otherwise the sheet of the file and its number there."""


@dataclass(slots=True)
class PlannedRow:
    """One row of the file, or a stored row that is to go (`number` is 0 then), and what becomes of it.

    `label` names the thing; `values` is the row as it is to be, by column key; `pk` is the stored row, if any; `note`
    says how it was recognised, or why it is skipped.
    """

    sheet: str
    sheet_name: str
    number: int
    fate: Fate
    label: str
    values: dict[str, Any] = field(default_factory=dict)
    pk: int | None = None
    changes: Sequence[CellChange] = ()
    faults: Sequence[Fault] = ()
    doubts: Sequence[Doubt] = ()
    conflicts: Sequence[Conflict] = ()
    note: str = ""
    parent: Owner | None = None
    """Of a nested row: the row that it belongs to."""
    place: int = 0
    """Of a nested row: where in its list it stays; 0 where the order of the file counts."""
    stored: Any = None
    """Of a stored row: the object and its version as planning saw it; for `write`."""

    @property
    def owner(self) -> Owner:
        """What is written or left out as a whole: a row of the main sheet with the rows that belong to it."""
        return self.parent or (("pk", self.pk) if self.pk else (self.sheet_name, self.number))


@dataclass
class Plan:
    """What reading the tables in would do. The rows stand in the order of the file."""

    rows: list[PlannedRow]
    file_faults: list[Fault] = field(default_factory=list)
    """Faults of no row: a needed column that is missing, a sheet without rows."""
    newest: int = 0
    """The highest key that was stored when new rows were planned: what came later may be the same things."""

    @cached_property
    def counts(self) -> dict[Fate, int]:
        found = Counter(row.fate for row in self.rows)
        return {fate: found[fate] for fate in Fate}

    @cached_property
    def faults(self) -> list[Fault]:
        return [*self.file_faults, *(fault for row in self.rows for fault in row.faults)]

    @cached_property
    def doubts(self) -> list[Doubt]:
        """Warnings; those with `asked` have to be answered before writing."""
        return [doubt for row in self.rows for doubt in row.doubts]

    @property
    def open_questions(self) -> list[Doubt]:
        return [doubt for doubt in self.doubts if doubt.asked]

    @cached_property
    def conflicts(self) -> list[tuple[PlannedRow, Conflict]]:
        return [(row, conflict) for row in self.rows for conflict in row.conflicts]

    @property
    def open_conflicts(self) -> list[tuple[PlannedRow, Conflict]]:
        return [(row, conflict) for row, conflict in self.conflicts if not conflict.decision]

    @cached_property
    def mark(self) -> str:
        """The same as long as the same would happen to the same rows: what was seen is what is written."""
        mark = sha256()
        for row in self.rows:
            version = row.stored.version if row.stored else ""
            values = row.values.values() if row.fate in (Fate.NEW, Fate.CHANGED) else ()
            told = (row.sheet, str(row.number), row.fate, str(row.pk), version, *map(str, values), "\n")
            mark.update("\x1f".join(told).encode())
        return mark.hexdigest()

    @property
    def will_change(self) -> bool:
        return any(self.counts[fate] for fate in MOVING)

    def __str__(self) -> str:
        numbers = "; ".join(f"{fate.label}: {number(count)}" for fate, count in self.counts.items() if count)
        return numbers or "Không có dòng nào"


@dataclass(frozen=True, slots=True)
class Filled:
    """A table of the file whose columns are known: `mapping` is {key of a column: its place among the cells of a row}.

    `edits` are cells mended on the page, read in place of those of the file; a doubt at a place in `agreed` is
    answered with what it suggests.
    """

    sheet: str
    """Key of the sheet of the kind."""
    table: Table
    mapping: Mapping[str, int]
    edits: Mapping[Place, Cell] = field(default_factory=dict)
    agreed: Container[Place] = ()


@dataclass(frozen=True)
class Room:
    """For whom and by whom a file is read or written.

    `by` is None for the command line, which may do everything in its agency; `department` is the unit that rows without
    a unit belong to, and the only unit when it is given.
    """

    agency: Agency
    by: User | None = None
    department: Department | None = None


@dataclass(frozen=True)
class KindSheet:
    """One sheet of a kind; the first one of a kind is the main one, the others hold rows that belong to its rows."""

    key: str
    title: str
    columns: tuple[Column, ...]
    """The hidden ones last."""
    only_read: tuple[Column, ...] = ()
    """Columns that files of others have and that are read, but never exported: a whole part of a form in one cell."""
    seen_only: frozenset[str] = frozenset()
    """Keys of columns that are exported to be seen; what a file has there is passed over."""
    past: frozenset[str] = frozenset()
    """Keys of columns that only rows have which are stored already: a blank form does without."""

    @property
    def readable(self) -> tuple[Column, ...]:
        """What a file may hold: for mapping its headings."""
        return (*self.columns, *self.only_read)

    @property
    def offered(self) -> tuple[Column, ...]:
        """What a column of a file may be chosen as."""
        return tuple(column for column in self.readable if not column.hidden)

    @property
    def visible(self) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if not column.hidden)


@dataclass
class Written:
    """What was done; `record` (JSON) is what `undo` needs: kept with the session."""

    created: int = 0
    updated: int = 0
    removed: int = 0
    unchanged: int = 0
    skipped: int = 0
    record: dict[str, Any] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    """{address of a page: label} of the first rows that were written, for the page of the result."""
