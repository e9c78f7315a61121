"""Declarations: a head declares for the own unit; everybody reads those in their scope."""

from datetime import date

from departments.roles import Role
from procedures.models import Declaration
from tests.access.table import get, nothing, post
from tests.factories import a_user


def own_unit(world) -> dict:
    return {"pk": world.own.pk}


def own_declaration(world) -> dict:
    declaration = Declaration.objects.create(
        department=world.own, kind="NONE", declared_on=date(2023, 3, 20), by=a_user(Role.HEAD, world.own)
    )
    return {"pk": declaration.pk}


NONE = {"kind": "NONE", "declared_on": "20/3/2023"}
WITHDRAWN = {"withdrawn_on": "25/3/2023"}

ROWS = [
    #                                                          anon  staff     head      off dir adm obs
    get("procedures:declaration_list", nothing,               "302 | 200 200 | 200 200 | 200 200 200 200"),
    get("procedures:declaration_make", own_unit,              "302 | 403 404 | 200 404 | 403 403 403 403"),
    post("procedures:declaration_make", own_unit,             "302 | 403 404 | 302 404 | 403 403 403 403", NONE),
    get("procedures:declaration_withdraw", own_declaration,   "302 | 403 404 | 200 404 | 403 403 403 403"),
    post("procedures:declaration_withdraw", own_declaration,  "302 | 403 404 | 302 404 | 403 403 403 403", WITHDRAWN),
]  # fmt: skip
