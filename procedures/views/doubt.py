"""Doubts that the reader of foreign data left on a procedure."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from procedures.models import Procedure
from procedures.services import close_doubt
from tthc.core.refusal import Forbidden, Refusal


@require_POST
def doubt_close(request, pk: int, doubt_pk: int):
    """Closes a doubt with a word on how it was dealt with."""
    procedure = get_object_or_404(Procedure.objects.visible_to(request.user), pk=pk)
    doubt = get_object_or_404(procedure.doubts.select_related("procedure__department"), pk=doubt_pk)
    try:
        close_doubt(doubt, by=request.user, note=request.POST.get("note", ""))
    except Forbidden:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã đóng điểm nghi ngờ.")
    return redirect(f"{procedure.get_absolute_url()}#nghi-ngo")
