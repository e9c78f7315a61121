"""A form written by several people at once: it is saved section by section, and nobody's words replace another's unseen.

A page carries for each section a fingerprint of what was stored when it was loaded ("seen-<key>"). A save goes
through as long as that fingerprint fits, whatever happened to the other sections; one that does not fit is shown
beside what is stored, and its writer chooses ("choice-<key>": "mine:<fingerprint>" or "theirs:<fingerprint>").
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.core.wording import Holder, fingerprint, sentences_of, words_of
from tthc.workflow.comparing import Change, RowChange, compare_rows
from tthc.workflow.gate import conflict_sentence
from tthc.workflow.models import Form

TRIES = 4  # so often somebody else's save of another section may come in between


class State(StrEnum):
    SAME = "same"  # typed as it is stored
    UNTOUCHED = "untouched"  # typed as it was when the page was loaded
    LEFT = "left"  # the writer takes what is stored
    FAULTY = "faulty"  # something cannot be read
    CONFLICT = "conflict"  # stored and typed have both moved on
    TO_SAVE = "to_save"


@dataclass
class Sides:
    """One section: as it is stored now, as it was typed (None: nothing was), as its page saw it."""

    key: str
    stored: list[Holder]
    typed: list[Holder] | None = None
    seen: str | None = None  # None: the page carried no fingerprint, its version says whether it fits
    choice: str = ""
    version_fits: bool = False

    @classmethod
    def of(
        cls, key: str, make: Callable[[Mapping | None], list[Holder]], data: Mapping | None, version: int
    ) -> "Sides":
        """Makes both sides by the same hand."""
        if data is None:
            return cls(key, make(None))
        return cls(
            key,
            make(None),
            make(data),
            data.get(f"seen-{key}"),
            data.get(f"choice-{key}", ""),
            data.get("version") == str(version),
        )

    @property
    def shown(self) -> list[Holder]:
        return self.stored if self.typed is None else self.typed

    @cached_property
    def stored_print(self) -> str:
        return fingerprint(self.stored)

    @cached_property
    def fits(self) -> bool:
        """Whether what the writer saw last is what is stored."""
        chosen, _, chosen_print = self.choice.partition(":")
        if chosen == "mine" and chosen_print == self.stored_print:
            return True
        return self.version_fits if self.seen is None else self.seen == self.stored_print

    @property
    def page_print(self) -> str:
        """The fingerprint that the page is to carry: an unsolved conflict stays one."""
        return self.stored_print if self.typed is None or self.fits else self.seen or ""

    @cached_property
    def state(self) -> State:
        if self.typed is None:
            return State.SAME
        if self.choice == f"theirs:{self.stored_print}":
            return State.LEFT
        if not all(holder.is_valid() for holder in self.typed):
            return State.FAULTY
        if words_of(self.typed, with_ids=False) == words_of(self.stored, with_ids=False):
            return State.SAME
        if fingerprint(self.typed) == self.seen:
            return State.UNTOUCHED
        return State.TO_SAVE if self.fits else State.CONFLICT

    @property
    def is_open(self) -> bool:
        """Whether what the page shows of it is typed and not stored."""
        return self.state in (State.FAULTY, State.CONFLICT, State.TO_SAVE)

    @property
    def is_conflict(self) -> bool:
        return self.state == State.CONFLICT

    @cached_property
    def changes(self) -> tuple[RowChange, ...]:
        """Where stored (before) and typed (after) differ."""
        rows = compare_rows(sentences_of(self.stored), sentences_of(self.shown))
        return tuple(row for row in rows if row.change != Change.SAME)


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
) -> Outcome:
    """Stores the sections that can be stored, each on its own, in one transaction.

    `load(open_keys)` reads the form anew, with these sections (None: all) as typed; `write(page, keys)` stores them
    on the version that was read, and raises Conflict when another save came in between: then both are done again.
    """
    for _ in range(TRIES):
        page = load(None)
        if not page.subject.is_editable:
            break
        try:
            write(page, [side.key for side in page.sides if side.state == State.TO_SAVE])
        except Forbidden:
            raise
        except Conflict:
            continue
        except Refusal as refusal:
            return Outcome(page, page, refusal)
        still_open = {side.key for side in page.sides if side.state in (State.FAULTY, State.CONFLICT)}
        return Outcome(page, load(still_open))
    return Outcome(page, page, Conflict(conflict_sentence(page.subject)))
