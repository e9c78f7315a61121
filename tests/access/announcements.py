"""Quyết định công bố: issued ones for who sees a procedure of theirs, drafts and every act for Văn phòng Sở alone."""

from tests.access.table import get, nothing, post
from tests.factories import a_complete_procedure, an_announcement
from tthc.workflow.enums import FormStatus


def issued(world) -> dict:
    return {"pk": an_announcement(a_complete_procedure(department=world.own, status=FormStatus.ACCEPTED)).pk}


def a_draft(world) -> dict:
    procedure = a_complete_procedure(department=world.own, status=FormStatus.ACCEPTED)
    return {"pk": an_announcement(procedure, issued=False).pk}


ROWS = [
    #                                                  anon  staff     head      off dir adm obs
    get("procedures:announcement_list", nothing,      "302 | 200 200 | 200 200 | 200 200 200 200"),
    get("procedures:announcement_new", nothing,       "302 | 403 403 | 403 403 | 200 403 403 403"),
    post("procedures:announcement_new", nothing,      "302 | 403 403 | 403 403 | 200 403 403 403"),
    get("procedures:announcement_detail", issued,     "302 | 200 404 | 200 404 | 200 200 200 200"),
    get("procedures:announcement_detail", a_draft,    "302 | 404 404 | 404 404 | 200 404 404 404"),
    get("procedures:announcement_edit", a_draft,      "302 | 404 404 | 404 404 | 200 404 404 404"),
    get("procedures:announcement_edit", issued,       "302 | 403 404 | 403 404 | 403 403 403 403"),
    post("procedures:announcement_edit", a_draft,     "302 | 404 404 | 404 404 | 200 404 404 404"),
    get("procedures:announcement_pick", a_draft,      "302 | 404 404 | 404 404 | 200 404 404 404"),
    post("procedures:announcement_pick", a_draft,     "302 | 404 404 | 404 404 | 200 404 404 404"),
    get("procedures:announcement_issue", a_draft,     "302 | 404 404 | 404 404 | 200 404 404 404"),
    post("procedures:announcement_issue", a_draft,    "302 | 404 404 | 404 404 | 200 404 404 404"),
    post("procedures:announcement_issue", issued,     "302 | 403 404 | 403 404 | 200 403 403 403"),
    get("procedures:announcement_correct", issued,    "302 | 403 404 | 403 404 | 200 403 403 403"),
    get("procedures:announcement_correct", a_draft,   "302 | 404 404 | 404 404 | 403 404 404 404"),
    post("procedures:announcement_correct", issued,   "302 | 403 404 | 403 404 | 200 403 403 403"),
    get("procedures:announcement_drop", a_draft,      "302 | 404 404 | 404 404 | 200 404 404 404"),
    post("procedures:announcement_drop", a_draft,     "302 | 404 404 | 404 404 | 200 404 404 404"),
]  # fmt: skip
