"""Trình tự thực hiện: steps as the source has them, and "Bước 1: … Bước 2: …" in one text split where that is certain."""

import re
from dataclasses import dataclass

from procedures.enums import DoubtKind, Part
from procedures.portal.cells import Cells
from procedures.portal.parsed import ParsedDoubt, ParsedStep, digest
from tthc.core.text import fold

# "Bước 3:" at the start of a line or sentence, with or without a dash before it; "Bước 3.1" is part of a step, and
# "theo Bước 3" in the middle of a sentence only speaks of one. Without a separator after it the mark is not certain.
MARK = re.compile(
    r"""(?: ^ | (?<=[.;:!?…”"»\n]) ) [ ]? (?: [-+*•–—] [ ]? )?
    (?P<mark> bước [ ] (?P<number> \d{1,2} ) (?! \d | \.\d ) (?P<separator> [ ]? [:.)–—-] )? )""",
    re.IGNORECASE | re.VERBOSE,
)
EMPTY_NAME = re.compile(r"(buoc )?\d*|(cac buoc|trinh tu|noi dung)( thuc hien)?|buoc thuc hien")
HEADING = re.compile(r"(\d{1,2}|[a-z])?(cac buoc|trinh tu)( thuc hien)?")
VARIANT = re.compile(r"(truong hop|doi voi) ")
NOT_CERTAIN = "Số bước không chạy liền 1, 2, 3… hoặc có chỗ không rõ ranh giới giữa các bước; đã giữ nguyên lời của nguồn."
LEAD_IN = "Trước “Bước 1” còn lời dẫn; đã giữ lời dẫn ở đầu bước thứ nhất."
ROW_BEFORE = "Nguồn có phần đứng trước “Bước 1” ghi thành một bước riêng; đã giữ nguyên."
VARIANTS = "Nguồn ghi các trường hợp khác nhau thành các bước; đã giữ nguyên."
WHAT_TO_DO = " Kiểm tra và tách lại các bước nếu cần."


@dataclass(frozen=True)
class Mark:
    """A place where a step may begin."""

    start: int
    number: int
    is_certain: bool


def read_steps(record: Cells) -> tuple[list[ParsedStep], list[ParsedDoubt]]:
    rows = record.rows("executionSteps")
    texts = [text for place, row in enumerate(rows, start=1) if (text := words_of(row, place))]
    works, why = split_steps(texts)
    if not why and sum(bool(VARIANT.match(fold(row.text("name")))) for row in rows) > 1:
        why = VARIANTS
    doubt = ParsedDoubt(DoubtKind.STEPS, Part.STEPS, why + WHAT_TO_DO, digest(*texts))
    return [ParsedStep(work) for work in works], [doubt] if why else []


def words_of(row: Cells, place: int) -> str:
    """Name and description of a recorded step as one text: the same words not twice, a name that says nothing left out."""
    name, description = row.text("name"), row.text("description")
    if not name or not description:
        return name or description
    bare_name, bare_description = bare(name), bare(description)
    if bare_description.startswith(bare_name) or is_empty_name(name, place):
        return description
    return name if bare_name.startswith(bare_description) else f"{name}\n{description}"


def is_empty_name(name: str, place: int) -> bool:
    """Whether a step's name is only a filler: a heading, or the number that it has anyway by its place."""
    words = bare(name)
    digits = re.sub(r"\D", "", words)
    return bool(EMPTY_NAME.fullmatch(words)) and (not digits or int(digits) == place)


def split_steps(texts: list[str]) -> tuple[list[str], str]:
    """The texts of the steps, and why they need a look ("" when they do not).

    Splits only where every border is certain: marks with a separator, numbers 1, 2, 3… over all texts without gap or
    repeat, at least two, and no recorded step beginning between two marks. Nothing but the white space at a border is
    lost. A lead-in before "Bước 1" stays with the first step: as a step of its own it would shift every number.
    """
    marks = [marks_in(text) for text in texts]
    numbers = [mark.number for found in marks for mark in found]
    if not numbers:
        return texts, ""
    in_order = numbers == list(range(1, len(numbers) + 1))
    if not any(len(found) > 1 or (found and found[0].start > 0) for found in marks):
        return texts, _why_rows_need_a_look(marks, in_order)
    certain = all(mark.is_certain for found in marks for mark in found)
    starts_at_marks = all(found and found[0].start == 0 for found in marks[1:])
    if not (in_order and certain and starts_at_marks and len(numbers) > 1 and marks[0]):
        return texts, NOT_CERTAIN
    works = [piece for text, found in zip(texts, marks, strict=True) for piece in _pieces(text, found)]
    lead_in = texts[0][: marks[0][0].start]
    return works, "" if HEADING.fullmatch(bare(lead_in)) or not lead_in.strip() else LEAD_IN


def marks_in(text: str) -> list[Mark]:
    """The places where a step may begin; a dash before the mark belongs to it."""
    return [
        Mark(found.start(), int(found["number"]), found["separator"] is not None)
        for found in MARK.finditer(text)
    ]


def bare(text: str) -> str:
    """The folded words without punctuation, for comparing."""
    return " ".join(re.findall(r"\w+", fold(text)))


def _why_rows_need_a_look(marks: list[list[Mark]], in_order: bool) -> str:
    """Recorded steps with at most one mark each, at its start: the borders are the source's, the numbers may still be odd."""
    places = all(found[0].number == place for place, found in enumerate(marks, start=1) if found)
    if places or (in_order and marks[0]):
        return ""
    return ROW_BEFORE if in_order else NOT_CERTAIN


def _pieces(text: str, marks: list[Mark]) -> list[str]:
    borders = [0, *(mark.start for mark in marks[1:]), len(text)]
    return [text[start:end].strip() for start, end in zip(borders, borders[1:], strict=False)]
