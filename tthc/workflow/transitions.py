"""What a transition is, and which table of transitions a subject follows. No database here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from departments.roles import Capability

HAND_OVER = "hand_over"
Obstacles = Callable[[Any, Any], list[str]]
"""(subject, user) → sentences that say what is in the way; empty when nothing is."""


@dataclass(frozen=True)
class Transition:
    """One lawful move from some statuses to another.

    `stamps` and `clears` name pairs of columns: "submitted" is submitted_by and submitted_at. `capability` is the
    right it needs for the subject's unit; `stand_in` a second right that serves when the obstacles agree.
    `tells` answers with the people whom the move concerns, given the subject after it and the row of the log.
    `pins_remarks` takes remarks on parts along, as those of `remark_source`. `words` is what the words that go with it are called.
    `asks_day` has the log keep the day of the paper or meeting, typed in, beside the system's own time.
    `remark_asked` answers with a sentence when the move must not be made without words, otherwise with "".
    """

    key: str
    label: str
    done: str
    sources: frozenset[str]
    target: str
    capability: Capability
    stand_in: Capability | None = None
    stamps: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()
    remark_asked: Callable[[Any], str] = field(default=lambda subject: "")
    words: str = "Ý kiến chung"
    pins_remarks: bool = False
    remark_source: str = "OFFICE"
    keeps_snapshot: bool = False
    asks_day: bool = False
    tone: str = ""
    tells: Callable[[Any, Any], Iterable[Any]] = field(default=lambda subject, move: ())
    obstacles: Obstacles = field(default=lambda subject, user: [])

    @property
    def name(self) -> str:
        """The label without the dots that say "a page with questions comes first"."""
        return self.label.rstrip("…")


@dataclass(frozen=True)
class Way:
    """The table of transitions of one kind of subject, with the wording and tone of its statuses.

    `holders` says by which right somebody has the next word while the subject stands in a status.
    """

    name: str
    statuses: dict[str, tuple[str, str]]
    transitions: tuple[Transition, ...]
    holders: dict[str, Capability] = field(default_factory=dict)

    def transition(self, key: str) -> Transition:
        """The transition of that key; KeyError when there is none."""
        return {transition.key: transition for transition in self.transitions}[key]

    def done(self, key: str) -> str:
        """What the log says of a row: a move of this way, or a handing over, which moves nothing."""
        return "Đã bàn giao" if key == HAND_OVER else self.transition(key).done

    def leaving(self, status: str) -> Iterable[Transition]:
        """The transitions that start from a status, in the order of the table."""
        return (transition for transition in self.transitions if status in transition.sources)


_ways: dict[type, Way] = {}


def follow(model: type, way: Way) -> None:
    """Lets a model's objects go a way; called once, when the model's app is ready."""
    _ways[model] = way


def way_of(subject) -> Way:
    """The way that a subject goes; KeyError when its model follows none."""
    return _ways[type(subject)]


def followers() -> list[type]:
    """The models whose objects go a way."""
    return list(_ways)
