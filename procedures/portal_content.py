"""What a procedure of the portal becomes in our columns and rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from procedures.enums import Part
from procedures.models import Field, LegalDocument, Procedure
from procedures.portal import ParsedLegalBasis, ParsedProcedure
from procedures.services import document_meant_by
from tthc.core.display import day
from tthc.core.text import fold

PARTS = {
    Part.GENERAL: ("name", "code", "field", "level"),
    Part.STEPS: ("steps",),
    Part.METHODS: ("methods",),
    Part.DOSSIER: ("dossier_items", "dossier_sets"),
    Part.TIME_LIMIT: ("time_limit_value", "time_limit_unit", "time_limit_text"),
    Part.AGENCIES: (
        *("subjects", "deciding_agency", "executing_agency"),
        *("coordinating_agency", "authorised_agency"),
    ),
    Part.FORMS: ("forms_answer", "form_templates"),
    Part.RESULTS: ("results_answer", "results_text"),
    Part.CONDITIONS: ("conditions_answer", "conditions_text"),
    Part.FEES: ("fees_answer", "fees_text"),
    Part.LEGAL_BASES: ("legal_bases",),
    Part.FREQUENCY: ("notes",),
}
# Columns that bear the same name here and there.
SAME = (
    *("name", "level", "dossier_sets", "time_limit_value", "time_limit_unit", "time_limit_text"),
    *("subjects", "deciding_agency", "executing_agency", "coordinating_agency", "authorised_agency"),
    *("forms_answer", "results_answer", "results_text", "conditions_answer", "conditions_text"),
    *("fees_answer", "fees_text"),
)
MOST_FEE_WORDS = 500


@dataclass(frozen=True)
class Content:
    """Columns of a procedure, and per kind of row the columns of its rows in order."""

    columns: dict[str, Any]
    rows: dict[str, list[dict[str, Any]]]


def content_from(
    record: ParsedProcedure, *, fields: dict[str, Field], documents: dict[str, list[LegalDocument]]
) -> Content:
    """The words of a record as columns and rows; `fields` by folded name, `documents` by number."""
    field = fields.get(fold(record.field_name))
    columns = {name: getattr(record, name) for name in SAME}
    columns |= {"code": record.code or None, "field": field, "notes": _notes(record, field)}
    rows = {
        "steps": [{"actor": step.actor, "work": step.work} for step in record.steps],
        "methods": [
            {
                "channel": method.channel,
                "time_value": method.time_value,
                "time_unit": method.time_unit,
                "time_text": method.time_text,
                "fee_text": _shortened(method.fee_text),
            }
            for method in record.methods
        ],
        "dossier_items": [
            {
                "case_name": item.case_name,
                "name": item.name,
                "originals": item.originals,
                "copies": item.copies,
            }
            for item in record.dossier_items
        ],
        "form_templates": [{"name": name} for name in record.form_templates],
        "legal_bases": [
            {
                "document_text": words,
                "legal_document": document_meant_by(words, documents),
                "article": basis.article,
            }
            for basis in record.legal_bases
            for words in [basis_words(basis)]
        ],
    }
    return Content(columns, rows)


def basis_words(basis: ParsedLegalBasis) -> str:
    """Number and name of a legal basis in one text; the number only once."""
    number, text = basis.document_number, basis.document_text
    if not number or fold(number) in fold(text):
        return text
    return f"{number} – {text}" if text else number


def parts_that_differ(procedure: Procedure, content: Content) -> list[Part]:
    """The parts of the form in which a stored procedure says other than the record now does."""
    return [
        part for part, names in PARTS.items() if any(_differs(procedure, content, name) for name in names)
    ]


def new_rows(procedures: Iterable[tuple[Procedure, Content]], kind: str) -> list:
    """Unsaved rows of one kind for several procedures, in order."""
    return [
        getattr(procedure, kind).model(procedure=procedure, position=position, **columns)
        for procedure, content in procedures
        for position, columns in enumerate(content.rows[kind], start=1)
    ]


def _differs(procedure: Procedure, content: Content, name: str) -> bool:
    if name not in content.rows:
        return getattr(procedure, name) != content.columns[name]
    stored = list(getattr(procedure, name).all())
    wanted = content.rows[name]
    return len(stored) != len(wanted) or any(
        getattr(row, column) != value
        for row, columns in zip(stored, wanted, strict=True)
        for column, value in columns.items()
        if column != "legal_document"
    )


def _notes(record: ParsedProcedure, field: Field | None) -> str:
    """What has no box of its own: the source's notes, a field of work unknown here, the decision there."""
    found = [record.notes]
    if record.field_name and field is None:
        found.append(f"Lĩnh vực ở nguồn: {'; '.join(record.field_name.splitlines())}")
    if record.decision_number:
        dated = f" ngày {day(record.decision_date)}" if record.decision_date else ""
        found.append(f"Quyết định công bố ở nguồn: {record.decision_number}{dated}")
    return "\n".join(filter(None, found))


def _shortened(fees: str) -> str:
    """The fees of one way of handing in; what is too long for the box stands whole in `fees_text`."""
    return fees if len(fees) <= MOST_FEE_WORDS else f"{fees[: MOST_FEE_WORDS - 1]}…"
