"""The public catalogue: pages and open data for anyone, without login."""

import segno
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from procedures.catalogue import catalogue, decisions_about, public_procedure, repealed_procedure
from procedures.forms.public import PublicFilter
from procedures.open_data import as_csv, as_data
from tthc.core.paging import page_of

PER_PAGE = 20


@login_not_required
@require_safe
def public_list(request):
    """Announced procedures in force."""
    picking = PublicFilter(request.GET, rows=catalogue(timezone.localdate()))
    page = page_of(picking.narrow(), request.GET, PER_PAGE)
    context = {"picking": picking, "page": page, "query": request.GET.urlencode()}
    return render(request, "procedures/public_list.html", context)


@login_not_required
@require_safe
def public_detail(request, pk: int):
    """A procedure as it was announced; one that has been repealed says so and since when (410)."""
    today = timezone.localdate()
    found = public_procedure(pk, today)
    if found:
        code = segno.make(request.build_absolute_uri(request.path), error="m")
        context = {"found": found, "reading": found.reading, "qr": code.svg_data_uri(scale=3, border=1)}
        return render(request, "procedures/public_detail.html", context)
    repealed = repealed_procedure(pk, today)
    if repealed is None:
        raise Http404("Không có thủ tục này trong danh mục công khai.")
    context = {"procedure": repealed, "decisions": decisions_about(pk)}
    return render(request, "procedures/public_repealed.html", context, status=410)


@login_not_required
@require_safe
def public_json(request):
    """The list, narrowed as on the page, as JSON."""
    lines = _lines(request)
    words = {"ngay": timezone.localdate().isoformat(), "so_thu_tuc": len(lines), "thu_tuc": lines}
    return JsonResponse(words, json_dumps_params={"ensure_ascii": False, "indent": 1})


@login_not_required
@require_safe
def public_csv(request):
    """The list, narrowed as on the page, as a sheet."""
    name = f"tthc-noi-bo-{timezone.localdate():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(as_csv(_lines(request)), content_type="text/csv; charset=utf-8", headers=headers)


def _lines(request) -> list[dict]:
    rows = PublicFilter(request.GET, rows=catalogue(timezone.localdate())).narrow()
    return [
        as_data(row, request.build_absolute_uri(reverse("procedures:public_detail", args=[row.procedure_id])))
        for row in rows
    ]
