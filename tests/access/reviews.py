"""Reviews: lists, one review as it reads, the pages on which it is written, its way."""

from tests.access.table import get, nothing, post
from tests.factories import a_review
from tthc.workflow.enums import FormStatus
from tthc.workflow.models import Move, Remark


def own_draft(world) -> dict:
    return {"pk": a_review(department=world.own).pk}


def own_accepted(world) -> dict:
    return {"pk": a_review(department=world.own, status=FormStatus.ACCEPTED).pk}


def submitting_own_draft(world) -> dict:
    return own_draft(world) | {"key": "submit"}


def reopening_own_accepted(world) -> dict:
    return own_accepted(world) | {"key": "reopen"}


def remark_on_own_draft(world) -> dict:
    review = a_review(department=world.own)
    remark = Remark.objects.create(subject=review, text="Thiếu nguồn số liệu", by=world.people["office"])
    return {"pk": review.pk, "remark_pk": remark.pk}


def own_kept(world) -> dict:
    review = a_review(department=world.own, status=FormStatus.ACCEPTED)
    move = Move.objects.create(
        subject=review, transition="accept", from_status="CHECKING", to_status="ACCEPTED",
        by=world.people["office"], version=1, snapshot=review.content(),
    )  # fmt: skip
    return {"pk": review.pk, "move_pk": move.pk}


ROWS = [
    #                                                          anon  staff     head      off dir adm obs
    get("reviews:review_list", nothing,                       "302 | 200 200 | 200 200 | 200 200 200 200"),
    get("reviews:review_move_many", nothing,                  "302 | 302 302 | 302 302 | 302 302 302 302"),
    post("reviews:review_move_many", nothing,                 "302 | 302 302 | 302 302 | 302 302 302 302"),
    get("reviews:review_start", nothing,                      "302 | 200 200 | 200 200 | 200 403 403 403"),
    post("reviews:review_start", nothing,                     "302 | 404 404 | 404 404 | 404 403 403 403"),
    get("reviews:review_detail", own_draft,                   "302 | 200 404 | 200 404 | 200 200 200 404"),
    get("reviews:review_detail", own_accepted,                "302 | 200 404 | 200 404 | 200 200 200 200"),
    get("reviews:review_answers", own_draft,                  "302 | 200 404 | 200 404 | 403 403 403 404"),
    get("reviews:review_answers", own_accepted,               "302 | 302 404 | 302 404 | 403 403 403 403"),
    post("reviews:review_answers", own_draft,                 "302 | 302 404 | 302 404 | 403 403 403 404"),
    get("reviews:review_costs", own_draft,                    "302 | 200 404 | 200 404 | 403 403 403 404"),
    post("reviews:review_costs", own_draft,                   "302 | 200 404 | 200 404 | 403 403 403 404"),
    get("reviews:review_proposal", own_draft,                 "302 | 200 404 | 200 404 | 403 403 403 404"),
    post("reviews:review_proposal", own_draft,                "302 | 200 404 | 200 404 | 403 403 403 404"),
    get("reviews:answers_autosave", own_draft,              "302 | 405 405 | 405 405 | 405 405 405 405"),
    post("reviews:answers_autosave", own_draft,             "302 | 400 404 | 400 404 | 403 403 403 404"),
    get("reviews:costs_autosave", own_draft,                "302 | 405 405 | 405 405 | 405 405 405 405"),
    post("reviews:costs_autosave", own_draft,               "302 | 400 404 | 400 404 | 403 403 403 404"),
    get("reviews:proposal_autosave", own_draft,             "302 | 405 405 | 405 405 | 405 405 405 405"),
    post("reviews:proposal_autosave", own_draft,            "302 | 400 404 | 400 404 | 403 403 403 404"),
    get("reviews:review_move", submitting_own_draft,          "302 | 200 404 | 200 404 | 403 403 403 404"),
    post("reviews:review_move", submitting_own_draft,         "302 | 200 404 | 200 404 | 403 403 403 404"),
    get("reviews:review_move", reopening_own_accepted,        "302 | 403 404 | 403 404 | 200 403 403 403"),
    post("reviews:review_move", reopening_own_accepted,       "302 | 403 404 | 403 404 | 200 403 403 403"),
    get("reviews:review_changes", own_accepted,               "302 | 200 404 | 200 404 | 200 200 200 200"),
    get("reviews:review_version", own_kept,                   "302 | 200 404 | 200 404 | 200 200 200 200"),
    post("reviews:remark_raise", own_accepted,                "302 | 403 404 | 302 404 | 302 403 403 403", {"source": "PROVINCE"}),
    get("reviews:remark_answer", remark_on_own_draft,         "302 | 405 404 | 405 404 | 405 405 405 404"),
    post("reviews:remark_answer", remark_on_own_draft,        "302 | 302 404 | 302 404 | 403 403 403 404", {"act": "mend"}),
    post("reviews:remark_answer", remark_on_own_draft,        "302 | 403 404 | 403 404 | 302 403 403 404", {"act": "close"}),
]  # fmt: skip
