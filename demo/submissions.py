"""Packages of reviews on their way to the Chủ tịch UBND tỉnh, and what of the approved was put into force."""

from datetime import date

from demo.office_hours import at_work
from demo.people import Office
from demo.sketches import procedures
from reviews.models import ProposalPackage, Review
from reviews.packaging import (
    approve_package,
    gather_package,
    record_action_done,
    send_back_package,
    send_package,
)


def pass_on(office: Office, reviews: dict[str, Review], row: dict) -> ProposalPackage:
    """One package of the course, as far as its row says: gathered, sent, returned or approved, put into force."""
    clerk, made_on = office.users["vanphong"], date.fromisoformat(row["made_on"])
    left_out = row.get("left_out", [])
    package = gather_package(
        office.agency,
        title=row["title"],
        reviews=[review for key, review in reviews.items() if key not in left_out],
        by=clerk,
        at=at_work(made_on),
    )
    if "sent_on" not in row:
        return package
    sent_on = date.fromisoformat(row["sent_on"])
    send_package(
        package,
        submission_number=row["submission_number"],
        sent_on=sent_on,
        by=clerk,
        at=at_work(sent_on, turn=3),
    )
    if "returned_on" in row:
        returned_on = date.fromisoformat(row["returned_on"])
        send_back_package(
            package,
            returned_on=returned_on,
            return_reason=row["return_reason"],
            by=clerk,
            at=at_work(returned_on, turn=5),
        )
    if "approved_on" in row:
        approve(office, package, reviews, row)
    return package


def approve(office: Office, package: ProposalPackage, reviews: dict[str, Review], row: dict) -> None:
    """Records the decision, which may leave some proposals out, and the actions done since."""
    clerk, decided_on = office.users["vanphong"], date.fromisoformat(row["approved_on"])
    refused = {reviews[key].pk for key in row.get("not_approved", [])}
    approve_package(
        package,
        decision_number=row["decision_number"],
        decided_on=decided_on,
        approved=[item for item in package.items.all() if item.review_id not in refused],
        by=clerk,
        at=at_work(decided_on, turn=7),
    )
    for sketch in procedures():
        if sketch["key"] in reviews and sketch["review"]["actions"]:
            enforce(office, reviews[sketch["key"]], sketch["review"]["actions"])


def enforce(office: Office, review: Review, rows: list[dict]) -> None:
    """Records the actions that the sketch says are done, in the order of the proposal."""
    for action, row in zip(review.proposal.actions.all(), rows, strict=True):
        if row["done_on"]:
            done_on = date.fromisoformat(row["done_on"])
            record_action_done(
                action,
                done_on=done_on,
                by_document=f"Quyết định sửa đổi, bổ sung {action.legal_document.number} (minh họa)",
                by=office.users["vanphong"],
                at=at_work(done_on, turn=11),
            )
