"""Excel in and out: each person's own imports; kinds by the right that they take."""

from tests.access.table import World, get, nothing, post
from tests.exchange.sessions import DOUBTED, FAULTY, GOOD, a_file, checked, done, opened


def documents(world: World) -> dict:
    return {"kind": "documents"}


def users(world: World) -> dict:
    return {"kind": "users"}


def own_opened(world: World) -> dict:
    """A file that chuyên viên of the unit has uploaded; not even the unit's other people see it."""
    return {"pk": opened(world.people["staff_own"], a_file(GOOD)).pk}


def own_checked(world: World) -> dict:
    return {"pk": checked(world.people["staff_own"], GOOD, FAULTY, DOUBTED).pk}


def own_row(world: World) -> dict:
    return own_checked(world) | {"position": 1}


def own_done(world: World) -> dict:
    return {"pk": done(world.people["staff_own"], GOOD, FAULTY).pk}


ROWS = [
    #                                                   anon  staff     head      off dir adm obs
    get("exchange:session_list", nothing,              "302 | 200 200 | 200 200 | 200 200 200 200"),
    get("exchange:session_new", documents,             "302 | 200 200 | 200 200 | 200 403 403 403"),
    get("exchange:session_new", users,                 "302 | 403 403 | 403 403 | 403 403 200 403"),
    post("exchange:session_new", documents,            "302 | 200 200 | 200 200 | 200 403 403 403"),
    get("exchange:session_detail", own_opened,         "302 | 302 404 | 404 404 | 404 404 404 404"),
    get("exchange:session_tables", own_opened,         "302 | 200 404 | 404 404 | 404 404 404 404"),
    post("exchange:session_tables", own_opened,        "302 | 200 404 | 404 404 | 404 404 404 404"),
    get("exchange:session_columns", own_opened,        "302 | 200 404 | 404 404 | 404 404 404 404"),
    post("exchange:session_columns", own_opened,       "302 | 200 404 | 404 404 | 404 404 404 404"),
    get("exchange:session_preview", own_opened,        "302 | 302 404 | 404 404 | 404 404 404 404"),
    get("exchange:session_preview", own_checked,       "302 | 200 404 | 404 404 | 404 404 404 404"),
    post("exchange:session_preview", own_checked,      "302 | 302 404 | 404 404 | 404 404 404 404"),
    get("exchange:row_edit", own_row,                  "302 | 200 404 | 404 404 | 404 404 404 404"),
    post("exchange:row_edit", own_row,                 "302 | 302 404 | 404 404 | 404 404 404 404"),
    get("exchange:session_commit", own_checked,        "302 | 405 405 | 405 405 | 405 405 405 405"),
    post("exchange:session_commit", own_checked,       "302 | 302 404 | 404 404 | 404 404 404 404"),
    get("exchange:session_result", own_done,           "302 | 200 404 | 404 404 | 404 404 404 404"),
    get("exchange:session_undo", own_done,             "302 | 200 404 | 404 404 | 404 404 404 404"),
    post("exchange:session_undo", own_done,            "302 | 302 404 | 404 404 | 404 404 404 404"),
    get("exchange:session_drop", own_checked,          "302 | 405 405 | 405 405 | 405 405 405 405"),
    post("exchange:session_drop", own_checked,         "302 | 302 404 | 404 404 | 404 404 404 404"),
    get("exchange:session_failed_rows", own_checked,   "302 | 200 404 | 404 404 | 404 404 404 404"),
    post("exchange:session_failed_rows", own_checked,  "302 | 302 404 | 404 404 | 404 404 404 404"),
    get("exchange:sheet_export", documents,            "302 | 200 200 | 200 200 | 200 200 200 200"),
    get("exchange:sheet_export", users,                "302 | 403 403 | 403 403 | 403 403 200 403"),
    get("exchange:blank_form", documents,              "302 | 200 200 | 200 200 | 200 403 403 403"),
    get("exchange:blank_form", users,                  "302 | 403 403 | 403 403 | 403 403 200 403"),
]  # fmt: skip
