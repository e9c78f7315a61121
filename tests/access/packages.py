"""Hồ sơ trình and enforcement: read in scope, worked on by Văn phòng Sở alone."""

from reviews.enums import PackageStatus
from tests.access.table import get, nothing, post
from tests.factories import a_package, a_proposing_review
from tthc.workflow.enums import FormStatus

S = PackageStatus


def own_package(world, status: PackageStatus):
    review = a_proposing_review(department=world.own, status=FormStatus.ACCEPTED)
    return a_package(review, status=status)


def a_draft(world) -> dict:
    return {"pk": own_package(world, S.DRAFT).pk}


def sent(world) -> dict:
    return {"pk": own_package(world, S.SENT).pk}


def approved(world) -> dict:
    return {"pk": own_package(world, S.APPROVED).pk}


def own_action(world) -> dict:
    return {"pk": own_package(world, S.APPROVED).items.get().review.proposal.actions.get().pk}


def unapproved_action(world) -> dict:
    return {"pk": own_package(world, S.SENT).items.get().review.proposal.actions.get().pk}


DONE = {"done_on": "2/2/2024", "by_document": "QĐ 10/2024"}

ROWS = [
    #                                             anon  staff     head      off dir adm obs
    get("reviews:package_list", nothing,         "302 | 200 200 | 200 200 | 200 200 200 200"),
    get("reviews:package_new", nothing,          "302 | 403 403 | 403 403 | 200 403 403 403"),
    post("reviews:package_new", nothing,         "302 | 403 403 | 403 403 | 200 403 403 403"),
    get("reviews:package_detail", sent,          "302 | 200 404 | 200 404 | 200 200 200 200"),
    get("reviews:package_detail", a_draft,       "302 | 404 404 | 404 404 | 200 404 404 404"),
    get("reviews:package_edit", a_draft,         "302 | 404 404 | 404 404 | 200 404 404 404"),
    get("reviews:package_edit", sent,            "302 | 403 404 | 403 404 | 403 403 403 403"),
    post("reviews:package_edit", a_draft,        "302 | 404 404 | 404 404 | 200 404 404 404"),
    get("reviews:package_pick", a_draft,         "302 | 404 404 | 404 404 | 200 404 404 404"),
    post("reviews:package_pick", a_draft,        "302 | 404 404 | 404 404 | 200 404 404 404"),
    get("reviews:package_drop", a_draft,         "302 | 404 404 | 404 404 | 200 404 404 404"),
    post("reviews:package_drop", a_draft,        "302 | 404 404 | 404 404 | 200 404 404 404"),
    get("reviews:package_send", a_draft,         "302 | 404 404 | 404 404 | 200 404 404 404"),
    post("reviews:package_send", a_draft,        "302 | 404 404 | 404 404 | 200 404 404 404"),
    get("reviews:package_approve", sent,         "302 | 403 404 | 403 404 | 200 403 403 403"),
    post("reviews:package_approve", sent,        "302 | 403 404 | 403 404 | 200 403 403 403"),
    get("reviews:package_send_back", sent,       "302 | 403 404 | 403 404 | 200 403 403 403"),
    post("reviews:package_send_back", sent,      "302 | 403 404 | 403 404 | 200 403 403 403"),
    get("reviews:package_send_back", approved,   "302 | 403 404 | 403 404 | 403 403 403 403"),
    get("reviews:package_correct", sent,         "302 | 403 404 | 403 404 | 200 403 403 403"),
    get("reviews:package_correct", a_draft,      "302 | 404 404 | 404 404 | 403 404 404 404"),
    post("reviews:package_correct", sent,        "302 | 403 404 | 403 404 | 200 403 403 403"),
    get("reviews:enforcement_list", nothing,     "302 | 200 200 | 200 200 | 200 200 200 200"),
    get("reviews:action_done", own_action,       "302 | 403 404 | 403 404 | 200 403 403 403"),
    get("reviews:action_done", unapproved_action, "302 | 404 404 | 404 404 | 404 404 404 404"),
    post("reviews:action_done", own_action,      "302 | 403 404 | 403 404 | 302 403 403 403", DONE),
    get("reviews:action_undone", own_action,     "302 | 403 404 | 403 404 | 200 403 403 403"),
    post("reviews:action_undone", own_action,    "302 | 403 404 | 403 404 | 200 403 403 403"),
]  # fmt: skip
