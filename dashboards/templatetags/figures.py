"""Numbers that open their rows: each names the measure once, for the number and for the list behind it.

They read `asked` (dashboards.asking.Asked) from the page's context.
"""

from datetime import date
from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dashboards.asking import Asked
from dashboards.figures import Figures
from dashboards.measures import MEASURES
from dashboards.milestones import Progress
from dashboards.overview import KindLine, overview
from dashboards.queries import read_programme
from departments.roles import Capability, Reach
from plans.models import Plan
from tthc.core.charts import Share as BarShare
from tthc.core.charts import progress_bar
from tthc.core.display import number, percent

register = template.Library()
# The darkest last, so that of equal lengths it is the one to be seen.
SHADE_ORDER = {"proposed": 3, "approved": 2, "in_force": 1}


@register.simple_tag(takes_context=True)
def rows_url(context: template.Context, key: str, **narrowed: object) -> str:
    """The address of the rows that a measure counts."""
    return context["asked"].address("dashboards:rows", measure=MEASURES[key].key, **narrowed)


@register.simple_tag(takes_context=True)
def progress_url(context: template.Context, **narrowed: object) -> str:
    return context["asked"].address("dashboards:progress", **narrowed)


@register.simple_tag(takes_context=True)
def costs_url(context: template.Context, **narrowed: object) -> str:
    return context["asked"].address("dashboards:costs", **narrowed)


@register.simple_tag(takes_context=True)
def count_of(context: template.Context, key: str, figures: Figures, **narrowed: object) -> SafeString:
    """The number of procedures that a measure counts, as a link to them."""
    return _link(context, key, number(figures[key].count), narrowed)


@register.simple_tag(takes_context=True)
def amount_of(context: template.Context, key: str, figures: Figures, **narrowed: object) -> SafeString:
    """What a measure's procedures bring together, in đồng a year, as a link to them."""
    return _link(context, key, number(figures[key].amount, 0), narrowed)


@register.simple_tag(takes_context=True)
def cost_cut_of(context: template.Context, shade: str, figures: Figures, **narrowed: object) -> SafeString:
    """Σ saving ÷ Σ baseline cost in one shade, as a link to the savings."""
    return _link(context, f"simplified_{shade}", percent(figures.cut_in_cost(shade).percent), narrowed)


@register.simple_tag(takes_context=True)
def simplified_of(context: template.Context, shade: str, figures: Figures, **narrowed: object) -> SafeString:
    """Procedures simplified in any way over the baseline, as a link to them."""
    return _link(context, f"simplified_{shade}", percent(figures.simplified(shade).percent), narrowed)


@register.simple_tag
def cost_after(figures: Figures, shade: str) -> str:
    """What is left of the cost, đồng a year: worked out from three numbers that open their own rows."""
    return number(figures.cost_after(shade), 0)


@register.simple_tag(takes_context=True)
def kind_count(context: template.Context, line: KindLine, shade: str) -> SafeString:
    """The number of proposals of one kind, as a link to them."""
    return _link(context, f"simplified_{shade}", number(line.tallies[shade].count), {"kind": line.kind})


@register.simple_tag(takes_context=True)
def kind_amount(context: template.Context, line: KindLine, shade: str) -> SafeString:
    """What the proposals of one kind save, as a link to them."""
    return _link(context, f"simplified_{shade}", number(line.tallies[shade].amount, 0), {"kind": line.kind})


@register.simple_tag(takes_context=True)
def point_count(context: template.Context, key: str, point, **narrowed: object) -> SafeString:
    """How many procedures had come so far at the end of a month, as a link to them."""
    return _link(context, key, number(point.counts[key]), narrowed | {"as_at": point.day})


@register.inclusion_tag("dashboards/_milestone.html", takes_context=True)
def milestone_card(context: template.Context, found: Progress, figures: Figures) -> dict:
    """A milestone with target, actual, what is lacking and where the pace leads."""
    return {
        "asked": context["asked"],
        "found": found,
        "figures": figures,
        "bar": milestone_bar(found, figures),
        "shades": found.milestone.measure in ("CUT_NUMBER", "CUT_COST"),
    }


@register.inclusion_tag("plans/_milestones.html", takes_context=True)
def plan_milestones(context: template.Context, plan: Plan, as_at: date, may_record: bool) -> dict:
    """The milestones of a plan as they stand at the end of a day, over what the reader may see."""
    user = context["request"].user
    programme = read_programme(plan, user)
    found = overview(programme, as_at)
    return {
        "asked": Asked({"plan": str(plan.pk), "as_at": as_at.isoformat()}, programme),
        "plan": plan,
        "as_at": as_at,
        "milestones": found.milestones,
        "figures": found.figures,
        "may_record": may_record,
        "is_part": user.reach(Capability.FIGURES) < Reach.AGENCY,
    }


def milestone_bar(found: Progress, figures: Figures) -> SafeString:
    """The share against its target; cuts in three shades."""
    cut = {"CUT_NUMBER": figures.cut_in_number, "CUT_COST": figures.cut_in_cost}.get(found.milestone.measure)
    if cut:
        shares = [BarShare(cut(shade).percent or Decimal(0), place) for shade, place in SHADE_ORDER.items()]
    else:
        shares = [BarShare(found.share.percent or Decimal(0))]
    said = f"{percent(found.share.percent)} so với chỉ tiêu {percent(found.milestone.target)}"
    return progress_bar(shares, found.milestone.target, title=said)


def _link(context: template.Context, key: str, shown: str, narrowed: dict) -> SafeString:
    return format_html('<a href="{}">{}</a>', rows_url(context, key, **narrowed), shown)
