"""Forms on their way, as they concern one person: to be decided, sent back, being written, waiting elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from departments.models import Delegation, Department, User
from departments.querysets import within_reach
from departments.roles import Capability, roles_with
from procedures.models import Procedure
from reviews.models import Review
from tthc.core.text import clean
from tthc.workflow.enums import FormStatus
from tthc.workflow.models import Move, Remark
from tthc.workflow.transitions import HAND_OVER

S = FormStatus
LONG_WAIT = 5  # days after which what waits is marked as overdue
QUOTED = 160
STAMP_OF = {S.DEPARTMENT: "submitted_at", S.OFFICE: "agreed_at", S.CHECKING: "taken_at"}


@dataclass(frozen=True)
class LastReturn:
    """The last time a form was sent back: when, by whom, with which words."""

    at: datetime
    by: str
    remark: str


@dataclass(frozen=True)
class FormOnWay:
    """An inventory form or a review with what a desk shows of it."""

    form: Procedure | Review
    kind: str
    title: str
    since: datetime
    returned: LastReturn | None
    open_remarks: int

    @property
    def status(self) -> FormStatus:
        return FormStatus(self.form.status)

    @property
    def department(self) -> Department:
        return self.form.department

    @property
    def days(self) -> int:
        """Whole days that it has been where it is."""
        return (timezone.localdate() - timezone.localtime(self.since).date()).days

    @property
    def is_overdue(self) -> bool:
        return self.days > LONG_WAIT


@dataclass(frozen=True)
class Queues:
    """The forms that concern a person, each in one queue, the longest waiting first."""

    waiting: list[FormOnWay]
    returned: list[FormOnWay]
    drafts: list[FormOnWay]
    sent: list[FormOnWay]
    elsewhere: list[FormOnWay]


def queues_of(user: User) -> Queues:
    """Seven queries, however many forms: the forms of both kinds, how they were sent back, what remarks are open."""
    forms = [*_on_way(Procedure, "Thống kê", user), *_on_way(Review, "Rà soát", user)]
    forms.sort(key=lambda found: found.since)
    units = units_agreed_for(user)
    queues = Queues([], [], [], [], [])
    for found in forms:
        queue = _queue_of(found, user, units)
        if queue:
            getattr(queues, queue).append(found)
    return queues


def units_agreed_for(user: User) -> set[int]:
    """The units whose forms a person agrees to: their own, and those of heads who have named them as deputy."""
    own = {user.department_id} if user.holds(Capability.AGREE) else set()
    return own | {head.department_id for head in user.heads_stood_in_for}


def _on_way(model, kind: str, user: User) -> Iterable[FormOnWay]:
    forms = _concerning(model, user)
    content_type = ContentType.objects.get_for_model(model)
    of_these = {"content_type": content_type, "object_id__in": forms.values("pk")}
    moves = (
        Move.objects.filter(to_status=S.RETURNED, **of_these)
        .exclude(transition=HAND_OVER)
        .select_related("by")
        .only("object_id", "at", "remark", "by__full_name", "by__username")
    )
    returned = {move.object_id: LastReturn(move.at, str(move.by), move.remark) for move in moves}
    remarks: dict[int, list[str]] = {}
    for pk, text in Remark.objects.filter(**of_these).still_open().values_list("object_id", "text"):
        remarks.setdefault(pk, []).append(text)
    for form in forms:
        back = returned.get(form.pk)
        if back and not back.remark and remarks.get(form.pk):
            back = LastReturn(back.at, back.by, remarks[form.pk][0])
        procedure = form if model is Procedure else form.procedure
        since = getattr(form, STAMP_OF.get(form.status, ""), None) or form.edited_at
        if form.status == S.RETURNED and back:
            since = back.at
        yield FormOnWay(form, kind, str(procedure), since, back, len(remarks.get(form.pk, [])))


def _concerning(model, user: User) -> QuerySet:
    """Forms between draft and acceptance that a person has to do with."""
    mine = Q(owner=user) | Q(created_by=user) | Q(edited_by=user) | Q(submitted_by=user) | Q(agreed_by=user)
    unit = Q(department__in=units_agreed_for(user)) & ~Q(status=S.DRAFT)
    agency = within_reach(user, Capability.CHECK, agency="department__agency_id", department="department_id")
    related = ["department", "submitted_by", "taken_by"] + (["procedure"] if model is Review else [])
    return (
        model.objects.exclude(status=S.ACCEPTED)
        .filter(mine | unit | (agency & ~Q(status=S.DRAFT)))
        .select_related(*related)
    )


def _queue_of(found: FormOnWay, user: User, units: set[int]) -> str:
    form = found.form
    hands = (form.owner_id,) if form.owner_id else (form.created_by_id, form.edited_by_id)
    is_own = user.pk in hands
    checks = user.may(Capability.CHECK, found.department)
    if found.status == S.DRAFT:
        return "drafts" if is_own and user.may(Capability.DRAFT, found.department) else ""
    if found.status == S.RETURNED:
        if user.may(Capability.DRAFT, found.department) and (is_own or form.department_id in units):
            return "returned"
        return "elsewhere" if checks else ""
    if form.submitted_by_id == user.pk:
        return "sent"
    if found.status == S.DEPARTMENT:
        by_head = form.submitted_by.role in roles_with(Capability.AGREE)
        if form.department_id in units or (checks and by_head):
            return "waiting"
        return "elsewhere" if checks else ""
    if checks:
        # What somebody took who has left since waits for everybody who checks.
        mine = found.status == S.OFFICE or form.taken_by_id == user.pk or not form.taken_by.is_active
        return "waiting" if mine else "elsewhere"
    return "sent" if form.agreed_by_id == user.pk or form.department_id in units else ""


def waits_for(user: User) -> Q:
    """The condition of a form to be in somebody's queue "waiting"; says the same as `queues_of`, for counting."""
    checked = within_reach(user, Capability.CHECK, agency="department__agency_id", department="department_id")
    by_head = Q(submitted_by__role__in=roles_with(Capability.AGREE))
    taken = Q(taken_by=user) | Q(taken_by__is_active=False)
    return ~Q(submitted_by=user) & (
        (Q(status=S.DEPARTMENT) & (_agreed_for(user) | (checked & by_head)))
        | (Q(status=S.OFFICE) & checked)
        | (Q(status=S.CHECKING) & checked & taken)
    )


def is_returned_to(user: User) -> Q:
    """The condition of a form to be in somebody's queue "returned"."""
    drafted = within_reach(user, Capability.DRAFT, agency="department__agency_id", department="department_id")
    own = Q(owner=user) | (Q(owner=None) & (Q(created_by=user) | Q(edited_by=user)))
    return Q(status=S.RETURNED) & drafted & (own | _agreed_for(user))


def _agreed_for(user: User) -> Q:
    """Forms of the units of `units_agreed_for`, without a query of its own."""
    lent = Delegation.objects.standing_on().filter(deputy=user).values("head__department")
    own = Q(department=user.department_id) if user.holds(Capability.AGREE) else Q(pk__in=[])
    return own | Q(department__in=lent)


def holders_of(forms: Iterable[FormOnWay]) -> dict[int, str]:
    """{unit: the people who can agree to its forms}, of units whose forms wait for that; one query."""
    units = {found.form.department_id for found in forms if found.status == S.DEPARTMENT}
    roles = roles_with(Capability.AGREE)
    people = User.objects.filter(department__in=units, role__in=roles, is_active=True).order_by("is_deputy")
    names: dict[int, list[str]] = {}
    for person in people:
        names.setdefault(person.department_id, []).append(str(person))
    return {unit: ", ".join(found) for unit, found in names.items()}


def counts_by_unit(model, units: QuerySet[Department]) -> dict[int, dict[str, int]]:
    """{unit: {status: number of forms}}; one query."""
    counts: dict[int, dict[str, int]] = {}
    rows = model.objects.filter(department__in=units).order_by().values_list("department", "status")
    for department, status, number in rows.annotate(Count("pk")):
        counts.setdefault(department, {})[status] = number
    return counts


def quoted(text: str) -> str:
    """The beginning of a remark on one line."""
    words = " ".join(clean(text).split())
    return words if len(words) <= QUOTED else f"{words[: QUOTED - 1].rstrip()}…"
