"""Tasks of the current plan of an agency as a sheet."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone

from departments.roles import Capability
from exchange.columns import LastDayColumn, column_of
from exchange.ledger import Complaint, Key, Ledger, Record
from plans.models import Plan, Task
from tthc.core.sheets.columns import CellKind, Column
from tthc.core.text import fold

NO_RIGHT = "Chỉ Văn phòng Sở nhập được nhiệm vụ của kế hoạch."
NO_PLAN = "Cơ quan chưa có kế hoạch đang theo dõi. Đề nghị Quản trị nhập kế hoạch trước."


class TaskLedger(Ledger):
    key = "tasks"
    sheet_title = "Nhiệm vụ"
    noun = "nhiệm vụ"
    model = Task
    capability = Capability.PLAN
    unit_path = "lead_unit"
    linked = ("coordinating_units",)

    @cached_property
    def plan(self) -> Plan | None:
        return Plan.objects.current().filter(agency=self.room.agency).first()

    def columns(self) -> tuple[Column, ...]:
        units = {"choices": self.unit_choices, "spellings": self.unit_spellings, "width": 30}
        return (
            column_of(Task, "order", synonyms=("STT", "TT")),
            column_of(
                Task,
                "title",
                required=True,
                width=60,
                synonyms=(
                    "Nội dung",
                    "Nội dung công việc",
                    "Công việc",
                    "Tên nhiệm vụ",
                    "Nội dung nhiệm vụ",
                    "Nhiệm vụ, công việc",
                ),
            ),
            column_of(
                Task, "lead_unit", **units, synonyms=("Chủ trì", "Cơ quan chủ trì", "Đơn vị thực hiện")
            ),
            Column(
                key="coordinating_units",
                heading="Đơn vị phối hợp",
                kind=CellKind.CHOICES,
                **units,
                synonyms=("Phối hợp", "Cơ quan phối hợp"),
                help="Nhiều đơn vị cách nhau bằng dấu chấm phẩy.",
            ),
            column_of(Task, "starts_on", synonyms=("Bắt đầu", "Ngày bắt đầu")),
            LastDayColumn(
                key="due_on",
                heading="Đến hết ngày",
                kind=CellKind.DATE,
                width=12,
                help="Ngày cuối cùng còn trong hạn; ghi “trước 01/4/2023” thì là đến hết 31/3/2023.",
                synonyms=("Hoàn thành", "Thời gian hoàn thành", "Thời hạn", "Hạn", "Thời gian thực hiện"),
            ),
            column_of(
                Task, "product", width=30, synonyms=("Kết quả", "Sản phẩm, kết quả", "Kết quả, sản phẩm")
            ),
            column_of(Task, "done_on", synonyms=("Ngày hoàn thành", "Đã xong ngày")),
            column_of(Task, "done_note", width=30, synonyms=("Ghi chú",)),
        )

    def values_of(self, instance: Task) -> dict[str, Any]:
        due = instance.due_before
        return super().values_of(instance) | {
            "coordinating_units": tuple(unit.pk for unit in instance.coordinating_units.all()),
            "due_on": due - timedelta(days=1) if due else None,
        }

    def attributes(self, values: Mapping[str, Any], instance: Task | None = None) -> dict[str, Any]:
        attributes = super().attributes(values)
        if "due_on" in values:
            due = values["due_on"]
            attributes["due_before"] = due + timedelta(days=1) if due else None
        if "done_on" in values:
            done = values["done_on"] is not None
            attributes["recorded_by_id"] = self.room.by.pk if done and self.room.by else None
            attributes["recorded_at"] = timezone.now() if done else None
        return attributes

    def keys_of(self, values: Mapping[str, Any]) -> list[Key]:
        title = values.get("title")
        return [Key(fold(title), f"nội dung “{title[:60]}”")] if title else []

    def stored(self) -> QuerySet:
        return Task.objects.filter(plan=self.plan).prefetch_related("coordinating_units")

    def stored_keys(self) -> Iterable[tuple[int, Mapping[str, Any]]]:
        for pk, title in Task.objects.filter(plan=self.plan).values_list("pk", "title"):
            yield pk, {"title": title}

    def complete(self, values: dict[str, Any]) -> None:
        if values.get("order") is None:
            values["order"] = 10

    def complaints(self, values: Mapping[str, Any], record: Record | None) -> Iterator[Complaint]:
        starts, due, done = values.get("starts_on"), values.get("due_on"), values.get("done_on")
        if starts and due and due < starts:
            yield Complaint("due_on", "Hạn phải sau ngày bắt đầu.")
        if done and done > timezone.localdate():
            yield Complaint("done_on", "Ngày xong chưa đến. Ghi ngày trên văn bản đã ban hành.")
        if done and starts and done < starts:
            yield Complaint("done_on", "Ngày xong không thể trước ngày bắt đầu.")
        if values.get("order") is None:
            yield Complaint("order", "Ô trống. Nhiệm vụ đã có thì số thứ tự phải ghi.")
        if self.plan is None:
            yield Complaint("", NO_PLAN)
        elif not self.may(self.capability, self.room.agency):
            yield Complaint("", NO_RIGHT)
        if done is None:
            for key in ("lead_unit", "coordinating_units"):
                yield from self.complaints_about_ended(key, values, record, is_doubt=True)

    def obstacle(self, instance: Model) -> str:
        return "" if self.may(self.capability, self.room.agency) else NO_RIGHT

    def build(self, instance: Task, at: datetime) -> None:
        instance.plan = self.plan
