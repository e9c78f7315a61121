"""A row of a file against the stored one: cell by cell, and against the words as exported where both have moved on."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from exchange.identity import plain, same
from exchange.plan import CellChange, Conflict
from tthc.core.amounts import Span
from tthc.core.sheets.columns import CellKind, Column, shown


def _span(kept: str) -> Span:
    number, _, unit = kept.partition(" ")
    return Span(Decimal(number), unit)


KEPT_AS_TEXT: dict[CellKind, Callable[[str], Any]] = {
    CellKind.NUMBER: Decimal,
    CellKind.HOURS: Decimal,
    CellKind.MONEY: Decimal,
    CellKind.DATE: date.fromisoformat,
    CellKind.DURATION: _span,
}
SAID, SHORT = 3, 120
MINE, THEIRS = "mine", "theirs"
DECISIONS = (MINE, THEIRS)


def difference(cells: Sequence[CellChange]) -> str:
    """Where a row of the file differs from the stored one, in words: of many cells the first."""
    said = [
        f"{one.heading} (“{one.old}” → “{one.new}”)" if _is_short(one) else one.heading
        for one in cells[:SAID]
    ]
    more = f"; {len(cells) - SAID} ô khác" if len(cells) > SAID else ""
    return f"{'; '.join(said)}{more}"


def _is_short(one: CellChange) -> bool:
    return len(one.old + one.new) < SHORT and "\n" not in one.old + one.new


@dataclass(frozen=True, slots=True)
class Merged:
    """The row as it is to be, what changes, and what somebody has to decide."""

    values: dict[str, Any]
    changes: list[CellChange]
    conflicts: list[Conflict]


class Merger:
    """Lays rows of one sheet beside stored ones; knows how each column shows a value in words."""

    def __init__(self, columns: tuple[Column, ...], decisions: Mapping[str, str]) -> None:
        self.columns = {column.key: column for column in columns}
        self.decisions = decisions
        self._writers: dict[str, Callable] = {}

    def words(self, key: str, value: Any) -> str:
        """A value as one reads it in the sheet."""
        if value is None or value == "":
            return ""
        if key not in self._writers:
            self._writers[key] = self.columns[key].writer()
        return shown(self._writers[key](value))

    def words_of_plain(self, key: str, kept: Any) -> str:
        """The words of a value that was kept as `plain` makes it; as it stands when somebody has tampered with it."""
        kind = self.columns[key].kind
        try:
            if isinstance(kept, list):
                return self.words(key, tuple(kept))
            if isinstance(kept, str) and kept and kind in KEPT_AS_TEXT:
                return self.words(key, KEPT_AS_TEXT[kind](kept))
            return self.words(key, kept)
        except (ValueError, ArithmeticError, TypeError, LookupError):
            return str(kept)

    def merge(
        self,
        mine: Mapping[str, Any],
        theirs: Mapping[str, Any],
        place: str,
        *,
        base: Mapping[str, Any] | None = None,
        moved_on: bool = False,
        keep_blank: bool = False,
    ) -> Merged:
        """`place` names the stored row. `moved_on`: it was changed since the export, whose words are `base`.

        `keep_blank`: an empty cell of the file leaves what is stored.
        """
        values: dict[str, Any] | None = None
        changes, conflicts = [], []
        for key, value in mine.items():
            if key not in theirs or same(value, theirs[key]):
                continue
            if keep_blank and value == self.columns[key].blank:
                continue
            if moved_on:
                known = base is not None and key in base
                if known and plain(value) == base[key]:
                    continue
                if not known or plain(theirs[key]) != base[key]:
                    conflict = self._conflict(
                        key, value, theirs[key], base[key] if known else None, place, known
                    )
                    conflicts.append(conflict)
                    if conflict.decision != MINE:
                        continue
            values = values or dict(theirs)
            values[key] = value
            changes.append(
                CellChange(key, self.columns[key].name, self.words(key, theirs[key]), self.words(key, value))
            )
        return Merged(values or theirs, changes, conflicts)

    def _conflict(self, key: str, mine: Any, theirs: Any, base: Any, place: str, known: bool) -> Conflict:
        texts = self.words(key, theirs), self.words(key, mine)
        mark = hashlib.sha256("\x1f".join([place, key, *texts]).encode()).hexdigest()[:16]
        decision = self.decisions.get(mark, "")
        return Conflict(
            mark,
            key,
            self.columns[key].name,
            self.words_of_plain(key, base) if known else None,
            *texts,
            decision if decision in DECISIONS else "",
        )
