"""Every paper that the office prints, in the order in which pages list them. A new one is a module and a line here."""

from dataclasses import dataclass

from django.db.models import QuerySet

from papers.figures import dashboard
from papers.inventory import catalogue, procedure_form, unit_forms
from papers.judgement import blank_review_form, costs, package_proposals, proposal, review_form
from papers.letters import (
    announcement,
    approval,
    chasing,
    plan_document,
    report,
    submission,
    working_group,
)
from papers.models import Wording
from papers.paper import Paper
from papers.wording import Slot

ALL: tuple[Paper, ...] = (
    procedure_form.PAPER,
    unit_forms.PAPER,
    catalogue.OF_UNIT,
    catalogue.OF_AGENCY,
    review_form.PAPER,
    blank_review_form.PAPER,
    costs.PAPER,
    proposal.PAPER,
    package_proposals.PAPER,
    dashboard.PAPER,
    announcement.PAPER,
    submission.PAPER,
    approval.PAPER,
    report.PAPER,
    chasing.PAPER,
    working_group.PAPER,
    plan_document.PAPER,
)
PAPERS: dict[str, Paper] = {paper.key: paper for paper in ALL}


@dataclass(frozen=True)
class Passage:
    """A text of a paper that an office may change."""

    paper: Paper
    slot: Slot

    @property
    def place(self) -> str:
        """How forms and addresses name it."""
        return f"{self.paper.key}.{self.slot.key}"

    @property
    def versions(self) -> QuerySet[Wording]:
        """All that were stored, whole or not, the newest first."""
        return Wording.objects.filter(paper=self.paper.key, slot=self.slot.key).order_by("-version")

    def __str__(self) -> str:
        return f"{self.paper.title}: {self.slot.label}"


PASSAGES: dict[str, Passage] = {
    passage.place: passage for passage in (Passage(paper, slot) for paper in ALL for slot in paper.wording)
}


def papers_on(kind: str) -> list[Paper]:
    """The papers about one kind of subject."""
    return [paper for paper in PAPERS.values() if paper.kind.key == kind]
