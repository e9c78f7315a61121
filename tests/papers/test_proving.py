"""What a document says part by part, and how two of them are held against each other, large ones too."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from departments.roles import Role
from papers.contents import parts_of
from papers.making import Given, document_of, making_of, with_signer
from papers.models import IssuedPaper
from papers.proving import MOST_ROWS, Place, compare_print, differing
from papers.registry import PAPERS
from papers.services import print_of
from procedures.models import Procedure
from tests.factories import a_complete_procedure, a_department, a_user, an_announcement
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
from tthc.workflow.enums import FormStatus


def a_document(*blocks, **words) -> Document:
    return Document("Thử", Letterhead("Sở Thử nghiệm"), blocks, kind="Báo cáo", **words)


def a_list(*names: str) -> Table:
    rows = [(str(number), name) for number, name in enumerate(names, start=1)]
    return Table([Column("STT"), Column("Tên")], [Row(["Nhóm A"], RowKind.GROUP), *rows])


def a_decision(*procedures: tuple[str, str]) -> Document:
    """One with the content of procedures: (name, time) each."""
    blocks = []
    for place, (name, time) in enumerate(procedures, start=1):
        blocks += [
            Heading(f"A.{place}. {name}"),
            Heading("1. Thông tin chung", 3),
            FieldList([Field("Lĩnh vực", "Văn thư"), Field("Nhóm", "B")]),
            Heading("2. Thời hạn giải quyết", 3),
            FieldList([Field("Thời hạn", time)]),
        ]
    return a_document(appendices=[Appendix("Nội dung", [Heading("Nội dung cụ thể", 1), *blocks])])


def told(before: Document, after: Document) -> list[tuple]:
    """(path, section, change, words before, words after) of all that differs, read back from JSON as a print is."""
    return [row for place in differing(parts_of(before), parts_of(after)) for row in rows_told(place)]


def rows_told(place: Place) -> list[tuple]:
    return [
        (place.path, part.label, row.label, words_of(row.before), words_of(row.after))
        for part in place.parts
        for row in part.rows
    ]


def words_of(cells) -> str:
    """The words of a side; those that stand on it alone in brackets."""
    said = []
    for cell in cells:
        runs = "".join(run.text if run.change == "same" else f"[{run.text.strip()}]" for run in cell.words)
        said.append(f"{cell.label}: {runs}" if cell.label else runs)
    return " | ".join(said)


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

    assert parts_of(document) == [
        [["Thể thức"], [["Cơ quan", "Sở Thử nghiệm"], ["Tên văn bản", "Báo cáo"]], []],
        [["Nội dung"], [["Mở đầu"]], []],
        [["Thủ tục một"], [], []],
        [["Thủ tục một", "Thông tin chung"], [["Nhóm", "A"]], []],
        [["Thủ tục hai"], [], []],
        [["Thủ tục hai", "Thông tin chung"], [["một"], ["hai"]], []],
        [["Phụ lục. Danh mục"], [], []],
        [["Phụ lục. Danh mục", "Lĩnh vực"], [["Nhóm A"], ["x"], ["y"]], [["Tên"]]],
    ]


def test_columns_are_named_unless_other_rows_are_as_wide():
    table = Table([Column("STT"), Column("Tên"), Column("Nhóm")], [("1", "x", "A")])

    (_, _, heads), (_, _, mixed) = (
        parts_of(a_document(*blocks))[1] for blocks in ([table], [table, FieldList([Field("a", "b")])])
    )

    assert (heads, mixed) == ([["Tên", "Nhóm"]], [])


def test_word_is_told_with_its_procedure_though_another_bears_the_same_name():
    before = a_decision(("Nghỉ phép", "3 ngày"), ("Nghỉ phép", "4 ngày"), ("Đi học", "5 ngày"))
    after = a_decision(("Nghỉ phép", "3 ngày"), ("Nghỉ phép", "4 giờ"), ("Đi học", "5 ngày"))

    path = ("Phụ lục. Nội dung", "Nội dung cụ thể", "Nghỉ phép (2)")
    assert told(before, after) == [
        (path, "Thời hạn giải quyết", "Sửa", "Thời hạn: 4 [ngày]", "Thời hạn: 4 [giờ]")
    ]


def test_procedures_added_removed_moved_and_renamed_are_told_apart():
    one, two, three = ("Nghỉ phép", "3 ngày"), ("Đi học", "5 ngày"), ("Mua sắm", "7 ngày")
    renamed, new = ("Mua sắm, sửa chữa", "7 ngày"), ("Đi công tác", "1 ngày làm việc")

    found = told(a_decision(one, two, three), a_decision(renamed, one, new))

    within = ("Phụ lục. Nội dung", "Nội dung cụ thể")
    assert found == [
        (
            (*within, "Mua sắm, sửa chữa"),
            "",
            "Chuyển chỗ",
            "Mua sắm, sửa chữa: mục thứ 3",
            "Mua sắm, sửa chữa: mục thứ 1",
        ),
        ((*within, "Mua sắm, sửa chữa"), "", "Sửa", "Đề mục: Mua [sắm]", "Đề mục: Mua [sắm, sửa chữa]"),
        ((*within, "Đi công tác"), "", "Thêm", "", "Cả mục: [3 dòng]"),
        ((*within, "Đi học"), "", "Bỏ", "Cả mục: [3 dòng]", ""),
    ]


def test_one_row_more_at_the_top_is_all_that_differs():
    found = told(a_document(a_list("x", "y")), a_document(a_list("mới", "x", "y")))

    assert found == [(("Nội dung",), "", "Thêm", "", "Tên: [mới]")]


def test_many_rows_that_only_moved_are_told():
    names = [f"dòng {number}" for number in range(300)]

    (place,) = differing(parts_of(a_document(a_list(*names))), parts_of(a_document(a_list(*names[::-1]))))

    assert {row.label for row in place.parts[0].rows} == {"Chuyển chỗ"}
    assert (place.count, len(place.parts[0].rows)) == (299, MOST_ROWS)


def test_many_rows_that_differ_are_counted_and_cut_short():
    before = a_document(a_list(*(f"cũ {number}" for number in range(6000)), "giữ"))
    after = a_document(a_list("giữ", *(f"mới {number}" for number in range(6000))))

    (place,) = differing(parts_of(before), parts_of(after))

    assert (place.count, len(place.parts[0].rows)) == (12000, MOST_ROWS)


@pytest.mark.django_db
@pytest.mark.parametrize("many", [1, 3, 12])
def test_proof_of_a_decision_takes_a_constant_number_of_queries(many, django_assert_num_queries):
    unit = a_department()
    procedures = [
        a_complete_procedure(department=unit, name=f"Thủ tục {number}", status=FormStatus.ACCEPTED)
        for number in range(many)
    ]
    decision, office = an_announcement(*procedures, issued=False), a_user(Role.OFFICE, unit)
    paper = PAPERS["announcement_decision"]
    given = with_signer(paper, decision, Given(date(2023, 3, 20)), by=office)
    document = document_of(paper, decision, making_of(paper, decision, given, by=office))
    issued = print_of(paper, decision, document, given, by=office)
    Procedure.objects.update(subjects="Công chức và viên chức")

    with django_assert_num_queries(13):
        comparison = compare_print(issued, office)

    assert [(place.title, place.parts[0].label) for place in comparison.places] == [
        (f"Thủ tục {number}", "Đối tượng, cơ quan thực hiện") for number in range(many)
    ]


def test_step_left_out_does_not_change_the_numbers_of_those_after_it():
    def steps(*tasks: str) -> Document:
        rows = [(str(number), task, "1 ngày") for number, task in enumerate(tasks, start=1)]
        return a_document(Table([Column("Bước"), Column("Việc"), Column("Thời gian")], rows))

    found = told(
        steps("Tiếp nhận", "Thẩm định hồ sơ", "Ký", "Trả kết quả"), steps("Trả kết quả", "Tiếp nhận", "Ký")
    )

    assert [(change, before or after) for _, _, change, before, after in found] == [
        ("Chuyển chỗ", "Việc: Trả kết quả | Thời gian: 1 ngày"),
        ("Bỏ", "Việc: [Thẩm định hồ sơ] | Thời gian: [1 ngày]"),
    ]


@pytest.mark.django_db
def test_prints_kept_before_are_read_as_prints_of_now():
    issued = IssuedPaper.objects.create(
        code="ABCDEFGHJK",
        paper="procedure_form",
        subject_id=1,
        snapshot={"Nghỉ phép › Trình tự thực hiện": [["1", "Tiếp nhận", "1 ngày"], ["Tổng", "2 ngày"]]},
        made_by=a_user(),
    )

    for name, act in (("0002_parts_in_order", "to_lists"), ("0003_steps_without_numbers", "drop_numbers")):
        getattr(import_module(f"papers.migrations.{name}"), act)(apps, None)

    issued.refresh_from_db()
    rows = [["Tiếp nhận", "1 ngày"], ["Tổng", "2 ngày"]]
    assert issued.snapshot == [[["Nghỉ phép", "Trình tự thực hiện"], rows, []]]
