"""The questionnaire as a form: a control per part and explanation, laid out by section and question."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django import forms
from django.forms import BoundField

from reviews.answer_sheet import YES_NO, Verdict, verdict_of
from reviews.questionnaire import (
    ALWAYS,
    Answers,
    Place,
    explanation_needed,
    missing,
    parts_called_for,
    places,
    skipped_sections,
    skipped_sentence,
    verdicts,
)
from tthc.core.fields import CleanCharField
from tthc.workflow.writing import Sides


@dataclass(frozen=True)
class PartControl:
    """A part with its controls; `shown` and `why_shown` say whether the answers so far call for them."""

    place: Place
    label: str
    answer: BoundField
    why: BoundField | None
    shown: bool
    why_shown: bool

    @property
    def key(self) -> str:
        return self.place.key

    @property
    def condition(self) -> tuple[str, str] | None:
        """(key of the part that decides, its answer that asks for this one) for the script; None when always asked."""
        for other, wanted in self.place.part.get("show_when", {}).items():
            return f"{self.place.question['number']}.{other}", wanted
        return None

    @property
    def explain_when(self) -> str:
        return self.place.part.get("explain_when", "")


@dataclass(frozen=True)
class QuestionControls:
    number: int
    text: str
    heads_itself: bool
    parts: list[PartControl]

    @property
    def pin(self) -> str:
        """How remarks name the question (`Review.parts`)."""
        return f"Q{self.number}"


@dataclass(frozen=True)
class SectionControls:
    """`skipped_by` names the part whose "no" skips the section; `is_skipped` whether it has been given; `missing` counts."""

    key: str
    title: str
    skipped_by: str
    skipped_sentence: str
    is_skipped: bool
    missing: int
    verdict: Verdict | None
    questions: list[QuestionControls]


class AnswersForm(forms.Form):
    """Nothing is required: a draft may be saved with any question open."""

    def __init__(self, data=None, *, definition: dict, answers: Answers) -> None:
        super().__init__(data, initial=dict(answers), prefix=None)
        self.definition, self.stored = definition, answers
        for place in places(definition):
            self.fields[place.key] = _field(place.part)
            if "explain_when" in place.part:
                self.fields[place.why_key] = _text(place.part["explain_label"])

    def piece_of(self, name: str) -> str:
        """A question, with the parts and explanations that its answers call for."""
        return f"cau-{name.partition('.')[0]}"

    @property
    def given(self) -> Answers:
        """The answers that decide what is shown: those just typed, otherwise the stored ones."""
        if not self.is_bound:
            return self.stored
        return {name: self[name].value() or "" for name in self.fields}

    def sections(self) -> Iterator[SectionControls]:
        skipped, called = (
            skipped_sections(self.definition, self.given),
            parts_called_for(self.definition, self.given),
        )
        skips = _skips(self.definition)
        open_in = Counter(one.section for one in missing(self.definition, self.given))
        reached = verdicts(self.definition, self.given)
        for section in self.definition["sections"]:
            number = skips.get(section["key"])
            yield SectionControls(
                key=section["key"],
                title=section["title"],
                skipped_by=f"{number}.a" if number else "",
                skipped_sentence=skipped_sentence(self.definition, number) if number else "",
                is_skipped=section["key"] in skipped,
                missing=open_in[section["key"]],
                verdict=verdict_of(section, reached),
                questions=[self._question(section, question, called) for question in section["questions"]],
            )

    def _question(self, section: dict, question: dict, called: list[str]) -> QuestionControls:
        heads_itself = not question["parts"][0].get("label")
        parts = [
            self._part(Place(section, question, part), called, is_head=heads_itself and number == 0)
            for number, part in enumerate(question["parts"])
        ]
        return QuestionControls(question["number"], question["text"], heads_itself, parts)

    def _part(self, place: Place, called: list[str], *, is_head: bool) -> PartControl:
        label = (
            f"{place.question['number']}. {place.question['text']}"
            if is_head
            else place.part.get("label", "")
        )
        always = place.part.get("explain_when") == ALWAYS
        return PartControl(
            place=place,
            label=label,
            answer=self[place.key],
            why=self[place.why_key] if place.why_key in self.fields else None,
            shown=place.key in called,
            why_shown=always or explanation_needed(place.part, self.given.get(place.key, "")),
        )


def _skips(definition: dict) -> dict[str, int]:
    """{section: number of the question whose "no" skips it}."""
    return {
        key: question["number"]
        for section in definition["sections"]
        for question in section["questions"]
        for key in question.get("on_no_skip_sections", ())
    }


def _field(part: dict) -> forms.Field:
    label, options = part.get("label", ""), [(option, option) for option in part.get("options", ())]
    if part["kind"] == "text":
        return _text(label)
    if part["kind"] == "components":
        return forms.MultipleChoiceField(
            label=label, choices=options, required=False, widget=forms.CheckboxSelectMultiple
        )
    choices = list(YES_NO.items()) if part["kind"] == "yes_no" else options
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=forms.RadioSelect)


def _text(label: str) -> forms.Field:
    return CleanCharField(label=label, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class AnswersPage:
    """The questionnaire of a review, section by section; only those of `open_keys` as they were sent (None: all)."""

    def __init__(self, review, data=None, *, open_keys: Collection[str] | None = None) -> None:
        self.subject = self.review = review
        self.definition, self.data = review.questionnaire.definition, data
        self.sides = [self._sides(section, open_keys) for section in self.definition["sections"]]
        typed = [form for sides in self.sides for form in sides.typed or ()]
        sent = {name: form[name].value() for form in typed for name in form.fields}
        self.form = AnswersForm(
            {**review.answers, **sent} if typed else None, definition=self.definition, answers=review.answers
        )

    def _sides(self, section: dict, open_keys: Collection[str] | None) -> Sides:
        def make(data) -> list[AnswersForm]:
            part = {**self.definition, "sections": [section]}
            return [AnswersForm(data, definition=part, answers=self.review.answers)]

        is_open = open_keys is None or section["key"] in open_keys
        return Sides.of(section["key"], make, self.data if is_open else None, self.review.version)

    @property
    def sections(self) -> list[tuple[SectionControls, Sides]]:
        return list(zip(self.form.sections(), self.sides, strict=True))

    def answers_with(self, keys: Collection[str]) -> Answers:
        """All answers as they are to be when some sections are stored as typed."""
        answers = dict(self.review.answers)
        for sides in self.sides:
            if sides.key in keys:
                answers |= sides.values
        return answers
