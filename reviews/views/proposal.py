"""The conclusion of a review and its simplification plan."""

from django.views.decorators.http import require_POST

from reviews.enums import ReviewPart
from reviews.forms.proposal import ProposalPage
from reviews.prefill import current_texts
from reviews.queries import units_to_charge
from reviews.rules import warnings
from reviews.services import save_proposal
from reviews.views.editing import after_saving, autosaved, frozen, keys_sent, review_to_write, show
from tthc.workflow.remark_views import answer_on_page
from tthc.workflow.writing import Outcome, save_page, written

PART = ReviewPart.PROPOSAL


def review_proposal(request, pk: int):
    """Keep, or propose: what changes in which part, which documents must be amended, what is gained."""
    review = review_to_write(request, pk)
    if request.method == "POST":
        answer_on_page(request, review)
        outcome = _store(request, pk)
        if outcome.is_done:
            return after_saving(request, review, PART)
    elif not review.is_editable:
        return frozen(request, review)
    else:
        page = ProposalPage(review, units=units_to_charge(review))
        outcome = Outcome(page, page)
    review = outcome.page.review
    context = {"faults": outcome.page.faults, "parts": outcome.page.parts}
    context |= {"inventory": current_texts(review.procedure), "total": review.total}
    return show(
        request, "reviews/review_proposal.html", outcome, PART, context | {"warnings": warnings(review)}
    )


@require_POST
def proposal_autosave(request, pk: int):
    """One section of conclusion and proposal, saved while it is written."""
    review_to_write(request, pk)
    return autosaved(request, _store(request, pk, keys_sent(request)), PART)


def _store(request, pk: int, keys=None) -> Outcome:
    def load(open_keys) -> ProposalPage:
        review = review_to_write(request, pk)
        return ProposalPage(review, request.POST, units=units_to_charge(review), open_keys=open_keys)

    def write(page: ProposalPage, to_save: list[str]) -> None:
        if to_save:
            save_proposal(page.review, page.draft(to_save), by=request.user, sections=written(page, to_save))

    return save_page(load, write, keys)
