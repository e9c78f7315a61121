"""An office with something of everything that papers are about, and ways to put a text into every field of it."""

from collections.abc import Callable
from datetime import date

from django.db import models
from django.db.models import QuerySet

from departments.models import Agency, Department, User
from departments.roles import Role
from papers.contents import rows_of
from papers.making import Given, document_of, making_of, with_signer
from papers.models import Wording
from papers.paper import Paper
from plans.models import Milestone, Plan, Task, WorkingGroup, WorkingGroupMember
from plans.seeding import seed_plan_2022_2025
from plans.services import freeze_baseline
from procedures.models import (
    Announcement,
    AnnouncementRow,
    DossierItem,
    Field,
    FormTemplate,
    LegalBasis,
    LegalDocument,
    Method,
    Procedure,
    Step,
)
from reviews.enums import PackageStatus, ProposalType
from reviews.models import (
    CostLine,
    EnforcementAction,
    Proposal,
    ProposalComponent,
    ProposalPackage,
    Questionnaire,
    Review,
)
from tests.factories import (
    a_complete_procedure,
    a_department,
    a_package,
    a_proposing_review,
    a_public_procedure,
    a_user,
    an_agency,
)
from tthc.core.documents.description import Document
from tthc.workflow.enums import FormStatus

DAY = date(2023, 12, 15)
MODELS = (
    *(Agency, Department, User, Field, LegalDocument),
    *(Procedure, Step, Method, DossierItem, FormTemplate, LegalBasis, Announcement),
    *(Questionnaire, Review, CostLine, Proposal, ProposalComponent, EnforcementAction, ProposalPackage),
    *(Plan, Milestone, Task, WorkingGroup, WorkingGroupMember),
)
# Not words of people, or words by which rows are told apart.
KEYS = {
    "folded",
    "sort_key",
    "username",
    "password",
    "email",
    "source",
    "source_id",
    "source_fingerprint",
    "key",
    "version",
    # Bound to the status by the database.
    "number",
    "submission_number",
    "decision_number",
}


def an_office() -> User:
    """One agency in mid-programme; its person of Văn phòng Sở."""
    agency = an_agency(superior_body="UBND tỉnh Thử nghiệm", place_name="Thử nghiệm", sign_code="STN")
    unit, office = a_department(agency=agency), a_department(agency=agency, is_office=True)
    a_user(Role.DIRECTOR, office, position="Giám đốc")
    person = a_user(Role.OFFICE, office)
    plan = seed_plan_2022_2025(agency)
    procedure = a_public_procedure(
        department=unit, notes="ghi chú", conditions_text="điều kiện", code="1.001"
    )
    procedure.form_templates.create(position=1, name="Mẫu đơn", symbol="Mẫu số 01", issued_with="Quy chế")
    a_complete_procedure(department=unit)
    review = a_proposing_review(
        procedure=procedure,
        status=FormStatus.ACCEPTED,
        kinds=(ProposalType.DOSSIER, ProposalType.TIME),
        answers=answers(),
        conclusion_reason="trùng giấy tờ",
    )
    Proposal.objects.filter(review=review).update(benefit="bớt đi lại")
    a_package(review, status=PackageStatus.APPROVED)
    freeze_baseline(plan, by=person, on=date(2023, 12, 1))
    group = WorkingGroup.objects.create(plan=plan, name="Tổ rà soát thử nghiệm", note="giúp Giám đốc")
    group.members.create(full_name="Trần Thị Thử", position="Giám đốc", department=office, part="LEADER")
    group.members.create(full_name="Lê Văn Thử", position="Chuyên viên", department=unit)
    return person


def answers() -> dict:
    """Answers that open every explanation of the first section."""
    return {
        "1.a": "đúng đối tượng", "1.b": "yes", "1.b.why": "cần", "2.a": "yes", "2.a.why": "được",
        "3.a": "no", "4.a": "yes",
    }  # fmt: skip


Text = Callable[[models.Field], str]


def write_everywhere(text: Text) -> None:
    """Puts a text into every field of every row that holds words of people, cut to what the column holds."""
    for model in MODELS:
        fields = [field for field in model._meta.concrete_fields if is_wordy(field)]
        for row in QuerySet(model).all():
            QuerySet(model).filter(pk=row.pk).update(
                **{field.name: fitted(text(field), field, row.pk) for field in fields}
            )
    for row in QuerySet(AnnouncementRow).exclude(content={}):
        content = {
            part: [[text(None) if cell else cell for cell in line] for line in lines]
            for part, lines in row.content.items()
        }
        name = text(None) or f"({row.pk})"  # bound to the freezing by the database
        QuerySet(AnnouncementRow).filter(pk=row.pk).update(name=name, content=content)
    for review in Review.objects.all():
        said = {
            key: text(None) if key.endswith((".why", "1.a")) else value
            for key, value in review.answers.items()
        }
        QuerySet(Review).filter(pk=review.pk).update(answers=said)


def is_wordy(field: models.Field) -> bool:
    return (
        isinstance(field, models.CharField | models.TextField)
        and not field.choices
        and field.name not in KEYS
    )


def fitted(text: str, field: models.Field, pk: int) -> str:
    """The text as the column can hold it; rows that must differ bear their number."""
    if not text and not field.blank:
        return f"({pk})"
    length = field.max_length or len(text) + 20
    return f"{pk} {text}"[:length] if not field.blank or field.unique else text[:length]


def write_wording(paper: Paper, text: str, by: User) -> None:
    """A version of each text of a paper that says just this."""
    for slot in paper.wording:
        Wording.objects.create(paper=paper.key, slot=slot.key, version=1, text=text, made_by=by)


def document_for(paper: Paper, by: User, **chosen) -> Document:
    """The paper on the first subject that there is one for."""
    subject = subject_of(paper, by)
    given = with_signer(paper, subject, Given(DAY, **chosen), by=by)
    return document_of(paper, subject, making_of(paper, subject, given, by=by))


def subject_of(paper: Paper, by: User):
    """The first subject in the person's scope that there is such a paper for."""
    found = [subject for subject in paper.kind.rows(by) if paper.fits(subject)]
    assert found, f"{paper.key}: an_office() has no subject for it"
    return found[0]


def words_of(document: Document) -> str:
    """All that a document says, in one line."""
    return " ".join(cell for row in rows_of(document) for cell in row)
