"""Carries a plan out: one transaction, in bulk, with what is needed to take it back."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError
from django.utils.dateparse import parse_datetime

from departments.models import Agency
from exchange.changed_since import NAMED, told_changes
from exchange.identity import plain
from exchange.ledger import Ledger, Record
from exchange.plan import Fate, Owner, Plan, PlannedRow, Written
from tthc.core.refusal import Conflict, Forbidden, Refusal

MANY = 2_000  # rows to a statement
ADDRESSES = 50
CHANGED = "Từ lúc xem trước, dữ liệu đã được người khác thay đổi ở: {names}. Chưa ghi gì; xem lại kết quả mới rồi bấm ghi."
CHANGED_SINCE = (
    "Không hoàn tác được, chưa có gì bị đổi: từ khi nhập đã có thay đổi ở {changes}. "
    "Lần nhập chỉ hoàn tác được khi chưa ai sửa gì trong đó; muốn trở lại như cũ thì sửa từng mục trên trang của nó."
)
NO_LONGER = "Không hoàn tác được: có dòng đã thêm cho {unit}, mà nay bạn không được giao nhập cho đơn vị đó."
USED = "Không hoàn tác được, chưa có gì bị đổi: {noun} đã nhập nay đang được dùng ở {places}. Bỏ ra ở đó rồi hoàn tác."
TAKEN = "Chưa ghi gì: có dòng trùng với dữ liệu vừa được người khác thêm. Xem lại kết quả mới rồi bấm ghi."


def ready_rows(plan: Plan, *, skip_faulty: bool) -> list[PlannedRow]:
    """The rows that a plan may write. Refuses while anything is faulty, asked or undecided, unless such rows are left out."""
    if plan.file_faults:
        raise Refusal(*(fault.message for fault in plan.file_faults))
    if not skip_faulty:
        if faulty := plan.counts[Fate.FAULTY]:
            raise Refusal(f"Chưa ghi gì, vì {faulty} dòng có lỗi. Sửa các lỗi, hoặc chọn bỏ qua dòng lỗi.")
        if questions := len(plan.open_questions):
            raise Refusal(f"Chưa ghi gì, vì còn {questions} chỗ phải hỏi lại. Trả lời từng chỗ rồi ghi.")
    if plan.open_conflicts and not skip_faulty:
        count = len(plan.open_conflicts)
        raise Refusal(f"Chưa ghi gì, vì còn {count} ô cả hai bên cùng sửa. Chọn giữ bản nào rồi ghi.")
    held = held_back(plan)
    return [row for row in plan.rows if row.owner not in held]


def held_back(plan: Plan) -> set[Owner]:
    """What is left out whole since one of its rows is not ready: a form goes in with all its rows or not at all."""
    return {row.owner for row in plan.rows if not is_ready(row)}


def is_ready(row: PlannedRow) -> bool:
    return (
        row.fate != Fate.FAULTY
        and not any(doubt.asked for doubt in row.doubts)
        and all(conflict.decision for conflict in row.conflicts)
    )


class Writer:
    """Writes the main rows of a ledger."""

    def __init__(self, ledger: Ledger, at: datetime, newest: int = 0) -> None:
        self.ledger, self.at, self.newest = ledger, at, newest
        self.written = Written()
        self.record: dict[str, Any] = {"at": at.isoformat(), "created": [], "updated": []}

    def write(self, rows: Iterable[PlannedRow]) -> Written:
        rows = list(rows)
        new = [row for row in rows if row.fate == Fate.NEW]
        changed = [row for row in rows if row.fate == Fate.CHANGED]
        fresh = self.claim(row.stored for row in changed)
        try:
            with transaction.atomic():
                instances = [*self.create(new), *self.change(changed, fresh)]
        except IntegrityError:
            raise Conflict(TAKEN) from None
        self.link([*zip(instances, [*new, *changed], strict=True)])
        self.ledger.after(instances)
        self.keep(instances[: len(new)], instances[len(new) :])
        self.count(rows)
        self.written.addresses |= self.addresses(instances)
        self.written.record = self.record | {"beside": self.ledger.beside}
        return self.written

    def claim(self, records: Iterable[Record]) -> dict[int, Record]:
        """The stored rows as they are now. Conflict when one is no longer as the plan saw it."""
        seen = {record.pk: record for record in records}
        self.ledger.hold(seen)
        fresh = self.ledger.records(seen, with_instances=True)
        moved = [
            record
            for pk, record in seen.items()
            if pk not in fresh or fresh[pk].version != record.version or fresh[pk].obstacle
        ]
        if moved:
            names = "; ".join(record.name for record in moved[:5])
            raise Conflict(CHANGED.format(names=names))
        return fresh

    def check_newcomers(self, rows: list[PlannedRow]) -> None:
        """Conflict when somebody has stored one of these new things since they were planned; a new import waits here."""
        ledger = self.ledger
        if not rows:
            return
        list(Agency.objects.select_for_update(no_key=True).filter(pk=ledger.room.agency.pk))
        came = [values for pk, values in ledger.stored_keys() if pk > self.newest]
        theirs = {key.text for values in came for key in ledger.keys_of(values) if key.is_own}
        if theirs and any(key.text in theirs for row in rows for key in ledger.keys_of(row.values)):
            raise Conflict(TAKEN)

    def create(self, rows: list[PlannedRow]) -> list[Model]:
        self.check_newcomers(rows)
        ledger = self.ledger
        instances = []
        for row in rows:
            instance = ledger.model(**ledger.attributes(row.values))
            ledger.build(instance, self.at)
            ledger.index(instance)
            instances.append(instance)
        ledger.model.objects.bulk_create(instances, batch_size=MANY)
        ledger.begun(instances)
        return instances

    def change(self, rows: list[PlannedRow], fresh: dict[int, Record]) -> list[Model]:
        ledger, names, instances = self.ledger, set(), []
        for row in rows:
            instance = fresh[row.pk].instance
            keys = [change.key for change in row.changes]
            replaced = ledger.assign(instance, {key: row.values[key] for key in keys})
            names |= replaced.keys() | set(ledger.index(instance))
            before = {name: plain(value) for name, value in replaced.items()}
            before |= {key: plain(fresh[row.pk].values[key]) for key in keys if key in ledger.linked}
            self.record["updated"].append([row.pk, "", before])
            instances.append(instance)
        store(ledger.model, instances, names)
        return instances

    def link(self, rows: list[tuple[Model, PlannedRow]]) -> None:
        for name in self.ledger.linked:
            chosen = {
                instance.pk: row.values.get(name)
                for instance, row in rows
                if (row.pk is None and row.values.get(name))
                or any(change.key == name for change in row.changes)
            }
            if chosen:
                self.ledger.store_linked(name, chosen)

    def keep(self, created: list[Model], changed: list[Model]) -> None:
        """Notes what was written in which version, for taking it back."""
        fresh = self.ledger.records(one.pk for one in [*created, *changed])
        self.record["created"] = [[one.pk, fresh[one.pk].version] for one in created]
        for entry in self.record["updated"]:
            entry[1] = fresh[entry[0]].version

    def count(self, rows: list[PlannedRow]) -> None:
        fates = Counter(row.fate for row in rows)
        written = self.written
        written.created, written.updated = fates[Fate.NEW], fates[Fate.CHANGED]
        written.removed, written.unchanged = fates[Fate.REMOVED], fates[Fate.UNCHANGED]
        written.skipped = fates[Fate.SKIPPED]

    def addresses(self, instances: list[Model]) -> dict[str, str]:
        if not hasattr(self.ledger.model, "get_absolute_url"):
            return {}
        return {one.get_absolute_url(): str(one) for one in instances[:ADDRESSES]}


def store(model: type[Model], instances: list[Model], names: Iterable[str]) -> None:
    """Writes columns of many stored rows; an upsert, since Django's bulk_update writes a CASE per row and column."""
    by_attribute = {one.attname: one.name for one in model._meta.fields}
    columns = {by_attribute.get(name, name) for name in names}
    if instances and columns:
        model.objects.bulk_create(
            instances,
            batch_size=MANY,
            update_conflicts=True,
            unique_fields=["pk"],
            update_fields=sorted(columns),
        )


class Undoer:
    """Takes back what a Writer wrote, as long as nobody has changed it since."""

    def __init__(self, ledger: Ledger, at: datetime) -> None:
        self.ledger, self.at = ledger, at

    def undo(self, record: dict[str, Any]) -> Written:
        created = dict(record["created"])
        updated = {pk: version for pk, version, _ in record["updated"]}
        fresh = self.check(record, created | updated)
        self.restore(record, fresh)
        self.delete([fresh[pk].instance for pk in created])
        return Written(removed=len(created), updated=len(updated))

    def check(self, record: dict[str, Any], versions: dict[int, str]) -> dict[int, Record]:
        """The rows as they are now. Refuses when one was changed since, or may not be changed back."""
        self.ledger.hold(versions)
        fresh = self.ledger.records(versions, with_instances=True)
        if moved := self.moved_on(record, versions, fresh):
            since = parse_datetime(record["at"]) if "at" in record else None
            raise Conflict(CHANGED_SINCE.format(changes=told_changes(self.ledger, moved, fresh, since)))
        if stuck := next((fresh[pk].obstacle for pk, *_ in record["updated"] if fresh[pk].obstacle), ""):
            raise Forbidden(f"Không hoàn tác được: {stuck}")
        units = {self.ledger.unit_of(fresh[pk].instance) for pk, _ in record["created"]} - {None}
        if lost := next((unit for unit in units if not self.ledger.may(self.ledger.capability, unit)), None):
            raise Forbidden(NO_LONGER.format(unit=lost))
        return fresh

    def moved_on(
        self, record: dict[str, Any], versions: dict[int, str], fresh: dict[int, Record]
    ) -> list[int]:
        """The rows that are no longer as they were written."""
        return [pk for pk, version in versions.items() if pk not in fresh or fresh[pk].version != version]

    def restore(self, record: dict[str, Any], fresh: dict[int, Record]) -> None:
        ledger, names, instances = self.ledger, set(), []
        linked: dict[str, dict[int, list[int]]] = {name: {} for name in ledger.linked}
        for pk, _, before in record["updated"]:
            instance = fresh[pk].instance
            for name, value in before.items():
                if name in linked:
                    linked[name][pk] = value
                    continue
                setattr(instance, name, to_python(ledger.model, name, value))
                names.add(name)
            names |= set(ledger.index(instance))
            instances.append(instance)
        store(ledger.model, instances, names)
        for name, chosen in linked.items():
            if chosen:
                ledger.store_linked(name, chosen)
        ledger.take_back(record.get("beside", {}))
        ledger.after(instances)

    def delete(self, instances: list[Model]) -> None:
        self.ledger.release(instances)
        try:
            self.ledger.model.objects.filter(pk__in=[one.pk for one in instances]).delete()
        except ProtectedError as used:
            places = [f"{one._meta.verbose_name} “{one}”" for one in used.protected_objects]
            named = "; ".join(sorted(places)[:NAMED])
            raise Conflict(USED.format(noun=self.ledger.noun, places=named)) from None


def to_python(model: type[Model], name: str, value: Any) -> Any:
    """A value that `plain` made, as the column holds it."""
    field = next(one for one in model._meta.fields if one.attname == name)
    field = getattr(field, "target_field", field)
    return None if value is None else field.to_python(value)
