import json
from copy import deepcopy
from pathlib import Path

import pytest

from reviews.questionnaire_check import check_definition

FILE = Path(__file__).parents[2] / "reviews" / "data" / "nd63-phu-luc-1.json"

SMALL = {
    "title": "Bộ câu hỏi thử",
    "sections": [
        {
            "key": "need",
            "title": "I. Sự cần thiết",
            "questions": [
                {
                    "number": 1,
                    "text": "Có cần thiết không?",
                    "verdict": "need",
                    "on_no_skip_sections": ["cost"],
                    "parts": [
                        {"key": "a", "kind": "yes_no", "explain_when": "no", "explain_label": "Lý do"},
                        {"key": "b", "kind": "text", "label": "Mục tiêu", "show_when": {"a": "yes"}},
                    ],
                }
            ],
        },
        {
            "key": "cost",
            "title": "II. Chi phí",
            "questions": [
                {
                    "number": 2,
                    "text": "Mức phí thế nào?",
                    "parts": [{"key": "a", "kind": "choice", "options": ["Cao", "Thấp"]}],
                }
            ],
        },
    ],
}


def changed(change):
    definition = deepcopy(SMALL)
    need, cost = definition["sections"]
    change(definition, need["questions"][0], cost["questions"][0])
    return definition


def test_check_of_the_shipped_questionnaire():
    assert check_definition(json.loads(FILE.read_text(encoding="utf-8"))) == []


def test_check_of_a_sound_definition():
    assert check_definition(SMALL) == []


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        (
            lambda form, need, cost: form["sections"][1].update(key="need"),
            ["Phần “need” xuất hiện hơn một lần.", "Câu 1: phần “cost” bị bỏ qua nhưng không có ở phía sau."],
        ),
        (
            lambda form, need, cost: form["sections"].reverse(),
            ["Câu 1: phần “cost” bị bỏ qua nhưng không có ở phía sau."],
        ),
        (lambda form, need, cost: cost.update(number=1), ["Số câu “1” xuất hiện hơn một lần."]),
        (lambda form, need, cost: cost.update(number="2"), ["Câu 2: “number” phải là số nguyên dương."]),
        (
            lambda form, need, cost: cost.update(verdict="need"),
            ["Kết luận “need” xuất hiện hơn một lần.", "Câu 2: câu kết luận phải bắt đầu bằng ý có/không."],
        ),
        (
            lambda form, need, cost: need["parts"][1].update(key="a"),
            ["Câu 1, ý “a” xuất hiện hơn một lần."],
        ),
        (
            lambda form, need, cost: need["parts"][1].update(key="Ý b"),
            ["Câu 1, ý “Ý b”: khóa chỉ gồm chữ thường không dấu, số, gạch nối và không là “why”."],
        ),
        (
            lambda form, need, cost: need["parts"][1].update(show_when={"c": "yes"}),
            ["Ý 1.b: “show_when” nhắc tới ý “c” không có ở phía trước trong cùng câu."],
        ),
        (
            lambda form, need, cost: need["parts"][1].update(show_when={"a": "có"}),
            ["Ý 1.b: ý “a” không có câu trả lời “có”."],
        ),
        (
            lambda form, need, cost: need["parts"].reverse(),
            [
                "Câu 1: câu kết luận phải bắt đầu bằng ý có/không.",
                "Ý 1.b: “show_when” nhắc tới ý “a” không có ở phía trước trong cùng câu.",
            ],
        ),
        (
            lambda form, need, cost: need["parts"][0].update(explain_when="perhaps", explain_label=" "),
            [
                "Ý 1.a: “explain_when” là “perhaps”, không phải câu trả lời nào của ý này.",
                "Ý 1.a: có “explain_when” thì phải có “explain_label”.",
            ],
        ),
        (
            lambda form, need, cost: cost["parts"][0].update(options=["Cao", "Cao"]),
            ["Ý 2.a, lựa chọn “Cao” xuất hiện hơn một lần."],
        ),
        (
            lambda form, need, cost: cost["parts"][0].update(options=["Cao"]),
            ["Ý 2.a: cần ít nhất hai lựa chọn trong “options”."],
        ),
        (
            lambda form, need, cost: cost["parts"][0].update(kind="text"),
            ["Ý 2.a: loại “text” không có “options”."],
        ),
        (
            lambda form, need, cost: cost["parts"][0].update(kind="date"),
            ["Ý 2.a: không có loại “date”; các loại là choice, components, text, yes_no."],
        ),
        (
            lambda form, need, cost: need["parts"][1].update(show_whn={"a": "yes"}),
            ["Câu 1, ý: không có thuộc tính “show_whn”."],
        ),
        (
            lambda form, need, cost: cost.update(parts=[]),
            ["Câu 2: “parts” phải là danh sách có ít nhất một mục."],
        ),
        (lambda form, need, cost: cost.update(text=" "), ["Câu 2: thiếu “text”."]),
        (lambda form, need, cost: form.pop("title"), ["Bộ câu hỏi: thiếu “title”."]),
        (
            lambda form, need, cost: form["sections"].append("Phần III"),
            ["Phần: phải là một đối tượng JSON { … }."],
        ),
        (
            lambda form, need, cost: need["parts"][1].update(show_when=["a"]),
            ["Câu 1: “show_when” phải có dạng {ý: câu trả lời}."],
        ),
        (
            lambda form, need, cost: cost["parts"][0].update(options="Cao"),
            ["Câu 2: “options” phải là danh sách chữ."],
        ),
    ],
)
def test_check_names_each_fault(change, faults):
    assert check_definition(changed(change)) == faults


@pytest.mark.parametrize("definition", [None, [], "câu hỏi", 7])
def test_check_of_something_else(definition):
    assert check_definition(definition) == ["Bộ câu hỏi phải là một đối tượng JSON { … }."]


def test_check_of_an_empty_object():
    assert check_definition({}) == [
        "Bộ câu hỏi: thiếu “title”.",
        "Bộ câu hỏi: “sections” phải là danh sách có ít nhất một mục.",
    ]
