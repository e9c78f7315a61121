"""What on the dashboard asks for the director's attention, the worst first."""

from django.db.models import F
from django.urls import reverse

from dashboards.asking import Asked
from dashboards.errands import Errand
from dashboards.overview import Overview
from departments.models import User
from plans.models import Difficulty
from reviews.enums import PackageStatus
from reviews.models import ProposalPackage
from tthc.core.display import day, number

MOST_UNITS = 5


def attention_for(user: User, asked: Asked) -> list[Errand]:
    """Late units, packages and difficulties that wait for a decision, late tasks."""
    found = asked.overview
    return [
        *late_units(asked, found),
        *waiting_packages(user, found),
        *waiting_difficulties(user, found),
        *late_tasks(found),
    ]


def late_units(asked: Asked, found: Overview) -> list[Errand]:
    late = [line for line in found.lines if line.state.tone == "late"]
    late.sort(key=lambda line: -line.figures[line.state.rows_key].count)
    return [
        Errand(
            "Chậm",
            "late",
            line.unit.name,
            f"{line.state.label} so với mốc đã qua",
            asked.address("dashboards:rows", measure=line.state.rows_key, department=line.unit.code),
            is_repeated=True,
        )
        for line in late[:MOST_UNITS]
    ]


def waiting_packages(user: User, found: Overview) -> list[Errand]:
    sent = (
        ProposalPackage.objects.visible_to(user)
        .filter(agency=found.programme.plan.agency_id, sent_on__lte=found.as_at)
        .exclude(decided_on__lte=found.as_at)
        .exclude(returned_on__lte=found.as_at)
        .exclude(status=PackageStatus.DRAFT)
        .with_item_count()
        .order_by("sent_on", "pk")
    )
    return [
        Errand(
            "Chờ duyệt",
            "wait",
            str(package),
            f"{number(package.item_count)} phương án, trình {day(package.sent_on)}, "
            f"{number((found.as_at - package.sent_on).days)} ngày chưa có quyết định",
            reverse("reviews:package_detail", args=[package.pk]),
        )
        for package in sent
    ]


def waiting_difficulties(user: User, found: Overview) -> list[Errand]:
    """Difficulties that had been put to the Giám đốc by the end of the day and were not decided then."""
    put = (
        Difficulty.objects.visible_to(user)
        .filter(department__agency=found.programme.plan.agency_id, put_at__date__lte=found.as_at)
        .exclude(decided_at__date__lte=found.as_at)
        .select_related("department")
        .order_by("put_at", "pk")
    )
    return [
        Errand(
            "Vướng mắc",
            "wait",
            difficulty.title,
            f"{difficulty.department}, trình Giám đốc {day(difficulty.put_at)}",
            difficulty.get_absolute_url(),
        )
        for difficulty in put
    ]


def late_tasks(found: Overview) -> list[Errand]:
    plan = found.programme.plan
    tasks = (
        plan.tasks.open_on(found.as_at).filter(due_before__lte=found.as_at).order_by(F("due_before"), "order")
    )
    return [
        Errand("Nhiệm vụ", "late", task.title, standing.label, plan.get_absolute_url())
        for task in tasks.select_related("lead_unit")
        if (standing := task.standing_on(found.as_at)).is_late
    ]
