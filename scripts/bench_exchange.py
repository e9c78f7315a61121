"""How much CPU reading procedures in and sending them out takes, against its limits: part of `make bench`.

10.000 procedures of 25 columns are previewed and written, 6.000 are exported, on a throw-away SQLite database; each
against a bare reader, writer or `bulk_create` and against django-import-export, in the same run. Peers that take minutes
do fewer rows, and a row is compared with a row. Seconds of CPU, those of child processes included; exit code 1 over a limit.
"""

import gc
import io
import os
import resource
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROWS, EXPORTED, PEER_ROWS = 10_000, 6_000, 1_000
MOST_MEGABYTES = 200
COLUMNS = (
    "stt", "code", "name", "department", "group", "field", "level", "time_limit_text", "dossier_sets", "subjects",
    "deciding_agency", "executing_agency", "coordinating_agency", "authorised_agency", "forms_answer",
    "results_answer", "results_text", "conditions_answer", "conditions_text", "fees_answer", "fees_text",
    "times_per_year", "subjects_per_year", "frequency_source", "notes",
)  # fmt: skip
STORED = COLUMNS[1:]


def cpu() -> float:
    """Seconds of CPU of this process and of the ones that it waited for."""
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def seconds(act: Callable[[], object], times: int = 1) -> float:
    """The least CPU that an act took."""
    taken = []
    for _ in range(times):
        gc.collect()
        started = cpu()
        act()
        taken.append(cpu() - started)
    return min(taken)


def row(number: int, unit: str, field: str) -> dict[str, object]:
    """A procedure as an office writes it (minh họa)."""
    return {
        "stt": str(number),
        "code": f"1.{number:06d}",
        "name": f"Xét, công nhận đề tài nghiên cứu khoa học số {number} (minh họa)",
        "department": unit,
        "group": "B",
        "field": field,
        "level": "AGENCY",
        "time_limit_text": "kể từ ngày nhận đủ hồ sơ hợp lệ",
        "dossier_sets": 1 + number % 3,
        "subjects": "Phòng, đơn vị thuộc Sở; cá nhân có liên quan",
        "deciding_agency": "Giám đốc Sở Khoa học và Công nghệ",
        "executing_agency": f"Phòng chuyên môn số {number % 12}",
        "coordinating_agency": "Văn phòng Sở",
        "authorised_agency": "",
        "forms_answer": "NONE",
        "results_answer": "SOME",
        "results_text": f"Quyết định công nhận đề tài số {number}",
        "conditions_answer": "NONE",
        "conditions_text": "",
        "fees_answer": "NONE",
        "fees_text": "",
        "times_per_year": number % 50,
        "subjects_per_year": number % 700,
        "frequency_source": "ước tính",
        "notes": f"Ghi chú minh họa {number % 97}",
    }


class Bench:
    """The rows, the file of them, and each way to take them."""

    def __init__(self, file: Path | None = None) -> None:
        from departments.models import Department
        from exchange.kinds import KINDS
        from exchange.plan import Room
        from procedures.models import Field
        from tthc.core.sheets.writing import OutSheet, write_export

        self.unit, self.field = Department.objects.get(), Field.objects.get()
        self.room = Room(self.unit.agency, department=self.unit)
        self.kind = KINDS["procedures"]
        by_key = {column.key: column for column in self.kind.sheets(self.room)[0].columns}
        self.columns = [by_key[key] for key in COLUMNS]
        if file:
            self.file = io.BytesIO(file.read_bytes())
            return
        self.values = [row(number, self.unit.pk, self.field.pk) for number in range(ROWS)]
        self.file = io.BytesIO()
        lines = ([one[key] for key in COLUMNS] for one in self.values)
        write_export(self.file, [OutSheet(name="Thủ tục", columns=self.columns, rows=lines)])

    # Reading.

    def read_bare(self) -> list[list]:
        import python_calamine

        self.file.seek(0)
        return python_calamine.CalamineWorkbook.from_filelike(self.file).get_sheet_by_index(0).to_python()

    def read_by_openpyxl(self) -> list[tuple]:
        from openpyxl import load_workbook

        self.file.seek(0)
        return list(load_workbook(self.file, read_only=True).active.iter_rows(values_only=True))

    def read_and_check_bare(self) -> list[dict]:
        """What a careful hand would write to find the same faults: every cell, look-ups and doubles as sets, each list
        asked for once; in one process, without a word of where a fault stands or how a row differs from a stored one.
        """
        from departments.models import Department
        from procedures.models import Field, Procedure
        from tthc.core.text import fold

        rows = self.read_bare()
        choices = {
            column.key: {label: value for value, label in column.all_choices()} for column in self.columns
        }
        choices["department"] = {one.name: one.pk for one in Department.objects.all()}
        choices["field"] = {one.name: one.pk for one in Field.objects.all()}
        columns = [
            (column.key, choices[column.key], column.kind == "count", column.longest or 10**6)
            for column in self.columns
        ]
        stored = Procedure.objects.values_list("code", "department", "name")
        codes = {fold(code) for code, _, _ in stored}
        names = {(unit, fold(name)) for _, unit, name in stored}
        found = []
        for cells in rows[1:]:
            values: dict[str, object] = {}
            for (key, labels, counts, longest), cell in zip(columns, cells, strict=True):
                text = unicodedata.normalize("NFC", str(cell)).strip()
                if labels:
                    values[key] = labels[text] if text else ""
                elif counts:
                    values[key] = int(cell)
                    if not 0 <= cell == values[key] <= 32_767:
                        raise ValueError("faulty")
                else:
                    values[key] = text
                    if len(text) > longest or not text.replace("\n", "").isprintable():
                        raise ValueError("faulty")
            code, name = fold(values["code"]), (values["department"], fold(values["name"]))
            if not name[1] or code in codes or name in names:
                raise ValueError("faulty")
            codes.add(code)
            names.add(name)
            found.append(values)
        return found

    def preview(self, fate: str = "NEW"):
        from exchange.plan import OnExisting
        from exchange.reading_in import read_in

        read = read_in(self.file.getvalue(), "minh-hoa.xlsx", self.kind, self.room, OnExisting.UPDATE)
        if read.plan.counts[fate] != ROWS or read.faults:
            raise SystemExit(f"The preview is wrong: {read.plan}, {read.faults[:3]}")
        return read.plan

    # Writing.

    def unsaved(self, rows: Iterable[dict]) -> list:
        from procedures.models import Procedure
        from tthc.core.text import fold, sort_key

        names = {"department": "department_id", "field": "field_id"}
        return [
            Procedure(
                **{names.get(key, key): one[key] for key in STORED},
                folded=fold(f"{one['name']} {one['code']}"),
                sort_key=sort_key(one["name"]),
            )
            for one in rows
        ]

    def write_bare(self) -> None:
        from procedures.models import Procedure

        Procedure.objects.bulk_create(self.unsaved(self.values), batch_size=2_000)

    # django-import-export.

    def resource(self):
        from import_export import fields, resources, widgets

        from departments.models import Department
        from procedures.models import Field, Procedure

        class ProcedureResource(resources.ModelResource):
            department = fields.Field(
                "department", "department", widgets.ForeignKeyWidget(Department, field="name")
            )
            field = fields.Field("field", "field", widgets.ForeignKeyWidget(Field, field="name"))

            class Meta:
                model = Procedure
                fields = STORED
                import_id_fields = ("code",)
                skip_unchanged = True

        return ProcedureResource()

    def dataset(self):
        from tablib import Dataset

        told = {"department": self.unit.name, "field": self.field.name}
        rows = [[told.get(key, one[key]) for key in STORED] for one in self.values[:PEER_ROWS]]
        return Dataset(*rows, headers=list(STORED))

    def peer(self, *, dry_run: bool) -> None:
        result = self.resource().import_data(self.dataset(), dry_run=dry_run, use_transactions=True)
        if result.has_errors() or result.totals["new"] != PEER_ROWS:
            raise SystemExit(f"The peer failed: {result.totals}")

    # Exporting.

    def exported(self):
        from procedures.models import Procedure

        pks = Procedure.objects.order_by("pk").values_list("pk", flat=True)[:EXPORTED]
        return Procedure.objects.filter(pk__lte=list(pks)[-1])

    def export(self) -> None:
        from exchange.exporting import write_kind

        out = io.BytesIO()
        rows = self.exported().select_related("department", "legal_document").order_by("sort_key", "pk")
        write_kind(out, self.kind, self.room, rows)

    def export_bare(self) -> None:
        """The same cells of the same rows by openpyxl's streaming mode, without a style."""
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        for sheet, rows in self.kind.export(self.room, self.ready):
            page = book.create_sheet(sheet.title)
            page.append([column.heading for column in sheet.columns])
            writers = [column.writer() for column in sheet.columns]
            for line in rows:
                page.append([write(value) for write, value in zip(writers, line, strict=True)])
        book.save(io.BytesIO())

    def export_peer(self) -> None:
        self.resource().export(self.exported()).export("xlsx")


def memory(bench: Bench) -> int:
    """Peak megabytes of processes that read the file in, or its export again with a cell of each row changed since."""
    file = Path(os.environ["FILE"])
    file.write_bytes(bench.file.getvalue())
    peaks = []
    for fate in ("NEW", "CHANGED"):
        code = "import sys; sys.path.insert(0, sys.argv[1]); from scripts.bench_exchange import use; use(sys.argv[2])"
        command = [sys.executable, "-c", code, str(ROOT), fate]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode:
            raise SystemExit(run.stderr)
        peaks.append(int(run.stdout.split()[-1]))
        change(bench, file)
    return max(peaks)


def change(bench: Bench, file: Path) -> None:
    """Exports what is stored, then changes a cell of each row there."""
    from django.db.models import F, Value
    from django.db.models.functions import Concat

    from exchange.exporting import write_kind
    from procedures.models import Procedure

    with file.open("wb") as out:
        write_kind(out, bench.kind, bench.room)
    Procedure.objects.update(notes=Concat(F("notes"), Value(" khác")))


def use(fate: str) -> None:
    """Preview and write in this process; prints its peak in megabytes, or its reader's."""
    import django

    django.setup()
    bench = Bench(Path(os.environ["FILE"]))
    bench.kind.write(bench.preview(fate), bench.room)
    # Not ru_maxrss of this process: that begins with the memory of who started it.
    peaks = [
        line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line
    ]
    peak = max(int(peaks[0]), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    sys.stdout.write(f"{peak // 1024}\n")


def emptied() -> None:
    from procedures.models import Procedure

    Procedure.objects.all().delete()


def main() -> int:
    import django

    django.setup()
    from django.core.management import call_command

    from tests.factories import a_department, a_field

    call_command("migrate", verbosity=0)
    unit = a_department(name="Phòng Quản lý khoa học (minh họa)")
    a_field(agency=unit.agency, name="Khoa học (minh họa)")
    bench = Bench()
    told: list[tuple[str, float, float]] = []

    # In turns, so that both have the same machine.
    turns = [(seconds(bench.read_and_check_bare), seconds(bench.preview)) for _ in range(6)]
    bare, preview = map(min, zip(*turns, strict=True))
    raw, plain = seconds(bench.read_bare, 3), seconds(bench.read_by_openpyxl)
    checks = bare - raw
    told.append((f"preview of {ROWS} / openpyxl's reader with checks in sets", preview / (plain + checks), 2))
    told.append(
        ("preview / the quickest reader with checks in sets, in no process of its own", preview / bare, 2)
    )
    peer = seconds(lambda: bench.peer(dry_run=True)) * ROWS / PEER_ROWS
    told.append(("django-import-export's dry run / preview", peer / preview, -15))

    peer_written = seconds(lambda: bench.peer(dry_run=False)) * ROWS / PEER_ROWS
    emptied()
    bare_written = seconds(bench.write_bare)
    emptied()
    plan = bench.preview()
    written = seconds(lambda: bench.kind.write(plan, bench.room))
    told.append(("write with history / bulk_create", written / bare_written, 1.3))
    told.append(("django-import-export's import / write", peer_written / written, -8))

    bench.ready = list(
        bench.exported().select_related("department", "legal_document").order_by("sort_key", "pk")
    )
    export, bare_export = seconds(bench.export, 2), seconds(bench.export_bare, 2)
    told.append((f"export of {EXPORTED} / bare streaming writer", export / bare_export, 1.3))
    told.append(("django-import-export's export / export", seconds(bench.export_peer) / export, -1.8))
    emptied()
    told.append(
        ("peak MB of preview and write, of new rows and of changed ones", memory(bench), MOST_MEGABYTES)
    )

    lines = [
        f"bare readers: openpyxl {plain:.2f} s, calamine {raw:.2f} s, with checks and no process {bare:.2f} s",
        f"preview {preview:.2f} s, dry run of the peer {peer:.1f} s",
        f"bulk_create {bare_written:.2f} s, write {written:.2f} s, import of the peer {peer_written:.1f} s",
        f"export {export:.2f} s, bare writer {bare_export:.2f} s",
        "",
    ]
    over = 0
    for what, value, limit in told:
        kept = value <= limit if limit > 0 else value >= -limit
        over += not kept
        lines.append(
            f"{value:8.2f}  {'at most' if limit > 0 else 'at least'} {abs(limit):<5} {'' if kept else 'OVER  '}{what}"
        )
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if over else 0


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="tthc-bench-") as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
            "FILE": f"{folder}/bench.xlsx",
        }
        sys.path.insert(0, str(ROOT))
        sys.exit(main())
