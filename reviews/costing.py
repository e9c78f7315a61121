"""Compliance cost of a procedure (chi phí tuân thủ, TT 02/2017/TT-VPCP Điều 27). Arithmetic only, in Decimal.

Nothing is rounded on the way: a total is rounded to the đồng, half up, once, when it is shown or stored
(`Total.rounded`). Totals of many procedures are added as đồng and then divided; percentages are never averaged.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

MONTHS, WORKING_DAYS, WORKING_HOURS = 12, 22, 8
FEES_ACTIVITY = 3  # Nộp phí, lệ phí, chi phí khác
ZERO = Decimal(0)
MAX_DIGITS = 50  # of an amount; the default of 28 fails on nonsense that a person may type


@dataclass(frozen=True)
class Figures:
    """What one activity costs one subject, in one scenario; None is an empty box and counts as 0.

    hours: giờ; outsourced and fees: đồng each time it is done.
    """

    hours: Decimal | None = None
    outsourced: Decimal | None = None
    fees: Decimal | None = None
    times_per_year: Decimal | None = None
    subjects_per_year: Decimal | None = None


@dataclass(frozen=True)
class Line:
    """A row of the cost table in both scenarios; `proposed` is None when the proposal drops the row."""

    label: str
    activity: int
    current: Figures
    proposed: Figures | None = None


@dataclass(frozen=True)
class Total:
    """Cost a year in both scenarios (đồng/năm)."""

    current: Decimal = ZERO
    proposed: Decimal = ZERO

    @property
    def saving(self) -> Decimal:
        """What is saved a year; negative when the proposal costs more."""
        return self.current - self.proposed

    @property
    def percent(self) -> Decimal | None:
        """The saving in percent of the current cost, two decimals half up; None when there is no current cost."""
        if not self.current:
            return None
        return (self.saving / self.current * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)

    def rounded(self) -> "Total":
        """The same total in whole đồng, as it is shown and stored."""
        return Total(to_dong(self.current), to_dong(self.proposed))

    def __add__(self, other: "Total") -> "Total":
        return Total(self.current + other.current, self.proposed + other.proposed)


def to_dong(amount: Decimal) -> Decimal:
    """The amount in whole đồng, half up."""
    return amount.quantize(Decimal(1), ROUND_HALF_UP, Context(prec=MAX_DIGITS))


def hourly_income(annual: Decimal) -> Decimal:
    """Thu nhập bình quân một giờ (đồng) from income per head per year: ÷ 12 tháng ÷ 22 ngày ÷ 8 giờ."""
    return to_dong(annual / (MONTHS * WORKING_DAYS * WORKING_HOURS))


def cost_once(figures: Figures, hourly: Decimal) -> Decimal:
    """Chi phí thực hiện of one time: giờ × thu nhập/giờ + thuê ngoài + phí, lệ phí, khác."""
    return (figures.hours or ZERO) * hourly + (figures.outsourced or ZERO) + (figures.fees or ZERO)


def cost_year(figures: Figures | None, hourly: Decimal) -> Decimal:
    """Chi phí một năm: one time × số lần/năm × số đối tượng/năm; nothing for a row that was dropped."""
    if figures is None:
        return ZERO
    repeats = (figures.times_per_year or ZERO) * (figures.subjects_per_year or ZERO)
    return cost_once(figures, hourly) * repeats


def total(lines: Iterable[Line], hourly: Decimal, *, repealed: bool = False) -> Total:
    """The cost of a procedure a year; a repealed procedure costs nothing afterwards, whatever its rows say."""
    lines = list(lines)
    current = sum((cost_year(line.current, hourly) for line in lines), ZERO)
    if repealed:
        return Total(current, ZERO)
    return Total(current, sum((cost_year(line.proposed, hourly) for line in lines), ZERO))


def fees_outside_their_activity(lines: Iterable[Line]) -> list[str]:
    """A sentence for each row with fees in another activity than 3, where they would be counted twice."""
    return [
        f"Dòng “{line.label}”: phí, lệ phí chỉ ghi ở hoạt động 3 (Nộp phí, lệ phí, chi phí khác); "
        "hãy chuyển số tiền sang dòng đó."
        for line in lines
        if line.activity != FEES_ACTIVITY and (line.current.fees or (line.proposed and line.proposed.fees))
    ]
