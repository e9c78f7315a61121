"""Writing the inventory form: all sections by the buttons, one section by itself while it is typed."""

from collections.abc import Collection

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from departments.guard import require
from departments.roles import Capability
from procedures.inventory_form import InventoryForm
from procedures.models import Procedure
from procedures.services import save_sections
from tthc.core.refusal import Refusal
from tthc.workflow.gate import perform
from tthc.workflow.panel import panel_for
from tthc.workflow.remark_views import anchor_of_answer, answer_on_page
from tthc.workflow.writing import Outcome, save_page, written
from tthc.workflow.writing_views import answer_autosave


def procedure_in_scope(request, pk: int) -> Procedure:
    """A procedure in the person's scope with all its parts; otherwise 404."""
    return get_object_or_404(Procedure.objects.visible_to(request.user).with_parts(), pk=pk)


def procedure_edit(request, pk: int):
    """All sections in one form, each stored on its own, with any field empty."""
    procedure = procedure_in_scope(request, pk)
    require(request.user, Capability.DRAFT, procedure.department)
    if request.method == "POST":
        answer_on_page(request, procedure)
        outcome = _store(request, pk)
        return _go_on(request, outcome.page.procedure) if outcome.is_done else _show(request, outcome)
    if not procedure.is_editable:
        label = procedure.get_status_display()
        messages.warning(request, f"Biểu mẫu đang ở “{label}” nên không sửa được. Rút lại hoặc chờ trả lại.")
        return redirect(procedure)
    form = InventoryForm(procedure, request.user)
    return _show(request, Outcome(form, form))


@require_POST
def procedure_autosave(request, pk: int):
    """One section, saved while it is written, by the same hands as all of them by the button."""
    require(request.user, Capability.DRAFT, procedure_in_scope(request, pk).department)
    key = request.POST.get("section", "")
    outcome = _store(request, pk, {key})
    return answer_autosave(request, outcome, key, "procedures/_marks.html", _context(request, outcome))


def _store(request, pk: int, keys: Collection[str] | None = None) -> Outcome:
    """Stores what was sent of some sections (None: of all); what cannot be stored comes back with every word of it."""

    def load(open_keys: Collection[str] | None) -> InventoryForm:
        procedure = procedure_in_scope(request, pk)
        return InventoryForm(procedure, request.user, request.POST, open_keys=open_keys)

    def write(form: InventoryForm, to_save: list[str]) -> None:
        if to_save:
            save_sections(
                form.procedure, form.changes(to_save), by=request.user, sections=written(form, to_save)
            )

    return save_page(load, write, keys)


def _context(request, outcome: Outcome) -> dict:
    form = outcome.page
    return {
        "form": form,
        "procedure": form.procedure,
        "subject": form.procedure,
        "outcome": outcome,
        "panel": panel_for(form.procedure, request.user),
    }


def _show(request, outcome: Outcome):
    return render(
        request, "procedures/procedure_edit.html", _context(request, outcome), status=outcome.status
    )


def _go_on(request, procedure: Procedure):
    """After saving: on with the form, to the form as it reads, or off to the head of the unit."""
    wanted = request.POST.get("next")
    if wanted == "close":
        messages.success(request, "Đã lưu.")
        return redirect(procedure)
    if wanted == "submit":
        try:
            perform(procedure, "submit", by=request.user)
        except Refusal as refusal:
            messages.error(request, f"Đã lưu nhưng chưa nộp được. {_in_short(refusal)}")
        else:
            messages.success(request, f"Đã nộp cho trưởng phòng: {procedure}.")
            return redirect(procedure)
    else:
        messages.success(request, "Đã lưu.")
    here = request.POST.get("here", "")
    anchor = f"#{here}" if here.startswith("phan-") and here.isascii() else ""
    return redirect(f"{procedure.get_edit_url()}{anchor_of_answer(request) or anchor}")


def _in_short(refusal: Refusal) -> str:
    """The first sentences of a long list; all of it stands at the foot of the form."""
    first, rest = refusal.sentences[:2], len(refusal.sentences) - 2
    return " ".join(first) + (f" Và {rest} điều nữa, xem ở cuối trang." if rest > 0 else "")
