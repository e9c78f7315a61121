"""An import as it stands: its file read again, filled into the kind's sheets, planned, and the plan kept row by row."""

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from departments.models import Department
from exchange.alike import Tally
from exchange.holding import UNFINISHED, move
from exchange.kind import Kind
from exchange.kinds import KINDS
from exchange.models import ImportRow, ImportSession, SessionState
from exchange.opening import converted, open_tables
from exchange.plan import MOVING, Fate, Filled, KindSheet, OnExisting, Owner, Plan, PlannedRow, Room
from exchange.writing import held_back, is_ready
from tthc.core.display import day
from tthc.core.refusal import Refusal
from tthc.core.sheets.columns import Doubt, Fault, shown
from tthc.core.sheets.tables import Table

MOST_VALUES = 12
BLANK = (None, "")
NO_KIND = "Phần mềm không còn nhập loại dữ liệu của tệp này."
ENDED = (
    "{unit} đã kết thúc hoạt động ngày {day} nên không nhập cho đơn vị này được nữa. "
    "Hãy bỏ lần nhập này rồi tải tệp lên lại cho đơn vị kế thừa."
)
READ_OTHERWISE = (
    "Từ khi tải lên, phần mềm đã được cập nhật và nay đọc tệp này khác đi nên các cột đã ghép không còn đúng. "
    "Chưa nhập gì; hãy bỏ lần nhập này rồi tải tệp lên lại."
)
BATCH = 2_000
COMPANION = "Chưa nhập được riêng: một dòng khác của cùng mục này còn phải sửa."
KEPT = "Bạn đã bỏ dòng này, giữ bản đang lưu"


def kind_of(session: ImportSession) -> Kind:
    """Refuses when a later release has no such kind any more."""
    if session.kind not in KINDS:
        raise Refusal(NO_KIND)
    return KINDS[session.kind]


def room_of(session: ImportSession) -> Room:
    return Room(session.agency, session.owner, session.department)


def sheets_of(session: ImportSession) -> tuple[KindSheet, ...]:
    return kind_of(session).sheets(room_of(session))


def tables_of(session: ImportSession) -> list[Table]:
    """The tables of the file, read again.

    Refuses when they are no longer what the columns were chosen for: a later release may read a file otherwise.
    """
    tables = open_tables(bytes(session.content), session.file_name, sheets_of(session))
    if [table.headings for table in tables] != [table["headings"] for table in session.found]:
        raise Refusal(READ_OTHERWISE)
    return tables


def plan_of(session: ImportSession, tables: list[Table] | None = None) -> Plan:
    """What the import would do now, with all that was mended and decided; looks only."""
    plan = kind_of(session).plan(
        filled_from(session, tables or tables_of(session)),
        room_of(session),
        on_existing=OnExisting(session.on_existing),
        decisions=session.decisions,
    )
    _leave_out(session, plan)
    if ended := fault_of_unit(session.department):
        plan.file_faults.append(Fault("", None, "", "", ended, ""))
    return plan


def fault_of_unit(unit: Department | None) -> str:
    """That the unit for which a file was sent has ended meanwhile."""
    if unit is None or unit.valid_to is None or unit.valid_to >= timezone.localdate():
        return ""
    return ENDED.format(unit=unit.name, day=day(unit.valid_to))


def _leave_out(session: ImportSession, plan: Plan) -> None:
    """Keeps stored rows of a list as they are where the person left theirs out.

    Taken out of the file before planning, as rows of the main sheet are, they would count as struck off the list.
    """
    main = main_sheet(session)
    left = {(sheet, number) for sheet, numbers in session.left_out.items() for number in numbers}
    dropped = [row for row in plan.rows if row.sheet != main and (row.sheet_name, row.number) in left]
    if not dropped:
        return
    for row in dropped:
        row.fate, row.note = Fate.UNCHANGED, KEPT
        row.changes = row.faults = row.doubts = row.conflicts = ()
    plan.rows = [row for row in plan.rows if row.pk or row.note != KEPT]


def main_sheet(session: ImportSession) -> str:
    return sheets_of(session)[0].key


def filled_from(session: ImportSession, tables: list[Table]) -> list[Filled]:
    """The chosen tables as the kind reads them: converted, without the rows left out, mended cells in place."""
    filled, main = [], main_sheet(session)
    for use in session.uses:
        table = converted(tables[use["table"]], use["convert"])
        dropped = set(session.left_out.get(table.sheet, ()))
        if dropped and use["sheet"] == main:
            table = replace(table, rows=[row for row in table.rows if row.number not in dropped])
        edits = session.edits.get(table.sheet, {})
        agreed = session.agreed.get(table.sheet, {})
        filled.append(
            Filled(
                use["sheet"],
                table,
                # In the order of the file, which PostgreSQL's JSON does not keep: a plan's mark depends on it.
                dict(sorted(use["mapping"].items(), key=lambda item: item[1])),
                {(int(number), key): text for number, cells in edits.items() for key, text in cells.items()},
                {(int(number), key) for number, keys in agreed.items() for key in keys},
            )
        )
    return filled


@dataclass(frozen=True)
class Wording:
    """How values of a sheet are written in words; lists of choices are asked for once, here."""

    headings: dict[str, str]
    """Of the columns that people see, by key."""
    writers: dict[str, Callable[[Any], Any]]

    @classmethod
    def of(cls, sheet: KindSheet) -> "Wording":
        return cls(
            {column.key: column.name for column in sheet.offered},
            {column.key: column.writer() for column in sheet.offered},
        )

    def word(self, key: str, value: Any) -> str:
        return shown(self.writers[key](value)) if key in self.writers and value is not None else ""

    def row(self, values: Mapping[str, Any]) -> list[list[str]]:
        """The first MOST_VALUES cells of a row that say something, as [heading, words]."""
        given = ((key, heading) for key, heading in self.headings.items() if values.get(key) not in BLANK)
        words = ([heading, word] for key, heading in given if (word := self.word(key, values[key])))
        return list(islice(words, MOST_VALUES))


def keep_plan(session: ImportSession, plan: Plan, *, kept: Callable[[int], Any] | None = None) -> None:
    """Keeps what the plan says, for the pages; the rows of an earlier check go. `kept` is told how many are kept so far.

    Long plans are kept piece by piece, so that nobody else waits for the database; the session says that it is checked
    only when all is there. Refuses when it was done or dropped meanwhile (Conflict).
    """
    with transaction.atomic() if len(plan.rows) <= BATCH else nullcontext():
        _keep(session, plan, kept or (lambda count: None))


def _keep(session: ImportSession, plan: Plan, kept: Callable[[int], Any]) -> None:
    move(session, UNFINISHED, SessionState.OPENED)
    wording = {sheet.key: Wording.of(sheet) for sheet in sheets_of(session)}
    session.rows.all().delete()
    held, owners = held_back(plan), _owners(plan)
    rows = (
        _row(session, at, planned, wording[planned.sheet], owners, is_held=planned.owner in held)
        for at, planned in enumerate(plan.rows)
    )
    tally = Tally()
    while batch := list(islice(rows, BATCH)):
        tally.add(batch)
        ImportRow.objects.bulk_create(batch)
        kept(batch[-1].position + 1)
    session.state = SessionState.CHECKED
    session.mark = plan.mark
    session.counts = {fate.value: count for fate, count in plan.counts.items()} | {
        "doubted": sum(bool(row.doubts) for row in plan.rows),
        "asked": len(plan.open_questions),
        "contested": sum(bool(row.conflicts) for row in plan.rows),
        "undecided": len(plan.open_conflicts),
        "not_ready": sum(
            row.owner in held and (row.fate in MOVING or not is_ready(row)) for row in plan.rows
        ),
        "alike": tally.told(),
        "ready": dict(Counter(row.fate.value for row in plan.rows if row.owner not in held)),
    }
    session.file_faults = [fault.as_json() for fault in plan.file_faults]
    session.save(update_fields=["state", "mark", "counts", "file_faults"])


def _owners(plan: Plan) -> dict[Owner, str]:
    """What the rows of nested sheets belong to, by name."""
    names = {row.parent: row.stored.name for row in plan.rows if row.parent and row.stored}
    return names | {row.owner: row.label for row in plan.rows if not row.parent}


def _row(
    session: ImportSession,
    at: int,
    planned: PlannedRow,
    wording: Wording,
    owners: Mapping[Owner, str],
    *,
    is_held: bool,
) -> ImportRow:
    is_companion = is_held and planned.fate in MOVING and is_ready(planned)
    return ImportRow(
        session=session,
        position=at,
        sheet=planned.sheet,
        sheet_name=planned.sheet_name,
        number=planned.number,
        fate=planned.fate,
        label=planned.label,
        note=" ".join(filter(None, [planned.note, COMPANION if is_companion else ""])),
        is_ready=not is_held,
        is_doubted=bool(planned.doubts),
        is_contested=bool(planned.conflicts),
        words=_words(planned, wording, owners.get(planned.parent, "")),
    )


def _words(planned: PlannedRow, wording: Wording, owner: str) -> dict[str, Any]:
    """Only what there is: most rows of a long file have nothing to say."""
    words: dict[str, Any] = {}
    if owner and planned.fate != Fate.UNCHANGED:
        words["of"] = owner
    if planned.fate in (Fate.NEW, Fate.FAULTY):
        words["cells"] = wording.row(planned.values)
    if planned.changes:
        words["changes"] = [[change.heading, change.old, change.new] for change in planned.changes]
    if planned.faults:
        words["faults"] = [_fault(fault) for fault in planned.faults]
    if planned.doubts:
        words["doubts"] = [_doubt(doubt, wording) for doubt in planned.doubts]
    if planned.conflicts:
        words["conflicts"] = [
            {
                "id": one.id, "heading": one.heading, "base": one.base, "theirs": one.theirs, "mine": one.mine,
                "decision": one.decision,
            }
            for one in planned.conflicts
        ]  # fmt: skip
    return words


def _fault(fault: Fault) -> dict[str, Any]:
    return fault.as_json() | {"key": fault.key}


def _doubt(doubt: Doubt, wording: Wording) -> dict[str, Any]:
    """A doubt in words; it can be agreed to when it says what would then be taken, or asks about the whole row."""
    suggested = wording.word(doubt.key, doubt.suggested)
    about_row = doubt.key not in wording.headings
    return _fault(doubt) | {
        "asked": doubt.asked,
        "suggested": suggested,
        "agreeable": doubt.asked and (about_row or doubt.suggested is not None),
    }
