"""A kind whose main sheet holds forms, with nested sheets of rows that belong to them."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from exchange.form_ledger import FormLedger
from exchange.form_writing import FormUndoer, FormWriter
from exchange.kind import Filled, KindSheet, OnExisting, Plan, Room
from exchange.ledger_kind import LedgerKind, exported, streamed
from exchange.nested import NestedPlanning
from exchange.nested_sheet import exported_rows
from exchange.planning import MainPlanning
from tthc.core.sweeping import no_sweeping


@dataclass(frozen=True)
class FormKind(LedgerKind):
    """See `exchange.kind.Kind`; its ledger has `nested` sheets."""

    ledger: type[FormLedger]
    writer = FormWriter
    undoer = FormUndoer

    @no_sweeping()
    def plan(
        self,
        filled: Iterable[Filled],
        room: Room,
        *,
        on_existing: OnExisting = OnExisting.UPDATE,
        decisions: Mapping[str, str] | None = None,
    ) -> Plan:
        on_existing, decisions = OnExisting(on_existing), decisions or {}
        tables: dict[str, list[Filled]] = {}
        for table in filled:
            tables.setdefault(table.sheet, []).append(table)
        ledger = self.ledger(room)
        main = MainPlanning(ledger, on_existing, decisions)
        rows = [row for table in tables.get(ledger.key, ()) for row in main.plan(table)]
        planned = list(rows)
        for sheet in ledger.nested:
            given = ledger.rows_in_one(sheet.relation, main.only_read)
            if given or sheet.relation in tables:
                planning = NestedPlanning(sheet, main, rows, on_existing, decisions)
                planned += planning.plan(tables.get(sheet.relation, ()), given)
        return Plan(self.key, planned, main.file_faults, main.newest)

    def export(self, room: Room, rows: Any = None) -> Iterator[tuple[KindSheet, Iterable[list]]]:
        """The forms are streamed; rows that belong to them follow those that have gone by."""
        ledger = self.ledger(room)
        owners: dict[int, tuple] = {}

        def going_by() -> Iterator[Model]:
            forms = streamed(ledger.visible() if rows is None else rows)
            for number, form in enumerate(forms, start=1):
                owners[form.pk] = (number, *ledger.reference(form), form.version)
                yield form

        if ledger.has_main:
            yield ledger.main, exported(ledger, going_by())
        else:
            deque(going_by(), maxlen=0)
        for sheet in ledger.nested:
            yield sheet.sheet, exported_rows(sheet, ledger.key, owners)
