"""The words that go with a move: a remark on the whole, and remarks pinned to parts."""

from django import forms
from django.utils.text import Truncator

from tthc.core.fields import CleanCharField, VietnameseDateField
from tthc.workflow.gate import PinnedText
from tthc.workflow.models import Form, RemarkSource
from tthc.workflow.remarks import Place


class MoveForm(forms.Form):
    """`version` is the one that the person saw: a page that has grown stale moves nothing."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    remark = CleanCharField(label="Ý kiến chung", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    dated_on = VietnameseDateField(
        label="Ngày", required=False, help_text="Ngày ghi trên văn bản, hoặc ngày họp; để trống là hôm nay."
    )

    def __init__(self, *args, asks_day: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if not asks_day:
            del self.fields["dated_on"]


class PinForm(forms.Form):
    """One remark on one part of the form; an empty row is passed over."""

    part = forms.ChoiceField(label="Phần của biểu mẫu", required=False)
    text = CleanCharField(label="Ý kiến", required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, parts=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = [("", "Cả biểu mẫu"), *parts]


class BasePinFormSet(forms.BaseFormSet):
    def pinned(self, source: str = RemarkSource.OFFICE) -> list[PinnedText]:
        """The remarks of the rows that say something and are not struck out, in order."""
        rows = [form.cleaned_data for form in self.forms if form not in self.deleted_forms]
        return [PinnedText(row.get("part", ""), row["text"], source) for row in rows if row.get("text")]


PinFormSet = forms.formset_factory(PinForm, formset=BasePinFormSet, extra=1, can_delete=True)


class ReplyForm(forms.Form):
    """What is said under a remark, and what becomes of it."""

    act = forms.ChoiceField(
        choices=[("reply", "Trả lời"), ("mend", "Đã sửa"), ("not_yet", "Chưa được"), ("close", "Đóng ý kiến")]
    )
    text = CleanCharField(label="Trả lời", required=False)


class RaiseForm(forms.Form):
    """A remark on the whole form, a part or a row of it; of Văn phòng UBND tỉnh with its day and paper."""

    source = forms.ChoiceField(choices=RemarkSource, widget=forms.HiddenInput)
    place = forms.ChoiceField(label="Ghim vào", required=False)
    text = CleanCharField(label="Ý kiến", widget=forms.Textarea(attrs={"rows": 3}))
    said_on = VietnameseDateField(label="Ngày của văn bản, cuộc họp", required=False)
    paper = CleanCharField(label="Theo văn bản, cuộc họp", required=False, max_length=200)

    def __init__(self, *args, form: Form, source: str, **kwargs):
        super().__init__(*args, **kwargs, auto_id=f"neu-{source.lower()}-%s")
        self.fields["source"].initial = source
        self.fields["place"].choices = [("", "Cả biểu mẫu"), *_places(form)]
        self.is_of_province = source == RemarkSource.PROVINCE
        if not self.is_of_province:
            del self.fields["said_on"], self.fields["paper"]

    def clean_place(self) -> Place:
        part, _, row = self.cleaned_data["place"].partition(":")
        return Place(part, int(row) if row else None)


def _places(form: Form) -> list[tuple[str, list[tuple[str, str]]]]:
    """What a remark can be pinned to: each part, and the rows of a part that has more than one."""
    content = form.content()
    places = []
    for part, label in form.parts:
        rows = content.get(part, [])
        named = [
            (f"{part}:{number}", f"{number}. {_in_short(row)}") for number, row in enumerate(rows, start=1)
        ]
        places.append((label, [(part, label), *(named if len(named) > 1 else [])]))
    return places


def _in_short(row: list[str]) -> str:
    return Truncator(" · ".join(cell for cell in row if cell and cell != "—")).chars(70)
