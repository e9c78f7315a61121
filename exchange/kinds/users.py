"""People's accounts as a sheet. A password never stands in one: a new account gets none, and asks for it by mail."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Model, Q, QuerySet

from departments.models import User
from departments.roles import Capability, Reach, reach_of
from exchange.columns import column_of
from exchange.ledger import Complaint, Key, Ledger, Record
from tthc.core.refusal import Conflict
from tthc.core.sheets.columns import CellKind, Column
from tthc.core.text import fold

valid_name = UnicodeUsernameValidator()
NO_RIGHT = "Chỉ Quản trị nhập được tài khoản."
STAYS = "Đổi vai trò, đơn vị hoặc ngừng dùng tài khoản phải bàn giao biểu mẫu; làm ở trang Quản trị của người này."
# What may leave forms without somebody in charge is changed where they are handed over.
NEEDS_HAND_OVER = ("role", "department", "is_active")


class UserLedger(Ledger):
    key = "users"
    sheet_title = "Người dùng"
    noun = "tài khoản"
    model = User
    capability = Capability.MASTER_DATA

    def columns(self) -> tuple[Column, ...]:
        return (
            column_of(
                User,
                "username",
                kind=CellKind.IDENTIFIER,
                required=True,
                width=18,
                example="nguyenvana",
                synonyms=("Tài khoản", "Tên tài khoản", "User"),
            ),
            column_of(
                User,
                "full_name",
                required=True,
                width=28,
                example="Nguyễn Văn A",
                synonyms=("Họ tên", "Tên", "Cán bộ"),
            ),
            column_of(User, "position", width=24, synonyms=("Chức danh",)),
            column_of(
                User,
                "role",
                required=True,
                width=26,
                spellings={
                    "truong phong": "HEAD",
                    "pho truong phong": "HEAD",
                    "van phong so": "OFFICE",
                    "giam doc": "DIRECTOR",
                    "lanh dao": "DIRECTOR",
                },
                synonyms=("Quyền", "Phân quyền"),
            ),
            column_of(
                User,
                "department",
                width=30,
                choices=self.unit_choices,
                spellings=self.unit_spellings,
                synonyms=("Đơn vị", "Phòng", "Đơn vị công tác", "Phòng ban"),
            ),
            column_of(User, "email", width=28, synonyms=("Email", "Thư điện tử", "Địa chỉ thư")),
            column_of(User, "is_deputy"),
            column_of(User, "is_active"),
        )

    def keys_of(self, values: Mapping[str, Any]) -> list[Key]:
        name = values.get("username")
        return [Key(fold(name), f"tên đăng nhập {name}")] if name else []

    def stored(self) -> QuerySet:
        """The agency's people, and those of no unit."""
        own = Q(department__agency=self.room.agency) | Q(department__isnull=True)
        return User.objects.filter(own).select_related("department").order_by("username")

    def visible(self) -> QuerySet:
        return self.stored()

    def stored_keys(self) -> Iterable[tuple[int, Mapping[str, Any]]]:
        """Every name that is taken, in other agencies too: a name is unique in the whole installation."""
        for pk, name in User.objects.values_list("pk", "username"):
            yield pk, {"username": name}

    def label(self, values: Mapping[str, Any]) -> str:
        return str(values.get("full_name") or values.get("username") or "")

    def complete(self, values: dict[str, Any]) -> None:
        for key, value in {"is_deputy": False, "is_active": True}.items():
            if values.get(key) is None:
                values[key] = value

    def complaints(self, values: Mapping[str, Any], record: Record | None) -> Iterator[Complaint]:
        name = values.get("username")
        if name:
            try:
                valid_name(name)
            except ValidationError:
                yield Complaint(
                    "username", f"Tên đăng nhập “{name}” chỉ được có chữ, số và các ký tự @ . + - _."
                )
        if values.get("email"):
            try:
                validate_email(values["email"])
            except ValidationError:
                yield Complaint("email", f"“{values['email']}” không phải địa chỉ thư điện tử.")
        role = values.get("role")
        if role and not values.get("department") and reach_of(role, Capability.VIEW) < Reach.EVERYWHERE:
            yield Complaint("department", "Vai trò này phải thuộc một phòng, đơn vị.")
        if record and any(values.get(key) != record.values[key] for key in NEEDS_HAND_OVER):
            yield Complaint("role", STAYS)
        if not self.may(self.capability):
            yield Complaint("", NO_RIGHT)

    def obstacle(self, instance: Model) -> str:
        return "" if self.may(self.capability) else NO_RIGHT

    def release(self, instances: list[User]) -> None:
        """An account that its person has taken over stays, whatever the sheet says."""
        taken = [str(one) for one in instances if one.has_usable_password() or one.last_login]
        if taken:
            raise Conflict(
                f"Không hoàn tác được: đã có người dùng tài khoản vừa nhập: {'; '.join(taken[:5])}. "
                "Tài khoản không còn cần thì ngừng dùng ở trang Quản trị."
            )

    def build(self, instance: User) -> None:
        instance.password = make_password(None)
        instance.must_change_password = True
