"""An inventory form as one reads it: numbered parts, each with facts and a table, "Không có" said in words.

One description for the page, for print and for whoever shows a procedure to the public.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from procedures.enums import Answer, Part
from procedures.models import Procedure
from procedures.snapshots import duration
from tthc.core import display

NOT_WRITTEN = ""
NONE = "Không có."


@dataclass(frozen=True)
class Fact:
    """One thing said; an empty text is one that has not been written yet."""

    label: str
    text: str


@dataclass(frozen=True)
class ReadTable:
    """Rows of a part; `numeric` names the headings whose cells stand at the right.

    `rows_before` is how many rows of the part's snapshot stand before these: remarks are pinned by that count.
    """

    caption: str
    headings: tuple[str, ...]
    rows: list[tuple[str, ...]]
    numeric: frozenset[str] = frozenset()
    rows_before: int = 0

    @property
    def cells(self) -> list[list[tuple[str, str, bool]]]:
        """Per row (heading, text, whether it is a number)."""
        return [
            [
                (heading, text, heading in self.numeric)
                for heading, text in zip(self.headings, row, strict=True)
            ]
            for row in self.rows
        ]


@dataclass(frozen=True)
class ReadPart:
    """One part of the form; a table without rows and no facts is a part not written yet."""

    part: Part
    facts: list[Fact]
    table: ReadTable | None = None

    @property
    def key(self) -> str:
        return part_key(self.part)

    @property
    def title(self) -> str:
        return part_title(self.part)

    @property
    def is_one_fact(self) -> bool:
        """Whether all that it says is what its heading asks for, so that no label has to repeat it."""
        return not self.table and [fact.label for fact in self.facts] == [self.part.label]

    @property
    def is_empty(self) -> bool:
        return not self.facts and not (self.table and self.table.rows)


def part_key(part: Part) -> str:
    """The anchor of a part on a page."""
    return f"phan-{part.value.lower().replace('_', '-')}"


def part_title(part: Part) -> str:
    """The heading of a part, numbered in the order of the form."""
    return f"{list(Part).index(part) + 1}. {part.label}"


def reading_of(procedure: Procedure) -> list[ReadPart]:
    """All parts in the order of the form; reads the rows through `Procedure.objects.with_parts()`."""
    return [READERS[part](procedure) for part in Part]


def _written(*facts: tuple[str, str]) -> list[Fact]:
    """Facts that go without saying when they are empty."""
    return [Fact(label, text) for label, text in facts if text]


def _general(procedure: Procedure) -> ReadPart:
    facts = [
        Fact("Tên thủ tục", procedure.name),
        *_written(("Mã số", procedure.code or "")),
        Fact("Nhóm", procedure.get_group_display()),
        Fact("Lĩnh vực", procedure.field.name if procedure.field else NOT_WRITTEN),
        *_written(("Cấp thực hiện", procedure.get_level_display())),
        Fact(
            "Văn bản quy định",
            str(procedure.legal_document) if procedure.legal_document else NOT_WRITTEN,
        ),
        Fact("Đơn vị chủ trì", procedure.department.name),
        *_written(("Lý do đơn vị chủ trì khác đơn vị soạn thảo", procedure.lead_reason)),
        *_written(("Bãi bỏ từ ngày", display.day(procedure.repealed_on) if procedure.repealed_on else "")),
    ]
    return ReadPart(Part.GENERAL, facts)


def _steps(procedure: Procedure) -> ReadPart:
    rows = [
        (
            str(number),
            step.actor,
            step.work,
            step.result,
            duration(step.duration_value, step.get_duration_unit_display(), step.duration_text),
        )
        for number, step in enumerate(procedure.steps.all(), start=1)
    ]
    headings = ("Bước", "Ai thực hiện", "Việc phải làm", "Kết quả chuyển bước sau", "Thời gian")
    return ReadPart(
        Part.STEPS, [], ReadTable("Các bước thực hiện", *_without_empty(headings, rows), frozenset({"Bước"}))
    )


def _methods(procedure: Procedure) -> ReadPart:
    rows = [
        (
            method.get_channel_display(),
            duration(method.time_value, method.get_time_unit_display(), method.time_text),
            method.fee_text,
        )
        for method in procedure.methods.all()
    ]
    headings = ("Cách thức", "Thời hạn", "Phí, lệ phí")
    return ReadPart(Part.METHODS, [], ReadTable("Các cách thức thực hiện", *_without_empty(headings, rows)))


def _dossier(procedure: Procedure) -> ReadPart:
    rows = [
        (
            str(number),
            item.name,
            item.case_name,
            _amount(item.originals),
            _amount(item.copies),
            item.form_name,
        )
        for number, item in enumerate(procedure.dossier_items.all(), start=1)
    ]
    headings = ("STT", "Tên giấy tờ", "Trường hợp", "Bản chính", "Bản sao", "Theo mẫu")
    table = ReadTable(
        "Thành phần hồ sơ", *_without_empty(headings, rows), frozenset({"STT", "Bản chính", "Bản sao"})
    )
    sets = f"{display.number(procedure.dossier_sets)} bộ" if procedure.dossier_sets else NOT_WRITTEN
    return ReadPart(Part.DOSSIER, [Fact("Số lượng hồ sơ", sets)], table)


def _time_limit(procedure: Procedure) -> ReadPart:
    limit = duration(
        procedure.time_limit_value, procedure.get_time_limit_unit_display(), procedure.time_limit_text
    )
    return ReadPart(Part.TIME_LIMIT, [Fact("Thời hạn giải quyết", limit)])


def _agencies(procedure: Procedure) -> ReadPart:
    facts = [
        Fact("Đối tượng thực hiện", procedure.subjects),
        Fact("Cơ quan có thẩm quyền quyết định", procedure.deciding_agency),
        Fact("Cơ quan trực tiếp thực hiện", procedure.executing_agency),
        *_written(("Cơ quan phối hợp", procedure.coordinating_agency)),
        *_written(("Cơ quan được ủy quyền, phân cấp", procedure.authorised_agency)),
    ]
    return ReadPart(Part.AGENCIES, facts)


def _forms(procedure: Procedure) -> ReadPart:
    label = "Mẫu đơn, mẫu tờ khai"
    if procedure.forms_answer != Answer.SOME:
        return ReadPart(Part.FORMS, [Fact(label, NONE if procedure.forms_answer else NOT_WRITTEN)])
    rows = [
        (str(number), form.name, form.symbol, form.issued_with)
        for number, form in enumerate(procedure.form_templates.all(), start=1)
    ]
    headings = ("STT", "Tên mẫu", "Ký hiệu", "Ban hành kèm theo")
    return ReadPart(
        Part.FORMS, [], ReadTable(label, *_without_empty(headings, rows), frozenset({"STT"}), rows_before=1)
    )


def _answered(part: Part, name: str) -> Callable[[Procedure], ReadPart]:
    def read(procedure: Procedure) -> ReadPart:
        answer, text = getattr(procedure, f"{name}_answer"), getattr(procedure, f"{name}_text")
        return ReadPart(part, [Fact(part.label, NONE if answer == Answer.NONE else text)])

    return read


def _legal_bases(procedure: Procedure) -> ReadPart:
    rows = [
        (str(number), basis.document_text, basis.article)
        for number, basis in enumerate(procedure.legal_bases.all(), start=1)
    ]
    headings = ("STT", "Văn bản", "Điều, khoản, điểm")
    return ReadPart(
        Part.LEGAL_BASES,
        [],
        ReadTable("Căn cứ pháp lý", *_without_empty(headings, rows), frozenset({"STT"})),
    )


def _frequency(procedure: Procedure) -> ReadPart:
    facts = _written(
        ("Số lần thực hiện một năm", _amount(procedure.times_per_year)),
        ("Số đối tượng tuân thủ một năm", _amount(procedure.subjects_per_year)),
        ("Nguồn số liệu", procedure.frequency_source),
        ("Ghi chú", procedure.notes),
    )
    return ReadPart(Part.FREQUENCY, facts)


def _amount(value) -> str:
    return "" if value is None else display.number(value)


def _without_empty(
    headings: Iterable[str], rows: list[tuple[str, ...]]
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Headings and rows without the columns in which no row says anything."""
    said = [place for place, _ in enumerate(headings) if any(row[place] for row in rows)]
    return tuple(headings[place] for place in said), [tuple(row[place] for place in said) for row in rows]


READERS: dict[Part, Callable[[Procedure], ReadPart]] = {
    Part.GENERAL: _general,
    Part.STEPS: _steps,
    Part.METHODS: _methods,
    Part.DOSSIER: _dossier,
    Part.TIME_LIMIT: _time_limit,
    Part.AGENCIES: _agencies,
    Part.FORMS: _forms,
    Part.RESULTS: _answered(Part.RESULTS, "results"),
    Part.CONDITIONS: _answered(Part.CONDITIONS, "conditions"),
    Part.FEES: _answered(Part.FEES, "fees"),
    Part.LEGAL_BASES: _legal_bases,
    Part.FREQUENCY: _frequency,
}
