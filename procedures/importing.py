"""Takes procedures of the national portal in, at once or after a preview. Reading the same file again changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from departments.models import Department, User
from departments.roles import Capability
from procedures.import_plan import SOURCE, Fate, ImportPlan, PlannedRecord, plan_import, told
from procedures.models import Doubt, ImportBatch, Procedure
from procedures.portal import Fault, ParsedProcedure, PortalFile, read_file
from procedures.portal_content import new_rows
from procedures.services import ROW_KINDS, index_words
from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.workflow.enums import FormStatus

CHANGED_MEANWHILE = (
    "Trong lúc bạn xem, danh sách thủ tục của đơn vị đã thay đổi nên kết quả nhập sẽ khác. "
    "Chưa nhập gì; hãy xem lại bên dưới rồi bấm Nhập."
)


@dataclass(frozen=True)
class ImportReport:
    """What was done: per fate the procedures, and how many doubts were raised."""

    procedures: dict[Fate, list[Procedure]]
    doubt_count: int

    @property
    def counts(self) -> dict[Fate, int]:
        return {fate: len(self.procedures[fate]) for fate in Fate}

    def __str__(self) -> str:
        return told(self.counts, self.doubt_count)


@transaction.atomic
def import_procedures(
    records: Iterable[ParsedProcedure],
    *,
    department: Department,
    by: User | None,
    seen: str | None = None,
    at: datetime | None = None,
) -> ImportReport:
    """Takes records in as drafts of a unit, all or nothing, in a number of queries that does not grow with them.

    `by` is None only for the command line. Refuses: no right (Forbidden), another plan than the one whose mark was
    `seen` (Conflict).
    """
    if by and not by.may(Capability.IMPORT, department):
        raise Forbidden(f"Bạn không được giao nhập thủ tục cho {department}.")
    at = at or timezone.now()
    plan = plan_import(records, department=department)
    if seen is not None and seen != plan.mark:
        raise Conflict(CHANGED_MEANWHILE)
    new, updated = plan.of(Fate.NEW), plan.of(Fate.UPDATED)
    drafts = [_draft(planned, department, by=by, at=at) for planned in new]
    Procedure.objects.bulk_create(drafts)
    _update(updated, by=by, at=at)
    new = [replace(planned, procedure=draft) for planned, draft in zip(new, drafts, strict=True)]
    _write_rows([*new, *updated])
    kept, unchanged = plan.of(Fate.KEPT), plan.of(Fate.UNCHANGED)
    doubts = _raise_doubts([*new, *updated, *kept], at=at)
    done = {Fate.NEW: new, Fate.UPDATED: updated, Fate.KEPT: kept, Fate.UNCHANGED: unchanged}
    return ImportReport(
        {fate: [planned.procedure for planned in records] for fate, records in done.items()}, len(doubts)
    )


@transaction.atomic
def start_import(
    raw: bytes, *, file_name: str, department: Department, by: User, at: datetime | None = None
) -> ImportBatch:
    """Keeps an upload until its owner confirms what it will do; an earlier one that waits is dropped.

    Refuses: no right (Forbidden), a file that cannot be read at all (Refusal).
    """
    if not by.may(Capability.IMPORT, department):
        raise Forbidden(f"Bạn không được giao nhập thủ tục cho {department}.")
    read_file(raw)
    ImportBatch.objects.filter(owner=by, done_at__isnull=True).delete()
    return ImportBatch.objects.create(
        owner=by,
        department=department,
        file_name=file_name[:255],
        content=raw,
        created_at=at or timezone.now(),
    )


def preview_import(batch: ImportBatch) -> tuple[PortalFile, ImportPlan]:
    """What the file holds, and what it will do as things stand now."""
    portal_file = read_file(bytes(batch.content))
    return portal_file, plan_import(portal_file.records, department=batch.department)


@transaction.atomic
def confirm_import(
    batch: ImportBatch, *, by: User, seen: str, skip_faulty: bool = False, at: datetime | None = None
) -> ImportReport:
    """Does what the preview showed, once.

    Refuses: done already, or another outcome than the one seen (Conflict); faulty records unless they are to be left
    out (Refusal, naming the first ones).
    """
    at = at or timezone.now()
    if not ImportBatch.objects.filter(pk=batch.pk, owner=by, done_at__isnull=True).update(done_at=at):
        raise Conflict("Tệp này đã được nhập rồi, hoặc đã thay bằng tệp khác. Tải lại trang để xem kết quả.")
    portal_file = read_file(bytes(batch.content))
    if portal_file.faults and not skip_faulty:
        raise Refusal(*refusal_of(portal_file.faults))
    report = import_procedures(portal_file.records, department=batch.department, by=by, seen=seen, at=at)
    batch.done_at, batch.content = at, b""
    batch.outcome = {
        fate.value: [procedure.pk for procedure in procedures]
        for fate, procedures in report.procedures.items()
    }
    batch.save()
    return report


def refusal_of(faults: list[Fault]) -> list[str]:
    """Why nothing was taken in, and what to do."""
    records = len({fault.index for fault in faults})
    return [
        f"Chưa nhập gì, vì {records} bản ghi của tệp có lỗi.",
        "Sửa tệp rồi tải lại, hoặc chọn bỏ qua các bản ghi lỗi để nhập những bản ghi còn lại.",
    ]


def _draft(planned: PlannedRecord, department: Department, *, by: User | None, at: datetime) -> Procedure:
    record = planned.record
    procedure = Procedure(
        department=department,
        source=SOURCE,
        source_id=record.source_id,
        source_fingerprint=record.fingerprint,
        source_version=1,
        owner=by,
        created_by=by,
        created_at=at,
        edited_by=by,
        edited_at=at,
        **planned.content.columns,
    )
    index_words(procedure)
    return procedure


def _write_rows(records: list[PlannedRecord]) -> None:
    written = [(planned.procedure, planned.content) for planned in records]
    for kind in ROW_KINDS:
        if rows := new_rows(written, kind):
            type(rows[0]).objects.bulk_create(rows)


def _raise_doubts(records: list[PlannedRecord], *, at: datetime) -> list[Doubt]:
    return Doubt.objects.bulk_create(
        Doubt(
            procedure=planned.procedure,
            kind=doubt.kind,
            part=doubt.part,
            message=doubt.message,
            key=doubt.key,
            raised_at=at,
        )
        for planned in records
        for doubt in planned.doubts
    )


def _update(records: list[PlannedRecord], *, by: User | None, at: datetime) -> None:
    """Brings untouched drafts to what the source now says; Conflict when one was touched since they were looked at."""
    pks = [planned.procedure.pk for planned in records]
    untouched = Procedure.objects.filter(pk__in=pks, status=FormStatus.DRAFT, version=F("source_version"))
    if untouched.update(version=F("version") + 1, edited_by=by, edited_at=at) != len(pks):
        raise Conflict(CHANGED_MEANWHILE)
    for planned in records:
        procedure = planned.procedure
        for name, value in planned.content.columns.items():
            setattr(procedure, name, value)
        procedure.source_fingerprint = planned.record.fingerprint
        procedure.version = procedure.source_version = procedure.version + 1
        index_words(procedure)
    columns = [*(records[0].content.columns if records else ()), "source_fingerprint", "source_version"]
    Procedure.objects.bulk_update(
        [planned.procedure for planned in records], [*columns, "folded", "sort_key"]
    )
    for kind in ROW_KINDS:
        getattr(Procedure, kind).rel.related_model.objects.filter(procedure__in=pks).delete()
