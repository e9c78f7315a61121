"""Units of an agency as a sheet."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

from departments.models import Department
from departments.roles import Capability
from exchange.columns import column_of
from exchange.ledger import Complaint, Key, Ledger, Record
from exchange.writing import USED
from plans.models import Task
from tthc.core.refusal import Conflict
from tthc.core.sheets.columns import Column
from tthc.core.text import fold

NO_RIGHT = "Chỉ Quản trị nhập được phòng, đơn vị."


class DepartmentLedger(Ledger):
    key = "departments"
    sheet_title = "Phòng, đơn vị"
    noun = "đơn vị"
    model = Department
    capability = Capability.MASTER_DATA
    unit_path = "pk"

    def columns(self) -> tuple[Column, ...]:
        return (
            column_of(
                Department,
                "code",
                required=True,
                width=12,
                example="QLKH",
                synonyms=("Mã", "Ký hiệu đơn vị", "Mã phòng", "Code"),
            ),
            column_of(
                Department,
                "name",
                required=True,
                width=40,
                example="Phòng Quản lý khoa học",
                synonyms=(
                    "Tên phòng",
                    "Đơn vị",
                    "Phòng, đơn vị",
                    "Tên phòng, đơn vị",
                    "Phòng ban",
                    "Tên phòng ban",
                    "Unit name",
                    "Name",
                ),
            ),
            column_of(Department, "short_name", synonyms=("Tên viết tắt", "Viết tắt", "Short name")),
            column_of(Department, "is_office"),
            column_of(Department, "takes_part"),
            column_of(Department, "order", synonyms=("STT", "Số thứ tự")),
            column_of(Department, "valid_from", synonyms=("Thành lập ngày", "Từ ngày", "Ngày thành lập")),
            column_of(Department, "valid_to", synonyms=("Đến ngày",)),
            column_of(
                Department,
                "successor",
                width=30,
                choices=self.unit_choices,
                spellings=self.unit_spellings,
                help="Đơn vị tiếp nhận việc khi đơn vị này sáp nhập hoặc giải thể.",
            ),
        )

    def keys_of(self, values: Mapping[str, Any]) -> list[Key]:
        code = values.get("code")
        return [Key(fold(code), f"mã {code}")] if code else []

    def stored(self) -> QuerySet:
        return Department.objects.filter(agency=self.room.agency)

    def visible(self) -> QuerySet:
        return self.stored()

    def stored_keys(self) -> Iterable[tuple[int, Mapping[str, Any]]]:
        return ((pk, {"code": unit.code}) for pk, unit in self.units.items())

    def complete(self, values: dict[str, Any]) -> None:
        defaults = {"is_office": False, "takes_part": True, "order": 100}
        for key, value in defaults.items():
            if values.get(key) is None:
                values[key] = value

    def complaints(self, values: Mapping[str, Any], record: Record | None) -> Iterator[Complaint]:
        start, end = values.get("valid_from"), values.get("valid_to")
        if start and end and end < start:
            yield Complaint("valid_to", "Ngày kết thúc phải sau ngày bắt đầu.")
        for key in ("is_office", "takes_part", "order"):
            if values.get(key) is None:
                yield Complaint(key, "Ô trống. Đơn vị đã có thì ô này phải ghi.")
        if record and values.get("successor") == record.pk:
            yield Complaint("successor", "Đơn vị không thể kế thừa chính mình.")
        if not self.may(self.capability):
            yield Complaint("", NO_RIGHT)

    def obstacle(self, instance: Model) -> str:
        return "" if self.may(self.capability) else NO_RIGHT

    def release(self, instances: list[Department]) -> None:
        """A task would lose a unit without a word; what else names one keeps it from going."""
        if task := Task.objects.filter(coordinating_units__in=instances).first():
            raise Conflict(USED.format(noun=self.noun, places=f"nhiệm vụ “{task}”"))

    def build(self, instance: Department, at: datetime) -> None:
        instance.agency = self.room.agency
