"""Options that several papers offer when they are made; each form is given the `subject` of the paper."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils import timezone

from procedures.models import Procedure
from tthc.core.display import day
from tthc.core.fields import VietnameseDateField
from tthc.core.reading import read_date

ACCEPTED, ANNOUNCED, EVERY = "accepted", "announced", "every"


class PaperOptions(forms.Form):
    """A form of options; nothing has to be chosen, what is left empty takes the first choice."""

    @classmethod
    def asked_in(cls, address: Mapping[str, str], subject: Model) -> dict[str, str]:
        """The choices that the page from which one comes has made in the address; days as they are typed."""
        asked = {name: address[name] for name in cls.base_fields if address.get(name)}
        return {name: _typed(cls.base_fields[name], words) for name, words in asked.items()}

    def __init__(self, *args, subject, **kwargs):
        super().__init__(*args, **kwargs)
        self.subject = subject


def _typed(asked: forms.Field, words: str) -> str:
    """Of a day "2023-03-31", as addresses write it, "31/03/2023"; what is no day is left to the form to refuse."""
    try:
        return day(read_date(words)) if isinstance(asked, VietnameseDateField) else words
    except ValueError:
        return words


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

    def clean_as_at(self) -> date | None:
        as_at, today = self.cleaned_data["as_at"], timezone.localdate()
        if as_at and as_at > today:
            raise ValidationError(f"Ngày {day(as_at)} chưa đến; chỉ tính được đến hôm nay ({day(today)}).")
        return as_at
