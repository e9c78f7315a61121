"""Heads, signatures and receivers that papers have in common."""

from collections.abc import Sequence

from departments.models import Agency
from papers.paper import Making
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


def form_head(agency: Agency | None, unit: str = "", label: str = "") -> Letterhead:
    """The head of a form: the agency over the unit that fills it in, the form's label at the right."""
    name = agency.name if agency else "…"
    return Letterhead(
        issuer=unit or name, superior=name if unit else _superior(agency), label=label, form=HeadForm.FORM
    )


def _superior(agency: Agency | None) -> str:
    return agency.superior_body if agency else ""


def signatures(making: Making) -> Sequence[Signature]:
    """The one who signs, as chosen when the paper was made; an empty block to fill in when nobody was."""
    return (making.signature or Signature("…"),)


def form_signatures(form: Form) -> Sequence[Signature]:
    """Under a form: who submitted it and who agreed for the unit; blank while that has not happened."""
    note = "(Ký, ghi rõ họ tên)"
    return (
        Signature("Người lập biểu", str(form.submitted_by or ""), note=note),
        Signature("Thủ trưởng đơn vị", str(form.agreed_by or ""), note=note),
    )


def receivers(making: Making, slot: str = "receivers", filed: str = "VT", **values: object) -> Receivers:
    """Nơi nhận from the wording: a line each."""
    return Receivers(making.say_lines(slot, **values), filed)
