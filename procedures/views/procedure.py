"""Procedures: list, start, form, form as it reads, and the moves on their way."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from departments.roles import Capability
from procedures.forms.filters import ProcedureFilter
from procedures.forms.start import NewProcedureForm
from procedures.inventory_form import InventoryForm
from procedures.models import LegalDocument, Procedure
from procedures.reading import reading_of
from procedures.rules import missing_parts, warnings
from procedures.services import (
    copy_procedure,
    create_procedure,
    delete_draft,
    is_deletable,
    save_sections,
)
from tthc.core.paging import page_of
from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.workflow.gate import may_edit, perform
from tthc.workflow.panel import panel_for
from tthc.workflow.version_views import compare_versions, show_version
from tthc.workflow.versions import mark_changes
from tthc.workflow.views import mend_remark, move_subject, shut_remark


def procedure_list(request):
    """The procedures in one's scope, narrowed, sorted, a page at a time."""
    procedures = Procedure.objects.visible_to(request.user)
    filters = ProcedureFilter(request.GET, user=request.user)
    found = filters.apply(procedures).with_list_columns().in_order_of(request.GET.get("xep", "ten"))
    page = page_of(found, request.GET)
    mark_changes(page.object_list)
    context = {
        "filters": filters,
        "page": page,
        "is_empty": not page.paginator.count and not procedures.exists(),
        "may_draft": request.user.may(Capability.DRAFT),
    }
    return render(request, "procedures/procedure_list.html", context)


def procedure_detail(request, pk: int):
    """The form as it reads, with its way, doubts and remarks beside it."""
    procedure = _read(request, pk)
    home = procedure.department
    context = {
        "procedure": procedure,
        "reading": reading_of(procedure),
        "missing": missing_parts(procedure) if procedure.is_editable else [],
        "warnings": warnings(procedure),
        "doubts": procedure.doubts.select_related("closed_by"),
        "panel": panel_for(procedure, request.user),
        "may_edit": may_edit(procedure, request.user),
        "may_draft": request.user.may(Capability.DRAFT),
        "may_delete": request.user.may(Capability.DRAFT, home) and is_deletable(procedure),
        "may_close_doubts": request.user.may(Capability.DRAFT, home)
        or request.user.may(Capability.CHECK, home),
    }
    return render(request, "procedures/procedure_detail.html", context)


def procedure_print(request, pk: int):
    """The form on paper."""
    procedure = _read(request, pk)
    context = {
        "procedure": procedure,
        "reading": reading_of(procedure),
        "agency": procedure.department.agency,
    }
    return render(request, "procedures/procedure_print.html", context)


def procedure_new(request):
    """Starts a form from its legal document; everything else is written on the next page."""
    if not request.user.may(Capability.DRAFT):
        raise PermissionDenied("Biểu mẫu thống kê do người soạn của phòng, đơn vị lập.")
    form = NewProcedureForm(
        request.POST or None,
        user=request.user,
        initial={"legal_document": request.GET.get("van-ban")},
    )
    if request.method == "POST" and form.is_valid():
        procedure = create_procedure(by=request.user, **form.cleaned_data)
        messages.success(request, "Đã lập bản nháp. Ghi tiếp các phần, lưu lúc nào cũng được.")
        return redirect("procedures:procedure_edit", procedure.pk)
    unit = request.user.department
    drafted = LegalDocument.objects.filter(drafting_unit=unit).with_procedure_count()
    context = {"form": form, "unit": unit, "documents": drafted.order_by("procedure_count", "sort_key")[:20]}
    return render(request, "procedures/procedure_new.html", context)


def procedure_edit(request, pk: int):
    """All sections in one form; saved together, with any field empty."""
    procedure = _read(request, pk)
    if not request.user.may(Capability.DRAFT, procedure.department):
        raise PermissionDenied("Biểu mẫu này do người soạn của đơn vị chủ trì sửa.")
    if request.method == "POST":
        return _save(request, InventoryForm(procedure, request.user, request.POST))
    if not procedure.is_editable:
        label = procedure.get_status_display()
        messages.warning(request, f"Biểu mẫu đang ở “{label}” nên không sửa được. Rút lại hoặc chờ trả lại.")
        return redirect(procedure)
    return _show_form(request, InventoryForm(procedure, request.user))


def _save(request, form: InventoryForm):
    """Stores what was typed; whatever is in the way, the page comes back with every word of it."""
    if not form.is_valid():
        return _show_form(request, form)
    try:
        if form.changes or form.mended:
            save_sections(
                form.procedure,
                form.changes,
                by=request.user,
                seen_version=form.seen_version,
                mended=form.mended,
            )
    except Forbidden as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    except Conflict as conflict:
        return _show_form(request, form, conflict=conflict)
    return _go_on(request, form.procedure)


def _show_form(request, form: InventoryForm, conflict: Conflict | None = None):
    context = {
        "form": form,
        "procedure": form.procedure,
        "panel": panel_for(form.procedure, request.user),
        "conflict": conflict,
        # Whoever has been told what changed saves on top of it knowingly.
        "version": form.procedure.version if conflict else form.seen["version"].value(),
    }
    return render(request, "procedures/procedure_edit.html", context, status=409 if conflict else 200)


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
    return redirect(f"{procedure.get_edit_url()}{anchor}")


def _in_short(refusal: Refusal) -> str:
    """The first sentences of a long list; all of it stands at the foot of the form."""
    first, rest = refusal.sentences[:2], len(refusal.sentences) - 2
    return " ".join(first) + (f" Và {rest} điều nữa, xem ở cuối trang." if rest > 0 else "")


@require_POST
def procedure_copy(request, pk: int):
    """A new draft with the words of this form."""
    procedure = _read(request, pk)
    try:
        copy = copy_procedure(procedure, by=request.user)
    except Forbidden as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    messages.success(request, "Đã chép thành bản nháp mới. Sửa tên và những chỗ khác với bản gốc.")
    return redirect("procedures:procedure_edit", copy.pk)


def procedure_delete(request, pk: int):
    """Asks first, then deletes a draft that was never submitted."""
    procedure = _read(request, pk)
    if not request.user.may(Capability.DRAFT, procedure.department):
        raise PermissionDenied("Bản nháp do người soạn của đơn vị chủ trì xóa.")
    if request.method == "POST":
        version = request.POST.get("version", "")
        try:
            delete_draft(
                procedure, by=request.user, seen_version=int(version) if version.isdecimal() else None
            )
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("procedures:procedure_detail", pk)
        messages.success(request, f"Đã xóa bản nháp: {procedure}.")
        return redirect("procedures:procedure_list")
    context = {"procedure": procedure, "is_deletable": is_deletable(procedure)}
    return render(request, "procedures/procedure_delete.html", context)


def procedure_move(request, pk: int, key: str):
    """One move on the way of the form."""
    return move_subject(request, _read(request, pk), key)


def procedure_changes(request, pk: int):
    """Two texts of the form side by side."""
    return compare_versions(request, _read(request, pk))


def procedure_version(request, pk: int, move_pk: int):
    """The form as it was submitted or decided on."""
    return show_version(request, _read(request, pk), move_pk)


def remark_mend(request, pk: int, remark_pk: int):
    return mend_remark(request, _read(request, pk), remark_pk)


def remark_close(request, pk: int, remark_pk: int):
    return shut_remark(request, _read(request, pk), remark_pk)


def _read(request, pk: int) -> Procedure:
    """A procedure in the person's scope with all its parts."""
    return get_object_or_404(Procedure.objects.visible_to(request.user).with_parts(), pk=pk)
