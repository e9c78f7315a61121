"""The form of a document, measured on the printed pages against Nghị định 30/2020/NĐ-CP, Phụ lục I."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.core.documents import printed
from tests.core.documents.printed import find, length, rules_under
from tthc.core.documents import fonts, pdf, rules
from tthc.core.documents.blocks import (
    Article,
    Cell,
    Column,
    Contents,
    Field,
    FieldList,
    Heading,
    ItemList,
    Landscape,
    Marker,
    Paragraph,
    Row,
    RowKind,
    Run,
    Table,
)
from tthc.core.documents.description import (
    Acting,
    Appendix,
    Document,
    HeadForm,
    Letterhead,
    Proof,
    Receivers,
    Signature,
    Standing,
)
from tthc.core.refusal import Refusal

LONG = "Giao các phòng, đơn vị thực hiện nhiệm vụ được phân công theo đúng thời hạn đã nêu. " * 6
HEAD = Letterhead(
    "Sở Thử nghiệm", "UBND tỉnh Thử", number="7", sign="QĐ-STN", place="Thử", day=date(2023, 2, 5)
)
DECISION = Document(
    "Quyết định thử",
    HEAD,
    (Article(LONG), Article("Giao Văn phòng:", blocks=(ItemList(("Một;", "Hai."), Marker.LETTER),))),
    kind="Quyết định",
    subject="Công bố danh mục thủ tục hành chính",
    authority="Giám đốc Sở Thử nghiệm",
    grounds=("Căn cứ Luật thử", "Theo đề nghị của Văn phòng"),
    resolves="Quyết định:",
    signatures=(Signature("Phó Giám đốc", "Lê Thị Thử", (Acting(Standing.KT, "Giám đốc"),)),),
    receivers=Receivers(("Như Điều 2",)),
    proof=Proof("AB12-CD34", "https://example.gov.vn/giay-to/AB12-CD34/"),
    appendices=(
        Appendix("Danh mục", (Paragraph("Một."), *[Paragraph(LONG)] * 9), "(Kèm theo Quyết định này)"),
        Appendix("Bảng", (Table([Column("A"), Column("B")], [["1", "2"]] * 60),), landscape=True),
    ),
)
REGULAR, BOLD, ITALIC, BOLD_ITALIC = (
    f"Liberation-Serif-Full{face}" for face in ("", "-Bold", "-Italic", "-Bold-Italic")
)


@pytest.fixture(scope="module")
def pages():
    return printed.pages(pdf.render(DECISION))


def test_sheets_are_a4_with_the_margins_of_the_decree(pages):
    first = printed.words(pages[0])
    inside = [run for run in first if run.y > rules.MARGIN_TOP]

    assert [printed.size(page) for page in pages] == [(210, 297)] * 3 + [(297, 210)] * 3
    assert min(run.x for run in inside) == rules.MARGIN_LEFT
    assert max(run.y for page in pages[:3] for run in printed.words(page)) <= 297 - rules.MARGIN_BOTTOM
    assert find(pages[0], "Điều 1.").x == rules.MARGIN_LEFT + rules.FIRST_LINE
    ends = [run.x + length(run.text.strip(), run.size, "Regular") for run in inside if run.font == REGULAR]
    assert 180 < max(ends) <= 210 - rules.MARGIN_RIGHT


@pytest.mark.parametrize(
    ("words", "size", "font"),
    [
        ("CỘNG HÒA XÃ HỘI", 12, BOLD),
        ("Độc lập", 13, BOLD),
        ("UBND TỈNH THỬ", 12, REGULAR),
        ("SỞ THỬ NGHIỆM", 12, BOLD),
        ("Số: 07/QĐ-STN", 13, REGULAR),
        ("Thử, ngày 05 tháng 02 năm 2023", 13, ITALIC),
        ("QUYẾT ĐỊNH", 14, BOLD),
        ("Công bố danh mục", 14, BOLD),
        ("GIÁM ĐỐC SỞ", 14, BOLD),
        ("Căn cứ Luật thử;", 14, ITALIC),
        ("Theo đề nghị của Văn phòng.", 14, ITALIC),
        ("Điều 1.", 14, BOLD),
        ("Giao các phòng", 14, REGULAR),
        ("b) Hai./.", 14, REGULAR),
        ("Nơi nhận:", 12, BOLD_ITALIC),
        ("- Như Điều 2;", 11, REGULAR),
        ("- Lưu: VT.", 11, REGULAR),
        ("KT. GIÁM ĐỐC", 14, BOLD),
        ("PHÓ GIÁM ĐỐC", 14, BOLD),
        ("Lê Thị Thử", 14, BOLD),
    ],
)
def test_each_element_has_its_size_and_face(words, size, font, pages):
    run = find(pages[0], words)

    assert (run.size, run.font) == (size, font)


def test_lines_have_the_length_of_their_words(pages):
    motto, issuer = find(pages[0], "Độc lập"), find(pages[0], "SỞ THỬ")
    subject = find(pages[0], "Công bố danh mục")
    (under_motto,) = rules_under(pages[0], motto)
    (under_issuer,) = rules_under(pages[0], issuer)
    (under_subject,) = rules_under(pages[0], subject)
    wide = length(issuer.text, 12, "Bold")

    assert (under_motto.x, under_motto.length) == pytest.approx(
        (motto.x, length(motto.text, 13, "Bold")), abs=0.5
    )
    assert wide / 3 <= under_issuer.length <= wide / 2
    assert under_issuer.x + under_issuer.length / 2 == pytest.approx(issuer.x + wide / 2, abs=0.5)
    assert 1 / 3 <= under_subject.length / length(subject.text, 14, "Bold") <= 1 / 2


def test_paragraphs_stand_six_points_apart(pages):
    first, second = find(pages[0], "Căn cứ Luật thử;"), find(pages[0], "Theo đề nghị")
    lines = [run for run in printed.words(pages[0]) if run.x == rules.MARGIN_LEFT and run.size == 14]

    line = (lines[1].y - lines[0].y) / printed.POINT
    assert line == pytest.approx(14 * rules.SINGLE * rules.LINE_HEIGHT, abs=0.3)
    assert (second.y - first.y) / printed.POINT - line == pytest.approx(6, abs=0.3)


def test_the_signature_stands_in_the_right_half_beside_the_receivers(pages):
    middle = rules.MARGIN_LEFT + rules.TEXT_WIDTH / 2
    title, name = find(pages[0], "KT. GIÁM ĐỐC"), find(pages[0], "Lê Thị Thử")

    centres = [run.x + length(run.text, 14, "Bold") / 2 for run in (title, name)]
    assert centres == pytest.approx([middle + rules.TEXT_WIDTH / 4] * 2, abs=0.5)
    assert title.x > middle
    assert find(pages[0], "Nơi nhận:").y == pytest.approx(title.y, abs=1.5)
    assert name.y - find(pages[0], "PHÓ GIÁM ĐỐC").y >= 25


def test_page_numbers_stand_in_the_middle_of_the_top_margin_anew_in_each_appendix(pages):
    numbers = [
        [(run.text, run.size) for run in printed.words(page) if run.y < rules.MARGIN_TOP] for page in pages
    ]
    number = find(pages[2], "2")

    assert numbers == [[], [], [("2", 13)], [], [("2", 13)], [("3", 13)]]
    assert number.x + length("2", 13, "Regular") / 2 == pytest.approx(30 + 165 / 2, abs=0.2)
    assert number.font == REGULAR


def test_appendices_have_roman_numerals_title_and_reference(pages):
    top = [(run.text.strip(), run.size, run.font) for run in printed.words(pages[1])[:3]]

    assert top == [
        ("Phụ lục I", 14, BOLD),
        ("DANH MỤC", 14, BOLD),
        ("(Kèm theo Quyết định này)", 14, ITALIC),
    ]
    assert find(pages[3], "Phụ lục II").font == BOLD


def test_heads_of_tables_stand_on_every_page(pages):
    bold = [[run.text.split() for run in printed.words(page) if run.font == BOLD] for page in pages[3:]]

    assert [runs[-1] for runs in bold] == [["A", "B"]] * 3


def test_a_letter_bears_its_subject_under_the_number():
    letter = Document(
        "Công văn",
        replace(HEAD, sign="STN-VP"),
        (Paragraph("Nội dung."),),
        subject="đôn đốc",
        addressees=("Phòng A", "Phòng B"),
        draft=True,
    )

    (page,) = printed.pages(pdf.render(letter))

    subject = find(page, "V/v đôn đốc")
    assert (subject.size, subject.font) == (12, REGULAR)
    assert find(page, "Số: 07/STN-VP").y < subject.y < find(page, "Kính gửi:").y
    assert "- Phòng A;\n- Phòng B." in page.extract_text()
    assert find(page, "Nội dung./.").size == 14
    assert (find(page, "DỰ THẢO").font, find(page, "DỰ THẢO").x) == (BOLD, rules.MARGIN_LEFT)


def test_a_form_bears_no_national_title_and_blanks_to_write_on():
    form = Document(
        "Mẫu",
        replace(HEAD, form=HeadForm.FORM, label="Biểu mẫu thử"),
        (FieldList((Field("Tên:", "Thử"), Field("Phí:"))),),
        kind="Biểu mẫu",
        signatures=(Signature("Người lập", note="(Ký, ghi rõ họ tên)"), Signature("Thủ trưởng")),
    )

    (page,) = printed.pages(pdf.render(form))

    text = page.extract_text()
    assert "CỘNG HÒA" not in text
    assert "Biểu mẫu thử" in text
    assert "./." not in text
    assert find(page, "NGƯỜI LẬP").y == find(page, "THỦ TRƯỞNG").y
    assert find(page, "NGƯỜI LẬP").x < 105 < find(page, "THỦ TRƯỞNG").x


def test_landscape_sheets_go_on_with_the_numbers():
    document = Document(
        "x",
        HEAD,
        (Paragraph("Trước."), Landscape((Heading("Bảng ngang"), Paragraph("Ngang."))), Paragraph("Sau.")),
        kind="Báo cáo",
    )

    sheets = printed.pages(pdf.render(document))

    assert [printed.size(page) for page in sheets] == [(210, 297), (297, 210), (210, 297)]
    assert [find(page, str(number)).text for number, page in enumerate(sheets[1:], 2)] == ["2", "3"]


def test_the_table_of_contents_knows_the_pages():
    headings = [block for n in range(1, 4) for block in (Heading(f"{n}. Mục"), *[Paragraph(LONG)] * 6)]
    document = Document(
        "x", HEAD, (Contents(), *headings), kind="Báo cáo", appendices=(Appendix("Bảng", (Paragraph("x"),)),)
    )

    reader = PdfReader(BytesIO(pdf.render(document)))

    lines = reader.pages[0].extract_text().split("MỤC LỤC")[1].strip().splitlines()
    assert [(line.split(".")[0], line.split()[-1]) for line in lines] == [
        ("1", "2"),
        ("2", "3"),
        ("3", "4"),
        ("Phụ lục", "1"),
    ]
    assert [item.title for item in reader.outline if not isinstance(item, list)] == [
        "1. Mục",
        "2. Mục",
        "3. Mục",
        "Phụ lục. Bảng",
    ]


def test_no_row_is_torn_that_fits_on_a_page_and_heads_stand_over_one_that_does_not():
    tall = "\n".join(f"dòng {number}" for number in range(70))
    rows = [*[["a", "\n".join("một hai ba bốn năm")]] * 3, ["b", tall], ["c", "cuối"]]
    document = Document("x", HEAD, (Table([Column("A"), Column("B", 5)], rows),), kind="Bảng")

    sheets = printed.pages(pdf.render(document))

    assert [find(page, "A").text.split() for page in sheets] == [["A", "B"]] * len(sheets)


def test_groups_stay_with_their_rows_and_totals_with_theirs():
    rows = [["1", "2"]] * 33 + [Row((Cell("Nhóm", 2),), RowKind.GROUP)] + [["3", "4"]] * 40
    rows.append(Row(("Cộng", "9"), RowKind.TOTAL))
    document = Document("x", HEAD, (Table([Column("A"), Column("B")], rows),), kind="Bảng")

    sheets = printed.pages(pdf.render(document))

    for page in sheets:
        texts = [run.text.split()[0] for run in printed.words(page) if run.y > rules.MARGIN_TOP]
        assert texts[-1] != "Nhóm"
        assert texts[1:2] != ["Cộng"]
    group = next(run for page in sheets for run in printed.words(page) if run.text.startswith("Nhóm"))
    assert (group.font, group.x) == (BOLD, pytest.approx(31.5, abs=0.3))


LETTERS = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz"
VOWELS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"


@pytest.mark.parametrize("lines", [21, 23, 25])
def test_what_is_low_is_not_torn_and_goes_along_with_who_signs(lines):
    table = Table([Column("Mục"), Column("Số")], [[f"Hàng {n}", "1"] for n in range(4)])
    answers = FieldList([Field(f"Ý {n}", "1") for n in range(4)])
    blocks = [*[Paragraph("Dòng")] * lines, Heading("1. Bảng"), table, Heading("2. Các ý"), answers]
    document = Document(
        "x", HEAD, (*blocks, Paragraph("Hết")), kind="Báo cáo", signatures=(Signature("Giám đốc", "A"),)
    )

    sheets = [page.extract_text() for page in printed.pages(pdf.render(document))]

    whole = [["1. Bảng", *(f"Hàng {n}" for n in range(4))]]
    whole.append(["2. Các ý", *(f"Ý {n}" for n in range(4)), "Hết", "GIÁM ĐỐC"])
    on_pages = [
        {place for place, text in enumerate(sheets) if word in text} for words in whole for word in words
    ]
    assert len(sheets) == 2
    assert on_pages == [on_pages[0]] * 5 + [{1}] * 7


def test_all_134_vietnamese_letters_in_every_face_come_from_the_one_font():
    assert len(VOWELS + VOWELS.upper()) == 134
    text = LETTERS + LETTERS.upper()
    faces = [Run(text), Run(text, bold=True), Run(text, italic=True), Run(text, bold=True, italic=True)]
    document = Document("x", Letterhead("S", form=HeadForm.FORM), [Paragraph([face]) for face in faces])

    (page,) = printed.pages(pdf.render(document))

    drawn = {}
    for run in printed.words(page):
        drawn[run.font] = drawn.get(run.font, "") + run.text.replace("\n", "")
    assert set(drawn) == {REGULAR, BOLD, ITALIC, BOLD_ITALIC}
    assert [drawn[font].endswith(text) or text in drawn[font] for font in drawn] == [True] * 4
    embedded = page["/Resources"]["/Font"].values()
    assert all("/FontFile2" in font["/DescendantFonts"][0]["/FontDescriptor"] for font in embedded)


def test_the_file_says_what_it_is():
    reader = PdfReader(BytesIO(pdf.render(replace(DECISION, appendices=()))))

    assert (reader.metadata.title, reader.metadata.author) == ("Quyết định thử", "Sở Thử nghiệm")
    assert reader.root_object["/Lang"] == "vi"


def test_a_missing_font_or_library_is_told_in_a_sentence(monkeypatch):
    def missing():
        raise fonts.NoFont

    monkeypatch.setattr(fonts, "folder", missing)
    with pytest.raises(Refusal, match="apt-get install libpango"):
        pdf.render(DECISION)

    monkeypatch.undo()

    def no_library(*arguments):
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(pdf, "lay", no_library)
    with pytest.raises(Refusal, match="bản Word vẫn tải được"):
        pdf.render(DECISION)
