"""A ledger of forms: versions, and the rules by which a sheet may change one."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Model

from departments.roles import Capability
from exchange.ledger import Ledger
from exchange.nested_sheet import NestedSheet
from exchange.plan import KindSheet, PlannedRow
from tthc.workflow.enums import FormStatus
from tthc.workflow.models import Form

FROZEN = "Biểu mẫu đang ở “{status}” nên không sửa được bằng tệp. {way_out}"
WAYS_OUT = {
    FormStatus.DEPARTMENT: "Rút lại rồi nhập.",
    FormStatus.OFFICE: "Rút lại rồi nhập.",
    FormStatus.CHECKING: "Chờ Văn phòng Sở trả lại rồi nhập.",
    FormStatus.ACCEPTED: "Đề nghị Văn phòng Sở mở lại rồi nhập.",
}
OTHERS = "Biểu mẫu của {unit}: bạn không được giao soạn biểu mẫu của đơn vị đó."
OTHER_ROOM = "Biểu mẫu của {unit}, còn tệp đang nhập cho {room}. Nhập tệp này cho đúng đơn vị, hoặc bỏ dòng."


class FormLedger(Ledger):
    """Base of the kinds that hold forms; only drafts and returned forms of one's own unit are changed by a sheet."""

    has_main: ClassVar[bool] = True
    """Whether the file has a sheet of the forms themselves, or only of rows that belong to them."""

    def nested_sheets(self) -> tuple[NestedSheet, ...]:
        return ()

    @cached_property
    def nested(self) -> tuple[NestedSheet, ...]:
        return self.nested_sheets()

    def sheets(self) -> tuple[KindSheet, ...]:
        return (*([self.main] if self.has_main else []), *(one.sheet for one in self.nested))

    def version_of(self, instance: Form, values: Mapping[str, Any]) -> str:
        return str(instance.version)

    def obstacle(self, instance: Form) -> str:
        unit = self.units.get(instance.department_id)
        if not self.may(Capability.DRAFT, unit):
            return OTHERS.format(unit=unit)
        if self.room.department and unit != self.room.department:
            return OTHER_ROOM.format(unit=unit, room=self.room.department)
        if not instance.is_editable:
            status = FormStatus(instance.status)
            return FROZEN.format(status=status.label, way_out=WAYS_OUT[status])
        return ""

    def build(self, instance: Form, at: datetime) -> None:
        instance.owner = instance.created_by = instance.edited_by = self.room.by
        instance.created_at = instance.edited_at = at

    def reference(self, instance: Form) -> tuple[str, str]:
        """How nested rows name their form: code and name."""
        raise NotImplementedError

    def rows_in_one(
        self, relation: str, given: Iterable[tuple[PlannedRow, Mapping[str, str]]]
    ) -> list[tuple[PlannedRow, list[dict[str, Any]]]]:
        """The rows of a nested sheet that stand in one cell of the main sheet."""
        return []

    def prepare_rows(self, relation: str, rows: list[Model]) -> set[str]:
        """Fills in what no column says of nested rows; the names of the attributes."""
        return set()

    def section_of(self, key: str) -> str:
        """The section of the form's page that a column or a nested sheet belongs to."""
        return ""
