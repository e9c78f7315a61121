"""Inventory forms, each written by its unit and sent on its way as far as its sketch says."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from demo.office_hours import Clock, first_day
from demo.people import Office
from demo.sketches import procedures
from demo.way import go_the_way, returned_remarks
from departments.models import User
from procedures.enums import Answer, Part
from procedures.models import Procedure
from procedures.services import PartInput, create_procedure, save_sections
from tthc.core.stored_rows import RowInput
from tthc.workflow.enums import FormStatus
from tthc.workflow.gate import perform

NOTE = "Dữ liệu minh họa, không phải thủ tục thật."
UNFINISHED = set(FormStatus.values) - {FormStatus.ACCEPTED}


def write_inventory(office: Office, stages: Iterable[str]) -> dict[str, Procedure]:
    """The procedures of some stages, by the key of their sketch."""
    sketches, ranks, written = procedures(), Counter(), {}
    counts = Counter(sketch["stage"] for sketch in sketches)
    for turn, sketch in enumerate(sketches):
        stage = sketch["stage"]
        if stage in stages:
            day = first_day("inventory_starts", stage, ranks[stage], counts[stage])
            written[sketch["key"]] = write_procedure(office, sketch, turn, day)
            ranks[stage] += 1
    return written


def author_of(office: Office, sketch: dict, turn: int) -> User:
    """Who writes a form: as the sketch says, the unit's first person for what is still under way, else by turns."""
    if sketch.get("author"):
        return office.users[sketch["author"]]
    staff = office.staff(sketch["department"])
    return staff[0] if sketch["stage"] in UNFINISHED else staff[turn % len(staff)]


def write_procedure(office: Office, sketch: dict, turn: int, day: date) -> Procedure:
    """One form from the first word to where it stands now."""
    clock, author = Clock(day, turn), author_of(office, sketch, turn)
    procedure = create_procedure(
        by=author,
        department=office.departments[sketch["department"]],
        legal_document=office.documents[sketch["bases"][0]["document"]],
        name=sketch["name"],
        at=clock.now(),
    )
    save_sections(procedure, parts_of(office, sketch), by=author, at=clock.later(1))
    stage = FormStatus.ACCEPTED if sketch["stage"] not in UNFINISHED else FormStatus(sketch["stage"])
    go_the_way(
        office,
        procedure,
        until=stage,
        author=author,
        clock=clock,
        remarks=returned_remarks(sketch["remarks"]),
        mend=lambda by, at, mended: save_sections(procedure, [], by=by, mended=mended, at=at),
    )
    return procedure


def amend_procedure(office: Office, procedure: Procedure, amendment: dict) -> None:
    """Opens an accepted form again, brings it in line with the changed document, and has it accepted anew."""
    clock = Clock(date.fromisoformat(amendment["reopened_on"]), 1)
    author = procedure.created_by
    perform(
        procedure, "reopen", by=office.checkers()[0], remark=amendment["reason"],
        at=clock.now(),
    )  # fmt: skip
    unit = amendment["time"]["unit"]
    parts = [
        PartInput(Part.STEPS, rows={"steps": step_rows(amendment["steps"], unit)}),
        PartInput(Part.DOSSIER, rows={"dossier_items": dossier_rows(amendment["dossier"])}),
        PartInput(Part.TIME_LIMIT, time_values(amendment["time"])),
        PartInput(Part.AGENCIES, {"deciding_agency": amendment["deciding"]}),
    ]
    save_sections(procedure, parts, by=author, at=clock.later(1))
    go_the_way(office, procedure, until=FormStatus.ACCEPTED, author=author, clock=clock)


def parts_of(office: Office, sketch: dict) -> list[PartInput]:
    """The parts of the form; what a sketch of a draft leaves out stays empty."""
    time, is_draft = sketch["time"], sketch["stage"] == FormStatus.DRAFT
    frequency = sketch["frequency"] or {}
    unit = time["unit"] if time else "WORKING_DAY"
    methods = [
        {"channel": channel} | ({"time_value": time["value"], "time_unit": unit} if time else {})
        for channel in sketch["methods"]
    ]
    bases = [
        {"document_text": str(office.documents[basis["document"]]), "article": basis["article"]}
        for basis in sketch["bases"]
    ]
    forms = [{"name": name, "issued_with": sketch["bases"][0]["document"]} for name in sketch["forms"]]
    return [
        PartInput(
            Part.GENERAL,
            {
                "field": office.fields[sketch["field"]],
                "group": sketch["group"],
                "level": sketch["level"],
            },
        ),
        PartInput(Part.STEPS, rows={"steps": step_rows(sketch["steps"], unit)}),
        PartInput(Part.METHODS, rows={"methods": rows_of(methods)}),
        PartInput(
            Part.DOSSIER,
            {"dossier_sets": None if is_draft else sketch["sets"]},
            rows={"dossier_items": dossier_rows(sketch["dossier"])},
        ),
        PartInput(Part.TIME_LIMIT, time_values(time) if time else {}),
        PartInput(
            Part.AGENCIES,
            {
                "subjects": sketch["subjects"],
                "deciding_agency": sketch["deciding"],
                "executing_agency": sketch["executing"],
                "coordinating_agency": sketch["coordinating"],
            },
        ),
        PartInput(
            Part.FORMS,
            {"forms_answer": answer_to(sketch["forms"], is_draft)},
            rows={"form_templates": rows_of(forms)},
        ),
        *(
            PartInput(
                part,
                {f"{part.lower()}_answer": answer_to(text, is_draft), f"{part.lower()}_text": text},
            )
            for part in (Part.RESULTS, Part.CONDITIONS, Part.FEES)
            for text in (sketch[part.lower()],)
        ),
        PartInput(Part.LEGAL_BASES, rows={"legal_bases": rows_of(bases)}),
        PartInput(
            Part.FREQUENCY,
            {
                "times_per_year": frequency.get("times"),
                "subjects_per_year": frequency.get("subjects"),
                "frequency_source": frequency.get("source", ""),
                "notes": NOTE,
            },
        ),
    ]


def answer_to(content, is_draft: bool) -> str:
    """Có when there is any; without any, an explicit Không có, which a draft may still owe."""
    if content:
        return Answer.SOME
    return "" if is_draft else Answer.NONE


def time_values(time: dict) -> dict:
    return {
        "time_limit_value": time["value"],
        "time_limit_unit": time["unit"],
        "time_limit_text": time["text"],
    }


def step_rows(steps: list[dict], unit: str) -> list[RowInput]:
    return rows_of(
        {
            "actor": step["actor"],
            "work": step["work"],
            "result": step["result"],
            "duration_value": step["time"],
            "duration_unit": unit,
        }
        for step in steps
    )


def dossier_rows(items: list[dict]) -> list[RowInput]:
    return rows_of({key: item[key] for key in ("name", "originals", "copies")} for item in items)


def rows_of(values) -> list[RowInput]:
    return [RowInput(row) for row in values]
