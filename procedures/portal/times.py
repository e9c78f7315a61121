"""Cách thức thực hiện and thời hạn giải quyết: units are never converted, a number against its words is a doubt."""

import re
from decimal import Decimal

from procedures.enums import Channel, DoubtKind, Part, TimeUnit
from procedures.portal.answers import is_no_answer
from procedures.portal.cells import Cells
from procedures.portal.fees import read_fees
from procedures.portal.parsed import ParsedDoubt, ParsedMethod, digest, distinct, quote
from tthc.core.amounts import LEADING, SPAN, UNITS
from tthc.core.reading import read_decimal, show_decimal
from tthc.core.text import fold

UNSAID = re.compile(r"(?:khong|chua) (?:co )?(?:quy dinh|xac dinh|an dinh)\b")
MOST_TIME = Decimal(99_999)
Time = tuple[Decimal | None, str]
"""Number and unit, (None, "") when the source gives only words."""


def read_methods(record: Cells) -> tuple[list[ParsedMethod], list[ParsedDoubt]]:
    methods, doubts = [], []
    for row in record.rows("executionMethods"):
        channel, unknown = _channel(row)
        value, unit, text, why = _time(row)
        if why:
            doubts.append(ParsedDoubt(DoubtKind.TIME, Part.METHODS, why, digest(value, unit, text)))
        if unknown:
            doubts.append(ParsedDoubt(DoubtKind.MISSING, Part.METHODS, unknown, digest(unknown)))
        methods.append(ParsedMethod(channel, value, unit, text, read_fees(row)))
    return methods, list({doubt.key: doubt for doubt in doubts}.values())


def time_limit_of(methods: list[ParsedMethod]) -> tuple[Decimal | None, str, str, list[ParsedDoubt]]:
    """Number, unit and words of the procedure's time limit: what its methods agree on, otherwise only words and a doubt."""
    said = [method for method in methods if method.time_value is not None or method.time_text]
    by_time: dict[Time, list[ParsedMethod]] = {}
    for method in said:
        by_time.setdefault((method.time_value, method.time_unit), []).append(method)
    if len(by_time) < 2:
        value, unit = next(iter(by_time), (None, ""))
        return value, unit, "\n".join(distinct([method.time_text for method in said])), []
    lines = [_line(time, group) for time, group in by_time.items()]
    doubt = ParsedDoubt(
        DoubtKind.TIME,
        Part.TIME_LIMIT,
        f"Các cách thức thực hiện ghi thời hạn khác nhau: {'; '.join(_shown(time) for time in by_time)}. "
        "Ghi lại thời hạn chung, hoặc nói rõ thời hạn của từng trường hợp.",
        digest("time limit", *lines),
    )
    return None, "", "\n".join(lines), [doubt]


def contradiction(value: Decimal, unit: str, text: str) -> str:
    """Why a number and its words cannot both be right, "" when they can."""
    folded = fold(text)
    spans = [
        (Decimal(found["number"].replace(",", ".")), UNITS[found["unit"]]) for found in SPAN.finditer(folded)
    ]
    # The words may also name the parts of a whole: 45 ngày to judge and 30 ngày to decide are 75 ngày.
    if (value, unit) in spans or value == sum(number for number, its_unit in spans if its_unit == unit):
        return ""
    leads = LEADING.match(folded)
    is_first = bool(leads and SPAN.match(folded, leads.end()))
    if is_first or UNSAID.match(folded) or is_no_answer(text) or any(number == value for number, _ in spans):
        return f"Nguồn ghi {_shown((value, unit))}, nhưng lời ghi là {quote(text)}. Kiểm tra rồi ghi lại thời hạn đúng."
    return ""


def _channel(row: Cells) -> tuple[str, str]:
    recorded = row.text("submissionMethod")
    if recorded in Channel.values:
        return recorded, ""
    what = f"ghi cách thức lạ {quote(recorded)}" if recorded else "không ghi cách thức nào"
    return "", f"Nguồn {what} cho một dòng cách thức thực hiện. Chọn trực tiếp, bưu chính hay trực tuyến."


def _time(row: Cells) -> tuple[Decimal | None, str, str, str]:
    """Number, unit, words, and why they are doubted."""
    unit, text = row.text("processingTimeUnit"), row.text("description")
    value, words = _recorded(row)
    if value is None:
        return None, "", "\n".join(distinct([words, text])), ""
    if unit in TimeUnit.values and value > 0:
        return value, unit, text, contradiction(value, unit, text)
    # Portals fill 0 or 1 in where there is no number; with another number, or with no words, something is missing.
    if (value <= 1 and (text or unit == "OTHER")) or show_decimal(value) in re.findall(r"[\d,]*\d", text):
        return None, "", text, ""
    shown = f"{show_decimal(value)} {TimeUnit(unit).label if unit in TimeUnit.values else unit}".strip()
    why = f"Nguồn ghi thời hạn {quote(shown)}, không rõ là bao lâu. Ghi lại số và đơn vị đúng."
    return None, "", "\n".join(distinct([shown, text])), why


def _recorded(row: Cells) -> tuple[Decimal | None, str]:
    """The time as a number, or in words where it is none ("15/12")."""
    if isinstance(row.raw.get("processingTime"), str):
        words = row.text("processingTime")
        try:
            value = read_decimal(words)
        except ValueError:
            return None, words
    else:
        value = row.amount("processingTime")
    if value is not None and not (0 <= value <= MOST_TIME and value == round(value, 2)):
        sentence = f"thời hạn {value} phải từ 0 đến {MOST_TIME}, không quá hai số lẻ."
        row.faults.append((row.path("processingTime"), sentence))
    return value, ""


def _shown(time: Time) -> str:
    value, unit = time
    return "chỉ ghi bằng lời" if value is None else f"{show_decimal(value)} {TimeUnit(unit).label}"


def _line(time: Time, methods: list[ParsedMethod]) -> str:
    channels = ", ".join(dict.fromkeys(Channel(method.channel).label for method in methods if method.channel))
    text = "\n".join(distinct([method.time_text for method in methods]))
    head = _shown(time) if time[0] is not None else ""
    head = " ".join(part for part in (head, f"({channels})" if channels else "") if part)
    return ": ".join(part for part in (head, text) if part)
