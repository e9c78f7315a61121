"""The questions of a review form as blocks: answered, or with room to write the answers on paper."""

from collections.abc import Iterator

from reviews.answer_sheet import AnsweredQuestion, AnsweredSection
from tthc.core.documents.blocks import Block, Field, FieldList, Heading, Paragraph, Run

BOX = "□"
GAP = "\u00a0" * 8  # blanks that do not run together
LABEL_WIDTH = 62


def answered_blocks(sections: list[AnsweredSection]) -> Iterator[Block]:
    """Every section with the questions that were asked and their answers; a skipped one says why."""
    for section in sections:
        yield Heading(section.title, 2)
        if section.skipped:
            yield Paragraph((Run(section.skipped, italic=True),))
        for question in section.questions:
            yield _question(question.number, question.text)
            yield FieldList(list(_answers(question)), LABEL_WIDTH)
        if section.verdict:
            yield Paragraph((Run("Kết luận: ", bold=True), f"{section.verdict.label}."))


def _question(number: int, text: str) -> Paragraph:
    return Paragraph((Run(f"Câu {number}. {text}", bold=True),), keep_with_next=True)


def _answers(question: AnsweredQuestion) -> Iterator[Field]:
    for part in question.parts:
        yield Field(part.label or "Trả lời:", part.answer)
        if part.why_label:
            yield Field(part.why_label, part.why)


def blank_blocks(definition: dict) -> Iterator[Block]:
    """Every section with all its questions; boxes to tick, lines to write on, and when a part is asked at all."""
    for section in definition["sections"]:
        yield Heading(section["title"], 2)
        for question in section["questions"]:
            yield _question(question["number"], question["text"])
            yield FieldList(
                [field for part in question["parts"] for field in _blank(question, part)], LABEL_WIDTH
            )
            if question.get("on_no_skip_sections"):
                yield Paragraph((Run("Trả lời “Không” thì không phải trả lời các mục sau.", italic=True),))


def _blank(question: dict, part: dict) -> Iterator[Field]:
    label = f"{part['key']}) {part.get('label') or 'Trả lời'}"
    conditions = "; ".join(_when(question, *one) for one in part.get("show_when", {}).items())
    yield Field(f"{label} ({conditions})" if conditions else label, _boxes(part))
    if "explain_when" in part:
        yield Field(f"{part['explain_label']}{_explained_when(part)}", lines=2)


def _boxes(part: dict) -> str:
    if part["kind"] == "yes_no":
        return f"{BOX} Có{GAP}{BOX} Không"
    return "\n".join(f"{BOX} {option}" for option in part.get("options", ()))


def _when(question: dict, key: str, wanted: str) -> str:
    return f"nếu ý {key} là “{_said(wanted)}”"


def _explained_when(part: dict) -> str:
    return "" if part["explain_when"] == "always" else f" (nếu “{_said(part['explain_when'])}”)"


def _said(answer: str) -> str:
    return {"yes": "Có", "no": "Không"}.get(answer, answer)
