"""manage.py render: one paper as a file, for a subject and by the words of the command line."""

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from departments.models import User
from papers.files import CONTENT_TYPES
from papers.making import Given, making_of, with_signer
from papers.paper import Paper
from papers.registry import PAPERS
from papers.services import write_file
from tthc.core.given_file import written_whole
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
        parser.add_argument("--day", default="", help="ngày ban hành, dd/mm/yyyy")
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
        given = Given(timezone.localdate(), number, day_typed(day), options=options_typed(paper, option))
        # A print is kept with its code once it is drawn: not before it is known that its file can be written.
        with written_whole(out) as file:
            try:
                given = with_signer(paper, subject, given, by=user)
                making = making_of(paper, subject, given, by=user)
                made = write_file(paper, subject, making, given, out.suffix.lstrip("."))
            except Refusal as refusal:
                raise CommandError(str(refusal)) from refusal
            file.write(made.content)
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


def day_typed(words: str) -> date | None:
    try:
        return read_date(words) if words else None
    except ValueError as fault:
        raise CommandError(f"Ngày ban hành: {fault}") from None


def options_typed(paper: Paper, typed: list[str]) -> dict[str, str]:
    """TÊN=GIÁ_TRỊ by name; CommandError for what is none of the paper's choices."""
    chosen = dict(one.partition("=")[::2] for one in typed)
    unknown = [one for one in typed if "=" not in one or one.partition("=")[0] not in paper.options_asked]
    if unknown:
        known = ", ".join(f"{name}=…" for name in paper.options_asked) or "không có lựa chọn nào"
        raise CommandError(f"“{unknown[0]}” không phải lựa chọn của “{paper.title}”. Các lựa chọn: {known}.")
    return chosen
