"""Makes what a test needs, with as few words as the test is about: `a_procedure(department=unit, status=S.OFFICE)`.

Plain functions; each makes the rows that it cannot be without, and takes any column by name.
"""

from datetime import UTC, datetime
from itertools import count

from departments.models import Agency, Department, User
from departments.roles import Role
from procedures.enums import Answer, Channel, DocumentKind, Group, Level, TimeUnit
from procedures.models import Field, LegalDocument, Procedure
from tthc.core.text import fold, sort_key
from tthc.workflow.enums import STAMPS, STAMPS_BORNE, FormStatus

PASSWORD = "mat-khau-thu-nghiem"
NOON = datetime(2023, 3, 1, 5, 0, tzinfo=UTC)  # 1/3/2023 at noon in Vietnam
_numbers = count(1)


def an_agency(**columns) -> Agency:
    number = next(_numbers)
    return Agency.objects.create(
        **{"name": f"Sở Thử nghiệm {number}", "short_name": f"STN{number}"} | columns
    )


def a_department(*, agency: Agency | None = None, **columns) -> Department:
    number = next(_numbers)
    defaults = {"code": f"P{number}", "name": f"Phòng Thử nghiệm {number}"}
    return Department.objects.create(agency=agency or an_agency(), **(defaults | columns))


def a_user(role: Role = Role.STAFF, department: Department | None = None, **columns) -> User:
    """An active person who has changed the first password (to PASSWORD)."""
    if department is None and role not in (Role.ADMIN, Role.OBSERVER):
        department = a_department()
    defaults = {
        "username": f"nguoidung{next(_numbers)}",
        "full_name": "Nguyễn Thị Thử",
        "must_change_password": False,
    }
    return User.objects.create_user(
        **({"password": PASSWORD} | defaults | columns), role=role, department=department
    )


def a_field(*, agency: Agency | None = None, **columns) -> Field:
    return Field.objects.create(
        **{"agency": agency or an_agency(), "name": f"Lĩnh vực {next(_numbers)}"} | columns
    )


def a_document(*, drafting_unit: Department | None = None, **columns) -> LegalDocument:
    drafting_unit = drafting_unit or a_department()
    defaults = {
        "agency": drafting_unit.agency,
        "number": f"{next(_numbers)}/QĐ-MH",
        "kind": DocumentKind.DECISION,
        "title": "Quy chế minh họa",
        "issuing_body": "Sở Thử nghiệm",
    }
    values = defaults | columns
    words = f"{values['number']} {values['title']}"
    return LegalDocument.objects.create(
        drafting_unit=drafting_unit, folded=fold(words), sort_key=sort_key(words), **values
    )


def borne_stamps(status: FormStatus, department: Department) -> dict:
    """The stamps that a form must bear in a status; each by another person, as nobody approves their own."""
    roles = {"submitted": Role.STAFF, "agreed": Role.HEAD, "taken": Role.OFFICE, "accepted": Role.OFFICE}
    people = {}
    for stamp in STAMPS[: STAMPS_BORNE[status]]:
        people |= {f"{stamp}_by": a_user(roles[stamp], department), f"{stamp}_at": NOON}
    return people


def a_procedure(
    *, department: Department | None = None, status: FormStatus = FormStatus.DRAFT, **columns
) -> Procedure:
    """A procedure with a name and nothing else; with the stamps of its status, without a log."""
    department = department or a_department()
    values = {"name": f"Thủ tục thử nghiệm {next(_numbers)}"} | borne_stamps(status, department) | columns
    return Procedure.objects.create(
        department=department,
        status=status,
        folded=fold(values["name"]),
        sort_key=sort_key(values["name"]),
        **values,
    )


def a_complete_procedure(*, department: Department | None = None, **columns) -> Procedure:
    """A procedure with every part that submitting asks for, one row of each kind."""
    department = department or a_department()
    defaults = {
        "legal_document": a_document(drafting_unit=department),
        "field": a_field(agency=department.agency),
        "group": Group.B,
        "level": Level.AGENCY,
        "dossier_sets": 1,
        "time_limit_value": 5,
        "time_limit_unit": TimeUnit.WORKING_DAY,
        "subjects": "Phòng, đơn vị thuộc Sở",
        "deciding_agency": "Giám đốc Sở",
        "executing_agency": department.name,
        "forms_answer": Answer.NONE,
        "results_answer": Answer.SOME,
        "results_text": "Quyết định của Giám đốc Sở",
        "conditions_answer": Answer.NONE,
        "fees_answer": Answer.NONE,
        "times_per_year": 4,
        "subjects_per_year": 10,
        "frequency_source": "ước tính",
    }
    procedure = a_procedure(department=department, **(defaults | columns))
    procedure.steps.create(
        position=1,
        actor="Chuyên viên",
        work="Lập hồ sơ",
        duration_value=2,
        duration_unit=TimeUnit.WORKING_DAY,
    )
    procedure.methods.create(position=1, channel=Channel.DIRECT, time_value=5, time_unit=TimeUnit.WORKING_DAY)
    procedure.dossier_items.create(position=1, name="Tờ trình", originals=1, copies=0)
    procedure.legal_bases.create(position=1, document_text=str(procedure.legal_document), article="Điều 5")
    return procedure
