"""Plans, milestones and tasks of the agencies that a person sees; difficulties of the units that they see into."""

from datetime import date

from django.db import models
from django.db.models import Count, F, Q

from departments.querysets import within_reach
from departments.roles import Capability, Reach
from plans.enums import DifficultyStatus
from tthc.core.text import fold


def in_agency_of(queryset, user, agency: str):
    """Rows of a person's agency, of all agencies for who sees them all; `agency` is the look-up path to its id."""
    if user.reach(Capability.VIEW) == Reach.EVERYWHERE:
        return queryset
    return queryset.filter(**{agency: user.agency_id})


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody in the agency reads its plans."""
        return in_agency_of(self, user, "agency_id")

    def current(self):
        return self.filter(is_current=True)

    def with_counts(self):
        """Annotates `milestone_count` and `task_count`."""
        return self.annotate(
            milestone_count=Count("milestones", distinct=True), task_count=Count("tasks", distinct=True)
        )


class BaselineQuerySet(models.QuerySet):
    def with_entry_count(self):
        return self.annotate(entry_count=Count("entries"))


class MilestoneQuerySet(models.QuerySet):
    def visible_to(self, user):
        return in_agency_of(self, user, "plan__agency_id")


class TaskQuerySet(models.QuerySet):
    def visible_to(self, user):
        return in_agency_of(self, user, "plan__agency_id")

    def open_on(self, day: date):
        """Those not done by the end of a day."""
        return self.filter(Q(done_on__isnull=True) | Q(done_on__gt=day))

    def by_due(self):
        """The soonest due first, those without a day last."""
        return self.order_by(F("due_before").asc(nulls_last=True), "order", "pk")


class PeriodQuerySet(models.QuerySet):
    def visible_to(self, user):
        return in_agency_of(self, user, "plan__agency_id")

    def begun_by(self, day: date):
        """Those of which there is something to report on a day, the latest first."""
        return self.filter(starts_on__lte=day).order_by("-ends_on", "starts_on")


class DifficultyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of one's unit, or of the agency: what a unit struggles with is no matter for readers outside."""
        unit = {"agency": "department__agency_id", "department": "department_id"}
        return self.filter(within_reach(user, Capability.VIEW_DRAFTS, **unit))

    def waiting_for(self, user):
        """Those on which the next word is this person's: to answer, to decide, to take note of and close."""
        unit = {"agency": "department__agency_id", "department": "department_id"}
        next_word = {
            Capability.ANSWER: [DifficultyStatus.OPEN],
            Capability.DECIDE: [DifficultyStatus.PUT],
            Capability.REPORT: [DifficultyStatus.ANSWERED, DifficultyStatus.DECIDED],
        }
        turn = Q(pk__in=[])
        for right, statuses in next_word.items():
            turn |= within_reach(user, right, **unit) & Q(status__in=statuses)
        return self.filter(turn)

    def still_open(self):
        return self.exclude(status=DifficultyStatus.CLOSED)

    def matching(self, text: str):
        """Those in which every word typed occurs, marks aside."""
        return self.filter(*(Q(folded__contains=word) for word in fold(text).split()))
