"""The unit or agency that a command names."""

from django.core.management.base import CommandError

from departments.models import Agency, Department

NO_AGENCY = (
    "Hệ thống chưa có cơ quan nào. Tạo tài khoản Quản trị (manage.py createsuperuser), đăng nhập rồi thêm cơ quan "
    "ở trang Quản trị (/quan-tri/)."
)


def unit_named(code: str, agency: str | None) -> Department:
    """The unit with a code, in the agency of that short name when one is given. Raises CommandError with a sentence."""
    units = Department.objects.select_related("agency")
    if agency:
        units = units.filter(agency__short_name=agency)
    found = list(units.filter(code=code))
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(f"“{unit.agency.short_name}”" for unit in found)
        raise CommandError(f"Nhiều cơ quan có đơn vị mã “{code}”: {names}. Ghi thêm --agency.")
    if not Agency.objects.exists():
        raise CommandError(NO_AGENCY)
    known = ", ".join(units.order_by("code").values_list("code", flat=True)) or "chưa có đơn vị nào"
    raise CommandError(f"Không có đơn vị mã “{code}”. Các mã đã có: {known}.")


def agency_named(short_name: str | None) -> Agency:
    """The agency of a short name, or the only one. Raises CommandError with a sentence."""
    found = list(Agency.objects.filter(short_name=short_name) if short_name else Agency.objects.all()[:2])
    if len(found) == 1:
        return found[0]
    known = ", ".join(f"“{agency.short_name}”" for agency in Agency.objects.all())
    if not known:
        raise CommandError(NO_AGENCY)
    if short_name:
        raise CommandError(f"Không có cơ quan “{short_name}”. Các cơ quan đã có: {known}.")
    raise CommandError(f"Ghi --department hoặc --agency để biết là cơ quan nào: {known}.")
