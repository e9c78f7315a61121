"""What reading records of the national portal in would do to a unit's procedures; looks only.

A procedure that changed at the source follows it only while nobody here has touched it; otherwise it stays as it is,
with a doubt.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import TextChoices, prefetch_related_objects

from departments.models import Department
from procedures.enums import DoubtKind, Part
from procedures.models import Field, Procedure
from procedures.portal import ParsedDoubt, ParsedProcedure
from procedures.portal.parsed import digest
from procedures.portal.record import name_for_matching
from procedures.portal_content import Content, basis_words, content_from, parts_that_differ
from procedures.services import ROW_KINDS, documents_named_in
from tthc.core.text import fold, sort_key
from tthc.workflow.enums import FormStatus

SOURCE = "portal"
CHANGED = "Thủ tục đã đổi ở nguồn, còn bản ở đây đã được sửa hoặc nộp nên giữ nguyên."


class Fate(TextChoices):
    """What becomes of a record."""

    NEW = "NEW", "Thêm mới"
    UPDATED = "UPDATED", "Nguồn đã đổi, cập nhật bản nháp"
    KEPT = "KEPT", "Nguồn đã đổi, giữ bản ở đây"
    UNCHANGED = "UNCHANGED", "Không đổi"

    @property
    def tone(self) -> str:
        return {"NEW": "ok", "UPDATED": "info", "KEPT": "wait", "UNCHANGED": "mute"}[self.value]


@dataclass(frozen=True)
class PlannedRecord:
    """One record, what becomes of it, and the doubts that it will raise; `procedure` is the stored one, if any."""

    record: ParsedProcedure
    fate: Fate
    content: Content
    doubts: tuple[ParsedDoubt, ...]
    procedure: Procedure | None = None


@dataclass(frozen=True)
class ImportPlan:
    """What reading a list of records in will do for a unit."""

    department: Department
    records: list[PlannedRecord]

    def of(self, fate: Fate) -> list[PlannedRecord]:
        return [planned for planned in self.records if planned.fate == fate]

    @property
    def counts(self) -> dict[Fate, int]:
        found = Counter(planned.fate for planned in self.records)
        return {fate: found[fate] for fate in Fate}

    @property
    def by_interest(self) -> list[PlannedRecord]:
        """The records in the order of fates: what is new first, what stays as it is last."""
        return [planned for fate in Fate for planned in self.of(fate)]

    @property
    def unknown_fields(self) -> list[str]:
        """Fields of work at the source that the agency does not have; they stay empty and stand in the notes."""
        written = [*self.of(Fate.NEW), *self.of(Fate.UPDATED)]
        names = [
            "; ".join(p.record.field_name.splitlines()) for p in written if not p.content.columns["field"]
        ]
        return sorted(set(filter(None, names)), key=sort_key)

    @property
    def will_change(self) -> bool:
        """Whether anything at all would be written."""
        return bool(self.of(Fate.NEW) or self.of(Fate.UPDATED) or self.doubt_count)

    @property
    def doubt_count(self) -> int:
        return sum(len(planned.doubts) for planned in self.records)

    def __str__(self) -> str:
        return told(self.counts, self.doubt_count)

    @property
    def mark(self) -> str:
        """The same as long as the same would happen to the same records."""
        return digest(*(f"{planned.record.source_id} {planned.fate}" for planned in self.records))


def told(counts: dict[Fate, int], doubt_count: int) -> str:
    """The numbers of a plan or a report in one sentence."""
    numbers = "; ".join(f"{fate.label}: {count}" for fate, count in counts.items() if count)
    return f"{numbers or 'Không có bản ghi nào'}. Điểm nghi ngờ mới: {doubt_count}."


def plan_import(records: Iterable[ParsedProcedure], *, department: Department) -> ImportPlan:
    """What reading these records in would do; looks only."""
    records = list(records)
    stored = {
        procedure.source_id: procedure
        for procedure in Procedure.objects.filter(department=department, source=SOURCE)
        .select_related("department", "field", "legal_document")
        .prefetch_related("doubts")
    }
    changed = [
        procedure
        for record in records
        if (procedure := stored.get(record.source_id)) and procedure.source_fingerprint != record.fingerprint
    ]
    prefetch_related_objects(changed, *ROW_KINDS)
    fields = {fold(field.name): field for field in Field.objects.filter(agency=department.agency_id)}
    texts = [basis_words(basis) for record in records for basis in record.legal_bases]
    documents = documents_named_in(department.agency_id, texts)
    twins = _Twins(department)
    return ImportPlan(
        department,
        [
            _planned(
                record,
                stored.get(record.source_id),
                content_from(record, fields=fields, documents=documents),
                twins,
            )
            for record in records
        ],
    )


class _Twins:
    """Procedures of the agency by name and by code, for saying that a record is there already under another id."""

    def __init__(self, department: Department) -> None:
        self.by_name, self.by_code = defaultdict(dict), defaultdict(dict)
        columns = ("pk", "name", "code", "department__name")
        for pk, name, code, unit in (
            Procedure.objects.in_force()
            .filter(department__agency=department.agency_id)
            .order_by("pk")
            .values_list(*columns)
        ):
            self.by_name[name_for_matching(name)][pk] = unit
            self.by_code[fold(code or "")][pk] = unit

    def doubts_about(self, record: ParsedProcedure, own_pk: int | None) -> list[ParsedDoubt]:
        return [
            ParsedDoubt(
                kind,
                Part.GENERAL,
                f"Đã có thủ tục cùng {label} ở {'; '.join(units)}. "
                "Kiểm tra xem là một thủ tục ghi hai lần hay hai thủ tục khác nhau.",
                digest(key),
            )
            for kind, label, key, found in (
                (DoubtKind.DUPLICATE_NAME, "tên", name_for_matching(record.name), self.by_name),
                (DoubtKind.DUPLICATE_CODE, "mã số", fold(record.code), self.by_code),
            )
            if key
            and (units := dict.fromkeys(unit for pk, unit in found.get(key, {}).items() if pk != own_pk))
        ]


def _planned(
    record: ParsedProcedure, stored: Procedure | None, content: Content, twins: _Twins
) -> PlannedRecord:
    if stored is None:
        doubts = _merged([*record.doubts, *twins.doubts_about(record, None)])
        return PlannedRecord(record, Fate.NEW, content, doubts)
    if stored.source_fingerprint == record.fingerprint:
        return PlannedRecord(record, Fate.UNCHANGED, content, (), stored)
    if stored.status == FormStatus.DRAFT and stored.version == stored.source_version:
        fate, doubts = Fate.UPDATED, _merged([*record.doubts, *twins.doubts_about(record, stored.pk)])
    else:
        fate, doubts = Fate.KEPT, (_doubt_of_change(record, stored, content),)
    raised = {(doubt.kind, doubt.key) for doubt in stored.doubts.all()}
    doubts = tuple(doubt for doubt in doubts if (doubt.kind, doubt.key) not in raised)
    return PlannedRecord(record, fate, content, doubts, stored)


def _doubt_of_change(record: ParsedProcedure, stored: Procedure, content: Content) -> ParsedDoubt:
    parts = ", ".join(part.label for part in parts_that_differ(stored, content))
    where = f"Hai bản nay khác nhau ở: {parts}." if parts else "Hai bản nay ghi như nhau."
    return ParsedDoubt(
        DoubtKind.CHANGED_AT_SOURCE,
        Part.GENERAL,
        f"{CHANGED} {where} So với nguồn rồi sửa nếu cần.",
        record.fingerprint[:16],
    )


def _merged(doubts: list[ParsedDoubt]) -> tuple[ParsedDoubt, ...]:
    """Doubts of the same kind about the same thing as one, with both messages."""
    merged: dict[tuple[str, str], ParsedDoubt] = {}
    for doubt in doubts:
        earlier = merged.get((doubt.kind, doubt.key))
        message = f"{earlier.message} {doubt.message}" if earlier else doubt.message
        merged[doubt.kind, doubt.key] = replace(doubt, message=message)
    return tuple(merged.values())
