"""The questionnaire of a review."""

from django.shortcuts import render

from reviews.enums import ReviewPart
from reviews.forms.answers import AnswersForm
from reviews.queries import open_remarks
from reviews.services import save_answers
from reviews.steps import steps_of
from reviews.views.editing import after_saving, frozen, is_saved, review_to_write


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
    is_complete = form.is_valid()
    if is_complete and is_saved(request, lambda: save_answers(review, by=request.user, **form.to_save)):
        return after_saving(request, review, ReviewPart.ANSWERS)
    context = {
        "review": review,
        "form": form,
        "steps": steps_of(review, ReviewPart.ANSWERS),
        "remarks": open_remarks(review),
    }
    return render(request, "reviews/review_answers.html", context, status=409 if is_complete else 200)
