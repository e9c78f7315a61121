"""The letters of the office on the demonstration data: each can be made, and says what the dashboards say."""

from datetime import date

import pytest

from dashboards.overview import overview
from dashboards.queries import read_programme
from papers.letters import (
    announcement,
    approval,
    chasing,
    plan_document,
    report,
    submission,
    working_group,
)
from papers.letters.lateness import arrears_of
from plans.models import Plan
from tests.papers.letters.making import letter, said
from tthc.core.display import number, percent

LETTERS = {
    announcement.PAPER: 4,
    submission.PAPER: 6,
    approval.PAPER: 6,
    working_group.PAPER: 1,
    plan_document.PAPER: 1,
    report.PAPER: 1,
    chasing.PAPER: 1,
}


@pytest.mark.parametrize(("paper", "count"), LETTERS.items(), ids=[paper.key for paper in LETTERS])
def test_letter_can_be_made_of_every_subject(demo, paper, count):
    documents = [letter(paper, subject, on=date(2025, 6, 30)) for subject in paper.kind.rows(None)]

    assert len(documents) == count
    assert all(document.signatures and document.receivers for document in documents)


def test_report_says_the_figures_of_the_dashboard(demo):
    plan = Plan.objects.get()
    period = plan.reporting_periods.get(title="quý I năm 2025")
    figures = overview(read_programme(plan), period.ends_on).figures

    words = said(letter(report.PAPER, plan, on=date(2025, 6, 30), period=str(period.pk)))

    cut = figures.cut_in_number("approved")
    assert f"{number(cut.part)} / {number(cut.whole)} = {percent(cut.percent, 2)}" in words
    assert number(figures.cut_in_cost("approved").part, 0) in words
    assert "quý I năm 2025 của các phòng, đơn vị" in words


def test_chasing_letter_names_the_units_that_the_dashboard_shows_late(demo):
    found = overview(read_programme(Plan.objects.get()), date(2025, 6, 30))

    chased = [arrears.unit for arrears in arrears_of(found) if arrears.goals]

    assert chased == [line.unit for line in found.lines if line.state.tone == "late"]
