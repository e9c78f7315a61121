"""Buttons beside a list: give it out as Excel, take it in from Excel, the blank form."""

from django import template
from django.urls import reverse

from departments.models import User
from exchange.kind import Kind
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
        exports = [(f"Xuất Excel{suffix}", query)] if kind.may_export(request.user) else []
        entries += _entries(kind, request.user, exports, suffix)
    return {"entries": entries}


@register.simple_tag(takes_context=True)
def sheet_entries(context: template.Context, key: str) -> list[tuple[str, str]]:
    """{% sheet_entries "users" as entries %}: (label, address) for a list of the admin; one export for each agency."""
    kind, user = KINDS[key], context["request"].user
    places = export_places(context)
    exports = [(f"Xuất Excel: {place.short_name}", f"?co-quan={place.pk}") for place in places]
    return _entries(kind, user, (exports or [("Xuất Excel", "")]) if kind.may_export(user) else [])


def _entries(
    kind: Kind, user: User, exports: list[tuple[str, str]], suffix: str = ""
) -> list[tuple[str, str]]:
    address = reverse("exchange:sheet_export", args=[kind.key])
    entries = [(label, f"{address}{query}") for label, query in exports]
    if kind.may_import(user):
        entries.append((f"Nhập từ Excel{suffix}", reverse("exchange:session_new", args=[kind.key])))
        entries.append((f"Biểu mẫu trống{suffix}", reverse("exchange:blank_form", args=[kind.key])))
    return entries


@register.simple_tag(takes_context=True)
def export_places(context: template.Context) -> list:
    """The agencies among which an export has to choose; none for who sees only one."""
    agencies = agencies_of(context["request"].user)
    return agencies if len(agencies) > 1 else []
