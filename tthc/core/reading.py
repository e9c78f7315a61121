"""Numbers and dates as Vietnamese offices write them: read from what was typed or stands in a sheet, and shown."""

import re
from datetime import date
from decimal import Decimal

from tthc.core.text import clean

LONGEST_NUMBER = 40
YEARS = range(1900, 2101)
# 31/3/2023, 31-3-2023, 31.3.2023; the same separator twice, so that 31/3.2023 is asked about again.
DAY_FIRST = re.compile(r"(?P<day>\d{1,2}) ?(?P<mark>[/.-]) ?(?P<month>\d{1,2}) ?(?P=mark) ?(?P<year>\d{4})")
YEAR_FIRST = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
# The keyboard of a telephone offers no "/". No eight digits are a date both as ddmmyyyy and as yyyymmdd.
EIGHT_DIGITS = re.compile(r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})")
IN_WORDS = re.compile(
    r"(?:ngày )?(?P<day>\d{1,2}) tháng (?P<month>\d{1,2}) năm (?P<year>\d{4})", re.IGNORECASE
)
DATE_FORMS = (DAY_FIRST, YEAR_FIRST, EIGHT_DIGITS, IN_WORDS)

# A group never follows a lone 0: "0.500" is somebody's half, not five hundred.
GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+|(?: [0-9]{3})+)(?:,[0-9]+)?")
PLAIN = re.compile(r"-?[0-9]+(?:,[0-9]+)?")
POINT_AS_DECIMAL = re.compile(r"-?[0-9]+\.[0-9]+")


def read_date(text: str) -> date:
    """The date written as 31/3/2023, 31-3-2023, 31.3.2023, 2023-03-31, 31032023 or "ngày 31 tháng 3 năm 2023".

    Raises ValueError with a Vietnamese sentence that names the value and what is expected.
    """
    written = clean(text)
    found = next((match for form in DATE_FORMS if (match := form.fullmatch(written))), None)
    if not found:
        raise ValueError(f"“{shorten(written)}” không phải là ngày. Hãy ghi ngày/tháng/năm, ví dụ 31/3/2023.")
    year, month, day = (int(found[part]) for part in ("year", "month", "day"))
    if year not in YEARS:
        raise ValueError(f"“{written}” có năm {year} ngoài khoảng {YEARS[0]}–{YEARS[-1]}. Hãy ghi lại năm.")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(
            f"“{written}” không có trong lịch. Hãy ghi ngày/tháng/năm, ví dụ 31/3/2023."
        ) from None


def read_decimal(text: str) -> Decimal:
    """The number written as 1,5, 1.234.567, 1.234,5 or 1 234 567.

    "." groups thousands and nothing else: "1.234" is 1234, "1.5" is refused rather than guessed.
    Raises ValueError with a Vietnamese sentence that names the value and what is expected.
    """
    written = clean(text).replace("−", "-")
    if len(written) <= LONGEST_NUMBER and (GROUPED.fullmatch(written) or PLAIN.fullmatch(written)):
        return Decimal(written.replace(".", "").replace(" ", "").replace(",", ".")) or Decimal(0)
    if POINT_AS_DECIMAL.fullmatch(written):
        raise ValueError(
            f"“{shorten(written)}”: dấu chấm chỉ dùng để ngăn nhóm ba chữ số. "
            f"Phần lẻ ghi sau dấu phẩy: {shorten(written.replace('.', ','))}."
        )
    raise ValueError(f"“{shorten(written)}” không phải là số. Hãy ghi số, ví dụ 1,5 hoặc 1.234.567.")


def read_key(text: str | None) -> int | None:
    """A key, version or place as an address or a hidden box bears it; None for anything else.

    At most 18 digits: no database holds more, and Python refuses to read some thousands of them.
    """
    return int(text) if text and len(text) <= 18 and text.isascii() and text.isdecimal() else None


def show_date(day: date) -> str:
    """The date as dd/mm/yyyy."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def show_decimal(number: Decimal | int) -> str:
    """The number as 1.234.567,5, without trailing zeros after the comma."""
    whole, _, part = f"{number:,f}".partition(".") if isinstance(number, Decimal) else (f"{number:,}", "", "")
    part = part.rstrip("0")
    return whole.replace(",", ".") + (f",{part}" if part else "")


def shorten(words: str) -> str:
    """The first 40 characters, for quoting in a sentence."""
    return words if len(words) <= 40 else f"{words[:39]}…"
