"""Acts on procedures, legal documents and doubts: checked, written and claimed in one transaction each."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from departments.models import Department, User
from departments.roles import Capability
from procedures.document_numbers import numbers_in
from procedures.enums import Part
from procedures.models import Doubt, LegalBasis, LegalDocument, Procedure
from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.core.stored_rows import RowInput, write_rows
from tthc.core.text import clean, fold, sort_key
from tthc.workflow.enums import FormStatus
from tthc.workflow.gate import claim_edit, mark_mended
from tthc.workflow.models import Move, Remark, Sitting

MANY = 2_000  # rows to a statement of a bulk update
ROW_KINDS = ("steps", "methods", "dossier_items", "form_templates", "legal_bases")


@dataclass(frozen=True)
class PartInput:
    """What is to be written into one part: columns of the procedure, and per kind of row all its rows in order."""

    part: Part
    values: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, list[RowInput]] = field(default_factory=dict)


@transaction.atomic
def create_procedure(
    *,
    by: User,
    department: Department | None = None,
    legal_document: LegalDocument | None = None,
    name: str = "",
    at: datetime | None = None,
) -> Procedure:
    """Starts the inventory form of a procedure as a draft.

    Without `department` the unit that drafted the document leads (ownership rule), if the person may enter for it,
    otherwise the person's own unit. Refuses a unit for which the person may not draft (Forbidden).
    """
    drafting_unit = legal_document.drafting_unit if legal_document else None
    if department is None and drafting_unit and by.may(Capability.DRAFT, drafting_unit):
        department = drafting_unit
    department = department or by.department
    if department is None or not by.may(Capability.DRAFT, department):
        raise Forbidden("Bạn không được giao soạn biểu mẫu cho đơn vị này.")
    at = at or timezone.now()
    procedure = Procedure(
        department=department,
        legal_document=legal_document,
        name=clean(name),
        owner=by,
        created_by=by,
        created_at=at,
        edited_by=by,
        edited_at=at,
    )
    index_words(procedure)
    procedure.save()
    return procedure


@transaction.atomic
def save_sections(
    procedure: Procedure,
    parts: Iterable[PartInput],
    *,
    by: User,
    seen_version: int | None = None,
    mended: Iterable[tuple[Remark, str]] = (),
    at: datetime | None = None,
    sections: Collection[str] = (),
) -> None:
    """Writes parts of a form, together with the remarks that the author says are `mended` (each with a note).

    `sections` names the parts as their page does.

    Refuses: not theirs, or a unit for which they may not draft (Forbidden); frozen, or changed since (Conflict).
    """
    claim_edit(procedure, by=by, seen_version=seen_version, at=at, sections=sections)
    written = {"folded", "sort_key"}
    for part in parts:
        written |= part.values.keys()
        for name, value in part.values.items():
            setattr(procedure, name, value)
        for relation, rows in part.rows.items():
            write_rows(procedure, relation, rows)
            if relation == "legal_bases":
                link_bases(procedure)
    if not by.may(Capability.DRAFT, procedure.department):
        raise Forbidden(f"Bạn không được giao soạn biểu mẫu cho {procedure.department}.")
    index_words(procedure)
    procedure.save(update_fields=written)
    procedure.refresh_from_db()
    for remark, note in mended:
        mark_mended(remark, by=by, note=note, at=at)


def link_bases(procedure: Procedure) -> None:
    """Ties each legal basis to the agency's document whose number stands in its words; none when two would fit."""
    bases = list(procedure.legal_bases.order_by())
    tie_rows(bases, procedure.department.agency_id)
    LegalBasis.objects.bulk_update(bases, ["legal_document"])


def tie_rows(rows: Collection, agency_id: int) -> None:
    """Ties legal bases, or other rows with `document_text`, to the documents that their words name; the caller saves."""
    named = documents_named_in(agency_id, [row.document_text for row in rows])
    for row in rows:
        row.legal_document = document_meant_by(row.document_text, named)


def documents_named_in(agency_id: int, texts: Iterable[str]) -> dict[str, list[LegalDocument]]:
    """The agency's documents whose numbers stand in some texts, by number."""
    numbers = {number for text in texts for number in numbers_in(text)}
    documents: dict[str, list[LegalDocument]] = {}
    for document in LegalDocument.objects.filter(agency=agency_id, number__in=numbers):
        documents.setdefault(document.number, []).append(document)
    return documents


def document_meant_by(text: str, documents: dict[str, list[LegalDocument]]) -> LegalDocument | None:
    """The one document whose number stands in a text; None when there is none, or more than one."""
    fitting = [document for number in numbers_in(text) for document in documents.get(number, [])]
    return fitting[0] if len(fitting) == 1 else None


def index_words(procedure: Procedure) -> None:
    """Brings the columns for search and order up to date; the caller saves."""
    number = procedure.legal_document.number if procedure.legal_document else ""
    procedure.folded = fold(" ".join(filter(None, [procedure.name, procedure.code, number])))
    procedure.sort_key = sort_key(procedure.name)


@transaction.atomic
def copy_procedure(source: Procedure, *, by: User) -> Procedure:
    """A new draft in the person's own unit with all the words of another form, for a procedure much like it.

    Not taken along: code, reason of the lead, where it was read in from, and all of its way.
    """
    procedure = create_procedure(
        by=by, department=by.department, legal_document=source.legal_document, name=source.name
    )
    for name in COPIED:
        setattr(procedure, name, getattr(source, name))
    procedure.save()
    for relation in ROW_KINDS:
        rows = list(getattr(source, relation).all())
        for row in rows:
            row.pk, row._state.adding, row.procedure = None, True, procedure
        getattr(procedure, relation).bulk_create(rows)
    return procedure


COPIED = (
    *("group", "field", "level", "dossier_sets"),
    *("time_limit_value", "time_limit_unit", "time_limit_text"),
    *("subjects", "deciding_agency", "executing_agency", "coordinating_agency", "authorised_agency"),
    *("forms_answer", "results_answer", "results_text", "conditions_answer", "conditions_text"),
    *("fees_answer", "fees_text", "times_per_year", "subjects_per_year", "frequency_source", "notes"),
)


@transaction.atomic
def delete_draft(procedure: Procedure, *, by: User, seen_version: int | None = None) -> None:
    """Deletes a draft that was never submitted; what has a history stays.

    Refuses: not theirs (Forbidden), changed since it was read (Conflict), submitted before (Refusal).
    """
    claim_edit(procedure, by=by, seen_version=seen_version)
    if not is_deletable(procedure):
        raise Refusal(
            "Biểu mẫu này đã từng được nộp nên không xóa được: lịch sử phải còn. "
            "Nếu thủ tục không còn nữa, Văn phòng Sở ghi bãi bỏ khi công bố."
        )
    try:
        Sitting.objects.of(procedure).delete()
        procedure.delete()
    except ProtectedError:
        raise Refusal(
            "Bản nháp này đang được dùng ở một rà soát hoặc quyết định nên chưa xóa được. Bỏ ra ở đó trước."
        ) from None


def is_deletable(procedure: Procedure) -> bool:
    """Whether a form is a draft that never left its author."""
    return procedure.status == FormStatus.DRAFT and not Move.objects.of(procedure).exists()


@transaction.atomic
def save_document(document: LegalDocument, *, by: User) -> None:
    """Writes a legal document, new or changed; ties procedures and legal bases that name its number to it.

    Refuses a drafting unit for which the person may not enter documents (Forbidden).
    """
    if document.drafting_unit and not by.may(Capability.EDIT_DOCUMENTS, document.drafting_unit):
        raise Forbidden(f"Bạn không được giao nhập văn bản của {document.drafting_unit}.")
    if not by.may(Capability.EDIT_DOCUMENTS):
        raise Forbidden("Bạn không được giao nhập văn bản.")
    is_new = document.pk is None
    store_document(document)
    LogEntry.objects.log_actions(by.pk, [document], ADDITION if is_new else CHANGE, single_object=True)


@transaction.atomic
def store_document(document: LegalDocument) -> None:
    """Writes a legal document with what it is found by, and ties procedures and legal bases to it; asks for no right."""
    index_document(document)
    document.save()
    procedures = list(document.procedures.select_related("legal_document"))
    for procedure in procedures:
        procedure.legal_document = document
        index_words(procedure)
    Procedure.objects.bulk_update(procedures, ["folded", "sort_key"])
    naming = Procedure.objects.filter(
        department__agency=document.agency_id, legal_bases__document_text__contains=document.number
    )
    for procedure in naming.select_related("department").distinct():
        link_bases(procedure)


def index_document(document: LegalDocument) -> None:
    """Brings the columns for search and order up to date; the caller saves."""
    words = f"{document.number} {document.title}"
    document.folded = fold(f"{words} {document.issuing_body}")
    document.sort_key = sort_key(words)


def tie_documents(documents: Iterable[LegalDocument], agency_id: int) -> None:
    """Ties procedures and legal bases to many stored documents at once, in a constant number of queries."""
    stored = {document.pk: document for document in documents}
    procedures = list(Procedure.objects.filter(department__agency=agency_id, legal_document__in=stored))
    for procedure in procedures:
        procedure.legal_document = stored[procedure.legal_document_id]
        index_words(procedure)
    Procedure.objects.bulk_update(procedures, ["folded", "sort_key"], batch_size=MANY)
    written = {document.number for document in stored.values()}
    bases = [
        basis
        for basis in LegalBasis.objects.filter(procedure__department__agency=agency_id)
        if basis.legal_document_id in stored or written & set(numbers_in(basis.document_text))
    ]
    tie_rows(bases, agency_id)
    LegalBasis.objects.bulk_update(bases, ["legal_document"], batch_size=MANY)


def close_doubt(doubt: Doubt, *, by: User, note: str, at: datetime | None = None) -> None:
    """Closes a doubt of the reader of foreign data, with a word on how it was dealt with.

    Refuses: neither author nor checker (Forbidden), no note (Refusal), closed already (Conflict).
    """
    home = doubt.procedure.department
    if not (by.may(Capability.DRAFT, home) or by.may(Capability.CHECK, home)):
        raise Forbidden("Điểm nghi ngờ do người soạn của đơn vị hoặc Văn phòng Sở đóng.")
    if not clean(note):
        raise Refusal("Chưa ghi cách xử lý. Ghi một câu: đã sửa thế nào, hoặc vì sao để nguyên.")
    closed = Doubt.objects.filter(pk=doubt.pk, closed_at__isnull=True).update(
        closed_by=by, closed_at=at or timezone.now(), closed_note=clean(note)
    )
    if not closed:
        raise Conflict("Điểm nghi ngờ này đã có người đóng.")
    doubt.refresh_from_db()
