"""What a document says as rows, and how two of them are held against each other, large ones too."""

from papers.contents import rows_of
from papers.proving import MOST_ROWS, differing
from tthc.core.documents.blocks import (
    Column,
    Field,
    FieldList,
    Heading,
    ItemList,
    Paragraph,
    Row,
    RowKind,
    Table,
)
from tthc.core.documents.description import Appendix, Document, Letterhead


def a_document(*blocks, **words) -> Document:
    return Document("Thử", Letterhead("Sở Thử nghiệm"), blocks, kind="Báo cáo", **words)


def a_list(*names: str) -> Table:
    rows = [(str(number), name) for number, name in enumerate(names, start=1)]
    return Table([Column("STT"), Column("Tên")], [Row(["Nhóm A"], RowKind.GROUP), *rows])


def test_parts_are_called_by_the_headings_over_them_without_numerals():
    document = a_document(
        Paragraph("Mở đầu"),
        Heading("Thủ tục một", 1, "Biểu mẫu số 1"),
        Heading("1. Thông tin chung"),
        FieldList([Field("Nhóm", "A")]),
        Heading("Thủ tục hai", 1, "Biểu mẫu số 2"),
        Heading("1. Thông tin chung"),
        ItemList(["một", "hai"]),
        appendices=[Appendix("Danh mục", [Heading("I. Lĩnh vực"), a_list("x", "y")])],
    )

    assert rows_of(document) == {
        "Thể thức": [["Cơ quan", "Sở Thử nghiệm"], ["Tên văn bản", "Báo cáo"]],
        "Nội dung": [["Mở đầu"]],
        "Thủ tục một › Thông tin chung": [["Nhóm", "A"]],
        "Thủ tục hai › Thông tin chung": [["một"], ["hai"]],
        "Phụ lục. Danh mục › Lĩnh vực": [["Nhóm A"], ["x"], ["y"]],
    }


def test_one_row_more_at_the_top_is_all_that_differs():
    before, after = rows_of(a_document(a_list("x", "y"))), rows_of(a_document(a_list("mới", "x", "y")))

    assert differing(before, after) == ({"Nội dung": []}, {"Nội dung": [["mới"]]})


def test_many_rows_that_differ_are_cut_short():
    before = {"Nội dung": [[f"cũ {number}"] for number in range(6000)] + [["giữ"]] * 2}
    after = {"Nội dung": [["giữ"]] + [[f"mới {number}"] for number in range(6000)]}

    old, new = differing(before, after)

    assert old["Nội dung"] == [[f"cũ {number}"] for number in range(MOST_ROWS)]
    assert new["Nội dung"] == [[f"mới {number}"] for number in range(MOST_ROWS)]
