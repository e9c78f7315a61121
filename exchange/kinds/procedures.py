"""Procedures with their steps, methods, dossier items, form templates and legal bases."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from django.db.models import Model, QuerySet

from departments.roles import Capability
from exchange.columns import ReferenceColumn, number_column
from exchange.form_ledger import OTHER_ROOM, OTHERS, FormLedger
from exchange.kinds.noted import ISSUED, NO_FIELD, UNKNOWN, FieldOfWorkColumn, in_one_line, noted, with_note
from exchange.kinds.one_cell import READERS, sets_in
from exchange.kinds.procedure_columns import (
    IN_ONE,
    ISSUING_BODY,
    code_column,
    name_column,
    nested_sheets,
    plain_columns,
    procedure_column,
)
from exchange.ledger import Complaint, Key, Record, named_by_group
from exchange.nested_sheet import NestedSheet
from exchange.plan import Fate, PlannedRow
from procedures.document_numbers import numbers_in
from procedures.enums import Answer, Part
from procedures.models import Field, LegalDocument, Procedure
from procedures.portal.answers import answer_of
from procedures.portal.record import name_for_matching
from procedures.portal_content import PARTS
from procedures.reading import part_key
from procedures.services import index_words, tie_rows
from tthc.core.reading import shorten
from tthc.core.sheets.columns import Column, Doubt
from tthc.core.text import fold

ANSWERED = (
    ("results_answer", "results_text"),
    ("conditions_answer", "conditions_text"),
    ("fees_answer", "fees_text"),
)


KEPT_LINES = {"issuing_body": ISSUED, "field": UNKNOWN}
"""Columns whose words the notes keep, each with the lead of its line."""


def with_kept_lines(notes: str, values: Mapping[str, Any]) -> str:
    """The notes with the lines of what the form has no box for; a field of work that is known (a key) needs none."""
    for key, lead in KEPT_LINES.items():
        if key in values:
            words = values[key]
            notes = with_note(notes, lead, words if isinstance(words, str) else "")
    return notes


class ProcedureLedger(FormLedger):
    key = "procedures"
    sheet_title = "Thủ tục"
    noun = "thủ tục"
    model = Procedure
    capability = Capability.IMPORT
    may_be_only_named = True
    read_along = frozenset({"issuing_body"})
    spans = {"time_limit": ("time_limit_value", "time_limit_unit")}

    def columns(self) -> tuple[Column, ...]:
        return (
            number_column(),
            code_column(),
            name_column(example="Xét, công nhận sáng kiến cấp Sở"),
            self.unit_column(),
            procedure_column("group", "Nhóm TTHC", "Nhóm A/B", "Nhóm thủ tục", "Loại TTHC nội bộ", spellings=GROUPS, width=16),
            self.field_column(),
            procedure_column("level", "Cấp", "Cấp thực hiện", "Cấp giải quyết", spellings=LEVELS, width=12),
            ReferenceColumn(
                key="legal_document",
                heading="Văn bản quy định thủ tục",
                synonyms=("Văn bản quy định", "Văn bản ban hành", "Văn bản quy định TTHC"),
                help="Số, ký hiệu của văn bản đã có trong danh mục văn bản.",
                example="63/2010/NĐ-CP",
                width=24,
                find=self.find_document,
                label=self.document_label,
            ),
            procedure_column("lead_reason", width=30),
            *plain_columns(),
        )  # fmt: skip

    def nested_sheets(self) -> tuple[NestedSheet, ...]:
        return nested_sheets()

    def unit_column(self) -> Column:
        names = (
            "Đơn vị",
            "Đơn vị chủ trì",
            "Phòng chủ trì",
            "Đơn vị thực hiện",
            "Đơn vị phụ trách",
            "Department",
        )
        lists = {"choices": self.unit_choices, "spellings": self.unit_spellings}
        return procedure_column("department", *names, **lists, width=30)

    def field_column(self) -> Column:
        return FieldOfWorkColumn.of(
            procedure_column("field", "Lĩnh vực TTHC", "Field", choices=self.field_choices, width=26)
        )

    def only_read(self) -> tuple[Column, ...]:
        return (ISSUING_BODY, *IN_ONE)

    # Lists of the agency.

    @cached_property
    def fields_of_work(self) -> dict[int, str]:
        return dict(Field.objects.filter(agency=self.room.agency).values_list("pk", "name"))

    @cached_property
    def fields_by_name(self) -> dict[str, int]:
        return {fold(name): pk for pk, name in self.fields_of_work.items()}

    def field_choices(self) -> tuple[tuple[int, str], ...]:
        return tuple(self.fields_of_work.items())

    @cached_property
    def documents(self) -> dict[int, LegalDocument]:
        return {one.pk: one for one in LegalDocument.objects.filter(agency=self.room.agency)}

    @cached_property
    def documents_by_number(self) -> dict[str, list[LegalDocument]]:
        found: dict[str, list[LegalDocument]] = {}
        for one in self.documents.values():
            found.setdefault(fold(one.number), []).append(one)
        return found

    def document_label(self, pk: int) -> str:
        """The number, with who issued it where two bear the same."""
        one = self.documents[pk]
        alone = len(self.documents_by_number[fold(one.number)]) == 1
        return one.number if alone else f"{one.number} ({one.issuing_body})"

    def find_document(self, text: str) -> int:
        folded = fold(text)
        numbers = [folded, *(fold(number) for number in numbers_in(text))]
        found = {one.pk: one for number in numbers for one in self.documents_by_number.get(number, ())}
        if len(found) > 1:
            found = {pk: one for pk, one in found.items() if fold(one.issuing_body) in folded}
        if len(found) != 1:
            raise ValueError(
                f"“{shorten(text)}” chưa có trong danh mục văn bản, hoặc có nhiều văn bản cùng số. "
                "Nhập văn bản trước, ghi “số (cơ quan ban hành)”, hoặc để trống ô này."
            )
        return next(iter(found))

    # How rows are known again, and what is wrong with them.

    def keys_of(self, values: Mapping[str, Any]) -> list[Key]:
        keys = []
        code, name = values.get("code"), values.get("name")
        unit = values.get("department") or (self.room.department.pk if self.room.department else "")
        if code:
            keys.append(Key(f"code {fold(code)}", f"mã số {code}", is_own=False))
        if name:
            keys.append(Key(f"name {unit} {name_for_matching(name)}", "tên và đơn vị"))
        return keys

    def stored(self) -> QuerySet:
        return (
            Procedure.objects.filter(department__agency=self.room.agency)
            .select_related("department", "legal_document")
            .order_by("department__order", "department__name", "sort_key", "pk")
        )

    def stored_keys(self) -> Iterable[tuple[int, Mapping[str, Any]]]:
        return self.named(Procedure.objects.in_force())

    def past_keys(self) -> Iterable[tuple[int, Mapping[str, Any]]]:
        return self.named(Procedure.objects.filter(repealed_on__isnull=False))

    def named(self, procedures: QuerySet) -> Iterable[tuple[int, Mapping[str, Any]]]:
        columns = ("pk", "code", "name", "department_id")
        rows = procedures.filter(department__agency=self.room.agency).values_list(*columns)
        return ((pk, {"code": code, "name": name, "department": unit}) for pk, code, name, unit in rows)

    def tidy(self, values: dict[str, Any]) -> None:
        """“Không có” in a box of words is an answer, other words are one too."""
        for answer, text in ANSWERED:
            if values.get(text) and not values.get(answer):
                values[answer] = answer_of(values[text])
                if values[answer] == Answer.NONE:
                    values[text] = ""

        if values.get("issuing_body"):
            values["issuing_body"] = in_one_line(values["issuing_body"])
        if values.get("notes"):  # laid beside what is stored, which has these lines
            values["notes"] = with_kept_lines(values["notes"], values)

    def stand_under(self, group: str, values: dict[str, Any]) -> None:
        """Lists of procedures are parted by field of work, or by unit."""
        if not values.get("field") and (field := named_by_group(group, self.fields_by_name)):
            values["field"] = field
        if not values.get("department") and (unit := named_by_group(group, self.units_by_name)):
            values["department"] = unit

    def complete(self, values: dict[str, Any]) -> None:
        if not values.get("department"):
            document = self.documents.get(values["legal_document"]) if values.get("legal_document") else None
            unit = self.room.department.pk if self.room.department else document and document.drafting_unit_id
            if unit:
                values["department"] = unit

    def complaints(self, values: Mapping[str, Any], record: Record | None) -> Iterator[Complaint]:
        unit = self.units.get(values.get("department"))
        if unit is None:
            yield Complaint("department", "Chưa rõ thủ tục của đơn vị nào. Ghi đơn vị chủ trì.")
        elif self.room.department and unit.id != self.room.department.id:
            yield Complaint("department", OTHER_ROOM.format(unit=unit, room=self.room.department))
        elif not self.may(Capability.DRAFT if record else Capability.IMPORT, unit):
            yield Complaint("department", OTHERS.format(unit=unit))
        else:
            yield from self.complaints_about_ended("department", values, record)
        if values.get("field") and isinstance(values["field"], str):
            yield Complaint("field", NO_FIELD, is_doubt=True)

    # Storing.

    def values_of(self, instance: Procedure) -> dict[str, Any]:
        """A field of work that the agency does not have, and who issued the procedure, stand in the notes."""
        values = super().values_of(instance)
        values["field"] = values["field"] or noted(instance.notes, UNKNOWN)
        return values | {"issuing_body": noted(instance.notes, ISSUED)}

    def attributes(self, values: Mapping[str, Any], instance: Procedure | None = None) -> dict[str, Any]:
        unknown = isinstance(values.get("field"), str)
        attributes = super().attributes({**values, "field": ""} if unknown else values)
        if KEPT_LINES.keys() & values.keys():
            notes = attributes.get("notes", instance.notes if instance else "")
            attributes["notes"] = with_kept_lines(notes, values)
        return attributes

    def index(self, instance: Procedure) -> list[str]:
        instance.legal_document = self.documents.get(instance.legal_document_id)
        index_words(instance)
        return ["folded", "sort_key"]

    # Nested sheets.

    def reference(self, instance: Procedure) -> tuple[str, str]:
        """How the rows of a procedure name it: code and name."""
        return instance.code or "", instance.name

    def rows_in_one(
        self, relation: str, given: Iterable[tuple[PlannedRow, Mapping[str, str]]]
    ) -> list[tuple[PlannedRow, list[dict[str, Any]]]]:
        """The rows of a nested sheet that stand in one cell of the main sheet; doubts go to the row of that cell."""
        key, read = READERS[relation]
        found = []
        for line, texts in given:
            if text := texts.get(key):
                rows, why = read(text)
                if (
                    relation == "dossier_items"
                    and line.fate == Fate.NEW
                    and line.values.get("dossier_sets") is None
                ):
                    line.values["dossier_sets"] = sets_in(text)
                    why = "" if line.values["dossier_sets"] else why
                if why:
                    place = (line.sheet_name, line.number, "", shorten(text), why, key)
                    line.doubts = [*line.doubts, Doubt(*place)]
                if rows:
                    found.append((line, rows))
        return found

    def prepare_rows(self, relation: str, rows: list[Model]) -> set[str]:
        """Ties legal bases to the documents that their words name."""
        if relation != "legal_bases":
            return set()
        tie_rows(rows, self.room.agency.pk)
        return {"legal_document_id"}

    def section_of(self, key: str) -> str:
        """The section of the form's page that a column or a nested sheet belongs to."""
        return SECTIONS.get(key, "")


SECTION_PARTS = PARTS | {
    Part.GENERAL: (*PARTS[Part.GENERAL], "group", "department", "lead_reason", "legal_document"),
    Part.TIME_LIMIT: (*PARTS[Part.TIME_LIMIT], "time_limit"),
    Part.FREQUENCY: ("times_per_year", "subjects_per_year", "frequency_source", "notes"),
}
SECTIONS = {key: part_key(part) for part, keys in SECTION_PARTS.items() for key in keys}
GROUPS = {"a": "A", "b": "B", "nhom a": "A", "nhom b": "B"}
LEVELS = {
    "trung uong": "CENTRAL", "tinh": "PROVINCE", "cap tinh": "PROVINCE", "so": "AGENCY", "cap so": "AGENCY",
    "huyen": "DISTRICT", "cap huyen": "DISTRICT", "xa": "COMMUNE", "cap xa": "COMMUNE",
}  # fmt: skip
