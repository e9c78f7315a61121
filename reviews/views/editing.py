"""What the three pages on which a review is written have in common."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from departments.roles import Capability
from reviews.enums import ReviewPart
from reviews.models import Review
from reviews.queries import open_remarks, review_in_full
from reviews.steps import PAGES, steps_of, url_after
from tthc.core.refusal import Conflict, Forbidden, Refusal


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


def refusal_of(request: HttpRequest, save: Callable[[], object]) -> Refusal | None:
    """Why a service did not do what was asked, for the page that keeps what was typed; None when it did."""
    try:
        save()
    except Forbidden as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refusal as refusal:
        return refusal
    messages.success(request, f"Đã lưu lúc {timezone.localtime():%H:%M}.")
    return None


def show(
    request: HttpRequest,
    template: str,
    review: Review,
    part: ReviewPart,
    refusal: Refusal | None,
    context: dict,
) -> HttpResponse:
    """A page of writing, shown again with what was typed when it was refused (409).

    Who has been told that the form has changed meanwhile saves over it knowingly: the page then bears the new version.
    """
    version = context["form"]["version"].value()
    if isinstance(refusal, Conflict):
        review.refresh_from_db(fields=["version", "status", "edited_at", "edited_by"])
        version = review.version
    context |= {
        "review": review,
        "version": version,
        "refusal": refusal,
        "is_conflict": isinstance(refusal, Conflict),
        "steps": steps_of(review, part),
        "remarks": open_remarks(review, part),
    }
    return render(request, template, context, status=409 if refusal else 200)


def after_saving(request: HttpRequest, review: Review, part: ReviewPart) -> HttpResponse:
    """To the next step when asked so, otherwise back to this one."""
    if request.POST.get("next") == "on":
        return redirect(url_after(review, part))
    return redirect(PAGES[part], pk=review.pk)
