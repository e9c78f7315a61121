"""Columns: one object reads a cell, checks it, writes it and explains it."""

from dataclasses import asdict, replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tthc.core.amounts import Doubtful, Span
from tthc.core.sheets.choosing import Chooser
from tthc.core.sheets.columns import CellKind, Column, Doubt, Fault, shown
from tthc.core.sheets.rows import read_rows
from tthc.core.sheets.tables import Table, TableRow
from tthc.core.text import clean

NAME = Column(key="name", heading="Tên thủ tục", required=True, longest=20)
SETS = Column(key="sets", heading="Số bộ", kind=CellKind.COUNT, units=("bộ",), most=99)
GROUP = Column(
    key="group",
    heading="Nhóm",
    kind=CellKind.CHOICE,
    choices=(("A", "Nhóm A – giữa cơ quan"), ("B", "Nhóm B – nội bộ")),
    spellings={"nhóm a": "A", "1": "A"},
)
HOURS = Column(key="hours", heading="Giờ", kind=CellKind.HOURS)
TABLE = Table(
    "Trang 1",
    "",
    (1, 1),
    ["Tên TTHC", "Số bộ hồ sơ", "Nhóm", "Thời gian"],
    [
        TableRow(2, ["Xét duyệt", "02 bộ", "nhom b - noi bo", 1.5]),
        TableRow(3, ["", "hai", "Nhóm C", "1.234"]),
        TableRow(4, ["Nghiệm thu"]),
    ],
)
MAPPING = {0: NAME, 1: SETS, 2: GROUP, 3: HOURS}


def as_read(text: str) -> object:
    try:
        return Column(key="a", heading="A").reader()(text)
    except Doubtful as doubt:
        return doubt.value


def test_letters_that_no_text_keeps_are_kept_in_no_cell():
    texts = [f"a{chr(code)}b" for code in range(0xA0, 0x3100)]  # those of control are asked about

    assert [text for text in texts if as_read(text) != clean(text)] == []


def test_rows_are_read_with_all_faults_and_doubts_at_once():
    first, second, third = read_rows(TABLE, MAPPING)

    assert first.values == {"name": "Xét duyệt", "sets": 2, "group": "B", "hours": Decimal("1.5")}
    assert third.values == {"name": "Nghiệm thu", "sets": None, "group": "", "hours": None}
    assert second.faults == [
        Fault("Trang 1", 3, "Tên TTHC", "", "Ô trống. Cột “Tên thủ tục” bắt buộc ghi.", "name"),
        Fault("Trang 1", 3, "Số bộ hồ sơ", "hai", "“hai” không phải là số. Hãy ghi số, ví dụ 1,5 hoặc 1.234.567.", "sets"),
        Fault("Trang 1", 3, "Nhóm", "Nhóm C", "“Nhóm C” không có trong danh sách. Chọn một trong: Nhóm A – giữa cơ quan; Nhóm B – nội bộ.", "group"),
    ]  # fmt: skip
    assert second.doubts == [
        Doubt("Trang 1", 3, "Thời gian", "1.234", "“1.234” là 1.234 hay 1,234?", "hours", suggested=Decimal(1234), asked=True)
    ]  # fmt: skip
    assert (second.values, first.faults, third.faults) == ({"hours": 1234}, [], [])


def test_cells_mended_by_the_user_and_doubts_answered_take_the_place_of_the_files():
    edits = {(3, "name"): "Xét duyệt lại", (3, "sets"): "3", (3, "group"): "A"}

    row = read_rows(TABLE, MAPPING, edits=edits, agreed={(3, "hours")})[1]

    assert asdict(row) == {
        "number": 3,
        "values": {"name": "Xét duyệt lại", "sets": 3, "group": "A", "hours": Decimal(1234)},
        "faults": [],
        "doubts": [],
    }


def test_choices_are_asked_for_once_per_table():
    asked = []

    def choices():
        asked.append(1)
        return (("A", "Nhóm A"),)

    column = Column(key="group", heading="Nhóm", kind=CellKind.CHOICE, choices=choices)
    read_rows(Table("A", "", (1, 1), ["Nhóm"], [TableRow(n, ["Nhóm A"]) for n in range(9)]), {0: column})

    assert len(asked) == 1


ANSWER = Column(
    key="fees", heading="Có phí không?", kind=CellKind.CHOICE, choices=(("SOME", "Có"), ("NONE", "Không có"))
)
KINDS = Column(
    key="kinds",
    heading="Hình thức",
    kind=CellKind.CHOICES,
    choices=(("REPEAL", "Bãi bỏ"), ("MERGE", "Gộp, thay thế")),
)


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        (Column(key="a", heading="A"), "Hoa\u0300\u00a0 Bi\u0300nh\u200b ", "Hoà Bình"),
        (Column(key="a", heading="A"), "dòng 1 \r\ndòng 2", "dòng 1\ndòng 2"),
        (Column(key="a", heading="A", one_line=True), "Phòng Quản lý \r\n khoa học", "Phòng Quản lý khoa học"),
        (Column(key="a", heading="A"), 2023.0, "2023"),
        (Column(key="a", heading="A"), 1.5, "1,5"),
        (Column(key="a", heading="A"), datetime(2023, 3, 31, 7, 30), "31/03/2023 07:30"),
        (Column(key="a", heading="A", kind=CellKind.IDENTIFIER), 12.0, "12"),
        (Column(key="a", heading="A", kind=CellKind.IDENTIFIER), "007", "007"),
        (Column(key="a", heading="A", kind=CellKind.YES_NO), "X", True),
        (Column(key="a", heading="A", kind=CellKind.YES_NO), "không", False),
        (Column(key="a", heading="A", kind=CellKind.YES_NO), " ", None),
        (Column(key="a", heading="A", kind=CellKind.DURATION), "05 ngày", Span(Decimal(5), "DAY")),
        (ANSWER, "x", "SOME"),
        (ANSWER, "Không", "NONE"),
        (HOURS, "1,5000", Decimal("1.5")),
        (GROUP, "Nhóm A", "A"),
        (GROUP, 1.0, "A"),
        (GROUP, "b", "B"),
        (GROUP, "", ""),
        (Column(key="a", heading="A", kind=CellKind.CHOICES, choices=GROUP.choices, spellings=GROUP.spellings),
         "nhóm A;\nNhóm B - nội bộ", ("A", "B")),
        (KINDS, "Gộp, thay thế; Bãi bỏ", ("MERGE", "REPEAL")),
        (KINDS, "bãi bỏ, gộp, thay thế", ("REPEAL", "MERGE")),
        (KINDS, "Bãi bỏ + Gộp, thay thế", ("REPEAL", "MERGE")),
    ],
)  # fmt: skip
def test_cells_are_read_as_offices_fill_them(column, cell, value):
    assert column.reader()(cell) == value


def test_choices_of_many_commas_are_compared_with_no_more_than_a_label_has(monkeypatch):
    compared = []
    monkeypatch.setattr(Chooser, "_known", lambda self, words: compared.append(words))

    with pytest.raises(ValueError):
        KINDS.reader()("a," * 400)

    assert len(compared) == 399


@pytest.mark.parametrize(
    ("cell", "words"),
    [(1.5, "1,5"), (2023.0, "2023"), (Decimal("1234.50"), "1.234,5"), (True, "Có"), (None, "")],
)
def test_cells_are_shown_as_people_write_them(cell, words):
    assert shown(cell) == words


@pytest.mark.parametrize(
    ("column", "cell", "suggested"),
    [
        (Column(key="a", heading="A"), "một\x0bhai\x01", "một\nhai"),
        (Column(key="a", heading="A", kind=CellKind.IDENTIFIER), 1.00012, "1.00012"),
        (GROUP, "Nhóm B - nội bô cơ", "B"),
    ],
)
def test_doubtful_cells_are_asked_about(column, cell, suggested):
    with pytest.raises(Doubtful) as doubt:
        column.reader()(cell)

    assert doubt.value.value == suggested


@pytest.mark.parametrize(
    ("column", "cell", "sentence"),
    [
        (NAME, "x" * 21, "Ô có 21 ký tự, nhiều nhất là 20. Rút ngắn hoặc tách ra."),
        (NAME, "#N/A", "Ô chứa lỗi của Excel (#N/A). Sửa công thức, hoặc ghi thẳng giá trị."),
        (SETS, "1 (" * 500_000, "Ô có 1.500.000 ký tự; ở đây cần một câu trả lời ngắn."),
        (SETS, 100.0, "“100” lớn hơn mức nhiều nhất 99."),
        (SETS, -1.0, "“-1” nhỏ hơn mức ít nhất 0."),
        (replace(HOURS, most=999), "1.234", "“1.234” lớn hơn mức nhiều nhất 999."),
        (HOURS, 1.234, "“1,234” có quá 2 chữ số sau dấu phẩy. Hãy làm tròn theo đúng số liệu."),
        (Column(key="a", heading="A", kind=CellKind.IDENTIFIER), date(2023, 5, 1),
         "Excel đã đổi mã này thành ngày 01/05/2023. Định dạng ô là Văn bản (Text) rồi ghi lại."),
        (Column(key="a", heading="A", kind=CellKind.YES_NO), "có lẽ", "“có lẽ” không rõ có hay không. Hãy ghi “Có” hoặc “Không”."),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_says_what_was_expected(column, cell, sentence):
    with pytest.raises(ValueError, match=".") as fault:
        column.reader()(cell)

    assert str(fault.value) == sentence


def test_what_is_nearly_two_choices_is_no_question():
    units = Column(
        key="u",
        heading="Đơn vị",
        kind=CellKind.CHOICE,
        choices=((1, "Phòng Hoà Bình"), (2, "Phòng Hóa Bình")),
    )

    with pytest.raises(ValueError, match="“Phong hoa binhh” không có trong danh sách"):
        units.reader()("Phong hoa binhh")


@pytest.mark.parametrize(
    ("length", "offer"),
    [
        (50, "Gần nhất là: Mục 49; Mục 4; Mục 9. Danh sách có 50 mục, xem ở ô chọn của biểu mẫu trống."),
        (0, "Hệ thống chưa có mục nào của danh sách này: thêm vào hệ thống trước, hoặc để trống ô."),
    ],
)
def test_long_list_is_not_told_whole_and_an_empty_one_is_said(length, offer):
    column = Column(
        key="f", heading="F", kind=CellKind.CHOICE, choices=tuple((n, f"Mục {n}") for n in range(length))
    )

    with pytest.raises(ValueError, match=f"^“số 49 cũ” không có trong danh sách. {offer}$"):
        column.reader()("số 49 cũ")


def test_long_names_are_told_by_the_nearest_few_whole():
    names = (
        "Phòng Quản lý khoa học và công nghệ cơ sở",
        "Phòng Quản lý công nghệ và đổi mới sáng tạo",
        "Văn phòng Sở Khoa học và Công nghệ",
        "Chi cục Tiêu chuẩn Đo lường Chất lượng",
        "Thanh tra Sở Khoa học và Công nghệ",
    )
    column = Column(key="f", heading="F", kind=CellKind.CHOICE, choices=tuple(enumerate(names)))

    with pytest.raises(ValueError, match="danh sách") as fault:
        column.reader()("P. quản lý công nghệ")

    assert str(fault.value) == (
        f"“P. quản lý công nghệ” không có trong danh sách. Gần nhất là: {names[0]}; {names[1]}; {names[2]}. "
        "Danh sách có 5 mục, xem ở ô chọn của biểu mẫu trống."
    )


CELLS = st.one_of(
    st.none(),
    st.text(),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)


@given(CELLS, st.sampled_from(CellKind))
def test_any_cell_is_read_doubted_or_refused_by_any_column(cell, kind):
    column = Column(key="a", heading="A", kind=kind, choices=(("A", "Nhóm A"),))

    try:
        column.writer()(column.reader()(cell))
    except (Doubtful, ValueError) as said:
        assert str(said)


@given(
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)),
    st.booleans(),
)
def test_what_is_written_is_read_as_the_same(number, day, answer):
    for kind, value in (
        (CellKind.NUMBER, number),
        (CellKind.HOURS, number),
        (CellKind.DATE, day),
        (CellKind.YES_NO, answer),
    ):
        column = Column(key="a", heading="A", kind=kind)
        assert column.reader()(column.writer()(value)) == value
