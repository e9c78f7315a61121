"""The rows behind a number, a page at a time, with the procedures' names as far as a person may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.paginator import Page
from django.http import QueryDict

from dashboards.facts import NOTHING
from dashboards.figures import Row, Tally
from dashboards.measures import Measure
from dashboards.overview import Overview
from departments.models import User
from procedures.models import Procedure
from reviews.enums import ProposalType
from tthc.core.paging import page_of


@dataclass(frozen=True)
class Listing:
    """All rows counted together, and one page of them."""

    total: Tally
    page: Page
    rows: list["ListedRow"]


@dataclass(frozen=True)
class ListedRow:
    """A procedure with what made it count; a draft that the person may not open is shown without its name."""

    procedure: Procedure
    is_open: bool
    since: date | None
    amount: Decimal
    kinds: list[str]


def listing(found: Overview, measure: Measure, kind: str, user: User, asked: QueryDict) -> Listing:
    """The rows of a measure: greatest amount first where there are amounts, otherwise in the order of names.

    Three queries, however many rows.
    """
    rows = found.ledger.rows(measure.key, found.as_at, kind)
    total = Tally(len(rows), sum((row.amount for row in rows), NOTHING))
    page = page_of(_in_order(rows, measure), asked)
    return Listing(total, page, _listed(page, user))


def all_rows(found: Overview, measure: Measure, kind: str, user: User) -> list["ListedRow"]:
    """Every row of a measure in the order of its list; three queries, however many rows."""
    return _listed(_in_order(found.ledger.rows(measure.key, found.as_at, kind), measure), user)


def shows_kinds(measure: Measure) -> bool:
    """Whether the kinds of simplification say something about the rows of a measure."""
    return bool(measure.amount_label) and measure.key not in ("costed", "reestimated")


def _listed(rows: Iterable[Row], user: User) -> list["ListedRow"]:
    rows = list(rows)
    keys = [row.facts.pk for row in rows]
    procedures = Procedure.objects.filter(pk__in=keys).select_related("department", "field").in_bulk()
    seen = set(Procedure.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    return [
        ListedRow(
            procedures[row.facts.pk], row.facts.pk in seen, row.since, row.amount, kind_labels(row.kinds)
        )
        for row in rows
    ]


def _in_order(rows: list[Row], measure: Measure) -> list[Row]:
    keys = [row.facts.pk for row in rows]
    names = dict(Procedure.objects.filter(pk__in=keys).values_list("pk", "sort_key"))
    by_name = sorted(rows, key=lambda row: names[row.facts.pk])
    return sorted(by_name, key=lambda row: -row.amount) if measure.amount_label else by_name


def kind_labels(kinds: Iterable[str]) -> list[str]:
    """The office's words for kinds, in the order of the list of kinds."""
    return [kind.label for kind in ProposalType if kind in kinds]
