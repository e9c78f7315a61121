"""Notices: each person's own."""

from django.urls import reverse

from tests.access.table import get, nothing, post
from tthc.workflow.models import Notice


def notice_of_own_staff(world) -> dict:
    person = world.people["staff_own"]
    return {"pk": Notice.objects.create(user=person, text="Thử", url=reverse("workflow:notice_list")).pk}


ROWS = [
    #                                                       anon  staff     head      off dir adm obs
    get("workflow:notice_list", nothing,                   "302 | 200 200 | 200 200 | 200 200 200 200"),
    post("workflow:notice_open", notice_of_own_staff,      "302 | 302 404 | 404 404 | 404 404 404 404"),
    post("workflow:notices_read", nothing,                 "302 | 302 302 | 302 302 | 302 302 302 302"),
    post("workflow:mail_mode", nothing,                    "302 | 302 302 | 302 302 | 302 302 302 302"),
    get("workflow:hand_over", nothing,           "302 | 200 200 | 200 200 | 200 403 200 403"),
    post("workflow:hand_over", nothing,          "302 | 200 200 | 200 200 | 200 403 200 403"),
]  # fmt: skip
