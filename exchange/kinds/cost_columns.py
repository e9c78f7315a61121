"""The columns of cost tables (TT 02/2017/TT-VPCP; layout from practice), hiện hành beside sau đơn giản hóa."""

from collections.abc import Mapping
from typing import Any

from exchange.columns import column_of
from exchange.kinds.procedure_columns import SUBJECTS
from exchange.nested_sheet import NestedSheet
from reviews.costing import cost_year, to_dong
from reviews.enums import Activity
from reviews.models import CostLine
from reviews.rules import figures_of_scenario
from tthc.core.sheets.columns import CellKind, Column

GROUPS = {"current": "Hiện hành", "proposed": "Sau đơn giản hóa"}


def figures(scenario: str) -> tuple[Column, ...]:
    """What one activity costs in a scenario, as in the table on the page."""
    group = GROUPS[scenario]
    return (
        column_of(
            CostLine,
            f"{scenario}_hours",
            kind=CellKind.HOURS,
            heading="Thời gian (giờ)",
            group=group,
            synonyms=("Giờ", "Số giờ", "Thời gian", "Thời gian thực hiện (giờ)"),
        ),
        column_of(
            CostLine,
            f"{scenario}_outsourced",
            group=group,
            synonyms=(
                "Thuê ngoài",
                "Tư vấn, dịch vụ",
                "Mức chi phí thuê tư vấn, dịch vụ (đồng)",
                "Mức chi phí thuê tư vấn, dịch vụ",
            ),
        ),
        column_of(
            CostLine,
            f"{scenario}_fees",
            group=group,
            synonyms=("Phí, lệ phí", "Phí, lệ phí, chi phí khác", "Mức phí, lệ phí, chi phí khác (đồng)"),
        ),
        column_of(
            CostLine,
            f"{scenario}_times",
            group=group,
            units=("lần", "lần/năm"),
            synonyms=("Số lần", "Số lần thực hiện/năm", "Số lần thực hiện/01 năm"),
        ),
        column_of(
            CostLine,
            f"{scenario}_subjects",
            group=group,
            units=SUBJECTS,
            synonyms=(
                "Số đối tượng",
                "Số lượng đối tượng",
                "Số lượng đối tượng tuân thủ/01 năm",
                "Số lượng đối tượng tuân thủ/năm",
            ),
        ),
    )


def year(scenario: str) -> Column:
    """What the line costs a year, counted by the application."""
    return Column(
        key=f"{scenario}_year",
        heading="Tổng/năm (đồng)",
        synonyms=("Tổng chi phí thực hiện TTHC/01 năm (đồng)", "Tổng chi phí/năm", "Tổng/năm"),
        group=GROUPS[scenario],
        kind=CellKind.MONEY,
        width=16,
        help="Hệ thống tự tính; ghi ở đây không có tác dụng.",
    )


def years(line: CostLine) -> dict[str, Any]:
    """The cost of a line in both scenarios, whole đồng a year."""
    hourly = line.review.hourly_income
    proposed = None if line.is_dropped else figures_of_scenario(line, "proposed")
    return {
        "current_year": to_dong(cost_year(figures_of_scenario(line, "current"), hourly)),
        "proposed_year": to_dong(cost_year(proposed, hourly)),
    }


def label(values: Mapping[str, Any]) -> str:
    return str(values.get("task") or "")[:80]


def cost_sheet() -> NestedSheet:
    return NestedSheet(
        "cost_lines",
        "Bảng tính chi phí",
        CostLine,
        (
            column_of(
                CostLine,
                "activity",
                spellings={
                    f"{one.value}{mark} {one.label}": one.value for one in Activity for mark in (".", ")", "")
                },
                required=True,
                width=26,
                synonyms=("Các công việc", "Công việc khi thực hiện", "Các công việc khi thực hiện TTHC"),
            ),
            column_of(
                CostLine,
                "task",
                width=50,
                synonyms=("Hoạt động", "Cách thức cụ thể", "Các hoạt động/cách thức thực hiện cụ thể"),
            ),
            *figures("current"),
            year("current"),
            column_of(CostLine, "is_dropped", width=12, synonyms=("Không còn", "Cắt bỏ")),
            *figures("proposed"),
            year("proposed"),
            column_of(
                CostLine, "source_note", width=30, synonyms=("Ghi chú", "Nguồn", "Ghi chú, nguồn số liệu")
            ),
        ),
        "thủ tục",
        label,
        carried=("activity",),
        is_numbered=False,
        seen_only=years,
        shown=("current_year", "proposed_year"),
        joined=("review",),
    )
