"""The compliance cost of a review."""

from django.contrib import messages
from django.views.decorators.http import require_POST

from reviews.enums import ReviewPart
from reviews.forms.costs import CostsPage
from reviews.rules import is_repeal, warnings
from reviews.services import save_cost_lines
from reviews.views.editing import after_saving, autosaved, frozen, keys_sent, review_to_write, show
from tthc.core.display import number
from tthc.core.rows import faults_of
from tthc.workflow.remark_views import answer_on_page
from tthc.workflow.writing import Outcome, State, save_page, written

PART = ReviewPart.COSTS


def review_costs(request, pk: int):
    """One table, hiện hành beside sau đơn giản hóa; the script counts along, the server counts what is stored."""
    review = review_to_write(request, pk)
    if request.method == "POST":
        answer_on_page(request, review)
        outcome = _store(request, pk)
        if outcome.is_done:
            _say_what_was_counted(request, outcome)
            return after_saving(request, review, PART)
    elif not review.is_editable:
        return frozen(request, review)
    else:
        page = CostsPage(review)
        outcome = Outcome(page, page)
    review, lines = outcome.page.review, outcome.page.lines
    context = {"form": outcome.page.form, "lines": lines, "faults": faults_of(lines)}
    context |= {"warnings": warnings(review), "is_repeal": is_repeal(review)}
    return show(request, "reviews/review_costs.html", outcome, PART, context)


@require_POST
def costs_autosave(request, pk: int):
    """The cost table, saved while it is written."""
    review_to_write(request, pk)
    return autosaved(request, _store(request, pk, keys_sent(request)), PART)


def _store(request, pk: int, keys=None) -> Outcome:
    def load(open_keys) -> CostsPage:
        return CostsPage(review_to_write(request, pk), request.POST, open_keys=open_keys)

    def write(page: CostsPage, to_save: list[str]) -> None:
        fill = page.wants_filling and page.sides[0].state not in (State.FAULTY, State.CONFLICT)
        if to_save or fill:
            save_cost_lines(
                page.review, page.rows(fill=fill), by=request.user, sections=written(page, [page.key])
            )

    return save_page(load, write, keys)


def _say_what_was_counted(request, outcome: Outcome) -> None:
    """A word when the screen had counted something else than the server."""
    form, counted = outcome.sent.form, outcome.page.review.total
    if form.is_valid() and not outcome.sent.wants_filling and form.disagrees(counted):
        messages.warning(
            request,
            "Tổng hiện trên màn hình khác tổng máy chủ tính lại; đã ghi số của máy chủ: "
            f"hiện hành {number(counted.current)}, sau đơn giản hóa {number(counted.proposed)} đồng/năm.",
        )
