"""Each branch of the shipped questionnaire (NĐ 63/2010 Phụ lục I)."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.questionnaire import (
    Missing,
    choices,
    clean_answers,
    explanation_needed,
    missing,
    places,
    skipped_sections,
    verdicts,
    visible_parts,
)
from tthc.core.refusal import Refusal

FILE = Path(__file__).parents[2] / "reviews" / "data" / "nd63-phu-luc-1.json"
DEFINITION = json.loads(FILE.read_text(encoding="utf-8"))

NECESSITY = ["1.a", "1.b", "2.a", "3.a", "4.a"]
ALWAYS_ASKED = [*NECESSITY, *(f"{number}.a" for number in range(5, 17))]
PARTLY = "Một phần quy định không đúng thẩm quyền"
PROPER = "Quy định đúng thẩm quyền"

COMPLETE = {
    "1.a": "Công nhận sáng kiến của công chức, viên chức",
    "1.b": "yes",
    "1.b.why": "Làm căn cứ xét thi đua",
    "2.a": "yes",
    "2.a.why": "Sáng kiến được Hội đồng chấm công khai",
    "3.a": "no",
    "4.a": "yes",
    "5.a": "yes",
    "6.a": "yes",
    "7.a": "yes",
    "8.a": "no",
    "8.a.why": "Bỏ biên bản họp của phòng",
    "9.a": "yes",
    "9.b": "07 ngày làm việc",
    "9.c": "no",
    "10.a": "no",
    "11.a": "no",
    "12.a": "no",
    "13.a": PROPER,
    "13.a.why": "Quyết định của Giám đốc Sở",
    "14.a": "no",
    "15.a": "yes",
    "16.a": "no",
}

some_answers = st.dictionaries(
    st.sampled_from([place.key for place in places(DEFINITION)]),
    st.sampled_from(["yes", "no", PARTLY, PROPER, ""]),
)


def test_nothing_answered_asks_the_first_parts():
    assert visible_parts(DEFINITION, {}) == ALWAYS_ASKED


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({"5.a": "no"}, ["5.b"]),
        ({"5.a": "yes"}, []),
        ({"9.a": "yes"}, ["9.b", "9.c"]),
        ({"9.a": "no"}, ["9.d"]),
        ({"10.a": "yes"}, ["10.b", "10.c"]),
        ({"10.a": "no"}, []),
        ({"11.a": "yes"}, ["11.b"]),
        ({"11.a": "no"}, []),
        ({"13.a": PARTLY}, ["13.b"]),
        ({"13.a": PROPER}, []),
        ({"13.a": "Quy định không đúng thẩm quyền"}, []),
        ({"14.a": "yes"}, ["14.b"]),
        ({"14.a": "no"}, []),
        ({"16.a": "yes"}, ["16.b", "16.c", "16.d"]),
        ({"16.a": "no"}, []),
    ],
)
def test_answer_calls_for_further_parts(answers, asked):
    assert [key for key in visible_parts(DEFINITION, answers) if key not in ALWAYS_ASKED] == asked


def test_not_necessary_skips_the_other_sections():
    answers = {"4.a": "no", "5.a": "no", "16.a": "yes"}

    assert skipped_sections(DEFINITION, answers) == {"reasonableness": 4, "legality": 4, "cost": 4}
    assert visible_parts(DEFINITION, answers) == NECESSITY


@pytest.mark.parametrize("answer", ["yes", ""])
def test_necessary_or_open_skips_nothing(answer):
    assert skipped_sections(DEFINITION, {"4.a": answer}) == {}


@pytest.mark.parametrize(
    ("key", "answer", "needed"),
    [
        ("1.a", "Mục tiêu", False),
        ("1.b", "yes", True),
        ("1.b", "no", True),
        ("1.b", "", False),
        ("2.a", "no", True),
        ("3.a", "yes", True),
        ("3.a", "no", False),
        ("4.a", "no", False),
        ("5.a", "no", True),
        ("6.a", "no", True),
        ("7.a", "no", True),
        ("8.a", "no", True),
        ("8.a", "yes", False),
        ("9.c", "yes", True),
        ("9.c", "no", False),
        ("10.c", "no", True),
        ("11.b", "yes", True),
        ("13.a", PROPER, True),
        ("13.a", PARTLY, True),
        ("13.b", ["Hồ sơ"], False),
        ("14.a", "yes", True),
        ("14.a", "no", False),
        ("16.c", "no", True),
    ],
)
def test_explanation_needed(key, answer, needed):
    part = {place.key: place.part for place in places(DEFINITION)}[key]

    assert explanation_needed(part, answer) is needed


def test_verdicts_of_a_complete_form():
    assert verdicts(DEFINITION, COMPLETE) == {"necessity": True, "reasonableness": False, "legality": True}


def test_verdicts_of_an_empty_form():
    assert verdicts(DEFINITION, {}) == {"necessity": None, "reasonableness": None, "legality": None}


def test_verdicts_of_skipped_sections_stay_open():
    assert verdicts(DEFINITION, {**COMPLETE, "4.a": "no"}) == {
        "necessity": False,
        "reasonableness": None,
        "legality": None,
    }


def test_missing_in_a_complete_form():
    assert missing(DEFINITION, COMPLETE) == []


def test_missing_names_answer_and_explanation_in_order():
    answers = {key: value for key, value in COMPLETE.items() if key not in {"1.a", "8.a.why", "9.b", "16.a"}}

    assert missing(DEFINITION, answers) == [
        Missing(
            "necessity", 1, "a", "Câu 1 “Thủ tục hành chính được đặt ra nhằm đạt được mục tiêu” chưa trả lời."
        ),
        Missing(
            "reasonableness",
            8,
            "a",
            "Câu 8 chưa ghi “Lý do và phương án kiến nghị về thành phần, số lượng hồ sơ”.",
        ),
        Missing("reasonableness", 9, "b", "Câu 9 “Thời hạn giải quyết là bao lâu?” chưa trả lời."),
        Missing("cost", 16, "a", "Câu 16 chưa trả lời."),
    ]


def test_missing_does_not_ask_what_is_skipped():
    answers = {key: COMPLETE[key] for key in ("1.a", "1.b", "1.b.why", "2.a", "2.a.why", "3.a")}

    assert missing(DEFINITION, {**answers, "4.a": "no"}) == []


def test_missing_list_of_components():
    answers = {**COMPLETE, "13.a": PARTLY, "13.b": []}

    assert [one.sentence for one in missing(DEFINITION, answers)] == [
        "Câu 13 “Nội dung không được quy định đúng thẩm quyền” chưa trả lời."
    ]


def test_clean_answers_keeps_what_is_hidden_now():
    raw = {"4.a": "no", "5.a": "no", "5.a.why": "Trùng với thủ tục khác", "9.b": " 07  ngày "}

    assert clean_answers(DEFINITION, raw) == {
        "4.a": "no",
        "5.a": "no",
        "5.a.why": "Trùng với thủ tục khác",
        "9.b": "07 ngày",
    }


def test_clean_answers_leaves_out_what_is_empty():
    assert clean_answers(DEFINITION, {"1.a": "  ", "2.a": "", "13.b": ["", ""]}) == {}


def test_clean_answers_composes_letters():
    assert clean_answers(DEFINITION, {"1.a": "Mu\u0323c tie\u0302u"}) == {"1.a": "Mục tiêu"}


def test_clean_answers_orders_components_as_the_form_does():
    raw = {"13.b": ["Khác", "Hồ sơ", "Khác"]}

    assert clean_answers(DEFINITION, raw) == {"13.b": ["Hồ sơ", "Khác"]}


def test_clean_answers_refuses_unknown_key():
    with pytest.raises(Refusal) as refusal:
        clean_answers(DEFINITION, {"1.a": "Mục tiêu", "99.z": "yes", "4.a.why": "không hỏi"})

    assert refusal.value.sentences == (
        "Bộ câu hỏi “Biểu mẫu đánh giá thủ tục hành chính” không có mục 4.a.why, 99.z. "
        "Hãy tải lại trang rồi trả lời lại mục đó.",
    )


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        ({"2.a": "maybe"}, "Câu 2: không có lựa chọn “maybe”. Hãy chọn lại."),
        ({"13.a": "Không rõ"}, "Câu 13: không có lựa chọn “Không rõ”. Hãy chọn lại."),
        ({"14.b": ["Hồ sơ", "Phí"]}, "Câu 14: không có lựa chọn “Phí”. Hãy chọn lại."),
    ],
)
def test_clean_answers_refuses_other_choice(raw, sentence):
    with pytest.raises(Refusal) as refusal:
        clean_answers(DEFINITION, raw)

    assert refusal.value.sentences == (sentence,)


@given(some_answers)
def test_missing_asks_only_what_is_visible(answers):
    visible = set(visible_parts(DEFINITION, answers))

    assert {f"{one.question}.{one.part}" for one in missing(DEFINITION, answers)} <= visible


@given(some_answers)
def test_answering_what_is_missing_comes_to_an_end(answers):
    parts = {place.key: place for place in places(DEFINITION)}
    for _ in parts:
        for one in missing(DEFINITION, answers):
            place = parts[f"{one.question}.{one.part}"]
            answers.setdefault(place.why_key, "Lý do")
            answers[place.key] = answers.get(place.key) or next(iter(choices(place.part)), "Nội dung")

    assert missing(DEFINITION, answers) == []
