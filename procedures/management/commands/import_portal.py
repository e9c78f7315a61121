"""manage.py import_portal FILE --department CODE: takes procedures of the national portal in, as drafts of a unit."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from departments.models import Department, User
from procedures.import_plan import ImportPlan, plan_import
from procedures.importing import import_procedures, refusal_of
from procedures.portal import PortalFile, read_file
from procedures.portal.file import MOST_BYTES
from tthc.core.refusal import Refusal

NOT_READ = {
    FileNotFoundError: "không có tệp này",
    IsADirectoryError: "đây là thư mục, không phải tệp",
    PermissionError: "không có quyền đọc tệp",
}


class Command(BaseCommand):
    help = "Nhập thủ tục từ tệp JSON của Cổng dịch vụ công thành bản nháp của một đơn vị. Nhập lại tệp cũ không đổi gì."

    def add_arguments(self, parser):
        parser.add_argument("file", help="Tệp JSON.")
        parser.add_argument("--department", required=True, metavar="CODE", help="Mã đơn vị.")
        parser.add_argument(
            "--agency", metavar="SHORT", help="Tên ngắn của cơ quan, khi nhiều cơ quan có mã đó."
        )
        parser.add_argument("--by", metavar="USERNAME", help="Tên đăng nhập của người nhập.")
        parser.add_argument("--dry-run", action="store_true", help="Chỉ xem sẽ nhập gì, không ghi.")
        parser.add_argument(
            "--skip-faulty", action="store_true", help="Bỏ qua bản ghi lỗi, nhập các bản ghi còn lại."
        )

    def handle(self, *args, file, department, agency, by, dry_run, skip_faulty, **options):
        unit, person = self.unit(department, agency), self.person(by)
        try:
            portal_file = read_file(self.content(file))
            plan = plan_import(portal_file.records, department=unit)
            self.tell(portal_file, plan)
            if portal_file.faults and not skip_faulty:
                raise Refusal(*refusal_of(portal_file.faults))
            if dry_run:
                self.stdout.write(f"Xem trước, chưa ghi gì. {plan}")
                return
            report = import_procedures(portal_file.records, department=unit, by=person, seen=plan.mark)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(self.style.SUCCESS(f"Đã nhập cho {unit}. {report}"))

    def tell(self, portal_file: PortalFile, plan: ImportPlan) -> None:
        """Every fault, and every record with what becomes of it and what is doubted."""
        for fault in portal_file.faults:
            self.stderr.write(str(fault))
        for planned in plan.records:
            record = planned.record
            self.stdout.write(
                f"{record.index}. {record.code or '(chưa có mã)'} [{planned.fate.label}] {' '.join(record.name.split())}"
            )
            for doubt in planned.doubts:
                self.stdout.write(f"     - {doubt.kind.label}: {doubt.message}")

    def unit(self, code: str, agency: str | None) -> Department:
        units = Department.objects.select_related("agency")
        if agency:
            units = units.filter(agency__short_name=agency)
        found = list(units.filter(code=code))
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(f"“{unit.agency.short_name}”" for unit in found)
            raise CommandError(f"Nhiều cơ quan có đơn vị mã “{code}”: {names}. Ghi thêm --agency.")
        known = ", ".join(units.order_by("code").values_list("code", flat=True)) or "chưa có đơn vị nào"
        raise CommandError(f"Không có đơn vị mã “{code}”. Các mã đã có: {known}.")

    def person(self, username: str | None) -> User | None:
        if username is None:
            return None
        found = User.objects.filter(username=username, is_active=True).first()
        if found is None:
            raise CommandError(f"Không có người dùng “{username}” đang hoạt động.")
        return found

    def content(self, name: str) -> bytes:
        path = Path(name)
        try:
            with path.open("rb") as file:
                return file.read(MOST_BYTES + 1)
        except OSError as fault:
            why = NOT_READ.get(type(fault), "hệ điều hành không mở được tệp")
            raise CommandError(f"Không đọc được “{name}”: {why}.") from None
