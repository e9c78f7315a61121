"""Typed access to a record of JSON: what is not of the expected kind becomes a fault with its place, not an exception."""

import math
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from procedures.portal.parsed import distinct
from tthc.core.text import clean

DEEPEST = 40
MOST_ROWS = 500  # as many as the inventory form takes
MOST_COPIES = 9999
# Vietnam has kept UTC+7 since 1975, and the portal writes days as its midnight.
VIETNAM = timezone(timedelta(hours=7))
EPOCH = datetime(1970, 1, 1, tzinfo=VIETNAM) + timedelta(hours=7)
SECONDS = range(-2_000_000_000, 8_000_000_000)  # 1906 to 2223
TOO_DEEP = "nội dung lồng vào nhau quá sâu."


@dataclass
class Cells:
    """One JSON object of a record; `where` is its path inside the record, `faults` is shared by the whole record."""

    raw: dict[str, Any]
    where: str = ""
    faults: list[tuple[str, str]] = field(default_factory=list)

    def text(self, key: str, most: int | None = None) -> str:
        """The cleaned text, "" when there is none; at most `most` characters."""
        value = self.raw.get(key)
        if value is not None and not isinstance(value, str):
            return self._fault(key, f"phải là chữ, nhưng tệp ghi {kind_of(value)}.") or ""
        words = clean(value or "")
        if most and len(words) > most:
            self._fault(key, f"dài {len(words)} ký tự, quá {most}.")
        return words

    def whole(self, key: str, most: int = MOST_COPIES) -> int | None:
        """The whole number from 0 to `most`, None when there is none."""
        value = self.raw.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
            return self._fault(key, f"phải là số nguyên, nhưng tệp ghi {kind_of(value)}.")
        if not 0 <= value <= most:
            return self._fault(key, f"phải từ 0 đến {most}, nhưng tệp ghi {value}.")
        return int(value)

    def amount(self, key: str) -> Decimal | None:
        """The number from 0, None when there is none."""
        value = self.raw.get(key)
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            return self._fault(key, f"phải là số, nhưng tệp ghi {kind_of(value)}.")
        if value < 0:
            return self._fault(key, f"không được âm, nhưng tệp ghi {value}.")
        return Decimal(str(value))

    def flag(self, key: str) -> bool | None:
        value = self.raw.get(key)
        if value is None or isinstance(value, bool):
            return value
        return self._fault(key, f"phải là true hoặc false, nhưng tệp ghi {kind_of(value)}.")

    def day(self, key: str) -> date | None:
        """The day in Vietnam of a moment in milliseconds."""
        value = self.raw.get(key)
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            return self._fault(key, f"phải là thời điểm tính bằng mili giây, nhưng tệp ghi {kind_of(value)}.")
        if int(value // 1000) not in SECONDS:
            return self._fault(key, f"{value} không phải là một ngày có thể có.")
        return (EPOCH + timedelta(milliseconds=value)).date()

    def rows(self, key: str) -> list["Cells"]:
        """The objects of a list, none when the list is missing."""
        value = self.raw.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            return self._fault(key, f"phải là danh sách, nhưng tệp ghi {kind_of(value)}.") or []
        if len(value) > MOST_ROWS:
            return self._fault(key, f"có {len(value)} dòng, quá {MOST_ROWS}.") or []
        return [
            row
            for number, item in enumerate(value, start=1)
            if (row := self._object(item, f"{key}[{number}]")) is not None
        ]

    def part(self, key: str) -> "Cells":
        """The object under a key, an empty one when it is missing."""
        value = self.raw.get(key)
        part = None if value is None else self._object(value, key)
        return part or Cells({}, self.where, self.faults)

    def names(self, *keys: str) -> str:
        """The names of the objects in some lists, each once, one a line."""
        return "\n".join(distinct([row.text("name") for key in keys for row in self.rows(key)]))

    def _object(self, value: object, key: str) -> "Cells | None":
        if not isinstance(value, dict):
            return self._fault(key, f"phải là đối tượng {{…}}, nhưng tệp ghi {kind_of(value)}.")
        return Cells(value, self.path(key), self.faults)

    def path(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where else key

    def _fault(self, key: str, message: str) -> None:
        self.faults.append((self.path(key), message))


def kind_of(value: object) -> str:
    """What a JSON value is, in words for a sentence."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"số {value}"
    if isinstance(value, str):
        return f"chữ “{clean(value)[:40]}”"
    return f"danh sách {len(value)} dòng" if isinstance(value, list) else "đối tượng {…}"


def unstorable(value: object, where: str = "", depth: int = 1) -> list[tuple[str, str]]:
    """What in a record cannot be stored at all, whichever field it stands in: (path, what is wrong)."""
    if isinstance(value, float) and not math.isfinite(value):
        return [(where, "không phải là số dùng được (NaN, vô cực hoặc quá lớn).")]
    if isinstance(value, str) and any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in value):
        return [(where, "có ký tự không lưu được.")]
    if not isinstance(value, dict | list):
        return []
    if depth > DEEPEST:
        return [(where, TOO_DEEP)]
    named = value.items() if isinstance(value, dict) else enumerate(value, start=1)
    return [fault for key, item in named for fault in unstorable(item, _below(where, key), depth + 1)]


def _below(where: str, key: str | int) -> str:
    if isinstance(key, int):
        return f"{where}[{key}]"
    return f"{where}.{key}" if where else key
