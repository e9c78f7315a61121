"""Where and when procedures were made public: one table, procedures × channels."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from procedures.enums import PublicationChannel
from procedures.models import Procedure
from procedures.publishing import Posting, faults_of_posting, first_announced_on, mark
from tthc.core.controls import render_control
from tthc.core.fields import CleanCharField, VietnameseDateField
from tthc.core.text import clean

FILL = "dien"


@dataclass(frozen=True)
class Cell:
    """A procedure in a channel: day and address, and what the page saw of them when it was made."""

    channel: PublicationChannel
    name: str
    day: BoundField
    address: BoundField
    seen: BoundField

    @property
    def day_control(self) -> SafeString:
        return render_control(self.day, {"aria-label": f"Ngày công khai, {self.channel.label}: {self.name}"})

    @property
    def address_control(self) -> SafeString:
        words = {"aria-label": f"Địa chỉ, {self.channel.label}: {self.name}", "placeholder": "Địa chỉ"}
        return render_control(self.address, words)


@dataclass(frozen=True)
class Line:
    procedure: Procedure
    cells: list[Cell]


class PublicationForm(forms.Form):
    """Days and addresses of procedures with prefetched `publications`; empty cells are "not yet"."""

    def __init__(self, *args, procedures: Iterable[Procedure], **kwargs):
        super().__init__(*args, **kwargs)
        self.procedures = list(procedures)
        self.announced = first_announced_on(self.procedures)
        for channel in PublicationChannel:
            self._add_cell(FILL, channel, f"Điền cho tất cả, {channel.label}", None)
        for procedure in self.procedures:
            kept = {row.channel: row for row in procedure.publications.all()}
            name = Truncator(str(procedure)).chars(70)
            for channel in PublicationChannel:
                self._add_cell(procedure.pk, channel, f"{name}, {channel.label}", kept.get(channel))

    def _add_cell(self, key, channel, label, row) -> None:
        self.fields[f"ngay-{channel}-{key}"] = VietnameseDateField(
            label=label, required=False, initial=row.published_on if row else None
        )
        self.fields[f"noi-{channel}-{key}"] = CleanCharField(
            label=f"{label}, địa chỉ", required=False, max_length=500, initial=row.address if row else ""
        )
        self.fields[f"thay-{channel}-{key}"] = CleanCharField(
            required=False,
            initial=mark(row.published_on, row.address) if row else "",
            widget=forms.HiddenInput,
        )

    def _cells(self, key, name: str) -> list[Cell]:
        return [
            Cell(channel, name, *(self[f"{what}-{channel}-{key}"] for what in ("ngay", "noi", "thay")))
            for channel in PublicationChannel
        ]

    @property
    def fill_cells(self) -> list[Cell]:
        return self._cells(FILL, "mọi thủ tục còn trống")

    @property
    def lines(self) -> Iterator[Line]:
        for procedure in self.procedures:
            yield Line(procedure, self._cells(procedure.pk, str(procedure)))

    def clean(self):
        words = super().clean()
        for posting in self._readable_postings(words):
            faults = faults_of_posting(posting, self.announced.get(posting.procedure.pk))
            if faults and posting.mark != posting.seen:
                self.add_error(f"ngay-{posting.channel}-{posting.procedure.pk}", faults)
        return words

    def _readable_postings(self, words) -> Iterator[Posting]:
        for procedure in self.procedures:
            for channel in PublicationChannel:
                names = [f"{what}-{channel}-{procedure.pk}" for what in ("ngay", "noi", "thay")]
                if not set(names) & set(self.errors):
                    yield Posting(procedure, channel, *(words[name] for name in names))

    def postings(self) -> list[Posting]:
        return list(self._readable_postings(self.cleaned_data))

    def seen_anew(self):
        """What was posted, with what stands now as seen: after a conflict was shown, saving again means it."""
        data = self.data.copy()
        for procedure in self.procedures:
            kept = {row.channel: mark(row.published_on, row.address) for row in procedure.publications.all()}
            for channel in PublicationChannel:
                data[f"thay-{channel}-{procedure.pk}"] = kept.get(channel, "")
        return data


def filled(posted, procedures: Iterable[Procedure]) -> dict[str, str]:
    """What was posted, with the day and address for all put into the cells that are still empty; nothing is checked."""
    words = {name: posted.get(name) for name in posted}
    for channel in PublicationChannel:
        for what in ("ngay", "noi"):
            for_all = clean(posted.get(f"{what}-{channel}-{FILL}", ""))
            for procedure in procedures:
                name = f"{what}-{channel}-{procedure.pk}"
                words[name] = clean(posted.get(name, "")) or for_all
    return words
