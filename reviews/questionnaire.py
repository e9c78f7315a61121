"""What a review form asks, given the definition of a questionnaire and the answers so far. Logic only, no database.

A definition is the dict of a questionnaire file (reviews/data/): sections → questions → parts. An answer bears the
key of its part, "9.c"; its explanation "9.c.why". A part of kind "yes_no" is answered "yes" or "no", "choice" by one
of its options, "components" by a list of them, "text" by text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tthc.core.refusal import Refusal
from tthc.core.text import clean

Answers = Mapping[str, str | list[str]]

YES, NO, ALWAYS = "yes", "no", "always"
WHY = "why"
# What a verdict is called when it is yes and when it is no.
VERDICT_WORDS = {
    "necessity": ("Cần thiết", "Không cần thiết"),
    "reasonableness": ("Hợp lý", "Không hợp lý"),
    "legality": ("Hợp pháp", "Không hợp pháp"),
}


@dataclass(frozen=True)
class Place:
    """Where a part stands in the form: section, question, part and its key among the answers."""

    section: dict
    question: dict
    part: dict

    @property
    def key(self) -> str:
        return part_key(self.question, self.part["key"])

    @property
    def why_key(self) -> str:
        return f"{self.key}.{WHY}"


@dataclass(frozen=True)
class Missing:
    """Something that must be answered before the form is submitted; `sentence` is for its author."""

    section: str
    question: int
    part: str
    sentence: str


def part_key(question: dict, key: str) -> str:
    return f"{question['number']}.{key}"


def places(definition: dict) -> Iterator[Place]:
    """All parts of the form, in its order."""
    for section in definition["sections"]:
        for question in section["questions"]:
            for part in question["parts"]:
                yield Place(section, question, part)


def skipped_sections(definition: dict, answers: Answers) -> dict[str, int]:
    """Keys of the sections that are not asked, each with the number of the question whose "no" skips it."""
    skipped: dict[str, int] = {}
    for section in definition["sections"]:
        if section["key"] in skipped:
            continue
        for question in section["questions"]:
            if verdict_of(question, answers) is False:
                for key in question.get("on_no_skip_sections", ()):
                    skipped.setdefault(key, question["number"])
    return skipped


def skipped_sentence(definition: dict, number: int) -> str:
    """Why a section is not asked: the question of that number was answered with no."""
    verdict = next(
        (
            question.get("verdict")
            for section in definition["sections"]
            for question in section["questions"]
            if question["number"] == number
        ),
        None,
    )
    no = VERDICT_WORDS[verdict][1].lower() if verdict in VERDICT_WORDS else "“Không”"
    return f"Bỏ qua vì câu {number} trả lời {no}."


def parts_called_for(definition: dict, answers: Answers) -> list[str]:
    """Keys of the parts that the answers within their own question call for, skipped sections or not."""
    called: list[str] = []
    for place in places(definition):
        conditions = place.part.get("show_when", {}).items()
        controllers = [(part_key(place.question, other), wanted) for other, wanted in conditions]
        if all(key in called and answers.get(key) == wanted for key, wanted in controllers):
            called.append(place.key)
    return called


def visible_parts(definition: dict, answers: Answers) -> list[str]:
    """Keys of the parts that are asked, in the order of the form: called for, and in no skipped section."""
    skipped, called = skipped_sections(definition, answers), set(parts_called_for(definition, answers))
    return [
        place.key
        for place in places(definition)
        if place.key in called and place.section["key"] not in skipped
    ]


def explanation_needed(part: dict, answer: str | list[str] | None) -> bool:
    """Whether this answer has to be explained; no answer needs no explanation yet."""
    wanted = part.get("explain_when")
    return bool(answer) and wanted in (ALWAYS, answer)


def verdict_of(question: dict, answers: Answers) -> bool | None:
    """Yes or no to the question as a whole (its first part); None as long as it is open."""
    answer = answers.get(part_key(question, question["parts"][0]["key"]))
    return {YES: True, NO: False}.get(answer) if isinstance(answer, str) else None


def verdicts(definition: dict, answers: Answers) -> dict[str, bool | None]:
    """The conclusion on each criterion (necessity, reasonableness, legality); None when open or skipped."""
    skipped = skipped_sections(definition, answers)
    return {
        question["verdict"]: None if section["key"] in skipped else verdict_of(question, answers)
        for section in definition["sections"]
        for question in section["questions"]
        if "verdict" in question
    }


def missing(definition: dict, answers: Answers) -> list[Missing]:
    """Everything that the form still asks for, in its order; explanations after their answers."""
    visible = set(visible_parts(definition, answers))
    found = []
    for place in places(definition):
        if place.key not in visible:
            continue
        answer = answers.get(place.key)
        if not answer:
            found.append(_missing(place, f"{_name(place)} chưa trả lời."))
        elif explanation_needed(place.part, answer) and not answers.get(place.why_key):
            what = place.part["explain_label"]
            found.append(_missing(place, f"{_name(place)} chưa ghi “{what}”."))
    return found


def clean_answers(definition: dict, raw: Answers) -> dict[str, str | list[str]]:
    """The answers as they are kept: text in one form, empty ones left out, nothing else dropped.

    Answers of parts that are hidden now stay, so that a change of mind loses no text; they do not count.
    Refuses (Refusal) a key that the questionnaire does not know and an answer that is not among the choices.
    """
    by_key = {place.key: place for place in places(definition)}
    by_key |= {place.why_key: place for place in list(by_key.values()) if "explain_when" in place.part}
    strangers = sorted(raw.keys() - by_key.keys())
    if strangers:
        raise Refusal(
            f"Bộ câu hỏi “{definition['title']}” không có mục {', '.join(strangers)}. "
            "Hãy tải lại trang rồi trả lời lại mục đó."
        )
    cleaned = {key: _clean_answer(by_key[key], key, raw[key]) for key in by_key if key in raw}
    return {key: answer for key, answer in cleaned.items() if answer}


def _clean_answer(place: Place, key: str, answer: str | list[str]) -> str | list[str]:
    kind = place.part["kind"] if key == place.key else "text"
    if kind == "components":
        chosen = [clean(one) for one in ([answer] if isinstance(answer, str) else answer)]
        _check_choices(place, [one for one in chosen if one], place.part["options"])
        return [option for option in place.part["options"] if option in chosen]
    text = clean(answer if isinstance(answer, str) else "\n".join(answer))
    if text and kind != "text":
        _check_choices(place, [text], choices(place.part))
    return text


def choices(part: dict) -> list[str]:
    """The answers that a part accepts; empty for text."""
    return [YES, NO] if part["kind"] == "yes_no" else list(part.get("options", ()))


def _check_choices(place: Place, chosen: list[str], allowed: list[str]) -> None:
    for one in chosen:
        if one not in allowed:
            raise Refusal(f"Câu {place.question['number']}: không có lựa chọn “{one}”. Hãy chọn lại.")


def _name(place: Place) -> str:
    label = place.part.get("label")
    return f"Câu {place.question['number']} “{label}”" if label else f"Câu {place.question['number']}"


def _missing(place: Place, sentence: str) -> Missing:
    return Missing(place.section["key"], place.question["number"], place.part["key"], sentence)
