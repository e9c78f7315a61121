"""The conclusion of a review and its simplification plan."""

from reviews.enums import ReviewPart
from reviews.forms.proposal import ProposalPage
from reviews.prefill import current_texts
from reviews.queries import units_to_charge
from reviews.rules import warnings
from reviews.services import save_proposal
from reviews.views.editing import after_saving, frozen, refusal_of, review_to_write, show


def review_proposal(request, pk: int):
    """Keep, or propose: what changes in which part, which documents must be amended, what is gained."""
    review = review_to_write(request, pk)
    if request.method != "POST" and not review.is_editable:
        return frozen(request, review)
    page = ProposalPage(request.POST or None, review=review, units=units_to_charge(review))
    refusal = None
    if page.is_valid():
        refusal = refusal_of(
            request,
            lambda: save_proposal(review, page.draft, by=request.user, seen_version=page.seen_version),
        )
        if refusal is None:
            return after_saving(request, review, ReviewPart.PROPOSAL)
    context = {
        "form": page.form,
        "page": page,
        "faults": page.faults,
        "inventory": current_texts(review.procedure),
        "total": review.total,
        "warnings": warnings(review),
    }
    return show(request, "reviews/review_proposal.html", review, ReviewPart.PROPOSAL, refusal, context)
