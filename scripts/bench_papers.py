"""How long documents take as PDF against bare WeasyPrint of the same content: `make bench` runs it after the pages.

Every figure is of a process of its own, ours and bare in turn, the best of ROUNDS, so that neither pays for the
other's garbage and a busy machine is met by both. Exit code 1 when a limit is exceeded.
"""

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WIDTHS = (12, 58, 25, 25, 20, 25)
HEADS = ("STT", "Tên thủ tục", "Lĩnh vực", "Đơn vị", "Thời hạn", "Cơ quan giải quyết")
TITLE = "Danh mục thủ tục hành chính nội bộ (minh họa)"
STEP = (
    "Đơn vị chủ trì lập hồ sơ, lấy ý kiến các phòng, đơn vị có liên quan, tổng hợp, hoàn thiện và trình lãnh đạo Sở "
    "xem xét; trường hợp hồ sơ chưa đầy đủ thì hướng dẫn bổ sung một lần bằng văn bản. "
)
MEGABYTES = 150


@dataclass(frozen=True)
class Measure:
    """One run: seconds on the clock, seconds of CPU, the largest process in MB."""

    wall: float
    cpu: float
    megabytes: int


@dataclass(frozen=True)
class Limit:
    """What is asked of a document: ours at most `times` the bare run, by the clock or by CPU."""

    name: str
    rows: int  # 0: one procedure
    times: float
    by: str
    rounds: int
    cpu: float | None = None
    megabytes: int | None = None


LIMITS = (
    Limit("one procedure", 0, 1.3, "cpu", 5, cpu=1),
    Limit("list of 150 rows", 150, 1.2, "cpu", 5),
    Limit("list of 1.500 rows", 1500, 0.7, "wall", 3, megabytes=MEGABYTES),
    Limit("list of 6.000 rows", 6000, 0.7, "wall", 1, megabytes=MEGABYTES),
)


def row(number: int) -> tuple[str, ...]:
    """A row of the list, some longer than others."""
    name = f"Thủ tục thẩm định, phê duyệt kế hoạch khoa học và công nghệ số {number} của đơn vị"
    more = " theo thẩm quyền được phân cấp, ủy quyền" * (number % 3)
    unit = "Phòng Quản lý khoa học"
    return (str(number), name + more, "Khoa học và công nghệ", unit, "05 ngày làm việc", "Sở KH&CN")


def fields() -> list[tuple[str, str]]:
    """The parts of a procedure's form."""
    steps = "\n".join(f"Bước {number}: {STEP}" for number in range(1, 7))
    papers = "\n".join(f"- Giấy tờ thứ {number}: bản chính 01, bản sao 02" for number in range(1, 13))
    labels = ("Cách thức thực hiện", "Thời hạn giải quyết", "Đối tượng", "Cơ quan giải quyết", "Kết quả")
    short = [(label, "Trực tiếp hoặc qua trục liên thông văn bản; 05 ngày làm việc") for label in labels]
    return [("Tên thủ tục", row(1)[1]), ("Trình tự thực hiện", steps), ("Thành phần hồ sơ", papers), *short]


def our_document(rows: int):
    """The description of the content."""
    from tthc.core.documents.blocks import Column, Field, FieldList, Table
    from tthc.core.documents.description import Document, HeadForm, Letterhead

    head = Letterhead("Sở Khoa học và Công nghệ", form=HeadForm.FORM)
    if rows:
        columns = [Column(head, width) for head, width in zip(HEADS, WIDTHS, strict=True)]
        block = Table(columns, [row(number) for number in range(1, rows + 1)])
    else:
        block = FieldList([Field(*field) for field in fields()], ruled=True)
    return Document(TITLE, head, (block,), kind=TITLE)


def bare_html(rows: int) -> str:
    """The same words and page numbers in the same widths and lines, as anybody would write them for WeasyPrint."""
    widths = "".join(f'<col style="width:{width / sum(WIDTHS):.4%}">' for width in WIDTHS)
    head = "".join(f"<th>{head}</th>" for head in HEADS)
    table = f"<thead><tr>{head}</tr></thead>"
    lines = [row(number) for number in range(1, rows + 1)]
    if not rows:
        widths, table, lines = '<col style="width:50mm"><col>', "", fields()
    cells = ("".join(f"<td>{escape(cell)}</td>".replace("\n", "<br>") for cell in line) for line in lines)
    body = "".join(f"<tr>{line}</tr>" for line in cells)
    return f"""<!DOCTYPE html><html lang="vi"><title>{TITLE}</title><style>
        @page {{ size: A4; margin: 20mm 15mm 20mm 30mm; @top-center {{ content: counter(page) }} }}
        body {{ font: {"12" if rows else "14"}pt/1.149 "Liberation Serif" }}
        table {{ table-layout: fixed; width: 100%; border-collapse: collapse }}
        td, th {{ border: .5pt solid; padding: .75mm 1.5mm; vertical-align: top; text-align: left }}
        tr {{ break-inside: avoid }}
        </style><p>SỞ KHOA HỌC VÀ CÔNG NGHỆ</p><h1>{TITLE}</h1><table>{widths}{table}<tbody>{body}</tbody></table>"""


def measure_here(kind: str, rows: int) -> Measure:
    """One run in this process, WeasyPrint already loaded, a small document already printed."""
    import django

    django.setup()
    import weasyprint

    from tthc.core.documents import pdf

    def run(rows: int) -> None:
        if kind == "ours":
            pdf.render(our_document(rows))
        else:
            weasyprint.HTML(string=bare_html(rows)).write_pdf()

    run(1)
    started, used = time.perf_counter(), _cpu()
    run(rows)
    wall, cpu = time.perf_counter() - started, _cpu() - used
    largest = max(
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return Measure(wall, cpu, largest // 1024)


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def measure(kind: str, rows: int) -> Measure:
    """One run in a process of its own."""
    answer = subprocess.run(
        [sys.executable, __file__, kind, str(rows)], check=True, capture_output=True, text=True, cwd=ROOT
    )
    return Measure(**json.loads(answer.stdout.splitlines()[-1]))


def main(only: list[str]) -> int:
    """Prints a line per limit; 1 when one is exceeded."""
    sys.stdout.write(
        f"\n{'ours':>8} {'bare':>8} {'times':>6} {'limit':>6} {'CPU s':>6} {'MB':>5}  document as PDF\n"
    )
    exceeded = 0
    for limit in LIMITS:
        if only and str(limit.rows) not in only:
            continue
        pairs = [(measure("ours", limit.rows), measure("bare", limit.rows)) for _ in range(limit.rounds)]
        ours, bare = (min(getattr(run, limit.by) for run in runs) for runs in zip(*pairs, strict=True))
        cpu = min(run.cpu for run, _ in pairs)
        megabytes = max(run.megabytes for run, _ in pairs)
        faults = [
            ours > bare * limit.times and "too slow",
            limit.cpu and cpu > limit.cpu and "too much CPU",
            limit.megabytes and megabytes > limit.megabytes and "too much memory",
        ]
        words = ", ".join(fault for fault in faults if fault)
        exceeded += bool(words)
        sys.stdout.write(
            f"{ours:7.2f}s {bare:7.2f}s {ours / bare:6.2f} {limit.times:6.2f} {cpu:6.2f} {megabytes:5d}  {limit.name}"
            f"{' (' + limit.by + ')'}{': ' + words if words else ''}\n"
        )
        sys.stdout.flush()
    return 1 if exceeded else 0


if __name__ == "__main__":
    os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    sys.path.insert(0, str(ROOT))
    if sys.argv[1:2] in (["ours"], ["bare"]):
        sys.stdout.write(json.dumps(vars(measure_here(sys.argv[1], int(sys.argv[2])))) + "\n")
    else:
        sys.exit(main(sys.argv[1:]))
