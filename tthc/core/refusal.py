"""The one exception by which a service says no."""

from django.core.exceptions import PermissionDenied


class Refusal(Exception):
    """An act that cannot be done now; `sentences` are Vietnamese, for the person who asked.

    Each sentence says what happened and what to do next. A service raises it before anything is written, or
    inside its transaction so that nothing stays.
    """

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


class Conflict(Refusal):
    """Somebody else moved or changed the thing since the page was loaded."""


class Forbidden(Refusal, PermissionDenied):
    """The person has no right to the act at all; no view need catch it, Django answers 403 with its sentences."""
