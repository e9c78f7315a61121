"""Acts on people's accounts and on who stands in for whom."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from departments.models import Delegation, User
from departments.roles import Capability
from tthc.core.display import day
from tthc.core.refusal import Conflict, Forbidden, Refusal


@transaction.atomic
def record_password_change(form) -> None:
    """Saves a valid password form and lets the person work on: the password is now of their own choosing."""
    user = form.save(commit=False)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])


def fault_of_own_account(person: User, *, role: str, is_active: bool, by: User) -> tuple[str, str]:
    """(column, why) when somebody changes what they themselves may do, so that an administrator always stays."""
    if person.pk != by.pk:
        return "", ""
    if not is_active:
        return "is_active", "Không tự ngừng tài khoản của chính mình; nhờ một Quản trị khác."
    if role != by.role:
        return "role", "Không tự đổi vai trò của chính mình; nhờ một Quản trị khác."
    return "", ""


@transaction.atomic
def name_deputy(head: User, deputy: User, *, starts_on: date, ends_on: date, by: User) -> Delegation:
    """Lets somebody of the unit act in a head's stead from one day to another, both included.

    Refuses: not the head's own word (nor an administrator's), another unit, somebody switched off, a head already,
    days in the wrong order or all past, a period that overlaps one that stands.
    """
    if by.pk != head.pk and not by.may(Capability.MASTER_DATA):
        raise Forbidden("Chỉ trưởng phòng tự giao người thay mặt mình, hoặc Quản trị ghi giúp.")
    if not head.holds(Capability.AGREE, head.department):
        raise Refusal(f"{head} không phải trưởng phòng, phó trưởng phòng nên không có việc để giao thay mặt.")
    if deputy.department_id != head.department_id or not deputy.is_active:
        raise Refusal(
            f"{deputy} không phải người đang làm việc trong {head.department}. Chọn người cùng đơn vị."
        )
    if deputy.holds(Capability.AGREE, head.department):
        raise Refusal(f"{deputy} đã là trưởng hoặc phó của đơn vị, đồng ý được biểu mẫu mà không cần giao.")
    if ends_on < starts_on:
        raise Refusal("Ngày kết thúc không thể trước ngày bắt đầu.")
    if ends_on < timezone.localdate():
        raise Refusal("Thời gian giao đã qua. Ghi ngày kết thúc từ hôm nay trở đi.")
    standing = Delegation.objects.filter(
        head=head, deputy=deputy, revoked_at__isnull=True, starts_on__lte=ends_on, ends_on__gte=starts_on
    ).first()
    if standing:
        raise Refusal(
            f"{deputy} đã được giao từ {day(standing.starts_on)} đến {day(standing.ends_on)}. "
            "Thôi giao lần đó trước khi ghi lần mới."
        )
    return Delegation.objects.create(
        head=head, deputy=deputy, starts_on=starts_on, ends_on=ends_on, made_by=by
    )


def revoke_deputy(delegation: Delegation, *, by: User) -> None:
    """Ends a delegation now; what was done under it stays done."""
    if by.pk != delegation.head_id and not by.may(Capability.MASTER_DATA):
        raise Forbidden("Chỉ người đã giao, hoặc Quản trị, thôi giao được.")
    ended = Delegation.objects.filter(pk=delegation.pk, revoked_at__isnull=True).update(
        revoked_at=timezone.now()
    )
    if not ended:
        raise Conflict("Lần giao này đã thôi từ trước.")
