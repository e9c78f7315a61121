"""Numbers and times as people write them in sheets: read where they are clear, asked about where they are not.

`tthc.core.reading` reads what somebody types into a form and can correct at once; here the words stand in a file of
somebody else, so that "1.234" hours or "3/4/23" is neither refused nor guessed: `Doubtful` carries what it probably
means and the question to ask.
"""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from tthc.core.reading import read_decimal, shorten, show_date, show_decimal
from tthc.core.text import clean, fold

HOUR, DAY, WORKING_DAY, MONTH = "HOUR", "DAY", "WORKING_DAY", "MONTH"
UNITS = {"gio": HOUR, "ngay": DAY, "ngay lam viec": WORKING_DAY, "thang": MONTH}
UNIT_WORDS = {HOUR: "giờ", DAY: "ngày", WORKING_DAY: "ngày làm việc", MONTH: "tháng"}
# "20 ngày làm việc", "07 (bảy) ngày"; not the "28 tháng" of "ngày 28 tháng 02" nor the "30 tháng" of "30 tháng 4".
SPAN = re.compile(
    r"(?<![\d/.,])(?<!ngay )(?P<number>\d+(?:,\d+)?) ?(?:\([^)]*\) ?)?(?P<unit>ngay lam viec|ngay|gio|thang(?! \d))\b"
)
# What stands before a time without changing it: "Thời hạn giải quyết: không quá 05 ngày", "a) trong vòng 2 giờ".
LEADING = re.compile(
    r"[-+*a-z ]{0,2}\)? ?(?:(?:thoi han|thoi gian)(?: giai quyet| thuc hien)? ?:? ?)?"
    r"(?:(?:trong|khong qua|toi da|thoi han|thoi gian|vong|la) ){0,4}(?=\d)"
)
AT_MOST = re.compile(r"(?:(?:trong|khong qua|toi da|vong|la|so luong|:) ?){1,4}(?=\d)")
SPAN_TAIL = re.compile(
    r"(?: ?/ ?(?:0?1 )?(?:bo ho so|ho so|lan|truong hop))?(?: (?:ke tu|tinh tu|tu ngay|sau khi|de|nham)\b.*)?[ .;,]*"
)
# "10 ngày LV", "5 ngày (làm việc)", "03 ngày l.việc".
WORKING_DAYS = re.compile(r"\bngay ?(?:\((?:lam viec|lv)\)|(?:lv|l\.? ?viec)\b)")
HALF_SIGN = re.compile(r"(\d) ?½")
HALF = re.compile(r"(?P<number>\d+) ?(?P<unit>ngay|gio|thang) ruoi[ .;,]*")
SAME_DAY = re.compile(
    r"(?:giai quyet |tra ket qua )?(?:ngay )?trong (?:cung )?ngay(?P<working> lam viec)?[ .;,]*"
)
ABOUT = re.compile(r"(?:(?:khoang|tam|gan|chung|hon|tren|duoi|it nhat|toi thieu)\b|[~≈<>]) ?")
RANGE = re.compile(
    r"(?:tu )?(?P<low>\d+(?:,\d+)?) ?(?:-|–|—|den|toi|hoac) ?(?P<high>\d+(?:,\d+)?)(?: (?P<rest>\S.*))?"
)
OTHER_UNITS = {"phut": (Decimal(60), HOUR), "tuan": (Decimal(7), DAY), "nam": (Decimal(12), MONTH)}
OTHER_SPAN = re.compile(r"(?P<number>\d+(?:,\d+)?) ?(?:\([^)]*\) ?)?(?P<unit>phut|tuan|nam)\b")
HOURS_AND_MINUTES = re.compile(r"(?P<hours>\d+) ?(?:gio|h|tieng) ?(?P<minutes>\d{1,2})(?: ?(?:phut|p))?")
# How .ods writes a time of more than a day.
ISO_HOURS = re.compile(r"pt(\d+)h(\d+)m[\d.]+s")
CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(?::00)?")
HOURS_ONLY = re.compile(r"(\d+(?:,\d+)?) ?(?:h|tieng)(?: lam viec)?[ .;,]*")
HOUR_WORDS = ("giờ", "h", "tiếng", "giờ làm việc", "giờ công")

ONE_GROUP = re.compile(r"-?[1-9][0-9]{0,2}\.[0-9]{3}")
REMARK = re.compile(r"(?P<counted>\d[\d.,]*+ ?(?P<words>[^\d(]+?)) ?\([^)]*\)[ .]*")
COMMA_GROUPS = re.compile(r"-?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
POINT = re.compile(r"-?[0-9]+\.[0-9]+")
DASHES = ("-", "–", "—")
"""What stands where there is nothing to count."""
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""Digits and marks as wide as a Chinese letter, to those of our keyboards."""
FRACTION = re.compile(r"(?P<above>\d{1,2}) ?/ ?(?P<below>[2-9]|10)")
NUMBER_AND_WORDS = re.compile(
    r"(?P<number>\d{1,2} ?/ ?\d{1,2}|[-−]?\d(?:[\d.,]|(?<=\d) (?=\d{3}\b))*+)(?: ?\([^)]*\))? ?(?P<words>\D*)"
)
GROUPS = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:\.\d{3})+(?![\d.,])")
MONEY_WORDS = ("đồng", "đ", "vnđ", "vnd", "đồng việt nam")
MONEY_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
MOST = Decimal(10) ** 15


class Doubtful(Exception):  # noqa: N818 - a question, not an error
    """Words that may mean several things: `value` is the likely meaning (None where there is none), `question` asks."""

    def __init__(self, value: object, question: str) -> None:
        super().__init__(question)
        self.value = value
        self.question = question


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time: a number and one of HOUR, DAY, WORKING_DAY, MONTH, never converted into each other."""

    number: Decimal
    unit: str

    def __str__(self) -> str:
        return f"{show_decimal(self.number)} {UNIT_WORDS[self.unit]}"


def read_number(cell: object, *, units: tuple[str, ...] = (), whole: bool = False) -> Decimal:
    """The number in a cell: a number itself, or "1,5", "1.234.567", "02 bộ", "không quá 2 giờ" with the words in `units`.

    In a column of `whole` numbers "1.234" is 1234; elsewhere it is asked about, as are "1.5", "1,234", "5-7" and
    "khoảng 3". Raises Doubtful, or ValueError with a sentence that names the value and what is expected.
    """
    if not isinstance(cell, str):
        return _whole(number_of(cell), whole)
    written = HALF_SIGN.sub(r"\1,5", as_written(cell)).replace("½", "1/2")
    if not written:
        raise ValueError("Ô trống. Ở đây cần một số.")
    if written in DASHES:
        raise Doubtful(Decimal(0), f"“{written}” có phải là 0 không?")
    folded = fold(written)
    if about := ABOUT.match(folded):
        value = or_none(
            lambda: read_number(folded[about.end() :], units=tuple(map(fold, units)), whole=whole)
        )
        raise Doubtful(value, f"“{shorten(written)}” chỉ là ước chừng. Ghi con số cần dùng.")
    if at_most := AT_MOST.match(folded):
        written = folded[at_most.end() :]
    if bounds := RANGE.fullmatch(fold(written)):
        value = or_none(lambda: _whole(read_decimal(bounds["high"]), whole))
        raise Doubtful(value, f"“{shorten(written)}” là một khoảng. Ghi một con số cần dùng.")
    return _whole(_counted(written, units, whole), whole)


def read_money(cell: object) -> Decimal:
    """Whole đồng: "1.234.567", "150.000 đồng", "1.234"; "1,5 triệu" and "1,234,567" are asked about."""
    if isinstance(cell, str):
        parts = NUMBER_AND_WORDS.fullmatch(as_written(cell))
        scale = parts and _scale(parts["words"])
        if scale:
            half = Decimal("0.5") if "ruoi" in fold(parts["words"]).split() else 0
            amount = (_likely_number(parts["number"]) + half) * scale
            raise Doubtful(amount, f"“{shorten(clean(cell))}” có phải là {show_decimal(amount)} đồng không?")
    return read_number(cell, units=MONEY_WORDS, whole=True)


def _likely_number(words: str) -> Decimal:
    """The number, or what it probably is: of "1.5 triệu" the whole is asked about, not the "1.5"."""
    try:
        return read_number(words)
    except Doubtful as doubt:
        return doubt.value


def read_hours(cell: object) -> Decimal:
    """Hours: 1.5, "1,5 giờ", "2h", "1 giờ 30 phút", "30 phút"; days in a column of hours are refused."""
    if isinstance(cell, timedelta):
        return Decimal(str(cell.total_seconds())) / 3600
    if isinstance(cell, time):
        hours = cell.hour + _share(Decimal(cell.minute), Decimal(60))
        raise Doubtful(
            hours, f"Ô ghi {cell:%H:%M} như giờ đồng hồ. Có phải là {show_decimal(hours)} giờ không?"
        )
    if isinstance(cell, str):
        folded = fold(as_written(cell))
        if parts := CLOCK.fullmatch(folded):
            return read_hours(time(int(parts[1]), int(parts[2])))
        if parts := ISO_HOURS.fullmatch(folded):
            return Decimal(parts[1]) + _share(Decimal(parts[2]), Decimal(60))
        if parts := HOURS_AND_MINUTES.fullmatch(folded):
            return Decimal(parts["hours"]) + _share(Decimal(parts["minutes"]), Decimal(60))
        if (other := OTHER_SPAN.fullmatch(folded)) and other["unit"] == "phut":
            return _share(Decimal(other["number"].replace(",", ".")), Decimal(60))
    return read_number(cell, units=HOUR_WORDS)


def read_span(cell: object) -> Span:
    """A length of time: "05 ngày làm việc", "không quá 07 (bảy) ngày", "1,5 giờ", "Thời hạn giải quyết: 01 tháng".

    A number without its unit, two times in one cell, a range, an estimate, weeks and minutes are asked about.
    """
    written = as_written(cell) if isinstance(cell, str) else ""
    if not written:
        number = number_of(cell)
        raise Doubtful(None, f"“{show_decimal(number)}” là bao nhiêu giờ, ngày, ngày làm việc hay tháng?")
    folded = fold(written)
    quoted = f"“{shorten(written)}”"
    if about := ABOUT.match(folded):
        raise Doubtful(
            or_none(lambda: read_span(folded[about.end() :])),
            f"{quoted} chỉ là ước chừng. Ghi thời hạn đúng.",
        )
    body = folded[leading.end() :] if (leading := LEADING.match(folded)) else folded
    body = WORKING_DAYS.sub("ngay lam viec", GROUPS.sub(lambda found: found[0].replace(".", ""), body))
    if (bounds := RANGE.fullmatch(body)) and bounds["rest"]:
        longest = or_none(lambda: read_span(f"{bounds['high']} {bounds['rest']}"))
        raise Doubtful(longest, f"{quoted} là một khoảng. Ghi một thời hạn.")
    if sure := _in_other_words(body):
        return sure
    if same_day := SAME_DAY.fullmatch(folded):
        meant = Span(Decimal(1), WORKING_DAY if same_day["working"] else DAY)
        raise Doubtful(meant, f"{quoted}: thời hạn có phải là {meant} không?")
    spans = [_span(found) for found in SPAN.finditer(body)]
    if first := SPAN.match(body):
        if len(set(spans)) == 1 and SPAN_TAIL.fullmatch(body, first.end()):
            return spans[0]
        raise Doubtful(spans[0], f"{quoted} không chỉ có một thời hạn. Có phải là {spans[0]} không?")
    if other := OTHER_SPAN.fullmatch(body):
        raise _other_unit(other, quoted)
    if pointed := re.match(r"(\d+)\.(\d{1,2}) (?=[a-z])", body):
        meant = or_none(lambda: read_span(f"{pointed[1]},{pointed[2]} {body[pointed.end() :]}"))
        raise Doubtful(meant, f"{quoted} có phải là {meant} không?" if meant else f"{quoted} là bao lâu?")
    if re.fullmatch(r"\d+(?:,\d+)?", body):
        raise Doubtful(None, f"{quoted} là bao nhiêu giờ, ngày, ngày làm việc hay tháng?")
    if spans:
        raise Doubtful(spans[0], f"{quoted}: thời hạn có phải là {spans[0]} không?")
    raise ValueError(f"{quoted} không phải là thời hạn. Hãy ghi số và đơn vị, ví dụ 05 ngày làm việc.")


def as_decimal(number: float | int | Decimal) -> Decimal:
    """The decimal that a cell shows: 15 significant digits, as Excel keeps them, so that 0.1 + 0.2 is 0.3."""
    if isinstance(number, float):
        if not number - number == 0:
            raise ValueError("Ô không chứa một số dùng được (kết quả của phép chia cho 0?).")
        return Decimal(f"{number + 0.0:.15g}")  # and -0 is 0
    return Decimal(number)


def as_written(text: str) -> str:
    """What stands in a cell, with signs as they are typed here."""
    return clean(text).replace("−", "-").translate(FULL_WIDTH)


def _in_other_words(body: str) -> Span | None:
    """A time that is said otherwise than by one number and its unit: half a day, one and a half, hours and minutes."""
    if half := re.fullmatch(
        r"(?P<whole>\d*) ?(?:nua|(?<!\d)1/2|½) (?P<unit>ngay lam viec|ngay|thang|gio)[ .;,]*", body
    ):
        return Span(Decimal(half["whole"] or 0) + Decimal("0.5"), UNITS[half["unit"]])
    if half := HALF.fullmatch(body):
        return Span(Decimal(half["number"]) + Decimal("0.5"), UNITS[half["unit"]])
    if HOURS_AND_MINUTES.fullmatch(body):
        return Span(read_hours(body), HOUR)
    hours = HOURS_ONLY.fullmatch(body)
    return Span(Decimal(hours[1].replace(",", ".")), HOUR) if hours else None


def number_of(cell: object) -> Decimal:
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        if isinstance(cell, date):
            raise ValueError(
                f"Excel đã đổi ô này thành ngày {show_date(cell)}. Định dạng lại ô là số rồi ghi lại con số."
            )
        raise ValueError(f"“{shorten(str(cell))}” không phải là số. Hãy ghi số, ví dụ 1,5 hoặc 1.234.567.")
    return as_decimal(cell)


def _whole(number: Decimal, whole: bool) -> Decimal:
    if abs(number) > MOST:
        raise ValueError(f"“{number:.6g}” lớn quá mức có thể có. Kiểm tra lại con số.")
    if whole and number != number.to_integral_value():
        raise ValueError(f"“{show_decimal(number)}” có phần lẻ. Ở đây cần một số nguyên.")
    return number


def _counted(written: str, units: tuple[str, ...], whole: bool) -> Decimal:
    """The number before the words of its unit."""
    known = {fold(unit) for unit in units}
    if (remark := REMARK.fullmatch(written)) and fold(remark["words"]) in known:
        # "02 bộ (01 bản chính, 01 bản sao)"
        written = remark["counted"]
    parts = NUMBER_AND_WORDS.fullmatch(written)
    words = fold(parts["words"]).rstrip(". ") if parts else ""
    if words and words not in known:
        if unit := next((unit for unit in units if words.startswith(f"{fold(unit)} ")), ""):
            value = or_none(lambda: _counted(parts["number"], (), whole))
            raise Doubtful(value, f"“{shorten(written)}” có phải là {parts['number'].strip()} {unit} không?")
        wanted = f"Ở đây cần một số ({units[0]})" if units else "Ở đây chỉ ghi số"
        raise ValueError(
            f"“{shorten(written)}”: không hiểu “{shorten(parts['words'].strip())}”. "
            f"{wanted}, ví dụ {'12' if whole else '1,5'}."
        )
    text = parts["number"].replace("−", "-").strip() if parts else written
    if fraction := FRACTION.fullmatch(text):
        value = _whole(_share(Decimal(fraction["above"]), Decimal(fraction["below"])), whole)
        raise Doubtful(value, f"“{shorten(written)}” có phải là {show_decimal(value)} không?")
    if ONE_GROUP.fullmatch(text) and not whole:
        other = text.replace(".", ",")
        raise Doubtful(
            read_decimal(text), f"“{shorten(written)}” là {show_decimal(read_decimal(text))} hay {other}?"
        )
    if COMMA_GROUPS.fullmatch(text):
        value = _whole(Decimal(text.replace(",", "")), whole)
        is_certain = text.count(",") > 1 or "." in text or whole
        meant = (
            f"có phải là {show_decimal(value)} không"
            if is_certain
            else f"là {show_decimal(value)} hay {text}"
        )
        raise Doubtful(value, f"“{shorten(written)}” {meant}? Dấu phẩy là dấu phần lẻ.")
    if POINT.fullmatch(text) and not ONE_GROUP.fullmatch(text) and not whole:
        value = Decimal(text)
        raise Doubtful(value, f"“{shorten(written)}” có phải là {show_decimal(value)} không?")
    return read_decimal(text)


def _scale(words: str) -> int:
    first = clean(words).lower().split(" ")[0] if words else ""
    return MONEY_SCALES.get(first, 0)


def _share(above: Decimal, below: Decimal) -> Decimal:
    return round(above / below, 4).normalize() if above else Decimal(0)


def _span(found: re.Match) -> Span:
    return Span(Decimal(found["number"].replace(",", ".")), UNITS[found["unit"]])


def _other_unit(found: re.Match, quoted: str) -> Doubtful:
    times, unit = OTHER_UNITS[found["unit"]]
    number = Decimal(found["number"].replace(",", "."))
    meant = Span(_share(number, times) if unit == HOUR else number * times, unit)
    return Doubtful(
        meant, f"{quoted}: thời hạn ghi bằng giờ, ngày, ngày làm việc hoặc tháng. Có phải là {meant} không?"
    )


def or_none(read):
    """What `read` gives, the likely meaning where it doubts, None where it refuses."""
    try:
        return read()
    except Doubtful as doubt:
        return doubt.value
    except ValueError:
        return None
