"""A unit's word that its inventory is complete, or that it has no internal procedures."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from departments.models import Department, User
from departments.roles import Capability
from procedures.models import Declaration, DeclarationKind, Procedure
from tthc.core.display import day as shown
from tthc.core.paper_days import faults_of_day
from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.workflow.enums import EDITABLE, FormStatus

ALREADY = "Đơn vị vừa có người khai rồi. Tải lại trang để xem lần khai đang có hiệu lực."


@dataclass(frozen=True)
class Standing:
    """How far a unit's inventory has come: its forms in force, what stands declared, what was declared and withdrawn."""

    department: Department
    procedures: int
    unsubmitted: int
    accepted: int
    declaration: Declaration | None
    withdrawn: list[Declaration]


def standings(departments) -> list[Standing]:
    """The standing of each unit of a queryset, in a constant number of queries."""
    in_force = Q(procedures__repealed_on__isnull=True)
    units = departments.annotate(
        procedure_count=Count("procedures", filter=in_force),
        unsubmitted_count=Count("procedures", filter=in_force & Q(procedures__status__in=EDITABLE)),
        accepted_count=Count("procedures", filter=in_force & Q(procedures__status=FormStatus.ACCEPTED)),
    ).prefetch_related(Prefetch("declarations", Declaration.objects.select_related("by")))
    # A counting query leaves the model's own order out.
    return [_standing(unit) for unit in units.order_by(*Department._meta.ordering)]


def _standing(unit: Department) -> Standing:
    made = list(unit.declarations.all())
    return Standing(
        department=unit,
        procedures=unit.procedure_count,
        unsubmitted=unit.unsubmitted_count,
        accepted=unit.accepted_count,
        declaration=next((one for one in made if one.withdrawn_on is None), None),
        withdrawn=[one for one in made if one.withdrawn_on],
    )


@transaction.atomic
def make_declaration(
    department: Department, *, kind: DeclarationKind, declared_on: date, by: User, at: datetime | None = None
) -> Declaration:
    """Declares for a unit. Refuses: not theirs (Forbidden); one stands already, a day that cannot be, NONE while there
    are procedures, COMPLETE while there are none (Refusal)."""
    if not by.may(Capability.DECLARE, department):
        raise Forbidden("Chỉ trưởng phòng (phó) khai cho đơn vị của mình.")
    faults = [*faults_of_declaring(department, kind), *_faults_of_declared_day(department, declared_on)]
    if faults:
        raise Refusal(*faults)
    try:
        with transaction.atomic():
            return Declaration.objects.create(
                department=department, kind=kind, declared_on=declared_on, by=by, at=at or timezone.now()
            )
    except IntegrityError:
        raise Conflict(ALREADY) from None


def faults_of_declaring(department: Department, kind: DeclarationKind) -> list[str]:
    """What is in the way of declaring that, whatever the day."""
    standing = department.declarations.filter(withdrawn_on__isnull=True).first()
    if standing:
        return [
            f"Đơn vị đã khai “{standing.get_kind_display()}” ngày {shown(standing.declared_on)}. "
            "Rút lần khai đó trước, rồi khai lại."
        ]
    count = Procedure.objects.filter(department=department).in_force().count()
    if kind == DeclarationKind.NONE and count:
        return [
            f"Đơn vị đang có {count} thủ tục trong danh sách nên không thể khai không có TTHC nội bộ. "
            "Xóa bản nháp nhập nhầm, hoặc khai “Đã thống kê đủ”."
        ]
    if kind == DeclarationKind.COMPLETE and not count:
        return [
            "Đơn vị chưa có thủ tục nào trong danh sách nên chưa thể khai đã thống kê đủ. "
            "Nhập biểu mẫu trước, hoặc khai “Không có TTHC nội bộ”."
        ]
    return []


def _faults_of_declared_day(department: Department, declared_on: date) -> list[str]:
    last = department.declarations.filter(withdrawn_on__isnull=False).order_by("-withdrawn_on").first()
    return faults_of_day(
        "Ngày khai",
        declared_on,
        not_before=[("ngày rút lần khai trước", last.withdrawn_on if last else None)],
    )


@transaction.atomic
def withdraw_declaration(declaration: Declaration, *, withdrawn_on: date, by: User) -> None:
    """Takes a declaration back; it stays on record with both days.

    Refuses: not theirs (Forbidden), withdrawn before (Conflict), a day that cannot be (Refusal).
    """
    if not by.may(Capability.DECLARE, declaration.department):
        raise Forbidden("Chỉ trưởng phòng (phó) rút lời khai của đơn vị mình.")
    faults = faults_of_day("Ngày rút", withdrawn_on, not_before=[("ngày khai", declaration.declared_on)])
    if faults:
        raise Refusal(*faults)
    won = Declaration.objects.filter(pk=declaration.pk, withdrawn_on__isnull=True).update(
        withdrawn_on=withdrawn_on, withdrawn_by=by
    )
    if not won:
        raise Conflict("Lần khai này đã được rút trước đó. Tải lại trang để xem lần khai đang có hiệu lực.")
    declaration.refresh_from_db()
