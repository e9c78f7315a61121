"""Who carries a plan out: its working groups, and the training that people were sent to."""

from django.db import models
from django.db.models import Q

from departments.models import Department
from plans.enums import GroupPart
from plans.models.programme import Plan


class WorkingGroup(models.Model):
    """Tổ thống kê, rà soát: set up by a decision; its number and date stay empty until they are known."""

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="working_groups", verbose_name="Kế hoạch"
    )
    name = models.CharField("Tên Tổ", max_length=200)
    decision_number = models.CharField("Số quyết định thành lập", max_length=60, blank=True)
    decided_on = models.DateField("Ngày quyết định", null=True, blank=True)
    note = models.TextField("Nhiệm vụ, ghi chú", blank=True)

    class Meta:
        verbose_name = "Tổ thống kê, rà soát"
        verbose_name_plural = "Tổ thống kê, rà soát"
        ordering = ["decided_on", "pk"]

    def __str__(self) -> str:
        return self.name


class WorkingGroupMember(models.Model):
    """One person of a working group and their part in it; not everybody in it has an account."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="members")
    order = models.PositiveSmallIntegerField("Thứ tự", default=10)
    full_name = models.CharField("Họ và tên", max_length=150)
    position = models.CharField("Chức vụ", max_length=100, blank=True)
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Phòng, đơn vị",
    )
    part = models.CharField("Tham gia", max_length=10, choices=GroupPart, default=GroupPart.MEMBER)

    class Meta:
        verbose_name = "thành viên"
        verbose_name_plural = "thành viên"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(part=GroupPart.LEADER),
                name="working_group_one_leader",
                violation_error_message="Tổ đã có Tổ trưởng.",
            )
        ]

    def __str__(self) -> str:
        return self.full_name


class Training(models.Model):
    """Tập huấn: when, on what, who took part."""

    plan = models.ForeignKey(
        Plan, on_delete=models.CASCADE, related_name="trainings", verbose_name="Kế hoạch"
    )
    held_on = models.DateField("Ngày")
    topic = models.CharField("Nội dung", max_length=300)
    organiser = models.CharField("Đơn vị tổ chức", max_length=200, blank=True)
    place = models.CharField("Địa điểm, hình thức", max_length=200, blank=True)
    participants = models.TextField(
        "Người tham dự", blank=True, help_text="Mỗi dòng một người hoặc một đơn vị."
    )
    headcount = models.PositiveSmallIntegerField("Số người dự", null=True, blank=True)

    class Meta:
        verbose_name = "lần tập huấn"
        verbose_name_plural = "tập huấn"
        ordering = ["held_on", "pk"]

    def __str__(self) -> str:
        return self.topic
