"""Once a day by cron: one mail with all that is unread, for those who asked for it."""

from django.core.management.base import BaseCommand

from tthc.workflow.mailing import send_digests


class Command(BaseCommand):
    help = "Gửi thư gộp trong ngày cho người đã chọn nhận một thư mỗi ngày."

    def handle(self, **options) -> None:
        self.stdout.write(f"Đã gửi {send_digests()} thư gộp.")
