"""Danh mục thủ tục hành chính nội bộ of a unit or of the whole agency, in bands by group, field or unit."""

from collections.abc import Iterator
from itertools import groupby

from django import forms
from django.db.models import QuerySet

from departments.models import Agency, Department
from papers import kinds
from papers.choices import ANNOUNCED, ProcedureChoice, chosen
from papers.heads import FORM_WORDING, form_head, form_signatures
from papers.paper import Making, Paper, always
from procedures.enums import Group
from procedures.models import Field, Procedure
from tthc.core.display import day
from tthc.core.documents.blocks import Align, Cell, Column, Note, Row, RowKind, Table
from tthc.core.documents.description import Document
from tthc.core.documents.rules import roman

BY_GROUP, BY_FIELD, BY_UNIT = "group", "field", "unit"
NOT_SAID = "(chưa ghi)"


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
    which = "đã công bố" if making.options["which"] == ANNOUNCED else "đã thống kê, đạt yêu cầu"
    said = f"Gồm {len(procedures)} thủ tục {which}, còn thực hiện đến ngày {day(making.on)}."
    return Document(
        name=f"Danh mục thủ tục hành chính nội bộ của {subject}",
        letterhead=form_head(making, unit),
        kind="Danh mục",
        subject=f"Thủ tục hành chính nội bộ thuộc phạm vi của {subject}",
        blocks=(_table(procedures, making.options["bands"]), Note(said)),
        signatures=form_signatures(making),
        landscape=True,
        size=13,
    )


def _table(procedures: list[Procedure], bands: str) -> Table:
    columns = [
        Column("STT", 0.8, Align.CENTRE),
        Column("Tên thủ tục hành chính nội bộ", 7),
        Column("Mã số", 1.8),
        Column("Lĩnh vực", 3),
        Column("Đơn vị chủ trì", 3),
        Column("Văn bản quy định", 5),
    ]
    rows = list(_by_group(procedures)) if bands == BY_GROUP else list(_by(procedures, bands))
    empty = Row([Cell("Chưa có thủ tục nào.", columns=len(columns), italic=True)])
    return Table(columns, rows or [empty])


def _by_group(procedures: list[Procedure]) -> Iterator[Row]:
    """A band per group, in it a band per field, numbered anew in each group."""
    for letter, label in [*Group.choices, ("", NOT_SAID)]:
        of_group = [procedure for procedure in procedures if procedure.group == letter]
        if of_group:
            yield _band(f"{letter}. {label}" if letter else label)
            yield from _by(of_group, BY_FIELD)


def _by(procedures: list[Procedure], bands: str) -> Iterator[Row]:
    names = {
        BY_FIELD: lambda procedure: procedure.field.name if procedure.field else NOT_SAID,
        BY_UNIT: lambda procedure: procedure.department.name,
    }
    orders = {
        BY_FIELD: lambda procedure: (procedure.field is None, names[BY_FIELD](procedure)),
        BY_UNIT: lambda procedure: (procedure.department.order, procedure.department.name),
    }
    number = 0
    in_bands = groupby(sorted(procedures, key=orders[bands]), key=names[bands])
    for place, (name, rows) in enumerate(in_bands, start=1):
        yield _band(f"{roman(place)}. {name}")
        for procedure in rows:
            number += 1
            yield Row(
                (
                    str(number),
                    str(procedure),
                    procedure.code or "",
                    str(procedure.field or ""),
                    procedure.department.name,
                    str(procedure.legal_document or ""),
                )
            )


def _band(words: str) -> Row:
    return Row([Cell(words, columns=6)], RowKind.GROUP)


def _sheets(subject: Agency | Department, making: Making) -> int:
    return procedures_of(subject, making).count() // 12 + 1


OF_AGENCY = Paper(
    key="agency_catalogue",
    title="Danh mục thủ tục của cơ quan",
    kind=kinds.AGENCY,
    build=build,
    is_final=always,
    wording=FORM_WORDING,
    options=CatalogueOptions,
    sheets=_sheets,
)
OF_UNIT = Paper(
    key="unit_catalogue",
    title="Danh mục thủ tục của đơn vị",
    kind=kinds.UNIT,
    build=build,
    is_final=always,
    wording=FORM_WORDING,
    options=CatalogueOptions,
    sheets=_sheets,
)
