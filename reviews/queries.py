"""What the pages of reviews show, read in a constant number of queries."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Sum, When
from django.utils import timezone

from departments.models import Department, User
from departments.querysets import within_reach
from departments.roles import Capability
from procedures.models import Procedure
from reviews import rules
from reviews.costing import Total, cost_once, cost_year
from reviews.enums import Conclusion
from reviews.models import CostLine, Review
from tthc.workflow.enums import FormStatus

SORTS = {
    "ten": ("procedure__sort_key", "-round"),
    "don-vi": ("department__order", "department__name", "procedure__sort_key"),
    "trang-thai": ("status_rank", "procedure__sort_key"),
    "hien-hanh": ("cost_current", "procedure__sort_key"),
    "tiet-kiem": ("saved", "procedure__sort_key"),
    "sua": ("edited_at",),
}


@dataclass(frozen=True)
class CostRow:
    """A line of the cost table with its results in both scenarios (đồng; year = đồng/năm), not rounded."""

    line: CostLine
    current_once: Decimal
    current_year: Decimal
    proposed_once: Decimal
    proposed_year: Decimal


def reviews_listed(user: User, wanted: dict, order: str = "") -> QuerySet[Review]:
    """Reviews in a person's scope by the filters of the list page; an unknown order is by name."""
    found = (
        Review.objects.visible_to(user)
        .with_list_columns()
        .annotate(
            saved=F("cost_current") - F("cost_proposed"),
            status_rank=Case(
                *(When(status=status, then=rank) for rank, status in enumerate(FormStatus.values)),
                output_field=IntegerField(),
            ),
        )
        .matching(wanted.get("text", ""))
    )
    columns = ("department", "status", "conclusion")
    found = found.filter(**{name: value for name, value in wanted.items() if name in columns})
    if "kind" in wanted:
        found = found.filter(conclusion=Conclusion.PROPOSE, proposal__kinds__kind=wanted["kind"])
    return found.order_by(*_ordering(order), "pk")


def _ordering(order: str) -> list[str]:
    """`-key` turns the first column about, the others keep their direction."""
    first, *others = SORTS.get(order.lstrip("-"), SORTS["ten"])
    return [f"-{first}" if order.startswith("-") and order.lstrip("-") in SORTS else first, *others]


def total_of(reviews: QuerySet[Review]) -> Total:
    """The cost of all these reviews: add the đồng, then divide."""
    found = reviews.order_by().aggregate(current=Sum("cost_current"), proposed=Sum("cost_proposed"))
    return Total(found["current"] or Decimal(0), found["proposed"] or Decimal(0))


def procedures_to_review(user: User, text: str = "") -> QuerySet[Procedure]:
    """Accepted procedures in force that a person may review and that are not under review; those never reviewed first."""
    mine = within_reach(user, Capability.DRAFT, agency="department__agency_id", department="department_id")
    reviews = Review.objects.filter(procedure=OuterRef("pk"))
    return (
        Procedure.objects.visible_to(user)
        .filter(mine, status=FormStatus.ACCEPTED)
        .in_force()
        .matching(text)
        .filter(~Exists(reviews.exclude(status=FormStatus.ACCEPTED)))
        .annotate(was_reviewed=Exists(reviews))
        .select_related("department", "field")
        .order_by("was_reviewed", "sort_key", "pk")
    )


def review_in_full(user: User, pk: int) -> Review:
    """One review in scope with all that its pages read; raises Review.DoesNotExist."""
    return reviews_in_full(user).get(pk=pk)


def reviews_in_full(user: User) -> QuerySet[Review]:
    """The reviews in a person's scope, each with all that its pages and rules read."""
    return (
        Review.objects.visible_to(user)
        .select_related("procedure__legal_document", "department__agency", "questionnaire", "proposal")
        .prefetch_related(
            "cost_lines", "proposal__kinds", "proposal__components", "proposal__actions__responsible_unit"
        )
    )


def cost_rows(review: Review) -> list[CostRow]:
    """The cost table as it is read, line by line."""
    lines = list(review.cost_lines.all())
    results = []
    for line, counted in zip(lines, rules.costing_lines(review, lines), strict=True):
        proposed = None if rules.is_repeal(review) else counted.proposed
        results.append(
            CostRow(
                line,
                cost_once(counted.current, review.hourly_income),
                cost_year(counted.current, review.hourly_income),
                cost_once(proposed, review.hourly_income) if proposed else Decimal(0),
                cost_year(proposed, review.hourly_income),
            )
        )
    return results


def units_to_charge(review: Review) -> QuerySet[Department]:
    """Units that can be charged with enforcing: those of the agency that exist today, and those already charged."""
    today = Department.objects.valid_on(timezone.localdate()).values("pk")
    charged = (
        Q(pk__in=review.proposal.actions.values("responsible_unit"))
        if hasattr(review, "proposal")
        else Q(pk__in=[])
    )
    return Department.objects.filter(agency=review.department.agency_id).filter(Q(pk__in=today) | charged)
