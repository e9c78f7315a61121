"""Reading a file in without a page: tables and columns as they are recognised, all or nothing."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from exchange.kind import Kind
from exchange.models import ColumnMemory
from exchange.opening import converted, described, guessed_uses, open_tables
from exchange.plan import Fate, Filled, OnExisting, Plan, Room, Written
from tthc.core.refusal import Refusal
from tthc.core.sheets.columns import Fault
from tthc.core.sweeping import no_sweeping


@dataclass(frozen=True)
class Reading:
    """What a file would do, and every reason why it cannot be taken as it is."""

    plan: Plan
    faults: list[Fault]

    @property
    def gone(self) -> int:
        """How many stored rows the file no longer has in the lists that it holds."""
        return self.plan.counts[Fate.REMOVED]

    def as_json(self, written: Written | None = None) -> dict[str, Any]:
        """The numbers and faults; without `written` what would be done. A stored row that goes counts as updated."""
        ready = self.plan.counts
        fates = Counter(row.fate for row in self.plan.rows if row.number)
        return {
            "rows": fates.total(),
            "created": written.created if written else ready[Fate.NEW],
            "updated": written.updated + written.removed if written else ready[Fate.CHANGED] + self.gone,
            "unchanged": fates[Fate.UNCHANGED] + fates[Fate.SKIPPED],
            "faults": [fault.as_json() for fault in self.faults],
        }


@no_sweeping()
def read_in(raw: bytes, file_name: str, kind: Kind, room: Room, on_existing: OnExisting) -> Reading:
    """Opens a file and plans it. Refuses one that cannot be opened, or in which nothing is recognised (Refusal)."""
    sheets = kind.sheets(room)
    tables = open_tables(raw, file_name, sheets)
    memory = ColumnMemory.objects.of(agency=room.agency, department=room.department, kind=kind.key)
    uses = guessed_uses([described(table) for table in tables], sheets, memory)
    if not uses or not any(use["mapping"] for use in uses):
        raise Refusal(
            "Không nhận ra cột nào của bảng. Dùng biểu mẫu trống, hoặc nhập trên trang để ghép cột."
        )
    filled = [
        Filled(use["sheet"], converted(tables[use["table"]], use["convert"]), use["mapping"]) for use in uses
    ]
    plan = kind.plan(filled, room, on_existing=on_existing)
    return Reading(plan, [*plan.faults, *plan.open_questions, *_undecided(plan)])


def _undecided(plan: Plan) -> list[Fault]:
    """Cells changed on both sides: a command cannot ask which to keep."""
    return [
        Fault(
            row.sheet_name,
            row.number,
            conflict.heading,
            conflict.mine,
            f"Ô đã đổi cả trong phần mềm (“{conflict.theirs}”) từ khi xuất tệp. Nhập trên trang để chọn từng ô.",
            conflict.key,
        )
        for row, conflict in plan.open_conflicts
    ]
