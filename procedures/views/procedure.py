"""Procedures: list, start, form, form as it reads, and the moves on their way."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from departments.roles import Capability
from procedures.forms.filters import ProcedureFilter
from procedures.forms.start import NewProcedureForm
from procedures.models import LegalDocument, Procedure
from procedures.reading import reading_of
from procedures.rules import missing_parts, warnings
from procedures.services import (
    copy_procedure,
    create_procedure,
    delete_draft,
    is_deletable,
)
from procedures.views.editing import procedure_in_scope
from tthc.core.paging import page_of
from tthc.core.reading import read_key
from tthc.core.refusal import Refusal
from tthc.workflow.gate import may_edit
from tthc.workflow.many import moves_forms
from tthc.workflow.many_views import move_many
from tthc.workflow.panel import panel_for
from tthc.workflow.remark_views import answer_remark, raise_forms, raise_on
from tthc.workflow.version_views import compare_versions, show_version
from tthc.workflow.versions import mark_changes
from tthc.workflow.views import move_subject


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
        "moves_forms": moves_forms(request.user),
    }
    return render(request, "procedures/procedure_list.html", context)


def procedure_detail(request, pk: int):
    """The form as it reads, with its way, doubts and remarks beside it."""
    procedure = procedure_in_scope(request, pk)
    home = procedure.department
    context = {
        "procedure": procedure,
        "reading": reading_of(procedure),
        "missing": missing_parts(procedure) if procedure.is_editable else [],
        "warnings": warnings(procedure),
        "doubts": procedure.doubts.select_related("closed_by"),
        "panel": panel_for(procedure, request.user),
        "raising": raise_forms(request, procedure),
        "may_edit": may_edit(procedure, request.user),
        "may_draft": request.user.may(Capability.DRAFT),
        "may_delete": request.user.may(Capability.DRAFT, home) and is_deletable(procedure),
        "may_close_doubts": request.user.may(Capability.DRAFT, home)
        or request.user.may(Capability.CHECK, home),
    }
    return render(request, "procedures/procedure_detail.html", context)


def procedure_print(request, pk: int):
    """The form on paper."""
    procedure = procedure_in_scope(request, pk)
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


@require_POST
def procedure_copy(request, pk: int):
    """A new draft with the words of this form."""
    copy = copy_procedure(procedure_in_scope(request, pk), by=request.user)
    messages.success(request, "Đã chép thành bản nháp mới. Sửa tên và những chỗ khác với bản gốc.")
    return redirect("procedures:procedure_edit", copy.pk)


def procedure_delete(request, pk: int):
    """Asks first, then deletes a draft that was never submitted."""
    procedure = procedure_in_scope(request, pk)
    if not request.user.may(Capability.DRAFT, procedure.department):
        raise PermissionDenied("Bản nháp do người soạn của đơn vị chủ trì xóa.")
    if request.method == "POST":
        try:
            delete_draft(procedure, by=request.user, seen_version=read_key(request.POST.get("version")))
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect("procedures:procedure_detail", pk)
        messages.success(request, f"Đã xóa bản nháp: {procedure}.")
        return redirect("procedures:procedure_list")
    context = {"procedure": procedure, "is_deletable": is_deletable(procedure)}
    return render(request, "procedures/procedure_delete.html", context)


def procedure_move(request, pk: int, key: str):
    """One move on the way of the form."""
    return move_subject(request, procedure_in_scope(request, pk), key)


def procedure_move_many(request):
    """One move for the forms that were ticked on the list."""
    found = Procedure.objects.visible_to(request.user).with_parts()
    return move_many(request, found, reverse("procedures:procedure_list"))  # reads request.POST


def procedure_changes(request, pk: int):
    """Two texts of the form side by side."""
    return compare_versions(request, procedure_in_scope(request, pk))


def procedure_version(request, pk: int, move_pk: int):
    """The form as it was submitted or decided on."""
    return show_version(request, procedure_in_scope(request, pk), move_pk)


def remark_raise(request, pk: int):
    return raise_on(request, procedure_in_scope(request, pk))  # reads request.POST


def remark_answer(request, pk: int, remark_pk: int):
    return answer_remark(request, procedure_in_scope(request, pk), remark_pk)  # reads request.POST
