"""The papers on a subject, as a menu of buttons on its page."""

from urllib.parse import urlencode

from django import template

from papers.shelves import entries_of

register = template.Library()


@register.inclusion_tag("papers/_papers.html", takes_context=True)
def papers_on(context: template.Context, kind: str, subject: object, **asked: object) -> dict:
    """A menu of what may be printed; `asked` are options that the page already knows, such as the day."""
    user = context["request"].user
    query = urlencode({name: value for name, value in asked.items() if value})
    return {
        "csrf_token": context.get("csrf_token"),
        "entries": entries_of(user, kind, subject) if user.is_authenticated else [],
        "query": f"?{query}" if query else "",
    }
