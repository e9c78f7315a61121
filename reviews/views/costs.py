"""The compliance cost of a review."""

from django.contrib import messages

from reviews.enums import ReviewPart
from reviews.forms.costs import CostFormSet, CostTableForm, initial_rows
from reviews.forms.faults import faults_of
from reviews.models import Review
from reviews.rules import is_repeal, warnings
from reviews.services import save_cost_lines
from reviews.views.editing import after_saving, frozen, refusal_of, review_to_write, show
from tthc.core.display import number


def review_costs(request, pk: int):
    """One table, hiện hành beside sau đơn giản hóa; the script counts along, the server counts what is stored."""
    review = review_to_write(request, pk)
    if request.method != "POST" and not review.is_editable:
        return frozen(request, review)
    form = CostTableForm(request.POST or None, initial={"version": review.version})
    lines = CostFormSet(
        request.POST or None,
        initial=initial_rows(review.cost_lines.all()) if not form.is_bound else None,
        prefix="dong",
        form_kwargs={"hourly": review.hourly_income},
    )
    refusal = None
    if form.is_valid() and lines.is_valid():
        refusal = refusal_of(request, lambda: save(request, review, form, lines))
        if refusal is None:
            return after_saving(request, review, ReviewPart.COSTS)
    context = {
        "form": form,
        "lines": lines,
        "faults": list(faults_of(lines)),
        "warnings": warnings(review),
        "is_repeal": is_repeal(review),
    }
    return show(request, "reviews/review_costs.html", review, ReviewPart.COSTS, refusal, context)


def save(request, review: Review, form: CostTableForm, lines) -> None:
    """Stores the lines; says so when the screen had counted something else."""
    rows = lines.rows(fill="fill" in request.POST)
    counted = save_cost_lines(review, rows, by=request.user, seen_version=form.cleaned_data["version"])
    if "fill" not in request.POST and form.disagrees(counted):
        messages.warning(
            request,
            "Tổng hiện trên màn hình khác tổng máy chủ tính lại; đã ghi số của máy chủ: "
            f"hiện hành {number(counted.current)}, sau đơn giản hóa {number(counted.proposed)} đồng/năm.",
        )
