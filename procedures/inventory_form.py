"""The inventory form of one procedure on the page: every section with what is stored, typed, missing and remarked.

A section can be checked and saved alone or with all others: `InventoryForm(…, parts=[Part.STEPS])`.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django import forms

from departments.models import User
from procedures.enums import Part
from procedures.forms.parts import PartForm
from procedures.forms.rows import RowFormSet
from procedures.models import Procedure
from procedures.reading import ReadPart, reading_of
from procedures.rules import MissingPart, Reminder, missing_parts, warnings
from procedures.sections import SECTIONS, Section
from procedures.services import PartInput
from tthc.core.rows import Fault, faults_of
from tthc.workflow.answers import RemarkToAnswer, remarks_to_answer
from tthc.workflow.writing import Sides, State


@dataclass(frozen=True)
class FieldPlace:
    """A control of a section and how it stands there."""

    control: forms.BoundField
    needed: bool
    wide: bool
    only_with_some: bool
    folded_under: str
    is_open: bool


@dataclass
class BoundSection:
    """A section of one procedure."""

    section: Section
    sides: Sides
    reading: ReadPart
    missing: list[MissingPart]
    warnings: list[Reminder]
    remarks: list[RemarkToAnswer]

    @property
    def form(self) -> PartForm | None:
        return next((holder for holder in self.sides.shown if isinstance(holder, PartForm)), None)

    @property
    def formset(self) -> RowFormSet | None:
        return next((holder for holder in self.sides.shown if isinstance(holder, RowFormSet)), None)

    @property
    def is_faulty(self) -> bool:
        return self.sides.state == State.FAULTY

    @property
    def lead_is_odd(self) -> bool:
        """Whether another unit drafted the document: then the reason is asked."""
        document = self.form.instance.legal_document if self.form is not None else None
        return bool(
            document
            and document.drafting_unit_id
            and document.drafting_unit_id != self.form.instance.department_id
        )

    @property
    def places(self) -> list[FieldPlace]:
        """The controls of the form in their order; what is folded away is open when something stands in it."""
        return [
            FieldPlace(
                control,
                needed=control.name in self.form.needed,
                wide=control.name in self.form.wide,
                only_with_some=control.name in self.form.only_with_some,
                folded_under=self.form.folded.get(control.name, ""),
                is_open=bool(control.value() or control.errors or self.lead_is_odd),
            )
            for control in self.form
        ]

    @property
    def faults(self) -> list[Fault]:
        """Everything that cannot be read, in the order of the page."""
        if not self.is_faulty:
            return []
        title, key = self.section.title, self.section.key
        return [fault for holder in self.sides.shown for fault in faults_of(holder, title, key)]

    @property
    def part_input(self) -> PartInput:
        """What is to be stored of a section that was typed, together with what others have changed of it meanwhile."""
        rows = {self.section.rows.relation: self.sides.rows} if self.formset is not None else {}
        return PartInput(self.section.part, self.sides.values, rows)

    @property
    def todo(self) -> str:
        """The mark in the table of contents; empty when nothing is asked any more."""
        if self.is_faulty:
            return "có chỗ sai"
        if any("chưa trả lời" in missing.sentence for missing in self.missing):
            return "chưa trả lời"
        if self.missing:
            return f"{len(self.missing)} mục thiếu"
        return "nên ghi" if self.section.part == Part.FREQUENCY and self.reading.is_empty else ""


class InventoryForm:
    """All sections, or those of some parts, for one writer; `data` is what was posted.

    Of what was posted only the sections of `open_keys` are shown as typed; None for all of them.
    """

    def __init__(
        self,
        procedure: Procedure,
        user: User,
        data=None,
        *,
        parts: Iterable[Part] = tuple(Part),
        open_keys: Collection[str] | None = None,
    ) -> None:
        self.subject = self.procedure = procedure
        self.user, self.data, self.open_keys = user, data, open_keys
        self.missing, self.warnings = missing_parts(procedure), warnings(procedure)
        self.answers = remarks_to_answer(procedure, user)
        readings = {reading.part: reading for reading in reading_of(procedure)}
        self.sections = [
            self._bind(section, readings[section.part]) for section in SECTIONS if section.part in parts
        ]

    def _bind(self, section: Section, reading: ReadPart) -> BoundSection:
        is_open = self.open_keys is None or section.key in self.open_keys
        return BoundSection(
            section,
            Sides.of(
                section.key,
                lambda data: self._holders(section, data),
                self.data if is_open else None,
                self.procedure.version,
            ),
            reading,
            [missing for missing in self.missing if missing.part == section.part],
            [warning for warning in self.warnings if warning.part == section.part],
            [answer for answer in self.answers if answer.part == section.part],
        )

    def _holders(self, section: Section, data) -> list[PartForm | RowFormSet]:
        """The form and the rows of a section, as far as it has any, filled with what is stored or with what was sent."""
        holders = []
        if section.form_class:
            holders.append(section.form_class(data, instance=self.procedure, user=self.user))
        if section.rows:
            stored = getattr(self.procedure, section.rows.relation).all()
            holders.append(section.rows.formset_class(data, prefix=section.rows.relation, rows=stored))
        return holders

    @property
    def sides(self) -> list[Sides]:
        return [section.sides for section in self.sections]

    @property
    def remarks_on_the_whole(self) -> list[RemarkToAnswer]:
        return [answer for answer in self.answers if answer.part not in Part.values]

    @property
    def faults(self) -> list[Fault]:
        return [fault for section in self.sections for fault in section.faults]

    def changes(self, keys: Collection[str]) -> list[PartInput]:
        """What is to be stored of some sections."""
        return [section.part_input for section in self.sections if section.section.key in keys]
