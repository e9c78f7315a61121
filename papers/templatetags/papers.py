"""The papers on a subject, as a menu of buttons on its page."""

from urllib.parse import urlencode

from django import template

from dashboards.asking import Asked
from departments.roles import Capability, Reach
from papers.shelves import entries_of, newest_prints
from reviews.models import Questionnaire

register = template.Library()


@register.inclusion_tag("papers/_papers.html", takes_context=True)
def papers_on(context: template.Context, kind: str, subject: object, query: str = "") -> dict:
    """A menu of what may be printed about a subject in the reader's scope, with the newest of its prints that bear a code.

    `query` has options that the page knows.
    """
    menu = _menu(context, [(kind, subject)], query)
    return menu | {"prints": newest_prints(subject, [entry.paper for entry in menu["entries"]])}


@register.inclusion_tag("papers/_papers.html", takes_context=True)
def papers_on_one_of(context: template.Context, kind: str, subject: object) -> dict:
    """The same menu in a list of subjects, without their prints: they would be asked for one by one."""
    return _menu(context, [(kind, subject)])


@register.inclusion_tag("papers/_papers.html", takes_context=True)
def papers_of_figures(context: template.Context, asked: Asked) -> dict:
    """What may be printed of the figures that a page shows, for whoever sees them over the whole agency."""
    if context["request"].user.reach(Capability.FIGURES) < Reach.AGENCY:
        return {"entries": []}
    known = {name: value for name, value in asked.given.items() if name != "plan"}
    return _menu(context, [("figures", asked.programme.plan)], urlencode(known))


@register.inclusion_tag("papers/_papers.html", takes_context=True)
def papers_of_home(context: template.Context) -> dict:
    """What may be printed of the reader's agency, for who sees the whole of it; else of their unit."""
    user = context["request"].user
    if user.department is None:
        return {"entries": []}
    whole = user.reach(Capability.VIEW) >= Reach.AGENCY
    return _menu(context, [("agency", user.department.agency) if whole else ("unit", user.department)])


@register.inclusion_tag("papers/_papers.html", takes_context=True)
def papers_of_questionnaire(context: template.Context) -> dict:
    """What may be printed of the questionnaire of new reviews: the blank form."""
    current = Questionnaire.objects.filter(is_current=True).defer("definition").first()
    return _menu(context, [("questionnaire", current)] if current else [])


def _menu(context: template.Context, subjects: list[tuple[str, object]], query: str = "") -> dict:
    user = context["request"].user
    return {
        "csrf_token": context.get("csrf_token"),
        "entries": [entry for kind, subject in subjects for entry in entries_of(user, kind, subject)],
        "query": f"?{query}" if query else "",
    }
