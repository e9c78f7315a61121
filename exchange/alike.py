"""Faults and doubts that many rows of a file have alike: told once, with how many and which rows."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from exchange.models import ImportRow, ImportSession

QUOTED = re.compile("“[^”]*”")
FROM_DOUBTS, FROM_FAULTS = 5, 100
"""So many rows alike are told of at the head of the list; a fault is told beside its box until there are hundreds."""
MOST_TOLD = 12
MOST_NAMED = 30

Told = Mapping[str, Any]
Likeness = tuple[str, str, str]


def likeness(told: Told) -> Likeness:
    """What faults and doubts of one kind have in common: sheet, column, and the sentence but for what it quotes."""
    return told["sheet"], told["column"], QUOTED.sub("“…”", told["message"])


class Tally:
    """Counts what the rows of a plan say, as they are kept."""

    def __init__(self) -> None:
        self.groups: dict[Likeness, dict[str, Any]] = {}

    def add(self, rows: Iterable[ImportRow]) -> None:
        for row in rows:
            for told in (*row.words.get("faults", ()), *row.words.get("doubts", ())):
                self._add(row, told)

    def _add(self, row: ImportRow, told: Told) -> None:
        sheet, column, sentence = alike = likeness(told)
        group = self.groups.get(alike)
        if group is None:
            its = {
                "sheet": sheet,
                "column": column,
                "message": told["message"],
                "is_fault": "asked" not in told,
            }
            group = self.groups[alike] = its | {"count": 0, "rows": [], "others": 0}
        if group["message"] != told["message"]:
            group["message"] = sentence
        group["count"] += 1
        if row.number and len(group["rows"]) < MOST_NAMED:
            group["rows"].append([row.position, row.number])
        else:
            group["others"] += 1

    def told(self) -> list[dict[str, Any]]:
        """What is worth telling once, the most frequent first, as JSON."""
        many = (
            group
            for group in self.groups.values()
            if group["count"] >= (FROM_FAULTS if group["is_fault"] else FROM_DOUBTS)
        )
        return sorted(many, key=lambda group: -group["count"])[:MOST_TOLD]


def told_once(session: ImportSession) -> dict[Likeness, Told]:
    """What the last check found many rows to say alike."""
    return {likeness(group): group for group in session.counts.get("alike", ())}
