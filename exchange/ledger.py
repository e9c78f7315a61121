"""A kind of sheet opened for one agency: its columns with their lists, how its rows are known again, checked, stored.

A ledger asks the database once for each list that it needs, whatever the number of rows.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, ClassVar, NamedTuple

from django.db.models import Model, QuerySet
from django.utils import timezone

from departments.models import Department
from departments.roles import Capability
from exchange.columns import hidden_columns
from exchange.identity import fingerprint
from exchange.model_columns import ModelColumns, Spans
from exchange.plan import KindSheet, Room
from tthc.core.display import day
from tthc.core.sheets.columns import Column
from tthc.core.text import fold

KINDS_OF_UNIT = {"phong": "p", "van phong": "vp", "trung tam": "tt", "chi cuc": "cc", "ban": "b"}
GROUP_NUMBER = re.compile(r"^(?:[ivx]{1,5}|[a-h]|\d{1,2})(?:[.)/-]| -)+ *", re.IGNORECASE)
GROUP_TAIL = re.compile(r"[ :;.]*(?:\([^)]*\))?[ :;.]*$")
ENDED = "{unit} đã kết thúc hoạt động ngày {day}. Ghi đơn vị kế thừa{heir}."
MOST_BY_KEY = 500  # of so many rows each is fetched by its key; of more the whole agency's are


class Key(NamedTuple):
    """Something by which a row without identifier is known; `said` names it in a sentence.

    Two new rows of a file with the same `is_own` key are one row written twice.
    """

    text: str
    said: str
    is_own: bool = True


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something wrong with a row as a whole, at a column; with `is_doubt` only worth a look."""

    key: str
    message: str
    is_doubt: bool = False


@dataclass(slots=True)
class Record:
    """A stored row as planning saw it."""

    pk: int
    name: str
    version: str
    values: dict[str, Any]
    obstacle: str = ""
    """Why it cannot be changed now; "" when it can."""
    is_visible: bool = True
    """Whether the person may see what is stored."""
    instance: Model | None = None
    """The row itself, when it was asked for: planning does without, it would hold tens of thousands of them."""
    rows: dict[str, dict[int, tuple[Model, dict[str, Any]]]] = field(default_factory=dict)
    """Of each nested sheet: the stored rows and their values by key, in their order."""


class Ledger:
    """Base of the kinds whose main sheet holds rows of one model; column keys are names of its fields."""

    key: ClassVar[str]
    sheet_title: ClassVar[str]
    noun: ClassVar[str]
    model: ClassVar[type[Model]]
    capability: ClassVar[Capability]
    unit_path: ClassVar[str] = "department"
    """From a stored row to its unit."""
    linked: ClassVar[tuple[str, ...]] = ()
    """Columns that are stored beside the row: many rows of another model, as a tuple of their keys."""
    spans: ClassVar[Spans] = {}
    read_along: ClassVar[frozenset[str]] = frozenset()
    """Columns that are only read and belong to the row itself, not to nested sheets."""
    may_be_only_named: ClassVar[bool] = False
    """Whether a file may hold nothing but rows that belong to new ones, as a table of steps beside the names of procedures."""
    shown: ClassVar[frozenset[str]] = frozenset()
    """Columns that exports show and that are never read in; see `seen_only`."""

    nested: tuple = ()
    """Sheets of rows that belong to those of the main one (exchange.nested_sheet); forms have such."""
    past: frozenset[str] = frozenset()
    """Columns that only stored rows have; see `KindSheet.past`."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.beside: dict[str, list] = {}
        """What writing does beside the rows themselves, as JSON, for `take_back`."""

    # What a kind says of itself.

    def columns(self) -> tuple[Column, ...]:
        """The columns that people see."""
        raise NotImplementedError

    def only_read(self) -> tuple[Column, ...]:
        """Columns that are read but never written."""
        return ()

    def keys_of(self, values: Mapping[str, Any]) -> list[Key]:
        """By what a row without identifier is known, the surest first."""
        raise NotImplementedError

    def stored_keys(self) -> Iterable[tuple[int, Mapping[str, Any]]]:
        """Key and identifying values of everything stored that a row of a file may mean."""
        raise NotImplementedError

    def past_keys(self) -> Iterable[tuple[int, Mapping[str, Any]]]:
        """The same of what is over: a row that means it is no new one by itself."""
        return ()

    def stored(self) -> QuerySet:
        """Everything of the agency, with what `values_of` needs."""
        raise NotImplementedError

    def visible(self) -> QuerySet:
        """What the person may see, for exports."""
        return self.stored() if self.room.by is None else self.stored().visible_to(self.room.by)

    def label(self, values: Mapping[str, Any]) -> str:
        """What a new row is called; a stored one bears its own name."""
        return str(values.get("name") or values.get("title") or "")

    def tidy(self, values: dict[str, Any]) -> None:
        """Brings a row that nobody exported into the shape in which it is stored."""

    def stand_under(self, group: str, values: dict[str, Any]) -> None:
        """Takes what the heading between the rows says where the row itself says nothing."""

    def complete(self, values: dict[str, Any]) -> None:
        """Fills in what a new row may leave out."""

    def complaints(self, values: Mapping[str, Any], record: Record | None) -> Iterator[Complaint]:
        """What is wrong with a row as it is to be."""
        return iter(())

    def obstacle(self, instance: Model) -> str:
        """Why a stored row may not be changed by this person now."""
        return ""

    def seen_only(self, instance: Model) -> dict[str, Any]:
        """Values that exports show and that are never read in."""
        return {}

    def assign(self, instance: Model, values: Mapping[str, Any]) -> dict[str, Any]:
        """Puts values of columns on a stored row; answers what they replace, by attribute."""
        attributes = self.attributes(values, instance)
        before = {name: getattr(instance, name) for name in attributes}
        for name, value in attributes.items():
            setattr(instance, name, value)
        return before

    def store_linked(self, name: str, chosen: Mapping[int, Any]) -> None:
        """Stores a `linked` column of several rows, {key: value}: a many-to-many one unless a kind knows better."""
        set_links(self.model, name, chosen)

    def build(self, instance: Model, at: datetime) -> None:
        """Fills in what no column says of a row that is new at a moment."""

    def index(self, instance: Model) -> list[str]:
        """Brings columns for search and order up to date; their names."""
        return []

    def begun(self, instances: list[Model]) -> None:
        """What new rows are given when they have been stored."""

    def before(self, instances: Iterable[Model]) -> None:
        """Notes in `beside` what rows that are about to change do without."""

    def after(self, instances: list[Model]) -> None:
        """What hangs on rows that were written."""

    def take_back(self, beside: Mapping[str, list]) -> None:
        """Takes back what writing did beside the rows, which are again what they were. Conflict when it was changed since."""

    def release(self, instances: list[Model]) -> None:
        """Unties what was tied by itself to rows that are to be taken back."""

    # What follows from it.

    @cached_property
    def main(self) -> KindSheet:
        columns = (*self.columns(), *hidden_columns())
        return KindSheet(self.key, self.sheet_title, columns, self.only_read(), self.shown, self.past)

    def sheets(self) -> tuple[KindSheet, ...]:
        return (self.main,)

    @cached_property
    def stored_columns(self) -> ModelColumns:
        return ModelColumns(self.model, self.main.columns, self.spans)

    def values_of(self, instance: Model) -> dict[str, Any]:
        """A stored row as the values of its columns."""
        return self.stored_columns.values_of(instance)

    def attributes(self, values: Mapping[str, Any], instance: Model | None = None) -> dict[str, Any]:
        """Values of columns as attributes of the model; `instance` is the stored row that they go to."""
        return self.stored_columns.attributes(values)

    def version_of(self, instance: Model, values: Mapping[str, Any]) -> str:
        return fingerprint(values)

    def record(self, instance: Model) -> Record:
        values = self.values_of(instance)
        version = self.version_of(instance, values)
        return Record(instance.pk, str(instance), version, values, self.obstacle(instance))

    def records(self, pks: Iterable[int], *, with_instances: bool = False) -> dict[int, Record]:
        """The stored rows with these keys, in a constant number of queries.

        `with_instances` is for who is about to write, and holds the rows already; what an instance says is not said again
        in the values of its record.
        """
        wanted = set(pks)
        if not wanted:
            return {}
        rows, records = narrowed(self.stored(), wanted), {}
        # Columns say the same few things over and over: each is held once.
        words: dict[Any, Any] = {}
        for one in rows.iterator(chunk_size=2_000):
            if one.pk in wanted:
                records[one.pk] = record = self.record(one)
                if with_instances:
                    record.instance = one
                    record.values = {key: record.values[key] for key in self.linked}
                    continue
                for key, value in record.values.items():
                    if type(value) is str:
                        record.values[key] = words.setdefault(value, value)
        if self.room.by:
            seen = set(narrowed(self.visible(), wanted).values_list("pk", flat=True))
            for record in records.values():
                record.is_visible = record.pk in seen
        return records

    def hold(self, pks: Iterable[int]) -> None:
        """Keeps others from changing or deleting these rows until the transaction ends (SQLite has one writer anyway)."""
        if wanted := sorted(pks):
            rows = narrowed(self.model._default_manager.order_by("pk"), wanted)
            list(rows.select_for_update(of=["self"], no_key=True).values_list("pk", flat=True))

    def may(self, capability: Capability, home: Any = None) -> bool:
        return self.room.by is None or self.room.by.may(capability, home)

    @cached_property
    def units(self) -> dict[int, Department]:
        return {unit.pk: unit for unit in Department.objects.filter(agency=self.room.agency)}

    def unit_of(self, instance: Model) -> Department | None:
        """The unit that a stored row belongs to."""
        name = self.unit_path if self.unit_path == "pk" else f"{self.unit_path}_id"
        return self.units.get(getattr(instance, name))

    @cached_property
    def ended_units(self) -> dict[int, str]:
        """Of each unit that works no more, what to say of it."""
        today = timezone.localdate()
        return {
            pk: ENDED.format(unit=unit, day=day(unit.valid_to), heir=self._heir(unit))
            for pk, unit in self.units.items()
            if unit.valid_to and unit.valid_to < today
        }

    def _heir(self, unit: Department) -> str:
        heir = self.units.get(unit.successor_id)
        return f", là {heir}" if heir else ""

    def complaints_about_ended(
        self, key: str, values: Mapping[str, Any], record: Record | None, *, is_doubt: bool = False
    ) -> Iterator[Complaint]:
        """That a row is newly given to a unit, or to several, that work no more."""
        chosen = values.get(key)
        if not self.ended_units or (record and record.values[key] == chosen):
            return
        for pk in chosen if isinstance(chosen, tuple) else (chosen,):
            if pk in self.ended_units:
                yield Complaint(key, self.ended_units[pk], is_doubt)

    def unit_choices(self) -> tuple[tuple[int, str], ...]:
        return tuple((pk, unit.name) for pk, unit in self.units.items())

    @cached_property
    def units_by_name(self) -> dict[str, int]:
        return self.unit_spellings | {fold(unit.name): pk for pk, unit in self.units.items()}

    @cached_property
    def unit_spellings(self) -> dict[str, int]:
        """Codes, short names and other ways to write units, without marks: "VP Sở", "P. QLKH", "P. Quản lý khoa học"."""
        spelled: dict[str, int] = {}
        for pk, unit in self.units.items():
            for word in filter(None, (unit.code, unit.short_name)):
                spelled.setdefault(fold(word), pk)
        for pk, unit in self.units.items():
            for words in ways_to_write(fold(unit.code), fold(unit.name)):
                spelled.setdefault(words, pk)
        return spelled


def named_by_group(group: str, names: Mapping[str, int]) -> int | None:
    """Which of these folded names a heading between rows is: "I. LĨNH VỰC SỞ HỮU TRÍ TUỆ", "Văn phòng Sở (05 người)"."""
    words = GROUP_TAIL.sub("", GROUP_NUMBER.sub("", fold(group)))
    return names.get(words, names.get(words.removeprefix("linh vuc ")))


def ways_to_write(code: str, name: str) -> Iterator[str]:
    """How a folded code and name are written beside as they are: with the kind of unit before the code, or shortened."""
    yield f"{code} so"
    for full, short in KINDS_OF_UNIT.items():
        if name.startswith(f"{full} "):
            rest = name.removeprefix(f"{full} ")
            for kind in (f"{short} ", f"{short}.", f"{short}. "):
                yield from (f"{kind}{code}", f"{kind}{rest}")
            yield f"{full} {code}"


def set_links(model: type[Model], name: str, chosen: Mapping[int, Iterable[int]]) -> None:
    """Makes a many-to-many column of several rows these keys."""
    field = model._meta.get_field(name)
    through, owner, other = field.remote_field.through, field.m2m_field_name(), field.m2m_reverse_field_name()
    through.objects.filter(**{f"{owner}__in": chosen}).delete()
    through.objects.bulk_create(
        through(**{f"{owner}_id": pk, f"{other}_id": one}) for pk, keys in chosen.items() for one in keys
    )


def narrowed(rows: QuerySet, wanted: Collection[int], path: str = "pk") -> QuerySet:
    """The rows with these keys, as long as they are few enough to be named one by one."""
    return rows.filter(**{f"{path}__in": wanted}) if len(wanted) <= MOST_BY_KEY else rows
