"""The overview in exact numbers, JSON-ready: counts as integers, đồng and percentages as text, days as YYYY-MM-DD."""

from decimal import ROUND_HALF_UP, Decimal

from dashboards.figures import Figures, Share
from dashboards.measures import MEASURES, SHADES
from dashboards.milestones import Progress
from dashboards.overview import Overview, UnitLine

HUNDREDTH = Decimal("0.01")


def overview_as_json(found: Overview) -> dict:
    """All that the director's dashboard says, for other programs."""
    plan = found.programme.plan
    return {
        "agency": plan.agency.short_name,
        "plan": plan.title,
        "as_at": found.as_at.isoformat(),
        "baseline_frozen_on": _day(found.ledger.plan.frozen_on) if found.is_baseline_frozen else None,
        "undeclared_departments": [unit.code for unit in found.undeclared],
        "figures": figures_as_json(found.figures),
        "milestones": [progress_as_json(milestone) for milestone in found.milestones],
        "departments": [line_as_json(line) for line in found.lines],
    }


def figures_as_json(figures: Figures) -> dict:
    return {
        "counts": {key: figures[key].count for key in MEASURES},
        "amounts": {
            key: str(figures[key].amount) for key, measure in MEASURES.items() if measure.amount_label
        },
        "cut_in_number": {shade: share_as_json(figures.cut_in_number(shade)) for shade in SHADES},
        "simplified": {shade: share_as_json(figures.simplified(shade)) for shade in SHADES},
        "cut_in_cost": {shade: share_as_json(figures.cut_in_cost(shade)) for shade in SHADES},
        "cost_after": {shade: str(figures.cost_after(shade)) for shade in SHADES},
    }


def share_as_json(share: Share) -> dict:
    """Part and whole are exact (integers are counts, text is đồng); percent is rounded half up to two places."""
    return {"part": _exact(share.part), "whole": _exact(share.whole), "percent": percent_as_text(share)}


def percent_as_text(share: Share) -> str | None:
    percent = share.percent
    return None if percent is None else str(percent.quantize(HUNDREDTH, ROUND_HALF_UP))


def progress_as_json(found: Progress) -> dict:
    milestone, standing, forecast = found.milestone, found.standing, found.forecast
    return {
        "title": milestone.title,
        "measure": milestone.measure,
        "target_percent": None if milestone.target is None else str(milestone.target),
        "last_day": _day(standing.last_day),
        "reached_on": _day(standing.reached_on),
        "days": standing.days,
        "state": state_of(found),
        "share": share_as_json(found.share) if found.share else None,
        "holds": found.holds if found.share else standing.is_reached,
        "missing": None if found.missing is None else _exact(found.missing),
        "forecast": forecast
        and {"share": share_as_json(forecast.share), "reached_on": _day(forecast.reached_on)},
    }


def state_of(found: Progress) -> str:
    if found.standing.is_reached:
        return "reached"
    return "late" if found.standing.is_late and not found.has_nothing_to_do else "pending"


def line_as_json(line: UnitLine) -> dict:
    return {
        "code": line.unit.code,
        "name": line.unit.name,
        "has_declared": line.has_declared,
        "state": line.state.label,
        "figures": figures_as_json(line.figures),
    }


def _exact(value: int | Decimal) -> int | str:
    return str(value) if isinstance(value, Decimal) else value


def _day(day) -> str | None:
    return day.isoformat() if day else None
