"""An act whose time is over or has not come: the page says so, and leads to the thing itself."""

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class NotNow(PermissionDenied):
    """The person may do it, yet not as the thing stands now; `subject` has a page of its own."""

    def __init__(self, sentence: str, subject: Model) -> None:
        super().__init__(sentence)
        self.subject = subject


def denied(request: HttpRequest, exception: PermissionDenied) -> HttpResponse:
    """What answers 403: whose right it is, or, when it is only not the time, where to go on."""
    context = {"exception": str(exception), "subject": getattr(exception, "subject", None)}
    return render(request, "403.html", context, status=403)
