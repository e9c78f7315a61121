"""Picking reviews for a hồ sơ trình; its papers: tờ trình, decision, return; enforcement done."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString

from departments.models import Department, User
from procedures.forms.filters import ALL, ListFilter
from reviews.enums import Conclusion
from reviews.forms.filters import search_box
from reviews.models import PackageItem, ProposalPackage, Review
from reviews.packages import PackageLine, line_of
from tthc.core.controls import render_control
from tthc.core.fields import CleanCharField, VietnameseDateField
from tthc.core.reading import read_key
from tthc.core.seen import SeenForm, VersionForm

TITLE = {"label": "Trích yếu", "max_length": 1000, "widget": forms.Textarea(attrs={"rows": 2})}


class ReadyFilter(ListFilter):
    """/ho-so-trinh/lap/?tim=…&don-vi=id&ket-luan=PROPOSE"""

    names = {"text": "tim", "department": "don-vi", "conclusion": "ket-luan"}
    text = search_box()
    department = forms.ModelChoiceField(
        Department.objects.none(), label="Đơn vị", required=False, empty_label="Tất cả"
    )
    conclusion = forms.ChoiceField(label="Kết luận", required=False, choices=[*ALL, *Conclusion.choices])

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = Department.objects.visible_to(user).taking_part()

    def narrow(self, reviews):
        """Of these reviews the ones to pick from, by unit and name."""
        found = reviews.ready_for_package().with_list_columns().matching(self.chosen("text") or "")
        for name in ("department", "conclusion"):
            if self.chosen(name):
                found = found.filter(**{name: self.chosen(name)})
        return found.order_by("department__order", "department__name", "procedure__sort_key", "pk")


@dataclass(frozen=True)
class TickLine:
    """A review that can be ticked."""

    shown: PackageLine
    tick: BoundField

    @property
    def control(self) -> SafeString:
        return render_control(self.tick)


class PickForm(forms.Form):
    """Ticks reviews, in the order of the list."""

    def __init__(self, *args, candidates: Iterable[Review], **kwargs):
        super().__init__(*args, **kwargs)
        self.candidates = list(candidates)
        for review in self.candidates:
            self.fields[f"chon-{review.pk}"] = forms.BooleanField(label=str(review.procedure), required=False)

    @staticmethod
    def ticked(posted) -> set[int]:
        """The reviews ticked in what was posted, shown on the page or not."""
        keys = (key.removeprefix("chon-") for key in posted if key.startswith("chon-"))
        return {pk for key in keys if (pk := read_key(key)) is not None}

    @property
    def lines(self) -> Iterator[TickLine]:
        for review in self.candidates:
            yield TickLine(line_of(review), self[f"chon-{review.pk}"])

    def picked(self) -> list[Review]:
        return [review for review in self.candidates if self.cleaned_data[f"chon-{review.pk}"]]


class GatherForm(PickForm):
    title = CleanCharField(**TITLE)
    field_order = ["title"]


class AddForm(VersionForm, PickForm):
    watched = ("version",)


class ItemsForm(VersionForm):
    """A tick for each item of a package; `ticked_at_first` says how they stand before anybody touches them."""

    def __init__(self, *args, lines: Iterable[PackageLine], ticked_at_first: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.items = list(lines)
        for line in self.items:
            self.fields[f"muc-{line.item.pk}"] = forms.BooleanField(
                label=str(line.review.procedure), required=False, initial=ticked_at_first
            )

    @property
    def lines(self) -> Iterator[TickLine]:
        for line in self.items:
            yield TickLine(line, self[f"muc-{line.item.pk}"])

    def ticked(self) -> list[PackageItem]:
        return [line.item for line in self.items if self.cleaned_data[f"muc-{line.item.pk}"]]


class ArrangeForm(ItemsForm):
    """Title of a draft; what is ticked is taken out."""

    title = CleanCharField(**TITLE)
    field_order = ["version", "title"]


class SendForm(VersionForm):
    submission_number = CleanCharField(
        label="Số, ký hiệu tờ trình", max_length=60, help_text="Như trên văn bản, ví dụ 45/TTr-SKHCN."
    )
    sent_on = VietnameseDateField(label="Ngày trình", help_text="Ngày ghi trên tờ trình.")


class ApproveForm(ItemsForm):
    decision_number = CleanCharField(
        label="Số, ký hiệu quyết định", max_length=60, help_text="Như trên văn bản, ví dụ 789/QĐ-UBND."
    )
    decided_on = VietnameseDateField(label="Ngày phê duyệt", help_text="Ngày ghi trên quyết định.")
    field_order = ["version", "decision_number", "decided_on"]


class SendBackForm(VersionForm):
    returned_on = VietnameseDateField(label="Ngày trả lại", help_text="Ngày ghi trên văn bản trả lại.")
    return_reason = CleanCharField(label="Lý do trả lại", widget=forms.Textarea)


class CorrectForm(VersionForm):
    """The numbers and days that a package bears in its status, and what was wrong."""

    submission_number = CleanCharField(label="Số, ký hiệu tờ trình", max_length=60)
    sent_on = VietnameseDateField(label="Ngày trình")
    decision_number = CleanCharField(label="Số, ký hiệu quyết định", max_length=60)
    decided_on = VietnameseDateField(label="Ngày phê duyệt")
    returned_on = VietnameseDateField(label="Ngày trả lại")
    reason = CleanCharField(
        label="Lý do đính chính",
        max_length=500,
        help_text="Chỗ nào đã ghi sai. Số, ngày cũ vẫn còn trong nhật ký.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, package: ProposalPackage, **kwargs):
        kept = {name: getattr(package, name) for name in self.base_fields if name not in ("seen", "reason")}
        super().__init__(*args, initial=kept, **kwargs)
        for day, others in (("decided_on", ("decision_number",)), ("returned_on", ())):
            if kept[day] is None:
                for name in (day, *others):
                    del self.fields[name]

    @property
    def papers(self) -> Iterator[BoundField]:
        """The fields of numbers and days."""
        return (self[name] for name in self.fields if name not in ("seen", "version", "reason"))


class EnforcementFilter(ListFilter):
    """/thuc-thi/?tim=…&don-vi=id&tinh-trang=qua-han"""

    names = {"text": "tim", "department": "don-vi", "state": "tinh-trang"}
    text = search_box()
    department = forms.ModelChoiceField(
        Department.objects.none(), label="Đơn vị thực hiện", required=False, empty_label="Tất cả"
    )
    state = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[*ALL, ("chua-xong", "Chưa xong"), ("qua-han", "Quá hạn"), ("da-xong", "Đã xong")],
    )

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = Department.objects.visible_to(user)

    def narrow(self, actions, today):
        """Of these actions those that fit."""
        state = self.chosen("state")
        if state == "chua-xong":
            actions = actions.still_to_do()
        elif state == "qua-han":
            actions = actions.overdue(today)
        elif state == "da-xong":
            actions = actions.filter(done_on__isnull=False)
        if self.chosen("department"):
            actions = actions.filter(responsible_unit=self.chosen("department"))
        return actions.matching(self.chosen("text") or "")


class DoneForm(SeenForm):
    done_on = VietnameseDateField(label="Hoàn thành ngày", help_text="Ngày ghi trên văn bản.")
    by_document = CleanCharField(
        label="Bằng văn bản", max_length=300, help_text="Số, ký hiệu, ngày của văn bản sửa đổi, bãi bỏ."
    )


class UndoneForm(SeenForm):
    done_on = VietnameseDateField(required=False, widget=forms.HiddenInput)
