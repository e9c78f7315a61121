"""What a person may print, by what it is about: the page "Văn bản, biểu mẫu"."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.urls import reverse

from departments.models import User
from papers import kinds
from papers.kinds import SubjectKind
from papers.models import IssuedPaper
from papers.paper import Paper
from papers.registry import papers_on

MOST = 60  # subjects of a kind that are listed
NEWEST = 5  # of those of which there are many
# In the order of the page: what the office issues first. What is listed; the newest, the others on their own page;
# the page on which each is opened.
ISSUED = {
    kinds.ANNOUNCEMENT: "procedures:announcement_list",
    kinds.PACKAGE: "reviews:package_list",
}
LISTED = (kinds.FIGURES, kinds.PLAN, kinds.GROUP, kinds.AGENCY, kinds.UNIT, kinds.QUESTIONNAIRE)
OPENED = {
    kinds.PROCEDURE: "procedures:procedure_list",
    kinds.REVIEW: "reviews:review_list",
}


@dataclass(frozen=True)
class Entry:
    """A paper on one subject, with the page on which it is made."""

    paper: Paper
    url: str


@dataclass(frozen=True)
class Place:
    """A subject with its papers."""

    subject: Model
    entries: list[Entry]


@dataclass(frozen=True)
class Shelf:
    """Papers on one kind of subject: listed by subject; further ones are made on the pages opened from `list_url`."""

    kind: SubjectKind
    titles: list[str]
    places: list[Place]
    list_url: str = ""


def shelves_of(user: User) -> list[Shelf]:
    """The shelves on which there is anything for this person; a query or two a kind, however many rows it has."""
    shelves = [
        *(
            _shelf(user, kind, kind.rows(user).order_by("-pk")[:NEWEST], page)
            for kind, page in ISSUED.items()
        ),
        *(_shelf(user, kind, kind.rows(user)[:MOST]) for kind in LISTED),
        *(_shelf(user, kind, (), page) for kind, page in OPENED.items()),
    ]
    return [shelf for shelf in shelves if shelf.places or (shelf.kind in OPENED and shelf.titles)]


def _shelf(user: User, kind: SubjectKind, subjects: Iterable[Model], page: str = "") -> Shelf:
    places = [place for subject in subjects if (place := _place(user, kind, subject))]
    titles = [paper.title for paper in papers_on(kind.key) if user.may(paper.right)]
    return Shelf(kind, titles, places, reverse(page) if page else "")


def _place(user: User, kind: SubjectKind, subject: Model) -> Place | None:
    entries = entries_of(user, kind.key, subject)
    return Place(subject, entries) if entries else None


def entries_of(user: User, kind: str, subject: Model) -> list[Entry]:
    """The papers that a person may make about a subject of their scope."""
    return [
        Entry(paper, reverse("papers:paper_make", args=[paper.key, subject.pk]))
        for paper in papers_on(kind)
        if paper.may_be_made_by(user, subject) and paper.fits(subject)
    ]


def newest_prints(subject: Model, papers: list[Paper]) -> QuerySet[IssuedPaper]:
    """The last prints with a code of a subject in the reader's scope, of papers that they may make."""
    prints = IssuedPaper.objects.filter(paper__in=[paper.key for paper in papers], subject_id=subject.pk)
    return prints.select_related("made_by").defer("snapshot")[:NEWEST]
