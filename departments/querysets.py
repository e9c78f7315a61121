"""Which rows of the master data a person sees, and who holds a right."""

from datetime import date

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone

from departments.roles import LENDABLE, Capability, Reach, Role, reach_of, roles_with


def within_reach(user, capability: Capability, *, agency: str, department: str) -> Q:
    """The condition for rows that a person's right covers; `agency` and `department` are look-up paths to the ids."""
    reach = user.reach(capability)
    if reach == Reach.EVERYWHERE:
        return ~Q(pk__in=[])  # not Q(): "nothing or x" is x, and would narrow what should be everything
    if reach == Reach.AGENCY:
        return Q(**{agency: user.agency_id})
    if reach == Reach.DEPARTMENT:
        return Q(**{department: user.department_id})
    return Q(pk__in=[])


class AgencyQuerySet(models.QuerySet):
    def visible_to(self, user):
        if user.reach(Capability.VIEW) == Reach.EVERYWHERE:
            return self
        return self.filter(pk=user.agency_id)


class DepartmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Units whose forms the person may see."""
        return self.filter(within_reach(user, Capability.VIEW, agency="agency_id", department="pk"))

    def for_capability(self, user, capability: Capability):
        """Units for which the person may do that."""
        return self.filter(within_reach(user, capability, agency="agency_id", department="pk"))

    def valid_on(self, day: date | None = None):
        day = day or timezone.localdate()
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )

    def taking_part(self):
        """Units that inventory procedures (the agency's leadership does not)."""
        return self.filter(takes_part=True)


class UserQuerySet(models.QuerySet):
    def visible_to(self, user):
        if user.reach(Capability.VIEW) == Reach.EVERYWHERE:
            return self
        return self.filter(department__agency_id=user.agency_id)

    def holding(self, capability: Capability, department):
        """Active people whose right covers a unit, those to whom it is lent for today included."""
        covers = Q()
        for role in roles_with(capability):
            reach = reach_of(role, capability)
            if reach == Reach.DEPARTMENT:
                covers |= Q(role=role, department=department)
            elif reach == Reach.AGENCY:
                covers |= Q(role=role, department__agency=department.agency_id)
            else:
                covers |= Q(role=role)
        if capability in LENDABLE:
            lent = self.model.delegations_held.rel.related_model.objects.standing_on()
            covers |= Q(pk__in=lent.filter(head__department=department).values("deputy"))
        return self.filter(covers, is_active=True)


class DelegationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of one's own unit; all for who keeps the master data."""
        if user.may(Capability.MASTER_DATA):
            return self
        return self.filter(head__department=user.department_id)

    def standing_on(self, day: date | None = None):
        """Delegations in force on a day, by heads who still work."""
        day = day or timezone.localdate()
        return self.filter(
            starts_on__lte=day, ends_on__gte=day, revoked_at__isnull=True, head__is_active=True
        )


class OfficeUserManager(BaseUserManager.from_queryset(UserQuerySet)):
    """Makes users; passwords are hashed here, and a superuser is an administrator with a password of their own."""

    def create_user(self, username: str, email: str = "", password: str | None = None, **extra):
        user = self.model(
            username=self.model.normalize_username(username), email=self.normalize_email(email), **extra
        )
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, email: str = "", password: str | None = None, **extra):
        return self.create_user(
            username, email, password, **({"role": Role.ADMIN, "must_change_password": False} | extra)
        )
