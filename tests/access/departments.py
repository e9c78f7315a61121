"""People: one's own account."""

from django.utils import timezone

from departments.models import Delegation
from departments.roles import Role
from tests.access.table import get, nothing, post
from tests.factories import a_user


def stale_link(world) -> dict:
    return {"uidb64": "MQ", "token": "het-han"}


def of_another_head(world) -> dict:
    head, deputy = a_user(Role.HEAD, world.own), a_user(Role.STAFF, world.own)
    day = timezone.localdate()
    return {
        "pk": Delegation.objects.create(head=head, deputy=deputy, starts_on=day, ends_on=day, made_by=head).pk
    }


def a_guide(world) -> dict:
    return {"slug": "truong-phong"}


ROWS = [
    #                                                       anon  staff     head      off dir adm obs
    get("departments:login", nothing,                      "200 | 200 200 | 200 200 | 200 200 200 200"),
    get("departments:login_again", nothing,                "302 | 200 200 | 200 200 | 200 200 200 200"),
    post("departments:login", nothing,                     "200 | 200 200 | 200 200 | 200 200 200 200"),
    get("departments:logout", nothing,                     "302 | 405 405 | 405 405 | 405 405 405 405"),
    post("departments:logout", nothing,                    "302 | 302 302 | 302 302 | 302 302 302 302"),
    get("departments:delegation_list", nothing,            "302 | 403 403 | 200 200 | 403 403 403 403"),
    post("departments:delegation_list", nothing,           "302 | 403 403 | 200 200 | 403 403 403 403"),
    post("departments:delegation_revoke", of_another_head, "302 | 403 404 | 403 404 | 404 404 302 404"),
    get("departments:help", nothing,                       "302 | 200 200 | 200 200 | 200 200 200 200"),
    get("departments:help_role", a_guide,                  "302 | 200 200 | 200 200 | 200 200 200 200"),
    get("departments:password_change", nothing,            "302 | 200 200 | 200 200 | 200 200 200 200"),
    post("departments:password_change", nothing,           "302 | 200 200 | 200 200 | 200 200 200 200"),
    get("departments:password_reset", nothing,             "200 | 200 200 | 200 200 | 200 200 200 200"),
    post("departments:password_reset", nothing,            "200 | 200 200 | 200 200 | 200 200 200 200"),
    get("departments:password_reset_sent", nothing,        "200 | 200 200 | 200 200 | 200 200 200 200"),
    get("departments:password_reset_confirm", stale_link,  "200 | 200 200 | 200 200 | 200 200 200 200"),
    post("departments:password_reset_confirm", stale_link, "200 | 200 200 | 200 200 | 200 200 200 200"),
    get("departments:password_reset_done", nothing,        "200 | 200 200 | 200 200 | 200 200 200 200"),
]  # fmt: skip
