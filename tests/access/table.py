"""How a row of the access matrix is written.

    ROWS = [
        #                                                  anon  staff    head     off dir adm obs
        get("procedures:procedure_list", nothing,         "302 | 200 200 | 200 200 | 200 200 200 200"),
        get("procedures:procedure_detail", own_draft,     "302 | 200 404 | 200 404 | 200 200 200 404"),
        post("procedures:procedure_submit", own_draft,    "302 | 302 404 | 302 404 | 404 404 404 404"),
    ]

Columns: nobody logged in | chuyên viên of the unit whose subject it is, of another unit | trưởng phòng likewise |
Văn phòng Sở, Lãnh đạo Sở, Quản trị, Văn phòng UBND tỉnh. The bars are for the eye.

A subject is a function of the world that makes what the URL speaks of and answers with the URL's arguments:

    def own_draft(world):
        return {"pk": a_procedure(department=world.own).pk}

It is called once for the row. `post` may also be given what is posted; without it, an empty form is.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from departments.models import Department, User
from departments.roles import Role
from tests.factories import a_department, a_user, an_agency

COLUMNS = (
    "anonymous",
    "staff_own",
    "staff_other",
    "head_own",
    "head_other",
    "office",
    "director",
    "admin",
    "observer",
)


@dataclass(frozen=True)
class World:
    """One agency with two units and its Văn phòng; one person per column. Subjects belong to `own`."""

    own: Department
    other: Department
    office: Department
    people: dict[str, User | None]


def a_world() -> World:
    agency = an_agency()
    own, other = a_department(agency=agency), a_department(agency=agency)
    office = a_department(agency=agency, is_office=True)
    people = {
        "anonymous": None,
        "staff_own": a_user(Role.STAFF, own),
        "staff_other": a_user(Role.STAFF, other),
        "head_own": a_user(Role.HEAD, own),
        "head_other": a_user(Role.HEAD, other),
        "office": a_user(Role.OFFICE, office),
        "director": a_user(Role.DIRECTOR, office),
        "admin": a_user(Role.ADMIN),
        "observer": a_user(Role.OBSERVER),
    }
    return World(own, other, office, people)


@dataclass(frozen=True)
class Row:
    method: str
    url_name: str
    subject: Callable[[World], dict]
    expected: dict[str, int]
    posted: dict = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.url_name} {self.subject.__name__}"


def nothing(world: World) -> dict:
    """The subject of a URL without arguments."""
    return {}


def row(method: str, url_name: str, subject: Callable[[World], dict], statuses: str, posted: dict) -> Row:
    codes = [int(code) for code in statuses.replace("|", " ").split()]
    if len(codes) != len(COLUMNS):
        raise ValueError(f"{method} {url_name}: {len(codes)} columns instead of {len(COLUMNS)}")
    return Row(method, url_name, subject, dict(zip(COLUMNS, codes, strict=True)), posted)


def get(url_name: str, subject: Callable[[World], dict], statuses: str) -> Row:
    return row("GET", url_name, subject, statuses, {})


def post(url_name: str, subject: Callable[[World], dict], statuses: str, posted: dict | None = None) -> Row:
    return row("POST", url_name, subject, statuses, posted or {})
