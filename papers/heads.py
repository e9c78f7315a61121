"""Heads, signatures and receivers that papers have in common."""

from collections.abc import Sequence
from itertools import zip_longest

from departments.models import Agency
from papers.paper import Making
from papers.wording import Slot
from tthc.core.documents.description import HeadForm, Letterhead, Receivers, Signature
from tthc.workflow.models import Form


def official_head(agency: Agency, making: Making, sign: str) -> Letterhead:
    """The head of an official document; `sign` is its kind in short: "QĐ", "TTr", "BC", "" for a letter."""
    return Letterhead(
        issuer=agency.name,
        superior=agency.superior_body,
        number=making.issue.number,
        sign="-".join(filter(None, [sign, agency.sign_code])),
        place=agency.place_name or "…",
        day=making.issue.day,
    )


TO_SIGN = "(Ký, ghi rõ họ tên)"


def form_wording(*signers: str) -> tuple[Slot, ...]:
    """What an office may change of a form: its label, the titles of who sign it."""
    return (
        Slot("label", "Ký hiệu biểu mẫu, ở góc trên bên phải", ""),
        Slot("signers", "Chức danh người ký, mỗi dòng một người", "\n".join(signers)),
    )


# Of the forms of a unit; whoever submitted a form signs first, whoever agreed to it second.
FORM_WORDING = form_wording("Người lập biểu", "Thủ trưởng đơn vị")


def form_head(making: Making, unit: str = "") -> Letterhead:
    """The head of a form that has form_wording: the agency over the unit that fills it in, the form's label at the right."""
    agency = making.agency
    name, superior = (agency.name, agency.superior_body) if agency else ("…", "")
    return Letterhead(
        issuer=unit or name,
        superior=name if unit else superior,
        label=making.say("label"),
        form=HeadForm.FORM,
    )


def signatures(making: Making) -> Sequence[Signature]:
    """The one who signs, as chosen when the paper was made; an empty block to fill in when nobody was."""
    return (making.signature or Signature("…"),)


def form_signatures(making: Making, form: Form | None = None) -> Sequence[Signature]:
    """Under a form: who submitted it, who agreed for the unit; blank while that has not happened."""
    stamps = (form.submitted_by, form.agreed_by) if form else ()
    names = [str(person or "") for person in stamps]
    titles = making.say_lines("signers")
    return [
        Signature(title, name, note=TO_SIGN)
        for title, name in zip_longest(titles, names[: len(titles)], fillvalue="")
    ]


def receivers(making: Making, slot: str = "receivers", filed: str = "VT", **values: object) -> Receivers:
    """Nơi nhận from the wording: a line each."""
    return Receivers(making.say_lines(slot, **values), filed)
