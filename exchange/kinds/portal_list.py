"""The list of procedures that the national portal exports: code, name, who issues, who carries out, field of work."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from exchange.kinds.procedure_columns import procedure_column
from exchange.kinds.procedures import ProcedureLedger
from exchange.ledger import Complaint, Record
from exchange.nested_sheet import NestedSheet
from procedures.models import Procedure
from tthc.core.sheets.columns import CellKind, Column
from tthc.core.text import fold

ISSUED = "Cơ quan ban hành theo danh sách của cổng: "
UNKNOWN = "Lĩnh vực ở nguồn: "
NO_FIELD = "Lĩnh vực này chưa có trong danh mục của cơ quan; ghi vào ghi chú của thủ tục."
NOTED = ("issuing_body", "field_name")


class PortalListLedger(ProcedureLedger):
    """Procedures with the columns of the portal's list; what has no box of its own goes into the notes."""

    def columns(self) -> tuple[Column, ...]:
        return (
            procedure_column("code", "Mã TTHC", kind=CellKind.IDENTIFIER, width=14),
            procedure_column("name", "Tên", "Tên TTHC", required=True, width=60),
            Column(key="issuing_body", heading="Cơ quan ban hành", width=30, help="Như danh sách của Cổng; ghi vào ghi chú của thủ tục.", synonyms=("Cơ quan công bố",)),
            procedure_column(
                "executing_agency", "Cơ quan thực hiện", heading="Cơ quan thực hiện", width=40,
                help="Nhiều cơ quan thì mỗi cơ quan một dòng trong ô.",
            ),
            Column(key="field_name", heading="Lĩnh vực", width=26, help="Lĩnh vực chưa có trong danh mục thì ghi vào ghi chú của thủ tục."),
            procedure_column("department", "Đơn vị chủ trì", choices=self.unit_choices, spellings=self.unit_spellings, width=30),
        )  # fmt: skip

    def only_read(self) -> tuple[Column, ...]:
        return ()

    def nested_sheets(self) -> tuple[NestedSheet, ...]:
        return ()

    def values_of(self, instance: Procedure) -> dict[str, Any]:
        field = self.fields_of_work.get(instance.field_id, "")
        return super().values_of(instance) | {
            "issuing_body": noted(instance.notes, ISSUED),
            "field_name": field or noted(instance.notes, UNKNOWN),
        }

    def tidy(self, values: dict[str, Any]) -> None:
        for key in NOTED:
            if key in values:
                values[key] = "; ".join(filter(None, map(str.strip, values[key].split("\n"))))

    def attributes(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return super().attributes(values) | self._outside("", values)

    def assign(self, instance: Procedure, values: Mapping[str, Any]) -> dict[str, Any]:
        outside = self._outside(instance.notes, values)
        before = {name: getattr(instance, name) for name in outside}
        own = {key: value for key, value in values.items() if key not in NOTED}
        before |= super().assign(instance, own)
        for name, value in outside.items():
            setattr(instance, name, value)
        return before

    def _outside(self, notes: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Field of work and notes: what the list says in other words than the form."""
        outside: dict[str, Any] = {}
        if "issuing_body" in values:
            outside["notes"] = notes = with_note(notes, ISSUED, values["issuing_body"])
        if "field_name" in values:
            known = self.fields_by_name.get(fold(values["field_name"]))
            outside["field_id"] = known
            outside["notes"] = with_note(notes, UNKNOWN, "" if known else values["field_name"])
        return outside

    def complaints(self, values: Mapping[str, Any], record: Record | None) -> Iterator[Complaint]:
        yield from super().complaints(values, record)
        name = values.get("field_name")
        if name and fold(name) not in self.fields_by_name:
            yield Complaint("field_name", NO_FIELD, is_doubt=True)

    @cached_property
    def fields_by_name(self) -> dict[str, int]:
        return {fold(name): pk for pk, name in self.fields_of_work.items()}


def noted(notes: str, lead: str) -> str:
    """What a line of the notes says after its lead; "" when there is no such line."""
    return next((line.removeprefix(lead) for line in notes.split("\n") if line.startswith(lead)), "")


def with_note(notes: str, lead: str, words: str) -> str:
    """The notes with the line of that lead saying these words, or without it."""
    lines = [line for line in notes.split("\n") if line and not line.startswith(lead)]
    return "\n".join([*lines, *([f"{lead}{words}"] if words else [])])
