"""What a view does with a form and one service: carry it out, or show the form again with the refusal's sentences."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm

from tthc.core.refusal import Forbidden, Refusal


def attempt(form: BaseForm, act: Callable[[dict[str, Any]], Any]) -> tuple[int, Any]:
    """(status for showing the page, what the act gave); the act is called with the cleaned words of a valid form.

    A refusal becomes errors of the form, which keeps what was typed (409, as on a page that has grown stale); an act
    that gives nothing gives True.
    """
    if not form.is_bound or not form.is_valid():
        return 409 if getattr(form, "was_stale", False) else 200, None
    try:
        given = act(form.cleaned_data)
    except Forbidden:
        raise
    except Refusal as refusal:
        form.add_error(None, list(refusal.sentences))
        return 409, None
    return 200, True if given is None else given


def paper(words: dict[str, Any]) -> dict[str, Any]:
    """The cleaned words of a form as a service takes them: `version`, a hidden field, as the version that was seen."""
    return {"seen_version": words["version"]} | {
        name: value for name, value in words.items() if name != "version"
    }
