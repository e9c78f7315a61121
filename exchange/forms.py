"""Uploading a file, and saying what its tables and columns are."""

from collections.abc import Sequence
from typing import Any

from django import forms

from departments.models import Agency, Department, User
from exchange.kind import Kind
from exchange.models import ImportSession
from exchange.plan import KindSheet, OnExisting
from tthc.core.sheets.safety import MOST_BYTES

ACCEPTED = ".xlsx,.xls,.ods,.csv"
WITHIN_FILE = "Theo cột Đơn vị trong tệp"


class UploadForm(forms.Form):
    department = forms.ModelChoiceField(
        label="Nhập cho đơn vị", queryset=Department.objects.none(), required=False, empty_label=WITHIN_FILE
    )
    agency = forms.ModelChoiceField(label="Cơ quan", queryset=Agency.objects.none())
    file = forms.FileField(
        label="Tệp",
        help_text=f"Tệp .xlsx, .xls, .ods hoặc .csv, không quá {MOST_BYTES // 1024**2} MB.",
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": "Chưa chọn tệp. Hãy chọn tệp Excel, OpenDocument hoặc CSV.",
            "empty": "Tệp rỗng. Hãy chọn tệp khác.",
            "max_length": "Tên tệp dài %(length)d ký tự, quá %(max)d. Hãy đổi tên tệp ngắn lại.",
        },
        max_length=255,
    )

    def __init__(self, *args, user: User, kind: Kind, **kwargs):
        super().__init__(*args, **kwargs)
        units = Department.objects.for_capability(user, kind.capability).valid_on()
        agencies = Agency.objects.visible_to(user)
        self.user_agency = user.department.agency if user.department_id else None
        self.fields["agency"].queryset = agencies
        if self.user_agency or len(agencies) == 1:
            self.user_agency = self.user_agency or agencies[0]
            del self.fields["agency"]
        unit = self.fields["department"]
        unit.queryset, unit.required = units, kind.needs_department
        if kind.needs_department:
            unit.empty_label = None if len(units) == 1 else "Chưa chọn"
            unit.initial = user.department_id

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                f"Tệp lớn hơn {MOST_BYTES // 1024**2} MB. Hãy chia thành nhiều tệp rồi nhập từng tệp."
            )
        return file

    @property
    def home(self) -> Agency:
        """The agency of the chosen unit, otherwise the one chosen or one's own."""
        department = self.cleaned_data["department"]
        return department.agency if department else self.cleaned_data.get("agency") or self.user_agency


class TablesForm(forms.Form):
    """One box per table of the file: what it is used as."""

    def __init__(self, *args, session: ImportSession, sheets: Sequence[KindSheet], **kwargs):
        super().__init__(*args, **kwargs)
        used = {use["table"]: use["sheet"] for use in session.uses}
        for at, table in enumerate(session.found):
            self.fields[f"bang-{at}"] = forms.ChoiceField(
                label=f"Bảng ở trang tính “{table['sheet']}” dùng làm",
                choices=[("", "Không nhập"), *((sheet.key, sheet.title) for sheet in sheets)],
                required=False,
                initial=used.get(at, ""),
            )

    @property
    def chosen(self) -> dict[int, str]:
        return {int(name.partition("-")[2]): sheet for name, sheet in self.cleaned_data.items() if sheet}


NOTHING_CHOSEN = "Bảng “{title}” chưa có cột nào để nhập. Chọn ít nhất một cột, hoặc bấm “Bỏ lần nhập này” nếu tải nhầm tệp."


class ColumnsForm(forms.Form):
    """One box per column of the file: which column of the kind it is; one tick per column in an old encoding."""

    on_existing = forms.ChoiceField(
        label="Với dòng đã có trong phần mềm", choices=OnExisting.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args, session: ImportSession, sheets: Sequence[KindSheet], **kwargs):
        kwargs.setdefault("initial", {"on_existing": session.on_existing})
        super().__init__(*args, **kwargs)
        self.session = session
        self.sheets = {sheet.key: sheet for sheet in sheets}
        for use in session.uses:
            self._add_boxes(use, session.found[use["table"]])

    def _add_boxes(self, use: dict[str, Any], table: dict[str, Any]) -> None:
        sheet = self.sheets[use["sheet"]]
        keys = {place: key for key, place in use["mapping"].items()}
        choices = [
            ("", "Không nhập cột này"),
            *((column.key, column.name) for column in sheet.offered),
        ]
        # Identifiers of our own export are recognised and stay as they are.
        hidden = {column.key for column in sheet.columns if column.hidden}
        for place, heading in enumerate(table["headings"]):
            key = keys.get(place, "")
            if key in hidden:
                continue
            name = f"cot-{use['table']}-{place}"
            self.fields[name] = forms.ChoiceField(
                label=f"Cột “{heading or place + 1}” là", choices=choices, required=False, initial=key
            )
            if str(place) in table["old"]:
                old = table["old"][str(place)]
                self.fields[f"ma-{use['table']}-{place}"] = forms.BooleanField(
                    label=f"Đổi từ bảng mã {old['encoding']}",
                    required=False,
                    initial=str(place) in use["convert"],
                )

    def clean(self) -> dict[str, Any]:
        """Names every column that was chosen twice, and a table of which nothing is to be read in."""
        for use in self.session.uses:
            sheet = self.sheets[use["sheet"]]
            chosen = [key for _, key in self._chosen(use) if key]
            if not chosen:
                self.add_error(None, NOTHING_CHOSEN.format(title=sheet.title))
            for column in sheet.offered:
                if chosen.count(column.key) > 1:
                    self.add_error(
                        None,
                        f"“{column.name}” được chọn cho {chosen.count(column.key)} cột của bảng “{sheet.title}”. Chỉ chọn cho một cột.",
                    )
        return self.cleaned_data

    @property
    def uses(self) -> list[dict[str, Any]]:
        """The uses of the tables as they were chosen."""
        return [
            use
            | {
                "mapping": self._hidden(use) | {key: place for place, key in self._chosen(use) if key},
                "convert": self._converted(use),
            }
            for use in self.session.uses
        ]

    @property
    def tables(self) -> list[dict[str, Any]]:
        """What the page draws: per table its columns, each with examples, the box, and the old encoding."""
        return [self._drawn(use) for use in self.session.uses]

    def _drawn(self, use: dict[str, Any]) -> dict[str, Any]:
        table = self.session.found[use["table"]]
        columns = [
            {
                "heading": heading,
                "samples": table["samples"][place],
                "is_hidden": place in table["hidden"],
                "box": self[f"cot-{use['table']}-{place}"],
                "old": table["old"].get(str(place)),
                "tick": self[f"ma-{use['table']}-{place}"] if str(place) in table["old"] else None,
            }
            for place, heading in enumerate(table["headings"])
            if f"cot-{use['table']}-{place}" in self.fields
        ]
        sheet = self.sheets[use["sheet"]]
        mapped = {column["box"].value() for column in columns}
        missing = [column.name for column in sheet.offered if column.required and column.key not in mapped]
        return {"table": table, "sheet": sheet, "columns": columns, "missing": missing}

    def _chosen(self, use: dict[str, Any]) -> list[tuple[int, str]]:
        prefix = f"cot-{use['table']}-"
        return [
            (int(name.removeprefix(prefix)), key)
            for name, key in self.cleaned_data.items()
            if name.startswith(prefix)
        ]

    def _hidden(self, use: dict[str, Any]) -> dict[str, int]:
        hidden = {column.key for column in self.sheets[use["sheet"]].columns if column.hidden}
        return {key: place for key, place in use["mapping"].items() if key in hidden}

    def _converted(self, use: dict[str, Any]) -> dict[str, str]:
        old = self.session.found[use["table"]]["old"]
        return {
            place: told["encoding"]
            for place, told in old.items()
            if self.cleaned_data.get(f"ma-{use['table']}-{place}")
        }
