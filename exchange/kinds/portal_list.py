"""The list of procedures that the national portal exports: code, name, who issues, who carries out, field of work."""

from exchange.kinds.procedure_columns import ISSUING_BODY, code_column, name_column, procedure_column
from exchange.kinds.procedures import ProcedureLedger
from exchange.nested_sheet import NestedSheet
from tthc.core.sheets.columns import Column


class PortalListLedger(ProcedureLedger):
    """Procedures with the columns of the portal's list alone."""

    may_be_only_named = False

    def columns(self) -> tuple[Column, ...]:
        return (
            code_column(),
            name_column(),
            ISSUING_BODY,
            procedure_column(
                "executing_agency",
                "Cơ quan thực hiện",
                heading="Cơ quan thực hiện",
                width=40,
                help="Nhiều cơ quan thì mỗi cơ quan một dòng trong ô.",
            ),
            self.field_column(),
            self.unit_column(),
        )

    def only_read(self) -> tuple[Column, ...]:
        return ()

    def nested_sheets(self) -> tuple[NestedSheet, ...]:
        return ()
