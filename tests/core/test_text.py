import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tthc.core.text import clean, fold, sort_key


@pytest.mark.parametrize(
    ("given_text", "cleaned"),
    [
        ("Thu\u0309 tu\u0323c", "Thủ tục"),
        ("Sở\u00a0KH&CN\t tỉnh", "Sở KH&CN tỉnh"),
        ("\ufeffTên\u200b gọi\u00ad", "Tên gọi"),
        ("nga\u200b\u0300y", "ngày"),
        ("Bước 1\x0bBước\x1f 2\x7f", "Bước 1\nBước 2"),
        ("\u202etừ sau ra\u202c \u2066trước\u2069", "từ sau ra trước"),
        ("dòng một  \r\ndòng hai\rdòng ba", "dòng một\ndòng hai\ndòng ba"),
        ("\n\n  “Chiến sĩ thi đua”\n \n", "“Chiến sĩ thi đua”"),
        ("a\n\nb", "a\n\nb"),
        (" \t\u200b\n", ""),
    ],
)
def test_clean_keeps_words_and_line_breaks(given_text, cleaned):
    assert clean(given_text) == cleaned


@given(st.text())
def test_clean_twice_is_clean_once(text):
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_clean_gives_nfc(text):
    assert unicodedata.is_normalized("NFC", clean(text))


@pytest.mark.parametrize(
    ("given_text", "folded"),
    [
        ("Đo lường ĐẶC BIỆT", "do luong dac biet"),
        ("hoà", "hoa"),
        ("hòa", "hoa"),
        ("THUỶ lợi", "thuy loi"),
        ("thủy lợi", "thuy loi"),
        (unicodedata.normalize("NFD", "Thủ tục  hành\nchính"), "thu tuc hanh chinh"),
        ("Quyết\u00a0định\u200b số 06/QĐ", "quyet dinh so 06/qd"),
        ("", ""),
    ],
)
def test_fold_makes_spellings_alike(given_text, folded):
    assert fold(given_text) == folded


@given(st.text())
def test_fold_twice_is_fold_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_fold_is_blind_to_the_normal_form(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    "in_order",
    [
        ["Bước 9", "Bước 10"],
        ["Điều 2", "Điều 10", "Điều 100"],
        ["9 bước", "An"],
        ["An", "Ăn", "Ân", "Ba"],
        ["da", "đa", "ea"],
        ["ma", "mà", "mả", "mã", "má", "mạ", "mã số"],
        ["dân", "dẫn", "dân chủ", "đàn"],
        ["o", "ô", "ơ", "p"],
        ["u", "ư", "v"],
        ["Thi đua", "Thi đua 2", "Thi đua khen thưởng"],
        ["Cấp", "Cấp lại"],
        ["Phòng 02", "phòng 3"],
    ],
)
def test_sort_key_follows_the_dictionary(in_order):
    upside_down = in_order[::-1]

    assert sorted(upside_down, key=sort_key) == in_order


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hòa giải", unicodedata.normalize("NFD", "hòa giải")), ("Bước 09.", "bước 9"), ("ĐO", "đo")],
)
def test_sort_key_is_the_same_for_the_same_words(one, other):
    assert sort_key(one) == sort_key(other)


@given(st.text(max_size=600))
def test_sort_key_is_short_and_of_digits_only(text):
    key = sort_key(text)

    assert len(key) <= 400
    assert key.isascii()
    assert key.isdigit()


def test_clean_drops_what_postgresql_cannot_store():
    assert clean("Sáng\0 kiến") == "Sáng kiến"
