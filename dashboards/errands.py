"""What a desk is made of: things to do, in titled boxes."""

from dataclasses import dataclass

from tthc.core.display import number

SHOWN = 8  # lines of a box before the rest is left to the list behind it


@dataclass(frozen=True)
class Errand:
    """One thing to do: a status in a word, what it is, more about it, and the page where it is done.

    `is_repeated`: the same page says it elsewhere, so that paper can do without.
    """

    tag: str
    tone: str
    title: str
    note: str
    url: str = ""
    act: str = ""
    is_repeated: bool = False

    @property
    def hint(self) -> str:
        """The button's full name, for who hears it without the line."""
        return f"{self.act}: {self.title}"


@dataclass(frozen=True)
class Box:
    """A titled list of errands; of more than are shown, `more_url` has them all or `more_note` says how many there are."""

    title: str
    errands: list[Errand]
    count: int
    empty: str = ""
    more_url: str = ""
    more_note: str = ""

    @property
    def note(self) -> str:
        return number(self.count) if self.count else ""


def rest_of(errands: list[Errand]) -> str:
    """What is said of the lines that are not shown."""
    return f"và {number(len(errands) - SHOWN)} việc khác" if len(errands) > SHOWN else ""
