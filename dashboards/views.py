"""The start page, and the pages of figures: progress, costs, and the rows behind every number."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from dashboards.asking import Asked, asked_by
from dashboards.attention import attention_for
from dashboards.courses import cost_chart, course_chart
from dashboards.desk import desk_of
from dashboards.listing import listing, shows_kinds
from dashboards.measures import MEASURES, SHADES, Measure
from dashboards.rows_sheet import write_rows
from departments.roles import Capability
from exchange.download import workbook
from reviews.enums import ProposalType


def desk(request):
    """The start page: what the person has to do now."""
    return render(
        request, "dashboards/desk.html", {"desk": desk_of(request.user), "today": timezone.localdate()}
    )


def progress(request):
    """The director's dashboard: milestones, units, costs, the course over time."""
    asked = _asked(request)
    if asked.overview is None:
        return _nothing(request, asked, "Tiến độ")
    context = {
        "asked": asked,
        "overview": asked.overview,
        "figures": asked.overview.figures,
        "attention": attention_for(request.user, asked),
        "chart": course_chart(asked.overview),
        "shades": SHADES,
    }
    return render(request, "dashboards/progress.html", context)


def costs(request):
    """Compliance cost before, saved and after, by unit and by kind of simplification, in three shades."""
    asked = _asked(request)
    if asked.overview is None:
        return _nothing(request, asked, "Chi phí tuân thủ")
    context = {
        "asked": asked,
        "overview": asked.overview,
        "figures": asked.overview.figures,
        "kinds": asked.overview.by_kind(ProposalType.choices),
        "chart": cost_chart(asked.overview),
        "shades": SHADES,
    }
    return render(request, "dashboards/costs.html", context)


def rows(request):
    """The procedures behind one number; their count, or the sum of their amounts, is that number."""
    measure, kind = _measure(request)
    asked = _asked(request)
    if asked.overview is None:
        return _nothing(request, asked, measure.label)
    context = {
        "asked": asked,
        "measure": measure,
        "shows_kinds": shows_kinds(measure),
        "back_url": asked.address("dashboards:progress"),
        "kind": ProposalType(kind).label if kind else "",
        "listing": listing(asked.overview, measure, kind, request.user, request.GET),
    }
    return render(request, "dashboards/rows.html", context)


def rows_sheet(request):
    """The same procedures as a workbook."""
    measure, kind = _measure(request)
    asked = _asked(request)
    if asked.overview is None:
        raise Http404("Không có số liệu này.")
    return workbook(measure.label, lambda out: write_rows(out, asked.overview, measure, kind, request.user))


def _measure(request) -> tuple[Measure, str]:
    measure = MEASURES.get(request.GET.get("measure", ""))
    kind = request.GET.get("kind", "")
    if measure is None or (kind and kind not in ProposalType):
        raise Http404("Không có số liệu này.")
    return measure, kind


def _asked(request) -> Asked:
    if not request.user.may(Capability.FIGURES):
        raise PermissionDenied("Vai trò của bạn không xem số liệu tiến độ, chi phí.")
    return asked_by(request.user, request.GET)


def _nothing(request, asked: Asked, heading: str):
    """No plan to show, or an address that asks for what cannot be."""
    context = {"asked": asked, "page_heading": heading}
    return render(request, "dashboards/nothing.html", context, status=asked.status)
