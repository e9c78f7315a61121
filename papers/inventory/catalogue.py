"""Danh mục thủ tục hành chính nội bộ of a unit or of the whole agency, in bands by group, field or unit."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.db.models import QuerySet

from departments.models import Agency, Department
from papers import kinds
from papers.choices import ANNOUNCED, ProcedureChoice, chosen
from papers.heads import form_head, form_signatures, form_wording
from papers.paper import Making, Paper, always
from procedures.enums import Group
from procedures.models import Field, Procedure
from tthc.core.display import day
from tthc.core.documents.blocks import Align, Cell, Column, Note, Row, RowKind, Table
from tthc.core.documents.description import Document
from tthc.core.documents.rules import roman
from tthc.core.text import sort_key

BY_GROUP, BY_FIELD, BY_UNIT = "group", "field", "unit"
NOT_SAID = "(chưa ghi)"


@dataclass(frozen=True)
class Shown:
    """A column of the list: width in mm of 252, what a row says in it."""

    key: str
    head: str
    width: int
    words: Callable[[Procedure], str]


COLUMNS = (
    Shown("name", "Tên thủ tục hành chính nội bộ", 90, str),
    Shown("code", "Mã số", 25, lambda procedure: procedure.code or ""),
    Shown("field", "Lĩnh vực", 45, lambda procedure: str(procedure.field or "")),
    Shown("unit", "Đơn vị chủ trì", 45, lambda procedure: procedure.department.name),
    Shown("document", "Văn bản quy định", 90, lambda procedure: str(procedure.legal_document or "")),
)
ALWAYS_SHOWN = ("name", "unit")


class CatalogueOptions(ProcedureChoice):
    """Which procedures, and in which bands."""

    bands = forms.ChoiceField(
        label="Sắp theo",
        required=False,
        choices=[("", "nhóm, rồi lĩnh vực"), (BY_FIELD, "lĩnh vực"), (BY_UNIT, "đơn vị")],
    )
    group = forms.ChoiceField(label="Nhóm", required=False, choices=[("", "Cả hai nhóm"), *Group.choices])
    field = forms.ModelChoiceField(
        Field.objects.none(), label="Lĩnh vực", required=False, empty_label="Mọi lĩnh vực"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        agency = self.subject if isinstance(self.subject, Agency) else self.subject.agency
        self.fields["field"].queryset = Field.objects.filter(agency=agency)

    def clean_bands(self) -> str:
        return self.cleaned_data["bands"] or BY_GROUP


def procedures_of(subject: Agency | Department, making: Making) -> QuerySet[Procedure]:
    place = {"department__agency": subject} if isinstance(subject, Agency) else {"department": subject}
    narrowed = {name: making.options[name] for name in ("group", "field") if making.options[name]}
    return chosen(Procedure.objects.filter(**place, **narrowed), making.options["which"])


def build(subject: Agency | Department, making: Making) -> Document:
    procedures = list(
        procedures_of(subject, making)
        .select_related("department", "field", "legal_document")
        .order_by("sort_key", "pk")
    )
    unit = subject.name if isinstance(subject, Department) else ""
    words = "đã công bố" if making.options["which"] == ANNOUNCED else "đã thống kê, đạt yêu cầu"
    said = f"Gồm {len(procedures)} thủ tục {words}, còn thực hiện đến ngày {day(making.on)}."
    return Document(
        name=f"Danh mục thủ tục hành chính nội bộ của {subject}",
        letterhead=form_head(making, unit),
        kind="Danh mục",
        subject=f"Thủ tục hành chính nội bộ của {subject}",
        blocks=(_table(procedures, making.options, bool(unit)), Note(said)),
        signatures=form_signatures(making),
        landscape=True,
        size=13,
    )


def _table(procedures: list[Procedure], asked: Mapping[str, Any], is_unit: bool) -> Table:
    """Bands and rows; what a band says already, and what no row says, has no column."""
    said_by_bands = {BY_GROUP: "field", BY_FIELD: "field", BY_UNIT: "unit"}[asked["bands"]]
    columns = [
        column
        for column in COLUMNS
        if column.key != said_by_bands
        and not (is_unit and column.key == "unit")
        and (column.key in ALWAYS_SHOWN or any(map(column.words, procedures)))
    ]
    heads = [Column("STT", 13, Align.CENTRE), *(Column(column.head, column.width) for column in columns)]
    if not procedures:
        return Table(heads, [Row([Cell("Chưa có thủ tục nào.", columns=len(heads), italic=True)])])
    bands = _by_group(procedures) if asked["bands"] == BY_GROUP else _by(procedures, asked["bands"])
    rows: list[Row] = []
    number = 0
    for band, of_band in bands:
        rows.append(Row([Cell(band, columns=len(heads))], RowKind.GROUP))
        for procedure in of_band:
            number += 1
            rows.append(Row((str(number), *(column.words(procedure) for column in columns))))
    return Table(heads, rows)


Bands = Iterator[tuple[str, list[Procedure]]]


def _by_group(procedures: list[Procedure]) -> Bands:
    """A band per group, in it a band per field."""
    for letter, label in [*Group.choices, ("", f"Nhóm {NOT_SAID}")]:
        of_group = [procedure for procedure in procedures if procedure.group == letter]
        if of_group:
            yield f"{letter}. {label}" if letter else label, []
            yield from _by(of_group, BY_FIELD)


def _by(procedures: list[Procedure], bands: str) -> Bands:
    order, name = {
        BY_FIELD: (
            lambda procedure: (procedure.field is None, sort_key(str(procedure.field or ""))),
            lambda procedure: procedure.field.name if procedure.field else f"Lĩnh vực {NOT_SAID}",
        ),
        BY_UNIT: (
            lambda procedure: (procedure.department.order, procedure.department.name),
            lambda procedure: procedure.department.name,
        ),
    }[bands]
    in_bands = groupby(sorted(procedures, key=order), key=name)
    for place, (words, rows) in enumerate(in_bands, start=1):
        yield f"{roman(place)}. {words}", list(rows)


def _sheets(subject: Agency | Department, making: Making) -> int:
    return procedures_of(subject, making).count() // 12 + 1


OF_AGENCY = Paper(
    key="agency_catalogue",
    title="Danh mục thủ tục của cơ quan",
    kind=kinds.AGENCY,
    build=build,
    is_final=always,
    wording=form_wording("Người lập danh mục", "Thủ trưởng cơ quan"),
    options=CatalogueOptions,
    sheets=_sheets,
)
OF_UNIT = Paper(
    key="unit_catalogue",
    title="Danh mục thủ tục của đơn vị",
    kind=kinds.UNIT,
    build=build,
    is_final=always,
    wording=form_wording("Người lập danh mục", "Thủ trưởng đơn vị"),
    options=CatalogueOptions,
    sheets=_sheets,
    fits=lambda unit: unit.takes_part,
)
