"""Once a day by cron: tells people of milestones and tasks that are near or late, never twice of the same."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dashboards.reminders import send_reminders
from tthc.core.reading import read_date


class Command(BaseCommand):
    help = "Nhắc mốc, nhiệm vụ trước hạn 30, 7, 1 ngày và khi chậm; chậm một tuần thì nhắc trưởng phòng."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--on", help="ngày, dạng 2024-11-30 hoặc 30/11/2024; để trống là hôm nay")

    def handle(self, *, on: str | None, **options) -> None:
        try:
            day = read_date(on) if on else timezone.localdate()
        except ValueError as fault:
            raise CommandError(str(fault)) from None
        self.stdout.write(f"Đã gửi {send_reminders(day)} lời nhắc.")
