"""The cost table as a form: one row a line, hiện hành and sau đơn giản hóa in the same row."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django import forms

from reviews.costing import Figures, cost_once, cost_year
from reviews.enums import Activity
from tthc.core.fields import CleanCharField, MoneyField, VietnameseDecimalField
from tthc.core.rows import RowTable, row_table
from tthc.core.stored_rows import RowInput, StoredRowFormSet
from tthc.workflow.writing import Sides

COLUMNS = ("hours", "outsourced", "fees", "times", "subjects")
NOW, THEN = "hiện hành", "sau đơn giản hóa"


def hours(scenario: str) -> forms.Field:
    return VietnameseDecimalField(label=f"Giờ, {scenario}", max_digits=9, decimal_places=2, required=False)


def outsourced(scenario: str) -> forms.Field:
    return MoneyField(label=f"Thuê tư vấn, dịch vụ, {scenario}", max_digits=14, required=False)


def fees(scenario: str) -> forms.Field:
    return MoneyField(label=f"Phí, lệ phí, khác, {scenario}", max_digits=14, required=False)


def times(scenario: str) -> forms.Field:
    return VietnameseDecimalField(
        label=f"Số lần/năm, {scenario}", max_digits=9, decimal_places=2, required=False
    )


def subjects(scenario: str) -> forms.Field:
    return VietnameseDecimalField(
        label=f"Số đối tượng/năm, {scenario}", max_digits=11, decimal_places=2, required=False
    )


class CostLineForm(forms.Form):
    """One line; every box may be empty in a draft."""

    activity = forms.TypedChoiceField(
        label="Công việc", choices=Activity.choices, coerce=int, initial=Activity.PREPARE
    )
    task = CleanCharField(
        label="Hoạt động, cách thức cụ thể",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    is_dropped = forms.BooleanField(label="Không còn sau đơn giản hóa", required=False)
    current_hours, proposed_hours = hours(NOW), hours(THEN)
    current_outsourced, proposed_outsourced = outsourced(NOW), outsourced(THEN)
    current_fees, proposed_fees = fees(NOW), fees(THEN)
    current_times, proposed_times = times(NOW), times(THEN)
    current_subjects, proposed_subjects = subjects(NOW), subjects(THEN)
    source_note = CleanCharField(
        label="Nguồn số liệu",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, hourly: Decimal, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.hourly = hourly

    @property
    def values(self) -> dict[str, Any]:
        """The line as it stands: what was typed and understood, otherwise what is stored."""
        return getattr(self, "cleaned_data", None) or self.initial

    def figures(self, scenario: str) -> Figures:
        return Figures(*(self.values.get(f"{scenario}_{column}") for column in COLUMNS))

    @property
    def costs(self) -> list[dict[str, Any]]:
        """What the line costs as it stands, one time and a year (đồng), in each scenario."""
        proposed = Figures() if self.values.get("is_dropped") else self.figures("proposed")
        return [
            {
                "scenario": scenario,
                "once": cost_once(figures, self.hourly),
                "year": cost_year(figures, self.hourly),
            }
            for scenario, figures in (("current", self.figures("current")), ("proposed", proposed))
        ]


class BaseCostFormSet(StoredRowFormSet):
    def filled_from(self, row) -> dict[str, Any]:
        return {"initial": {name: getattr(row, name) for name in CostLineForm.base_fields}}

    def is_blank(self, values: dict[str, Any]) -> bool:
        return all(value in ("", None, False) for name, value in values.items() if name != "activity")

    @property
    def table(self) -> RowTable:
        """The lines as columns and rows; what belongs together stands in one cell, hiện hành above sau."""
        pairs = [f"current_{column}+proposed_{column}" for column in COLUMNS]
        return row_table(self, join=",".join(["activity+task", *pairs]))


def _filled(row: RowInput) -> RowInput:
    if row.values["is_dropped"]:
        return row
    empty = [column for column in COLUMNS if row.values[f"proposed_{column}"] is None]
    return row.with_values(**{f"proposed_{column}": row.values[f"current_{column}"] for column in empty})


CostFormSet = forms.formset_factory(
    CostLineForm, formset=BaseCostFormSet, extra=1, can_order=True, can_delete=True, max_num=400
)


class CostTableForm(forms.Form):
    """What stands around the lines: the totals that the screen showed (empty without a script)."""

    shown_current = MoneyField(required=False, max_digits=None, widget=forms.HiddenInput)
    shown_proposed = MoneyField(required=False, max_digits=None, widget=forms.HiddenInput)

    def disagrees(self, counted) -> bool:
        """Whether the screen showed other totals than the server has counted (a `Total`, đồng/năm)."""
        shown = (self.cleaned_data["shown_current"], self.cleaned_data["shown_proposed"])
        return None not in shown and shown != (counted.current, counted.proposed)


class CostsPage:
    """The cost table of a review: one section."""

    key = "chi-phi"

    def __init__(self, review, data=None, *, open_keys: Collection[str] | None = None) -> None:
        self.subject = self.review = review
        self.form = CostTableForm(data)
        is_open = open_keys is None or self.key in open_keys
        self.sides = [Sides.of(self.key, self._lines, data if is_open else None, review.version)]
        self.wants_filling = bool(data) and "fill" in data

    def _lines(self, data) -> list[BaseCostFormSet]:
        form_kwargs = {"hourly": self.review.hourly_income}
        rows = self.review.cost_lines.all()
        return [CostFormSet(data, prefix="dong", rows=rows, form_kwargs=form_kwargs)]

    @property
    def lines(self) -> BaseCostFormSet:
        return self.sides[0].shown[0]

    def rows(self, *, fill: bool = False) -> list[RowInput]:
        """The lines as they are to stand, for the service.

        `fill` puts hiện hành into the empty boxes of sau đơn giản hóa, for who changes little.
        """
        rows = self.sides[0].rows
        return [_filled(row) for row in rows] if fill else rows
