"""Two writings of one section brought together, piece by piece. Pure, no database.

A page carries a print of each piece as it saw it. What only one of two writers changed, added or removed is taken from
that one; where both did, and otherwise, the later one is asked. The order of the rows is merged likewise.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tthc.core.wording import Piece

ORDER = "order"  # stands among the keys for the order of the rows
GONE = "-"  # the print of what is not there


class Whose(StrEnum):
    BOTH = "both"  # the same on both sides
    MINE = "mine"  # as it was typed
    THEIRS = "theirs"  # as it is stored
    OPEN = "open"  # both have changed it: the writer chooses


@dataclass(frozen=True)
class Meeting:
    """One piece on both sides; None where it is not there. The order of the rows meets under the key ORDER."""

    key: str
    stored: Piece | None
    typed: Piece | None
    whose: Whose
    stored_print: str
    was_chosen: bool = False

    @property
    def kept(self) -> Piece | None:
        """What is to be stored."""
        return self.typed if self.whose == Whose.MINE else self.stored


def meet(
    stored: Sequence[Piece],
    typed: Sequence[Piece],
    seen: Mapping[str, str] | None,
    choices: Mapping[str, str],
) -> list[Meeting]:
    """Every piece of either side, in the order in which the writer has them, then those only stored.

    `seen` are the prints on the writer's page (None: unknown, so that every difference is asked about), `choices` what
    was chosen: {key: "mine:<print of what is stored>"}; a choice made on an older text is none.
    """
    by_key = {piece.key: piece for piece in stored}
    sides = [(piece, by_key.get(piece.key)) for piece in typed]
    sides = _recognise(sides, stored, seen or {})
    found = [_meeting(now, mine, seen, choices) for mine, now in sides]
    met = {meeting.key for meeting in found}
    return found + [_meeting(piece, None, seen, choices) for piece in stored if piece.key not in met]


def _recognise(sides, stored: Sequence[Piece], seen: Mapping[str, str]):
    """A row typed as new that stands stored in the same words is that row: its save was answered to nobody."""
    taken = {now.key for _, now in sides if now}
    unknown = [piece for piece in stored if piece.is_row and piece.key not in seen and piece.key not in taken]
    for mine, now in sides:
        if now is None and mine.is_row:
            now = next((piece for piece in unknown if piece.print == mine.print), None)
            if now:
                unknown.remove(now)
        yield mine, now


def _meeting(
    stored: Piece | None,
    typed: Piece | None,
    seen: Mapping[str, str] | None,
    choices: Mapping[str, str],
) -> Meeting:
    key = (stored or typed).key
    now, mine = stored.print if stored else GONE, typed.print if typed else GONE
    if now == mine:
        return Meeting(key, stored, typed, Whose.BOTH, now)
    was = None if seen is None and stored else (seen or {}).get(key, GONE)
    if mine == was:
        return Meeting(key, stored, typed, Whose.THEIRS, now)
    if now == was:
        return Meeting(key, stored, typed, Whose.MINE, now)
    chosen = _chosen(choices.get(key, ""), now)
    return Meeting(key, stored, typed, chosen or Whose.OPEN, now, was_chosen=chosen is not None)


def _chosen(choice: str, stored_print: str) -> Whose | None:
    side, _, on = choice.partition(":")
    return Whose(side) if side in (Whose.MINE, Whose.THEIRS) and on == stored_print else None


def meet_in_order(
    meetings: Sequence[Meeting],
    stored: Sequence[Piece],
    seen: Mapping[str, str] | None,
    choices: Mapping[str, str],
) -> Meeting:
    """Whose order the rows take that stand on both sides."""
    both = {one.key for one in meetings if one.stored and one.typed and one.stored.is_row}
    if seen is not None:
        both &= seen.keys()
    now = [piece.key for piece in stored if piece.key in both]
    mine = [one.key for one in meetings if one.key in both]
    was = None if seen is None else [key for key in seen if key in both]
    on = ".".join(now) or GONE
    if mine == now:
        return Meeting(ORDER, None, None, Whose.BOTH, on)
    if mine == was:
        return Meeting(ORDER, None, None, Whose.THEIRS, on)
    if now == was:
        return Meeting(ORDER, None, None, Whose.MINE, on)
    chosen = _chosen(choices.get(ORDER, ""), on)
    return Meeting(ORDER, None, None, chosen or Whose.OPEN, on, was_chosen=chosen is not None)


def merged_rows(meetings: Sequence[Meeting], order: Meeting, stored: Sequence[Piece]) -> list[Meeting]:
    """The rows that are to be stored, in their order: a row of one side alone follows the one it follows there."""
    kept = {one.key: one for one in meetings if one.kept is not None and one.kept.is_row}
    mine = [one.key for one in meetings if one.typed and one.key in kept]
    theirs = [piece.key for piece in stored if piece.key in kept]
    leading, following = (mine, theirs) if order.whose == Whose.MINE else (theirs, mine)
    return [kept[key] for key in _woven(leading, following)]


def _woven(leading: list[str], following: list[str]) -> list[str]:
    known, woven = set(following), list(leading)
    for place, key in enumerate(following):
        if key in woven:
            continue
        here = woven.index(following[place - 1]) + 1 if place else 0
        while place and here < len(woven) and woven[here] not in known:
            here += 1  # what others have added at the same place came first
        woven.insert(here, key)
    return woven
