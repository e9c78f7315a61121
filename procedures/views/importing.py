"""Taking procedures of the national portal in: upload, look at what will happen, confirm."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from departments.guard import require
from departments.roles import Capability
from procedures.forms.importing import ConfirmForm, UploadForm
from procedures.import_plan import Fate
from procedures.importing import confirm_import, preview_import, start_import
from procedures.models import ImportBatch, Procedure
from tthc.core.attempt import attempt
from tthc.core.paging import page_of
from tthc.core.refusal import Refusal


def portal_import(request):
    """Chooses a file and the unit that it is for; the file waits until its owner has seen what it will do."""
    require(request.user, Capability.IMPORT)
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user)
    status, batch = attempt(
        form,
        lambda words: start_import(
            words["file"].read(),
            file_name=words["file"].name,
            department=words["department"],
            by=request.user,
        ),
    )
    if batch:
        return redirect(batch)
    context = {"form": form, "batches": ImportBatch.objects.visible_to(request.user).recent()}
    return render(request, "procedures/portal_import.html", context, status=status)


def portal_import_preview(request, pk):
    """What an upload will do, record by record, and the confirming of it; once it is done, what came of it."""
    uploads = ImportBatch.objects.visible_to(request.user).select_related("department")
    batch = get_object_or_404(uploads, pk=pk)
    if request.method == "POST":
        return _confirmed(request, batch)
    if batch.is_done:
        return _outcome(request, batch)
    portal_file, plan = preview_import(batch)
    context = {
        "batch": batch,
        "plan": plan,
        "faults": portal_file.faults,
        "fault_count": len({fault.index for fault in portal_file.faults}),
        "page": page_of(plan.by_interest, request.GET),
        "form": ConfirmForm(initial={"seen": plan.mark}),
    }
    return render(request, "procedures/portal_import_preview.html", context)


def _confirmed(request, batch: ImportBatch):
    form = ConfirmForm(request.POST)
    form.is_valid()
    try:
        report = confirm_import(
            batch,
            by=request.user,
            seen=form.cleaned_data.get("seen", ""),
            skip_faulty=form.cleaned_data["skip_faulty"],
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã nhập xong. {report}")
    return redirect(batch)


def _outcome(request, batch: ImportBatch):
    fates = {pk: Fate(fate) for fate, pks in batch.outcome.items() for pk in pks}
    procedures = Procedure.objects.visible_to(request.user).filter(pk__in=fates).prefetch_related("doubts")
    page = page_of(procedures, request.GET)
    context = {
        "batch": batch,
        "counts": {fate: len(batch.outcome.get(fate, [])) for fate in Fate},
        "page": page,
        "rows": [(procedure, fates[procedure.pk]) for procedure in page],
    }
    return render(request, "procedures/portal_import_done.html", context)
