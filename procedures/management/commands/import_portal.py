"""manage.py import_portal FILE --department CODE: takes procedures of the national portal in, as drafts of a unit."""

from django.core.management.base import BaseCommand, CommandError

from departments.models import User
from departments.named import unit_named
from procedures.import_plan import ImportPlan, plan_import
from procedures.importing import import_procedures, refusal_of
from procedures.portal import PortalFile, read_file
from procedures.portal.file import MOST_BYTES
from tthc.core.given_file import content_of
from tthc.core.refusal import Refusal


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
        unit, person = unit_named(department, agency), self.person(by)
        try:
            portal_file = read_file(content_of(file, most_bytes=MOST_BYTES))
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

    def person(self, username: str | None) -> User | None:
        if username is None:
            return None
        found = User.objects.filter(username=username, is_active=True).first()
        if found is None:
            raise CommandError(f"Không có người dùng “{username}” đang hoạt động.")
        return found
