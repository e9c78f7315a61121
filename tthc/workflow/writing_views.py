"""What a page answers that saves one of its sections by itself (static/js/autosave.js)."""

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone

from tthc.core.stored_rows import StoredRowFormSet
from tthc.core.wording import Holder
from tthc.workflow.sittings import Edit
from tthc.workflow.writing import Outcome, State


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
    answer |= {"seen": sent.marks_after(now), "values": sent.ids_after(now), "reload": sent.leaves_words}
    if sent.unseen:
        answer["others"] = f"{whose(now.edit, request)} vừa sửa {sent.unseen} chỗ khác của phần này."
    return JsonResponse(answer)


def whose(edit: Edit, request: HttpRequest) -> str:
    """Who wrote, as the writer of the page would say it."""
    if edit.by and edit.by.pk == request.user.pk:
        return "Chính bạn, ở cửa sổ khác,"
    return str(edit.by or "Người khác")


def faults_of(holders: list[Holder]) -> dict[str, list[str]]:
    """What is wrong, by the names of the controls; under "" what is wrong with the section as a whole."""
    faults: dict[str, list[str]] = {}
    for holder in holders:
        for form in getattr(holder, "forms", [holder]):
            faults |= {
                form[name].html_name: list(form[name].errors) for name in form.errors if name in form.fields
            }
            faults.setdefault("", []).extend(form.non_field_errors())
        if isinstance(holder, StoredRowFormSet):
            faults.setdefault("", []).extend(holder.non_form_errors())
    return faults
