"""The conclusion of a review and its simplification plan."""

from django.shortcuts import render

from reviews.enums import ReviewPart
from reviews.forms.proposal import ProposalPage
from reviews.models import Review
from reviews.prefill import current_texts
from reviews.queries import open_remarks, units_to_charge
from reviews.rules import warnings
from reviews.services import save_proposal
from reviews.steps import steps_of
from reviews.views.editing import after_saving, frozen, is_saved, review_to_write


def review_proposal(request, pk: int):
    """Keep, or propose: what changes in which part, which documents must be amended, what is gained."""
    review = review_to_write(request, pk)
    if request.method != "POST" and not review.is_editable:
        return frozen(request, review)
    page = ProposalPage(request.POST or None, review=review, units=units_to_charge(review))
    is_complete = page.is_valid()
    if is_complete and is_saved(
        request, lambda: save_proposal(review, page.draft, by=request.user, seen_version=page.seen_version)
    ):
        return after_saving(request, review, ReviewPart.PROPOSAL)
    return render(
        request, "reviews/review_proposal.html", context(review, page), status=409 if is_complete else 200
    )


def context(review: Review, page: ProposalPage) -> dict:
    return {
        "review": review,
        "page": page,
        "inventory": current_texts(review.procedure),
        "total": review.total,
        "warnings": warnings(review),
        "steps": steps_of(review, ReviewPart.PROPOSAL),
        "remarks": [remark for remark in open_remarks(review) if remark.part in ("", ReviewPart.PROPOSAL)],
    }
