"""Picking procedures for a decision, arranging its rows, recording its number and days."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString

from departments.models import Department
from procedures.announced import SECTION_TITLES
from procedures.announcing import Entry, usual_change
from procedures.enums import ChangeKind, Group
from procedures.forms.filters import ALL, ListFilter
from procedures.models import AnnouncementRow, Field, Procedure
from tthc.core.controls import render_control
from tthc.core.fields import CleanCharField, VietnameseDateField, WholeNumberField
from tthc.core.reading import read_key
from tthc.core.seen import VersionForm

TITLE = {"label": "Trích yếu", "max_length": 1000, "widget": forms.Textarea(attrs={"rows": 2})}


class WaitingFilter(ListFilter):
    """/cong-bo/lap/?tim=…&don-vi=id&linh-vuc=id&nhom=A&tinh-trang=dang-cong-bo; nothing chosen: those that wait."""

    names = {
        "text": "tim",
        "department": "don-vi",
        "field": "linh-vuc",
        "group": "nhom",
        "state": "tinh-trang",
    }
    text = CleanCharField(label="Tên thủ tục", required=False)
    department = forms.ModelChoiceField(
        Department.objects.none(), label="Đơn vị", required=False, empty_label="Tất cả"
    )
    field = forms.ModelChoiceField(
        Field.objects.none(), label="Lĩnh vực", required=False, empty_label="Tất cả"
    )
    group = forms.ChoiceField(label="Nhóm", required=False, choices=[*ALL, *Group.choices])
    state = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[("", "Chờ công bố"), ("dang-cong-bo", "Đang công bố (để bãi bỏ, thay thế)")],
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = Department.objects.visible_to(user).taking_part()
        self.fields["field"].queryset = Field.objects.visible_to(user)

    def narrow(self, procedures):
        """Of these procedures the ones to pick from, in the usual order of a decision: by field, then by name."""
        if self.chosen("state"):
            found = procedures.ready_for_announcement().filter(last_frozen_at__isnull=False, is_changed=False)
        else:
            found = procedures.to_be_announced()
        for name in ("department", "field", "group"):
            if self.chosen(name):
                found = found.filter(**{name: self.chosen(name)})
        found = found.matching(self.chosen("text") or "")
        return found.select_related("department", "field").order_by("field__name", "sort_key", "pk")


@dataclass(frozen=True)
class PickLine:
    """A procedure that can be ticked, with its kind of change."""

    procedure: Procedure
    pick: BoundField
    change: BoundField

    @property
    def tick(self) -> SafeString:
        return render_control(self.pick)

    @property
    def choice(self) -> SafeString:
        return render_control(self.change, {"aria-label": f"Thay đổi: {self.procedure}"})


class PickForm(forms.Form):
    """Ticks procedures; `candidates` come from `ready_for_announcement`, in the order of the decision."""

    def __init__(self, *args, candidates: Iterable[Procedure], **kwargs):
        super().__init__(*args, **kwargs)
        self.candidates = list(candidates)
        for procedure in self.candidates:
            self.fields[f"chon-{procedure.pk}"] = forms.BooleanField(label=str(procedure), required=False)
            self.fields[f"thay-doi-{procedure.pk}"] = forms.ChoiceField(
                label=f"Thay đổi: {procedure}", choices=ChangeKind.choices, initial=usual_change(procedure)
            )

    @staticmethod
    def ticked(posted) -> set[int]:
        """The procedures ticked in what was posted, shown on the page or not."""
        keys = (key.removeprefix("chon-") for key in posted if key.startswith("chon-"))
        return {pk for key in keys if (pk := read_key(key)) is not None}

    @property
    def lines(self) -> Iterator[PickLine]:
        for procedure in self.candidates:
            yield PickLine(procedure, self[f"chon-{procedure.pk}"], self[f"thay-doi-{procedure.pk}"])

    def entries(self) -> list[Entry]:
        """What was ticked, in the order of the list."""
        return [
            Entry(procedure, ChangeKind(self.cleaned_data[f"thay-doi-{procedure.pk}"]))
            for procedure in self.candidates
            if self.cleaned_data[f"chon-{procedure.pk}"]
        ]


class GatherForm(PickForm):
    title = CleanCharField(**TITLE)
    field_order = ["title"]


class AddForm(VersionForm, PickForm):
    watched = ("version",)


@dataclass(frozen=True)
class ArrangeLine:
    """A row of a decision with its place, its kind of change, and the tick that takes it out."""

    row: AnnouncementRow
    place: BoundField
    change: BoundField
    out: BoundField

    @property
    def place_control(self) -> SafeString:
        return render_control(self.place, {"aria-label": f"Thứ tự: {self.row.procedure}"})

    @property
    def change_control(self) -> SafeString:
        return render_control(self.change, {"aria-label": f"Thay đổi: {self.row.procedure}"})

    @property
    def out_control(self) -> SafeString:
        return render_control(self.out, {"aria-label": f"Bỏ ra: {self.row.procedure}"})


class ArrangeForm(VersionForm):
    """Title and rows of a draft. A number typed into a row's place moves it there."""

    title = CleanCharField(**TITLE)

    def __init__(self, *args, rows: Iterable[AnnouncementRow], **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = list(rows)
        for row in self.rows:
            key, name = row.procedure_id, str(row.procedure)
            self.fields[f"thu-tu-{key}"] = WholeNumberField(
                label=f"Thứ tự: {name}", min_value=1, initial=row.row_number
            )
            self.fields[f"thay-doi-{key}"] = forms.ChoiceField(
                label=f"Thay đổi: {name}", choices=ChangeKind.choices, initial=row.change
            )
            self.fields[f"bo-{key}"] = forms.BooleanField(label=f"Bỏ ra: {name}", required=False)

    @property
    def sections(self) -> Iterator[tuple[str, list[ArrangeLine]]]:
        """(heading, lines) of each section that has rows."""
        for letter, title in SECTION_TITLES.items():
            lines = [
                ArrangeLine(
                    row, *(self[f"{name}-{row.procedure_id}"] for name in ("thu-tu", "thay-doi", "bo"))
                )
                for row in self.rows
                if row.section == letter
            ]
            if lines:
                yield f"{letter}. {title} ({len(lines)})", lines

    def entries(self) -> list[Entry]:
        """The rows that stay, in the order that was typed."""
        words = self.cleaned_data
        kept = [row for row in self.rows if not words[f"bo-{row.procedure_id}"]]
        kept.sort(
            key=lambda row: place(
                row, words[f"thu-tu-{row.procedure_id}"], ChangeKind(words[f"thay-doi-{row.procedure_id}"])
            )
        )
        return [Entry(row.procedure, ChangeKind(words[f"thay-doi-{row.procedure_id}"])) for row in kept]


def place(row: AnnouncementRow, typed: int, change: ChangeKind) -> tuple[bool, int, int, int]:
    """Where a row stands in its section: a row moved up comes before the one whose number it took, moved down after it.

    A row that came from another section without a number of its own goes to the end.
    """
    moved = (typed > row.row_number) - (typed < row.row_number)
    from_elsewhere = change.section != row.section and not moved
    return from_elsewhere, typed, moved, row.row_number


class IssueForm(VersionForm):
    """What stands on the paper of an issued decision."""

    number = CleanCharField(
        label="Số, ký hiệu quyết định", max_length=60, help_text="Như trên văn bản, ví dụ 123/QĐ-SKHCN."
    )
    issued_on = VietnameseDateField(label="Ngày ban hành", help_text="Ngày ghi trên văn bản.")
    effective_on = VietnameseDateField(
        label="Ngày có hiệu lực", required=False, help_text="Để trống khi có hiệu lực từ ngày ban hành."
    )


class CorrectForm(IssueForm):
    """The same paper, read again, and what was wrong."""

    reason = CleanCharField(
        label="Lý do đính chính",
        max_length=500,
        help_text="Chỗ nào đã ghi sai. Số, ngày cũ vẫn còn trong nhật ký.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
