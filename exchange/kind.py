"""A kind of sheet: what pages and commands do with it, whatever its rows are.

A file goes this way: bytes → tables (tthc.core.sheets) → `Filled` (a table whose columns are known) → `Kind.plan`
(looks only; every fault, every change cell by cell) → `Kind.write` (one transaction, all or nothing) → `Kind.undo`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from departments.models import Department, User
from departments.roles import Capability
from exchange.identity import identifier, pack
from exchange.ledger import Ledger
from exchange.nested import NestedPlanning
from exchange.nested_sheet import OWNER_NAME, named_places
from exchange.plan import Filled, KindSheet, OnExisting, Plan, Room, Written
from exchange.planning import MainPlanning
from exchange.writing import MANY, Undoer, Writer, ready_rows
from tthc.core.refusal import Forbidden, Refusal
from tthc.core.sweeping import no_sweeping

NO_RIGHT = "Bạn không được giao nhập {title} từ tệp."


@dataclass(frozen=True)
class Kind:
    """A kind of sheet; `exchange.kinds.KINDS` is {key: kind}."""

    key: str
    """As the commands name it: "procedures"."""
    title: str
    """As pages name it: "Thủ tục"."""
    help: str
    """What such a file holds, in a sentence."""
    ledger: type[Ledger]
    export_capability: Capability = Capability.VIEW
    needs_department: bool = False
    """Whether a unit is chosen before the upload."""
    writer: ClassVar[type[Writer]] = Writer
    undoer: ClassVar[type[Undoer]] = Undoer

    @property
    def capability(self) -> Capability:
        """Who may read in for a unit."""
        return self.ledger.capability

    def sheets(self, room: Room) -> tuple[KindSheet, ...]:
        """The sheets with their columns, whose lists of choices are those of the room's agency."""
        return self.ledger(room).sheets()

    def may_import(self, user: User, department: Department | None = None) -> bool:
        return user.may(self.capability, department)

    def may_export(self, user: User) -> bool:
        return user.may(self.export_capability)

    @no_sweeping()
    def plan(
        self,
        filled: Iterable[Filled],
        room: Room,
        *,
        on_existing: OnExisting = OnExisting.UPDATE,
        decisions: Mapping[str, str] | None = None,
    ) -> Plan:
        """What reading these tables in would do; looks only, in a number of queries that does not grow with the rows."""
        on_existing, decisions = OnExisting(on_existing), decisions or {}
        tables: dict[str, list[Filled]] = {}
        for table in filled:
            tables.setdefault(table.sheet, []).append(table)
        ledger = self.ledger(room)
        main = MainPlanning(ledger, on_existing, decisions)
        rows = [row for table in tables.get(ledger.key, ()) for row in main.plan(table)]
        if ledger.may_be_only_named and ledger.key not in tables:
            details = (table for its in tables.values() for table in its if OWNER_NAME in table.mapping)
            rows = [row for table in details for row in main.plan_named(table, named_places(table.mapping))]
        planned = list(rows)
        for sheet in ledger.nested:
            given = ledger.rows_in_one(sheet.relation, main.only_read)
            if given or sheet.relation in tables:
                planning = NestedPlanning(sheet, main, rows, on_existing, decisions)
                planned += planning.plan(tables.get(sheet.relation, ()), given)
        return Plan(planned, main.file_faults, main.newest)

    @no_sweeping()
    @transaction.atomic
    def write(
        self, plan: Plan, room: Room, *, at: datetime | None = None, skip_faulty: bool = False
    ) -> Written:
        """Does what a plan says, in one transaction.

        Refuses: no right (Forbidden); faults, open questions or conflicts, unless their rows are left out (Refusal);
        something changed since the plan was made (Conflict).
        """
        self.check_right(room)
        rows = ready_rows(plan, skip_faulty=skip_faulty)
        return self.writer(self.ledger(room), at or timezone.now(), plan.newest).write(rows)

    @transaction.atomic
    def undo(self, record: dict[str, Any], room: Room, *, at: datetime | None = None) -> Written:
        """Takes a whole import back. Refuses when something it wrote was changed since (Conflict, naming it)."""
        self.check_right(room)
        if not record:
            raise Refusal("Lần nhập này không ghi gì nên không có gì để hoàn tác.")
        return self.undoer(self.ledger(room), at or timezone.now()).undo(record)

    def export(self, room: Room, rows: Any = None) -> Iterable[tuple[KindSheet, Iterable[list]]]:
        """Per sheet its rows of values in the order of the columns, hidden ones last; `rows` narrows (a queryset)."""
        ledger = self.ledger(room)
        return [(ledger.main, exported(ledger, streamed(ledger.visible() if rows is None else rows)))]

    def check_right(self, room: Room) -> None:
        if room.by and not self.may_import(room.by, room.department):
            raise Forbidden(NO_RIGHT.format(title=self.title.lower()))


def exported(ledger: Ledger, instances: Iterable) -> Iterable[list]:
    """The rows of a main sheet as lists of values in the order of its columns, the hidden ones last."""
    keys = [column.key for column in ledger.main.columns if not column.hidden]
    for number, instance in enumerate(instances, start=1):
        values = ledger.values_of(instance)
        shown = values | ledger.seen_only(instance)
        hidden = [
            identifier(ledger.key, instance.pk),
            f"v{ledger.version_of(instance, values)}",
            pack(values),
        ]
        yield [*(shown.get(key, number) for key in keys), *hidden]


def streamed(rows: Iterable[Model]) -> Iterable[Model]:
    """The rows of a queryset as the database gives them, none of them kept."""
    return rows.iterator(chunk_size=MANY) if isinstance(rows, QuerySet) else rows
