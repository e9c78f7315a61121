"""A form written by several people at once: it is saved section by section, and nobody's words replace another's unseen.

A page carries for each section what it saw of every piece (a row, a question, controls that belong together) in
"seen-<section>". Two writers of different pieces both get their change (merging.py); where both changed one, the later
writer sees both texts and chooses: "choice-<section>-<piece>" is "mine:<print>" or "theirs:<print>" of what is stored.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, Protocol

from django.db import transaction

from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.core.stored_rows import ID, RowInput, StoredRowFormSet
from tthc.core.wording import Holder, Piece, pieces_of, read_marks, write_marks
from tthc.workflow.comparing import Change, RowChange, compare_rows, pair_rows
from tthc.workflow.gate import conflict_sentence
from tthc.workflow.merging import (
    ORDER,
    Meeting,
    Whose,
    meet,
    meet_in_order,
    merged_rows,
)
from tthc.workflow.models import Form
from tthc.workflow.sittings import Edit, last_edits

TRIES = 12  # so often somebody else's save of the same form may come in between


class State(StrEnum):
    SAME = "same"  # typed as it is stored
    UNTOUCHED = "untouched"  # nothing of it was changed since the page was loaded
    LEFT = "left"  # the writer takes what is stored
    FAULTY = "faulty"  # something cannot be read
    CONFLICT = "conflict"  # a piece of it was changed on both sides
    TO_SAVE = "to_save"


@dataclass
class Sides:
    """One section: as it is stored now, as it was typed (None: nothing was), as its page saw it."""

    key: str
    stored: list[Holder]
    typed: list[Holder] | None = None
    seen: str | None = None  # None: the page carried no marks, its version says whether they fit
    choices: dict[str, str] = field(default_factory=dict)
    version_fits: bool = False
    edit: Edit | None = None  # the last one of this section, where it is to be told

    @classmethod
    def of(
        cls, key: str, make: Callable[[Mapping | None], list[Holder]], data: Mapping | None, version: int
    ) -> "Sides":
        """Makes both sides by the same hand."""
        if data is None:
            return cls(key, make(None))
        prefix = f"choice-{key}-"
        return cls(
            key,
            make(None),
            make(data),
            data.get(f"seen-{key}"),
            {name.removeprefix(prefix): data[name] for name in data if name.startswith(prefix)},
            data.get("version") == str(version),
        )

    @property
    def shown(self) -> list[Holder]:
        return self.stored if self.typed is None else self.typed

    @cached_property
    def stored_pieces(self) -> list[Piece]:
        return pieces_of(self.stored)

    @cached_property
    def marks(self) -> dict[str, str] | None:
        """What the page saw; None when nobody knows."""
        if self.seen is not None:
            return read_marks(self.seen)
        return {piece.key: piece.print for piece in self.stored_pieces} if self.version_fits else None

    @cached_property
    def meetings(self) -> list[Meeting]:
        return meet(self.stored_pieces, pieces_of(self.typed or []), self.marks, self.choices)

    @cached_property
    def order(self) -> Meeting:
        return meet_in_order(self.meetings, self.stored_pieces, self.marks, self.choices)

    @property
    def _all(self) -> list[Meeting]:
        return [*self.meetings, self.order]

    @property
    def page_marks(self) -> str:
        """What the page is to carry: an unsolved conflict stays one."""
        if self.typed is None:
            return write_marks((piece.key, piece.print) for piece in self.stored_pieces)
        marks = dict(self.marks or {})
        for meeting in self.meetings if self.is_valid else ():
            if meeting.was_chosen and meeting.whose == Whose.MINE:
                marks[meeting.key] = meeting.stored_print
        return write_marks(marks.items())

    @cached_property
    def is_valid(self) -> bool:
        return all(holder.is_valid() for holder in self.typed or ())

    @cached_property
    def state(self) -> State:
        if self.typed is None:
            return State.SAME
        if not self.is_valid:
            return State.FAULTY
        whose = {meeting.whose for meeting in self._all}
        if Whose.OPEN in whose:
            return State.CONFLICT
        if Whose.MINE in whose:
            return State.TO_SAVE
        if self.leaves_words:
            return State.LEFT
        return State.UNTOUCHED if Whose.THEIRS in whose else State.SAME

    @property
    def leaves_words(self) -> bool:
        """Whether the writer has given words of their own up for what is stored."""
        return any(meeting.was_chosen and meeting.whose == Whose.THEIRS for meeting in self._all)

    @property
    def unseen(self) -> int:
        """In how many places others have changed what the page still shows as it was."""
        return sum(meeting.whose == Whose.THEIRS and not meeting.was_chosen for meeting in self._all)

    @property
    def is_open(self) -> bool:
        """Whether what the page shows of it is typed and not stored."""
        return self.state in (State.FAULTY, State.CONFLICT, State.TO_SAVE)

    @property
    def is_conflict(self) -> bool:
        return self.state == State.CONFLICT

    @property
    def asked(self) -> list["Asked"]:
        """What the writer is to choose, piece by piece."""
        return [
            Asked(self, one)
            for one in self._all
            if one.whose == Whose.OPEN or (one.was_chosen and self.is_conflict)
        ]

    # --- what is to be stored, of a section in the state TO_SAVE -----------------------------------------------------

    @property
    def values(self) -> dict[str, Any]:
        """The columns of its form that the writer has changed, or has typed beside changed ones."""
        mine = [one.typed for one in self.meetings if one.whose == Whose.MINE and one.typed]
        return {
            name: piece.form.cleaned_data[name] for piece in mine if not piece.is_row for name in piece.names
        }

    @cached_property
    def merged(self) -> list[Meeting]:
        return merged_rows(self.meetings, self.order, self.stored_pieces)

    @property
    def rows(self) -> list[RowInput]:
        """All its rows as they are to stand, in their order."""
        stored = next(holder for holder in self.stored if isinstance(holder, StoredRowFormSet))
        typed = next(holder for holder in self.typed if isinstance(holder, StoredRowFormSet))
        return [
            typed.typed_input(one.typed.form) if one.whose == Whose.MINE else stored.stored_input(one.key)
            for one in self.merged
        ]

    def marks_after(self, now: "Sides") -> str:
        """What the page has seen once this was saved and stands as `now`: what others changed it still does not show."""
        prints = {piece.key: piece.print for piece in now.stored_pieces}
        keys, marks = self.keys_after(now), []
        for meeting in self.meetings:
            if meeting.typed is None:
                continue
            key = keys.get(meeting.typed.key, meeting.key)
            if meeting.whose == Whose.THEIRS:
                shown = meeting.typed.print if meeting.was_chosen else self.marks.get(meeting.key)
                marks.append((key, shown))
            elif key in prints:
                marks.append((key, prints[key]))
        return write_marks(marks)

    def keys_after(self, now: "Sides") -> dict[str, str]:
        """{key under which a row was typed: the id it is stored under}."""
        rows = [piece for piece in now.stored_pieces if piece.is_row]
        if len(rows) != len(self.merged):
            return {}
        return {
            meeting.typed.key: piece.key
            for meeting, piece in zip(self.merged, rows, strict=True)
            if meeting.typed
        }

    def ids_after(self, now: "Sides") -> dict[str, str]:
        """{name of the hidden control: id} for the page, so that a second save adds no row again."""
        keys = self.keys_after(now)
        return {
            one.typed.form.add_prefix(ID): keys[one.typed.key]
            for one in self.merged
            if one.typed and one.typed.key in keys
        }


@dataclass(frozen=True)
class Asked:
    """A piece that both sides have changed, as the page shows it."""

    sides: Sides
    meeting: Meeting

    @property
    def name(self) -> str:
        """Of the control by which the writer chooses."""
        return f"choice-{self.sides.key}-{self.meeting.key}"

    @property
    def print(self) -> str:
        return self.meeting.stored_print

    @property
    def label(self) -> str:
        if self.meeting.key == ORDER:
            return "Thứ tự các dòng"
        piece = self.meeting.typed or self.meeting.stored
        return f"Dòng {piece.number}" if piece.is_row else ""

    @property
    def is_row(self) -> bool:
        return bool(self.label)

    @property
    def chosen(self) -> str:
        return self.meeting.whose if self.meeting.was_chosen else ""

    @property
    def changes(self) -> list[RowChange]:
        """Where stored (before) and typed (after) differ."""
        if self.meeting.key == ORDER:
            return [
                pair_rows(self._names_in_order(self.sides.stored), self._names_in_order(self.sides.typed))
            ]
        before, after = (side.sentences if side else [] for side in (self.meeting.stored, self.meeting.typed))
        if (self.meeting.typed or self.meeting.stored).is_row and before and after:
            return [pair_rows(before[0], after[0])]
        return [row for row in compare_rows(before, after) if row.change != Change.SAME]

    def _names_in_order(self, holders: list[Holder]) -> list[str]:
        rows = [piece for piece in pieces_of(holders) if piece.is_row]
        return [f"{row.number}. {' · '.join(filter(None, row.sentences[0][:2]))}" for row in rows]


class WritingPage(Protocol):
    """A page on which sections of a form are written."""

    subject: Form

    @property
    def sides(self) -> list[Sides]: ...


@dataclass
class Outcome:
    """What came of a save: the page as it was sent, and as it is now to be shown, with what was not stored typed in it."""

    sent: WritingPage
    page: WritingPage
    refusal: Refusal | None = None

    @cached_property
    def states(self) -> dict[str, State]:
        """What each section was found to be."""
        return {side.key: side.state for side in self.sent.sides}

    @property
    def is_frozen(self) -> bool:
        """Whether the form cannot be written any more at all."""
        return not self.page.subject.is_editable

    @property
    def saved(self) -> list[str]:
        """The keys of what was stored."""
        return [] if self.refusal else [key for key, state in self.states.items() if state == State.TO_SAVE]

    @property
    def is_done(self) -> bool:
        return self.refusal is None and not {State.FAULTY, State.CONFLICT} & set(self.states.values())

    @property
    def status(self) -> int:
        """200 with a page that only has to be mended, 409 where something stands against saving."""
        return 409 if self.refusal or State.CONFLICT in self.states.values() else 200


def save_page(
    load: Callable[[Collection[str] | None], WritingPage],
    write: Callable[[WritingPage, list[str]], None],
    keys: Collection[str] | None = None,
) -> Outcome:
    """Stores those of some sections (None: of all) that can be stored, each on its own, in one transaction.

    `load(keys)` reads the form anew, with these sections as typed; `write(page, keys)` stores them
    on the version that was read, and raises Conflict when another save came in between: then both are done again.
    """
    for _ in range(TRIES):
        page = load(keys)
        if not page.subject.is_editable:
            break
        still_open = {side.key for side in page.sides if side.state in (State.FAULTY, State.CONFLICT)}
        edits = _edits_unseen(page)
        try:
            with transaction.atomic():  # what is shown is what was written, not what somebody else wrote next
                write(page, [side.key for side in page.sides if side.state == State.TO_SAVE])
                shown = load(still_open)
        except Forbidden:
            raise
        except Conflict:
            continue
        except Refusal as refusal:
            return Outcome(page, page, refusal)
        for side in shown.sides:
            side.edit = edits.get(side.key)
        return Outcome(page, shown)
    return Outcome(page, page, Conflict(conflict_sentence(page.subject)))


def written(page: WritingPage, keys: Collection[str]) -> list[str]:
    """What is written when some sections are stored, for who asks later whose words they are: the sections, and the
    pieces of them ("chi-phi/17"); new rows have no name yet.
    """
    pieces = [
        f"{side.key}/{meeting.key}"
        for side in page.sides
        if side.key in keys
        for meeting in side.meetings
        if meeting.whose == Whose.MINE and not meeting.key.startswith("+")
    ]
    return [*keys, *pieces]


def _edits_unseen(page: WritingPage) -> dict[str, Edit]:
    """{section: the last edit of what its writer has not seen}; of a conflict, that of the pieces in question."""
    unseen = [side for side in page.sides if side.typed is not None and (side.is_conflict or side.unseen)]
    edits, form = last_edits(page.subject) if unseen else {}, page.subject
    found = {}
    for side in unseen:
        wanted = Whose.OPEN if side.is_conflict else Whose.THEIRS
        names = [f"{side.key}/{meeting.key}" for meeting in side.meetings if meeting.whose == wanted]
        of_pieces = [edits[name] for name in names if name in edits]
        newest = max(of_pieces, key=lambda edit: edit.at, default=None)
        found[side.key] = newest or edits.get(side.key) or Edit(form.edited_by, form.edited_at)
    return found
