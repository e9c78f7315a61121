"""What an export holds: everything of a kind that a person sees, or what the filters of its list leave of it."""

from collections.abc import Callable

from django.db.models import QuerySet
from django.http import QueryDict

from departments.models import Agency, User
from exchange.kind import Kind
from exchange.plan import Room
from procedures.forms.filters import DocumentFilter, ProcedureFilter
from procedures.models import LegalDocument, Procedure
from reviews.forms.filters import ReviewFilter
from reviews.queries import reviews_listed
from tthc.core.reading import read_key


def _procedures(user: User, asked: QueryDict) -> QuerySet:
    return ProcedureFilter(asked, user=user).apply(Procedure.objects.visible_to(user))


def _documents(user: User, asked: QueryDict) -> QuerySet:
    return DocumentFilter(asked, user=user).apply(LegalDocument.objects.visible_to(user))


def _reviews(user: User, asked: QueryDict) -> QuerySet:
    return reviews_listed(user, ReviewFilter(asked, user=user).wanted)


LISTS: dict[str, Callable[[User, QueryDict], QuerySet]] = {
    "procedures": _procedures,
    "portal-list": _procedures,
    "documents": _documents,
    "reviews": _reviews,
    "costs": _reviews,
}


def of_unit(kind: Kind, room: Room) -> QuerySet:
    """Everything of a kind in the room, that of its unit alone when the room has one."""
    ledger = kind.ledger(room)
    if not room.department:
        return ledger.visible()
    return ledger.visible().filter(**{ledger.unit_path: room.department.pk})


def listed(kind: Kind, room: Room, asked: QueryDict) -> QuerySet | None:
    """The rows that the list of a kind shows by these filters; None for all that the person sees."""
    find = LISTS.get(kind.key)
    if find is None or not asked:
        return None
    return kind.ledger(room).visible().filter(pk__in=find(room.by, asked).order_by().values("pk"))


def agencies_of(user: User) -> list[Agency]:
    """Whose data the person gives out: their own agency's, or that of each agency they see."""
    return list(Agency.objects.visible_to(user))


def agency_asked(user: User, asked: QueryDict) -> Agency | None:
    """The agency named in the address, otherwise one's own or the first one."""
    agencies = agencies_of(user)
    wanted = read_key(asked.get("co-quan"))
    return next((agency for agency in agencies if agency.pk == wanted), agencies[0] if agencies else None)
