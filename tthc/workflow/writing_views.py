"""What a page answers that saves one of its sections by itself (static/js/autosave.js)."""

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone

from tthc.core.stored_rows import StoredRowFormSet
from tthc.core.wording import Holder
from tthc.workflow.writing import Outcome, Sides, State


def answer_autosave(
    request: HttpRequest, outcome: Outcome, key: str, marks: str, context: dict
) -> JsonResponse:
    """What became of one section: 200 saved, 422 with what cannot be read, 409 with what somebody else has stored.

    `marks` is the page's template of all that tells how complete the form is; its elements replace those of the page
    that bear the same id.
    """
    sent = next((side for side in outcome.sent.sides if side.key == key), None)
    if sent is None:
        return JsonResponse({"sentence": "Không có phần này trong biểu mẫu. Tải lại trang."}, status=400)
    if outcome.refusal:
        return JsonResponse({"sentence": str(outcome.refusal), "frozen": outcome.is_frozen}, status=409)
    now = next(side for side in outcome.page.sides if side.key == key)
    answer = {
        "state": sent.state,
        "version": outcome.page.subject.version,
        "time": f"{timezone.localtime():%H:%M}",
        "marks": render_to_string(marks, context, request),
    }
    if sent.state == State.FAULTY:
        return JsonResponse(answer | {"faults": faults_of(sent.typed)}, status=422)
    if sent.state == State.CONFLICT:
        conflict = render_to_string(
            "workflow/_conflict.html", {"sides": now, "subject": outcome.page.subject}, request
        )
        return JsonResponse(answer | {"conflict": conflict}, status=409)
    if sent.state != State.UNTOUCHED:
        answer |= {"seen": now.stored_print, "values": new_ids(sent, now)}
    return JsonResponse(answer)


def new_ids(sent: Sides, now: Sides) -> dict[str, str]:
    """The ids of the rows as stored, by the names of their controls, so that a second save adds none again."""
    ids: dict[str, str] = {}
    if sent.state == State.LEFT:
        return ids
    for typed, stored in zip(sent.typed, now.stored, strict=True):
        if isinstance(typed, StoredRowFormSet):
            ids |= typed.ids_for(stored.stored)
    return ids


def faults_of(holders: list[Holder]) -> dict[str, list[str]]:
    """What is wrong, by the names of the controls; under "" what is wrong with the section as a whole."""
    faults: dict[str, list[str]] = {}
    for holder in holders:
        for form in getattr(holder, "forms", [holder]):
            faults |= {
                form[name].html_name: list(form.errors[name]) for name in form.errors if name in form.fields
            }
            faults.setdefault("", []).extend(form.non_field_errors())
        if isinstance(holder, StoredRowFormSet):
            faults.setdefault("", []).extend(holder.non_form_errors())
    return faults
