"""Plans of the agencies that a person sees."""

from django.db import models

from departments.roles import Capability, Reach


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        if user.reach(Capability.VIEW) == Reach.EVERYWHERE:
            return self
        return self.filter(agency_id=user.agency_id)


class TaskQuerySet(models.QuerySet):
    def visible_to(self, user):
        if user.reach(Capability.VIEW) == Reach.EVERYWHERE:
            return self
        return self.filter(plan__agency_id=user.agency_id)
