"""Buttons beside a list: give it out as Excel, take it in from Excel, the blank form."""

from django import template
from django.urls import reverse

from exchange.kinds import KINDS
from exchange.lists import agencies_of

register = template.Library()


@register.inclusion_tag("exchange/_sheet_buttons.html", takes_context=True)
def sheet_buttons(context: template.Context, key: str) -> dict:
    """{% sheet_buttons "procedures" %}: what the person may do with this kind; the export follows the page's filters."""
    request, kind = context["request"], KINDS.get(key)
    if kind is None:
        return {}
    query = request.GET.urlencode()
    export = reverse("exchange:sheet_export", args=[key]) + (f"?{query}" if query else "")
    return {
        "export_url": export if kind.may_export(request.user) else "",
        "may_import": kind.may_import(request.user),
        "kind": kind,
    }


@register.simple_tag(takes_context=True)
def export_places(context: template.Context) -> list:
    """The agencies among which an export has to choose; none for who sees only one."""
    agencies = agencies_of(context["request"].user)
    return agencies if len(agencies) > 1 else []
