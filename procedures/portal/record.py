"""One record of the portal → one procedure."""

import hashlib
import json
import re
import unicodedata
from datetime import date

from procedures.enums import Answer, DoubtKind, Level, Part
from procedures.portal.answers import answer_of
from procedures.portal.bases import doubts_of_decision, read_legal_bases
from procedures.portal.cells import Cells, kind_of, unstorable
from procedures.portal.fees import answer_to_fees, read_fees
from procedures.portal.papers import read_dossier, read_form_names
from procedures.portal.parsed import ParsedDoubt, ParsedProcedure, distinct
from procedures.portal.steps import read_steps
from procedures.portal.times import read_methods, time_limit_of
from tthc.core.text import fold

LEVEL_FLAGS = {"isMinistry": Level.CENTRAL, "isProvince": Level.PROVINCE, "isWard": Level.COMMUNE}
# What the fingerprint covers: the fields that are read, so that a new date of publishing alone is no change.
READ_KEYS = (
    "authorizedAgencies", "cases", "categoriesDetails", "code", "codeNotation", "coordinatingAgencies",
    "decisionNo", "delegatedAgencies", "departmentsAuthority", "departmentsAuthorized",
    "departmentsCoordinating", "departmentsExecuting", "description", "dossierReceivingAddresses",
    "executingAgencies", "executionCases", "executionMethods", "executionSteps", "fees", "isInternal",
    "isMinistry", "isOtherAgency", "isProvince", "isWard", "legalBasisesDetails", "name", "note",
    "profileComponents", "requirementsAndConditions", "resultsDetails", "subjectTypesDetails",
    "unitGroupsAuthority", "unitGroupsAuthorized", "unitGroupsCoordinating", "unitGroupsExecuting",
)  # fmt: skip
PROPOSAL_KEYS = ("proposalNumber", "decisionNumber", "decisionDate")
LEADING_NUMBER = re.compile(r"^[-+*•\s]*(?:\d{1,3}[.)]\s*)?(?:thu tuc:?\s+)?")


def read_record(
    value: object, *, index: int, today: date
) -> tuple[ParsedProcedure | None, list[tuple[str, str]]]:
    """The procedure, or None and all that is wrong: (field, sentence)."""
    if not isinstance(value, dict):
        return None, [("bản ghi", f"phải là đối tượng {{…}}, nhưng tệp ghi {kind_of(value)}.")]
    faults = unstorable(value)
    if faults:
        return None, [(_printable(where), message) for where, message in faults]
    cells = Cells(value)
    procedure = _procedure(cells, index=index, today=today)
    return (None, list(dict.fromkeys(cells.faults))) if cells.faults else (procedure, [])


def name_for_matching(name: str) -> str:
    """The folded name without a leading "1.", dash or "Thủ tục"."""
    folded = fold(name)
    return folded[LEADING_NUMBER.match(folded).end() :]


def fingerprint_of(raw: dict) -> str:
    """A mark of the fields that are read; the same for the same words however they are laid out or encoded."""
    content = {key: raw.get(key) for key in READ_KEYS}
    proposal = raw.get("procedureProposal") or {}
    content["procedureProposal"] = {key: proposal.get(key) for key in PROPOSAL_KEYS}
    written = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(unicodedata.normalize("NFC", written).encode()).hexdigest()


def _procedure(cells: Cells, *, index: int, today: date) -> ParsedProcedure | None:
    name, source_id = _name(cells), _source_id(cells)
    steps, doubts_of_steps = read_steps(cells)
    methods, doubts_of_methods = read_methods(cells)
    value, unit, time_text, doubts_of_limit = time_limit_of(methods)
    items, sets, doubts_of_dossier = read_dossier(cells)
    forms = read_form_names(cells)
    proposal = cells.part("procedureProposal")
    number = proposal.text("decisionNumber") or proposal.text("proposalNumber") or cells.text("decisionNo")
    # A record cannot cite what came after its own publishing; with a slow clock here that day is the better bound.
    published = proposal.day("publicationDate")
    last_year = max(today, published or today).year
    bases, doubts_of_bases = read_legal_bases(cells, last_year=last_year)
    results, conditions = cells.names("resultsDetails"), cells.text("requirementsAndConditions")
    fees = distinct(
        [*read_fees(cells).split("\n"), *(line for method in methods for line in method.fee_text.split("\n"))]
    )
    procedure = {
        "index": index,
        "source_id": source_id,
        "code": cells.text("code", most=40) or cells.text("codeNotation", most=40),
        "name": name,
        "field_name": cells.names("categoriesDetails"),
        "level": _level(cells),
        "steps": tuple(steps),
        "methods": tuple(methods),
        "time_limit_value": value,
        "time_limit_unit": unit,
        "time_limit_text": time_text,
        "dossier_sets": sets,
        "dossier_items": tuple(items),
        "subjects": cells.names("subjectTypesDetails"),
        "deciding_agency": cells.names("departmentsAuthority", "unitGroupsAuthority")
        or cells.text("delegatedAgencies"),
        "executing_agency": cells.names("departmentsExecuting", "unitGroupsExecuting")
        or cells.text("executingAgencies"),
        "coordinating_agency": cells.names("departmentsCoordinating", "unitGroupsCoordinating")
        or cells.text("coordinatingAgencies"),
        "authorised_agency": cells.names("departmentsAuthorized", "unitGroupsAuthorized")
        or cells.text("authorizedAgencies"),
        "forms_answer": Answer.SOME if forms else "",
        "results_answer": answer_of(results),
        "results_text": results,
        "conditions_answer": answer_of(conditions),
        "conditions_text": conditions,
        "fees_answer": answer_to_fees(fees),
        "fees_text": "\n".join(fees),
        "form_templates": tuple(forms),
        "legal_bases": tuple(bases),
        "notes": _notes(cells, conditions),
        "decision_number": number,
        "decision_date": proposal.day("decisionDate"),
        "doubts": (
            *_doubts_whether_internal(cells, name),
            *doubts_of_decision(number, last_year=last_year),
            *doubts_of_steps,
            *doubts_of_methods,
            *doubts_of_dossier,
            *doubts_of_limit,
            *doubts_of_bases,
        ),
    }
    return None if cells.faults else ParsedProcedure(fingerprint=fingerprint_of(cells.raw), **procedure)


def _printable(where: str) -> str:
    """A path whose keys may themselves be what cannot be stored, or endlessly nested."""
    shown = where.encode(errors="replace").decode().replace("\0", "?")
    return shown if len(shown) <= 80 else f"{shown[:79]}…"


def _name(cells: Cells) -> str:
    name = cells.text("name")
    if not name and isinstance(cells.raw.get("name"), str | None):
        cells.faults.append(("name", "thiếu tên thủ tục."))
    return name


def _source_id(cells: Cells) -> str:
    value = cells.raw.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    source_id = cells.text("id", most=80)
    if value is None or value == "":
        cells.faults.append(
            ("id", "thiếu mã của bản ghi; không có mã thì lần sau không nhận ra thủ tục này.")
        )
    return source_id


def _level(cells: Cells) -> str:
    levels = [level for key, level in LEVEL_FLAGS.items() if cells.flag(key)]
    return levels[0] if len(levels) == 1 and not cells.flag("isOtherAgency") else ""


def _notes(cells: Cells, conditions: str) -> str:
    """What the form has no box for: further words, and where the dossier is handed in."""
    further = [cells.text("description"), cells.text("note")]
    words = [text for text in distinct(further) if fold(text) != fold(conditions)]
    address = cells.text("dossierReceivingAddresses")
    return "\n".join([*words, *([f"Nơi tiếp nhận hồ sơ: {address}"] if address else [])])


def _doubts_whether_internal(cells: Cells, name: str) -> list[ParsedDoubt]:
    doubts = []
    if cells.flag("isInternal") is False:
        sentence = (
            "Nguồn đánh dấu thủ tục này không phải TTHC nội bộ. Chỉ giữ lại nếu đúng là thủ tục nội bộ."
        )
        doubts.append(ParsedDoubt(DoubtKind.NOT_INTERNAL, Part.GENERAL, sentence, "not-internal"))
    if "quy trinh noi bo" in fold(name):
        sentence = "Tên có “quy trình nội bộ”: quy trình nội bộ giải quyết TTHC không phải là TTHC nội bộ. Kiểm tra lại."
        doubts.append(ParsedDoubt(DoubtKind.NOT_INTERNAL, Part.GENERAL, sentence, "internal-process"))
    return doubts
