"""Lists of documents, procedures, announcements: scope, filters, and what a list page shows without a query a row."""

from datetime import date

from django.db import models
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)

from departments.querysets import within_reach
from departments.roles import Capability, Reach
from procedures.enums import ChangeKind, PublicationChannel
from tthc.core.text import fold
from tthc.workflow.enums import WITH_UNIT, FormStatus


def forms_visible_to(queryset, user, *, department: str = "department"):
    """Forms in a person's scope; those still with their unit only for who may see drafts."""
    path = {"agency": f"{department}__agency_id", "department": f"{department}_id"}
    seen = within_reach(user, Capability.VIEW, **path)
    drafts = within_reach(user, Capability.VIEW_DRAFTS, **path)
    return queryset.filter(seen).filter(drafts | ~Q(status__in=WITH_UNIT))


def words(column: str, text: str) -> Q:
    """Every word of a search text occurs in a folded column."""
    condition = Q()
    for word in fold(text).split():
        condition &= Q(**{f"{column}__contains": word})
    return condition


class FieldQuerySet(models.QuerySet):
    def visible_to(self, user):
        if user.reach(Capability.VIEW) == Reach.EVERYWHERE:
            return self
        return self.filter(agency_id=user.agency_id)


class LegalDocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Legal documents are read by everybody in the agency."""
        if user.reach(Capability.VIEW) == Reach.EVERYWHERE:
            return self
        return self.filter(agency_id=user.agency_id)

    def editable_by(self, user):
        """Those a person may change: their unit's and those of no unit (issued by other bodies); with a right for the
        whole agency also those drafted by other units."""
        own = within_reach(user, Capability.EDIT_DOCUMENTS, agency="agency_id", department="drafting_unit_id")
        if user.may(Capability.EDIT_DOCUMENTS):
            own |= Q(agency_id=user.agency_id, drafting_unit__isnull=True)
        return self.filter(own)

    def matching(self, text: str):
        return self.filter(words("folded", text))

    def with_procedure_count(self):
        return self.annotate(procedure_count=Count("procedures", distinct=True))

    def in_order(self):
        """By number and title; said aloud, since Django drops a model's ordering when it counts."""
        return self.order_by("sort_key", "pk")


class ProcedureQuerySet(models.QuerySet):
    def visible_to(self, user):
        return forms_visible_to(self, user)

    def matching(self, text: str):
        return self.filter(words("folded", text))

    def with_open_doubts(self):
        """Those about which the reader of foreign data still doubts something."""
        return self.filter(doubts__closed_at__isnull=True, doubts__isnull=False).distinct()

    def in_order_of(self, key: str):
        """Sorted by "ten", "don-vi", "trang-thai" or "sua", downwards with a "-"; by name when the key is unknown."""
        columns = {
            "ten": ["sort_key"],
            "don-vi": ["department__order", "department__name", "sort_key"],
            "trang-thai": ["status_rank", "sort_key"],
            "sua": ["edited_at"],
        }.get(key.removeprefix("-"), ["sort_key"])
        if key.startswith("-"):
            columns = [f"-{columns[0]}", *columns[1:]]
        ranks = [When(status=status, then=rank) for rank, status in enumerate(FormStatus.values)]
        return self.annotate(status_rank=Case(*ranks, output_field=IntegerField())).order_by(*columns, "pk")

    def with_parts(self):
        """What reading, checking or submitting a whole form needs, in a constant number of queries."""
        return self.select_related(
            "department",
            "field",
            "legal_document__drafting_unit",
            "owner",
            "created_by",
            "edited_by",
            "submitted_by",
        ).prefetch_related(
            "steps", "methods", "dossier_items", "form_templates", "legal_bases__legal_document"
        )

    def with_list_columns(self):
        """What a row of the list shows: unit, field, document, who is in charge, open doubts."""
        from procedures.models import Doubt

        return self.select_related("department", "field", "legal_document", "owner").annotate(
            has_doubts=Exists(Doubt.objects.filter(procedure=OuterRef("pk"), closed_at__isnull=True))
        )

    def announced(self, day: date | None = None):
        """Procedures that stand in an issued announcement (issued on or before `day` when given)."""
        rows = Q(announcement_rows__announcement__status="ISSUED")
        if day:
            rows &= Q(announcement_rows__announcement__issued_on__lte=day)
        return self.filter(rows).distinct()

    def in_force(self):
        return self.filter(repealed_on__isnull=True)

    def with_announcement(self):
        """Annotates `last_frozen_at` (when it was last announced, system time) and `is_changed` (accepted anew since)."""
        from procedures.models import AnnouncementRow

        last = AnnouncementRow.objects.issued().filter(procedure=OuterRef("pk")).newest_first()
        changed = Case(
            When(last_frozen_at__lt=F("accepted_at"), then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
        return self.annotate(last_frozen_at=Subquery(last.values("frozen_at")[:1])).annotate(
            is_changed=changed
        )

    def ready_for_announcement(self):
        """Accepted procedures in force that stand in no decision that is being put together."""
        from procedures.models import AnnouncementRow

        taken = AnnouncementRow.objects.filter(procedure=OuterRef("pk"), announcement__status="DRAFT")
        return self.in_force().filter(~Exists(taken), status="ACCEPTED").with_announcement()

    def to_be_announced(self):
        """Those of `ready_for_announcement` that wait: never announced, or accepted anew since."""
        return self.ready_for_announcement().filter(Q(last_frozen_at__isnull=True) | Q(is_changed=True))

    def of_announcement(self, announcement):
        """The procedures that a decision brings into force or keeps in it, in the order of its rows."""
        rows = announcement.rows.exclude(change=ChangeKind.REPEALED)
        return self.filter(announcement_rows__in=rows).order_by(
            "announcement_rows__section", "announcement_rows__row_number"
        )

    def fully_published(self):
        """Procedures with a row in every channel of publication."""
        channels = Count("publications", distinct=True)
        return self.annotate(channels_filled=channels).filter(channels_filled=len(PublicationChannel))


class AnnouncementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Issued ones for whoever sees the agency's forms (a unit: those with its procedures); drafts for who makes them."""
        issued = within_reach(
            user, Capability.VIEW, agency="agency_id", department="rows__procedure__department_id"
        ) & Q(status="ISSUED")
        making = within_reach(user, Capability.ANNOUNCE, agency="agency_id", department="pk")
        return self.filter(issued | making).distinct()

    def newest_first(self):
        """Drafts, then issued ones by their day; said out loud, since databases disagree on where an empty day stands."""
        return self.order_by(F("issued_on").desc(nulls_first=True), "-pk")

    def with_row_count(self):
        return self.annotate(row_count=Count("rows", distinct=True))

    def with_publication_count(self):
        """Annotates `to_publish` (rows that bring a procedure into force) and `published` (those in every channel)."""
        from procedures.models import Procedure

        standing = ~Q(rows__change=ChangeKind.REPEALED)
        public = standing & Q(rows__procedure__in=Procedure.objects.fully_published().values("pk"))
        return self.annotate(
            to_publish=Count("rows", filter=standing, distinct=True),
            published=Count("rows", filter=public, distinct=True),
        )


class AnnouncementRowQuerySet(models.QuerySet):
    def issued(self):
        return self.filter(announcement__status="ISSUED")

    def newest_first(self):
        return self.order_by("-announcement__issued_on", "-frozen_at", "-pk")

    def catalogue(self, day: date):
        """What the public reads on a day: of each announced procedure not repealed by then, the row last announced."""
        newest = (
            self.model.objects.issued()
            .filter(procedure=OuterRef("procedure"), announcement__issued_on__lte=day)
            .exclude(change=ChangeKind.REPEALED)
            .newest_first()
        )
        in_force = Q(procedure__repealed_on__isnull=True) | Q(procedure__repealed_on__gt=day)
        return self.filter(in_force, pk=Subquery(newest.values("pk")[:1])).order_by("sort_key", "pk")

    def matching(self, text: str):
        return self.filter(words("folded", text))

    def update(self, **values):
        self._refuse_when_issued()
        return super().update(**values)

    def delete(self):
        self._refuse_when_issued()
        return super().delete()

    def _refuse_when_issued(self) -> None:
        if self.model.objects.filter(pk__in=self.values("pk")).issued().exists():
            raise TypeError("The rows of an issued announcement never change.")


class DeclarationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(
            within_reach(user, Capability.VIEW, agency="department__agency_id", department="department_id")
        )


class ImportBatchQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own uploads only: a file may hold what its owner has not yet decided to take in."""
        return self.filter(owner=user)

    def recent(self, count: int = 10):
        """The last uploads, without their content."""
        return self.select_related("department").defer("content")[:count]
