"""A kind whose main sheet holds forms, with nested sheets of rows that belong to them."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from exchange.form_ledger import FormLedger
from exchange.form_writing import FormUndoer, FormWriter
from exchange.kind import Kind, exported, streamed
from exchange.nested_sheet import exported_rows
from exchange.plan import KindSheet, Room


@dataclass(frozen=True)
class FormKind(Kind):
    """See `Kind`; its ledger has `nested` sheets."""

    ledger: type[FormLedger]
    writer = FormWriter
    undoer = FormUndoer

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
