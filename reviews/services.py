"""What people do with a review while it is theirs to write: start it, answer, work out the cost, propose."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from departments.models import User
from departments.roles import Capability
from procedures.models import Procedure
from procedures.services import document_meant_by, documents_named_in
from reviews import costing, rules
from reviews.models import (
    CostLine,
    IncomeRate,
    Proposal,
    ProposalKind,
    Questionnaire,
    Review,
)
from reviews.prefill import cost_lines_of, current_texts
from reviews.questionnaire import Answers, clean_answers
from tthc.core.display import number
from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.core.stored_rows import RowInput, write_rows
from tthc.workflow.enums import FormStatus
from tthc.workflow.gate import claim_edit

TOO_LARGE = (
    "Tổng chi phí quá lớn để ghi (từ một tỷ tỷ đồng/năm). "
    "Kiểm tra lại số giờ, số tiền, số lần, số đối tượng; bảng chưa được lưu."
)
LARGEST_COST = Decimal(10) ** 18  # what the columns of a review hold


@dataclass
class ProposalDraft:
    """What the page of the conclusion and the proposal says; None leaves `components` or `actions` as they are."""

    conclusion: str = ""
    conclusion_reason: str = ""
    kinds: list[str] = field(default_factory=list)
    summary: str = ""
    benefit: str = ""
    components: list[RowInput] | None = field(default_factory=list)
    actions: list[RowInput] | None = field(default_factory=list)


def obstacles_to_start(procedure: Procedure) -> list[str]:
    """Why a procedure cannot be reviewed now; empty when it can."""
    if procedure.status != FormStatus.ACCEPTED:
        return [
            "Thủ tục chưa đạt yêu cầu thống kê. Chỉ rà soát khi Văn phòng Sở đã chấp nhận biểu mẫu thống kê."
        ]
    if procedure.repealed_on:
        return ["Thủ tục đã được bãi bỏ, không cần rà soát."]
    last = procedure.reviews.order_by("-round").first()
    if last and last.status != FormStatus.ACCEPTED:
        return [f"Thủ tục đang có lần rà soát {last.round} chưa xong. Mở biểu mẫu đó để làm tiếp."]
    return []


def terms_of_reviews(at: datetime) -> dict[str, Any]:
    """What a review that begins now is frozen with: the current questionnaire, the hourly income of the day, its source.

    Refuses: no questionnaire, no rate.
    """
    questionnaire = Questionnaire.objects.filter(is_current=True).first()
    if questionnaire is None:
        raise Refusal("Chưa có bộ câu hỏi nào đang dùng. Đề nghị Quản trị ban hành bộ câu hỏi rà soát.")
    rate = IncomeRate.objects.filter(valid_from__lte=timezone.localdate(at)).order_by("-valid_from").first()
    if rate is None:
        raise Refusal(
            "Chưa có mức thu nhập bình quân cho ngày này. Đề nghị Quản trị nhập mức có nguồn số liệu."
        )
    return {
        "questionnaire": questionnaire,
        "hourly_income": costing.hourly_income(rate.annual_income),
        "income_source": f"{rate.source}: {number(rate.annual_income)} đồng/năm, áp dụng {rate}"[:300],
    }


def lay_out_costs(reviews: Iterable[Review]) -> None:
    """Gives new reviews the cost lines that their inventory forms call for."""
    laid_out = []
    for review in reviews:
        lines = cost_lines_of(review.procedure)
        for line in lines:
            line.review = review
        laid_out += lines
    CostLine.objects.bulk_create(laid_out)


@transaction.atomic
def start_review(procedure: Procedure, *, by: User, at: datetime | None = None) -> Review:
    """A new review on the current questionnaire, with the income rate of today frozen in it and its cost lines laid out.

    Refuses: not their unit's (Forbidden), not accepted, repealed, already under review, no questionnaire, no rate.
    """
    if not by.may(Capability.DRAFT, procedure.department):
        raise Forbidden("Bạn không có quyền rà soát thủ tục của đơn vị này.")
    if obstacles := obstacles_to_start(procedure):
        raise Refusal(*obstacles)
    at = at or timezone.now()
    terms = terms_of_reviews(at)
    try:
        with transaction.atomic():
            review = Review.objects.create(
                procedure=procedure,
                department=procedure.department,
                round=procedure.reviews.count() + 1,
                owner=by,
                created_by=by,
                created_at=at,
                edited_by=by,
                edited_at=at,
                **terms,
            )
    except IntegrityError:
        raise Conflict("Người khác vừa bắt đầu rà soát thủ tục này. Mở biểu mẫu đó để làm tiếp.") from None
    lay_out_costs([review])
    return review


@transaction.atomic
def save_answers(
    review: Review,
    answers: Answers,
    *,
    by: User,
    seen_version: int | None = None,
    at: datetime | None = None,
    sections: Collection[str] = (),
) -> None:
    """Keeps the answers of the questionnaire, those of hidden questions too. Refuses unknown keys and choices.

    Here and below `sections` names what is written as its page does.
    """
    cleaned = clean_answers(review.questionnaire.definition, answers)
    claim_edit(review, by=by, seen_version=seen_version, at=at, sections=sections)
    review.answers = cleaned
    review.save(update_fields=["answers"])


@transaction.atomic
def save_cost_lines(
    review: Review,
    rows: Iterable[RowInput],
    *,
    by: User,
    seen_version: int | None = None,
    at: datetime | None = None,
    sections: Collection[str] = (),
) -> costing.Total:
    """Makes the cost table these rows, in their order, and stores the totals; answers with them (đồng/năm)."""
    claim_edit(review, by=by, seen_version=seen_version, at=at, sections=sections)
    write_rows(review, "cost_lines", rows)
    return _store_totals(review)


@transaction.atomic
def save_proposal(
    review: Review,
    draft: ProposalDraft,
    *,
    by: User,
    seen_version: int | None = None,
    at: datetime | None = None,
    sections: Collection[str] = (),
) -> costing.Total:
    """Keeps conclusion and proposal and stores the totals, since a repeal costs nothing and keeping changes nothing.

    A component without hiện hành takes it from the inventory form.
    """
    claim_edit(review, by=by, seen_version=seen_version, at=at, sections=sections)
    review.conclusion, review.conclusion_reason = draft.conclusion, draft.conclusion_reason
    review.save(update_fields=["conclusion", "conclusion_reason"])
    proposal, _ = Proposal.objects.update_or_create(
        review=review, defaults={"summary": draft.summary, "benefit": draft.benefit}
    )
    proposal.kinds.all().delete()
    ProposalKind.objects.bulk_create(ProposalKind(proposal=proposal, kind=kind) for kind in draft.kinds)
    if draft.components is not None:
        _write_components(proposal, review.procedure, draft.components)
    if draft.actions is not None:
        _write_actions(proposal, review, draft.actions)
    review.proposal = proposal
    return _store_totals(review)


def _write_components(proposal: Proposal, procedure: Procedure, rows: list[RowInput]) -> None:
    inventory = current_texts(procedure) if any(not row.values.get("current_text") for row in rows) else {}
    filled = [
        row.with_values(
            current_text=row.values.get("current_text") or inventory.get(row.values.get("part"), "")
        )
        for row in rows
    ]
    write_rows(proposal, "components", filled)


def _write_actions(proposal: Proposal, review: Review, rows: list[RowInput]) -> None:
    """Each action is tied to the agency's document whose number stands in its words, when one alone fits."""
    texts = [row.values.get("document_text", "") for row in rows]
    documents = documents_named_in(review.department.agency_id, texts)
    tied = [
        row.with_values(legal_document=document_meant_by(text, documents))
        for text, row in zip(texts, rows, strict=True)
    ]
    write_rows(proposal, "actions", tied)


def total_cost(review: Review) -> costing.Total:
    """The cost of the review's table as it stands now, in whole đồng a year."""
    lines = rules.costing_lines(review, CostLine.objects.filter(review=review))
    return costing.total(lines, review.hourly_income, repealed=rules.is_repeal(review)).rounded()


def store_totals(pks: Iterable[int]) -> None:
    """Counts the stored totals of many reviews anew, in two statements and their look-ups. Refuses as saving one does."""
    reviews = list(
        Review.objects.filter(pk__in=pks)
        .prefetch_related("cost_lines", "proposal__kinds")
        .select_related("proposal")
    )
    for review in reviews:
        lines = rules.costing_lines(review, review.cost_lines.all())
        total = costing.total(lines, review.hourly_income, repealed=rules.is_repeal(review)).rounded()
        if max(total.current, total.proposed) >= LARGEST_COST:
            raise Refusal(f"{review}: {TOO_LARGE}")
        review.cost_current, review.cost_proposed = total.current, total.proposed
    Review.objects.bulk_update(reviews, ["cost_current", "cost_proposed"], batch_size=500)


def _store_totals(review: Review) -> costing.Total:
    total = total_cost(review)
    if max(total.current, total.proposed) >= LARGEST_COST:
        raise Refusal(TOO_LARGE)
    review.cost_current, review.cost_proposed = total.current, total.proposed
    review.save(update_fields=["cost_current", "cost_proposed"])
    return total
