"""One move for many forms at once: what is lawful for which of them, and carrying it out form by form."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from departments.models import User
from departments.roles import Capability
from tthc.core.refusal import Refusal
from tthc.workflow.gate import has_right, perform
from tthc.workflow.models import Form
from tthc.workflow.transitions import Transition, way_of

AT_ONCE = 200
MOVING = (Capability.DRAFT, Capability.AGREE, Capability.CHECK)


@dataclass(frozen=True)
class Hindered:
    """A form for which a move is not lawful now, and why not."""

    form: Form
    reasons: list[str]


@dataclass(frozen=True)
class ManyOffer:
    """A move that is lawful for some of the forms."""

    transition: Transition
    ready: list[Form]
    hindered: list[Hindered]

    @property
    def asks(self) -> str:
        """Why words must go with the move; "" when they need not."""
        return next(filter(None, (self.transition.remark_asked(form) for form in self.ready)), "")


@dataclass(frozen=True)
class Outcome:
    """What became of one form; without reasons, it was moved."""

    form: Form
    status: tuple[str, str]
    reasons: list[str]


def moves_forms(user: User) -> bool:
    """Whether a person ever moves forms; who only reads gets no ticks beside the rows."""
    return any(user.may(right) for right in MOVING)


def offers_for(forms: Sequence[Form], user: User) -> list[ManyOffer]:
    """The moves that are lawful for at least one of the forms, in the order of the table."""
    offers = []
    for transition in way_of(forms[0]).transitions:
        against = {form.pk: reasons_against(form, transition, user) for form in forms}
        ready = [form for form in forms if not against[form.pk]]
        if ready:
            hindered = [Hindered(form, against[form.pk]) for form in forms if against[form.pk]]
            offers.append(ManyOffer(transition, ready, hindered))
    return offers


def reasons_against(form: Form, transition: Transition, user: User) -> list[str]:
    """Why a person cannot make a move now; empty when they can."""
    if form.status not in transition.sources:
        return [f"Đang ở “{form.get_status_display()}”."]
    if not has_right(form, transition, user):
        return ["Không thuộc quyền của bạn."]
    return transition.obstacles(form, user)


def perform_many(
    forms: Sequence[Form], key: str, *, by: User, seen: Mapping[int, int], remark: str = ""
) -> tuple[uuid.UUID, list[Outcome]]:
    """Moves each form in a transaction of its own, all under one identifier of the act; a refusal stops no other.

    `seen` is {pk: version that the person saw}; a form without one was not shown and is refused.
    """
    act = uuid.uuid4()
    outcomes = []
    for form in forms:
        reasons = []
        try:
            perform(form, key, by=by, seen_version=seen.get(form.pk, 0), remark=remark, act=act)
        except Refusal as refusal:
            reasons = list(refusal.sentences)
            form.refresh_from_db()
        outcomes.append(Outcome(form, way_of(form).statuses[form.status], reasons))
    return act, outcomes
