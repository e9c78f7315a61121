"""manage.py import_sheet FILE --kind KIND: takes a sheet in, all or nothing. Exit code 0 clean, 1 with faults."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from departments.named import agency_named, unit_named
from exchange.kinds import KINDS
from exchange.plan import OnExisting, Room, Written
from exchange.reading_in import read_in
from tthc.core.given_file import content_of
from tthc.core.refusal import Refusal
from tthc.core.sheets.columns import Fault
from tthc.core.sheets.safety import MOST_BYTES


class Command(BaseCommand):
    help = "Nhập một tệp .xlsx, .xls, .ods, .csv. Có lỗi thì không ghi gì, nêu mọi lỗi, mã thoát 1."

    def add_arguments(self, parser):
        parser.add_argument("file", help="Tệp bảng tính.")
        parser.add_argument("--kind", required=True, choices=list(KINDS), help="Loại dữ liệu trong tệp.")
        parser.add_argument("--department", metavar="CODE", help="Mã đơn vị mà tệp là của đơn vị đó.")
        parser.add_argument("--agency", metavar="SHORT", help="Tên ngắn của cơ quan, khi có nhiều cơ quan.")
        parser.add_argument(
            "--on-existing",
            choices=OnExisting.values,
            default=OnExisting.UPDATE.value,
            help="Với dòng đã có: dừng (coi là lỗi), bỏ qua, cập nhật.",
        )
        parser.add_argument("--dry-run", action="store_true", help="Chỉ xem sẽ nhập gì, không ghi.")
        parser.add_argument("--json", action="store_true", help="In kết quả dạng JSON.")

    def handle(self, *args, file, kind, department, agency, on_existing, dry_run, **options):
        try:
            unit = unit_named(department, agency) if department else None
            room = Room(unit.agency if unit else agency_named(agency), None, unit)
            content = content_of(file, most_bytes=MOST_BYTES)
            reading = read_in(content, Path(file).name, KINDS[kind], room, OnExisting(on_existing))
            written = None
            if not dry_run:
                written = Written() if reading.faults else KINDS[kind].write(reading.plan, room)
        except (Refusal, CommandError) as refusal:
            self.tell(refused(str(refusal)), options["json"], dry_run)
            sys.exit(1)
        self.tell(reading.as_json(written), options["json"], dry_run, reading.gone)
        if reading.faults:
            sys.exit(1)

    def tell(self, outcome: dict, as_json: bool, dry_run: bool, gone: int = 0) -> None:
        if as_json:
            self.stdout.write(json.dumps(outcome, ensure_ascii=False, indent=2))
            return
        for fault in outcome["faults"]:
            self.stderr.write(sentence(fault))
        numbers = "{rows} dòng: thêm {created}, cập nhật {updated}, không thay đổi {unchanged}.".format(
            **outcome
        )
        if gone:
            numbers += f" Trong số cập nhật có {gone} dòng bị bỏ vì không còn trong tệp."
        if outcome["faults"]:
            self.stderr.write(f"Chưa ghi gì, vì có {len(outcome['faults'])} lỗi.")
        elif dry_run:
            self.stdout.write(f"Xem trước, chưa ghi gì. {numbers}")
        else:
            self.stdout.write(self.style.SUCCESS(f"Đã nhập. {numbers}"))


def refused(message: str) -> dict:
    """The outcome of a command or file that says nothing usable, or was overtaken by another change, as a whole."""
    fault = Fault("", None, "", "", message)
    return {"rows": 0, "created": 0, "updated": 0, "unchanged": 0, "faults": [fault.as_json()]}


def sentence(fault: dict) -> str:
    """“Văn bản”, dòng 5, cột “Ngày ban hành”, “40/3/2023”: …"""
    place = [
        f"“{fault['sheet']}”" if fault["sheet"] else "",
        f"dòng {fault['row']}" if fault["row"] else "",
        f"cột “{fault['column']}”" if fault["column"] else "",
        f"“{fault['value']}”" if fault["value"] else "",
    ]
    where = ", ".join(filter(None, place))
    return f"{where}: {fault['message']}" if where else fault["message"]
