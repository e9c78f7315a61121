"""What a paper can be about; each kind knows which of its rows a person may see and where they belong."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from dashboards.queries import plans_with_figures
from departments.models import Agency, Department, User
from departments.roles import Capability, Reach
from plans.models import Plan, WorkingGroup
from procedures.models import Announcement, Procedure
from reviews.models import ProposalPackage, Questionnaire, Review


@dataclass(frozen=True)
class SubjectKind:
    """`rows` are those in a person's scope (all of them for None, the command line); `home` is where rights are asked.

    `home` is None for what belongs to no agency.
    """

    key: str
    label: str
    rows: Callable[[User | None], QuerySet]
    home: Callable[[Any], Department | Agency | None]

    def agency_of(self, subject: Model) -> Agency | None:
        home = self.home(subject)
        return home.agency if isinstance(home, Department) else home


def _scoped(model: type[Model], *related: str) -> Callable[[User | None], QuerySet]:
    def rows(user: User | None) -> QuerySet:
        found = model._default_manager.select_related(*related)
        return found if user is None else found.visible_to(user)

    return rows


def _whole_agencies(user: User | None) -> QuerySet[Agency]:
    """Agencies into all of whose units a person sees: a paper on the agency says the same to all who may open it."""
    if user is None or user.reach(Capability.VIEW) == Reach.EVERYWHERE:
        return Agency.objects.all()
    whole = user.reach(Capability.VIEW) == Reach.AGENCY
    return Agency.objects.filter(pk=user.agency_id) if whole else Agency.objects.none()


def _whole_plans(user: User | None) -> QuerySet[Plan]:
    """Plans whose figures a person sees over the whole agency."""
    if user is None:
        return Plan.objects.select_related("agency")
    whole = user.reach(Capability.FIGURES) >= Reach.AGENCY
    return plans_with_figures(user) if whole else Plan.objects.none()


def _groups(user: User | None) -> QuerySet[WorkingGroup]:
    found = WorkingGroup.objects.select_related("plan__agency")
    return found if user is None else found.filter(plan__in=Plan.objects.visible_to(user))


def _procedures(user: User | None) -> QuerySet[Procedure]:
    return _scoped(Procedure, "department__agency", "agreed_by")(user).with_parts()


def _reviews(user: User | None) -> QuerySet[Review]:
    stamps = ("submitted_by", "agreed_by")
    joined = ("procedure__legal_document", "department__agency", "questionnaire", "proposal", *stamps)
    parts = ("kinds", "components", "actions__responsible_unit")
    found = _scoped(Review, *joined)(user)
    return found.prefetch_related("cost_lines", *(f"proposal__{part}" for part in parts))


PROCEDURE = SubjectKind(
    "procedure",
    "Thủ tục",
    _procedures,
    lambda procedure: procedure.department,
)
REVIEW = SubjectKind(
    "review",
    "Biểu mẫu rà soát",
    _reviews,
    lambda review: review.department,
)
PACKAGE = SubjectKind(
    "package", "Hồ sơ trình", _scoped(ProposalPackage, "agency"), lambda package: package.agency
)
ANNOUNCEMENT = SubjectKind(
    "announcement", "Quyết định công bố", _scoped(Announcement, "agency"), lambda row: row.agency
)
UNIT = SubjectKind("unit", "Phòng, đơn vị", _scoped(Department, "agency"), lambda unit: unit)
AGENCY = SubjectKind("agency", "Cơ quan", _whole_agencies, lambda agency: agency)
# The plan as a text that everybody in the agency reads, and the plan as figures over the whole agency.
PLAN = SubjectKind("plan", "Kế hoạch", _scoped(Plan, "agency"), lambda plan: plan.agency)
FIGURES = SubjectKind("figures", "Số liệu kế hoạch", _whole_plans, lambda plan: plan.agency)
GROUP = SubjectKind("group", "Tổ thống kê, rà soát", _groups, lambda group: group.plan.agency)
QUESTIONNAIRE = SubjectKind(
    "questionnaire",
    "Bộ câu hỏi",
    lambda user: Questionnaire.objects.filter(published_at__isnull=False),
    lambda questionnaire: None,
)
