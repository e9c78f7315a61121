"""Phí, lệ phí as words; an amount of 0 without words is no answer."""

from procedures.enums import Answer
from procedures.portal.answers import answer_of
from procedures.portal.cells import Cells
from procedures.portal.parsed import distinct
from tthc.core.reading import show_decimal

KINDS = {"FEE": "Phí", "": "Phí, lệ phí"}
DONG = ("", "VND", "VNĐ", "đ", "đồng")


def read_fees(row: Cells) -> str:
    """The fees of one row of methods, or of the whole record, one a line: "Phí: 100.000 đồng (mỗi hồ sơ)"."""
    return "\n".join(distinct([_words(fee) for fee in row.rows("fees")]))


def answer_to_fees(texts: list[str]) -> str:
    """SOME as soon as one line names a fee, NONE when every line says that there is none, "" when there is no line."""
    answers = {
        answer_of(line.partition(": ")[2] or line) for text in texts for line in text.split("\n") if line
    }
    return next((answer for answer in (Answer.SOME, Answer.NONE) if answer in answers), "")


def _words(fee: Cells) -> str:
    kind, description, amount = fee.text("type"), fee.text("description"), fee.amount("value")
    label = KINDS.get(kind, kind)
    if not amount:
        return f"{label}: {description}" if description else ""
    currency = fee.text("currencyId")
    shown = f"{show_decimal(amount)} {'đồng' if currency in DONG else currency}"
    return f"{label}: {shown} ({description})" if description else f"{label}: {shown}"
