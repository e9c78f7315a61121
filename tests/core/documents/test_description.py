from datetime import date

import pytest

from tthc.core.documents import rules
from tthc.core.documents.blocks import (
    Article,
    Item,
    ItemList,
    Marker,
    Paragraph,
    Run,
    Table,
    closed,
    paragraphs,
    runs,
)
from tthc.core.documents.description import (
    Acting,
    Appendix,
    Document,
    Letterhead,
    Receivers,
    Signature,
    Standing,
)


def test_words_lose_only_what_cannot_be_printed():
    assert runs("a\x00b\r\nc\td\x0c") == (Run("ab\nc\td"),)
    assert runs(("", Run("\x07", bold=True), Run("Đ", bold=True), " e")) == (Run("Đ", bold=True), Run(" e"))


def test_number_and_day_stay_blank_until_issued():
    head = Letterhead("Sở", sign="QĐ-KHCN", place="Bắc Giang")

    assert head.number_line == "Số: \xa0\xa0\xa0\xa0\xa0\xa0\xa0\xa0/QĐ-KHCN"
    assert " ".join(head.date_line.split()) == "Bắc Giang, ngày tháng năm"


@pytest.mark.parametrize(
    ("number", "day", "expected"),
    [
        ("5", date(2023, 2, 5), ("Số: 05/QĐ-KHCN", "Bắc Giang, ngày 05 tháng 02 năm 2023")),
        ("112", date(2023, 3, 15), ("Số: 112/QĐ-KHCN", "Bắc Giang, ngày 15 tháng 3 năm 2023")),
    ],
)
def test_small_numbers_days_and_months_get_a_zero(number, day, expected):
    head = Letterhead("Sở", number=number, sign="QĐ-KHCN", place="Bắc Giang", day=day)

    assert (head.number_line, head.date_line) == expected


def test_signature_says_for_whom_in_capitals():
    acting = (Acting(Standing.TM, "Ủy ban nhân dân"), Acting(Standing.KT, "Chủ tịch"))

    assert Signature("Phó Chủ tịch", acting=acting).lines == (
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
    )


def test_receivers_and_grounds_get_their_marks():
    document = Document("x", Letterhead("Sở"), (), grounds=("Luật A;", " ", "Nghị định B."))

    assert Receivers(("Như trên", "Lãnh đạo Sở;")).lines == ("- Như trên;", "- Lãnh đạo Sở;", "- Lưu: VT.")
    assert document.ground_lines == ("Luật A;", "Nghị định B.")


def test_the_last_words_are_closed_wherever_they_stand():
    nested = Article("Thi hành:", blocks=(ItemList(("Một;", Item("Hai.")), Marker.LETTER),))

    assert closed([Paragraph("Hết.")]) == (Paragraph((Run("Hết./."),)),)
    assert closed([nested]) == (
        Article("Thi hành:", blocks=(ItemList(("Một;", Item((Run("Hai./."),))), Marker.LETTER),)),
    )
    assert closed([Table((), ())]) == (Table((), ()),)
    assert closed([]) == ()


def test_points_run_through_the_vietnamese_alphabet():
    marks = [mark for mark, _ in ItemList([""] * 24, Marker.LETTER).marked()]

    assert marks[:7] + marks[-2:] == ["a)", "b)", "c)", "d)", "đ)", "e)", "g)", "y)", "aa)"]


def test_a_single_appendix_bears_no_numeral():
    one, two = Appendix("Một", ()), Appendix("Hai", ())

    assert [
        label for label, _ in Document("x", Letterhead("S"), (), appendices=[one]).labelled_appendices
    ] == ["Phụ lục"]
    assert [
        label for label, _ in Document("x", Letterhead("S"), (), appendices=[one, two]).labelled_appendices
    ] == [
        "Phụ lục I",
        "Phụ lục II",
    ]
    assert [rules.roman(n) for n in (4, 9, 14, 40)] == ["IV", "IX", "XIV", "XL"]


def test_two_signatures_leave_no_room_for_receivers():
    with pytest.raises(ValueError, match="one signature"):
        Document(
            "x", Letterhead("S"), (), signatures=[Signature("A"), Signature("B")], receivers=Receivers(())
        )


def test_a_text_of_several_lines_becomes_paragraphs():
    assert paragraphs("a\n\n b\r\nc") == (Paragraph("a"), Paragraph(" b"), Paragraph("c"))
