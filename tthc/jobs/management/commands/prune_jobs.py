from django.core.management.base import BaseCommand

from tthc.jobs.services import prune


class Command(BaseCommand):
    help = "Deletes background jobs and their files that have been kept for the stated time (JOB_DAYS)."

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"Đã xóa {prune()} việc chạy nền đã hết hạn giữ.")
