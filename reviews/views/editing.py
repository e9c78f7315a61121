"""What the three pages on which a review is written have in common."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from departments.roles import Capability
from reviews.enums import ReviewPart
from reviews.models import Review
from reviews.queries import review_in_full
from reviews.steps import PAGES, url_after
from tthc.core.refusal import Forbidden, Refusal


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


def is_saved(request: HttpRequest, save: Callable[[], object]) -> bool:
    """Whether a service did what was asked; its refusal becomes messages, and the page keeps what was typed."""
    try:
        save()
    except Forbidden as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Refusal as refusal:
        for sentence in refusal.sentences:
            messages.error(request, sentence)
        messages.info(request, "Những gì bạn vừa nhập vẫn còn nguyên trên trang này, chưa được lưu.")
        return False
    messages.success(request, f"Đã lưu lúc {timezone.localtime():%H:%M}.")
    return True


def after_saving(request: HttpRequest, review: Review, part: ReviewPart) -> HttpResponse:
    """To the next step when asked so, otherwise back to this one."""
    if request.POST.get("next") == "on":
        return redirect(url_after(review, part))
    return redirect(PAGES[part], pk=review.pk)
