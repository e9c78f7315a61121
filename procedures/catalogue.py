"""The public catalogue: announced procedures in force, in the words that were announced."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from procedures.enums import Answer, Part, PublicationChannel
from procedures.models import AnnouncementRow, Procedure, Publication
from procedures.reading import NONE, Fact, ReadPart, ReadTable
from tthc.core.display import NOTHING

# What the office keeps for its own use: why a unit leads, how often a procedure is done.
NOT_PUBLIC = {"Lý do đơn vị chủ trì khác đơn vị soạn thảo"}
PUBLIC_PARTS = [part for part in Part if part != Part.FREQUENCY]

Rows = list[list[str]]


@dataclass(frozen=True)
class PublicProcedure:
    """A procedure as anyone may read it."""

    row: AnnouncementRow
    reading: list[ReadPart]
    decisions: list[AnnouncementRow]

    @property
    def publications(self) -> list[Publication]:
        return in_order(self.row.procedure.publications.all())

    @property
    def repealed_on(self) -> date | None:
        """The day from which it will no longer be in force, when that has been decided."""
        return self.row.procedure.repealed_on


def in_order(publications: Iterable[Publication]) -> list[Publication]:
    """Publications in the order in which the office names the channels."""
    order = PublicationChannel.values
    return sorted(publications, key=lambda publication: order.index(publication.channel))


def catalogue(day: date):
    """The rows of the list on a day, with what a line shows."""
    rows = AnnouncementRow.objects.catalogue(day).select_related(
        "field", "department", "announcement__agency"
    )
    return rows.select_related("procedure").prefetch_related("procedure__publications")


def public_procedure(pk: int, day: date) -> PublicProcedure | None:
    """What stands in the catalogue for a procedure on a day; None when it does not stand there."""
    row = catalogue(day).filter(procedure_id=pk).first()
    if row is None:
        return None
    return PublicProcedure(row, public_reading(row.content), decisions_about(pk))


def repealed_procedure(pk: int, day: date) -> Procedure | None:
    """An announced procedure that was out of force by a day; None when there is no such one."""
    return Procedure.objects.announced(day).filter(pk=pk, repealed_on__lte=day).first()


def decisions_about(pk: int) -> list[AnnouncementRow]:
    """Every issued row about a procedure, the newest decision first."""
    rows = AnnouncementRow.objects.issued().filter(procedure_id=pk).select_related("announcement")
    return list(rows.newest_first())


def public_reading(content: dict[str, Rows]) -> list[ReadPart]:
    """The parts of a frozen form (`procedures.snapshots.content_of`) that the public reads, as on the form."""
    return [READERS.get(part, _facts)(part, content.get(part.value, [])) for part in PUBLIC_PARTS]


def _facts(part: Part, rows: Rows) -> ReadPart:
    return ReadPart(
        part, [Fact(row[0], row[1]) for row in rows if row[0] not in NOT_PUBLIC and _said(row[1])]
    )


def _answered(part: Part, rows: Rows) -> ReadPart:
    label, answer, text = rows[0] if rows else (part.label, "", "")
    return ReadPart(part, [Fact(label, NONE if answer == Answer.NONE.label else text)])


def _steps(part: Part, rows: Rows) -> ReadPart:
    headings = ("Bước", "Ai thực hiện", "Việc phải làm", "Kết quả chuyển bước sau", "Thời gian")
    numbered = [[str(number), *row] for number, row in enumerate(rows, start=1)]
    return ReadPart(part, [], _table("Các bước thực hiện", headings, numbered, "Bước"))


def _methods(part: Part, rows: Rows) -> ReadPart:
    return ReadPart(
        part, [], _table("Các cách thức thực hiện", ("Cách thức", "Thời hạn", "Phí, lệ phí"), rows)
    )


def _dossier(part: Part, rows: Rows) -> ReadPart:
    *items, sets = rows or [["", ""]]
    headings = ("STT", "Tên giấy tờ", "Trường hợp", "Bản chính", "Bản sao", "Theo mẫu")
    numbered = [[str(number), *row] for number, row in enumerate(items, start=1)]
    table = _table("Thành phần hồ sơ", headings, numbered, "STT", "Bản chính", "Bản sao")
    return ReadPart(part, [Fact("Số lượng hồ sơ", f"{sets[1]} bộ")] if _said(sets[1]) else [], table)


def _forms(part: Part, rows: Rows) -> ReadPart:
    (label, answer), *forms = rows or [[part.label, ""]]
    if not forms or answer != Answer.SOME.label:
        return ReadPart(part, [Fact(label, NONE if answer == Answer.NONE.label else "")])
    numbered = [[str(number), *row] for number, row in enumerate(forms, start=1)]
    table = _table(label, ("STT", "Tên mẫu", "Ký hiệu", "Ban hành kèm theo"), numbered, "STT")
    return ReadPart(part, [], replace(table, rows_before=1))


def _legal_bases(part: Part, rows: Rows) -> ReadPart:
    numbered = [[str(number), *row] for number, row in enumerate(rows, start=1)]
    return ReadPart(
        part, [], _table("Căn cứ pháp lý", ("STT", "Văn bản", "Điều, khoản, điểm"), numbered, "STT")
    )


def _table(caption: str, headings: tuple[str, ...], rows: Rows, *numeric: str) -> ReadTable:
    """A table without the columns in which no row says anything."""
    said = [place for place, _ in enumerate(headings) if any(_said(row[place]) for row in rows)]
    return ReadTable(
        caption,
        tuple(headings[place] for place in said),
        [tuple(row[place] for place in said) for row in rows],
        frozenset(numeric),
    )


def _said(text: str) -> bool:
    return text not in ("", NOTHING)


READERS: dict[Part, Callable[[Part, Rows], ReadPart]] = {
    Part.STEPS: _steps,
    Part.METHODS: _methods,
    Part.DOSSIER: _dossier,
    Part.FORMS: _forms,
    Part.RESULTS: _answered,
    Part.CONDITIONS: _answered,
    Part.FEES: _answered,
    Part.LEGAL_BASES: _legal_bases,
}
