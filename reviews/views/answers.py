"""The questionnaire of a review."""

from reviews.enums import ReviewPart
from reviews.forms.answers import AnswersForm
from reviews.services import save_answers
from reviews.views.editing import after_saving, frozen, refusal_of, review_to_write, show


def review_answers(request, pk: int):
    """Questions as the answers call for them: after each save, with the script at once."""
    review = review_to_write(request, pk)
    if request.method != "POST" and not review.is_editable:
        return frozen(request, review)
    form = AnswersForm(
        request.POST or None,
        definition=review.questionnaire.definition,
        answers=review.answers,
        version=review.version,
    )
    refusal = None
    if form.is_valid():
        refusal = refusal_of(request, lambda: save_answers(review, by=request.user, **form.to_save))
        if refusal is None:
            return after_saving(request, review, ReviewPart.ANSWERS)
    return show(request, "reviews/review_answers.html", review, ReviewPart.ANSWERS, refusal, {"form": form})
