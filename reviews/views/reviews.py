"""Lists of reviews, one review as it reads, and how a review begins."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from departments.roles import Capability
from procedures.models import Procedure
from reviews import rules
from reviews.answer_sheet import answer_sheet
from reviews.forms.filters import ProcedureSearch, ReviewFilter
from reviews.queries import cost_rows, procedures_to_review, reviews_in_full, reviews_listed, total_of
from reviews.services import start_review
from reviews.views.editing import review_in_scope
from tthc.core.paging import page_of
from tthc.core.reading import read_key
from tthc.core.refusal import Forbidden, Refusal
from tthc.workflow.gate import may_edit
from tthc.workflow.many import moves_forms
from tthc.workflow.many_views import move_many
from tthc.workflow.panel import panel_for
from tthc.workflow.remark_views import answer_remark, raise_forms, raise_on
from tthc.workflow.version_views import compare_versions, show_version
from tthc.workflow.versions import mark_changes
from tthc.workflow.views import move_subject


def review_list(request):
    """The reviews in one's scope, narrowed, sorted, a page at a time, with the cost of all that were found."""
    filters = ReviewFilter(request.GET, user=request.user)
    found = reviews_listed(request.user, filters.wanted, request.GET.get("xep", ""))
    page = page_of(found, request.GET)
    mark_changes(page.object_list)
    context = {
        "filters": filters,
        "page": page,
        "total": total_of(found),
        "moves_forms": moves_forms(request.user),
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
        "raising": raise_forms(request, review),
        "may_edit": may_edit(review, request.user),
        "missing": rules.missing_parts(review) if review.is_editable else [],
    }
    return render(request, "reviews/review_detail.html", context)


def review_start(request):
    """Procedures that can be reviewed now; posting one of them starts its review."""
    if not request.user.may(Capability.DRAFT):
        raise PermissionDenied("Vai trò của bạn không lập biểu mẫu rà soát.")
    if request.method == "POST":
        procedure = get_object_or_404(
            Procedure.objects.visible_to(request.user), pk=read_key(request.POST.get("procedure"))
        )
        return _start(request, procedure)
    filters = ProcedureSearch(request.GET)
    page = page_of(procedures_to_review(request.user, filters.chosen("text") or ""), request.GET)
    return render(request, "reviews/review_start.html", {"filters": filters, "page": page})


def _start(request, procedure: Procedure):
    try:
        review = start_review(procedure, by=request.user)
    except Forbidden:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("reviews:review_start")
    messages.success(request, "Đã lập biểu mẫu rà soát. Trả lời dần từng câu, lưu lúc nào cũng được.")
    return redirect("reviews:review_answers", pk=review.pk)


def review_move(request, pk: int, key: str):
    return move_subject(request, review_in_scope(request, pk), key)  # reads request.POST


def review_move_many(request):
    """One move for the forms that were ticked on the list."""
    return move_many(
        request, reviews_in_full(request.user), reverse("reviews:review_list")
    )  # reads request.POST


def review_changes(request, pk: int):
    """Two texts of the form side by side."""
    return compare_versions(request, review_in_scope(request, pk))


def review_version(request, pk: int, move_pk: int):
    """The form as it was submitted or decided on."""
    return show_version(request, review_in_scope(request, pk), move_pk)


def remark_raise(request, pk: int):
    return raise_on(request, review_in_scope(request, pk))  # reads request.POST


def remark_answer(request, pk: int, remark_pk: int):
    return answer_remark(request, review_in_scope(request, pk), remark_pk)  # reads request.POST
