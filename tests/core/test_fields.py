import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from tthc.core.fields import (
    CleanCharField,
    MoneyField,
    VietnameseDateField,
    VietnameseDecimalField,
    WholeNumberField,
)


class Sheet(forms.Form):
    name = CleanCharField(required=False)
    note = CleanCharField(required=False, widget=forms.Textarea)
    day = VietnameseDateField(required=False)
    hours = VietnameseDecimalField(required=False, max_digits=8, decimal_places=2)
    times = WholeNumberField(required=False, max_value=1000)
    amount = MoneyField(required=False)


NOTHING = {"name": "", "note": "", "day": None, "hours": None, "times": None, "amount": None}


def typed(**values):
    sheet = Sheet(values)
    sheet.is_valid()
    return sheet


def test_form_reads_what_a_clerk_types():
    sheet = typed(
        name=unicodedata.normalize("NFD", "Thủ tục\u00a0mới "),
        note="dòng một \r\ndòng hai",
        day="31.3.2023",
        hours="1.234,5",
        times="1.000",
        amount="1.234.567 đồng",
    )

    assert sheet.cleaned_data == {
        "name": "Thủ tục mới",
        "note": "dòng một\ndòng hai",
        "day": date(2023, 3, 31),
        "hours": Decimal("1234.5"),
        "times": 1000,
        "amount": Decimal(1234567),
    }


def test_empty_and_blank_boxes_are_nothing():
    assert typed().cleaned_data == NOTHING
    assert typed(name=" ", note="\n", day=" ", hours="\t", times=" ", amount=" đ").cleaned_data == NOTHING


def test_faults_say_the_value_and_what_is_expected():
    sheet = typed(day="31/2/2023", hours="1.5", times="2,5", amount="-5")

    assert sheet.errors == {
        "day": ["“31/2/2023” không có trong lịch. Hãy ghi ngày/tháng/năm, ví dụ 31/3/2023."],
        "hours": ["“1.5”: dấu chấm chỉ dùng để ngăn nhóm ba chữ số. Phần lẻ ghi sau dấu phẩy: 1,5."],
        "times": ["“2,5” có phần lẻ. Ở đây cần một số nguyên."],
        "amount": ["Số này không được nhỏ hơn 0."],
    }


@pytest.mark.parametrize(
    ("box", "value"),
    [("hours", "1,234"), ("hours", "1.234.567"), ("times", "1.001"), ("amount", "1" * 16), ("amount", "0,5")],
)
def test_limits_of_digits_and_size_are_kept(box, value):
    assert list(typed(**{box: value}).errors) == [box]


def test_negative_is_read_where_it_is_allowed():
    assert VietnameseDecimalField(min_value=None).clean("-1,5") == Decimal("-1.5")
    assert WholeNumberField(min_value=None).clean("-2") == -2
    assert MoneyField(min_value=None).clean("-1.000") == Decimal(-1000)


def test_values_are_shown_as_offices_write_them():
    sheet = Sheet(
        initial={
            "day": date(2023, 3, 5),
            "hours": Decimal("1234.50"),
            "times": 1000,
            "amount": Decimal("5000000"),
        }
    )

    assert str(sheet["day"]) == (
        '<input type="text" name="day" value="05/03/2023" class="in" placeholder="dd/mm/yyyy" '
        'inputmode="numeric" autocomplete="off" id="id_day">'
    )
    assert str(sheet["hours"]) == (
        '<input type="text" name="hours" value="1.234,5" class="in num" inputmode="decimal" '
        'autocomplete="off" id="id_hours">'
    )
    assert 'value="1.000" class="in num" inputmode="numeric"' in str(sheet["times"])
    assert 'value="5.000.000" class="in num" inputmode="numeric"' in str(sheet["amount"])


def test_what_was_typed_wrongly_is_shown_again_as_typed():
    sheet = typed(day="31/2/2023", hours="1.5")

    assert 'value="31/2/2023"' in str(sheet["day"])
    assert 'value="1.5"' in str(sheet["hours"])


def test_value_sent_back_unchanged_is_no_change():
    initial = {"note": "a\nb", "day": date(2023, 3, 5), "hours": Decimal("7.50"), "times": 1000}
    sheet = Sheet({"note": "a\r\nb", "day": "05/03/2023", "hours": "7,5", "times": "1.000"}, initial=initial)

    assert sheet.changed_data == []


@given(
    st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    st.decimals(0, 999999, places=2),
    st.integers(0, 1000),
    st.integers(0, 10**15 - 1).map(Decimal),
)
def test_what_is_shown_is_read_back(day, hours, times, amount):
    values = {"day": day, "hours": hours, "times": times, "amount": amount}
    shown = Sheet(initial=values)

    sheet = typed(**{box: shown.fields[box].widget.format_value(value) for box, value in values.items()})

    assert sheet.cleaned_data == NOTHING | values


def test_day_of_a_link_is_shown_as_a_clerk_writes_it():
    assert 'value="30/06/2023"' in str(typed(day="2023-06-30")["day"])
    assert 'value="2023-6"' in str(typed(day="2023-6")["day"])
