"""What a unit has to take on next, beyond the forms that are under way."""

from django.db.models import Exists, OuterRef
from django.urls import reverse

from dashboards.errands import Errand
from dashboards.overview import Overview
from departments.models import User
from departments.roles import Capability
from procedures.models import Procedure
from reviews.models import Review
from tthc.core.display import number
from tthc.workflow.enums import FormStatus


def next_work(user: User, found: Overview | None) -> list[Errand]:
    """To declare that the inventory is complete, and to review what is accepted; one query."""
    return [*to_declare(user, found), *to_review(user)]


def to_declare(user: User, found: Overview | None) -> list[Errand]:
    """The person's own unit, when it has not declared its inventory complete and they may say so."""
    own = [unit for unit in (found.undeclared if found else []) if unit.pk == user.department_id]
    if not own or not user.may(Capability.DECLARE, user.department):
        return []
    return [
        Errand(
            "Chưa khai",
            "wait",
            "Đơn vị chưa khai thống kê đủ",
            "Khai khi mọi thủ tục đã có biểu mẫu, hoặc đơn vị không có thủ tục nào.",
            reverse("procedures:declaration_make", args=[user.department_id]),
            "Khai",
        )
    ]


def to_review(user: User) -> list[Errand]:
    """Accepted procedures of the person's own unit that nobody has begun to review."""
    if not user.department_id or not user.may(Capability.DRAFT, user.department):
        return []
    count = (
        Procedure.objects.filter(
            department=user.department_id, status=FormStatus.ACCEPTED, repealed_on__isnull=True
        )
        .filter(~Exists(Review.objects.filter(procedure=OuterRef("pk"))))
        .count()
    )
    if not count:
        return []
    return [
        Errand(
            "Chưa rà soát",
            "info",
            f"{number(count)} thủ tục đạt yêu cầu chưa rà soát",
            "Chọn thủ tục rồi lập biểu mẫu rà soát.",
            reverse("reviews:review_start"),
            "Rà soát",
        )
    ]
