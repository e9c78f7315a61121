"""Days as people write them in sheets: read where they are clear, asked about where they are not.

See `tthc.core.amounts`.
"""

import re
from datetime import date, datetime, timedelta

from tthc.core.amounts import Doubtful, as_written, number_of, or_none
from tthc.core.reading import YEARS, read_date, shorten, show_date, show_decimal
from tthc.core.text import clean, fold

SHORT_YEAR = re.compile(r"(?P<day>\d{1,2}) ?(?P<mark>[/.-]) ?(?P<month>\d{1,2}) ?(?P=mark) ?(?P<year>\d{2})")
MONTH_FIRST = re.compile(r"(?P<month>\d{1,2}) ?(?P<mark>[/.-]) ?(?P<day>\d{1,2}) ?(?P=mark) ?(?P<year>\d{4})")
# "Bắc Giang, ngày 31 tháng 3 năm 2023".
DAY_WORD = re.compile(r"^(?:[^\d,]{1,40}, ?)?ngày (?=\d)", re.IGNORECASE)
PERIOD = re.compile(
    r"(?:(?:trong|den het|het|cuoi) )?(?:quy (?P<quarter>iv|i{1,3}|[1-4])|q(?P<q>[1-4])|thang (?P<month>1[0-2]|0?[1-9])|nam)"
    r"(?: ?[/-] ?| nam | )(?P<year>(?:19|20)\d\d)"
)
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
# Serial numbers of days that a sheet of an office may bear: 1954 to 2064. Smaller ones are years, larger ones digits.
SERIALS = range(20_000, 60_001)
EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}


class MonthFirst(Doubtful):
    """A day that there is only with the month before it: "3/31/2023"."""


def read_day(cell: object, *, epoch_1904: bool = False) -> date:
    """The day in a cell: a date, a serial number of Excel (days since 1900, or 1904 in a file that says so), or words.

    "3/4/23" and "3/31/2023" are asked about; "quý I" is refused.
    """
    if isinstance(cell, datetime):
        return _possible(cell.date())
    if isinstance(cell, date):
        return _possible(cell)
    if not isinstance(cell, str):
        return _by_number(cell, epoch_1904)
    written = _bare(cell)
    if short := SHORT_YEAR.fullmatch(written):
        year = 2000 + int(short["year"]) if int(short["year"]) < 70 else 1900 + int(short["year"])
        meant = or_none(lambda: date(year, int(short["month"]), int(short["day"])))
        raise Doubtful(meant, _meant(written, meant, "Năm chỉ ghi hai chữ số."))
    swapped = MONTH_FIRST.fullmatch(written)
    if swapped and int(swapped["day"]) > 12 >= int(swapped["month"]) > 0:
        meant = or_none(lambda: date(int(swapped["year"]), int(swapped["month"]), int(swapped["day"])))
        raise MonthFirst(meant, _meant(written, meant, "Tháng có vẻ đứng trước ngày."))
    if re.fullmatch(r"\d{5}(?:[.,]0+)?", written) and int(written[:5]) in SERIALS:
        meant = _by_number(int(written[:5]), epoch_1904)
        raise Doubtful(meant, _meant(written, meant, "Số này giống số thứ tự ngày của Excel."))
    if re.fullmatch(r"\d{8}", written) and (meant := _year_first(written)):
        raise Doubtful(meant, _meant(written, meant, "Ngày ghi liền tám chữ số."))
    if stamped := re.fullmatch(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}.*", written):
        written = stamped[1]
    return read_date(DAY_WORD.sub("", written))


def last_day_of_period(words: str) -> date | None:
    """The last day of "quý I/2023", "tháng 12/2025", "năm 2024"; None of other words."""
    found = PERIOD.fullmatch(fold(words).rstrip(" .;,"))
    if not found:
        return None
    quarter = QUARTERS.get(found["quarter"] or "") or int(found["quarter"] or found["q"] or 0)
    month = int(found["month"] or 3 * quarter or 12)
    return date(int(found["year"]) + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def is_day_first(cell: object) -> bool:
    """Whether a day is one only with the day first: "31/3/2023"."""
    found = MONTH_FIRST.fullmatch(_bare(cell)) if isinstance(cell, str) else None
    return found is not None and int(found["month"]) > 12


def asked_in_american(cell: object) -> Doubtful | None:
    """The question about "07/01/2017" among days with the month first; None of what says the same day either way."""
    found = MONTH_FIRST.fullmatch(_bare(cell)) if isinstance(cell, str) else None
    if found is None or not 0 < int(found["day"]) <= 12 or int(found["day"]) == int(found["month"]):
        return None
    meant = or_none(lambda: date(int(found["year"]), int(found["month"]), int(found["day"])))
    return Doubtful(meant, _meant(clean(cell), meant, "Ngày khác trong bảng ghi tháng đứng trước."))


def _bare(cell: str) -> str:
    """The words of a cell without what closes a sentence."""
    return as_written(cell).rstrip(" .;,")


def _by_number(cell: object, epoch_1904: bool) -> date:
    number = number_of(cell)
    if int(number) in SERIALS:
        return EPOCHS[epoch_1904] + timedelta(days=int(number))
    digits = f"{int(number):08d}"
    meant = None
    if number == int(number) and len(digits) == 8:
        meant = or_none(lambda: read_date(digits)) or _year_first(digits)
    if meant and number > 1_000_000:
        raise Doubtful(meant, _meant(str(int(number)), meant, "Ngày ghi liền tám chữ số."))
    raise ValueError(f"“{show_decimal(number)}” không phải là ngày. Hãy ghi ngày/tháng/năm, ví dụ 31/3/2023.")


def _year_first(digits: str) -> date | None:
    """The day written as 20230331; read the other way round its year would be none of ours."""
    return or_none(lambda: _possible(date.fromisoformat(digits)))


def _possible(day: date) -> date:
    if day.year not in YEARS:
        raise ValueError(
            f"Ngày {show_date(day)} có năm ngoài khoảng {YEARS[0]}–{YEARS[-1]}. Hãy ghi lại năm."
        )
    return day


def _meant(written: str, meant: object, why: str) -> str:
    ask = (
        f"“{shorten(written)}” có phải là ngày {show_date(meant)} không?"
        if meant
        else f"“{shorten(written)}” là ngày nào?"
    )
    return f"{ask} {why}"
