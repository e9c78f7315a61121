"""The tables of a proposal: what changes in the procedure, and which documents have to be amended for it by whom."""

from collections.abc import Callable, Mapping
from typing import Any

from exchange.columns import column_of, last_day_of
from exchange.nested_sheet import NestedSheet
from reviews.models import EnforcementAction, ProposalComponent
from tthc.core.sheets.columns import Column

NOUN = "thủ tục"
PARTS = {
    "ten thu tuc": "GENERAL", "trinh tu": "STEPS", "cach thuc": "METHODS", "thanh phan ho so": "DOSSIER",
    "so luong ho so": "DOSSIER", "ho so": "DOSSIER", "thoi han": "TIME_LIMIT", "doi tuong thuc hien": "AGENCIES",
    "co quan thuc hien": "AGENCIES", "doi tuong": "AGENCIES", "mau don, to khai": "FORMS", "mau don": "FORMS",
    "to khai": "FORMS", "ket qua": "RESULTS", "dieu kien": "CONDITIONS", "yeu cau": "CONDITIONS", "phi": "FEES",
    "le phi": "FEES", "co so phap ly": "LEGAL_BASES", "tan suat": "FREQUENCY",
}  # fmt: skip
SEEN = "Chỉ để xem; ghi ở trang của kiến nghị khi phương án đã được phê duyệt."


def proposal_sheets(units: Mapping[str, Any]) -> tuple[NestedSheet, ...]:
    """Both sheets; `units` are the options of a column that names a unit of the agency."""
    return (
        _sheet(
            "components",
            "Nội dung đơn giản hóa",
            ProposalComponent,
            (
                column_of(
                    ProposalComponent,
                    "part",
                    width=26,
                    spellings=PARTS,
                    synonyms=("Nội dung đơn giản hóa", "Bộ phận", "Bộ phận của thủ tục", "Phần thay đổi"),
                ),
                column_of(ProposalComponent, "current_text", width=40, synonyms=("Quy định hiện hành",)),
                column_of(
                    ProposalComponent,
                    "proposed_text",
                    width=40,
                    synonyms=("Đề xuất", "Phương án", "Phương án đơn giản hóa"),
                ),
                column_of(ProposalComponent, "reason", width=40),
            ),
            lambda values: str(values.get("proposed_text") or "")[:80],
        ),
        _sheet(
            "actions",
            "Kiến nghị thực thi",
            EnforcementAction,
            (
                column_of(EnforcementAction, "document_text", width=40, synonyms=("Văn bản", "Tên văn bản")),
                column_of(EnforcementAction, "article", width=18, synonyms=("Điều khoản",)),
                column_of(
                    EnforcementAction,
                    "change",
                    width=40,
                    synonyms=("Nội dung sửa đổi", "Nội dung kiến nghị", "Nội dung sửa đổi, bổ sung"),
                ),
                column_of(
                    EnforcementAction,
                    "responsible_unit",
                    width=30,
                    synonyms=("Đơn vị chủ trì", "Trách nhiệm thực hiện"),
                    **units,
                ),
                last_day_of(EnforcementAction, "due_on", synonyms=("Hạn", "Thời hạn hoàn thành")),
                column_of(EnforcementAction, "done_on", help=SEEN),
                column_of(EnforcementAction, "done_by_document", width=24, help=SEEN),
            ),
            lambda values: str(values.get("change") or values.get("document_text") or "")[:80],
            shown=("done_on", "done_by_document"),
        ),
    )


def _sheet(
    relation: str,
    title: str,
    model: type,
    columns: tuple[Column, ...],
    label: Callable[[Mapping[str, Any]], str],
    shown: tuple[str, ...] = (),
) -> NestedSheet:
    return NestedSheet(relation, title, model, columns, NOUN, label, shown=shown, holds="review")
