"""Where things come to stand in a Word file: pages, sections, tables beside tables, lines of a length, pictures."""

from dataclasses import replace
from io import BytesIO

import docx
import pytest
from PIL import Image, ImageFont

from tests.core.documents.word_rules import W, faults, parts
from tests.core.documents.word_samples import head, report, wide_table
from tthc.core import charts
from tthc.core.documents import fonts, pdf, rules, word
from tthc.core.documents.blocks import (
    BarChart,
    Field,
    FieldList,
    Heading,
    Landscape,
    PageBreak,
    Paragraph,
)
from tthc.core.documents.description import Appendix, Document, Signature
from tthc.core.documents.lengths import length, longest_line
from tthc.core.documents.sheets import Cutting
from tthc.core.documents.word.pictures import SCALE, draw
from tthc.core.drawing import INK

TABLE = replace(wide_table(2), caption="")
SHEETS = {
    "landscape at the end": ([Paragraph("a"), Landscape([TABLE])], {}, ["portrait", "landscape"]),
    "landscape before who signs": (
        [Paragraph("a"), Landscape([TABLE])],
        {"signatures": [Signature("Giám đốc", "A")]},
        ["portrait", "landscape", "portrait"],
    ),
    "landscape in a landscape document": (
        [Paragraph("a"), Landscape([TABLE]), Paragraph("b")],
        {"landscape": True},
        ["landscape"],
    ),
    "a new page at the turn": (
        [PageBreak(), Landscape([PageBreak(), Paragraph("b"), PageBreak()]), PageBreak(), Paragraph("c")],
        {},
        ["portrait", "landscape", "portrait"],
    ),
    "appendices": (
        [TABLE],
        {
            "appendices": [
                Appendix("một", [Landscape([TABLE]), Paragraph("x")]),
                Appendix("hai", [TABLE], landscape=True),
            ]
        },
        ["portrait", "portrait", "landscape", "portrait", "landscape"],
    ),
}


@pytest.mark.parametrize("name", SHEETS)
def test_word_has_the_sheets_of_the_pdf(name):
    blocks, changes, expected = SHEETS[name]
    document = Document("Thử", head(), blocks, **changes)

    file = word.render(document)

    turned = ["landscape" if sheet.landscape else "portrait" for sheet in Cutting(document).sheets]
    sections = docx.Document(BytesIO(file)).sections
    assert faults(file) == []
    assert turned == expected
    assert ["landscape" if each.orientation else "portrait" for each in sections] == expected


def test_word_breaks_pages_once_and_never_at_the_end():
    blocks = [Paragraph("a"), PageBreak(), PageBreak(), Heading("b"), PageBreak(), TABLE, PageBreak()]

    file = word.render(Document("Thử", head(), blocks))

    body = parts(file)["word/document.xml"].find(f"{W}body")
    broken = [each.getparent().getparent() for each in body.iter(f"{W}pageBreakBefore")]
    # A table cannot begin a page by itself: an empty line of a point does it.
    assert ["".join(each.itertext()) for each in broken] == ["b", ""]


def test_word_keeps_two_tables_apart():
    file = word.render(Document("Thử", head(), [TABLE, TABLE]))

    body = parts(file)["word/document.xml"].find(f"{W}body")
    kinds = [child.tag.removeprefix(W) for child in body]
    assert "tbl tbl" not in " ".join(kinds)


@pytest.mark.parametrize(
    "words", [rules.MOTTO, "SỞ KHOA HỌC VÀ CÔNG NGHỆ", "Kết quả rà soát, đơn giản hóa năm 2023"]
)
@pytest.mark.parametrize("face", ["Regular", "Bold"])
def test_length_is_that_of_the_font(words, face):
    font = ImageFont.truetype(fonts.folder() / f"LiberationSerif-{face}.ttf", 1000)

    measured = length(words, 14, bold=face == "Bold")

    assert measured == pytest.approx(font.getlength(words) * 14 / 1000 * 25.4 / 72, rel=0.02)


def test_length_of_many_lines_is_that_of_the_longest():
    whole, first = length("một hai ba", 14), length("một hai", 14)

    lines = [("một hai ba", 100), ("một hai\nba", 100), ("một hai ba", whole - 1), ("nghiêng" * 20, 50)]

    found = [longest_line(words, 14, width) for words, width in lines]
    assert found == pytest.approx([whole, first, first, 50])


def test_chart_is_drawn_as_its_svg_says():
    svg = BarChart([charts.Pair("Phòng Một", 100, 50)], "Chi phí").svg()

    picture = Image.open(BytesIO(draw(svg))).convert("RGB")

    rows = picture.height // SCALE
    colours = {picture.getpixel((150 * SCALE, y * SCALE)) for y in range(rows)}
    assert picture.width == rules.CHART_UNITS * SCALE
    assert {_rgb(charts.SHADES[2]), _rgb(charts.SHADES[0]), (255, 255, 255)} <= colours
    assert _rgb(INK) in {colour for _, colour in picture.getcolors(256)}


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))


class Stopped(Exception):
    pass


def test_word_tells_its_progress_when_it_needs_pages(monkeypatch):
    monkeypatch.setattr(pdf, "IN_ONE_GO", 1)

    def stop(done, whole):
        raise Stopped

    with pytest.raises(Stopped):
        word.render(report(), stop)


def test_word_keeps_low_tables_whole_and_two_things_with_who_signs():
    answers = FieldList([Field("Ý một", "Có"), Field("Ý hai", "Không")])
    blocks = [Paragraph("Trước"), answers, Paragraph("Giữa"), Paragraph("Gần cuối"), Paragraph("Cuối")]

    file = word.render(Document("Thử", head(), blocks, signatures=[Signature("Giám đốc", "A")]))

    body = parts(file)["word/document.xml"].find(f"{W}body")
    kept = {"".join(each.getparent().getparent().itertext()) for each in body.iter(f"{W}keepNext")}
    assert kept - {""} == {"Ý một", "Có", "Gần cuối", "Cuối./.", "GIÁM ĐỐC", "A"}
