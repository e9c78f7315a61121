"""Legal documents: list, entry, and the procedures in each."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from departments.roles import Capability
from procedures.forms.document import DocumentForm
from procedures.forms.filters import DocumentFilter
from procedures.models import LegalDocument, Procedure
from procedures.services import save_document
from tthc.core.attempt import attempt
from tthc.core.paging import page_of
from tthc.core.seen import rows_to_change


def document_list(request):
    """The agency's legal documents with how many procedures each contains."""
    documents = LegalDocument.objects.visible_to(request.user)
    filters = DocumentFilter(request.GET, user=request.user)
    found = filters.apply(documents).select_related("drafting_unit").with_procedure_count().in_order()
    page = page_of(found, request.GET)
    context = {
        "filters": filters,
        "page": page,
        "is_empty": not page.paginator.count and not documents.exists(),
        "may_enter": request.user.may(Capability.EDIT_DOCUMENTS),
    }
    return render(request, "procedures/document_list.html", context)


def document_detail(request, pk: int):
    """A document, the procedures in it, and those that only refer to it."""
    document = get_object_or_404(
        LegalDocument.objects.visible_to(request.user).select_related("drafting_unit"), pk=pk
    )
    procedures = Procedure.objects.visible_to(request.user).with_list_columns()
    context = {
        "document": document,
        "procedures": procedures.filter(legal_document=document),
        "referring": procedures.filter(legal_bases__legal_document=document)
        .exclude(legal_document=document)
        .distinct(),
        "may_edit": LegalDocument.objects.editable_by(request.user).filter(pk=pk).exists(),
        "may_draft": request.user.may(Capability.DRAFT),
    }
    return render(request, "procedures/document_detail.html", context)


def document_new(request):
    """Enters a document; the drafting unit is one's own unless another body issued it."""
    if not request.user.may(Capability.EDIT_DOCUMENTS):
        raise PermissionDenied("Văn bản do người soạn của đơn vị hoặc Văn phòng Sở nhập.")
    document = LegalDocument(agency=request.user.department.agency)
    form = DocumentForm(
        request.POST or None,
        instance=document,
        user=request.user,
        initial={"drafting_unit": request.user.department, "issuing_body": document.agency.name},
    )
    return _save(request, form)


def document_edit(request, pk: int):
    """Changes a document of one's unit, or of no unit."""
    with rows_to_change(request, LegalDocument.objects.visible_to(request.user)) as documents:
        document = get_object_or_404(documents, pk=pk)
        if not LegalDocument.objects.editable_by(request.user).filter(pk=pk).exists():
            raise PermissionDenied("Văn bản này do đơn vị soạn thảo hoặc Văn phòng Sở sửa.")
        return _save(request, DocumentForm(request.POST or None, instance=document, user=request.user))


def _save(request, form: DocumentForm):
    stored_number = form.initial.get("number", "")
    status, saved = attempt(form, lambda words: save_document(form.save(commit=False), by=request.user))
    if saved:
        messages.success(request, f"Đã lưu văn bản {form.instance.number}.")
        return redirect(form.instance)
    pk = form.instance.pk
    context = {
        "form": form,
        "is_new": pk is None,
        "stored_number": stored_number,
        "back_url": form.instance.get_absolute_url() if pk else reverse("procedures:document_list"),
    }
    return render(request, "procedures/document_form.html", context, status=status)
