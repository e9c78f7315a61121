"""People: one's own account."""

from tests.access.table import get, nothing, post


def stale_link(world) -> dict:
    return {"uidb64": "MQ", "token": "het-han"}


def a_guide(world) -> dict:
    return {"slug": "truong-phong"}


ROWS = [
    #                                                       anon  staff     head      off dir adm obs
    get("departments:login", nothing,                      "200 | 200 200 | 200 200 | 200 200 200 200"),
    post("departments:login", nothing,                     "200 | 200 200 | 200 200 | 200 200 200 200"),
    get("departments:logout", nothing,                     "302 | 405 405 | 405 405 | 405 405 405 405"),
    post("departments:logout", nothing,                    "302 | 302 302 | 302 302 | 302 302 302 302"),
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
