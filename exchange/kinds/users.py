"""People's accounts as a sheet. A password never stands in one: a new account gets none, and asks for it by mail."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Model, Q, QuerySet

from departments.models import User
from departments.roles import Capability, Reach, reach_of, roles_with
from departments.services import fault_of_own_account
from exchange.columns import column_of
from exchange.ledger import Complaint, Key, Ledger, Record, named_by_group
from tthc.core.refusal import Conflict
from tthc.core.sheets.columns import CellKind, Column
from tthc.core.text import fold
from tthc.workflow.handing_over import count_owned, forms_owned_by, hand_over, leave_forms, successors_in

valid_name = UnicodeUsernameValidator()
NO_RIGHT = "Chỉ Quản trị nhập được tài khoản."
# What may leave forms without somebody in charge.
NEEDS_HAND_OVER = ("role", "department", "is_active")
HANDED_OVER = (
    "{person} đang phụ trách {count} biểu mẫu mà sau thay đổi này không soạn được nữa; khi nhập, trưởng phòng của đơn vị "
    "nhận các biểu mẫu đó. Muốn người khác nhận thì bàn giao trước."
)
NOBODY = (
    "{person} đang phụ trách {count} biểu mẫu của {unit}, mà đơn vị chưa có trưởng phòng nào khác để nhận. "
    "Bàn giao ở trang Bàn giao biểu mẫu trước."
)
LAST_HEAD = (
    "{person} là trưởng phòng cuối cùng của {unit} có thể nhận biểu mẫu mà một dòng khác của tệp để lại. "
    "Thêm trưởng phòng mới hoặc bàn giao ở trang Bàn giao biểu mẫu trước."
)
BY_COMMAND = "{person} đang phụ trách {count} biểu mẫu. Lệnh nhập không bàn giao được; nhập trên trang, hoặc bàn giao trước."
HANDED_ON = (
    "Không hoàn tác được: biểu mẫu “{form}” của {person} từ khi nhập đã được bàn giao tiếp, nay do {owner} phụ trách. "
    "Sửa từng tài khoản ở trang Quản trị, hoặc bàn giao biểu mẫu về như lúc nhập rồi hoàn tác."
)
UNDONE = "Hoàn tác lần nhập tài khoản từ tệp."
WHY = "Người phụ trách chuyển đơn vị, đổi vai trò hoặc ngừng dùng phần mềm."
NO_ADMINISTRATOR = (
    "Sau lần nhập này sẽ không còn Quản trị nào. Giữ lại ít nhất một tài khoản Quản trị đang dùng."
)


FAMILY_NAMES = Column(
    key="family_names",
    heading="Họ và tên đệm",
    synonyms=("Họ đệm", "Họ và đệm", "Họ, tên đệm", "Họ, đệm", "Họ"),
    help="Khi họ và tên ghi ở hai cột.",
)


class UserLedger(Ledger):
    key = "users"
    sheet_title = "Người dùng"
    noun = "tài khoản"
    model = User
    capability = Capability.MASTER_DATA
    read_along = frozenset({FAMILY_NAMES.key})

    def only_read(self) -> tuple[Column, ...]:
        return (FAMILY_NAMES,)

    def tidy(self, values: dict[str, Any]) -> None:
        """Puts a name together that stands in two columns."""
        family = values.pop(FAMILY_NAMES.key, "")
        if family and values.get("full_name"):
            values["full_name"] = f"{family} {values['full_name']}"

    def columns(self) -> tuple[Column, ...]:
        return (
            column_of(
                User,
                "username",
                kind=CellKind.IDENTIFIER,
                required=True,
                width=18,
                example="nguyenvana",
                synonyms=("Tài khoản", "Tên tài khoản", "User", "Username"),
            ),
            column_of(
                User,
                "full_name",
                required=True,
                width=28,
                example="Nguyễn Văn A",
                synonyms=(
                    "Họ tên",
                    "Tên",
                    "Cán bộ",
                    "Họ tên cán bộ",
                    "Họ và tên công chức",
                    "Full name",
                    "Name",
                ),
            ),
            column_of(User, "position", width=24, synonyms=("Chức danh", "Position")),
            column_of(
                User,
                "role",
                required=True,
                width=26,
                spellings={
                    "cv": "STAFF",
                    "tp": "HEAD",
                    "ptp": "HEAD",
                    "truong phong": "HEAD",
                    "pho truong phong": "HEAD",
                    "van phong so": "OFFICE",
                    "giam doc": "DIRECTOR",
                    "lanh dao": "DIRECTOR",
                },
                synonyms=("Quyền", "Phân quyền", "Role"),
            ),
            column_of(
                User,
                "department",
                width=30,
                choices=self.unit_choices,
                spellings=self.unit_spellings,
                synonyms=("Đơn vị", "Phòng", "Đơn vị công tác", "Phòng ban", "Department"),
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

    def stand_under(self, group: str, values: dict[str, Any]) -> None:
        """Lists of people are parted by unit."""
        if not values.get("department") and (unit := named_by_group(group, self.units_by_name)):
            values["department"] = unit

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
        if values.get("is_active") is not False:
            yield from self.complaints_about_ended("department", values, record)
        if not self.may(self.capability):
            yield Complaint("", NO_RIGHT)
        elif role and record:
            moved = [key for key in NEEDS_HAND_OVER if values.get(key) != record.values[key]]
            yield from self.complaints_about_leaving(moved[0], values, record) if moved else ()

    def complaints_about_leaving(
        self, key: str, values: Mapping[str, Any], record: Record
    ) -> Iterator[Complaint]:
        """As on the page of an account: forms go to the heads of their units, nobody changes their own rights."""
        rights = {"role": values["role"], "is_active": values.get("is_active") is not False}
        after = User(pk=record.pk, department=self.units.get(values.get("department")), **rights)
        own, why = fault_of_own_account(after, **rights, by=self.room.by) if self.room.by else ("", "")
        if why:
            yield Complaint(own, why)
        elif record.pk in self.administrators and not after.may(self.capability):
            self.no_longer_administrators.add(record.pk)
            if self.administrators <= self.no_longer_administrators:
                yield Complaint("role", NO_ADMINISTRATOR)
        left = {
            unit: count
            for unit, count in self.owned.get(record.pk, {}).items()
            if unit in self.units and not after.holds(Capability.DRAFT, self.units[unit])
        }
        told = {"person": record.name, "count": sum(left.values())}
        without = [unit for unit in left if not self.successors(unit) - {record.pk} - self.leaving]
        for unit in without:
            yield Complaint(key, NOBODY.format(**told | {"count": left[unit], "unit": self.units[unit]}))
        yield from self._complaints_about_heir(key, after, record)
        if left and not without:
            self.left_to_heads.update(left)
            yield (
                Complaint(key, HANDED_OVER.format(**told), is_doubt=True)
                if self.room.by
                else Complaint(key, BY_COMMAND.format(**told))
            )

    def _complaints_about_heir(self, key: str, after: User, record: Record) -> Iterator[Complaint]:
        """A head who leaves may be the last one to whom an earlier row of the file leaves forms."""
        unit = self.units.get(record.values["department"])
        was_head = unit and record.values["role"] in roles_with(Capability.AGREE)
        if not was_head or (after.is_active and after.holds(Capability.AGREE, unit)):
            return
        self.leaving.add(record.pk)
        if unit.pk in self.left_to_heads and not self.successors(unit.pk) - self.leaving:
            yield Complaint(key, LAST_HEAD.format(person=record.name, unit=unit))

    @cached_property
    def owned(self) -> dict[int, Mapping[int, int]]:
        """Of each of the agency's people: how many forms of which units they are in charge of."""
        return count_owned(User.objects.filter(department__in=self.units).values("pk"))

    @cached_property
    def leaving(self) -> set[int]:
        """Heads who are none any more after the rows of the file so far."""
        return set()

    @cached_property
    def left_to_heads(self) -> set[int]:
        """Units to whose heads the rows of the file so far leave forms."""
        return set()

    def successors(self, unit: int) -> set[int]:
        """Who may take forms of a unit over; asked once for each unit."""
        if unit not in self._successors:
            self._successors[unit] = set(successors_in(self.units[unit]).values_list("pk", flat=True))
        return self._successors[unit]

    @cached_property
    def administrators(self) -> set[int]:
        active = User.objects.filter(role__in=roles_with(self.capability), is_active=True)
        return set(active.values_list("pk", flat=True))

    @cached_property
    def no_longer_administrators(self) -> set[int]:
        """Those whom the file makes something else."""
        return set()

    @cached_property
    def _successors(self) -> dict[int, set[int]]:
        return {}

    def obstacle(self, instance: Model) -> str:
        return "" if self.may(self.capability) else NO_RIGHT

    def after(self, instances: list[User]) -> None:
        """Forms that somebody can draft no longer go to the head of their unit."""
        people = {one.pk: one for one in instances}
        left: dict[int, list] = {}
        for form in forms_owned_by(*instances):
            if not people[form.owner_id].holds(Capability.DRAFT, form.department):
                left.setdefault(form.owner_id, []).append(form)
        for pk, forms in left.items():
            leave_forms(people[pk], forms, by=self.room.by, reason=WHY)
            handed = [[form._meta.label, form.pk, pk, form.owner_id] for form in forms]
            self.beside.setdefault("handed_over", []).extend(handed)

    def take_back(self, beside: Mapping[str, list]) -> None:
        """Gives forms back to who left them, as long as they are where the import left them."""
        handed: dict[str, dict[int, tuple[int, int]]] = {}
        for label, pk, left_by, heir in beside.get("handed_over", ()):
            handed.setdefault(label, {})[pk] = left_by, heir
        people = self.stored().in_bulk({left_by for pks in handed.values() for left_by, _ in pks.values()})
        for label, owners in handed.items():
            forms = apps.get_model(label).objects.filter(pk__in=owners).with_list_columns()
            for form in forms.select_related("department__agency", "owner"):
                left_by, heir = owners[form.pk]
                if form.owner_id != heir:
                    raise Conflict(HANDED_ON.format(form=form, owner=form.owner, person=people[left_by]))
                hand_over(form, to=people[left_by], by=self.room.by, reason=UNDONE)

    def release(self, instances: list[User]) -> None:
        """An account that its person has taken over stays, whatever the sheet says."""
        taken = [str(one) for one in instances if one.has_usable_password() or one.last_login]
        if taken:
            raise Conflict(
                f"Không hoàn tác được: đã có người dùng tài khoản vừa nhập: {'; '.join(taken[:5])}. "
                "Tài khoản không còn cần thì ngừng dùng ở trang Quản trị."
            )

    def build(self, instance: User, at: datetime) -> None:
        instance.password = make_password(None)
        instance.must_change_password = True
