"""Makes what a test needs, with as few words as the test is about: `a_procedure(department=unit, status=S.OFFICE)`.

Plain functions; each makes the rows that it cannot be without, and takes any column by name.
"""

from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count

from django.utils import timezone

from departments.models import Agency, Department, User
from departments.roles import Role
from plans.models import Difficulty, Plan
from procedures.announcing import freeze_rows
from procedures.enums import Answer, Channel, DocumentKind, Group, Level, Part, PublicationChannel, TimeUnit
from procedures.models import Announcement, AnnouncementStatus, Field, LegalDocument, Procedure
from reviews.enums import Activity, Conclusion, PackageStatus, ProposalType
from reviews.models import Proposal, ProposalPackage, Questionnaire, Review
from reviews.snapshots import plan_words_of
from tthc.core.text import fold, sort_key
from tthc.jobs.models import OPEN, Job, State
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


def a_job(owner: User, *, state: State = State.WAITING, **columns) -> Job:
    ended = {} if state in OPEN else {"finished_at": NOON, "keep_until": NOON + timedelta(days=14)}
    defaults = {"title": "Lập danh mục thủ tục", "work": "tests.jobs.test_services.count_to_ten"}
    return Job.objects.create(owner=owner, state=state, **(defaults | ended | columns))


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


def an_announcement(*procedures: Procedure, issued: bool = True, **columns) -> Announcement:
    """A Quyết định công bố that brings in accepted procedures as new ones, in the order given."""
    paper = {"number": f"{next(_numbers)}/QĐ-MH", "issued_on": date(2023, 3, 20)} if issued else {}
    values = {"title": "Công bố thủ tục hành chính nội bộ (minh họa)"} | paper | columns
    on_paper = {key: values.pop(key) for key in ("number", "issued_on", "effective_on") if key in values}
    if "agency" not in values:
        values["agency"] = procedures[0].department.agency if procedures else an_agency()
    announcement = Announcement.objects.create(**values)
    for number, procedure in enumerate(procedures, start=1):
        announcement.rows.create(procedure=procedure, section="A", row_number=number)
    if issued:
        freeze_rows(announcement, at=NOON)
        Announcement.objects.filter(pk=announcement.pk).update(status=AnnouncementStatus.ISSUED, **on_paper)
        announcement.refresh_from_db()
    return announcement


def published(procedure: Procedure, *, on: date = date(2023, 3, 25)) -> Procedure:
    """The procedure, made public in every required channel."""
    recorder = a_user(Role.OFFICE, procedure.department)
    for channel in PublicationChannel:
        procedure.publications.create(
            channel=channel, published_on=on, address="https://minh-hoa.example", by=recorder
        )
    return procedure


def a_public_procedure(**columns) -> Procedure:
    """An accepted, announced and published procedure."""
    procedure = a_complete_procedure(status=FormStatus.ACCEPTED, **columns)
    an_announcement(procedure)
    return published(procedure)


def a_questionnaire() -> Questionnaire:
    """The questionnaire of new reviews: the one that the application ships, or a bare one."""
    current = Questionnaire.objects.filter(is_current=True).first()
    return current or Questionnaire.objects.create(
        key="thu-nghiem", version="1", title="Bộ câu hỏi thử nghiệm", source="minh họa",
        definition={"sections": []}, published_at=NOON, is_current=True,
    )  # fmt: skip


def a_review(
    *, procedure: Procedure | None = None, status: FormStatus = FormStatus.DRAFT, **columns
) -> Review:
    """A review of an accepted procedure, with nothing filled in; concluded to keep where its status needs a conclusion."""
    procedure = procedure or a_complete_procedure(
        department=columns.get("department"), status=FormStatus.ACCEPTED
    )
    defaults = {
        "department": procedure.department,
        "questionnaire": columns.get("questionnaire") or a_questionnaire(),
        "hourly_income": Decimal("48248.11"),
        "income_source": "minh họa",
    }
    if status == FormStatus.ACCEPTED:
        defaults["conclusion"] = Conclusion.KEEP
    stamps = borne_stamps(status, procedure.department)
    return Review.objects.create(procedure=procedure, status=status, **(defaults | stamps | columns))


def a_proposing_review(*, kinds: tuple[ProposalType, ...] = (ProposalType.DOSSIER,), **columns) -> Review:
    """A review that proposes to simplify: one cost line of 1.000.000 → 700.000 đồng a year, one action."""
    costs = {"cost_current": 1_000_000, "cost_proposed": 700_000}
    review = a_review(**({"conclusion": Conclusion.PROPOSE} | costs | columns))
    review.cost_lines.create(
        position=1, activity=Activity.PREPARE, task="Tờ trình", source_note="minh họa",
        current_outsourced=100_000, current_times=10, current_subjects=1,
        proposed_outsourced=70_000, proposed_times=10, proposed_subjects=1,
    )  # fmt: skip
    proposal = Proposal.objects.create(review=review, summary="Bớt giấy tờ (minh họa)")
    for kind in kinds:
        proposal.kinds.create(kind=kind)
    proposal.components.create(
        position=1, part=Part.DOSSIER, current_text="Hai bản", proposed_text="Một bản", reason="Trùng nhau"
    )
    proposal.actions.create(
        position=1, document_text="Quy chế minh họa", article="Điều 5", change="Sửa thành phần hồ sơ",
        responsible_unit=review.department, due_on=date(2024, 6, 30),
    )  # fmt: skip
    return review


def a_package(*reviews: Review, status: PackageStatus = PackageStatus.SENT, **columns) -> ProposalPackage:
    """A package of accepted reviews with the dates that its status needs; approved, every row is approved."""
    paper = {}
    if status != PackageStatus.DRAFT:
        paper |= {"submission_number": f"{next(_numbers)}/TTr-MH", "sent_on": date(2023, 12, 1)}
    if status == PackageStatus.APPROVED:
        paper |= {"decision_number": f"{next(_numbers)}/QĐ-MH", "decided_on": date(2023, 12, 20)}
    if status == PackageStatus.RETURNED:
        paper |= {"returned_on": date(2023, 12, 20), "return_reason": "minh họa"}
    defaults = {"title": "Phương án đơn giản hóa (minh họa)"} | paper
    if "agency" not in columns:
        defaults["agency"] = reviews[0].department.agency if reviews else an_agency()
    package = ProposalPackage.objects.create(status=status, **(defaults | columns))
    for review in reviews:
        package.items.create(
            review=review,
            figures=review.figures() if status != PackageStatus.DRAFT else {},
            words=asdict(plan_words_of(review)) if status != PackageStatus.DRAFT else {},
            is_approved=True if status == PackageStatus.APPROVED else None,
        )
    return package


def a_plan(*, agency: Agency | None = None, **columns) -> Plan:
    """The plan of an agency, 11/2022 to the end of 2025, without milestones."""
    defaults = {
        "title": "Kế hoạch thử nghiệm",
        "starts_on": date(2022, 11, 1),
        "ends_on": date(2025, 12, 31),
    }
    return Plan.objects.create(agency=agency or an_agency(), **(defaults | columns))


def a_difficulty(*, department: Department | None = None, **columns) -> Difficulty:
    """A difficulty that a unit has reported and that waits for Văn phòng Sở."""
    department = department or a_department()
    defaults = {"title": f"Vướng mắc thử nghiệm {next(_numbers)}", "details": "Chưa rõ ai quyết định."}
    values = defaults | columns
    if "created_by" not in values:
        values["created_by"] = a_user(Role.STAFF, department)
    if "created_at" in values:
        values.setdefault("reported_on", timezone.localdate(values["created_at"]))
    return Difficulty.objects.create(
        department=department, folded=fold(f"{values['title']} {values['details']}"), **values
    )
