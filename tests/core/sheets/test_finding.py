"""Tables as offices lay them out: the header, the rows with their numbers, what is left out and why."""

import os
from dataclasses import replace

from tthc.core.sheets.columns import CellKind, Column
from tthc.core.sheets.finding import find_table, table_at
from tthc.core.sheets.headings import guess_columns, heading_key
from tthc.core.sheets.tables import LeftOut, ReadSheet

NAME = Column(key="name", heading="Tên thủ tục", synonyms=("Tên TTHC", "Tên"))
UNIT = Column(key="unit", heading="Đơn vị chủ trì", synonyms=("Phòng, đơn vị",))
DAYS = Column(key="days", heading="Thời hạn giải quyết", kind=CellKind.DURATION)
NOW = Column(key="now", heading="Thời gian", group="Hiện tại", synonyms=("Số giờ",))
LATER = Column(key="later", heading="Thời gian", group="Sau đơn giản hóa", synonyms=("Số giờ",))
COLUMNS = (NAME, UNIT, DAYS)


def keys(table, columns=COLUMNS):
    return {index: guess.column.key for index, guess in guess_columns(table.headings, columns).items()}


def test_titles_numbering_notes_and_totals_stand_aside():
    sheet = ReadSheet(
        "Danh mục",
        [
            ["ỦY BAN NHÂN DÂN TỈNH", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
            ["SỞ KHOA HỌC VÀ CÔNG NGHỆ", "", "", "Độc lập - Tự do - Hạnh phúc"],
            [],
            ["DANH MỤC THỦ TỤC HÀNH CHÍNH NỘI BỘ"],
            ["STT", "Tên TTHC", "Phòng, đơn vị", "Thời hạn\ngiải quyết"],
            ["(1)", "(2)", "(3)", "(4)"],
            ["I", "Lĩnh vực khoa học", "", ""],
            [1.0, "Xét duyệt nhiệm vụ", "QLKH", "05 ngày"],
            [],
            [2.0, "Nghiệm thu nhiệm vụ", "QLKH", "10 ngày"],
            ["", "Tổng cộng", "", "15"],
            [],
            ["Ghi chú: số liệu đến 31/3/2023"],
            ["", "NGƯỜI LẬP BIỂU", "", "GIÁM ĐỐC"],
        ],
    )

    table = find_table(sheet, COLUMNS)

    assert table.header_rows == (5, 6)
    assert table.headings == ["STT", "Tên TTHC", "Phòng, đơn vị", "Thời hạn giải quyết"]
    assert table.title.endswith("DANH MỤC THỦ TỤC HÀNH CHÍNH NỘI BỘ")
    assert keys(table) == {1: "name", 2: "unit", 3: "days"}
    assert [(row.number, row.cells[1], row.group) for row in table.rows] == [
        (8, "Xét duyệt nhiệm vụ", "Lĩnh vực khoa học"),
        (10, "Nghiệm thu nhiệm vụ", "Lĩnh vực khoa học"),
    ]
    assert table.left_out == [
        LeftOut(7, "I; Lĩnh vực khoa học", "tiêu đề nhóm"),
        LeftOut(11, "Tổng cộng; 15", "dòng tổng cộng"),
        LeftOut(13, "Ghi chú: số liệu đến 31/3/2023", "ghi chú dưới bảng"),
        LeftOut(14, "NGƯỜI LẬP BIỂU; GIÁM ĐỐC", "ghi chú, chữ ký dưới bảng"),
    ]


def test_merged_header_of_two_rows_tells_groups_apart():
    sheet = ReadSheet(
        "Chi phí",
        [
            ["BẢNG TÍNH CHI PHÍ"],
            ["STT", "Tên thủ tục", "Hiện tại", "", "Sau đơn giản hóa", ""],
            ["", "", "Thời gian", "Chi phí", "Thời gian", "Chi phí"],
            [1.0, "Xét duyệt", 2.0, 100.0, 1.0, 50.0],
        ],
        merged=((1, 0, 1, 5), (2, 0, 3, 0), (2, 1, 3, 1), (2, 2, 2, 3), (2, 4, 2, 5)),
    )

    table = find_table(sheet, (NAME, NOW, LATER))

    assert table.header_rows == (2, 3)
    assert table.headings == [
        "STT",
        "Tên thủ tục",
        "Hiện tại / Thời gian",
        "Hiện tại / Chi phí",
        "Sau đơn giản hóa / Thời gian",
        "Sau đơn giản hóa / Chi phí",
    ]
    assert keys(table, (NAME, NOW, LATER)) == {1: "name", 2: "now", 4: "later"}
    assert [row.number for row in table.rows] == [4]


def test_header_of_two_rows_without_word_of_merged_cells():
    sheet = ReadSheet(
        "Tệp csv",
        [
            ["STT", "Tên thủ tục", "Hiện tại", "", "Sau đơn giản hóa", ""],
            ["", "", "Thời gian", "Chi phí", "Thời gian", "Chi phí"],
            ["1", "Xét duyệt", "2", "100", "1", "50"],
        ],
    )

    table = find_table(sheet, (NAME, NOW, LATER))

    assert table.header_rows == (1, 2)
    assert table.headings[3:] == [
        "Hiện tại / Chi phí",
        "Sau đơn giản hóa / Thời gian",
        "Sau đơn giản hóa / Chi phí",
    ]
    assert keys(table, (NAME, NOW, LATER)) == {1: "name", 2: "now", 4: "later"}


def test_header_unknown_to_the_columns_is_told_by_its_shape():
    sheet = ReadSheet("Lạ", [["BÁO CÁO"], [], ["Mã hiệu", "Diễn giải", "Ngày"], ["A1", "Việc", "31/3/2023"]])

    table = find_table(sheet, COLUMNS)

    assert (table.header_rows, table.headings) == ((3, 3), ["Mã hiệu", "Diễn giải", "Ngày"])
    assert keys(table) == {}
    assert [row.number for row in table.rows] == [4]


def test_merged_data_says_the_same_in_every_row():
    sheet = ReadSheet(
        "Bước",
        [
            ["Tên thủ tục", "Bước", "Đơn vị chủ trì"],
            ["Xét duyệt", "Nhận hồ sơ", "VP"],
            ["", "Thẩm định", "QLKH"],
            ["Nghiệm thu", "Họp", ""],
        ],
        merged=((2, 0, 3, 0),),
    )

    table = find_table(sheet, COLUMNS)

    assert [(row.number, row.cells) for row in table.rows] == [
        (2, ["Xét duyệt", "Nhận hồ sơ", "VP"]),
        (3, ["Xét duyệt", "Thẩm định", "QLKH"]),
        (4, ["Nghiệm thu", "Họp", ""]),
    ]


def test_header_printed_again_on_the_next_page_is_left_out():
    header = ["STT", "Tên thủ tục", "Đơn vị chủ trì"]
    sheet = ReadSheet("In", [header, ["1", "Xét duyệt", "VP"], header, ["2", "Nghiệm thu", "VP"]])

    table = find_table(sheet, COLUMNS)

    assert [row.number for row in table.rows] == [2, 4]
    assert table.left_out == [LeftOut(3, "STT; Tên thủ tục; Đơn vị chủ trì", "dòng tiêu đề lặp lại")]


def test_title_above_a_header_printed_again_is_no_data():
    header = ["STT", "Tên thủ tục", "Đơn vị chủ trì", "Thời hạn"]
    rows = [header, ["1", "Xét duyệt", "VP", "1 giờ"], [], ["", "Danh mục (tiếp theo)"]]

    parted = find_table(ReadSheet("A", [*rows, header, ["2", "Nghiệm thu", "VP", "1 giờ"]]), COLUMNS)
    going_on = find_table(ReadSheet("A", [*rows, ["2", "Nghiệm thu", "VP", "1 giờ"]]), COLUMNS)

    assert [[row.number for row in table.rows] for table in (parted, going_on)] == [[2, 6], [2, 4, 5]]


def test_small_numbers_of_the_first_row_are_data_unless_they_count_up():
    head = ["STT", "Tên thủ tục", "Đơn vị chủ trì", "Thời hạn"]
    rows = [["(1)", "(2)", "(3)", "(4)"], ["1", "5", "a", "3"]]

    tables = [find_table(ReadSheet("A", [head, *some]), COLUMNS) for some in (rows, rows[1:])]

    assert [(table.header_rows, [row.number for row in table.rows]) for table in tables] == [
        ((1, 2), [3]),
        ((1, 1), [2]),
    ]


def test_second_table_below_is_left_out_whole():
    rows = [
        ["STT", "Tên thủ tục", "Đơn vị chủ trì", "Thời hạn"],
        ["1", "Xét duyệt", "VP", "1 giờ"],
        ["stt", "Tên  thủ tục", "Đơn vị\nchủ trì", "Thời hạn"],
        ["2", "Nghiệm thu", "VP", "1 giờ"],
        ["2. TỔNG HỢP"],
        ["STT", "Đơn vị", "Số thủ tục", "Ghi chú"],
        ["1", "Văn phòng", "2", ""],
        ["", "Tổng cộng", "2", ""],
    ]

    table = find_table(ReadSheet("A", rows), COLUMNS)

    assert [row.number for row in table.rows] == [2, 4]
    assert [(out.number, out.why) for out in table.left_out] == [
        (3, "dòng tiêu đề lặp lại"),
        *[(number, "bảng khác trên cùng trang; chuyển sang trang riêng để nhập") for number in (5, 6, 7, 8)],
    ]


def test_second_table_to_the_right_is_left_out():
    rows = [
        ["STT", "Tên thủ tục", "Đơn vị chủ trì", "", "STT", "Phòng, đơn vị", "Số lượng"],
        ["1", "Xét duyệt", "VP", "", "1", "Văn phòng", "3"],
        ["", "", "", "", "2", "Thanh tra", "1"],
    ]

    table = find_table(ReadSheet("A", rows), COLUMNS)

    assert [(row.number, row.cells) for row in table.rows] == [(2, ["1", "Xét duyệt", "VP"])]
    assert [(out.number, out.text) for out in table.left_out] == [(1, "STT; Phòng, đơn vị; Số lượng")]


def test_groups_counted_in_letters_and_roman_numbers_of_a_narrow_table():
    head = ["STT", "Tên thủ tục", "Đơn vị chủ trì"]
    groups = [
        ["A", "GIỮA CÁC CƠ QUAN"],
        ["I", "Lĩnh vực một"],
        ["1", "Xét duyệt", "VP"],
        ["II", "Lĩnh vực hai"],
    ]
    roman = [["I", "Xét duyệt"], ["II", "Nghiệm thu"]]

    assert [row.number for row in find_table(ReadSheet("A", [head, *groups]), COLUMNS).rows] == [4]
    assert [row.number for row in find_table(ReadSheet("A", [head, *roman]), COLUMNS).rows] == [2, 3]


def test_procedure_with_a_name_that_begins_like_a_total_is_data():
    names = ["Tổng hợp báo cáo định kỳ", "Cộng tác viên đăng ký", "Ghi chú hồ sơ đăng ký"]
    sheet = ReadSheet(
        "A",
        [["STT", "Tên thủ tục", "Đơn vị chủ trì"], *([str(n), name, "VP"] for n, name in enumerate(names))],
    )

    assert [row.cells[1] for row in find_table(sheet, COLUMNS).rows] == names


def test_short_row_after_a_blank_one_is_data_when_data_goes_on():
    header = ["STT", "Tên thủ tục", "Đơn vị chủ trì", "Thời hạn"]
    rows = [
        ["1", "Xét duyệt", "VP", "1 giờ"],
        [],
        ["", "Nghiệm thu", "", ""],
        ["3", "Cấp lại", "VP", "2 giờ"],
    ]
    signed = [[], ["", "Người lập", "", "Giám đốc"], [], ["", "Nguyễn Văn A", "", ""]]

    table = find_table(ReadSheet("A", [header, *rows, *signed]), COLUMNS)

    assert [row.number for row in table.rows] == [2, 4, 5]
    assert [(out.number, out.why) for out in table.left_out] == [
        (7, "ghi chú, chữ ký dưới bảng"),
        (9, "ghi chú, chữ ký dưới bảng"),
    ]


def test_short_row_after_a_blank_one_that_holds_what_a_row_must_is_doubted():
    header = ["Mã", "Tên thủ tục", "Đơn vị chủ trì", "Thời hạn"]
    rows = [
        ["1", "Xét duyệt", "VP", "1 giờ"],
        [],
        ["2", "Nghiệm thu", "", ""],
        ["", "", "VP", ""],
        ["", "Cấp lại"],
        [],
        ["", "Người lập", "", "Giám đốc"],
        ["", "Nguyễn Văn A", "", ""],
    ]

    table = find_table(ReadSheet("A", [header, *rows]), (replace(NAME, required=True), UNIT, DAYS))

    assert ([row.number for row in table.rows], table.doubted) == ([2, 4, 6], {4, 6})
    assert [out.number for out in table.left_out] == [5, 8, 9]


def test_row_with_only_a_name_is_data_and_will_be_a_fault():
    sheet = ReadSheet(
        "A", [["STT", "Tên thủ tục", "Đơn vị chủ trì"], ["1", "Xét duyệt", "VP"], ["", "Nghiệm thu", ""]]
    )

    assert [row.number for row in find_table(sheet, COLUMNS).rows] == [2, 3]


def test_hidden_rows_and_columns_of_a_table_are_told():
    rows = [["Mã", "Tên thủ tục"], ["1", "Xét duyệt"]]

    table = find_table(ReadSheet("A", rows, hidden_columns={0, 9}, hidden_rows={2}), COLUMNS)

    assert (table.hidden_columns, table.hidden_rows) == ({0}, {2})


def test_header_where_the_user_says():
    sheet = ReadSheet("A", [["Tên thủ tục", "Mã"], ["Họ tên", "Số"], ["An", "1"]])

    table = table_at(sheet, 2, 2)

    assert (table.headings, [row.number for row in table.rows], table.title) == (
        ["Họ tên", "Số"],
        [3],
        "Tên thủ tục Mã",
    )


def test_columns_are_guessed_by_likeness_and_by_what_was_chosen_before():
    headings = ["2. Tên thủ tục (*)", "Thời hạn giai quyêt (ngày)", "Đơn vị chủ chì", "Nơi làm"]

    guesses = guess_columns(headings, COLUMNS)
    remembered = guess_columns(headings, COLUMNS, remembered={heading_key("Nơi làm"): "unit"})

    assert {index: (guess.column.key, guess.certain) for index, guess in guesses.items()} == {
        0: ("name", True),
        1: ("days", True),
        2: ("unit", False),
    }
    assert {index: guess.column.key for index, guess in remembered.items()} == {
        0: "name",
        1: "days",
        3: "unit",
    }


def test_headings_written_short_are_read_in_full():
    columns = (
        Column(key="days", heading="Thời gian giải quyết"),
        Column(key="agency", heading="Cơ quan thực hiện"),
        Column(key="papers", heading="Thành phần hồ sơ"),
        Column(key="notes", heading="Ghi chú"),
    )

    guesses = guess_columns(["T.gian\ng.quyết", "c) CQTH", "TPHS (*)", "G.chú"], columns)

    assert {index: (guess.column.key, guess.certain) for index, guess in guesses.items()} == {
        0: ("days", True),
        1: ("agency", True),
        2: ("papers", True),
        3: ("notes", True),
    }


def test_columns_that_a_unit_chose_to_pass_over_stay_out():
    assert guess_columns(["Tên thủ tục"], COLUMNS, remembered={heading_key("Tên thủ tục"): ""}) == {}


def test_of_two_headings_that_meant_one_column_the_first_has_it():
    guesses = guess_columns(["Nơi làm", "Nơi ở"], COLUMNS, remembered={"noi lam": "unit", "noi o": "unit"})

    assert {index: guess.column.key for index, guess in guesses.items()} == {0: "unit"}


def test_wide_sheet_of_other_words_costs_little():
    rows = [[f"nội dung {row} của cột {column}" for column in range(190)] for row in range(60)]
    rows[40][3:5] = ["Tên thủ tục", "Đơn vị chủ trì"]
    before = os.times().user

    table = find_table(ReadSheet("A", rows), *([COLUMNS] * 6))

    # Comparing every cell with every name letter by letter takes many times that.
    assert (table.header_rows, os.times().user - before < 3) == ((41, 41), True)


def test_rows_between_a_note_and_another_table_are_told_once():
    header = ["STT", "Tên thủ tục", "Đơn vị chủ trì", "Thời hạn giải quyết"]
    data = [[str(number), f"Việc {number}", "Văn phòng", "5 ngày"] for number in range(3)]
    other = [["STT", "Họ tên", "Chức vụ", ""], ["1", "An", "Kế toán", ""]]
    note = [["", "Xem thêm", "ở trang sau", ""], ["Tổng cộng", "", "", "5"]]

    table = find_table(ReadSheet("a", [header, data[0], [""], *note, *data[1:], [""], *other]), COLUMNS)

    assert [row.number for row in table.rows] == [2, 6, 7, 4]
    assert table.doubted == {4}
    assert [out.number for out in table.left_out] == [5, 9, 10]


def test_merged_ranges_that_overlap_are_read_once():
    rows = [["Tên thủ tục", "Đơn vị chủ trì"], ["Việc", "Phòng A"], *[["", "Phòng A"]] * 20_000]
    merged = tuple((2 + number, 0, len(rows), 0) for number in range(20_000))

    table = find_table(ReadSheet("a", rows, merged=merged), COLUMNS)

    assert {row.cells[0] for row in table.rows} == {"Việc"}
