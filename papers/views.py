"""Papers: what one may print, making one, and holding a print against its data."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from papers.files import CONTENT_TYPES, PDF, PaperFile
from papers.forms import MakingForm, PrintFilter
from papers.making import SIGNER, Given, agency_of_reader, remembered_signer
from papers.models import IssuedPaper
from papers.proving import compare_print
from papers.readiness import readiness_of
from papers.registry import PAPERS
from papers.services import make_paper, remember_signer
from papers.shelves import shelves_of
from tthc.core.attempt import attempt
from tthc.core.paging import page_of

LOOK = "look"


def paper_list(request):
    """What the person may print, and the prints with a code."""
    asked = PrintFilter(request.GET)
    prints = IssuedPaper.objects.visible_to(request.user).select_related("made_by").defer("snapshot")
    context = {
        "shelves": shelves_of(request.user),
        "form": asked,
        "page": page_of(asked.narrow(prints), request.GET, per_page=20),
        "job_days": settings.JOB_DAYS,
    }
    return render(request, "papers/paper_list.html", context)


def paper_make(request, key: str, pk: int):
    """Asks who signs and what else a paper needs; posting answers with the file, or with the job that makes it.

    Posted with the kind LOOK it only shows how the paper stands with what was chosen.
    """
    paper, subject = _wanted(request, key, pk)
    form, options, chosen = _forms(request, paper, subject)
    status, made = 200, None
    if request.POST.get("kind") != LOOK and (options is None or options.is_valid()):
        status, made = attempt(form, lambda words: _make(request, paper, subject, form, chosen))
    if made:
        return _answer(request, made)
    given = Given(timezone.localdate(), options=chosen)
    context = {
        "paper": paper,
        "subject": subject,
        "form": form,
        "options": options,
        "readiness": readiness_of(paper, subject, given, by=request.user, address=request.GET),
        "look": LOOK,
    }
    return render(request, "papers/paper_make.html", context, status=status)


def proof(request, code: str):
    """What a print was made from, and what of it has changed since."""
    issued = get_object_or_404(IssuedPaper.objects.visible_to(request.user), code=code.upper())
    context = {"issued": issued, "comparison": compare_print(issued, request.user)}
    return render(request, "papers/proof.html", context)


def _wanted(request, key: str, pk: int):
    """The paper and its subject; 404 outside the scope, 403 without the right."""
    paper = PAPERS.get(key)
    subject = paper.kind.rows(request.user).filter(pk=pk).first() if paper else None
    if subject is None or not paper.fits(subject):
        raise Http404("Không có văn bản này.")
    if not paper.may_be_made_by(request.user, subject):
        raise PermissionDenied(f"Vai trò của bạn không lập “{paper.title}”.")
    return paper, subject


def _forms(request, paper, subject):
    """The form of signer, number and day; that of the paper's own options, and what is chosen in it.

    One click posts no signer: the last one signs, and the options are those in the address that the button posts to.
    """
    agency = paper.kind.agency_of(subject) or agency_of_reader(request.user)
    signer = remembered_signer(paper, agency)
    posted = None
    if request.method == "POST":
        posted = request.POST if "full" in request.POST else {name: getattr(signer, name) for name in SIGNER}
    form = MakingForm(posted, paper=paper, signer=signer)
    if not paper.options:
        return form, None, {}
    names = paper.options_asked
    if "full" in request.POST:
        chosen = {name: request.POST.get(name, "") for name in names}
    else:
        chosen = dict.fromkeys(names, "") | paper.options.asked_in(request.GET, subject)
    bound = chosen if request.method == "POST" else None
    return form, paper.options(bound, subject=subject, initial=_said(chosen)), chosen


def _said(chosen: dict[str, str]) -> dict[str, str]:
    """What was chosen by words; the form knows best what to offer for the rest."""
    return {name: words for name, words in chosen.items() if words}


def _make(request, paper, subject, form, chosen: dict[str, str]):
    given = form.given(timezone.localdate(), chosen)
    if "full" in request.POST:
        remember_signer(paper, subject, given, by=request.user)
    kind = request.POST.get("kind")
    return make_paper(paper, subject, given, kind if kind in CONTENT_TYPES else PDF, by=request.user)


def _answer(request, made):
    if not isinstance(made, PaperFile):
        messages.info(
            request,
            "Văn bản dài, đang được lập; bạn có thể làm việc khác. Xong sẽ có thông báo, tệp được giữ "
            f"{settings.JOB_DAYS} ngày.",
        )
        return redirect(made)
    response = HttpResponse(made.content, content_type=made.content_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return response
