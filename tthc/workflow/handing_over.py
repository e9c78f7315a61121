"""Handing forms over within a unit: when work is shared anew, and when a person leaves."""

import uuid
from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from departments.models import Department, User
from departments.roles import Capability
from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.core.text import clean
from tthc.workflow.models import Form, Move
from tthc.workflow.notices import tell
from tthc.workflow.transitions import HAND_OVER, followers, way_of


def may_hand_over(form: Form, user: User) -> bool:
    """Its owner, a head of its unit, an administrator."""
    return (
        (form.owner_id == user.pk and user.is_active)
        or user.may(Capability.AGREE, form.department)
        or user.may(Capability.MASTER_DATA)
    )


def forms_owned_by(*people: User) -> list[Form]:
    """All forms that people are in charge of, accepted ones too: they may be reopened; one query per kind."""
    return [
        form
        for model in followers()
        if issubclass(model, Form)
        for form in model.objects.filter(owner__in=people)
        .with_list_columns()
        .select_related("department__agency", "owner")
    ]


def count_owned(people: QuerySet) -> dict[int, Counter[int]]:
    """{key of a person: {key of a unit: how many of its forms they are in charge of}}; one query per kind."""
    counts: dict[int, Counter[int]] = {}
    for model in followers():
        if issubclass(model, Form):
            owned = model.objects.filter(owner__in=people).order_by().values_list("owner", "department")
            for owner, unit, count in owned.annotate(Count("pk")):
                counts.setdefault(owner, Counter())[unit] += count
    return counts


def who_can_take_over(department: Department):
    """Active people who can draft for a unit, in the order of their names."""
    return User.objects.holding(Capability.DRAFT, department).order_by("full_name", "pk")


@transaction.atomic
def hand_over(
    form: Form,
    *,
    to: User,
    by: User,
    reason: str,
    act: uuid.UUID | None = None,
    at: datetime | None = None,
) -> Move:
    """Puts somebody else in charge of a form; its status stays, the log says from whom to whom and why.

    Refuses: no right (Forbidden); no reason, somebody who cannot draft for the unit or is in charge already
    (Refusal); handed over by somebody else meanwhile (Conflict).
    """
    if not may_hand_over(form, by):
        raise Forbidden("Người phụ trách, trưởng phòng của đơn vị hoặc Quản trị bàn giao biểu mẫu này.")
    reason = clean(reason)
    if not reason:
        raise Refusal("Chưa ghi lý do bàn giao. Ghi ngắn gọn, ví dụ: chuyển công tác, phân công lại.")
    if not to.holds(Capability.DRAFT, form.department):
        raise Refusal(
            f"{to} không soạn được biểu mẫu của {form.department}. Chọn người đang làm việc trong đơn vị."
        )
    if to.pk == form.owner_id:
        raise Refusal(f"{to} đang phụ trách “{form}”. Chọn người khác.")
    before, at = form.owner, at or timezone.now()
    won = type(form)._default_manager.filter(pk=form.pk, owner=before).update(owner=to)
    if not won:
        raise Conflict(f"“{form}” vừa được người khác bàn giao. Tải lại trang để xem ai đang phụ trách.")
    form.owner = to
    who = f"{before or 'Chưa có người phụ trách'} → {to}."
    move = Move.objects.create(
        subject=form,
        transition=HAND_OVER,
        from_status=form.status,
        to_status=form.status,
        by=by,
        on_behalf_of=None if before == by else by.stands_in_for(Capability.AGREE, form.department),
        at=at,
        remark=f"{who} {reason}",
        version=form.version,
        act=act or uuid.uuid4(),
        figures=form.figures(),
    )
    concerned = {person for person in (before, to) if person and person.is_active and person.pk != by.pk}
    text = f"{way_of(form).name} “{form}”: bàn giao {who} Lý do: {reason} ({by})."
    tell(concerned, text, form.get_absolute_url(), move=move, at=at)
    return move


def hand_over_several(
    forms: Iterable[Form], *, to: User, by: User, reason: str, at: datetime | None = None
) -> list[tuple[Form, Refusal | None]]:
    """Hands several forms over in one act, each in its own transaction; what came of each. Refuses none picked."""
    forms, act, outcomes = list(forms), uuid.uuid4(), []
    if not forms:
        raise Refusal("Chưa chọn biểu mẫu nào. Tích ít nhất một biểu mẫu rồi làm lại.")
    for form in forms:
        try:
            hand_over(form, to=to, by=by, reason=reason, act=act, at=at)
        except Refusal as refusal:
            outcomes.append((form, refusal))
        else:
            outcomes.append((form, None))
    return outcomes


def obstacles_to_leave(person: User, forms: list[Form], successor: User | None) -> list[str]:
    """Why a person cannot leave their forms behind: nobody to take them over; empty when there is somebody."""
    found = []
    for department in {form.department for form in forms}:
        count = sum(form.department_id == department.pk for form in forms)
        to = successor or successor_of(person, department)
        if to is None:
            found.append(
                f"{person} đang phụ trách {count} biểu mẫu của {department}, mà đơn vị chưa có trưởng phòng nào khác "
                "để nhận. Chọn người nhận bàn giao."
            )
        elif to.pk == person.pk or not to.holds(Capability.DRAFT, department):
            found.append(
                f"{to} không soạn được biểu mẫu của {department} ({count} biểu mẫu). Chọn người khác của đơn vị."
            )
    return found


def successor_of(person: User, department: Department) -> User | None:
    """Who takes over unless somebody is chosen: the head of the unit, otherwise a deputy head."""
    return successors_in(department).exclude(pk=person.pk).first()


def successors_in(department: Department):
    """Who takes forms of a unit over, the first of them first."""
    heads = User.objects.holding(Capability.AGREE, department) & User.objects.holding(
        Capability.DRAFT, department
    )
    return heads.filter(department=department).order_by("is_deputy", "pk")


@transaction.atomic
def leave_forms(
    person: User,
    forms: list[Form],
    *,
    by: User,
    to: User | None = None,
    reason: str,
    at: datetime | None = None,
) -> int:
    """Hands a leaving person's forms to who was chosen, or to the head of each unit; how many.

    Refuses when a unit has nobody to take them over: then nothing is written.
    """
    if obstacles := obstacles_to_leave(person, forms, to):
        raise Refusal(*obstacles)
    act = uuid.uuid4()
    for form in forms:
        successor = to or successor_of(person, form.department)
        hand_over(form, to=successor, by=by, reason=reason, act=act, at=at)
    return len(forms)


@transaction.atomic
def switch_off(person: User, *, by: User, to: User | None = None, at: datetime | None = None) -> int:
    """Closes a person's account once their forms are in other hands; how many were handed over.

    Refuses: not an administrator, one's own account (Forbidden); forms that nobody would be in charge of (Refusal).
    """
    if not by.may(Capability.MASTER_DATA) or by.pk == person.pk:
        raise Forbidden("Chỉ Quản trị ngừng dùng tài khoản, và không ngừng tài khoản của chính mình.")
    reason = "Người phụ trách không còn dùng phần mềm."
    count = leave_forms(person, forms_owned_by(person), by=by, to=to, reason=reason, at=at)
    person.is_active = False
    person.save(update_fields=["is_active"])
    return count
