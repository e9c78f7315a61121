"""A kind that is a ledger: plan, write, undo and export of its sheets."""

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
from exchange.kind import Filled, KindSheet, OnExisting, Plan, PlannedRow, Room, Written
from exchange.ledger import Ledger
from exchange.planning import MainPlanning
from exchange.writing import MANY, Undoer, Writer, ready_rows
from tthc.core.refusal import Forbidden, Refusal
from tthc.core.sweeping import no_sweeping

NO_RIGHT = "Bạn không được giao nhập {title} từ tệp."


@dataclass(frozen=True)
class LedgerKind:
    """See `exchange.kind.Kind`."""

    key: str
    title: str
    help: str
    ledger: type[Ledger]
    export_capability: Capability = Capability.VIEW
    needs_department: bool = False
    writer: ClassVar[type[Writer]] = Writer
    undoer: ClassVar[type[Undoer]] = Undoer

    @property
    def capability(self) -> Capability:
        return self.ledger.capability

    def sheets(self, room: Room) -> tuple[KindSheet, ...]:
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
        ledger = self.ledger(room)
        planning = MainPlanning(ledger, OnExisting(on_existing), decisions or {})
        rows: list[PlannedRow] = []
        for table in filled:
            if table.sheet == ledger.key:
                rows += planning.plan(table)
        return Plan(self.key, rows, planning.file_faults, planning.newest)

    @no_sweeping()
    @transaction.atomic
    def write(
        self, plan: Plan, room: Room, *, at: datetime | None = None, skip_faulty: bool = False
    ) -> Written:
        self.check_right(room)
        rows = ready_rows(plan, skip_faulty=skip_faulty)
        return self.writer(self.ledger(room), at or timezone.now(), plan.newest).write(rows)

    @transaction.atomic
    def undo(self, record: dict[str, Any], room: Room, *, at: datetime | None = None) -> Written:
        self.check_right(room)
        if not record:
            raise Refusal("Lần nhập này không ghi gì nên không có gì để hoàn tác.")
        return self.undoer(self.ledger(room), at or timezone.now()).undo(record)

    def export(self, room: Room, rows: Any = None) -> list[tuple[KindSheet, Iterable[list]]]:
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
