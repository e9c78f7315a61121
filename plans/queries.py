"""What a plan's pages ask of the database."""

from datetime import date, datetime, time, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from departments.models import Agency
from plans.models import Baseline, Plan, ReportingPeriod
from procedures.models import Procedure
from tthc.workflow.enums import FormStatus
from tthc.workflow.models import Move


def agencies_to_seed() -> QuerySet[Agency]:
    """Agencies that follow no plan yet."""
    return Agency.objects.exclude(plans__is_current=True)


def last_baseline(plan: Plan) -> Baseline | None:
    """The baseline that holds now."""
    return plan.baselines.order_by("-frozen_on").first()


def period_before(period: ReportingPeriod) -> ReportingPeriod | None:
    """The last period of the same kind that was over when this one began."""
    return (
        ReportingPeriod.objects.filter(plan=period.plan_id, kind=period.kind, ends_on__lt=period.starts_on)
        .order_by("-ends_on")
        .first()
    )


def usual_period(plan: Plan, day: date) -> ReportingPeriod | None:
    """The period that is reported on a day: the last one that is over, or the first one while none is."""
    begun = list(plan.reporting_periods.begun_by(day))
    return next((period for period in begun if period.ends_on < day), begun[-1] if begun else None)


def procedures_to_freeze(plan: Plan, day: date) -> QuerySet[Procedure]:
    """Procedures of the plan's agency that were accepted at the end of a day and not repealed before the plan began.

    Accepted by the log of moves; a procedure that stands accepted and was announced by then counts as well, since
    papers are often typed in long after.
    """
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    last_move = Move.objects.filter(
        content_type=ContentType.objects.get_for_model(Procedure), object_id=OuterRef("pk"), at__lt=end
    ).order_by("-at", "-pk")
    accepted_then = Q(status_then=FormStatus.ACCEPTED)
    accepted_now = Q(status=FormStatus.ACCEPTED) & (
        Q(accepted_at__lt=end) | Q(pk__in=Procedure.objects.announced(day).values("pk"))
    )
    return (
        Procedure.objects.filter(department__agency_id=plan.agency_id)
        .filter(Q(repealed_on__isnull=True) | Q(repealed_on__gte=plan.starts_on))
        .annotate(status_then=Subquery(last_move.values("to_status")[:1]))
        .filter(accepted_then | accepted_now)
    )
