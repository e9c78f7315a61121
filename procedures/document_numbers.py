"""Numbers of legal documents as they stand in running text: "Nghị định số 63/2010/NĐ-CP ngày 08/6/2010"."""

import re

from tthc.core.text import clean

# Digits, then a sign with at least one letter ("63/2010/NĐ-CP", "21/2017/QH14", "1085/QĐ-TTg"); a date has no letter.
NUMBER = re.compile(r"\d+(?:[/-][\w.]+)*[/-][^\W\d_][\w.]*(?:[/-][\w.]+)*")


def numbers_in(text: str) -> list[str]:
    """The document numbers in a text, in its order, each once; nothing is repaired."""
    found = (number.rstrip(".") for number in NUMBER.findall(clean(text)))
    return list(dict.fromkeys(found))
