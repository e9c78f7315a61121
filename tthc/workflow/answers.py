"""Remarks on the page on which a form is written: each with its thread, answered there while its part is mended."""

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms

from departments.models import User
from tthc.core.fields import CleanCharField
from tthc.core.reading import read_key
from tthc.core.refusal import Refusal
from tthc.workflow.models import Form, Remark
from tthc.workflow.panel import RemarkRow, remark_rows
from tthc.workflow.remarks import mend_remark, reply_to


class RemarkAnswerForm(forms.Form):
    """Sent together with the form's own words, so that nothing typed is lost by answering."""

    mended = forms.BooleanField(label="Đã sửa theo ý kiến này", required=False)
    note = CleanCharField(
        label="Trả lời ý kiến",
        required=False,
        widget=forms.Textarea(attrs={"rows": 1, "placeholder": "Trả lời, hoặc ghi đã sửa thế nào"}),
    )

    def __init__(self, data=None, *, remark: Remark):
        super().__init__(data, prefix=f"y-kien-{remark.pk}")


@dataclass(frozen=True)
class RemarkToAnswer:
    """An open remark with its thread, and the controls of the author's answer."""

    row: RemarkRow
    form: RemarkAnswerForm

    @property
    def part(self) -> str:
        return self.row.remark.part


def remarks_to_answer(form: Form, user: User) -> list[RemarkToAnswer]:
    """The open remarks on a form, the oldest first."""
    rows = [row for row in remark_rows(form, user) if row.remark.is_open]
    return [RemarkToAnswer(row, RemarkAnswerForm(remark=row.remark)) for row in rows]


def send_answers(form: Form, posted: Mapping[str, str], *, by: User) -> list[str]:
    """Carries out what was answered on a page: ticked as mended, or a reply; what could not be, in sentences that say
    again what was typed.
    """
    prefixes = {name.rpartition("-")[0] for name in posted if name.startswith("y-kien-")}
    asked = {pk for prefix in prefixes if (pk := read_key(prefix.removeprefix("y-kien-"))) is not None}
    refused = []
    for remark in Remark.objects.of(form).filter(pk__in=asked):
        given = RemarkAnswerForm(posted, remark=remark)
        given.full_clean()
        words = given.cleaned_data.get("note", "")
        try:
            if given.cleaned_data.get("mended") and remark.mended_at is None:
                mend_remark(remark, by=by, note=words)
            elif words:
                reply_to(remark, by=by, text=words)
        except Refusal as refusal:
            refused.append(f"{refusal} Bạn đã gõ: “{words}”" if words else str(refusal))
    return refused
