"""What changed between two snapshots of a form: part by part, row by row, word by word. Pure, no database.

A snapshot is {part: [[cell, …], …]} as `Subject.content()` gives it.
"""

import re
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

Row = tuple[str, ...]
ALIKE = 0.55  # two rows that share less of their letters are one removed and one added
MOST_PAIRS = 10_000  # of rows whose letters are compared; more would take minutes


class Change(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    SAME = "same"


@dataclass(frozen=True)
class Words:
    """A run of words: the same on both sides, struck out, or put in."""

    text: str
    change: Change


@dataclass(frozen=True)
class RowChange:
    """One row on both sides; `cells` are the words of each cell, old and new in one reading order."""

    change: Change
    before: Row | None
    after: Row | None
    cells: tuple[tuple[Words, ...], ...]


@dataclass(frozen=True)
class PartChange:
    part: str
    rows: tuple[RowChange, ...]

    @property
    def count(self) -> int:
        """How many rows of the part differ."""
        return sum(row.change != Change.SAME for row in self.rows)


def compare(before: dict, after: dict) -> list[PartChange]:
    """Every part of either side, in the order of the newer; unchanged rows are kept so that a page can show them."""
    parts = [*after, *(part for part in before if part not in after)]
    return [PartChange(part, compare_rows(before.get(part, []), after.get(part, []))) for part in parts]


def count_changes(before: dict, after: dict) -> int:
    """In how many places two snapshots differ."""
    return sum(part.count for part in compare(before, after))


def compare_rows(before: list[list[str]], after: list[list[str]]) -> tuple[RowChange, ...]:
    """The rows in the new order, each removed row where it stood; a row that only changed place counts as moved."""
    old, new = [tuple(map(str, row)) for row in before], [tuple(map(str, row)) for row in after]
    partner = _partners(old, new)
    staying = longest_rising([partner[index] for index in range(len(new)) if index in partner])
    changes: list[RowChange] = []
    shown = 0  # old rows before this one have been shown or are partners of new rows
    taken = set(partner.values())
    for index, row in enumerate(new):
        origin = partner.get(index)
        if origin is None:
            changes.append(
                RowChange(Change.ADDED, None, row, tuple((Words(cell, Change.ADDED),) for cell in row))
            )
            continue
        if origin in staying:
            changes += [_removed(old[gone]) for gone in range(shown, origin) if gone not in taken]
            shown = origin + 1
        changes.append(_paired(old[origin], row, moved=origin not in staying))
    return (*changes, *(_removed(old[gone]) for gone in range(shown, len(old)) if gone not in taken))


def pair_rows(before: list[str], after: list[str]) -> RowChange:
    """One row that is known to be the same on both sides, however much of it was written anew."""
    return _paired(tuple(before), tuple(after), moved=False)


def find_row(words: list[str], rows: list[list[str]]) -> int | None:
    """The place of a row among rows that may have been moved and reworded since; None when none is like it."""
    return {
        was: now for now, was in _partners([tuple(words)], [tuple(map(str, row)) for row in rows]).items()
    }.get(0)


def _partners(old: list[Row], new: list[Row]) -> dict[int, int]:
    """{index in new: index in old}: first the rows that are equal, then the most alike of the rest.

    Where too many are left to compare the letters of each with each, rows are alike that begin with the same cell.
    """
    partner = pair_equal(old, new)
    left_old, left_new = _left(old, partner.values()), _left(new, partner)
    if len(left_old) * len(left_new) > MOST_PAIRS:
        firsts = pair_equal([old[was][:1] for was in left_old], [new[now][:1] for now in left_new])
        partner |= {left_new[now]: left_old[was] for now, was in firsts.items()}
        left_old, left_new = _left(old, partner.values()), _left(new, partner)
    if len(left_old) * len(left_new) > MOST_PAIRS:
        return partner
    pairs = sorted(
        ((_likeness(old[was], new[now]), -abs(was - now), now, was) for now in left_new for was in left_old),
        reverse=True,
    )
    used: set[int] = set()
    for likeness, _, now, was in pairs:
        if likeness >= ALIKE and now not in partner and was not in used:
            partner[now] = was
            used.add(was)
    return partner


def pair_equal(old: Sequence[Hashable], new: Sequence[Hashable]) -> dict[int, int]:
    """{index in new: index in old} of what is equal on both sides; equal ones among themselves in their order."""
    places: dict[Hashable, deque[int]] = defaultdict(deque)
    for index, one in enumerate(old):
        places[one].append(index)
    return {index: places[one].popleft() for index, one in enumerate(new) if places.get(one)}


def _left(rows: list[Row], paired: Iterable[int]) -> list[int]:
    """The places of the rows that have no partner yet."""
    known = set(paired)
    return [index for index in range(len(rows)) if index not in known]


def _likeness(old: Row, new: Row) -> float:
    """0 to 1. A short row is named by its first cell ("Tên thủ tục", a document): itself whatever the rest says."""
    if len(new) <= 3 and old and new and old[0] == new[0] and old[0]:
        return 1.0
    matcher = SequenceMatcher(None, " ".join(old), " ".join(new), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


def longest_rising(numbers: Sequence[int]) -> set[int]:
    """The members of a longest rising run (not necessarily side by side): rows that kept their order."""
    ends: list[int] = []  # the lowest number in which a run of this length, less one, can end
    before: dict[int, int | None] = {}
    for number in numbers:
        length = bisect_left(ends, number)
        before[number] = ends[length - 1] if length else None
        ends[length : length + 1] = [number]
    run: set[int] = set()
    number = ends[-1] if ends else None
    while number is not None:
        run.add(number)
        number = before[number]
    return run


def _removed(row: Row) -> RowChange:
    return RowChange(Change.REMOVED, row, None, tuple((Words(cell, Change.REMOVED),) for cell in row))


def _paired(old: Row, new: Row, *, moved: bool) -> RowChange:
    width = max(len(old), len(new))
    old_cells, new_cells = old + ("",) * (width - len(old)), new + ("",) * (width - len(new))
    cells = tuple(compare_words(was, now) for was, now in zip(old_cells, new_cells, strict=True))
    change = Change.CHANGED if old != new else Change.MOVED if moved else Change.SAME
    return RowChange(change, old, new, cells)


def compare_words(before: str, after: str) -> tuple[Words, ...]:
    """Two texts as runs of words, struck out before put in; white space travels with the word before it."""
    if before == after:
        return (Words(after, Change.SAME),) if after else ()
    old, new = re.findall(r"\s*\S+\s*", before), re.findall(r"\s*\S+\s*", after)
    runs: list[Words] = []
    matcher = SequenceMatcher(
        None, [_key(word) for word in old], [_key(word) for word in new], autojunk=False
    )
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            same = zip(old[old_from:old_to], new[new_from:new_to], strict=True)
            runs.append(Words("".join(_in_both(*pair) for pair in same), Change.SAME))
            continue
        if old_to > old_from:
            runs.append(Words("".join(old[old_from:old_to]), Change.REMOVED))
        if new_to > new_from:
            runs.append(Words("".join(new[new_from:new_to]), Change.ADDED))
    return tuple(runs)


def _in_both(old: str, new: str) -> str:
    """One word of both texts, with the wider space of the two on each side: neither text may run its words together."""
    ahead = max(old[: len(old) - len(old.lstrip())], new[: len(new) - len(new.lstrip())], key=len)
    behind = max(old[len(old.rstrip()) :], new[len(new.rstrip()) :], key=len)
    return f"{ahead}{new.strip()}{behind}"


def _key(word: str) -> str:
    """A word is the same whether it ends the text or a space follows; a new line is a change."""
    return word.strip() + ("\n" if "\n" in word else "")
