"""Who: agencies, their units, their people."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property

from departments.querysets import AgencyQuerySet, DelegationQuerySet, DepartmentQuerySet, OfficeUserManager
from departments.roles import LENDABLE, Capability, Reach, Role, reach_of


class Agency(models.Model):
    """Cơ quan (Sở): a row with dates, since provinces and departments merge."""

    name = models.CharField("Tên cơ quan", max_length=200)
    short_name = models.CharField("Tên ngắn", max_length=60)
    superior_body = models.CharField("Cơ quan chủ quản", max_length=200, blank=True)
    place_name = models.CharField(
        "Địa danh", max_length=100, blank=True, help_text="Ghi trước ngày, tháng trên văn bản."
    )
    sign_code = models.CharField("Ký hiệu cơ quan", max_length=40, blank=True, help_text="Ví dụ KHCN.")
    address = models.CharField("Địa chỉ trụ sở", max_length=300, blank=True)
    province_portal = models.URLField("Cổng thông tin điện tử tỉnh", blank=True)
    agency_portal = models.URLField("Trang thông tin điện tử Sở", blank=True)
    valid_from = models.DateField("Hiệu lực từ", null=True, blank=True)
    valid_to = models.DateField("Đến hết ngày", null=True, blank=True)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = "cơ quan"
        verbose_name_plural = "cơ quan"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["short_name"], name="agency_short_name_unique"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="agency_dates_in_order",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """Phòng, đơn vị of an agency."""

    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="departments", verbose_name="Cơ quan"
    )
    code = models.CharField(
        "Mã đơn vị", max_length=20, help_text="Ngắn, không dấu; dùng trong lệnh và bảng tính."
    )
    name = models.CharField("Tên đơn vị", max_length=200)
    short_name = models.CharField("Tên ngắn", max_length=60, blank=True)
    is_office = models.BooleanField("Là Văn phòng Sở", default=False)
    takes_part = models.BooleanField("Phải thống kê TTHC", default=True)
    order = models.PositiveSmallIntegerField("Thứ tự", default=100)
    valid_from = models.DateField("Hiệu lực từ", null=True, blank=True)
    valid_to = models.DateField("Đến hết ngày", null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name="Đơn vị kế thừa",
    )

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = "phòng, đơn vị"
        verbose_name_plural = "phòng, đơn vị"
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "code"],
                name="department_code_unique",
                violation_error_message="Cơ quan này đã có đơn vị mang mã đó.",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="department_dates_in_order",
                violation_error_message="Ngày kết thúc phải sau ngày bắt đầu.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MailMode(models.TextChoices):
    """How a person wants notices by mail, besides those in the application."""

    EACH = "EACH", "Từng thông báo"
    DAILY = "DAILY", "Gộp một thư mỗi ngày"
    NEVER = "NEVER", "Không gửi thư"


class User(AbstractBaseUser):
    """A person who works with the application; full name in one field, as Vietnamese names are written.

    Rights come from roles.py alone: no groups, no single permissions, no flags beside the role.
    """

    username = models.CharField(
        "Tên đăng nhập",
        max_length=150,
        unique=True,
        validators=[UnicodeUsernameValidator()],
        error_messages={"unique": "Tên đăng nhập này đã có người dùng."},
    )
    email = models.EmailField("Thư điện tử", blank=True)
    full_name = models.CharField("Họ và tên", max_length=150)
    position = models.CharField("Chức vụ", max_length=100, blank=True)
    role = models.CharField("Vai trò", max_length=10, choices=Role)
    is_deputy = models.BooleanField("Là cấp phó", default=False)
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="users",
        verbose_name="Phòng, đơn vị",
    )
    is_active = models.BooleanField(
        "Đang dùng", default=True, help_text="Bỏ chọn thay vì xóa: biểu mẫu và nhật ký mang tên người này."
    )
    mail_mode = models.CharField("Nhận thư", max_length=5, choices=MailMode, default=MailMode.EACH)
    must_change_password = models.BooleanField("Phải đổi mật khẩu khi đăng nhập", default=True)
    date_joined = models.DateTimeField("Tạo lúc", default=timezone.now, editable=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["email", "full_name"]
    objects = OfficeUserManager()

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                condition=Q(department__isnull=False) | Q(role__in=[Role.ADMIN, Role.OBSERVER]),
                name="user_has_department",
                violation_error_message="Vai trò này phải thuộc một phòng, đơn vị.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def clean(self) -> None:
        super().clean()
        self.email = type(self).objects.normalize_email(self.email)

    @property
    def is_staff(self) -> bool:
        """May enter Django's admin (its own word for it)."""
        return self.may(Capability.MASTER_DATA)

    def has_perm(self, perm: str, obj=None) -> bool:
        """Django's admin asks this; master data is one right."""
        return self.may(Capability.MASTER_DATA)

    def has_module_perms(self, app_label: str) -> bool:
        return self.may(Capability.MASTER_DATA)

    @cached_property
    def agency_id(self) -> int | None:
        return self.department.agency_id if self.department_id else None

    def reach(self, capability: Capability) -> Reach:
        """How far this person's right goes."""
        return reach_of(self.role, capability) if self.is_active else Reach.NOWHERE

    def may(self, capability: Capability, home: Department | Agency | None = None) -> bool:
        """Whether the right is held, for one unit or agency when given, otherwise at all; a lent right counts."""
        return self.holds(capability, home) or self.stands_in_for(capability, home) is not None

    def holds(self, capability: Capability, home: Department | Agency | None = None) -> bool:
        """Whether the person's own role gives the right."""
        reach = self.reach(capability)
        if home is None or reach in (Reach.NOWHERE, Reach.EVERYWHERE):
            return reach > Reach.NOWHERE
        if isinstance(home, Agency):
            return reach == Reach.AGENCY and home.pk == self.agency_id
        if reach == Reach.AGENCY:
            return home.agency_id == self.agency_id
        return home.pk == self.department_id

    def stands_in_for(self, capability: Capability, home: Department | Agency | None = None) -> "User | None":
        """The head from whom this person has the right for now; None when it is their own or not held at all."""
        if capability not in LENDABLE or not self.is_active or self.holds(capability, home):
            return None
        return next((head for head in self.heads_stood_in_for if head.holds(capability, home)), None)

    @cached_property
    def heads_stood_in_for(self) -> "list[User]":
        """Active heads who have named this person as their deputy for today (one query, then kept)."""
        return [
            row.head
            for row in Delegation.objects.standing_on().filter(deputy=self).select_related("head__department")
        ]


class Delegation(models.Model):
    """A head's word that somebody of the unit acts in their stead from one day to another (both included)."""

    head = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="delegations_given", verbose_name="Người giao"
    )
    deputy = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="delegations_held", verbose_name="Người thay mặt"
    )
    starts_on = models.DateField("Từ ngày")
    ends_on = models.DateField("Đến hết ngày")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    revoked_at = models.DateTimeField("Thôi giao lúc", null=True, blank=True, editable=False)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = "giao thay mặt"
        verbose_name_plural = "giao thay mặt"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="delegation_dates_in_order",
                violation_error_message="Ngày kết thúc không thể trước ngày bắt đầu.",
            ),
            models.CheckConstraint(
                condition=~Q(head=F("deputy")),
                name="delegation_to_somebody_else",
                violation_error_message="Không thể giao cho chính mình.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} thay mặt {self.head}"
