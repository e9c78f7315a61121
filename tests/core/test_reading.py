from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tthc.core.reading import read_date, read_decimal, read_key, show_date, show_decimal


@pytest.mark.parametrize(
    "written",
    [
        "31/3/2023",
        "31/03/2023",
        " 31 / 3 / 2023 ",
        "31-3-2023",
        "31.3.2023",
        "2023-03-31",
        "31032023",
        "ngày 31 tháng 3 năm 2023",
        "Ngày 31 tháng 03 năm 2023",
        "nga\u0300y 31 tha\u0301ng 3 na\u0306m 2023",
        "31\u00a0tháng 3 năm 2023",
    ],
)
def test_date_is_read_as_offices_write_it(written):
    assert read_date(written) == date(2023, 3, 31)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("31/02/2023", "“31/02/2023” không có trong lịch. Hãy ghi ngày/tháng/năm, ví dụ 31/3/2023."),
        ("3/31/2023", "“3/31/2023” không có trong lịch. Hãy ghi ngày/tháng/năm, ví dụ 31/3/2023."),
        ("quý I", "“quý I” không phải là ngày. Hãy ghi ngày/tháng/năm, ví dụ 31/3/2023."),
        ("31/3/23", "“31/3/23” không phải là ngày. Hãy ghi ngày/tháng/năm, ví dụ 31/3/2023."),
        ("31/3.2023", "“31/3.2023” không phải là ngày. Hãy ghi ngày/tháng/năm, ví dụ 31/3/2023."),
        ("1/1/0023", "“1/1/0023” có năm 23 ngoài khoảng 1900–2100. Hãy ghi lại năm."),
        ("20230331", "“20230331” có năm 331 ngoài khoảng 1900–2100. Hãy ghi lại năm."),
    ],
)
def test_what_is_no_date_is_refused_with_the_value_and_what_is_expected(written, sentence):
    with pytest.raises(ValueError, match=".") as refused:
        read_date(written)

    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0", "0"),
        ("007", "7"),
        ("1,5", "1.5"),
        ("0,25", "0.25"),
        ("1.234", "1234"),
        ("1.234.567", "1234567"),
        ("1.234,5", "1234.5"),
        ("1 234 567", "1234567"),
        ("1\u00a0234,5", "1234.5"),
        ("12345,678", "12345.678"),
        ("-1.234", "-1234"),
        ("−3", "-3"),
        ("-0", "0"),
    ],
)
def test_number_is_read_as_offices_write_it(written, number):
    assert read_decimal(written) == Decimal(number)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (
            "1.5",
            "“1.5”: dấu chấm chỉ dùng để ngăn nhóm ba chữ số. Phần lẻ ghi sau dấu phẩy: 1,5.",
        ),
        (
            "0.500",
            "“0.500”: dấu chấm chỉ dùng để ngăn nhóm ba chữ số. Phần lẻ ghi sau dấu phẩy: 0,500.",
        ),
        ("1,234,567", "“1,234,567” không phải là số. Hãy ghi số, ví dụ 1,5 hoặc 1.234.567."),
        ("1.234 567", "“1.234 567” không phải là số. Hãy ghi số, ví dụ 1,5 hoặc 1.234.567."),
        ("12.34.567", "“12.34.567” không phải là số. Hãy ghi số, ví dụ 1,5 hoặc 1.234.567."),
        ("năm ngày", "“năm ngày” không phải là số. Hãy ghi số, ví dụ 1,5 hoặc 1.234.567."),
        ("٣", "“٣” không phải là số. Hãy ghi số, ví dụ 1,5 hoặc 1.234.567."),
        ("1e3", "“1e3” không phải là số. Hãy ghi số, ví dụ 1,5 hoặc 1.234.567."),
        ("", "“” không phải là số. Hãy ghi số, ví dụ 1,5 hoặc 1.234.567."),
        ("9" * 41, f"“{'9' * 39}…” không phải là số. Hãy ghi số, ví dụ 1,5 hoặc 1.234.567."),
    ],
)
def test_what_is_no_number_is_refused_with_the_value_and_what_is_expected(written, sentence):
    with pytest.raises(ValueError, match=".") as refused:
        read_decimal(written)

    assert str(refused.value) == sentence


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_date_shown_is_read_back(day):
    assert read_date(show_date(day)) == day


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_eight_digits_are_never_a_date_in_both_orders(day):
    with pytest.raises(ValueError, match="năm|lịch"):
        read_date(f"{day:%Y%m%d}")


@given(st.decimals(-(10**15), 10**15, places=3) | st.integers(-(10**15), 10**15).map(Decimal))
def test_number_shown_is_read_back(number):
    assert read_decimal(show_decimal(number)) == number


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (Decimal("1234567.50"), "1.234.567,5"),
        (Decimal("100000.00"), "100.000"),
        (Decimal("1E+3"), "1.000"),
        (Decimal("-0.5"), "-0,5"),
        (48248, "48.248"),
        (0, "0"),
    ],
)
def test_number_is_shown_with_groups_and_comma(number, shown):
    assert show_decimal(number) == shown


@pytest.mark.parametrize(
    ("text", "key"),
    [("12", 12), ("9" * 18, 10**18 - 1), ("9" * 19, None), ("²", None), ("٣", None)]
    + [("-1", None), ("1e3", None), ("", None), (None, None)],
)
def test_read_key_reads_plain_digits_only(text, key):
    assert read_key(text) == key
