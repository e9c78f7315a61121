"""The compliance cost of a review."""

from django.contrib import messages
from django.shortcuts import render

from reviews.enums import ReviewPart
from reviews.forms.costs import CostFormSet, CostTableForm, initial_rows
from reviews.models import Review
from reviews.queries import open_remarks
from reviews.rules import is_repeal, warnings
from reviews.services import save_cost_lines
from reviews.steps import steps_of
from reviews.views.editing import after_saving, frozen, is_saved, review_to_write
from tthc.core.display import number


def review_costs(request, pk: int):
    """One table, hiện hành beside sau đơn giản hóa; the script counts along, the server counts what is stored."""
    review = review_to_write(request, pk)
    if request.method != "POST" and not review.is_editable:
        return frozen(request, review)
    form = CostTableForm(request.POST or None, initial={"version": review.version})
    lines = CostFormSet(
        request.POST or None,
        initial=initial_rows(review.cost_lines.all()) if request.method != "POST" else None,
        prefix="dong",
        form_kwargs={"hourly": review.hourly_income},
    )
    is_complete = form.is_valid() and lines.is_valid()
    if is_complete and is_saved(request, lambda: save(request, review, form, lines)):
        return after_saving(request, review, ReviewPart.COSTS)
    return render(
        request, "reviews/review_costs.html", context(review, form, lines), status=409 if is_complete else 200
    )


def save(request, review: Review, form: CostTableForm, lines) -> None:
    rows = lines.rows(fill="fill" in request.POST)
    counted = save_cost_lines(review, rows, by=request.user, seen_version=form.cleaned_data["version"])
    if "fill" not in request.POST and form.disagrees(counted):
        messages.warning(
            request,
            "Tổng hiện trên màn hình khác tổng máy chủ tính lại; đã ghi số của máy chủ: "
            f"hiện hành {number(counted.current)}, sau đơn giản hóa {number(counted.proposed)} đồng/năm.",
        )


def context(review: Review, form: CostTableForm, lines) -> dict:
    return {
        "review": review,
        "form": form,
        "lines": lines,
        "total": review.total,
        "warnings": warnings(review),
        "is_repeal": is_repeal(review),
        "steps": steps_of(review, ReviewPart.COSTS),
        "remarks": [remark for remark in open_remarks(review) if remark.part in ("", ReviewPart.COSTS)],
    }
