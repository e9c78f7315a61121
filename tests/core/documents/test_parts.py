"""Long documents: printed in parts by several processes, read back as one."""

import re
import subprocess
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.core.documents import printed
from tthc.core.documents import parts, pdf, rules
from tthc.core.documents.blocks import (
    Cell,
    Column,
    Contents,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    RowKind,
    Table,
)
from tthc.core.documents.description import Appendix, Document, HeadForm, Letterhead
from tthc.core.documents.parts import Division
from tthc.core.documents.press import even_breaks, whole_pages
from tthc.core.documents.sheets import Cutting

HEAD = Letterhead("Sở Thử", form=HeadForm.FORM)
COLUMNS = [Column("STT"), Column("Tên thủ tục", 4), Column("Ghi chú", 2)]


def rows(count: int) -> list:
    """Rows of one to three lines, a band over every fifty, the sum at the end."""
    found = []
    for number in range(1, count + 1):
        if number % 50 == 1:
            found.append(Row([Cell(f"Nhóm {number}", 3)], RowKind.GROUP))
        found.append(
            [f"#{number}", "Tên thủ tục hành chính nội bộ dài vừa phải " * (number % 3 + 1), "ghi chú " * 12]
        )
    return [*found, Row([Cell("Cộng", 2), str(count)], RowKind.TOTAL)]


@pytest.fixture(scope="module")
def small_parts():
    """Everything is long, and a part is some sixty rows: else the tests would take minutes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pdf, "IN_ONE_GO", 10_000)
        patch.setattr(parts, "PART_BYTES", 8_000)
        yield


@pytest.fixture(scope="module")
def long_list(small_parts):
    """A list of 300 rows between words, and an appendix; how printing it went on."""
    heard = []
    document = Document(
        "Danh mục dài",
        HEAD,
        (
            Contents(),
            Heading("I. Danh mục"),
            Table(COLUMNS, rows(300)),
            Heading("II. Sau bảng"),
            Paragraph("Hết."),
        ),
        kind="Danh mục",
        appendices=(Appendix("Thêm", (Paragraph("Trang một"), PageBreak(), Paragraph("Trang hai"))),),
    )
    assert Cutting(document).size > pdf.IN_ONE_GO
    data = pdf.render(document, lambda done, whole: heard.append((done, whole)))
    return PdfReader(BytesIO(data)), heard


@pytest.fixture(scope="module")
def texts(long_list) -> list[str]:
    """What each page says."""
    return [page.extract_text() for page in long_list[0].pages]


@pytest.fixture(scope="module")
def runs(long_list) -> list[list[printed.Words]]:
    """The runs of each page; to read a page takes a tenth of a second."""
    return [printed.words(page) for page in long_list[0].pages]


def test_every_row_stands_once_and_in_order(texts):
    found = [int(number) for text in texts for number in re.findall(r"#(\d+)", text)]

    assert found == list(range(1, 301))


def test_page_numbers_run_through_the_parts_and_anew_in_the_appendix(runs):
    body = len(runs) - 2

    over = [[run.text for run in page if run.y < rules.MARGIN_TOP] for page in runs]

    assert over == [
        [],
        *[[str(number)] for number in range(2, body + 1)],
        [],
        ["2"],
    ]


def test_page_numbers_written_on_stand_where_the_style_sheet_puts_them(long_list):
    reader, _ = long_list
    short = Document("x", HEAD, (Paragraph("một"), PageBreak(), Paragraph("hai")))

    written = printed.find(reader.pages[1], "2")
    usual = printed.find(printed.pages(pdf.render(short))[1], "2")

    assert (written.x, written.y) == pytest.approx((usual.x, usual.y), abs=0.15)
    assert (written.size, written.font) == (usual.size, usual.font)


def test_heads_stand_on_every_page_and_no_page_in_the_middle_looks_short(texts, runs):
    table = [number for number, text in enumerate(texts) if "#" in text]

    assert ["Tên thủ tục" in texts[number] and "STT" in texts[number] for number in table] == [True] * len(
        table
    )
    ends = [max(run.y for run in runs[number]) for number in table[:-1]]
    # Rows are up to 22 mm high: at most two and a half of them are missing at the end of a page.
    assert min(ends) > 297 - rules.MARGIN_BOTTOM - 57


def test_groups_and_sums_are_never_parted_from_their_rows(texts):
    for text in texts:
        words = text.split()
        assert words[-2] != "Nhóm"
        assert words[3:4] != ["Cộng"]


def test_contents_and_bookmarks_know_the_pages_of_all_parts(long_list, texts):
    reader, _ = long_list
    after = next(number for number, text in enumerate(texts, 1) if "II. Sau bảng" in text and number > 1)

    lines = texts[0].split("MỤC LỤC")[1].strip().splitlines()

    assert [(line.split()[0], line.split()[-1]) for line in lines] == [
        ("I.", "2"),
        ("II.", str(after)),
        ("Phụ", "1"),
    ]
    links = [link.get_object() for link in reader.pages[0]["/Annots"]]
    assert [
        (link["/Subtype"], reader.get_page_number(link["/Dest"][0].get_object()) + 1) for link in links
    ] == [
        ("/Link", 2),
        ("/Link", after),
        ("/Link", len(reader.pages) - 1),
    ]
    # Each lies on its line, between the margins.
    ends = [round(float(edge) / 72 * 25.4) for edge in (links[0]["/Rect"][0], links[0]["/Rect"][2])]
    heights = [float(link["/Rect"][3]) for link in links]
    assert ends == [rules.MARGIN_LEFT, rules.PAGE_WIDTH - rules.MARGIN_RIGHT]
    assert heights == sorted(heights, reverse=True)
    assert [(item.title, reader.get_destination_page_number(item) + 1) for item in reader.outline] == [
        ("I. Danh mục", 2),
        ("II. Sau bảng", after),
        ("Phụ lục. Thêm", len(reader.pages) - 1),
    ]
    assert (reader.metadata.title, reader.root_object["/Lang"]) == ("Danh mục dài", "vi")


def test_progress_grows_to_the_whole(long_list):
    _, heard = long_list

    done = [part for part, _ in heard]
    assert done == sorted(done)
    assert len(done) > 3
    assert heard[-1] == (heard[0][1],) * 2


def test_what_progress_raises_ends_the_processes(small_parts, monkeypatch):
    begun = []

    def begin(*arguments, popen=subprocess.Popen, **options):
        begun.append(popen(*arguments, **options))
        return begun[-1]

    monkeypatch.setattr(subprocess, "Popen", begin)

    class Cancelled(Exception):
        pass

    def cancel(done, whole):
        raise Cancelled

    with pytest.raises(Cancelled):
        pdf.render(Document("x", HEAD, (Table(COLUMNS, rows(200)),)), cancel)

    assert begun
    assert [process.returncode for process in begun] == [-9] * len(begun)


def test_a_table_is_cut_only_where_a_page_may_begin(small_parts):
    table = rows(600)
    spanned = [["a", "b", "chữ " * 20]] * 600
    spanned[190] = [Cell("x", rows=20), "b", "c"]
    spanned[191:210] = [["b", "c"]] * 19

    for content in (table, spanned):
        division = Division(Cutting(Document("x", HEAD, (Table(COLUMNS, content),))), lanes=3)
        stretches = [part.table for part in division.parts if part.table]
        assert sum(len(stretch.rows) for stretch in stretches) == len(content)
        assert [stretch.goes_on for stretch in stretches] == [True] * (len(stretches) - 1) + [False]
        assert all(0 not in stretch.glued for stretch in stretches)


def test_a_part_ends_before_the_last_page_that_begins_with_a_row():
    places = (0.0, 10.0)
    pages = [{0: places, 1: places}, {2: places, 3: places}, {4: places}]

    assert whole_pages(pages, frozenset(), 0) == (2, 4)
    assert whole_pages(pages, frozenset({4}), 0) == (1, 2)  # 4 hangs on 3
    assert whole_pages([pages[0], {1: places, 2: places}], frozenset(), 0) == (0, 0)  # row 1 is torn
    assert whole_pages([pages[0]], frozenset(), 7) == (0, 7)


def test_rows_are_spread_evenly_over_the_pages_of_the_last_part():
    def page(first: int, count: int) -> dict:
        return {first + n: (n * 10.0, n * 10.0 + 10) for n in range(count)}

    pages = [page(0, 10), page(10, 10), page(20, 10), page(30, 1)]

    assert even_breaks(pages, frozenset()) == [10, 17, 24]
    assert even_breaks(pages, frozenset({17})) == [10, 16, 23] or even_breaks(pages, frozenset({17}))[1] != 17
    assert even_breaks(pages[:2], frozenset()) == []
    torn = [page(0, 10), page(10, 10), {19: (0.0, 5.0), **page(20, 3)}]
    assert even_breaks(torn, frozenset()) == []


def test_a_long_draft_bears_its_mark_and_number_on_each_page(small_parts):
    document = Document("Dự thảo dài", HEAD, (Table(COLUMNS, rows(120)),), kind="Danh mục", draft=True)

    pages = PdfReader(BytesIO(pdf.render(document))).pages

    found = [page.extract_text() for page in pages]
    assert len(found) > 2
    assert [rules.DRAFT_MARK in text for text in found] == [True] * len(found)
    assert [bool(re.search(rf"\b{number}\b", text)) for number, text in enumerate(found[1:], start=2)] == (
        [True] * (len(found) - 1)
    )
