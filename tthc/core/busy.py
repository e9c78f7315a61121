"""SQLite lets one write at a time: who has waited in vain while something long is stored sends the same words again."""

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

LOCKED = "database is locked"
SECRET = "password"  # noqa: S105 - part of the names of controls whose words no page shows again
AGAIN_SECONDS = 30


class DatabaseBusy:
    """A page with what was typed and a button that sends it again, in place of a broken one."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OperationalError) or LOCKED not in str(exception):
            return None
        words = [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name != "csrfmiddlewaretoken"
        ]
        can_send = request.method == "POST" and not request.FILES
        context = {"words": words, "can_send": can_send and not any(SECRET in name for name, _ in words)}
        answer = render(request, "503.html", context, status=503)
        answer["Retry-After"] = str(AGAIN_SECONDS)
        return answer
