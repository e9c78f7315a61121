"""The parts that exist only "if there is any": what counts as an answer, in the many ways of saying "không có"."""

import re

from procedures.enums import Answer
from tthc.core.text import fold

# Every word of "không có", "không quy định", "không yêu cầu, điều kiện", "không thu phí, lệ phí"… and no other.
WORDS_OF_NO = {
    "khong", "co", "quy", "dinh", "yeu", "cau", "dieu", "kien", "ap", "dung", "can", "gi", "nao", "thu", "mat",
    "phai", "nop", "phi", "le", "mau", "don", "to", "khai", "ket", "qua",
}  # fmt: skip


def answer_of(text: str) -> str:
    """Answer.NONE for any way of saying "không có", Answer.SOME for other words, "" when nothing is said."""
    if not re.search(r"\w", text):
        return ""
    return Answer.NONE if is_no_answer(text) else Answer.SOME


def is_no_answer(text: str) -> bool:
    words = re.findall(r"\w+", fold(text))
    return bool(words) and words[0] == "khong" and set(words) <= WORDS_OF_NO
