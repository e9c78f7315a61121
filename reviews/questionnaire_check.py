"""Whether the definition of a questionnaire that an administrator enters can be asked. No database."""

import re
from collections.abc import Iterable

from reviews.questionnaire import ALWAYS, WHY, choices, part_key

KINDS = {"yes_no", "text", "choice", "components"}
ATTRIBUTES = {
    "questionnaire": {"key", "version", "title", "source", "note", "sections"},
    "section": {"key", "title", "questions"},
    "question": {"number", "text", "parts", "verdict", "on_no_skip_sections"},
    "part": {"key", "kind", "label", "options", "explain_when", "explain_label", "show_when"},
}
NAME = re.compile(r"[a-z][a-z0-9_-]*")


def check_definition(definition: object) -> list[str]:
    """All that keeps the definition from being asked, each as a Vietnamese sentence; empty when it can be.

    Faults of shape (a list where a dict belongs) are reported alone: the finer checks stand on the shape.
    """
    faults = list(_shape(definition))
    if faults:
        return faults
    return [*_sections(definition), *_questions(definition), *_parts(definition)]


def _shape(definition: object) -> Iterable[str]:
    if not isinstance(definition, dict):
        yield "Bộ câu hỏi phải là một đối tượng JSON { … }."
        return
    yield from _attributes("questionnaire", definition, "Bộ câu hỏi", ("title",))
    for section in _rows(definition, "sections"):
        where = "Phần"
        if isinstance(section, dict):
            where = f"Phần “{section.get('title') or section.get('key') or '?'}”"
        yield from _attributes("section", section, where, ("key", "title"))
        for question in _rows(section, "questions"):
            where = f"Câu {question.get('number', '?')}" if isinstance(question, dict) else "Câu hỏi"
            yield from _attributes("question", question, where, ("text",))
            yield from _question_shape(question, where)
            for part in _rows(question, "parts"):
                yield from _attributes("part", part, f"{where}, ý", ("key", "kind"))
                yield from _part_shape(part, where)


def _attributes(level: str, row: object, where: str, required: tuple[str, ...]) -> Iterable[str]:
    if not isinstance(row, dict):
        yield f"{where}: phải là một đối tượng JSON {{ … }}."
        return
    for name in required:
        if not isinstance(row.get(name), str) or not row[name].strip():
            yield f"{where}: thiếu “{name}”."
    for name in sorted(row.keys() - ATTRIBUTES[level]):
        yield f"{where}: không có thuộc tính “{name}”."
    child = {"questionnaire": "sections", "section": "questions", "question": "parts"}.get(level)
    if child and not _rows(row, child):
        yield f"{where}: “{child}” phải là danh sách có ít nhất một mục."


def _question_shape(question: object, where: str) -> Iterable[str]:
    if not isinstance(question, dict):
        return
    if type(question.get("number")) is not int or question["number"] < 1:
        yield f"{where}: “number” phải là số nguyên dương."
    if not _is_texts(question.get("on_no_skip_sections", [])):
        yield f"{where}: “on_no_skip_sections” phải là danh sách khóa của phần."
    if not isinstance(question.get("verdict", "x"), str):
        yield f"{where}: “verdict” phải là chữ."


def _part_shape(part: object, where: str) -> Iterable[str]:
    if not isinstance(part, dict):
        return
    if not _is_texts(part.get("options", [])):
        yield f"{where}: “options” phải là danh sách chữ."
    conditions = part.get("show_when", {})
    if not isinstance(conditions, dict) or not _is_texts(list(conditions.values())):
        yield f"{where}: “show_when” phải có dạng {{ý: câu trả lời}}."
    for name in ("label", "explain_when", "explain_label"):
        if not isinstance(part.get(name, ""), str):
            yield f"{where}: “{name}” phải là chữ."


def _sections(definition: dict) -> Iterable[str]:
    keys = [section["key"] for section in definition["sections"]]
    yield from _names("Phần", keys)
    for place, section in enumerate(definition["sections"]):
        for question in section["questions"]:
            for skipped in question.get("on_no_skip_sections", ()):
                if skipped not in keys[place + 1 :]:
                    yield f"Câu {question['number']}: phần “{skipped}” bị bỏ qua nhưng không có ở phía sau."


def _questions(definition: dict) -> Iterable[str]:
    questions = [question for section in definition["sections"] for question in section["questions"]]
    yield from _repeats("Số câu", [question["number"] for question in questions])
    yield from _names("Kết luận", [question["verdict"] for question in questions if "verdict" in question])
    for question in questions:
        decides = "verdict" in question or question.get("on_no_skip_sections")
        if decides and question["parts"][0]["kind"] != "yes_no":
            yield f"Câu {question['number']}: câu kết luận phải bắt đầu bằng ý có/không."


def _parts(definition: dict) -> Iterable[str]:
    for section in definition["sections"]:
        for question in section["questions"]:
            yield from _names(f"Câu {question['number']}, ý", [part["key"] for part in question["parts"]])
            earlier: dict[str, dict] = {}
            for part in question["parts"]:
                where = f"Ý {part_key(question, part['key'])}"
                yield from _part(part, where)
                yield from _conditions(part, where, earlier)
                earlier[part["key"]] = part


def _part(part: dict, where: str) -> Iterable[str]:
    if part["kind"] not in KINDS:
        yield f"{where}: không có loại “{part['kind']}”; các loại là {', '.join(sorted(KINDS))}."
        return
    options = part.get("options", [])
    if part["kind"] in {"choice", "components"}:
        yield from _repeats(f"{where}, lựa chọn", options)
        if len(options) < 2:
            yield f"{where}: cần ít nhất hai lựa chọn trong “options”."
    elif options:
        yield f"{where}: loại “{part['kind']}” không có “options”."
    if "explain_when" in part:
        if part["explain_when"] not in {ALWAYS, *choices(part)}:
            yield f"{where}: “explain_when” là “{part['explain_when']}”, không phải câu trả lời nào của ý này."
        if not part.get("explain_label", "").strip():
            yield f"{where}: có “explain_when” thì phải có “explain_label”."


def _conditions(part: dict, where: str, earlier: dict[str, dict]) -> Iterable[str]:
    for other, wanted in part.get("show_when", {}).items():
        if other not in earlier:
            yield f"{where}: “show_when” nhắc tới ý “{other}” không có ở phía trước trong cùng câu."
        elif earlier[other]["kind"] == "components" or wanted not in choices(earlier[other]):
            yield f"{where}: ý “{other}” không có câu trả lời “{wanted}”."


def _names(what: str, names: list[str]) -> Iterable[str]:
    yield from _repeats(what, names)
    for name in names:
        if not NAME.fullmatch(name) or name == WHY:
            yield f"{what} “{name}”: khóa chỉ gồm chữ thường không dấu, số, gạch nối và không là “{WHY}”."


def _repeats(what: str, values: list) -> Iterable[str]:
    for value in sorted({value for value in values if values.count(value) > 1}):
        yield f"{what} “{value}” xuất hiện hơn một lần."


def _rows(parent: object, name: str) -> list:
    rows = parent.get(name) if isinstance(parent, dict) else None
    return rows if isinstance(rows, list) else []


def _is_texts(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)
