"""Holding a print against the data as they are now."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import Model

from departments.models import User
from papers.contents import Part, Rows, parts_of
from papers.making import Given, document_of, making_of
from papers.models import IssuedPaper
from papers.paper import Paper
from papers.registry import PAPERS
from papers.sections import Pair, Section, paired, tree_of
from tthc.core.display import number
from tthc.core.refusal import Refusal
from tthc.workflow.changes import CHANGES, ShownCell, ShownRow, side_by_side
from tthc.workflow.comparing import Change, Words

MOST_ROWS = 100  # of one section that are shown
MOST_PLACES = 50  # places of a document that are shown
HEADING = "Đề mục"


@dataclass(frozen=True)
class Told:
    """What differs in one section: `count` places, the first of them as rows."""

    label: str
    count: int
    rows: list[ShownRow]

    @property
    def left(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True)
class Place:
    """Where in a document something differs: the headings over it, the last of them first named; its sections."""

    path: tuple[str, ...]
    parts: list[Told] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.path[-1]

    @property
    def over(self) -> tuple[str, ...]:
        return self.path[:-1]

    @property
    def count(self) -> int:
        return sum(part.count for part in self.parts)


@dataclass(frozen=True)
class Comparison:
    """In which places the same paper would say something else now; `unknown` says why that cannot be told."""

    paper: Paper
    subject: Model
    places: list[Place] = field(default_factory=list)
    unknown: str = ""

    @property
    def count(self) -> int:
        return sum(place.count for place in self.places)

    @property
    def shown(self) -> list[Place]:
        return self.places[:MOST_PLACES]


def compare_print(issued: IssuedPaper, user: User) -> Comparison:
    """The print beside the paper made from the data of now: same day, number, signer, options, wording as it was then."""
    paper = PAPERS[issued.paper]
    subject = paper.kind.rows(user).get(pk=issued.subject_id)
    try:
        making = making_of(paper, subject, Given.of_json(issued.given), by=user, at=issued.made_at)
        now = parts_of(document_of(paper, subject, making))
    except Refusal as refusal:
        return Comparison(paper, subject, unknown=str(refusal))
    return Comparison(paper, subject, differing(issued.snapshot, now))


def differing(before: list[Part], after: list[Part]) -> list[Place]:
    """The places that differ, in the order of the newer side; sections under one heading stand together."""
    return [place for place in _walk(tree_of(before), tree_of(after), ()) if place.parts]


def _walk(old: Section, new: Section, path: tuple[str, ...]) -> Iterator[Place]:
    """The places inside a section, from the outside in: what is said under its own heading first."""
    called = _called(new.inner)
    own = Place(path)
    inner: list[Place] = []
    for pair in paired(old.inner, new.inner):
        section = pair.after or pair.before
        here = (*path, called.get(id(section), section.title))
        is_small = bool(path) and not section.inner
        place = own if is_small else Place(here)
        place.parts.extend(_own_part(pair, section.title if is_small else ""))
        if not is_small:
            inner.append(place)
        if pair.before and pair.after and pair.before.said != pair.after.said:
            places = list(_walk(pair.before, pair.after, here))
            # What stands in small sections is told in one place with what the section says itself.
            place.parts.extend(places[0].parts)
            inner += places[1:]
    yield own
    yield from inner


def _called(sections: list[Section]) -> dict[int, str]:
    """{section: its title}, those of one title told apart by a number."""
    met: Counter[str] = Counter()
    often = Counter(one.title for one in sections)
    called = {}
    for one in sections:
        met[one.title] += 1
        called[id(one)] = f"{one.title} ({met[one.title]})" if often[one.title] > 1 else one.title
    return called


def _own_part(pair: Pair, label: str) -> Iterator[Told]:
    """What differs of a section itself: that it is new, gone, moved or called otherwise; its own rows."""
    before, after = pair.before, pair.after
    section = after or before
    if before and after:
        was, now = before.rows, after.rows
        if before.title != after.title:
            was, now = [[HEADING, before.title], *was], [[HEADING, after.title], *now]
    else:
        was, now = ([] if one is None else _whole(one) for one in (before, after))
    heads = {"": [tuple(names) for names in section.heads]}
    shown = side_by_side({"": was}, {"": now}, labels={}, headings=heads) if was != now else []
    rows = [_moved(section, pair.places)] if pair.places else []
    rows += shown[0].rows if shown else []
    if rows:
        yield Told(label, len(rows), rows[:MOST_ROWS])


def _whole(section: Section) -> Rows:
    """A section that stands on one side only; of one with others inside, how much it says."""
    if section.inner:
        return [["Cả mục", f"{number(section.words.total())} dòng"]]
    return section.rows or [[HEADING, section.title]]


def _moved(section: Section, places: tuple[int, int]) -> ShownRow:
    label, tone = CHANGES[Change.MOVED]
    was, now = (
        [ShownCell(section.title, (Words(f"mục thứ {number(place)}", Change.SAME),))] for place in places
    )
    return ShownRow(label, tone, was, now)
