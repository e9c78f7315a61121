"""manage.py prune_imports: forgets files that nobody has taken in for a quarter of a year."""

from django.core.management.base import BaseCommand

from exchange.services import prune


class Command(BaseCommand):
    help = (
        "Bỏ các lần nhập để dở quá 90 ngày và dòng chưa nhập của các lần đã xong; kết quả, hoàn tác vẫn giữ."
    )

    def handle(self, *args, **options):
        self.stdout.write(f"Đã bỏ {prune()} lần nhập để dở.")
