from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.costing import (
    Figures,
    Line,
    Total,
    cost_once,
    cost_year,
    fees_outside_their_activity,
    hourly_income,
    total,
)

amounts = st.none() | st.decimals(min_value=0, max_value=10**9, places=2)
hours = st.none() | st.decimals(min_value=0, max_value=10**4, places=2)
counts = st.none() | st.decimals(min_value=0, max_value=10**6, places=2)
figures = st.builds(Figures, hours, amounts, amounts, counts, counts)
lines = st.builds(Line, st.just("Đơn đề nghị"), st.integers(1, 6), figures, st.none() | figures)
wages = st.decimals(min_value=1, max_value=10**6, places=0)


def dec(*values):
    return [Decimal(value) for value in values]


# Published examples of the Standard Cost Model, worked out by hand; other currencies, the same arithmetic.
@pytest.mark.parametrize(
    ("hours", "hourly", "outsourced", "fees", "times", "subjects", "once", "year"),
    [
        # International Standard Cost Model manual: 3 h at 10, twice a year, 100 000 firms.
        ("3", "10", "0", "0", "2", "100000", "30", "6000000"),
        # Published example: 20 staff, 52 weeks, 6 h at 600.
        ("6", "600", "0", "0", "52", "20", "3600", "3744000"),
        # German method: 240 min at 45 an hour plus 10 of postage, 1.8 million firms.
        ("4", "45", "0", "10", "1", "1800000", "190", "342000000"),
        # German HGB art. 33a, published 28.7 million: 30 min at 41, once, 1.4 million firms.
        ("0.5", "41", "0", "0", "1", "1400000", "20.5", "28700000"),
    ],
)
def test_cost_of_published_examples(hours, hourly, outsourced, fees, times, subjects, once, year):
    example = Figures(*dec(hours, outsourced, fees, times, subjects))

    assert (cost_once(example, Decimal(hourly)), cost_year(example, Decimal(hourly))) == (
        Decimal(once),
        Decimal(year),
    )


def test_hourly_income_of_2023():
    # 101 900 000 ÷ 2 112 = 48 248.106…
    assert hourly_income(Decimal(101_900_000)) == Decimal(48_248)


def test_hourly_income_is_rounded_half_up():
    assert hourly_income(Decimal(2112) * 3 + 1056) == Decimal(4)


@pytest.mark.parametrize(
    ("before", "after", "saved", "percent"),
    [
        ("2306", "654", "1652", "71.64"),  # Hà Nội, 293 TTHC, tỷ đồng/năm
        ("393.4", "201", "192.4", "48.91"),  # Bộ Xây dựng, 137 TTHC, tỷ đồng/năm
        ("671", "263", "408", "60.80"),  # Hà Nội 2026, tỷ đồng/năm
    ],
)
def test_percent_of_published_totals(before, after, saved, percent):
    published = Total(Decimal(before), Decimal(after))

    assert (published.saving, published.percent) == (Decimal(saved), Decimal(percent))


def test_percent_without_current_cost():
    assert Total(Decimal(0), Decimal(5)).percent is None


def test_percent_when_the_proposal_costs_more():
    assert Total(Decimal(200), Decimal(250)).percent == Decimal("-25.00")


def test_percent_is_rounded_half_up():
    # 1 of 800 is 0.125 %.
    assert Total(Decimal(800), Decimal(799)).percent == Decimal("0.13")


def test_total_of_a_table():
    hourly = Decimal(48_248)
    prepare = Line(
        "Đơn đề nghị",
        1,
        Figures(*dec("2", "0", "0", "1", "120")),
        Figures(*dec("1", "0", "0", "1", "120")),
    )
    minutes = Line("Biên bản họp", 1, Figures(*dec("4", "0", "0", "1", "120")), None)
    fees = Line(
        "Lệ phí",
        3,
        Figures(*dec("0", "0", "150000", "1", "120")),
        Figures(*dec("0", "0", "150000", "1", "120")),
    )

    # Now: (2 + 4) × 48 248 × 120 + 150 000 × 120; then: 1 × 48 248 × 120 + 150 000 × 120.
    assert total([prepare, minutes, fees], hourly) == Total(Decimal(52_738_560), Decimal(23_789_760))


def test_total_of_a_repealed_procedure():
    kept = Figures(*dec("2", "0", "0", "1", "10"))

    assert total([Line("Đơn", 1, kept, kept)], Decimal(50_000), repealed=True) == Total(
        Decimal(1_000_000), Decimal(0)
    )


def test_total_rounds_once_at_the_end():
    half = Figures(*dec("0.5", "0", "0", "1", "1"))

    # Three rows of 0.5 đồng: 1.5 → 2; rounding each row first would give 3.
    assert total([Line("Đơn", 1, half, None)] * 3, Decimal(1)).rounded() == Total(Decimal(2), Decimal(0))


def test_empty_boxes_count_as_nothing():
    assert cost_year(Figures(hours=Decimal(3)), Decimal(48_248)) == Decimal(0)


def test_fees_outside_their_activity():
    paid = Figures(fees=Decimal(50_000))
    lines = [
        Line("Đơn đề nghị", 1, paid, None),
        Line("Nộp hồ sơ", 2, Figures(), paid),
        Line("Lệ phí", 3, paid, paid),
        Line("Nhận kết quả", 6, Figures(fees=Decimal(0)), None),
    ]

    assert fees_outside_their_activity(lines) == [
        "Dòng “Đơn đề nghị”: phí, lệ phí chỉ ghi ở hoạt động 3 (Nộp phí, lệ phí, chi phí khác); "
        "hãy chuyển số tiền sang dòng đó.",
        "Dòng “Nộp hồ sơ”: phí, lệ phí chỉ ghi ở hoạt động 3 (Nộp phí, lệ phí, chi phí khác); "
        "hãy chuyển số tiền sang dòng đó.",
    ]


@given(st.lists(st.lists(lines, max_size=4), max_size=4), wages)
def test_sum_of_totals_is_total_of_all_rows(tables, hourly):
    together = total([line for table in tables for line in table], hourly)

    assert sum((total(table, hourly) for table in tables), Total()) == together


@given(st.lists(lines, max_size=6), wages, st.booleans())
def test_saving_and_proposed_make_current(table, hourly, repealed):
    result = total(table, hourly, repealed=repealed).rounded()

    assert result.saving + result.proposed == result.current


@given(st.lists(lines, max_size=6), wages)
def test_rounding_moves_a_total_by_half_a_dong_at_most(table, hourly):
    exact = total(table, hourly)

    assert abs(exact.rounded().current - exact.current) <= Decimal("0.5")
