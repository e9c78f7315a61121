"""Numbers, days and times as they stand in sheets: clear ones are read, doubtful ones asked about, others refused."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.enums import TimeUnit
from tthc.core.amounts import (
    DAY,
    HOUR,
    MONTH,
    UNIT_WORDS,
    WORKING_DAY,
    Doubtful,
    Span,
    read_hours,
    read_money,
    read_number,
    read_span,
)
from tthc.core.days import last_day_of_period, read_day
from tthc.core.reading import show_date, show_decimal

SETS = ("bộ",)


def outcome(read, cell, **options):
    """The value; ("?", likely value) of a doubt; None of what is refused."""
    try:
        return read(cell, **options)
    except Doubtful as doubt:
        assert doubt.question.endswith((".", "?"))
        return "?", doubt.value
    except ValueError as fault:
        assert str(fault).endswith(".")
        return None


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1.234.567", 1_234_567),
        ("1 234 567", 1_234_567),
        ("1\u00a0234\u00a0567", 1_234_567),
        ("1,5", Decimal("1.5")),
        (" 02 bộ ", 2),
        ("01 (một) bộ", 1),
        ("không quá 2 bộ", 2),
        ("Số lượng: 3 bộ", 3),
        ("-5", -5),
        ("−5", -5),
        (5.0, 5),
        (0.1 + 0.2, Decimal("0.3")),
        (Decimal("7.25"), Decimal("7.25")),
        ("1.234", ("?", 1234)),
        ("1,234", ("?", 1234)),
        ("1,234,567", ("?", 1_234_567)),
        ("1,234.50", ("?", Decimal("1234.50"))),
        ("1.5", ("?", Decimal("1.5"))),
        ("5-7", ("?", 7)),
        ("5 đến 7 bộ", ("?", 7)),
        ("khoảng 3", ("?", 3)),
        ("~3", ("?", 3)),
        ("trên 10", ("?", 10)),
        ("1/2", ("?", Decimal("0.5"))),
        ("½ bộ", ("?", Decimal("0.5"))),
        ("1½ bộ", Decimal("1.5")),
        ("０２ bộ", 2),
        ("02 bộ (01 bản chính, 01 bản sao)", 2),
        ("1 bộ gốc", ("?", 1)),
        ("-", ("?", 0)),
        ("2 hồ sơ", None),
        ("nhiều", None),
        ("", None),
        ("1.23.456", None),
        (True, None),
        (date(2023, 5, 1), None),
        (float("nan"), None),
        (float("inf"), None),
        (1e300, None),
    ],
)
def test_numbers(cell, number):
    assert outcome(read_number, cell, units=SETS) == number


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("150.000 đồng", 150_000),
        ("1.234", 1_234),
        ("48.248đ", 48_248),
        ("1.234.567 VNĐ", 1_234_567),
        (48_248.0, 48_248),
        ("1,234,567", ("?", 1_234_567)),
        ("1,5 triệu", ("?", 1_500_000)),
        ("1.5 triệu", ("?", 1_500_000)),
        ("1/2 triệu", ("?", 500_000)),
        ("1 triệu rưỡi", ("?", 1_500_000)),
        ("1/2 đồng", None),
        ("1,234.5", None),
        ("150 nghìn đồng", ("?", 150_000)),
        ("1,5", None),
        (1.5, None),
        ("miễn phí", None),
    ],
)
def test_money(cell, amount):
    assert outcome(read_money, cell) == amount


@pytest.mark.parametrize(
    ("cell", "hours"),
    [
        ("1,5 giờ", Decimal("1.5")),
        ("2h", 2),
        ("08 giờ làm việc", 8),
        ("30 phút", Decimal("0.5")),
        ("1 giờ 30 phút", Decimal("1.5")),
        ("1h30", Decimal("1.5")),
        ("PT30H15M00S", Decimal("30.25")),
        (timedelta(hours=30), 30),
        (0.25, Decimal("0.25")),
        (time(1, 30), ("?", Decimal("1.5"))),
        ("1:30", ("?", Decimal("1.5"))),
        ("1.234", ("?", 1234)),
        ("1.5 giờ", ("?", Decimal("1.5"))),
        ("khoảng 2 giờ", ("?", 2)),
        ("1-2 giờ", ("?", 2)),
        ("1 ngày", None),
    ],
)
def test_hours(cell, hours):
    assert outcome(read_hours, cell) == hours


@pytest.mark.parametrize(
    ("cell", "span"),
    [
        ("05 ngày làm việc", Span(Decimal(5), WORKING_DAY)),
        ("không quá 07 ngày", Span(Decimal(7), DAY)),
        ("07 (bảy) ngày làm việc", Span(Decimal(7), WORKING_DAY)),
        ("1,5 giờ", Span(Decimal("1.5"), HOUR)),
        ("Thời hạn giải quyết: 01 tháng", Span(Decimal(1), MONTH)),
        ("- Trong vòng 03 ngày", Span(Decimal(3), DAY)),
        ("10 ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ.", Span(Decimal(10), WORKING_DAY)),
        ("05 ngày LV", Span(Decimal(5), WORKING_DAY)),
        ("5 ngày (làm việc)", Span(Decimal(5), WORKING_DAY)),
        ("03 ngày l.việc kể từ ngày nhận", Span(Decimal(3), WORKING_DAY)),
        ("0５\u00a0ngày", Span(Decimal(5), DAY)),
        ("7 ngày/hồ sơ", Span(Decimal(7), DAY)),
        ("02 giờ 30 phút", Span(Decimal("2.5"), HOUR)),
        ("08h", Span(Decimal(8), HOUR)),
        ("02 ngày rưỡi", Span(Decimal("2.5"), DAY)),
        ("1½ ngày", Span(Decimal("1.5"), DAY)),
        ("Trong ngày làm việc", ("?", Span(Decimal(1), WORKING_DAY))),
        ("Giải quyết ngay trong ngày", ("?", Span(Decimal(1), DAY))),
        ("nửa ngày", Span(Decimal("0.5"), DAY)),
        ("1/2 ngày làm việc", Span(Decimal("0.5"), WORKING_DAY)),
        ("5-7 ngày", ("?", Span(Decimal(7), DAY))),
        ("từ 5 đến 7 ngày làm việc", ("?", Span(Decimal(7), WORKING_DAY))),
        ("khoảng 3 ngày", ("?", Span(Decimal(3), DAY))),
        ("1.5 ngày", ("?", Span(Decimal("1.5"), DAY))),
        ("2 tuần", ("?", Span(Decimal(14), DAY))),
        ("30 phút", ("?", Span(Decimal("0.5"), HOUR))),
        ("1 năm", ("?", Span(Decimal(12), MONTH))),
        ("45 ngày thẩm định, 30 ngày quyết định", ("?", Span(Decimal(45), DAY))),
        ("Nộp trước 5 ngày làm việc", ("?", Span(Decimal(5), WORKING_DAY))),
        ("5", ("?", None)),
        (5.0, ("?", None)),
        ("Không quy định", None),
        ("ngày 28 tháng 02", None),
        ("15/12", None),
        (date(2023, 7, 5), None),
    ],
)
def test_spans(cell, span):
    assert outcome(read_span, cell) == span


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("31/3/2023", date(2023, 3, 31)),
        ("ngày 31/3/2023", date(2023, 3, 31)),
        ("Bắc Giang, ngày 31 tháng 3 năm 2023.", date(2023, 3, 31)),
        ("３１/3/2023;", date(2023, 3, 31)),
        ("trước ngày 01/4/2023", None),
        ("2023-03-31 00:00:00", date(2023, 3, 31)),
        (45_016.0, date(2023, 3, 31)),
        (datetime(2023, 3, 31, 7, 30), date(2023, 3, 31)),
        (date(2023, 3, 31), date(2023, 3, 31)),
        ("3/4/23", ("?", date(2023, 4, 3))),
        ("31.12.99", ("?", date(1999, 12, 31))),
        ("3/31/2023", ("?", date(2023, 3, 31))),
        ("45016", ("?", date(2023, 3, 31))),
        ("20230331", ("?", date(2023, 3, 31))),
        (20230331.0, ("?", date(2023, 3, 31))),
        (31_032_023.0, ("?", date(2023, 3, 31))),
        ("32/13/23", ("?", None)),
        (2_023.0, None),
        ("quý I/2023", None),
        ("31/2/2023", None),
        (date(1, 1, 1), None),
        (True, None),
    ],
)
def test_days(cell, day):
    assert outcome(read_day, cell) == day


def test_day_numbers_of_old_macs_begin_in_1904():
    assert read_day(43_554.0, epoch_1904=True) == read_day(45_016.0) == date(2023, 3, 31)


def test_units_are_those_of_the_forms():
    assert dict(TimeUnit.choices) == UNIT_WORDS


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Quý I/2023", date(2023, 3, 31)),
        ("trong quý IV năm 2024", date(2024, 12, 31)),
        ("Q2/2023", date(2023, 6, 30)),
        ("Tháng 02/2024", date(2024, 2, 29)),
        ("cuối năm 2025", date(2025, 12, 31)),
        ("hằng năm", None),
        ("trước quý I/2023", None),
        ("6 tháng đầu năm 2023", None),
    ],
)
def test_last_days_of_periods(words, day):
    assert last_day_of_period(words) == day


NUMBERS = st.decimals(min_value=0, max_value=10**12, places=2)


@given(NUMBERS)
def test_number_shown_is_read_as_itself_or_asked_about(number):
    read = outcome(read_number, show_decimal(number))

    assert read in (number, ("?", number))


@given(st.integers(min_value=0, max_value=10**15))
def test_money_shown_is_read_as_itself(amount):
    assert read_money(f"{show_decimal(amount)} đồng") == amount == read_money(show_decimal(amount))


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_day_shown_is_read_as_itself(day):
    assert read_day(show_date(day)) == read_day(day.isoformat()) == day


@given(
    st.integers(min_value=1, max_value=9_999),
    st.sampled_from(sorted(UNIT_WORDS)),
    st.sampled_from(["", "không quá ", "Thời hạn: "]),
)
def test_span_shown_is_read_as_itself(number, unit, before):
    span = Span(Decimal(number), unit)

    assert read_span(f"{before}{span}") == read_span(f"{before}{number:02d} {UNIT_WORDS[unit]}") == span


@given(
    st.one_of(
        st.text(), st.floats(), st.integers(), st.booleans(), st.dates(), st.datetimes(), st.timedeltas()
    )
)
def test_whatever_stands_in_a_cell_is_read_doubted_or_refused(cell):
    for read in (read_number, read_money, read_hours, read_span, read_day):
        outcome(read, cell)


@given(st.text(alphabet="0123456789.,/-–~() hgpbộkhoangđếtừngàyiờlmv½", max_size=24))
def test_what_looks_like_a_number_is_read_doubted_or_refused(cell):
    for read in (read_number, read_money, read_hours, read_span, read_day):
        outcome(read, cell)
