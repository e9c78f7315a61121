"""The questionnaire of a review."""

from django.views.decorators.http import require_POST

from reviews.enums import ReviewPart
from reviews.forms.answers import AnswersPage
from reviews.services import save_answers
from reviews.views.editing import after_saving, autosaved, frozen, keys_sent, review_to_write, show
from tthc.workflow.remark_views import answer_on_page
from tthc.workflow.writing import Outcome, save_page, written

PART = ReviewPart.ANSWERS


def review_answers(request, pk: int):
    """Questions as the answers call for them: after each save, with the script at once."""
    review = review_to_write(request, pk)
    if request.method == "POST":
        answer_on_page(request, review)
        outcome = _store(request, pk)
        if outcome.is_done:
            return after_saving(request, review, PART)
    elif not review.is_editable:
        return frozen(request, review)
    else:
        page = AnswersPage(review)
        outcome = Outcome(page, page)
    return show(request, "reviews/review_answers.html", outcome, PART, {"form": outcome.page.form})


@require_POST
def answers_autosave(request, pk: int):
    """One section of the questionnaire, saved while it is answered."""
    review_to_write(request, pk)
    return autosaved(request, _store(request, pk, keys_sent(request)), PART)


def _store(request, pk: int, keys=None) -> Outcome:
    def load(open_keys) -> AnswersPage:
        return AnswersPage(review_to_write(request, pk), request.POST, open_keys=open_keys)

    def write(page: AnswersPage, to_save: list[str]) -> None:
        if to_save:
            save_answers(
                page.review, page.answers_with(to_save), by=request.user, sections=written(page, to_save)
            )

    return save_page(load, write, keys)
