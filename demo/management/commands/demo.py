"""manage.py demo: fills an empty database with demonstration data and says how to log in."""

from django.core.management.base import BaseCommand, CommandError

from demo.building import build_demo, is_built
from demo.people import PASSWORD
from departments.models import User
from tthc.core.refusal import Refusal

ACCOUNTS = (
    *("chuyenvien", "truongphong", "chuyenvien2", "truongphong2"),
    *("vanphong", "giamdoc", "quantri", "quansat"),
)


class Command(BaseCommand):
    help = (
        "Nạp dữ liệu minh họa: một Sở, khoảng 70 thủ tục, diễn biến từ 11/2022 đến 6/2025. Chạy lại không "
        "đổi gì; từ chối cơ sở dữ liệu đã có dữ liệu khác."
    )

    def add_arguments(self, parser):
        said = parser.add_mutually_exclusive_group()
        said.add_argument("--quiet", action="store_true", help="không in danh sách tài khoản")
        said.add_argument("--accounts", action="store_true", help="chỉ in danh sách tài khoản, không nạp gì")

    def handle(self, *, quiet: bool, accounts: bool, **options):
        if not accounts:
            self.build(quiet=quiet)
        if not quiet and is_built():
            self.list_accounts()

    def build(self, *, quiet: bool) -> None:
        try:
            built = build_demo()
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        if not quiet:
            self.stdout.write(
                "Đã nạp dữ liệu minh họa." if built else "Dữ liệu minh họa đã có sẵn, không thay đổi gì."
            )

    def list_accounts(self) -> None:
        self.stdout.write(f"Tài khoản minh họa, mật khẩu chung: {PASSWORD}")
        people = User.objects.select_related("department").filter(username__in=ACCOUNTS)
        for user in sorted(people, key=lambda user: ACCOUNTS.index(user.username)):
            unit = user.department or "Văn phòng UBND tỉnh"
            self.stdout.write(f"  {user.username:<13} {user.full_name}, {user.get_role_display()}, {unit}")
