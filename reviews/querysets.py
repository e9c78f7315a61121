"""Lists of reviews and packages: scope, filters, and what a list page shows without a query a row."""

from datetime import date

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from departments.querysets import within_reach
from departments.roles import Capability
from procedures.querysets import forms_visible_to, words

PUBLISHED_WORDS = ("key", "version", "title", "source", "note", "definition", "published_at")


class QuestionnaireQuerySet(models.QuerySet):
    """Reviews stand on published versions: their words are changed by no way in."""

    def update(self, **values):
        if values.keys() & set(PUBLISHED_WORDS) and self.filter(published_at__isnull=False).exists():
            raise TypeError("A published questionnaire never changes.")
        return super().update(**values)

    def delete(self):
        if self.filter(published_at__isnull=False).exists():
            raise TypeError("A published questionnaire never changes.")
        return super().delete()


class ReviewQuerySet(models.QuerySet):
    def visible_to(self, user):
        return forms_visible_to(self, user)

    def matching(self, text: str):
        return self.filter(words("procedure__folded", text))

    def with_list_columns(self):
        """What a row of the list shows: procedure, unit, who is in charge, kinds of simplification."""
        return self.select_related("procedure", "department", "proposal", "owner").prefetch_related(
            "proposal__kinds"
        )

    def ready_for_package(self):
        """Accepted reviews that stand in no package, or only in packages or rows that came back."""
        standing = Q(package_items__package__status__in=["DRAFT", "SENT"]) | Q(
            package_items__is_approved=True
        )
        return self.filter(status="ACCEPTED").exclude(pk__in=self.model.objects.filter(standing).values("pk"))


class PackageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Sent ones for whoever sees the agency's forms (a unit: those with its reviews); drafts for who makes them."""
        seen = within_reach(
            user, Capability.VIEW, agency="agency_id", department="items__review__department_id"
        )
        making = within_reach(user, Capability.PACKAGE, agency="agency_id", department="pk")
        return self.filter((seen & ~Q(status="DRAFT")) | making).distinct()

    def with_item_count(self):
        return self.annotate(item_count=Count("items", distinct=True))

    def newest_first(self):
        """Drafts, then sent ones by their day; said out loud, since databases disagree on where an empty day stands."""
        return self.order_by(F("sent_on").desc(nulls_first=True), "-pk")


class ActionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Actions that a person's unit proposed, and those that it is to carry out."""
        proposed, to_do = "proposal__review__department", "responsible_unit"
        return self.filter(
            within_reach(user, Capability.VIEW, agency=f"{proposed}__agency_id", department=f"{proposed}_id")
            | within_reach(user, Capability.VIEW, agency=f"{to_do}__agency_id", department=f"{to_do}_id")
        )

    def approved(self):
        """Actions of proposals that the Chủ tịch UBND tỉnh has approved."""
        from reviews.models import PackageItem

        items = PackageItem.objects.filter(review=OuterRef("proposal__review"), is_approved=True)
        return self.filter(Exists(items)).annotate(
            decision_number=Subquery(items.values("package__decision_number")[:1]),
            decided_on=Subquery(items.values("package__decided_on")[:1]),
        )

    def overdue(self, day: date):
        """Not done though the day it was due has passed."""
        return self.still_to_do().filter(due_on__lt=day)

    def in_order_of_need(self):
        """What is still to do by its due day, then what is done, the latest first."""
        return self.order_by(F("done_on").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk")

    def matching(self, text: str):
        return self.filter(words("proposal__review__procedure__folded", text))

    def still_to_do(self):
        return self.filter(done_on__isnull=True)
