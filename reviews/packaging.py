"""Gathering accepted reviews into a hồ sơ trình; recording that it was sent, approved or returned; enforcement done."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from departments.models import Agency, User
from departments.roles import Capability
from reviews.models import EnforcementAction, PackageItem, ProposalPackage, Review
from reviews.packages import items_in_full
from reviews.snapshots import plan_words_of
from tthc.core.display import day as shown
from tthc.core.paper_days import faults_of_day
from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.core.text import clean
from tthc.workflow.gate import check_turn, claim_draft, perform
from tthc.workflow.models import Move

NOTHING_PICKED = "Chưa chọn rà soát nào. Tích ít nhất một rà soát rồi làm lại."
NOTHING_APPROVED = (
    "Chưa tích phương án nào được phê duyệt. Nếu không phương án nào được duyệt, ghi hồ sơ bị trả lại."
)


@transaction.atomic
def gather_package(
    agency: Agency, *, title: str, reviews: Sequence[Review], by: User, at: datetime | None = None
) -> ProposalPackage:
    """Starts a package with the reviews given.

    Refuses: no right (Forbidden); nothing picked, a review that cannot stand in a package now (Refusal).
    """
    if not by.may(Capability.PACKAGE, agency):
        raise Forbidden("Bạn không có quyền lập hồ sơ trình của cơ quan này.")
    _refuse_unfit(agency, reviews)
    package = ProposalPackage.objects.create(
        agency=agency, title=clean(title), created_by=by, created_at=at or timezone.now()
    )
    _add_items(package, reviews)
    return package


@transaction.atomic
def add_to_package(
    package: ProposalPackage, *, reviews: Sequence[Review], by: User, seen_version: int | None = None
) -> None:
    """Adds reviews to a draft. Refuses as `gather_package`, and a package that was sent or changed meanwhile."""
    claim_draft(package, Capability.PACKAGE, by=by, seen_version=seen_version)
    _refuse_unfit(package.agency, reviews)
    _add_items(package, reviews)


@transaction.atomic
def arrange_package(
    package: ProposalPackage,
    *,
    title: str,
    out: Iterable[PackageItem],
    by: User,
    seen_version: int | None = None,
) -> None:
    """Writes the title of a draft and takes items out of it; their reviews can be gathered anew."""
    claim_draft(package, Capability.PACKAGE, by=by, seen_version=seen_version)
    package.title = clean(title)
    package.save(update_fields=["title"])
    package.items.filter(pk__in=[item.pk for item in out]).delete()


@transaction.atomic
def drop_package(package: ProposalPackage, *, by: User, seen_version: int | None = None) -> None:
    """Gives a draft up; its reviews can be gathered anew."""
    claim_draft(package, Capability.PACKAGE, by=by, seen_version=seen_version)
    package.delete()


@transaction.atomic
def send_package(
    package: ProposalPackage,
    *,
    submission_number: str,
    sent_on: date,
    by: User,
    seen_version: int | None = None,
    at: datetime | None = None,
) -> Move:
    """Records the tờ trình and freezes figures and words of every review as they were sent.

    Refuses: no right, changed meanwhile, a review no longer accepted (the gate); a number recorded before in that
    year, a day that cannot be (Refusal).
    """
    check_turn(package, "send", by=by, seen_version=seen_version)
    submission_number = clean(submission_number)
    faults = faults_of_sending(package, submission_number, sent_on)
    if faults:
        raise Refusal(*faults)
    values = {"submission_number": submission_number, "sent_on": sent_on}
    move = perform(package, "send", by=by, values=values, at=at)
    for item in items_in_full(package):
        item.figures, item.words = item.review.figures(), asdict(plan_words_of(item.review))
        item.save(update_fields=["figures", "words"])
    return move


@transaction.atomic
def approve_package(
    package: ProposalPackage,
    *,
    decision_number: str,
    decided_on: date,
    approved: Iterable[PackageItem],
    by: User,
    seen_version: int | None = None,
    at: datetime | None = None,
) -> Move:
    """Records the decision and which items it approves; the others can be gathered anew.

    Refuses: no right, changed meanwhile (the gate); nothing approved, a day before it was sent or in the future (Refusal).
    """
    check_turn(package, "approve", by=by, seen_version=seen_version)
    chosen = {item.pk for item in approved}
    faults = faults_of_day("Ngày phê duyệt", decided_on, not_before=[("ngày trình", package.sent_on)])
    faults += [] if chosen else [NOTHING_APPROVED]
    if faults:
        raise Refusal(*faults)
    values = {"decision_number": clean(decision_number), "decided_on": decided_on}
    for item in package.items.all():
        item.is_approved = item.pk in chosen
        item.save(update_fields=["is_approved"])
    return perform(package, "approve", by=by, values=values, at=at)


@transaction.atomic
def send_back_package(
    package: ProposalPackage,
    *,
    returned_on: date,
    return_reason: str,
    by: User,
    seen_version: int | None = None,
    at: datetime | None = None,
) -> Move:
    """Records that the whole package came back; its reviews can be reopened or gathered anew.

    Refuses: no right, changed meanwhile (the gate); no reason, a day before it was sent or in the future (Refusal).
    """
    check_turn(package, "send_back", by=by, seen_version=seen_version)
    reason = clean(return_reason)
    faults = faults_of_day("Ngày trả lại", returned_on, not_before=[("ngày trình", package.sent_on)])
    faults += [] if reason else ["Chưa ghi lý do trả lại. Ghi theo văn bản, để đơn vị biết phải sửa gì."]
    if faults:
        raise Refusal(*faults)
    values = {"returned_on": returned_on, "return_reason": reason}
    return perform(package, "send_back", by=by, values=values, remark=reason, at=at)


@transaction.atomic
def correct_package(
    package: ProposalPackage,
    *,
    reason: str,
    by: User,
    seen_version: int | None = None,
    at: datetime | None = None,
    **paper,
) -> Move:
    """Corrects numbers and days that were typed in wrongly; the log keeps what stood before.

    `paper` are the columns that the package bears in its status. Refuses: no right, changed meanwhile, no reason (the
    gate); a number recorded before in that year, days that cannot be, an action done before the approval (Refusal).
    """
    key = f"correct_{package.status.lower()}"
    check_turn(package, key, by=by, seen_version=seen_version)
    words = {name: clean(value) if isinstance(value, str) else value for name, value in paper.items()}
    after_sending = [("ngày trình", words["sent_on"])]
    faults = faults_of_sending(package, words["submission_number"], words["sent_on"])
    if "decided_on" in words:
        faults += faults_of_day("Ngày phê duyệt", words["decided_on"], not_before=after_sending)
        faults += _faults_of_done_actions(package, words["decided_on"])
    if "returned_on" in words:
        faults += faults_of_day("Ngày trả lại", words["returned_on"], not_before=after_sending)
    if faults:
        raise Refusal(*faults)
    before = ", ".join(
        shown(value) if isinstance(value, date) else value
        for value in (getattr(package, name) for name in words)
    )
    remark = f"{clean(reason)} (trước đó: {before})" if clean(reason) else ""
    return perform(package, key, by=by, values=words, remark=remark, at=at)


def faults_of_sending(package: ProposalPackage, submission_number: str, sent_on: date) -> list[str]:
    """What is wrong with the number and the day of a tờ trình; numbers start anew each year."""
    same = ProposalPackage.objects.filter(
        agency=package.agency, submission_number=submission_number, sent_on__year=sent_on.year
    )
    return faults_of_day("Ngày trình", sent_on) + [
        f"Tờ trình số {submission_number} đã được ghi cho “{other.title}” ngày {shown(other.sent_on)}. "
        "Xem lại số tờ trình."
        for other in same.exclude(pk=package.pk)
    ]


def _faults_of_done_actions(package: ProposalPackage, decided_on: date) -> list[str]:
    approved = package.items.filter(is_approved=True).values("review")
    earlier = EnforcementAction.objects.filter(proposal__review__in=approved, done_on__lt=decided_on)
    return [
        f"Kiến nghị “{action.change}” đã ghi hoàn thành ngày {shown(action.done_on)}, trước ngày phê duyệt "
        f"{shown(decided_on)}. Sửa ngày hoàn thành trước, nếu ngày phê duyệt mới đúng."
        for action in earlier.order_by("done_on", "pk")
    ]


@transaction.atomic
def record_action_done(
    action: EnforcementAction,
    *,
    done_on: date,
    by_document: str,
    by: User,
    seen: date | None = None,
    at: datetime | None = None,
) -> None:
    """Records, or corrects, on which day an approved action was done and by which document.

    `seen` is the day that the page showed. Refuses: no right (Forbidden); recorded otherwise meanwhile (Conflict); not
    approved, a day before the approval or in the future, no document (Refusal).
    """
    if not by.may(Capability.PACKAGE, action.proposal.review.department.agency):
        raise Forbidden("Bạn không có quyền ghi kết quả thực thi của cơ quan này.")
    item = approved_item_of(action)
    if item is None:
        raise Refusal("Phương án của kiến nghị này chưa được phê duyệt, chưa ghi thực thi được.")
    faults = faults_of_day(
        "Ngày hoàn thành", done_on, not_before=[("ngày phê duyệt", item.package.decided_on)]
    )
    document = clean(by_document)
    faults += [] if document else ["Chưa ghi hoàn thành bằng văn bản nào (số, ký hiệu, ngày)."]
    if faults:
        raise Refusal(*faults)
    _write_done(action, seen, done_on=done_on, done_by_document=document, by=by, at=at or timezone.now())


@transaction.atomic
def clear_action_done(action: EnforcementAction, *, by: User, seen: date | None) -> None:
    """Takes back what was recorded by mistake. Refuses: no right (Forbidden), recorded otherwise meanwhile (Conflict)."""
    if not by.may(Capability.PACKAGE, action.proposal.review.department.agency):
        raise Forbidden("Bạn không có quyền ghi kết quả thực thi của cơ quan này.")
    _write_done(action, seen, done_on=None, done_by_document="", by=None, at=None)


def approved_item_of(action: EnforcementAction) -> PackageItem | None:
    """The item by which the action's proposal was approved; None when it has not been."""
    items = PackageItem.objects.filter(review=action.proposal.review_id, is_approved=True)
    return items.select_related("package").first()


def _write_done(
    action: EnforcementAction,
    seen: date | None,
    *,
    done_on: date | None,
    done_by_document: str,
    by: User | None,
    at: datetime | None,
) -> None:
    won = EnforcementAction.objects.filter(pk=action.pk, done_on=seen).update(
        done_on=done_on, done_by_document=done_by_document, recorded_by=by, recorded_at=at
    )
    action.refresh_from_db()
    if not won:
        now = f"ngày {shown(action.done_on)}" if action.done_on else "chưa xong"
        raise Conflict(
            f"Trong lúc bạn nhập, kiến nghị này đã được ghi khác đi: {now}. "
            "Tải lại trang để xem, rồi ghi lại nếu cần."
        )


def _refuse_unfit(agency: Agency, reviews: Sequence[Review]) -> None:
    if not reviews:
        raise Refusal(NOTHING_PICKED)
    wanted = [review.pk for review in reviews]
    # Locked, so that two people cannot take one review into two packages.
    fresh = Review.objects.select_for_update(of=("self",)).filter(pk__in=wanted, department__agency=agency)
    found = {review.pk: review for review in fresh}
    ready = set(Review.objects.ready_for_package().filter(pk__in=wanted).values_list("pk", flat=True))
    faults = []
    for review in reviews:
        name = f"“{review.procedure}”"
        if review.pk not in found:
            faults.append(f"{name} không thuộc cơ quan này; bỏ tích rà soát đó.")
        elif found[review.pk].status != "ACCEPTED":
            faults.append(
                f"{name}: rà soát không còn ở trạng thái Đạt yêu cầu; bỏ tích hoặc chờ chấp nhận lại."
            )
        elif review.pk not in ready:
            faults.append(f"{name}: rà soát đã nằm trong hồ sơ trình khác; bỏ tích rà soát đó.")
    if faults:
        raise Refusal(*faults)


def _add_items(package: ProposalPackage, reviews: Iterable[Review]) -> None:
    PackageItem.objects.bulk_create(PackageItem(package=package, review=review) for review in reviews)
