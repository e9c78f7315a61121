"""Biểu mẫu thống kê of a whole unit: a list, then the form of every procedure on pages of its own."""

from collections.abc import Iterator

from django import forms

from departments.models import Department
from papers import kinds
from papers.choices import ANNOUNCED, EVERY, ProcedureChoice, chosen
from papers.heads import form_head, form_signatures, form_wording
from papers.inventory.parts import blocks_of
from papers.paper import Making, Paper
from procedures.models import Procedure
from procedures.reading import reading_of
from tthc.core.display import day
from tthc.core.documents.blocks import Block, Contents, Heading, PageBreak, Paragraph
from tthc.core.documents.description import Document


class UnitOptions(ProcedureChoice):
    which = forms.ChoiceField(
        label="Gồm biểu mẫu",
        required=False,
        choices=[("", "đã đạt yêu cầu"), (ANNOUNCED, "đã công bố"), (EVERY, "tất cả, kể cả đang soạn")],
    )


def procedures_of(unit: Department, making: Making):
    scope = Procedure.objects.all() if making.by is None else Procedure.objects.visible_to(making.by)
    return chosen(scope.filter(department=unit), making.options["which"])


def build(unit: Department, making: Making) -> Document:
    procedures = list(procedures_of(unit, making).with_parts().order_by("sort_key", "pk"))
    return Document(
        name=f"Biểu mẫu thống kê của {unit}",
        letterhead=form_head(making, unit.name),
        kind="Biểu mẫu thống kê",
        subject=f"Thủ tục hành chính nội bộ của {unit}",
        blocks=tuple(_blocks(procedures, making)),
        signatures=form_signatures(making),
        size=13,
    )


def _blocks(procedures: list[Procedure], making: Making) -> Iterator[Block]:
    if not procedures:
        yield Paragraph(f"Đến ngày {day(making.on)} chưa có biểu mẫu nào.")
        return
    yield Paragraph(f"Có {len(procedures)} biểu mẫu, tính đến ngày {day(making.on)}.")
    if len(procedures) > 1:
        yield Contents(depth=1)
    for number, procedure in enumerate(procedures, start=1):
        yield PageBreak()
        status = f" ({procedure.get_status_display().lower()})" if making.is_draft else ""
        yield Heading(str(procedure), 1, f"Biểu mẫu số {number}{status}")
        yield from blocks_of(reading_of(procedure))


PAPER = Paper(
    key="unit_forms",
    title="Biểu mẫu thống kê của cả đơn vị",
    kind=kinds.UNIT,
    build=build,
    is_final=lambda unit, making: making.options["which"] != EVERY,
    wording=form_wording("Thủ trưởng đơn vị"),
    options=UnitOptions,
    fits=lambda unit: unit.takes_part,
    sheets=lambda unit, making: 3 * procedures_of(unit, making).count(),
)
