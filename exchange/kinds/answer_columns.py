"""The answers of reviews as columns: those of the current questionnaire, and of older ones that reviews were answered on.

A question that stands word for word in several versions has one column. Each review is answered on one version only;
what a file has for it in a column of another version is a fault that says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from reviews.models import Questionnaire
from reviews.questionnaire import YES, Place, places
from tthc.core.sheets.columns import CellKind, Column

WHEN = "Chỉ ghi khi câu trả lời phải giải thích, như trên biểu mẫu."
ANSWER = "answer "
OTHER_VERSION = (
    "Thủ tục này trả lời theo {its}, không có câu hỏi của cột này nên không ghi được câu trả lời ở đây. "
    "Xóa ô này; ghi ở các cột của bộ câu hỏi đó."
)


class AnswerColumns:
    """The columns of some versions, the current one first, and which of them are whose."""

    def __init__(self, questionnaires: Sequence[Questionnaire]) -> None:
        self.names = {one.pk: f"bộ câu hỏi phiên bản {one.version}" for one in questionnaires}
        self.past: set[str] = set()
        self._columns: dict[str, Column] = {}
        self._answers: dict[int, dict[str, str]] = {}
        for at, questionnaire in enumerate(questionnaires):
            self._answers[questionnaire.pk] = {}
            for answer, column in columns_of(questionnaire):
                self._add(questionnaire, answer, column, is_past=at > 0 or not questionnaire.is_current)

    def _add(self, questionnaire: Questionnaire, answer: str, column: Column, *, is_past: bool) -> None:
        key = column.key
        if self._columns.get(key, column) != column:
            key = f"{column.key}@{questionnaire.pk}"
        if is_past and key not in self._columns:
            self.past.add(key)
            heading = f"{column.heading} ({self.names[questionnaire.pk]})"
            column = replace(column, key=key, heading=heading)
        self._columns.setdefault(key, column)
        self._answers[questionnaire.pk][key] = answer

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(self._columns.values())

    def values_of(self, questionnaire: int, answers: Mapping[str, Any]) -> dict[str, Any]:
        """The answers of a review as values of all columns: those of other versions are blank."""
        its = self._answers.get(questionnaire, {})
        values = {}
        for key, column in self._columns.items():
            answer = answers.get(its[key], column.blank) if key in its else column.blank
            values[key] = tuple(answer) if isinstance(answer, list) else answer
        return values

    def answers_in(self, questionnaire: int, values: Mapping[str, Any]) -> dict[str, Any]:
        """The answers among the values of a row, as a review of that version keeps them."""
        its = self._answers.get(questionnaire, {})
        return {
            its[key]: list(value) if isinstance(value, tuple) else value
            for key, value in values.items()
            if key in its
        }

    def strangers(self, questionnaire: int, values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """(column, why) of what a row says in columns of other versions than its own."""
        its = self._answers.get(questionnaire, {})
        for key, column in self._columns.items():
            if key not in its and values.get(key, column.blank) != column.blank:
                yield key, OTHER_VERSION.format(its=self.names.get(questionnaire, "bộ câu hỏi khác"))


def columns_of(questionnaire: Questionnaire) -> Iterator[tuple[str, Column]]:
    """(key of the answer, column) for each part of a questionnaire, and for its explanation."""
    for place in places(questionnaire.definition):
        part, number = place.part, place.question["number"]
        name = f"Câu {number}{part['key'] if len(place.question['parts']) > 1 else ''}"
        label = part.get("label") or place.question["text"]
        yield (
            place.key,
            Column(
                key=f"{ANSWER}{place.key}",
                heading=f"{name}. {label}",
                help=place.question["text"],
                **_shape(place),
            ),
        )
        if "explain_when" in part:
            heading = f"{name}. {part['explain_label']}"
            yield place.why_key, Column(key=f"{ANSWER}{place.why_key}", heading=heading, width=34, help=WHEN)


def _shape(place: Place) -> dict[str, Any]:
    part = place.part
    if part["kind"] == "yes_no":
        return {"kind": CellKind.CHOICE, "choices": ((YES, "Có"), ("no", "Không")), "width": 12}
    if part["kind"] in ("choice", "components"):
        kind = CellKind.CHOICE if part["kind"] == "choice" else CellKind.CHOICES
        return {"kind": kind, "choices": tuple((one, one) for one in part["options"]), "width": 24}
    return {"width": 34}
