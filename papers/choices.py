"""Options that several papers offer when they are made; each form is given the `subject` of the paper."""

from django import forms
from django.db.models import QuerySet

from procedures.models import Procedure
from tthc.core.fields import VietnameseDateField

ACCEPTED, ANNOUNCED, EVERY = "accepted", "announced", "every"


class PaperOptions(forms.Form):
    """A form of options; nothing has to be chosen, what is left empty takes the first choice."""

    def __init__(self, *args, subject, **kwargs):
        super().__init__(*args, **kwargs)
        self.subject = subject


class ProcedureChoice(PaperOptions):
    """Which procedures a list goes through."""

    which = forms.ChoiceField(
        label="Gồm thủ tục",
        required=False,
        choices=[("", "đã đạt yêu cầu"), (ANNOUNCED, "đã công bố")],
    )

    def clean_which(self) -> str:
        return self.cleaned_data["which"] or ACCEPTED


def chosen(procedures: QuerySet[Procedure], which: str) -> QuerySet[Procedure]:
    """The procedures in force of a choice; accepted or announced ones are the same for whoever looks."""
    in_force = procedures.in_force()
    if which == ANNOUNCED:
        return in_force.announced()
    return in_force if which == EVERY else in_force.filter(status="ACCEPTED")


class AsAt(PaperOptions):
    """Figures as at the end of a day; today when it is left empty."""

    as_at = VietnameseDateField(label="Tính đến hết ngày", required=False, help_text="Để trống là hôm nay.")
