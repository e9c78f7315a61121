"""What a person may print, by what it is about: the page "Văn bản, biểu mẫu"."""

from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse

from departments.models import User
from papers import kinds
from papers.kinds import SubjectKind
from papers.paper import Paper
from papers.registry import papers_on

# Kinds of which there are few enough to list; of the others, the pages on which their papers are made.
LISTED = (kinds.AGENCY, kinds.UNIT, kinds.FIGURES, kinds.PLAN, kinds.GROUP, kinds.QUESTIONNAIRE)
MOST = 60


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
    """Papers on one kind of subject: listed by subject, or (`list_url`) to be made on the subjects' own pages."""

    kind: SubjectKind
    titles: list[str]
    places: list[Place]
    list_url: str = ""


PAGES = {
    kinds.PROCEDURE: "procedures:procedure_list",
    kinds.ANNOUNCEMENT: "procedures:announcement_list",
    kinds.REVIEW: "reviews:review_list",
    kinds.PACKAGE: "reviews:package_list",
}


def shelves_of(user: User) -> list[Shelf]:
    """The shelves on which there is anything for this person; a query or two a kind, however many rows it has."""
    listed = [
        Shelf(
            kind, [], [place for subject in kind.rows(user)[:MOST] if (place := _place(user, kind, subject))]
        )
        for kind in LISTED
    ]
    by_page = [
        Shelf(
            kind, [paper.title for paper in papers_on(kind.key) if user.may(paper.right)], [], reverse(page)
        )
        for kind, page in PAGES.items()
    ]
    return [shelf for shelf in listed if shelf.places] + [shelf for shelf in by_page if shelf.titles]


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
