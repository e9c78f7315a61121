"""Papers: what one may print, making one, and holding a print against its data."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from papers.files import CONTENT_TYPES, PDF, PaperFile
from papers.forms import MakingForm
from papers.making import SIGNER, agency_of_reader, remembered_signer
from papers.models import IssuedPaper
from papers.proving import compare_print
from papers.registry import PAPERS
from papers.services import make_paper, remember_signer
from papers.shelves import shelves_of
from tthc.core.attempt import attempt

RECENT = 20


def paper_list(request):
    """What the person may print, and the last prints with a code."""
    prints = IssuedPaper.objects.visible_to(request.user).select_related("made_by").defer("snapshot")
    context = {"shelves": shelves_of(request.user), "prints": prints[:RECENT]}
    return render(request, "papers/paper_list.html", context)


def paper_make(request, key: str, pk: int):
    """Asks who signs and what else a paper needs; posting answers with the file, or with the job that makes it."""
    paper, subject = _wanted(request, key, pk)
    form, options = _forms(request, paper, subject)
    status = 200
    if request.method == "POST" and (options is None or options.is_valid()):
        typed = {name: _typed(request, name) for name in options.fields} if options else {}
        kind = request.POST.get("kind") if request.POST.get("kind") in CONTENT_TYPES else PDF

        def make(words: dict):
            given = form.given(timezone.localdate(), typed)
            if "full" in request.POST:
                remember_signer(paper, subject, given, by=request.user)
            return make_paper(paper, subject, given, kind, by=request.user)

        status, made = attempt(form, make)
        if made:
            return _answer(request, made)
    context = {"paper": paper, "subject": subject, "form": form, "options": options}
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
    """The form of signer, number and day; that of the paper's own options. One click posts no signer: the last one signs."""
    agency = paper.kind.agency_of(subject) or agency_of_reader(request.user)
    signer = remembered_signer(paper, agency)
    posted = None
    if request.method == "POST":
        posted = request.POST if "full" in request.POST else {name: getattr(signer, name) for name in SIGNER}
    form = MakingForm(posted, paper=paper, signer=signer)
    options = None
    if paper.options:
        names = paper.options.base_fields
        typed = {name: _typed(request, name) for name in names} if request.method == "POST" else None
        asked = {name: request.GET[name] for name in names if request.GET.get(name)}
        options = paper.options(typed, subject=subject, initial=asked)
    return form, options


def _typed(request, name: str) -> str:
    """What was chosen on the page; of one click, what stands in the address that the button posts to."""
    return (request.POST if "full" in request.POST else request.GET).get(name, "")


def _answer(request, made):
    if not isinstance(made, PaperFile):
        messages.info(request, "Văn bản dài, đang được lập. Xong sẽ có thông báo; bạn có thể làm việc khác.")
        return redirect(made)
    response = HttpResponse(made.content, content_type=made.content_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return response
