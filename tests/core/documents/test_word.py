"""Word files: what Word insists on, words as they were, numbers, tables, sections."""

from io import BytesIO

import docx
import pytest

from tests.core.documents.word_rules import W, faults, instructions, outside, parts, words
from tests.core.documents.word_samples import HOSTILE, SAMPLES, decision, head, hostile, wide_table
from tthc.core.documents import word
from tthc.core.documents.blocks import Cell, Column, ItemList, Marker, Paragraph, Row, Table, printable
from tthc.core.documents.description import Document


def made(*blocks, **changes) -> bytes:
    return word.render(Document("Thử", head(), list(blocks), **changes))


@pytest.mark.parametrize("name", SAMPLES)
def test_word_file_keeps_every_rule_of_word(name):
    file = word.render(SAMPLES[name]())

    assert faults(file) == []
    assert outside(file) == []
    assert instructions(file) <= {"PAGE", "TOC", "PAGEREF"}
    assert docx.Document(BytesIO(file)).core_properties.language == "vi-VN"


def test_word_keeps_hostile_words_as_text():
    document = hostile()

    file = word.render(document)

    text = words(file)
    told = printable(HOSTILE).replace("\t", " ").split("\n")
    assert [line for line in told if line not in text] == []
    assert text.count("INCLUDEPICTURE") > 20
    assert "\x07" not in text
    assert instructions(file) == {"PAGE", "TOC", "PAGEREF"}


def test_word_keeps_line_breaks_and_outer_blanks():
    file = made(Paragraph("một \nhai\u2028ba  bốn"))

    paragraph = [each for each in docx.Document(BytesIO(file)).paragraphs if "hai" in each.text]
    assert [each.text for each in paragraph] == ["một \nhai\nba bốn./."]


def test_word_counts_letters_of_points_in_vietnamese_order():
    file = made(ItemList(["Điểm"] * 26, Marker.LETTER))

    assert labels(file) == [
        f"{letter})"
        for letter in [
            "a",
            "b",
            "c",
            "d",
            "đ",
            "e",
            "g",
            "h",
            "i",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "q",
            "r",
            "s",
            "t",
            "u",
            "v",
            "x",
            "y",
            "aa",
            "bb",
            "cc",
        ]
    ]


def test_word_counts_articles_anew_in_each_appendix():
    file = word.render(decision())

    articles = [label for label in labels(file) if label.startswith("Điều")]
    assert articles == ["Điều 1.", "Điều 2.", "Điều 3.", "Điều 1."]


def labels(file: bytes) -> list[str]:
    """What Word writes before each numbered paragraph."""
    found = parts(file)
    levels = {
        each.get(f"{W}abstractNumId"): each.find(f"{W}lvl")
        for each in found["word/numbering.xml"].iter(f"{W}abstractNum")
    }
    lists = {}
    for each in found["word/numbering.xml"].iter(f"{W}num"):
        start = each.find(f"{W}lvlOverride/{W}startOverride")
        level = levels[each.find(f"{W}abstractNumId").get(f"{W}val")]
        lists[each.get(f"{W}numId")] = [level, 1 if start is None else int(start.get(f"{W}val"))]
    written = []
    for number in found["word/document.xml"].iter(f"{W}numId"):
        entry = lists[number.get(f"{W}val")]
        level, position = entry
        shown = {
            "decimal": str(position),
            "lowerLetter": chr(96 + (position - 1) % 26 + 1) * ((position - 1) // 26 + 1),
        }
        text = level.find(f"{W}lvlText").get(f"{W}val")
        written.append(text.replace("%1", shown.get(level.find(f"{W}numFmt").get(f"{W}val"), "")))
        entry[1] += 1
    return written


def test_word_table_repeats_its_heads_and_tears_no_row():
    file = made(wide_table(3))

    rows = list(parts(file)["word/document.xml"].iter(f"{W}tr"))[2:]
    heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
    whole = [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows]
    assert heads == [True, True, False, False, False, False, False]
    assert whole == [True] * 7


def test_word_table_places_cells_that_span_rows_and_columns():
    table = Table(
        [Column("A"), Column("B"), Column("C")],
        [Row([Cell("1", rows=2), Cell("2", columns=2)]), ["3", "4"], ["5", "6", "7"]],
    )

    shown = docx.Document(BytesIO(made(table))).tables[1]
    assert [[cell.text for cell in row.cells] for row in shown.rows] == [
        ["A", "B", "C"],
        ["1", "2", "2"],
        ["1", "3", "4"],
        ["5", "6", "7"],
    ]


def test_word_sections_turn_and_count_pages_as_the_description_says():
    sections = docx.Document(BytesIO(word.render(decision()))).sections

    found = [
        (
            round(each.page_width.mm),
            round(each.page_height.mm),
            round(each.left_margin.mm),
            round(each.right_margin.mm),
            each.different_first_page_header_footer,
            each._sectPr.find(f"{W}pgNumType").get(f"{W}start"),
        )
        for each in sections
    ]
    assert found == [
        (210, 297, 30, 15, True, "1"),
        (297, 210, 30, 15, True, "1"),
        (210, 297, 30, 15, True, "1"),
    ]
    assert [each.text for each in sections[0].first_page_header.paragraphs] == ["DỰ THẢO"]


def test_word_properties_hold_no_more_than_word_takes():
    properties = docx.Document(BytesIO(made(subject="dài " * 200))).core_properties

    assert (properties.title, properties.author, len(properties.subject)) == (
        "Thử",
        "Sở Khoa học và Công nghệ",
        255,
    )


def test_drawing_tells_how_far_it_is_and_ends_when_it_is_told_to():
    class Cancelled(Exception):
        pass

    heard = []

    def cancel_half_way(done, whole):
        heard.append((done, whole))
        if len(heard) == 5:
            raise Cancelled

    rows = [[str(number)] for number in range(100)]
    document = Document("x", head(), (Paragraph("x"), Table([Column("STT")], rows)))

    with pytest.raises(Cancelled):
        word.render(document, cancel_half_way)

    assert heard == [(share, 100) for share in range(1, 6)]
