"""A whole part of the inventory form written into one cell: taken apart where the borders are certain, never reworded."""

import re
from collections.abc import Callable
from typing import Any

from exchange.kinds.procedure_columns import (
    BASES_IN_ONE,
    DOSSIER_IN_ONE,
    FORMS_IN_ONE,
    METHODS_IN_ONE,
    STEPS_IN_ONE,
)
from procedures.enums import Channel
from procedures.portal.answers import is_no_answer
from procedures.portal.papers import HEADING, ONLY_SETS
from procedures.portal.steps import split_steps
from tthc.core.text import fold

Rows = list[dict[str, Any]]
LIST_MARK = re.compile(r"^(?:[-+*•–]|\d{1,2}[.)](?!\d)|[a-zđ]\))\s*")
CHANNEL_WORDS = {
    Channel.DIRECT: ("truc tiep", "tai tru so", "bo phan mot cua"),
    Channel.POSTAL: ("buu chinh", "buu dien"),
    Channel.ONLINE: ("truc tuyen", "lien thong", "dien tu", "qua mang"),
}
READ_AS = "Đọc thành {count} cách thức: {words}. Kiểm tra lại."
SETS_AMONG = "Có dòng ghi số bộ hồ sơ trong thành phần hồ sơ; ghi số bộ vào cột Số lượng hồ sơ."
NO_CHANNEL = "Không rõ cách thức nào; đã giữ nguyên lời ở cột nói rõ thêm."


def steps_in(text: str) -> tuple[Rows, str]:
    """Steps marked "Bước 1: … Bước 2: …"; the whole text as one step where the borders are not certain."""
    works, why = split_steps([text])
    return [{"work": work} for work in works], why and f"{why} Kiểm tra và tách lại các bước nếu cần."


def lines_in(text: str) -> list[str]:
    """The lines of a text without their list marks; a line that only announces the list is left out."""
    lines = [LIST_MARK.sub("", line.strip()) for line in text.split("\n") if line.strip()]
    return [line for line in lines if not (line.endswith(":") and HEADING.match(fold(line)))]


def sets_in(text: str) -> int | None:
    """The number of sets that one line of a dossier says, and nothing else: "Số lượng hồ sơ: 01 bộ"."""
    found = {int(match["sets"]) for line in lines_in(text) if (match := ONLY_SETS.fullmatch(fold(line)))}
    return found.pop() if len(found) == 1 else None


def dossier_in(text: str) -> tuple[Rows, str]:
    if is_no_answer(text):
        return [], ""
    lines = lines_in(text)
    items = [line for line in lines if not ONLY_SETS.fullmatch(fold(line))]
    return [{"name": line} for line in items], "" if len(items) == len(lines) else SETS_AMONG


def bases_in(text: str) -> tuple[Rows, str]:
    return [{"document_text": line} for line in lines_in(text)], ""


def forms_in(text: str) -> tuple[Rows, str]:
    return ([] if is_no_answer(text) else [{"name": line} for line in lines_in(text)]), ""


def methods_in(text: str) -> tuple[Rows, str]:
    """One row per channel that the words name; the words themselves where they name none."""
    folded = fold(text)
    found = [channel for channel, words in CHANNEL_WORDS.items() if any(word in folded for word in words)]
    if not found:
        return [{"time_text": text}], NO_CHANNEL
    names = "; ".join(channel.label for channel in found)
    is_plain = folded == fold(found[0].label)
    why = "" if is_plain else READ_AS.format(count=len(found), words=names)
    return [{"channel": channel.value} for channel in found], why


READERS: dict[str, tuple[str, Callable[[str], tuple[Rows, str]]]] = {
    "steps": (STEPS_IN_ONE, steps_in),
    "methods": (METHODS_IN_ONE, methods_in),
    "dossier_items": (DOSSIER_IN_ONE, dossier_in),
    "form_templates": (FORMS_IN_ONE, forms_in),
    "legal_bases": (BASES_IN_ONE, bases_in),
}
