"""Holding a print against the data as they are now."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Model

from departments.models import User
from papers.contents import Rows, rows_of
from papers.making import Given, document_of, making_of
from papers.models import IssuedPaper
from papers.paper import Paper
from papers.registry import PAPERS
from tthc.core.refusal import Refusal
from tthc.workflow.changes import ShownPart, side_by_side

MOST_ROWS = 100  # of one part on each side that are compared word by word


@dataclass(frozen=True)
class Comparison:
    """In which parts the same paper would say something else now; `unknown` says why that cannot be told."""

    paper: Paper
    subject: Model
    parts: list[ShownPart] = field(default_factory=list)
    unknown: str = ""

    @property
    def count(self) -> int:
        return sum(part.count for part in self.parts)


def compare_print(issued: IssuedPaper, user: User) -> Comparison:
    """The print beside the paper made from the data of now: same day, number, signer, options, wording as it was then."""
    paper = PAPERS[issued.paper]
    subject = paper.kind.rows(user).get(pk=issued.subject_id)
    try:
        making = making_of(paper, subject, Given.of_json(issued.given), by=user, at=issued.made_at)
        now = rows_of(document_of(paper, subject, making))
    except Refusal as refusal:
        return Comparison(paper, subject, unknown=str(refusal))
    before, after = differing(issued.snapshot, now)
    return Comparison(paper, subject, side_by_side(before, after, labels={}, headings={}))


def differing(before: dict[str, Rows], after: dict[str, Rows]) -> tuple[dict[str, Rows], dict[str, Rows]]:
    """Both sides without what is the same: whole parts, and the rows at the head and the tail of the others.

    Pairing rows takes time with the product of the rows: where many differ, those that stand on both sides are left out
    (what only moved is not told then), and of what is left each side keeps its first MOST_ROWS.
    """
    old: dict[str, Rows] = {}
    new: dict[str, Rows] = {}
    for part in dict.fromkeys([*after, *before]):
        was, now = before.get(part, []), after.get(part, [])
        if was == now:
            continue
        head = _same(was, now)
        tail = _same(was[head:][::-1], now[head:][::-1])
        was, now = was[head : len(was) - tail], now[head : len(now) - tail]
        if len(was) * len(now) > MOST_ROWS**2:
            was, now = _only_here(was, now)[:MOST_ROWS], _only_here(now, was)[:MOST_ROWS]
        old[part], new[part] = was, now
    return old, new


def _only_here(rows: Rows, others: Rows) -> Rows:
    """The rows that do not stand on the other side, as often as they do not."""
    left = Counter(map(tuple, others))
    found = []
    for row in rows:
        if left[tuple(row)]:
            left[tuple(row)] -= 1
        else:
            found.append(row)
    return found


def _same(one: Rows, other: Rows) -> int:
    """How many rows from the beginning are equal."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count
