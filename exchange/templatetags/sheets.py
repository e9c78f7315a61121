"""Buttons beside a list: give it out as Excel, take it in from Excel, the blank form."""

from django import template
from django.urls import reverse

from exchange.kinds import KINDS
from exchange.lists import agencies_of

register = template.Library()


@register.inclusion_tag("exchange/_sheet_buttons.html", takes_context=True)
def sheet_buttons(context: template.Context, *keys: str) -> dict:
    """{% sheet_buttons "reviews" "costs" %}: what the person may do with these kinds; an export follows the page's filters."""
    request = context["request"]
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    entries = []
    for kind in (KINDS[key] for key in keys):
        suffix = f": {kind.title}" if len(keys) > 1 else ""
        if kind.may_export(request.user):
            entries.append((f"Xuất Excel{suffix}", reverse("exchange:sheet_export", args=[kind.key]) + query))
        if kind.may_import(request.user):
            entries.append((f"Nhập từ Excel{suffix}", reverse("exchange:session_new", args=[kind.key])))
            entries.append((f"Biểu mẫu trống{suffix}", reverse("exchange:blank_form", args=[kind.key])))
    return {"entries": entries}


@register.simple_tag(takes_context=True)
def export_places(context: template.Context) -> list:
    """The agencies among which an export has to choose; none for who sees only one."""
    agencies = agencies_of(context["request"].user)
    return agencies if len(agencies) > 1 else []
