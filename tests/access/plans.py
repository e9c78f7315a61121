"""Plans: everybody in the agency reads them, Văn phòng Sở records and freezes, Quản trị enters new ones."""

from plans.seeding import seed_plan_2022_2025
from tests.access.table import get, nothing, post
from tests.factories import a_difficulty


def own_plan(world) -> dict:
    return {"pk": seed_plan_2022_2025(world.own.agency).pk}


def own_milestone(world) -> dict:
    return {"pk": seed_plan_2022_2025(world.own.agency).milestones.get(measure="EVENT").pk}


def own_task(world) -> dict:
    return {"pk": seed_plan_2022_2025(world.own.agency).tasks.first().pk}


def own_difficulty(world) -> dict:
    return {"pk": a_difficulty(department=world.own, created_by=world.people["staff_own"]).pk}


def to_be_answered(world) -> dict:
    return own_difficulty(world) | {"key": "answer"}


WORDS = {"version": "1", "remark": "Theo Quy chế minh họa"}
REPORT = {"title": "Chưa rõ thẩm quyền", "details": "Hai phòng cùng nhận"}
DONE = {"done_on": "9/11/2022"}

ROWS = [
    #                                               anon  staff     head      off dir adm obs
    get("plans:plan_list", nothing,                "302 | 200 200 | 200 200 | 200 200 200 200"),
    get("plans:plan_detail", own_plan,             "302 | 200 200 | 200 200 | 200 200 200 200"),
    get("plans:plan_seed", nothing,                "302 | 405 405 | 405 405 | 405 405 405 405"),
    post("plans:plan_seed", nothing,               "302 | 403 403 | 403 403 | 403 403 404 403"),
    get("plans:baseline_freeze", own_plan,         "302 | 403 403 | 403 403 | 200 403 403 403"),
    post("plans:baseline_freeze", own_plan,        "302 | 403 403 | 403 403 | 200 403 403 403"),
    get("plans:milestone_done", own_milestone,     "302 | 403 403 | 403 403 | 200 403 403 403"),
    post("plans:milestone_done", own_milestone,    "302 | 403 403 | 403 403 | 302 403 403 403", DONE),
    get("plans:task_done", own_task,               "302 | 403 403 | 403 403 | 200 403 403 403"),
    post("plans:task_done", own_task,              "302 | 403 403 | 403 403 | 302 403 403 403", DONE),
    get("plans:difficulty_list", nothing,          "302 | 200 200 | 200 200 | 200 200 200 403"),
    get("plans:difficulty_new", nothing,           "302 | 200 200 | 200 200 | 403 403 403 403"),
    post("plans:difficulty_new", nothing,          "302 | 302 302 | 302 302 | 403 403 403 403", REPORT),
    get("plans:difficulty_gather", nothing,        "302 | 403 403 | 403 403 | 200 403 403 403"),
    post("plans:difficulty_gather", nothing,       "302 | 403 403 | 403 403 | 200 403 403 403"),
    get("plans:difficulty_detail", own_difficulty, "302 | 200 404 | 200 404 | 200 200 200 404"),
    get("plans:difficulty_move", to_be_answered,   "302 | 403 404 | 403 404 | 200 403 403 404"),
    post("plans:difficulty_move", to_be_answered,  "302 | 403 404 | 403 404 | 302 403 403 404", WORDS),
]  # fmt: skip
