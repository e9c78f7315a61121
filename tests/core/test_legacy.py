# ruff: noqa: SIM905 - lists of words as one reads them
"""Old encodings: converted letter by letter, recognised by the column, and never seen in what is right already."""

import itertools
import unicodedata

import pytest

from tthc.core.legacy import (
    CP1258,
    RHYMES,
    TABLES,
    TCVN3,
    TCVN3_CAPITALS,
    VNI,
    VOWELS,
    Encoding,
    convert,
    encoding_of_font,
    is_of_capitals,
    is_syllable,
    is_wrong_as_it_stands,
    recognise,
)
from tthc.core.text import clean

FAMILIES = (
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đào Đoàn Vương Trịnh Trương Đinh Lâm Phùng "
    "Mai Tô Hà Tạ Quách Thái Cao La Giáp Thân Chu Nông Lương Lưu Khổng Nghiêm Kiều Đàm Văn Triệu Ninh Hứa Vi Ong Doãn"
).split()
MIDDLES = (
    "Văn Thị Hữu Đức Ngọc Minh Thanh Thu Quang Xuân Kim Hoài Bích Hồng Công Đình Thế Mạnh Thuý Thùy Khánh"
).split()
GIVEN = (
    "Hoà Hòa Hoá Hóa Toàn Thoa Thuỷ Thủy Huý Quý Quốc Tuyết Huệ Loan Oanh Khuê Nghĩa Giang Hưng Cường Dũng Hùng Tú Lệ Vỹ "
    "Sơn Hà Tâm An Bình Chi Diệp Đạt Gấm Hạnh Khoa Liên My Nga Phúc Quỳnh Rạng Sáu Tươi Uyên Vân Xuyến Yến Ý Ái Ân Én Út"
).split()
OFFICE = (
    "Sở Khoa học và Công nghệ|Phòng Quản lý khoa học|Văn phòng|Thanh tra|Trung tâm Ứng dụng|Chi cục Tiêu chuẩn Đo lường|"
    "Xét duyệt thuyết minh đề tài|Nghiệm thu|Cấp giấy chứng nhận|Hoà giải|Hoá chất|Toà án|Xã Hoà Bình|Thuý|quý I|loà xoà|"
    "Café|Crêpe|Müller|François Noël|São Paulo|José|naïve|Señor Núñez|±5 °C|10 m²|§ 5|½ ngày|5 µm|3 × 4|a ÷ b|£100|2ª|Nª|Word®|«A»|PIÑA|ESPAÑA|Ä Ö Ü|Größe|Đắk Lắk|Krông Nô|"
    "Pleiku|Kon Plông|Điện Biên Phủ|khoẻ mạnh|Hoè Nhai|Ô tô|à ơi|ú oà|ý kiến|đồng ý|xe máy|Ngoại ô|uỷ quyền|Uỷ ban nhân dân"
).split("|")
SENTENCE = (
    "Quyết định số 12/QĐ-UBND về việc phê duyệt phương án đơn giản hóa thủ tục hành chính nội bộ, nhưng chưa rõ kỳ hạn; "
    "đường thuỷ nguy hiểm, khoẻ mạnh, giữ gìn, quỹ, xẻ, ngõ, mỹ, ẩm thực, ẵm bế, ỷ lại, ị, ỉ, ĩ, ỵ"
)


def old(text: str, encoding: Encoding) -> str:
    """The text as an old program would have stored it."""
    back = {
        letter: code
        for code, letter in TABLES[encoding].items()
        if code[1:] == code[1:].lower() or code.isupper()
    }
    if encoding == Encoding.VNI:
        back |= {
            letter: code for code, letter in TABLES[encoding].items() if letter.isupper() and code.isupper()
        }
    if encoding == Encoding.CP1258:
        return "".join(back.get(letter, letter) for letter in half_composed(text))
    return "".join(back.get(letter, letter) for letter in text)


def half_composed(text: str) -> str:
    """Windows-1258 knows â, ê, ă, ơ …, and the tones apart."""
    tones = set("\u0300\u0301\u0303\u0309\u0323")
    letters = []
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in marks if mark in tones)
        letters.append(
            unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tones)) + tone
        )
    return "".join(letters)


def people() -> list[str]:
    long = [f"{a} {b} {c}" for a, b, c in itertools.product(FAMILIES[::3], MIDDLES[::2], GIVEN)]
    return [*long, *(f"{a} {c}" for a, c in itertools.product(FAMILIES, GIVEN))]


def names() -> list[str]:
    return [*people(), *OFFICE]


def test_tables_hold_every_letter_once():
    letters = {letter for vowel in VOWELS.values() for letter in vowel} | {"đ"}
    both = letters | {letter.upper() for letter in letters}

    assert set(TABLES[Encoding.VNI].values()) == both
    assert set(TABLES[Encoding.TCVN3].values()) == letters | set(TCVN3_CAPITALS)
    assert (
        len({code for codes in TCVN3.values() for code in codes})
        == len({code for codes in VNI.values() for code in codes})
        == 72
    )
    assert len(CP1258) == len(set(CP1258.values())) == 13


@pytest.mark.parametrize("encoding", Encoding)
def test_text_goes_there_and_back(encoding):
    texts = [SENTENCE, *people()[::7]]
    if encoding == Encoding.TCVN3:
        # Its capitals bear no tones; a font of capitals shows the small ones as such.
        texts = [text.lower() for text in texts]
    else:
        texts += [text.upper() for text in texts]

    assert [convert(old(text, encoding), encoding) for text in texts] == texts


@pytest.mark.parametrize(
    ("written", "encoding", "right"),
    [
        ("KHOA HOÏC QUAÛN LYÙ", Encoding.VNI, "KHOA HỌC QUẢN LÝ"),
        ("Sôû Khoa hoïc vaø Coâng ngheä", Encoding.VNI, "Sở Khoa học và Công nghệ"),
        ("Aùnh Ñöùc", Encoding.VNI, "Ánh Đức"),
        ("Thò xaõ", Encoding.VNI, "Thị xã"),
        (
            "Së Khoa häc vµ C«ng nghÖ tØnh B¾c Giang",
            Encoding.TCVN3,
            "Sở Khoa học và Công nghệ tỉnh Bắc Giang",
        ),
        ("Phª duyÖt ph­¬ng ¸n", Encoding.TCVN3, "Phê duyệt phương án"),
        ("THñ TôC HµNH CHÝNH", Encoding.TCVN3, "THỦ TỤC HÀNH CHÍNH"),
        ("ThuÒ tuòc haÌnh chiình", Encoding.CP1258, "Thủ tục hành chính"),
        ("NguyêÞn Vãn Baìo", Encoding.CP1258, "Nguyễn Văn Báo"),
        ("31/Q§-UBND", Encoding.TCVN3, "31/QĐ-UBND"),
        ("07/NQ-H§ND", Encoding.TCVN3, "07/NQ-HĐND"),
        ("31/QÑ-UBND", Encoding.VNI, "31/QĐ-UBND"),
        ("63/2010/NÐ-CP", Encoding.CP1258, "63/2010/NĐ-CP"),
    ],
)
def test_known_pairs(written, encoding, right):
    assert (recognise([written]), convert(written, encoding)) == (encoding, right)


@pytest.mark.parametrize("encoding", Encoding)
def test_column_of_names_is_recognised(encoding):
    for few in (slice(0, 400), slice(10, 14), slice(700, 710)):
        assert recognise(old(name, encoding) for name in names()[few]) == encoding


def test_what_is_right_is_never_an_alarm():
    right = names()

    assert len(right) > 2_000
    assert recognise(right) is None
    assert [name for name in right if recognise([name])] == []
    assert [
        name for name in right if any(is_wrong_as_it_stands(name, encoding) for encoding in Encoding)
    ] == []
    assert [name for name in right if recognise([unicodedata.normalize("NFD", name)])] == []
    assert [name for name in right if recognise([name.upper()])] == []


def test_right_cells_of_a_column_stay_while_old_ones_are_found():
    column = [*names()[:40], old("Nguyễn Thị Thuý", Encoding.TCVN3), old("Phòng Quản lý", Encoding.TCVN3)]

    assert recognise(column) == Encoding.TCVN3
    assert [convert(name, Encoding.TCVN3) for name in names()[:40]] == names()[:40]
    assert [is_wrong_as_it_stands(text, Encoding.TCVN3) for text in column[39:]] == [False, True, True]


def test_font_decides_what_the_words_leave_open():
    assert recognise(["Hoà", "Toà"]) is None
    assert recognise(["Hoà", "Toà"], font="VNI-Times") == Encoding.VNI
    assert recognise(["Hoà Hưng"], font=".VnTime") is None
    assert [encoding_of_font(font) for font in (".VnTime", ".VnArialH", "VNI-Helve", "Times New Roman")] == [
        Encoding.TCVN3,
        Encoding.TCVN3,
        Encoding.VNI,
        None,
    ]
    assert [is_of_capitals(font) for font in (".VnTimeH", ".VnTime", "VNI-TimesH")] == [True, False, False]
    assert convert("Së t­ ph¸p", Encoding.TCVN3, capitals=True) == "SỞ TƯ PHÁP"


def test_every_rhyme_is_a_syllable_with_its_tones():
    tones = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    words = [
        unicodedata.normalize("NFC", f"{rhyme[0]}{tone}{rhyme[1:]}")
        for rhyme in RHYMES.split()
        for tone in tones
    ]

    assert [word for word in words if not is_syllable(word)] == []
    assert [word for word in ("xaõ", "cuả", "taì", "hôù", "ñaõ", "hoàá", "strum") if is_syllable(word)] == []


def test_odd_spaces_and_composition_are_cleaned_apart_from_this():
    assert clean("Hoa\u0300\u00a0 B\u00ecnh\u200b ") == "Hoà Bình"
