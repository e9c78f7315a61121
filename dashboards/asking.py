"""From the address of a page to the overview that it asks for."""

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.urls import reverse

from dashboards.forms import FigureFilter
from dashboards.overview import Overview, overview
from dashboards.queries import Programme, plans_with_figures, read_programme
from departments.models import User

PARAMETERS = ("plan", "as_at", "department", "field", "group")


@dataclass(frozen=True)
class Asked:
    """What a person asked for; without `overview` there is no plan to show, or the form says what was wrong."""

    given: dict[str, str]
    programme: Programme | None = None
    form: FigureFilter | None = None
    overview: Overview | None = None

    @property
    def status(self) -> int:
        return 400 if self.form is not None and not self.form.is_valid() else 200

    @property
    def is_narrowed(self) -> bool:
        return any(self.given.get(name) for name in ("department", "field", "group"))

    def address(self, name: str, **changes: str | date | None) -> str:
        """The address of another page on the same figures, with some parameters changed."""
        wanted = self.given | {
            key: value.isoformat() if isinstance(value, date) else str(value or "")
            for key, value in changes.items()
        }
        query = QueryDict(mutable=True)
        query.update({key: value for key, value in wanted.items() if value})
        return f"{reverse(name)}?{query.urlencode()}" if query else reverse(name)


def asked_by(user: User, query: QueryDict) -> Asked:
    """The overview of the plan that a person may see, narrowed as the address says."""
    given = {name: query[name] for name in PARAMETERS if query.get(name)}
    plans = list(plans_with_figures(user))
    if not plans:
        return Asked(given)
    chosen = next((plan for plan in plans if str(plan.pk) == given.get("plan")), plans[0])
    programme = read_programme(chosen, user)
    form = FigureFilter(query, programme=programme, plans=plans)
    if not form.is_valid():
        return Asked(given, programme, form)
    found = overview(programme, form.cleaned_data["as_at"], **form.narrowing)
    return Asked(given, programme, form, found)
