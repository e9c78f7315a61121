import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedures.enums import DoubtKind
from procedures.portal import read_file
from procedures.portal.steps import LEAD_IN, NOT_CERTAIN, ROW_BEFORE, VARIANTS, WHAT_TO_DO, split_steps
from tests.procedures.portal_records import a_file, a_record


def steps_of(*steps: dict | str) -> tuple[list[str], list[str]]:
    """The works of the steps, and the messages of the doubts about them."""
    recorded = [{"name": "", "description": step} if isinstance(step, str) else step for step in steps]
    record = read_file(a_file(a_record(executionSteps=recorded))).records[0]
    doubts = [doubt.message for doubt in record.doubts if doubt.kind == DoubtKind.STEPS]
    return [step.work for step in record.steps], doubts


@pytest.mark.parametrize(
    ("text", "works"),
    [
        (
            "-\tBước 1: Đơn vị lập hồ sơ.\n-\tBước 2. Vụ thẩm định, trình Bộ trưởng.\n",
            ["- Bước 1: Đơn vị lập hồ sơ.", "- Bước 2. Vụ thẩm định, trình Bộ trưởng."],
        ),
        (
            "Bước 1: Nộp hồ sơ. Bước 2: Thẩm định. Bước 3: Trả kết quả, quay lại Bước 1 nếu thiếu.",
            ["Bước 1: Nộp hồ sơ.", "Bước 2: Thẩm định.", "Bước 3: Trả kết quả, quay lại Bước 1 nếu thiếu."],
        ),
        (
            "* BƯỚC 1 – Nộp hồ\nsơ\n+ bước 2) Thẩm định:\n- Bước 2.1: xem xét\n- Bước 2.2: trình",
            ["* BƯỚC 1 – Nộp hồ\nsơ", "+ bước 2) Thẩm định:\n- Bước 2.1: xem xét\n- Bước 2.2: trình"],
        ),
        (
            "Trình tự thực hiện:\nBước 1: Nộp\nBước 2: Trả",
            ["Trình tự thực hiện:\nBước 1: Nộp", "Bước 2: Trả"],
        ),
    ],
)
def test_text_is_split_where_the_borders_are_certain(text, works):
    assert steps_of(text) == (works, [])


@pytest.mark.parametrize(
    "text",
    [
        "Bước 1: Nộp\nBước 3: Trả",  # a gap
        "Bước 1: Nộp\nBước 1: Thẩm định\nBước 2: Trả",  # a repeat
        "Bước 2: Thẩm định\nBước 3: Trả",  # the first is missing
        "Bước 1: Nộp\nBước 2: Thẩm định\nBước 3 Trả kết quả",  # no separator
        "Bước 1 Nộp\nBước 2 Trả",
        "a) Cấp tỉnh:\nBước 1: Nộp\nBước 2: Trả\nb) Cấp xã:\nBước 1: Nộp\nBước 2: Trả",  # two variants
    ],
)
def test_text_whose_borders_are_not_certain_stays_one_step_with_a_doubt(text):
    assert steps_of(text) == ([text], [NOT_CERTAIN + WHAT_TO_DO])


@pytest.mark.parametrize(
    "text",
    [
        "Đơn vị lập hồ sơ gửi Văn phòng.",
        "- Đơn vị lập hồ sơ;\n- Văn phòng thẩm định.",
        "Bước 1: Đơn vị lập hồ sơ.",
        "Thực hiện theo Bước 1 và Bước 2 của thủ tục trước.",
        "Các bước chuẩn bị do đơn vị tự làm.",
    ],
)
def test_text_without_borders_is_one_step_without_a_doubt(text):
    assert steps_of(text) == ([text], [])


def test_lead_in_stays_with_the_first_step_and_is_doubted():
    text = "Đối với đoàn ra, thực hiện như sau: Bước 1: Nộp hồ sơ. Bước 2: Ra quyết định."

    assert steps_of(text) == (
        ["Đối với đoàn ra, thực hiện như sau: Bước 1: Nộp hồ sơ.", "Bước 2: Ra quyết định."],
        [LEAD_IN + WHAT_TO_DO],
    )


def test_recorded_steps_with_running_numbers_are_kept_as_they_are():
    steps = ["Bước 1. Lập hồ sơ.", "Bước 2:  Thẩm định.\nTra cứu, xác nhận.", "Bước 3 Quyết định."]

    assert steps_of(*steps) == (
        ["Bước 1. Lập hồ sơ.", "Bước 2: Thẩm định.\nTra cứu, xác nhận.", steps[2]],
        [],
    )


def test_numbers_that_run_on_over_recorded_steps_are_split():
    assert steps_of("Bước 1: Nộp\nBước 2: Xem", "Bước 3: Trả") == (
        ["Bước 1: Nộp", "Bước 2: Xem", "Bước 3: Trả"],
        [],
    )


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        (["Bước 1: Nộp", "Bước 3: Trả"], NOT_CERTAIN),
        (["Bước 1: Nộp", "Bước 2: Trả", "Bước 1: Nộp", "Bước 2: Trả"], NOT_CERTAIN),
        (["Đối với đoàn ra:", "Bước 1: Nộp", "Bước 2: Trả"], ROW_BEFORE),
        (["a) Đoàn có lãnh đạo.", "b) Đoàn khác:\nBước 1: Nộp", "Bước 2: Trả"], NOT_CERTAIN),
    ],
)
def test_recorded_steps_with_odd_numbers_are_kept_and_doubted(steps, why):
    assert steps_of(*steps) == (steps, [why + WHAT_TO_DO])


def test_variants_recorded_as_steps_are_kept_and_doubted():
    steps = [
        {"name": "Trường hợp thông thường", "description": "- Gửi hồ sơ."},
        {"name": "Trường hợp rút gọn", "description": "- Gửi hồ sơ."},
    ]

    assert steps_of(*steps) == (
        ["Trường hợp thông thường\n- Gửi hồ sơ.", "Trường hợp rút gọn\n- Gửi hồ sơ."],
        [VARIANTS + WHAT_TO_DO],
    )


@pytest.mark.parametrize(
    ("name", "description", "work"),
    [
        ("Lập hồ sơ trình;", "Lập hồ\nsơ trình", "Lập hồ\nsơ trình"),
        ("Lập hồ sơ", "Lập hồ sơ, gửi Văn phòng", "Lập hồ sơ, gửi Văn phòng"),
        ("Lập hồ sơ, gửi Văn phòng", "Lập hồ sơ", "Lập hồ sơ, gửi Văn phòng"),
        ("Nộp hồ sơ", "Đơn vị gửi qua trục liên thông", "Nộp hồ sơ\nĐơn vị gửi qua trục liên thông"),
        ("Bước 1", "Nộp hồ sơ", "Nộp hồ sơ"),
        ("1.", "Nộp hồ sơ", "Nộp hồ sơ"),
        ("Trình tự thực hiện", "Nộp hồ sơ", "Nộp hồ sơ"),
        (".", "Nộp hồ sơ", "Nộp hồ sơ"),
        ("Nộp hồ sơ", "", "Nộp hồ sơ"),
        ("", "Nộp hồ sơ", "Nộp hồ sơ"),
    ],
)
def test_name_of_a_step_is_not_doubled_and_a_filler_is_left_out(name, description, work):
    assert steps_of({"name": name, "description": description}) == ([work], [])


def test_empty_steps_are_left_out():
    assert steps_of({"name": " ", "description": "\n"}, "Nộp") == (["Nộp"], [])


pieces = st.lists(
    st.sampled_from(
        ["Bước 1:", "Bước 2.", "Bước 3 -", "Bước 4", "bước 2", "nộp hồ sơ", "trả.", "\n", " - ", ";", "a)"]
    ),
    max_size=12,
)


@given(st.lists(pieces.map(" ".join).map(str.strip).filter(bool), max_size=4))
def test_splitting_loses_nothing_but_white_space(texts):
    works, _ = split_steps(texts)

    assert re.sub(r"\s", "", "".join(works)) == re.sub(r"\s", "", "".join(texts))


@given(st.lists(st.sampled_from(["nộp hồ sơ", "xem xét tại chỗ", "trả kết quả"]), min_size=2, max_size=30))
def test_numbered_lines_are_split_into_as_many_steps(works):
    lines = [f"Bước {number}: {work}." for number, work in enumerate(works, start=1)]

    assert split_steps(["\n".join(lines)]) == (lines, "")
