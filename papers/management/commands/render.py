"""manage.py render: one paper as a file, for a subject and by the words of the command line."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from departments.models import User
from papers.files import CONTENT_TYPES
from papers.making import Given, making_of, with_signer
from papers.registry import PAPERS
from papers.services import write_file
from tthc.core.reading import read_date
from tthc.core.refusal import Refusal


class Command(BaseCommand):
    help = "Lập một văn bản, biểu mẫu thành tệp PDF hoặc Word: render VĂN_BẢN ID TỆP.pdf|TỆP.docx; render --list."

    def add_arguments(self, parser):
        parser.add_argument("document", nargs="?", help="mã văn bản, xem --list")
        parser.add_argument("id", nargs="?", type=int, help="số của thủ tục, đơn vị, hồ sơ… trong phần mềm")
        parser.add_argument("out", nargs="?", type=Path, help="tệp .pdf hoặc .docx")
        parser.add_argument("--list", action="store_true", help="liệt kê các văn bản lập được")
        parser.add_argument(
            "--by", metavar="TÊN", help="lập trong phạm vi của người này; bản PDF chính thức mang mã"
        )
        parser.add_argument("--number", default="", help="số của văn bản đã ban hành")
        parser.add_argument("--day", type=read_date, help="ngày ban hành, dd/mm/yyyy")
        parser.add_argument(
            "--option", action="append", default=[], metavar="TÊN=GIÁ_TRỊ", help="lựa chọn riêng của văn bản"
        )

    def handle(self, *, document, id, out, by, number, day, option, **options):
        if options["list"]:
            return self.list_papers()
        if not (document and id and out):
            raise CommandError("Cần đủ: mã văn bản, số, tệp ra. Các văn bản: render --list.")
        if out.suffix.lstrip(".") not in CONTENT_TYPES:
            raise CommandError("Tệp ra phải có đuôi .pdf hoặc .docx.")
        paper, user = PAPERS.get(document), self.person(by)
        if paper is None:
            raise CommandError(f"Không có văn bản “{document}”. Các văn bản: render --list.")
        subject = paper.kind.rows(user).filter(pk=id).first()
        if subject is None or not paper.fits(subject):
            raise CommandError(f"Không có {paper.kind.label.lower()} số {id} để lập “{paper.title}”.")
        given = Given(timezone.localdate(), number, day, options=dict(one.split("=", 1) for one in option))
        try:
            given = with_signer(paper, subject, given, by=user)
            making = making_of(paper, subject, given, by=user)
            made = write_file(paper, subject, making, given, out.suffix.lstrip("."))
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        out.write_bytes(made.content)
        self.stdout.write(f"{out}: {len(made.content)} byte")
        return None

    def list_papers(self) -> None:
        for paper in PAPERS.values():
            choices = ", ".join(paper.options_asked)
            self.stdout.write(
                f"{paper.key:24} {paper.kind.key:14} {paper.title}{f' [{choices}]' if choices else ''}"
            )

    def person(self, name: str | None) -> User | None:
        if not name:
            return None
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"Không có tài khoản “{name}”.")
        return user
