"""Reads the facts behind the figures, in a constant number of queries, within what a person may see."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.utils import timezone

from dashboards.facts import (
    Acceptance,
    Judgement,
    PlanFacts,
    ProcedureFacts,
    ReviewFacts,
    Sending,
    Span,
    backdated,
)
from dashboards.figures import Ledger
from dashboards.milestones import MilestoneFacts
from departments.models import Department
from departments.querysets import within_reach
from departments.roles import Capability
from plans.models import BaselineEntry, Plan
from procedures.enums import ChangeKind, PublicationChannel
from procedures.models import AnnouncementRow, AnnouncementStatus, Declaration, Procedure, Publication
from reviews.enums import PackageStatus
from reviews.models import EnforcementAction, PackageItem, ProposalKind, Review
from tthc.workflow.enums import FormStatus
from tthc.workflow.models import Move

ACCEPTED = FormStatus.ACCEPTED.value


@dataclass(frozen=True)
class Unit:
    """A unit of the agency; `declared` holds the spans in which its word stood that its inventory is complete."""

    pk: int
    code: str
    name: str
    takes_part: bool
    valid_from: date | None
    valid_to: date | None
    declared: tuple[Span, ...]

    def takes_part_on(self, day: date) -> bool:
        """Whether it has to inventory its procedures: a unit does while it exists."""
        exists = (self.valid_from or date.min) <= day <= (self.valid_to or date.max)
        return self.takes_part and exists

    def has_declared(self, day: date) -> bool:
        return any(span.covers(day) for span in self.declared)


@dataclass(frozen=True)
class Programme:
    """A plan with all that its figures are counted from."""

    plan: Plan
    milestones: list[MilestoneFacts]
    units: list[Unit]
    ledger: Ledger

    def undeclared(self, day: date) -> list[Unit]:
        """Units that take part and have not declared their inventory complete; while there are any, 100 % is no fact."""
        return [unit for unit in self.units if unit.takes_part_on(day) and not unit.has_declared(day)]


def plans_with_figures(user) -> QuerySet[Plan]:
    """The plans whose figures, or a part of them, a person may see; those that are followed come first."""
    return (
        Plan.objects.visible_to(user)
        .filter(within_reach(user, Capability.FIGURES, agency="agency_id", department="agency__departments"))
        .select_related("agency")
        .order_by("-is_current", "agency__short_name", "-starts_on", "pk")
        .distinct()
    )


def read_programme(plan: Plan, user=None) -> Programme:
    """The facts of a plan: of the whole agency, or of what a person's right to figures covers."""
    units = Department.objects.filter(agency=plan.agency_id)
    if user is not None:
        units = units.for_capability(user, Capability.FIGURES)
    procedures = Procedure.objects.filter(department__in=units)
    baselines = _baseline_spans(plan)
    first_frozen = min((span.start for span in baselines.values()), default=None)
    plan_facts = PlanFacts(plan.starts_on, plan.ends_on, frozenset(plan.counted_kinds), first_frozen)
    return Programme(
        plan=plan,
        milestones=[
            MilestoneFacts(
                row.pk, row.title, row.measure, row.target, row.due_before, row.done_on, row.evidence
            )
            for row in plan.milestones.all()
        ],
        units=_units(units),
        ledger=Ledger(read_facts(procedures, baselines), plan_facts),
    )


def read_facts(procedures: QuerySet[Procedure], baselines: dict[int, Span]) -> list[ProcedureFacts]:
    """The facts of procedures; `baselines` are the spans in which each frozen baseline holds."""
    announced, published = _announced(procedures), _published(procedures)
    logged = _logged_acceptances(Procedure, procedures)
    reviews = _reviews(procedures)
    in_baseline = defaultdict(list)
    for baseline, procedure in BaselineEntry.objects.filter(
        baseline__in=baselines, procedure__in=procedures
    ).values_list("baseline", "procedure"):
        in_baseline[procedure].append(baselines[baseline])
    columns = ("pk", "department_id", "field_id", "group", "repealed_on", "status", "accepted_at")
    document = ("legal_document__effective_on", "legal_document__issued_on")
    found = []
    for (
        pk,
        department,
        field,
        group,
        repealed_on,
        status,
        accepted_at,
        effective_on,
        issued_on,
    ) in procedures.order_by("pk").values_list(*columns, *document):
        accepted = tuple(span for span, _ in _acceptances(logged.get(pk, []), status, accepted_at))
        announced_on = announced.get(pk)
        found.append(
            ProcedureFacts(
                pk=pk,
                department_id=department,
                field_id=field,
                group=group,
                exists_from=effective_on or issued_on,
                repealed_on=repealed_on,
                accepted=backdated(accepted, announced_on),
                announced_on=announced_on,
                public_on=max(published[pk], announced_on) if announced_on and pk in published else None,
                in_baseline=tuple(in_baseline.get(pk, ())),
                reviews=tuple(reviews.get(pk, ())),
            )
        )
    return found


def _announced(procedures) -> dict[int, date]:
    """{procedure: the day of the first issued decision that brings it in or changes it}."""
    rows = AnnouncementRow.objects.filter(
        procedure__in=procedures, announcement__status=AnnouncementStatus.ISSUED
    ).exclude(change=ChangeKind.REPEALED)
    return dict(rows.order_by().values_list("procedure").annotate(Min("announcement__issued_on")))


def _published(procedures) -> dict[int, date]:
    """{procedure: the day of the last channel}, for those that are in every required channel."""
    channels = (
        Publication.objects.filter(procedure__in=procedures)
        .order_by()
        .values("procedure")
        .annotate(last=Max("published_on"), channels=Count("channel", distinct=True))
    )
    return {row["procedure"]: row["last"] for row in channels if row["channels"] == len(PublicationChannel)}


def _logged_acceptances(model, forms) -> dict[int, list[tuple[Span, dict]]]:
    """{form: [(span, figures as they were then)]}, in order, from the log of moves; the last span may still stand."""
    moves = (
        Move.objects.filter(
            content_type=ContentType.objects.get_for_model(model), object_id__in=forms.values("pk")
        )
        .filter(Q(to_status=ACCEPTED) | Q(from_status=ACCEPTED))
        .exclude(from_status=F("to_status"))  # handed over, not moved
        .order_by("at", "pk")
        .values_list("object_id", "to_status", "at", "figures")
    )
    spans, since = defaultdict(list), {}
    for pk, to_status, at, figures in moves:
        if to_status == ACCEPTED:
            since[pk] = (_local_day(at), figures)
        elif pk in since:
            start, then = since.pop(pk)
            spans[pk].append((Span(start, _local_day(at)), then))
    for pk, (start, then) in since.items():
        spans[pk].append((Span(start), then))
    return spans


def _acceptances(logged: list[tuple[Span, dict]], status: str, accepted_at) -> list[tuple[Span, dict]]:
    """The acceptances of one form; the one that stands is on the form itself, should the log not have it."""
    ended = [found for found in logged if found[0].end]
    if status != ACCEPTED:
        return ended
    return ended + (logged[len(ended) :] or [(Span(_local_day(accepted_at)), {})])


def _reviews(procedures) -> dict[int, list[ReviewFacts]]:
    """{procedure: its rounds of review, in order}."""
    reviews = Review.objects.filter(procedure__in=procedures)
    logged = _logged_acceptances(Review, reviews)
    kinds, sendings = _kinds(reviews), _sendings(reviews)
    actions = defaultdict(list)
    for review, done_on in EnforcementAction.objects.filter(proposal__review__in=reviews).values_list(
        "proposal__review", "done_on"
    ):
        actions[review].append(done_on)
    columns = ("pk", "procedure_id", "status", "accepted_at", "conclusion", "cost_current", "cost_proposed")
    rounds = defaultdict(list)
    for pk, procedure, status, accepted_at, conclusion, current, proposed in reviews.order_by(
        "round"
    ).values_list(*columns):
        now = Judgement(conclusion, frozenset(kinds.get(pk, ())), current, proposed)
        accepted = [
            Acceptance(span, _judgement(then) if then else now)
            for span, then in _acceptances(logged.get(pk, []), status, accepted_at)
        ]
        sent = [replace(sending, judgement=sending.judgement or now) for sending in sendings.get(pk, ())]
        rounds[procedure].append(
            ReviewFacts(_backdated_acceptances(accepted, sent), tuple(sent), tuple(actions.get(pk, ())))
        )
    return rounds


def _kinds(reviews) -> dict[int, list[str]]:
    kinds = defaultdict(list)
    for review, kind in ProposalKind.objects.filter(proposal__review__in=reviews).values_list(
        "proposal__review", "kind"
    ):
        kinds[review].append(kind)
    return kinds


def _sendings(reviews) -> dict[int, list[Sending]]:
    """{review: its sendings, in order}; a row that was not approved came back on the day of the decision."""
    items = (
        PackageItem.objects.filter(review__in=reviews)
        .exclude(package__status=PackageStatus.DRAFT)
        .order_by("package__sent_on", "pk")
        .values_list(
            "review",
            "figures",
            "is_approved",
            "package__sent_on",
            "package__decided_on",
            "package__returned_on",
        )
    )
    sendings = defaultdict(list)
    for review, figures, is_approved, sent_on, decided_on, returned_on in items:
        back_on = decided_on if is_approved is False else returned_on
        approved_on = decided_on if is_approved else None
        sendings[review].append(
            Sending(sent_on, _judgement(figures) if figures else None, back_on, approved_on)
        )
    return sendings


def _backdated_acceptances(accepted: list[Acceptance], sent: list[Sending]) -> tuple[Acceptance, ...]:
    """A review that was sent on a day had been accepted by then, even when it was typed in later."""
    spans = tuple(acceptance.span for acceptance in accepted)
    for sending in sent:
        spans = backdated(spans, sending.sent_on)
    return tuple(
        Acceptance(span, acceptance.judgement) for span, acceptance in zip(spans, accepted, strict=True)
    )


def _judgement(figures: dict) -> Judgement:
    """What reviews.snapshots.figures_of kept."""
    return Judgement(
        figures["conclusion"],
        frozenset(figures["kinds"]),
        Decimal(figures["cost_current"]),
        Decimal(figures["cost_proposed"]),
    )


def _baseline_spans(plan: Plan) -> dict[int, Span]:
    """{baseline: the days on which it holds}: each until the next one is frozen."""
    frozen = list(plan.baselines.order_by("frozen_on").values_list("pk", "frozen_on"))
    ends = [*(day for _, day in frozen), None][1:]
    return {pk: Span(start, end) for (pk, start), end in zip(frozen, ends, strict=True)}


def _units(departments: QuerySet[Department]) -> list[Unit]:
    declared = defaultdict(list)
    for department, declared_on, withdrawn_on in Declaration.objects.filter(
        department__in=departments
    ).values_list("department", "declared_on", "withdrawn_on"):
        declared[department].append(Span(declared_on, withdrawn_on))
    columns = ("pk", "code", "name", "takes_part", "valid_from", "valid_to")
    return [
        Unit(*unit, tuple(declared.get(unit[0], ())))
        for unit in departments.order_by("order", "name").values_list(*columns)
    ]


def _local_day(moment: datetime) -> date:
    """The day of a moment in Asia/Ho_Chi_Minh."""
    return timezone.localtime(moment).date()
