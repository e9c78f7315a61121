"""manage.py export_sheet OUT.xlsx --kind KIND: gives everything of a kind out as a workbook that reads in again."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from departments.named import agency_named, unit_named
from exchange.exporting import write_blank, write_kind
from exchange.kinds import KINDS
from exchange.lists import of_unit
from exchange.plan import Room
from tthc.core.given_file import written_whole


class Command(BaseCommand):
    help = "Xuất một loại dữ liệu ra tệp .xlsx; tệp đó sửa rồi nhập lại được."

    def add_arguments(self, parser):
        parser.add_argument("out", type=Path, help="Tệp .xlsx sẽ ghi.")
        parser.add_argument("--kind", required=True, choices=list(KINDS), help="Loại dữ liệu.")
        parser.add_argument("--department", metavar="CODE", help="Chỉ của đơn vị có mã này.")
        parser.add_argument("--agency", metavar="SHORT", help="Tên ngắn của cơ quan, khi có nhiều cơ quan.")
        parser.add_argument("--blank", action="store_true", help="Biểu mẫu trống thay vì dữ liệu.")

    def handle(self, *args, out, kind, department, agency, blank, **options):
        if out.suffix.lower() != ".xlsx":
            raise CommandError(f"“{out}”: tên tệp phải kết thúc bằng .xlsx.")
        unit = unit_named(department, agency) if department else None
        room = Room(unit.agency if unit else agency_named(agency), None, unit)
        with written_whole(out) as file:
            if blank:
                write_blank(file, KINDS[kind], room)
            else:
                write_kind(file, KINDS[kind], room, of_unit(KINDS[kind], room))
        self.stdout.write(self.style.SUCCESS(f"Đã xuất {KINDS[kind].title.lower()} ra {out}."))
