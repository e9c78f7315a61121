"""Procedures and legal documents."""

from procedures.enums import DoubtKind
from tests.access.table import World, get, nothing, post
from tests.factories import a_document, a_procedure
from tthc.workflow.enums import FormStatus
from tthc.workflow.models import Move, Remark


def own_draft(world: World) -> dict:
    return {"pk": a_procedure(department=world.own).pk}


def own_sent(world: World) -> dict:
    return {"pk": a_procedure(department=world.own, status=FormStatus.OFFICE).pk}


def taking(world: World) -> dict:
    return own_sent(world) | {"key": "take"}


def returning(world: World) -> dict:
    return own_sent(world) | {"key": "return_to_unit"}


def own_remark(world: World) -> dict:
    procedure = a_procedure(department=world.own, status=FormStatus.CHECKING)
    remark = Remark.objects.create(subject=procedure, text="Thiếu bước", by=world.people["office"])
    return {"pk": procedure.pk, "remark_pk": remark.pk}


def own_doubt(world: World) -> dict:
    procedure = a_procedure(department=world.own)
    doubt = procedure.doubts.create(kind=DoubtKind.TIME, message="Ngày hay ngày làm việc?", key="1")
    return {"pk": procedure.pk, "doubt_pk": doubt.pk}


def own_document(world: World) -> dict:
    return {"pk": a_document(drafting_unit=world.own).pk}


def own_kept(world: World) -> dict:
    procedure = a_procedure(department=world.own, status=FormStatus.CHECKING)
    move = Move.objects.create(
        subject=procedure, transition="submit", from_status="DRAFT", to_status="DEPARTMENT",
        by=world.people["staff_own"], version=1, snapshot=procedure.content(),
    )  # fmt: skip
    return {"pk": procedure.pk, "move_pk": move.pk}


NOTE = {"note": "đã đối chiếu"}

ROWS = [
    #                                                       anon  staff     head      off dir adm obs
    get("procedures:procedure_list", nothing,              "302 | 200 200 | 200 200 | 200 200 200 200"),
    get("procedures:procedure_move_many", nothing,         "302 | 302 302 | 302 302 | 302 302 302 302"),
    post("procedures:procedure_move_many", nothing,        "302 | 302 302 | 302 302 | 302 302 302 302"),
    get("procedures:procedure_new", nothing,               "302 | 200 200 | 200 200 | 200 403 403 403"),
    post("procedures:procedure_new", nothing,              "302 | 302 302 | 302 302 | 302 403 403 403", {"name": "x"}),
    get("procedures:procedure_detail", own_draft,          "302 | 200 404 | 200 404 | 200 200 200 404"),
    get("procedures:procedure_detail", own_sent,           "302 | 200 404 | 200 404 | 200 200 200 200"),
    get("procedures:procedure_print", own_draft,           "302 | 200 404 | 200 404 | 200 200 200 404"),
    get("procedures:procedure_edit", own_draft,            "302 | 200 404 | 200 404 | 403 403 403 404"),
    get("procedures:procedure_edit", own_sent,             "302 | 302 404 | 302 404 | 403 403 403 403"),
    post("procedures:procedure_edit", own_draft,           "302 | 409 404 | 409 404 | 403 403 403 404"),
    get("procedures:procedure_autosave", own_draft,        "302 | 405 405 | 405 405 | 405 405 405 405"),
    post("procedures:procedure_autosave", own_draft,       "302 | 400 404 | 400 404 | 403 403 403 404"),
    get("procedures:procedure_copy", own_draft,            "302 | 405 405 | 405 405 | 405 405 405 405"),
    post("procedures:procedure_copy", own_draft,           "302 | 302 404 | 302 404 | 302 403 403 404"),
    get("procedures:procedure_delete", own_draft,          "302 | 200 404 | 200 404 | 403 403 403 404"),
    post("procedures:procedure_delete", own_draft,         "302 | 302 404 | 302 404 | 403 403 403 404"),
    get("procedures:procedure_move", returning,            "302 | 403 404 | 403 404 | 200 403 403 403"),
    post("procedures:procedure_move", taking,              "302 | 403 404 | 403 404 | 302 403 403 403", {"version": 1}),
    get("procedures:procedure_changes", own_draft,         "302 | 200 404 | 200 404 | 200 200 200 404"),
    get("procedures:procedure_version", own_kept,          "302 | 200 404 | 200 404 | 200 200 200 200"),
    post("procedures:remark_raise", own_sent,              "302 | 403 404 | 302 404 | 302 403 403 403", {"source": "PROVINCE"}),
    get("procedures:remark_answer", own_remark,            "302 | 405 404 | 405 404 | 405 405 405 405"),
    post("procedures:remark_answer", own_remark,           "302 | 302 404 | 302 404 | 403 403 403 403", {"act": "mend"}),
    post("procedures:remark_answer", own_remark,           "302 | 403 404 | 403 404 | 302 403 403 403", {"act": "close"}),
    post("procedures:remark_answer", own_remark,           "302 | 403 404 | 403 404 | 302 403 403 403", {"act": "not_yet"}),
    post("procedures:remark_answer", own_remark,           "302 | 302 404 | 302 404 | 302 403 403 403", {"act": "reply", "text": "x"}),
    get("procedures:doubt_close", own_doubt,               "302 | 405 405 | 405 405 | 405 405 405 405"),
    post("procedures:doubt_close", own_doubt,              "302 | 302 404 | 302 404 | 302 403 403 404", NOTE),
    get("procedures:document_list", nothing,               "302 | 200 200 | 200 200 | 200 200 200 200"),
    get("procedures:document_detail", own_document,        "302 | 200 200 | 200 200 | 200 200 200 200"),
    get("procedures:document_new", nothing,                "302 | 200 200 | 200 200 | 200 403 403 403"),
    post("procedures:document_new", nothing,               "302 | 200 200 | 200 200 | 200 403 403 403"),
    get("procedures:document_edit", own_document,          "302 | 200 403 | 200 403 | 200 403 403 403"),
    post("procedures:document_edit", own_document,         "302 | 200 403 | 200 403 | 200 403 403 403"),
]  # fmt: skip
