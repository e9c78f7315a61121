"""Lists of reviews, one review as it reads, and how a review begins."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render

from departments.models import Department
from departments.roles import Capability
from procedures.models import Procedure
from reviews import rules
from reviews.answer_sheet import answer_sheet
from reviews.forms.filters import ReviewFilterForm, SearchForm
from reviews.queries import cost_rows, procedures_to_review, reviews_listed, total_of
from reviews.services import start_review
from reviews.views.editing import is_saved, review_in_scope
from tthc.workflow.gate import may_edit
from tthc.workflow.panel import panel_for
from tthc.workflow.views import mend_remark, move_subject, shut_remark

PAGE_SIZE = 50


def review_list(request):
    form = ReviewFilterForm(request.GET, units=Department.objects.visible_to(request.user).taking_part())
    found = reviews_listed(request.user, form.wanted, request.GET.get("xep", ""))
    context = {
        "form": form,
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("trang")),
        "total": total_of(found),
        "may_start": request.user.may(Capability.DRAFT),
    }
    return render(request, "reviews/review_list.html", context)


def review_detail(request, pk: int):
    """The form as it reads on paper, with its way beside it."""
    review = review_in_scope(request, pk)
    context = {
        "review": review,
        "sections": answer_sheet(review.questionnaire.definition, review.answers),
        "cost_rows": cost_rows(review),
        "total": review.total,
        "is_repeal": rules.is_repeal(review),
        "warnings": rules.warnings(review),
        "panel": panel_for(review, request.user),
        "may_edit": may_edit(review, request.user),
    }
    return render(request, "reviews/review_detail.html", context)


def review_start(request):
    """Procedures that can be reviewed now; posting one of them starts its review."""
    if not request.user.may(Capability.DRAFT):
        raise PermissionDenied("Vai trò của bạn không lập biểu mẫu rà soát.")
    if request.method == "POST":
        procedure = get_object_or_404(
            Procedure.objects.visible_to(request.user), pk=_number(request.POST.get("procedure"))
        )
        started = []
        if is_saved(request, lambda: started.append(start_review(procedure, by=request.user))):
            return redirect("reviews:review_answers", pk=started[0].pk)
        return redirect("reviews:review_start")
    form = SearchForm(request.GET)
    text = form.cleaned_data["tim"] if form.is_valid() else ""
    page = Paginator(procedures_to_review(request.user, text), PAGE_SIZE).get_page(request.GET.get("trang"))
    return render(request, "reviews/review_start.html", {"form": form, "page": page})


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def review_move(request, pk: int, key: str):
    return move_subject(request, review_in_scope(request, pk), key)  # reads request.POST


def remark_mend(request, pk: int, remark_pk: int):
    return mend_remark(request, review_in_scope(request, pk), remark_pk)


def remark_close(request, pk: int, remark_pk: int):
    return shut_remark(request, review_in_scope(request, pk), remark_pk)
