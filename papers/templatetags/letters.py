"""The letters of the office, offered where the figures ask for them."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse

from dashboards.asking import Asked
from dashboards.overview import UnitLine
from papers.letters import chasing

register = template.Library()


@register.simple_tag(takes_context=True)
def chasing_url(context: template.Context, asked: Asked, line: UnitLine) -> str:
    """Where a letter to a late unit is made, as at the day that the page shows; "" for a unit in time, or another's."""
    user, plan = context["request"].user, asked.programme.plan
    if line.state.tone != "late" or not chasing.PAPER.may_be_made_by(user, plan):
        return ""
    known = {"department": line.unit.code} | {
        key: asked.given[key] for key in ("as_at",) if key in asked.given
    }
    return f"{reverse('papers:paper_make', args=[chasing.PAPER.key, plan.pk])}?{urlencode(known)}"
