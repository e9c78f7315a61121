"""Judgement: questionnaires, reviews with their cost table, proposals, packages."""

from reviews.models.package import PackageItem, ProposalPackage
from reviews.models.proposal import EnforcementAction, Proposal, ProposalComponent, ProposalKind
from reviews.models.review import CostLine, IncomeRate, Questionnaire, Review

__all__ = [
    "CostLine",
    "EnforcementAction",
    "IncomeRate",
    "PackageItem",
    "Proposal",
    "ProposalComponent",
    "ProposalKind",
    "ProposalPackage",
    "Questionnaire",
    "Review",
]
