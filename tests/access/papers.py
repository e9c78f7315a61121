"""Papers: whoever sees the subject prints what its right allows; a print is opened by who sees its subject."""

from papers.models import IssuedPaper
from plans.seeding import seed_plan_2022_2025
from tests.access.table import get, nothing, post
from tests.factories import a_complete_procedure, a_proposing_review
from tthc.workflow.enums import FormStatus


def own_form(world) -> dict:
    return {"key": "procedure_form", "pk": a_complete_procedure(department=world.own).pk}


def own_review(world) -> dict:
    return {
        "key": "cost_table",
        "pk": a_proposing_review(department=world.own, status=FormStatus.ACCEPTED).pk,
    }


def catalogue_of_own_unit(world) -> dict:
    return {"key": "unit_catalogue", "pk": world.own.pk}


def catalogue_of_agency(world) -> dict:
    return {"key": "agency_catalogue", "pk": world.own.agency_id}


def figures_of_agency(world) -> dict:
    return {"key": "dashboard", "pk": seed_plan_2022_2025(world.own.agency).pk}


def print_of_own_form(world) -> dict:
    procedure = a_complete_procedure(department=world.own, status=FormStatus.ACCEPTED)
    issued = IssuedPaper.objects.create(
        code="ABCDEFGHJK",
        paper="procedure_form",
        subject_id=procedure.pk,
        title="Biểu mẫu thống kê",
        given={"on": "2023-03-20", "number": "", "day": None, "signer": {}, "options": {}},
        made_by=world.people["office"],
    )
    return {"code": issued.code}


def unknown_paper(world) -> dict:
    return {"key": "khong-co", "pk": 1}


def own_chasing_letter(world) -> dict:
    return {"key": "chasing_letter", "pk": seed_plan_2022_2025(world.own.agency).pk}


def own_report(world) -> dict:
    return {"key": "period_report", "pk": seed_plan_2022_2025(world.own.agency).pk}


ROWS = [
    #                                               anon  staff     head      off dir adm obs
    get("papers:paper_list", nothing,              "302 | 200 200 | 200 200 | 200 200 200 200"),
    get("papers:paper_make", own_form,             "302 | 200 404 | 200 404 | 200 200 200 404"),
    get("papers:paper_make", own_chasing_letter,   "302 | 404 404 | 404 404 | 200 403 403 403"),
    get("papers:paper_make", own_report,           "302 | 404 404 | 404 404 | 200 200 200 200"),
    post("papers:paper_make", own_form,            "302 | 200 404 | 200 404 | 200 200 200 404"),
    get("papers:paper_make", own_review,           "302 | 200 404 | 200 404 | 200 200 200 200"),
    get("papers:paper_make", catalogue_of_own_unit, "302 | 200 404 | 200 404 | 200 200 200 200"),
    get("papers:paper_make", catalogue_of_agency,  "302 | 404 404 | 404 404 | 200 200 200 200"),
    get("papers:paper_make", figures_of_agency,    "302 | 404 404 | 404 404 | 200 200 200 200"),
    post("papers:paper_make", unknown_paper,       "302 | 404 404 | 404 404 | 404 404 404 404"),
    get("papers:proof", print_of_own_form,         "302 | 200 404 | 200 404 | 200 200 200 200"),
]  # fmt: skip
