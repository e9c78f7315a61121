"""What runs in the background for a person: how far it is, stop, take up again, and the file that came of it."""

from io import BytesIO

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from tthc.core.paging import page_of
from tthc.core.refusal import Refusal
from tthc.jobs.models import Job
from tthc.jobs.progress import stand_of
from tthc.jobs.services import cancel, is_lost, take_up_again


@require_GET
def job_list(request):
    """One's jobs, newest first."""
    page = page_of(Job.objects.visible_to(request.user), request.GET)
    return render(request, "jobs/job_list.html", {"page": page, "days": settings.JOB_DAYS})


@require_GET
def job_detail(request, pk: int):
    """How far it is; asks again by itself while it runs, and shows what came of it."""
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    template = "jobs/_stand.html" if request.htmx else "jobs/job_detail.html"
    return render(request, template, {"job": job, "stand": stand_of(job.pk), "lost": is_lost(job)})


@require_GET
def job_file(request, pk: int):
    """The file that came of a job; 404 where none did."""
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    if not job.file_name:
        raise Http404
    return FileResponse(BytesIO(bytes(job.content)), as_attachment=True, filename=job.file_name)


@require_POST
def job_cancel(request, pk: int):
    """Stops a job: at once while it waits, at its next step while it runs."""
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    try:
        cancel(job)
        messages.success(request, f"Đã yêu cầu dừng: {job}.")
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    return redirect(job)


@require_POST
def job_again(request, pk: int):
    """Asks once more for what failed, was stopped or lost its worker."""
    job = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    try:
        return redirect(take_up_again(job, by=request.user))
    except Refusal as refusal:
        messages.warning(request, str(refusal))
        return redirect(job)
