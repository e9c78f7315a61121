"""What a review takes over from the inventory form, so that nobody types it twice."""

from collections.abc import Iterable

from procedures.enums import Answer, Part
from procedures.models import Procedure
from procedures.snapshots import duration
from reviews.enums import Activity
from reviews.models import CostLine
from tthc.core.display import NOTHING

INVENTORY = "biểu mẫu thống kê"
# Parts whose rows begin with what they are; parts whose first row alone does, and only repeats the part's name.
LABELLED_PARTS = (Part.GENERAL, Part.AGENCIES, Part.FREQUENCY)
ANSWERED_PARTS = (Part.TIME_LIMIT, Part.FORMS, Part.RESULTS, Part.CONDITIONS, Part.FEES)


def cost_lines_of(procedure: Procedure) -> list[CostLine]:
    """One line per dossier item (activity 1), one for each other activity; unsaved, with what the inventory knows.

    Both scenarios start alike: what the proposal changes is then what its author changes.
    """
    names = [item.name for item in procedure.dossier_items.all() if item.name] or [""]
    tasks = [(Activity.PREPARE, name) for name in names]
    tasks += [(activity, "") for activity in Activity if activity != Activity.PREPARE]
    return [_cost_line(procedure, position, *task) for position, task in enumerate(tasks, start=1)]


def _cost_line(procedure: Procedure, position: int, activity: Activity, task: str) -> CostLine:
    times, subjects = procedure.times_per_year, procedure.subjects_per_year
    line = CostLine(
        position=position,
        activity=activity,
        task=" ".join(task.split())[:500],
        current_times=times,
        current_subjects=subjects,
        proposed_times=times,
        proposed_subjects=subjects,
        source_note=procedure.frequency_source if times is not None or subjects is not None else "",
    )
    if activity == Activity.FEES and procedure.fees_answer == Answer.NONE:
        line.current_hours = line.proposed_hours = line.current_fees = line.proposed_fees = 0
        line.source_note = f"{INVENTORY}: không có phí, lệ phí"
    return line


def _current_text(procedure: Procedure, content: dict, part: str) -> str:
    """Hiện hành of one part, one row a line; "" when the form says nothing of it."""
    if part == Part.STEPS:
        return "\n".join(_step(number, step) for number, step in enumerate(procedure.steps.all(), start=1))
    if part == Part.DOSSIER:
        sets = f"Số lượng hồ sơ: {procedure.dossier_sets} bộ" if procedure.dossier_sets else ""
        return _lines([*(_dossier_item(item) for item in procedure.dossier_items.all()), sets])
    rows = content.get(part, [])
    if part in ANSWERED_PARTS:
        rows = [rows[0][1:], *rows[1:]]
    if part in LABELLED_PARTS:
        return _lines(": ".join([label, *said]) for label, *texts in rows if (said := _said(texts)))
    return _lines(": ".join(_said(row)) for row in rows)


def _step(number: int, step) -> str:
    time = duration(step.duration_value, step.get_duration_unit_display(), step.duration_text)
    words = ": ".join(_said([step.actor, step.work]))
    return (
        f"Bước {number}. {words}"
        + (f"; chuyển: {step.result}" if step.result else "")
        + (f" ({time})" if time else "")
    )


def _dossier_item(item) -> str:
    copies = [
        f"{count} {what}"
        for count, what in ((item.originals, "bản chính"), (item.copies, "bản sao"))
        if count
    ]
    details = ", ".join([*copies, *([f"theo mẫu {item.form_name}"] if item.form_name else [])])
    case = f"{item.case_name}: " if item.case_name else ""
    return f"{case}{item.name}" + (f" ({details})" if details else "")


def _said(cells: Iterable[str]) -> list[str]:
    return [cell for cell in cells if cell and cell != NOTHING]


def _lines(rows: Iterable[str]) -> str:
    return "\n".join(row for row in rows if row)


def current_texts(procedure: Procedure) -> dict[str, str]:
    """Hiện hành of every part of the inventory form."""
    content = procedure.content()
    return {part.value: _current_text(procedure, content, part) for part in Part}
