"""The figures of a report: those of the dashboards on the last day of a period, and of the period before it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import Q, QuerySet

from dashboards.figures import Figures
from dashboards.measures import APPROVED
from dashboards.overview import Overview, overview
from dashboards.queries import Programme, Unit, read_programme
from plans.models import Difficulty, Plan, ReportingPeriod
from plans.queries import period_before
from reviews.enums import ProposalType

# The way of a procedure, in the order of the table.
WAY = ("inventoried", "announced", "published", "reviewed", "kept", "proposed", "approved", "in_force")


@dataclass(frozen=True)
class UnitRow:
    """A line of the table: a unit, or their sum."""

    name: str
    group_a: int
    group_b: int
    figures: Figures
    by_kind: dict[str, int]

    @property
    def costs(self) -> tuple[Decimal, Decimal, Decimal]:
        """Chi phí trước, sau, tiết kiệm of what was approved (đồng/năm)."""
        figures = self.figures
        return (
            figures["costed"].amount,
            figures.cost_after(APPROVED),
            figures[f"simplified_{APPROVED}"].amount,
        )

    @property
    def percent(self) -> Decimal | None:
        """The approved saving in percent of the cost before: add the đồng, then divide."""
        return self.figures.cut_in_cost(APPROVED).percent


@dataclass(frozen=True)
class PeriodFigures:
    """What a report on a plan says of a period; `before` is None when no period of its kind came before."""

    plan: Plan
    programme: Programme
    found: Overview
    period: ReportingPeriod | None = None
    before: Overview | None = None
    unit: Unit | None = None

    @property
    def as_at(self) -> date:
        return self.found.as_at

    @property
    def is_running(self) -> bool:
        """Whether the period is not over yet, so that its figures are not its last ones."""
        return self.period is not None and self.as_at < self.period.ends_on

    @cached_property
    def rows(self) -> list[UnitRow]:
        """A row for each unit that takes part or has procedures."""
        groups = _groups(self.found)
        parts = self.found.ledger.by_department()
        return [
            self._row(line.unit.name, groups, [line.unit.pk], line.figures, parts.get(line.unit.pk))
            for line in self.found.lines
        ]

    @cached_property
    def total(self) -> UnitRow:
        groups = _groups(self.found)
        everybody = {unit for unit, _ in groups}
        return self._row("Cộng", groups, everybody, self.found.figures, self.found.ledger)

    def _row(self, name: str, groups: Counter, units: Iterable[int], figures: Figures, ledger) -> UnitRow:
        counts = [sum(groups[unit, group] for unit in units) for group in ("A", "B")]
        kinds = {
            kind: ledger.tally("proposed", self.as_at, kind).count if ledger else 0
            for kind in ProposalType.values
        }
        return UnitRow(name, *counts, figures, kinds)

    @property
    def difficulties(self) -> QuerySet[Difficulty]:
        """Those that units had reported by the last day and that were not closed then."""
        open_then = Q(closed_at__isnull=True) | Q(closed_at__date__gt=self.as_at)
        return self._reported().filter(open_then, created_at__date__lte=self.as_at)

    def reported_in_period(self) -> int:
        """How many difficulties were reported in the period; before there is one, since the plan began."""
        starts_on = self.period.starts_on if self.period else self.plan.starts_on
        return self._reported().filter(created_at__date__range=(starts_on, self.as_at)).count()

    def _reported(self) -> QuerySet[Difficulty]:
        units = {unit.pk for unit in self.found.units}
        return (
            Difficulty.objects.filter(department__in=units)
            .select_related("department")
            .order_by("created_at")
        )


def _groups(found: Overview) -> Counter:
    """{(unit, nhóm): procedures in scope}."""
    rows = found.ledger.rows("scope", found.as_at)
    return Counter((row.facts.department_id, row.facts.group) for row in rows)


def period_figures(plan: Plan, period: ReportingPeriod | None, code: str, today: date) -> PeriodFigures:
    """The figures of a period, for the agency or one unit; without a period as at today, compared with nothing."""
    programme = read_programme(plan)
    unit = next((unit for unit in programme.units if unit.code == code), None)
    as_at = period.last_day(today) if period else today
    earlier = period_before(period) if period else None
    return PeriodFigures(
        plan=plan,
        programme=programme,
        found=overview(programme, as_at, unit=unit),
        period=period,
        before=overview(programme, earlier.ends_on, unit=unit) if earlier else None,
        unit=unit,
    )
