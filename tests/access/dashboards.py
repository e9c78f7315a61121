"""Figures: whoever may see some, each as far as their right reaches."""

from plans.seeding import seed_plan_2022_2025
from tests.access.table import get, nothing


def a_plan_is_followed(world) -> dict:
    seed_plan_2022_2025(world.own.agency)
    return {}


ROWS = [
    #                                                  anon  staff     head      off dir adm obs
    get("dashboards:desk", nothing,                   "302 | 200 200 | 200 200 | 200 200 200 200"),
    get("dashboards:desk", a_plan_is_followed,        "302 | 200 200 | 200 200 | 200 200 200 200"),
    get("dashboards:progress", nothing,               "302 | 200 200 | 200 200 | 200 200 200 200"),
    get("dashboards:progress", a_plan_is_followed,    "302 | 200 200 | 200 200 | 200 200 200 200"),
    get("dashboards:costs", nothing,                  "302 | 200 200 | 200 200 | 200 200 200 200"),
    get("dashboards:costs", a_plan_is_followed,       "302 | 200 200 | 200 200 | 200 200 200 200"),
    get("dashboards:rows", a_plan_is_followed,        "302 | 404 404 | 404 404 | 404 404 404 404"),
    get("dashboards:rows_sheet", a_plan_is_followed,  "302 | 404 404 | 404 404 | 404 404 404 404"),
]  # fmt: skip
