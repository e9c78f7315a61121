"""What the three pages on which a review is written have in common."""

from collections.abc import Collection

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from departments.roles import Capability
from reviews.enums import ReviewPart
from reviews.models import Review
from reviews.queries import review_in_full
from reviews.steps import PAGES, steps_of, url_after
from tthc.workflow.answers import remarks_to_answer
from tthc.workflow.remark_views import anchor_of_answer
from tthc.workflow.writing import Outcome
from tthc.workflow.writing_views import answer_autosave


def review_in_scope(request: HttpRequest, pk: int) -> Review:
    """404 outside the person's scope."""
    try:
        return review_in_full(request.user, pk)
    except Review.DoesNotExist:
        raise Http404("Không có biểu mẫu rà soát này.") from None


def review_to_write(request: HttpRequest, pk: int) -> Review:
    """404 outside the scope, 403 for who does not write the unit's forms."""
    review = review_in_scope(request, pk)
    if not request.user.may(Capability.DRAFT, review.department):
        raise PermissionDenied("Vai trò của bạn không soạn biểu mẫu rà soát của đơn vị này.")
    return review


def frozen(request: HttpRequest, review: Review) -> HttpResponse:
    """Sends who opens a form that cannot be written now to the form as it reads."""
    messages.info(
        request, f"Biểu mẫu đang ở “{review.get_status_display()}”, không sửa được. Bạn xem được bản đang có."
    )
    return redirect(review)


def show(
    request: HttpRequest, template: str, outcome: Outcome, part: ReviewPart, context: dict
) -> HttpResponse:
    """A page of writing; what could not be stored stands in it as it was typed."""
    return render(request, template, context | context_of(request, outcome, part), status=outcome.status)


def context_of(request: HttpRequest, outcome: Outcome, part: ReviewPart) -> dict:
    """What the three pages and their marks have in common; remarks on the whole stand on every page."""
    review = outcome.page.subject
    remarks = [
        answer
        for answer in remarks_to_answer(review, request.user)
        if answer.part in ("", part) or (part == ReviewPart.ANSWERS and answer.part.startswith("Q"))
    ]
    return {
        "page": outcome.page,
        "review": review,
        "subject": review,
        "outcome": outcome,
        "steps": steps_of(review, part),
        "remarks": remarks,
    }


def autosaved(request: HttpRequest, outcome: Outcome, part: ReviewPart) -> HttpResponse:
    """The answer to one section that was saved by itself."""
    key = request.POST.get("section", "")
    return answer_autosave(request, outcome, key, "reviews/_marks.html", context_of(request, outcome, part))


def keys_sent(request: HttpRequest) -> Collection[str]:
    """The one section that is saved by itself."""
    return {request.POST.get("section", "")}


def after_saving(request: HttpRequest, review: Review, part: ReviewPart) -> HttpResponse:
    """To the next step when asked so, otherwise back to this one."""
    messages.success(request, f"Đã lưu lúc {timezone.localtime():%H:%M}.")
    if request.POST.get("next") == "on":
        return redirect(url_after(review, part))
    return redirect(f"{reverse(PAGES[part], args=[review.pk])}{anchor_of_answer(request)}")
