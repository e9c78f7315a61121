"""What a person mends on the preview: cells, doubts agreed to, conflicts decided, rows left out.

Boxes bear names that outlive a new check: "o-2-14-name" is the cell of column `name` in row 14 of the third sheet of the
file; "a-…" mends every faulty cell of the column that said the same; "y-…" agrees with what a doubt suggests; "x-2-14"
leaves the row out; "c-ID" decides a conflict. Buttons agree with all that is suggested, or decide all conflicts one way.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from exchange.merging import DECISIONS
from exchange.models import ImportRow, ImportSession
from tthc.core.reading import read_key


@dataclass
class Mends:
    edits: dict[tuple[str, int, str], str] = field(default_factory=dict)
    """{(sheet name, row, column key): text}."""
    agreed: set[tuple[str, int, str]] = field(default_factory=set)
    left_out: set[tuple[str, int]] = field(default_factory=set)
    decisions: dict[str, str] = field(default_factory=dict)
    takes_back: bool = False
    """Rows that were left out are to be taken after all."""
    alike: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """{(sheet name, column key, text that is wrong): text} for every row where that stands."""
    agrees_all: bool = False
    decides_all: str = ""
    typed: set[tuple[str, int, str]] = field(default_factory=set)
    """Cells mended one by one at the same time, which what holds for all rows alike leaves."""

    @property
    def is_for_all(self) -> bool:
        """Whether something is to hold for all rows alike, those too that the page does not show."""
        return bool(self.alike or self.agrees_all or self.decides_all)

    def take_for_all(self) -> dict[str, Any]:
        """Takes out of these what holds for all rows alike: as JSON, for the worker; see `for_all`."""
        taken = {
            "alike": [[*place, text] for place, text in self.alike.items()],
            "agrees_all": self.agrees_all,
            "decides_all": self.decides_all,
            "typed": [list(place) for place in self.edits],
        }
        self.alike, self.agrees_all, self.decides_all = {}, False, ""
        return taken

    @classmethod
    def for_all(cls, taken: Mapping[str, Any]) -> "Mends":
        return cls(
            alike={(sheet, key, was): text for sheet, key, was, text in taken["alike"]},
            agrees_all=taken["agrees_all"],
            decides_all=taken["decides_all"],
            typed={(sheet, number, key) for sheet, number, key in taken["typed"]},
        )

    def spread_over(self, rows: Iterable[ImportRow]) -> None:
        """Takes what is to hold for all rows alike as if it had been typed in each."""
        if not self.is_for_all:
            return
        for row in rows:
            for fault in row.words.get("faults", ()):
                text = self.alike.get((row.sheet_name, fault["key"], fault["value"]))
                place = (row.sheet_name, row.number, fault["key"])
                if text is not None and place not in self.typed:
                    self.edits.setdefault(place, text)
            if self.agrees_all:
                doubts = row.words.get("doubts", ())
                self.agreed |= {
                    (row.sheet_name, row.number, one["key"]) for one in doubts if one["agreeable"]
                }
            if self.decides_all:
                for one in row.words.get("conflicts", ()):
                    if not one["decision"]:
                        self.decisions.setdefault(one["id"], self.decides_all)

    def apply_to(self, session: ImportSession) -> None:
        """Adds itself to what was mended before; a cell mended again is no longer agreed to as it was."""
        if self.takes_back:
            session.left_out = {}
        for (sheet, number, key), text in self.edits.items():
            session.edits.setdefault(sheet, {}).setdefault(str(number), {})[key] = text
            keys = session.agreed.get(sheet, {}).get(str(number), [])
            if key in keys:
                keys.remove(key)
        for sheet, number, key in self.agreed:
            keys = session.agreed.setdefault(sheet, {}).setdefault(str(number), [])
            if key not in keys:
                keys.append(key)
        for sheet, number in self.left_out:
            numbers = session.left_out.setdefault(sheet, [])
            if number not in numbers:
                numbers.append(number)
        session.decisions |= self.decisions

    def __str__(self) -> str:
        numbers = {
            "ô sửa": len(self.edits),
            "chỗ đồng ý": len(self.agreed),
            "lựa chọn giữa hai bên": len(self.decisions),
            "dòng bỏ": len(self.left_out),
        }
        words = [f"{number} {noun}" for noun, number in numbers.items() if number]
        return ", ".join(words + ["các dòng đã bỏ được lấy lại"] * self.takes_back)

    def __bool__(self) -> bool:
        return bool(str(self))


def sheet_names(session: ImportSession) -> list[str]:
    """The sheets of the file in its order, as the names of boxes count them."""
    return list(dict.fromkeys(table["sheet"] for table in session.found))


def read_mends(data: Mapping[str, str], session: ImportSession) -> Mends:
    """What was posted, as far as it names sheets of this file; a box whose text stayed as it was mends nothing."""
    names = sheet_names(session)
    mends = Mends(takes_back="restore" in data, agrees_all="agree_all" in data)
    if data.get("decide_all") in DECISIONS:
        mends.decides_all = data["decide_all"]
    for name, text in data.items():
        if "\0" in name or "\0" in text:  # no database stores one, and nobody types one
            name, text = name.replace("\0", ""), text.replace("\0", "")
        act, _, rest = name.partition("-")
        if act == "c" and text in DECISIONS:
            mends.decisions[rest] = text
        if act not in ("o", "y", "x"):
            continue
        place = _place(rest.split("-", 2), names)
        if place is None:
            continue
        sheet, number, key = place
        if act == "x":
            mends.left_out.add((sheet, number))
        elif act == "y" and key:
            mends.agreed.add((sheet, number, key))
        elif act == "o" and key:
            was = data.get(f"w-{rest}", "")
            if text.replace("\r\n", "\n") == was.replace("\r\n", "\n"):
                continue
            mends.edits[sheet, number, key] = text
            if was and f"a-{rest}" in data:
                mends.alike[sheet, key, was] = text
    return mends


def _place(parts: Sequence[str], names: Sequence[str]) -> tuple[str, int, str] | None:
    at, number = read_key(parts[0]), read_key(parts[1]) if len(parts) > 1 else None
    if at is None or number is None or at >= len(names):
        return None
    return names[at], number, parts[2] if len(parts) > 2 else ""


def mended_count(session: ImportSession) -> dict[str, Any]:
    """How many cells were mended and rows left out, for the page."""
    return {
        "cells": sum(len(cells) for rows in session.edits.values() for cells in rows.values()),
        "rows": sum(len(numbers) for numbers in session.left_out.values()),
    }
