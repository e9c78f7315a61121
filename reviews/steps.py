"""The steps of the review form as a writer goes through them, each with what is still missing in it."""

from dataclasses import dataclass

from django.urls import reverse

from reviews.enums import ReviewPart
from reviews.rules import MissingPart, missing_parts

PAGES = {
    ReviewPart.ANSWERS: "reviews:review_answers",
    ReviewPart.COSTS: "reviews:review_costs",
    ReviewPart.PROPOSAL: "reviews:review_proposal",
}


@dataclass(frozen=True)
class Step:
    label: str
    url: str
    missing: list[str]
    is_current: bool


@dataclass(frozen=True)
class Steps:
    """The steps in their order, what is missing over all, and where "save and go on" leads from here."""

    steps: list[Step]
    missing: list[MissingPart]
    next_label: str


def steps_of(review, current: ReviewPart | None) -> Steps:
    missing = missing_parts(review)
    steps = [
        Step(
            part.label,
            reverse(page, args=[review.pk]),
            [one.sentence for one in missing if one.part == part],
            part == current,
        )
        for part, page in PAGES.items()
    ]
    following = _after(current)
    return Steps(steps, missing, following.label if following else "Xem lại, nộp")


def url_after(review, current: ReviewPart) -> str:
    """The page that follows a step: the next step, after the last the form as a whole."""
    following = _after(current)
    return reverse(PAGES[following], args=[review.pk]) if following else review.get_absolute_url()


def _after(current: ReviewPart | None) -> ReviewPart | None:
    parts = list(PAGES)
    place = parts.index(current) + 1 if current in parts else len(parts)
    return parts[place] if place < len(parts) else None
