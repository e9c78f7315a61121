"""What Văn phòng Sở has to take on from what stands in the database: units to chase, procedures and reviews to gather."""

from django.db.models import Count, Exists, F, Min, OuterRef, Q
from django.urls import reverse

from dashboards.errands import Errand
from dashboards.queries import Unit
from dashboards.queues import counts_by_unit
from departments.models import Department, User
from departments.roles import Capability, roles_with
from procedures.enums import ChangeKind, PublicationChannel
from procedures.models import Announcement, AnnouncementRow, AnnouncementStatus, Procedure, Publication
from reviews.enums import PackageStatus
from reviews.models import EnforcementAction, ProposalPackage, Review
from tthc.core.display import day, number
from tthc.workflow.enums import FormStatus


def units_to_chase(units: list[Unit]) -> list[Errand]:
    """Units that have not declared their inventory complete, with how far they are; one query."""
    counts = counts_by_unit(Procedure, Department.objects.filter(pk__in=[unit.pk for unit in units]))
    url = reverse("procedures:declaration_list")
    return [
        Errand("Chưa khai", "wait", unit.name, _forms_of(counts.get(unit.pk, {})), url, "Mở")
        for unit in units
    ]


def _forms_of(counts: dict[str, int]) -> str:
    drafts = counts.get(FormStatus.DRAFT, 0)
    return f"{number(sum(counts.values()))} biểu mẫu" + (f", {number(drafts)} nháp" if drafts else "")


def units_without_head(user: User) -> list[Errand]:
    """Units whose forms nobody can agree to; one query."""
    heads = User.objects.filter(
        department=OuterRef("pk"), role__in=roles_with(Capability.AGREE), is_active=True
    )
    units = (
        Department.objects.for_capability(user, Capability.VIEW_DRAFTS)
        .valid_on()
        .taking_part()
        .filter(~Exists(heads))
        .order_by("order", "name")
    )
    url = reverse("admin:departments_user_changelist") if user.may(Capability.MASTER_DATA) else ""
    note = "Biểu mẫu của đơn vị không ai đồng ý được." + ("" if url else " Đề nghị Quản trị giao vai trò.")
    return [Errand("Thiếu người", "late", unit.name, note, url, "Giao vai trò") for unit in units]


def to_announce(user: User) -> list[Errand]:
    """Accepted procedures that no issued decision brings in, and decisions still being drawn up; two queries."""
    waiting = (
        Procedure.objects.visible_to(user)
        .filter(status=FormStatus.ACCEPTED, repealed_on__isnull=True)
        .exclude(pk__in=Procedure.objects.announced().values("pk"))
        .aggregate(count=Count("pk"), since=Min("accepted_at"))
    )
    drafts = (
        Announcement.objects.visible_to(user)
        .filter(status=AnnouncementStatus.DRAFT)
        .with_row_count()
        .order_by("created_at")
    )
    errands = [
        Errand(
            "Đang lập", "info", str(decision), f"{number(decision.row_count)} thủ tục, chưa ghi ban hành",
            decision.get_absolute_url(), "Mở",
        )
        for decision in drafts
    ]  # fmt: skip
    if waiting["count"]:
        errands.append(
            Errand(
                "Chưa công bố",
                "wait",
                f"{number(waiting['count'])} thủ tục đạt yêu cầu chưa công bố",
                f"Sớm nhất đạt ngày {day(waiting['since'])}",
                reverse("procedures:announcement_new"),
                "Lập quyết định",
            )
        )
    return errands


def to_publish(user: User) -> list[Errand]:
    """Issued decisions with procedures that are not yet in every required channel; one query."""
    channels = (
        Publication.objects.filter(procedure=OuterRef("procedure"))
        .order_by()
        .values("procedure")
        .annotate(count=Count("channel", distinct=True))
        .filter(count=len(PublicationChannel))
    )
    lacking = (
        AnnouncementRow.objects.filter(
            announcement__in=Announcement.objects.visible_to(user).values("pk"),
            announcement__status=AnnouncementStatus.ISSUED,
            procedure__repealed_on__isnull=True,
        )
        .exclude(change=ChangeKind.REPEALED)
        .filter(~Exists(channels))
        .order_by("announcement__issued_on", "announcement")
        .values("announcement", "announcement__number", "announcement__issued_on")
        .annotate(count=Count("pk"))
    )
    return [
        Errand(
            "Chưa công khai",
            "wait",
            f"Quyết định {row['announcement__number']}: {number(row['count'])} thủ tục chưa công khai đủ",
            f"Công bố ngày {day(row['announcement__issued_on'])}",
            reverse("procedures:announcement_detail", args=[row["announcement"]]),
            "Ghi công khai",
        )
        for row in lacking
    ]


def to_package(user: User) -> list[Errand]:
    """Accepted reviews that stand in no package; one query."""
    ready = (
        Review.objects.visible_to(user)
        .ready_for_package()
        .aggregate(count=Count("pk", distinct=True), since=Min("accepted_at"))
    )
    if not ready["count"]:
        return []
    return [
        Errand(
            "Chưa trình",
            "wait",
            f"{number(ready['count'])} rà soát đạt yêu cầu chưa vào hồ sơ trình",
            f"Sớm nhất đạt ngày {day(ready['since'])}",
            reverse("reviews:package_new"),
            "Gom hồ sơ",
        )
    ]


def packages_on_way(user: User) -> list[Errand]:
    """Packages being gathered or waiting for the decision of the Chủ tịch UBND tỉnh; one query."""
    packages = (
        ProposalPackage.objects.visible_to(user)
        .filter(status__in=[PackageStatus.DRAFT, PackageStatus.SENT])
        .with_item_count()
        .order_by(F("sent_on").asc(nulls_first=True), "pk")
    )
    return [
        Errand(
            package.get_status_display(),
            package.status_tone,
            str(package),
            f"{number(package.item_count)} phương án"
            + (f", trình ngày {day(package.sent_on)}, chưa có quyết định" if package.sent_on else ""),
            reverse("reviews:package_detail", args=[package.pk]),
            "Mở",
        )
        for package in packages
    ]


def to_enforce(user: User, today) -> list[Errand]:
    """Approved actions that are not done, the overdue apart; one query."""
    found = (
        EnforcementAction.objects.visible_to(user)
        .approved()
        .still_to_do()
        .aggregate(
            count=Count("pk", distinct=True), late=Count("pk", filter=Q(due_on__lt=today), distinct=True)
        )
    )
    if not found["count"]:
        return []
    late = found["late"]
    return [
        Errand(
            "Quá hạn" if late else "Thực thi",
            "late" if late else "wait",
            f"{number(found['count'])} kiến nghị đã duyệt chưa thực thi xong",
            f"{number(late)} việc đã quá hạn" if late else "Chưa việc nào quá hạn",
            reverse("reviews:enforcement_list"),
            "Xem",
        )
    ]
