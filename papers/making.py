"""From what was chosen for a paper (JSON, as a form, a job or a proof keeps it) to its content."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from departments.models import Agency, User
from departments.roles import Capability
from papers.models import Signer
from papers.paper import Issue, Making, Paper
from papers.wording import texts_of
from tthc.core.documents.description import Document
from tthc.core.refusal import Refusal

SIGNER = ("standing", "on_behalf_of", "title", "name")


@dataclass(frozen=True)
class Given:
    """What was chosen: the day of the making, number and day of the document, the signer, options as they were typed."""

    on: date
    number: str = ""
    day: date | None = None
    signer: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"on": self.on.isoformat(), "day": self.day.isoformat() if self.day else None}

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> "Given":
        day = date.fromisoformat(kept["day"]) if kept["day"] else None
        return cls(date.fromisoformat(kept["on"]), kept["number"], day, kept["signer"], kept["options"])


def making_of(
    paper: Paper, subject: Model, given: Given, *, by: User | None, at: datetime | None = None
) -> Making:
    """The circumstances of a making. Refuses options that make no sense.

    Wording as it was when the subject was sent or issued, and not newer than a moment when given.
    """
    agency = paper.kind.agency_of(subject) or agency_of_reader(by)
    issue = paper.issue_of(subject) or Issue(given.number, given.day)
    making = Making(
        agency=agency,
        on=given.on,
        by=by,
        issue=issue,
        signature=signer_of(paper, agency, given).signature if paper.signs else None,
        options=options_of(paper, subject, given.options),
        texts=texts_of(
            paper.key, paper.wording, min(filter(None, (at, paper.worded_at(subject))), default=None)
        ),
    )
    return replace(making, is_draft=not paper.is_final(subject, making))


def document_of(paper: Paper, subject: Model, making: Making) -> Document:
    """The content, marked as a draft where it is one."""
    return replace(paper.build(subject, making), draft=making.is_draft)


def options_of(paper: Paper, subject: Model, typed: Mapping[str, str]) -> dict[str, Any]:
    """The cleaned options of a paper; {} when it has none."""
    if paper.options is None:
        return {}
    form = paper.options(typed, subject=subject)
    if not form.is_valid():
        faults = [f"{form.fields[name].label}: {' '.join(form[name].errors)}" for name in form.errors]
        raise Refusal(*faults)
    return form.cleaned_data


def agency_of_reader(by: User | None) -> Agency | None:
    """The agency of who prints what belongs to none."""
    return by.department.agency if by and by.department_id else None


def with_signer(paper: Paper, subject: Model, given: Given, *, by: User | None) -> Given:
    """What was chosen with the signer said out loud: who is remembered later signs no earlier print."""
    if not paper.signs or given.signer:
        return given
    signer = remembered_signer(paper, paper.kind.agency_of(subject) or agency_of_reader(by))
    return replace(given, signer={name: getattr(signer, name) for name in SIGNER})


def signer_of(paper: Paper, agency: Agency | None, given: Given) -> Signer:
    """The signer chosen, or else the one remembered."""
    if given.signer:
        return Signer(agency=agency, paper=paper.key, **given.signer)
    return remembered_signer(paper, agency)


def remembered_signer(paper: Paper, agency: Agency | None) -> Signer:
    """Who signed such a paper last; before that, the head of the agency."""
    signer = Signer.objects.filter(agency=agency, paper=paper.key).first()
    if signer or agency is None:
        return signer or Signer(paper=paper.key)
    head = (
        User.objects.filter(department__agency=agency, is_active=True, is_deputy=False)
        .filter(pk__in=_deciding(agency))
        .first()
    )
    if head is None:
        return Signer(agency=agency, paper=paper.key)
    # A head signs as "GIÁM ĐỐC": the agency's name stands at the top of the paper already.
    title = (head.position or "Giám đốc").removesuffix(" Sở")
    return Signer(agency=agency, paper=paper.key, title=title, name=head.full_name)


def _deciding(agency: Agency):
    unit = agency.departments.first()
    return User.objects.holding(Capability.DECIDE, unit).values("pk") if unit else []
