"""The public catalogue is open to everybody; where procedures were made public, Văn phòng Sở alone records."""

from tests.access.announcements import a_draft, issued
from tests.access.table import get, nothing, post
from tests.factories import a_complete_procedure, a_public_procedure
from tthc.workflow.enums import FormStatus


def public(world) -> dict:
    return {"pk": a_public_procedure(department=world.own).pk}


def own_accepted(world) -> dict:
    return {"pk": a_complete_procedure(department=world.own, status=FormStatus.ACCEPTED).pk}


ROWS = [
    #                                                  anon  staff     head      off dir adm obs
    get("procedures:public_list", nothing,            "200 | 200 200 | 200 200 | 200 200 200 200"),
    get("procedures:public_detail", public,           "200 | 200 200 | 200 200 | 200 200 200 200"),
    get("procedures:public_detail", own_accepted,     "404 | 404 404 | 404 404 | 404 404 404 404"),
    get("procedures:public_json", nothing,            "200 | 200 200 | 200 200 | 200 200 200 200"),
    get("procedures:public_csv", nothing,             "200 | 200 200 | 200 200 | 200 200 200 200"),
    get("procedures:publication_bulk", issued,        "302 | 403 404 | 403 404 | 200 403 403 403"),
    get("procedures:publication_bulk", a_draft,       "302 | 404 404 | 404 404 | 403 404 404 404"),
    post("procedures:publication_bulk", issued,       "302 | 403 404 | 403 404 | 200 403 403 403"),
    get("procedures:publication_edit", public,        "302 | 403 404 | 403 404 | 200 403 403 403"),
    post("procedures:publication_edit", public,       "302 | 403 404 | 403 404 | 200 403 403 403"),
]  # fmt: skip
