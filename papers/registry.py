"""Every paper that the office prints, in the order in which pages list them. A new one is a module and a line here."""

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
from papers.paper import Paper

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


def papers_on(kind: str) -> list[Paper]:
    """The papers about one kind of subject."""
    return [paper for paper in PAPERS.values() if paper.kind.key == kind]
