"""Filters of every page: numbers, money, shares, days as Vietnamese offices write them."""

import datetime
from decimal import Decimal

import pytest
from django.template import Context, Template

MOMENT = datetime.datetime(2023, 3, 31, 23, 30, tzinfo=datetime.UTC)


def rendered(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (999, "999"),
        (1234567, "1.234.567"),
        (-1234, "−1.234"),
        (Decimal("1.50"), "1,5"),
        (Decimal("1234.00"), "1.234"),
        (Decimal("-0.00"), "0"),
        (Decimal("1E+3"), "1.000"),
        (0.1, "0,1"),
        (None, "—"),
        ("", "—"),
    ],
)
def test_number_is_written_with_points_and_a_comma(value, text):
    assert rendered("{{ value|number }}", value=value) == text


def test_number_with_places_rounds_half_up():
    assert rendered("{{ value|number:2 }}", value=Decimal("1.005")) == "1,01"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("1234567.5"), "1.234.568\u00a0đồng"),
        (Decimal("-1234567"), "−1.234.567\u00a0đồng"),
        (0, "0\u00a0đồng"),
        (None, "—"),
    ],
)
def test_money_is_written_in_whole_dong(value, text):
    assert rendered("{{ value|money }}", value=value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("18.333"), "18,3\u00a0%"),
        (Decimal("20"), "20\u00a0%"),
        (Decimal("-3.25"), "−3,3\u00a0%"),
        (100, "100\u00a0%"),
        (Decimal("99.99"), "99,9\u00a0%"),
        (None, "—"),
    ],
)
def test_percent_never_rounds_up_to_the_whole(value, text):
    assert rendered("{{ value|percent }}", value=value) == text


def test_percent_with_places_keeps_them_apart():
    assert rendered("{{ value|percent:2 }}", value=Decimal("17.624")) == "17,62\u00a0%"


def test_day_of_a_moment_is_local():
    assert rendered("{{ value|day }}", value=MOMENT) == "01/04/2023"


def test_day_and_moment_of_nothing_is_a_dash():
    assert rendered("{{ value|day }} {{ value|moment }}", value=None) == "— —"


def test_moment_shows_hour_and_day():
    assert rendered("{{ value|moment }}", value=MOMENT) == "06:30 01/04/2023"


def test_lines_drops_blank_ones():
    assert (
        rendered("{% for line in text|lines %}[{{ line }}]{% endfor %}", text="một\n\n  hai  \n")
        == "[một][hai]"
    )


def test_folded_drops_marks():
    assert rendered("{{ text|folded }}", text="Đo lường") == "do luong"


def test_plain_keeps_an_id_without_points():
    assert (
        rendered('<a href="?id={{ pk|plain }}">{{ pk }}</a>', pk=1234567)
        == '<a href="?id=1234567">1.234.567</a>'
    )
