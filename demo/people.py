"""The agency, its units and people, fields of work and legal documents."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from demo.sketches import read
from departments.models import Agency, Department, MailMode, User
from departments.roles import Role
from procedures.enums import DocumentStatus
from procedures.models import Field, LegalDocument
from procedures.services import save_document

PASSWORD = "minh-hoa-2025"


@dataclass(frozen=True)
class Office:
    """What the further building looks up: rows by code, user name, number of document."""

    agency: Agency
    departments: dict[str, Department]
    users: dict[str, User]
    fields: dict[str, Field]
    documents: dict[str, LegalDocument]

    def staff(self, code: str) -> list[User]:
        return self._with_role(code, Role.STAFF)

    def heads(self, code: str) -> list[User]:
        """Head first, then deputies."""
        return self._with_role(code, Role.HEAD)

    def checkers(self) -> list[User]:
        return self._with_role("VP", Role.OFFICE)

    def _with_role(self, code: str, role: Role) -> list[User]:
        unit = self.departments[code]
        return [user for user in self.users.values() if user.department_id == unit.pk and user.role == role]


def set_up_office() -> Office:
    """Makes the agency with all that procedures refer to."""
    agency = Agency.objects.create(**_with_dates(read("agency")))
    departments = {
        row["code"]: Department.objects.create(agency=agency, order=position * 10, **row)
        for position, row in enumerate(read("departments"), start=1)
    }
    users = make_users(departments)
    fields = {row["code"]: Field.objects.create(agency=agency, **row) for row in read("fields")}
    documents = make_documents(agency, departments, by=users["vanphong"])
    return Office(agency, departments, users, fields, documents)


def make_users(departments: dict[str, Department]) -> dict[str, User]:
    """People with the common password, hashed once, which they need not change; nobody is sent any mail."""
    password = make_password(PASSWORD)
    users = {}
    for row in read("users"):
        values = row | {"department": departments.get(row["department"])}
        users[row["username"]] = User.objects.create(
            **values,
            password=password,
            must_change_password=False,
            mail_mode=MailMode.NEVER,
            email=f"{row['username']}@so-khcn.example",
        )
    return users


def make_documents(
    agency: Agency, departments: dict[str, Department], *, by: User
) -> dict[str, LegalDocument]:
    documents = {}
    for row in read("documents"):
        values = _with_dates(row) | {
            "drafting_unit": departments.get(row["drafting_unit"]),
            "status": DocumentStatus.EXPIRED if row["expired_on"] else DocumentStatus.IN_FORCE,
        }
        document = LegalDocument(agency=agency, **values)
        save_document(document, by=by)
        documents[document.number] = document
    return documents


def _with_dates(row: dict) -> dict:
    """The row with its days as dates."""
    return {
        key: date.fromisoformat(value) if value and key.endswith(("_on", "_to")) else value
        for key, value in row.items()
    }
