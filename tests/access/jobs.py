"""Background jobs: each person's own."""

from tests.access.table import get, nothing, post
from tests.factories import a_job
from tthc.jobs.models import State


def job_of_own_staff(world) -> dict:
    return {"pk": a_job(world.people["staff_own"]).pk}


def file_of_own_staff(world) -> dict:
    return {
        "pk": a_job(world.people["staff_own"], state=State.DONE, file_name="danh-muc.pdf", content=b"%PDF").pk
    }


ROWS = [
    #                                             anon  staff     head      off dir adm obs
    get("jobs:job_list", nothing,                "302 | 200 200 | 200 200 | 200 200 200 200"),
    get("jobs:job_detail", job_of_own_staff,     "302 | 200 404 | 404 404 | 404 404 404 404"),
    get("jobs:job_file", file_of_own_staff,      "302 | 200 404 | 404 404 | 404 404 404 404"),
    get("jobs:job_file", job_of_own_staff,       "302 | 404 404 | 404 404 | 404 404 404 404"),
    post("jobs:job_cancel", job_of_own_staff,    "302 | 302 404 | 404 404 | 404 404 404 404"),
    post("jobs:job_again", job_of_own_staff,     "302 | 302 404 | 404 404 | 404 404 404 404"),
]  # fmt: skip
