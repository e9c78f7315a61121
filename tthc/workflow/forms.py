"""The words that go with a move: a remark on the whole, and remarks pinned to parts."""

from django import forms

from tthc.core.fields import CleanCharField
from tthc.workflow.gate import PinnedText
from tthc.workflow.models import RemarkSource


class MoveForm(forms.Form):
    """`version` is the one that the person saw: a page that has grown stale moves nothing."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    remark = CleanCharField(label="Ý kiến chung", required=False, widget=forms.Textarea(attrs={"rows": 3}))


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


class MendForm(forms.Form):
    """What the author answers when a remark has been dealt with."""

    note = CleanCharField(label="Trả lời", required=False, widget=forms.Textarea(attrs={"rows": 2}))
