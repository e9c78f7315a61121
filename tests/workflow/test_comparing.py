"""What changed between two snapshots."""

from hypothesis import example, given
from hypothesis import strategies as st

from tthc.workflow.comparing import (
    MOST_PAIRS,
    Change,
    Words,
    compare,
    compare_rows,
    compare_words,
    count_changes,
    longest_rising,
)

rows_of_text = st.lists(st.lists(st.text("ab cđ", max_size=12), min_size=1, max_size=3), max_size=6)


def kinds(before, after):
    return [(row.change.value, row.after or row.before) for row in compare_rows(before, after)]


def test_compare_words_marks_what_was_struck_out_and_put_in():
    runs = compare_words("trong 3 ngày làm việc", "trong 2 ngày làm việc")

    assert runs == (
        Words("trong ", Change.SAME),
        Words("3 ", Change.REMOVED),
        Words("2 ", Change.ADDED),
        Words("ngày làm việc", Change.SAME),
    )


def test_compare_rows_added_removed_changed():
    before = [["Chuyên viên", "Tiếp nhận hồ sơ"], ["Hội đồng", "Họp, chấm điểm, lập biên bản"]]
    after = [["Văn thư", "Vào sổ"], ["Hội đồng", "Họp, chấm điểm và lập biên bản"]]

    assert kinds(before, after) == [
        ("added", ("Văn thư", "Vào sổ")),
        ("removed", ("Chuyên viên", "Tiếp nhận hồ sơ")),
        ("changed", ("Hội đồng", "Họp, chấm điểm và lập biên bản")),
    ]


def test_compare_rows_moved_without_other_change():
    before = [["Đơn đề nghị"], ["Tờ trình"], ["Báo cáo"]]
    after = [["Báo cáo"], ["Đơn đề nghị"], ["Tờ trình"]]

    assert kinds(before, after) == [
        ("moved", ("Báo cáo",)),
        ("same", ("Đơn đề nghị",)),
        ("same", ("Tờ trình",)),
    ]


def test_compare_rows_equal_twins_pair_in_order():
    assert kinds([["a"], ["a"]], [["a"]]) == [("same", ("a",)), ("removed", ("a",))]


def test_compare_a_labelled_line_is_itself_whatever_its_value():
    assert kinds([["Tên thủ tục", "Nghỉ phép"]], [["Tên thủ tục", "Xét công nhận sáng kiến"]]) == [
        ("changed", ("Tên thủ tục", "Xét công nhận sáng kiến"))
    ]


def test_count_changes_over_all_parts():
    before = {"GENERAL": [["Tên thủ tục", "A"]], "STEPS": [["x"]], "FEES": [["Phí", ""]]}
    after = {"GENERAL": [["Tên thủ tục", "B"]], "STEPS": [["x"], ["một bước mới"]], "FEES": [["Phí", ""]]}

    assert [(part.part, part.count) for part in compare(before, after)] == [
        ("GENERAL", 1),
        ("STEPS", 1),
        ("FEES", 0),
    ]
    assert count_changes(before, after) == 2


def test_compare_many_rows_by_their_first_cells():
    many = int(MOST_PAIRS**0.5) + 2
    before = [[f"Thủ tục {number}", "Phòng A", "3 ngày"] for number in range(many)]
    after = [[f"Thủ tục {number}", "Phòng A", "4 ngày"] for number in range(many)]

    changes = compare_rows(before, [*after[1:], after[0]])

    assert [row.change for row in changes] == [Change.CHANGED] * many
    assert [row.before[0] for row in changes] == [row.after[0] for row in changes]


def test_longest_rising_run():
    assert longest_rising([3, 0, 1, 4, 2]) == {0, 1, 2}
    assert longest_rising([]) == set()


@given(rows_of_text)
def test_compare_rows_with_itself_finds_nothing(rows):
    assert {row.change for row in compare_rows(rows, rows)} <= {Change.SAME}


@given(rows_of_text, rows_of_text)
def test_compare_rows_loses_no_row_of_either_side(before, after):
    changes = compare_rows(before, after)

    assert sorted(row.after for row in changes if row.after is not None) == sorted(map(tuple, after))
    assert sorted(row.before for row in changes if row.before is not None) == sorted(map(tuple, before))


@given(st.text("ab c\nđ", max_size=40), st.text("ab c\nđ", max_size=40))
@example(" a", "a a")
def test_compare_words_loses_no_word(before, after):
    runs = compare_words(before, after)

    old = "".join(run.text for run in runs if run.change != Change.ADDED)
    new = "".join(run.text for run in runs if run.change != Change.REMOVED)
    assert (old.split(), new.split()) == (before.split(), after.split())
