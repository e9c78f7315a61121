"""Two prints as trees of headings: which section of the one is which of the other, wherever it stands, however called."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from papers.contents import Part, Rows
from tthc.workflow.comparing import longest_rising, pair_equal

ALIKE = 0.7  # all forms share some rows; sections that share less are two
MOST_PAIRS = 10_000  # of sections that are held against each other by what they say


@dataclass
class Section:
    """A heading, what stands under it before the next one, and the sections inside it."""

    title: str
    rows: Rows = field(default_factory=list)
    heads: list[list[str]] = field(default_factory=list)
    inner: list["Section"] = field(default_factory=list)

    @cached_property
    def said(self) -> tuple:
        """All that it says, headings inside it included; read once the tree stands."""
        return (tuple(map(tuple, self.rows)), tuple((one.title, one.said) for one in self.inner))

    @cached_property
    def words(self) -> Counter:
        """Its rows and those of the sections inside it, as often as they stand there."""
        found = Counter(map(tuple, self.rows))
        for one in self.inner:
            found += one.words
        return found


@dataclass(frozen=True)
class Pair:
    """A section on both sides; None where it was not there. `places` are those among its neighbours when it moved."""

    before: Section | None
    after: Section | None
    places: tuple[int, int] | None = None


def tree_of(parts: Sequence[Part]) -> Section:
    """The parts under one nameless section."""
    root = Section("")
    open_: list[Section] = []  # the section that was begun last, and those around it, outermost first
    for path, rows, heads in parts:
        shared = next(
            (
                depth
                for depth, (one, title) in enumerate(zip(open_, path[:-1], strict=False))
                if one.title != title
            ),
            min(len(open_), len(path) - 1),
        )
        del open_[shared:]
        for title in path[shared:]:
            begun = Section(title)
            (open_[-1] if open_ else root).inner.append(begun)
            open_.append(begun)
        open_[-1].rows, open_[-1].heads = list(rows), heads
    return root


def paired(old: Sequence[Section], new: Sequence[Section]) -> Iterator[Pair]:
    """The sections in the order of the new side, each one that is gone where it stood.

    First those that are equal, then those of the same title, then those that say most of the same: a procedure that
    was given another name is still itself.
    """
    partner = _partners(old, new)
    staying = longest_rising([partner[now] for now in sorted(partner)])
    gone = set(range(len(old))) - set(partner.values())
    shown = 0
    for now, section in enumerate(new):
        was = partner.get(now)
        if was in staying:
            yield from (Pair(old[place], None) for place in range(shown, was) if place in gone)
            shown = was
        moved = was is not None and was not in staying
        yield Pair(None if was is None else old[was], section, (was + 1, now + 1) if moved else None)
    yield from (Pair(old[place], None) for place in range(shown, len(old)) if place in gone)


def _partners(old: Sequence[Section], new: Sequence[Section]) -> dict[int, int]:
    """{index in new: index in old}."""
    partner = pair_equal([(one.title, one.said) for one in old], [(one.title, one.said) for one in new])
    left_old, left_new = _left(old, partner.values()), _left(new, partner)
    titles = pair_equal([old[was].title for was in left_old], [new[now].title for now in left_new])
    partner |= {left_new[now]: left_old[was] for now, was in titles.items()}
    left_old, left_new = _left(old, partner.values()), _left(new, partner)
    if len(left_old) * len(left_new) > MOST_PAIRS:
        return partner
    alike = sorted(
        ((_share(old[was], new[now]), -was, -now) for was in left_old for now in left_new), reverse=True
    )
    for share, was, now in alike:
        if share >= ALIKE and -now not in partner and -was not in partner.values():
            partner[-now] = -was
    return partner


def _left(sections: Sequence[Section], known) -> list[int]:
    taken = set(known)
    return [place for place in range(len(sections)) if place not in taken]


def _share(one: Section, other: Section) -> float:
    """0 to 1: how much of what both say stands on both sides."""
    whole = one.words.total() + other.words.total()
    return 2 * (one.words & other.words).total() / whole if whole else 0.0
