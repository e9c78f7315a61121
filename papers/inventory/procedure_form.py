"""Biểu mẫu thống kê of one procedure (NĐ 63/2010 Điều 8 khoản 2): all its parts, as they stand in the form."""

from papers import kinds
from papers.heads import FORM_WORDING, form_head, form_signatures
from papers.inventory.parts import blocks_of
from papers.paper import Making, Paper, when_accepted
from procedures.models import Procedure
from procedures.reading import reading_of
from tthc.core.documents.description import Document


def build(procedure: Procedure, making: Making) -> Document:
    return Document(
        name=f"Biểu mẫu thống kê: {procedure}",
        letterhead=form_head(making, procedure.department.name),
        kind="Biểu mẫu thống kê",
        subject="Thủ tục hành chính nội bộ",
        blocks=tuple(blocks_of(reading_of(procedure))),
        signatures=form_signatures(making, procedure),
        size=13,
    )


PAPER = Paper(
    key="procedure_form",
    title="Biểu mẫu thống kê",
    kind=kinds.PROCEDURE,
    build=build,
    is_final=when_accepted,
    wording=FORM_WORDING,
)
