"""The questionnaire of a review as it reads when answered: on the detail page, in documents, in snapshots. No database."""

from collections.abc import Iterator
from dataclasses import dataclass

from reviews.questionnaire import (
    NO,
    VERDICT_WORDS,
    YES,
    Answers,
    Place,
    explanation_needed,
    skipped_sections,
    skipped_sentence,
    verdicts,
    visible_parts,
)

YES_NO = {YES: "Có", NO: "Không"}


@dataclass(frozen=True)
class Verdict:
    """The conclusion on one criterion, with the tone of its tag."""

    label: str
    tone: str


@dataclass(frozen=True)
class AnsweredPart:
    """A part that was asked: its label (empty when the question says it all), the answer, the explanation."""

    label: str
    answer: str
    why_label: str
    why: str


@dataclass(frozen=True)
class AnsweredQuestion:
    number: int
    text: str
    parts: list[AnsweredPart]

    @property
    def part(self) -> str:
        """The part of the form that a remark on this question is pinned to."""
        return f"Q{self.number}"


@dataclass(frozen=True)
class AnsweredSection:
    """A section with its questions; `skipped` says why it was not asked, and then there are none."""

    title: str
    skipped: str
    verdict: Verdict | None
    questions: list[AnsweredQuestion]


def answer_sheet(definition: dict, answers: Answers) -> list[AnsweredSection]:
    """Every section in its order, with the parts that the answers call for; hidden answers are left out."""
    visible = set(visible_parts(definition, answers))
    skipped = skipped_sections(definition, answers)
    reached = verdicts(definition, answers)
    return [
        AnsweredSection(
            title=section["title"],
            skipped=skipped_sentence(definition, skipped[section["key"]])
            if section["key"] in skipped
            else "",
            verdict=verdict_of(section, reached),
            questions=list(_questions(section, visible, answers)),
        )
        for section in definition["sections"]
    ]


def verdict_of(section: dict, reached: dict[str, bool | None]) -> Verdict | None:
    """The verdict that a section reaches; None when it is open, or the section reaches none."""
    keys = [question["verdict"] for question in section["questions"] if "verdict" in question]
    decided = reached[keys[-1]] if keys else None
    if decided is None:
        return None
    yes, no = VERDICT_WORDS.get(keys[-1], ("Có", "Không"))
    return Verdict(yes, "ok") if decided else Verdict(no, "late")


def _questions(section: dict, visible: set[str], answers: Answers) -> Iterator[AnsweredQuestion]:
    for question in section["questions"]:
        parts = [
            _part(place, answers)
            for part in question["parts"]
            if (place := Place(section, question, part)).key in visible
        ]
        if parts:
            yield AnsweredQuestion(question["number"], question["text"], parts)


def _part(place: Place, answers: Answers) -> AnsweredPart:
    answer = answers.get(place.key, "")
    explained = explanation_needed(place.part, answer)
    return AnsweredPart(
        label=_lead(place.part.get("label", "")),
        answer=in_words(place.part, answer),
        why_label=_lead(place.part["explain_label"]) if explained else "",
        why=str(answers.get(place.why_key, "")) if explained else "",
    )


def _lead(label: str) -> str:
    """The label as it stands before its answer."""
    return label if not label or label.endswith("?") else f"{label}:"


def in_words(part: dict, answer: str | list[str]) -> str:
    """An answer as one reads it: "Có", the options chosen, the text."""
    if isinstance(answer, list):
        return "; ".join(answer)
    return YES_NO.get(answer, answer) if part["kind"] == "yes_no" else answer
