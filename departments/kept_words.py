"""Words that were sent after the session had ended: the login page carries them along, signed, and they are sent again.

Nothing is kept on the server: the words travel in the page of whoever typed them, and only their writer can send them.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

from departments.models import User
from tthc.core.reading import read_key

SALT = "departments.kept_words"
WRITER = "writer"  # the hidden control by which a page says whose words it holds


@dataclass(frozen=True)
class KeptWords:
    """What was sent, whereto, by whom."""

    path: str
    writer: int
    fields: list[tuple[str, str]]

    @property
    def writer_name(self) -> str:
        return str(User.objects.filter(pk=self.writer).first() or "người đã gõ")


def writer_of(request: HttpRequest) -> int | None:
    """Who a page says has written what it sends; None when it does not say."""
    return read_key(request.POST.get(WRITER)) if request.method == "POST" else None


def pack(request: HttpRequest) -> str:
    """What was sent, as one signed text for a hidden control."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken"
    ]
    kept = {"path": request.get_full_path(), "writer": writer_of(request), "fields": fields}
    return signing.dumps(kept, salt=SALT, compress=True)


def unpack(text: str) -> KeptWords | None:
    """None for what was not packed here, or lies too long."""
    try:
        return KeptWords(**signing.loads(text, salt=SALT, max_age=settings.SESSION_COOKIE_AGE))
    except signing.BadSignature:
        return None
