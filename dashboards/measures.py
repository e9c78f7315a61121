"""What is counted, and when: each measure answers with the spans in which a procedure counts. No database here.

Every figure on every page is a number of rows, or a sum of amounts, of one measure; so a number and the list that
it opens cannot differ.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dashboards.facts import NOTHING, PlanFacts, ProcedureFacts, ReviewFacts, Span

Spans = list[Span]
PROPOSED, APPROVED, IN_FORCE = "proposed", "approved", "in_force"
SHADES = {PROPOSED: "đề xuất", APPROVED: "phê duyệt", IN_FORCE: "thực thi"}


def scope(facts: ProcedureFacts, plan: PlanFacts) -> Spans:
    """In scope: not repealed before the plan began, from the day its document takes effect (or it is first acted on).

    Not from the day on which somebody typed it in: a procedure that was overlooked until May did exist in March.
    """
    if facts.repealed_on and facts.repealed_on < plan.starts_on:
        return []
    acted = [facts.announced_on, *(span.start for span in facts.accepted)]
    known = [day for day in acted if day]
    return [Span(min([facts.exists_from, *known]) if facts.exists_from else date.min)]


def inventoried(facts: ProcedureFacts, plan: PlanFacts) -> Spans:
    return [part for span in facts.accepted for part in span.within(scope(facts, plan))]


def _since(day: date | None, facts: ProcedureFacts, plan: PlanFacts) -> Spans:
    return Span(day).within(scope(facts, plan)) if day else []


def announced(facts: ProcedureFacts, plan: PlanFacts) -> Spans:
    return _since(facts.announced_on, facts, plan)


def published(facts: ProcedureFacts, plan: PlanFacts) -> Spans:
    return _since(facts.public_on, facts, plan)


def reviewed(facts: ProcedureFacts, plan: PlanFacts) -> Spans:
    """Accepted, and its proposal or its conclusion to keep stands with the Chủ tịch UBND tỉnh (not come back)."""
    return [
        part
        for review in facts.reviews
        if review.acceptances
        for sending in review.sendings
        for part in sending.standing.within(scope(facts, plan))
    ]


def kept(facts: ProcedureFacts, plan: PlanFacts) -> Spans:
    """Reviewed with the conclusion to keep it as it is."""
    return [
        part
        for review in facts.reviews
        if review.acceptances
        for sending in review.sendings
        if not sending.judgement.proposes
        for part in sending.standing.within(scope(facts, plan))
    ]


def simplified(shade: str) -> Callable[[ProcedureFacts, PlanFacts], Spans]:
    """Proposals of any kind in one shade; the amount is what they save."""

    def spans(facts: ProcedureFacts, plan: PlanFacts) -> Spans:
        found: Spans = []
        later: list[tuple[ReviewFacts, Spans]] = []
        for review in reversed(facts.reviews):
            own = _in_shade(review, shade)
            ends_on = _superseded_on(review, later)
            found += [
                part for span in own for cut in span.until(ends_on) for part in cut.within(scope(facts, plan))
            ]
            later.append((review, own))
        return found

    return spans


def _in_shade(review: ReviewFacts, shade: str) -> Spans:
    if shade == PROPOSED:
        proposing = [sending for sending in review.sendings if sending.judgement.proposes]
        return [sending.standing for sending in proposing] if review.acceptances else []
    approved = review.approved
    day = approved and (approved.approved_on if shade == APPROVED else review.in_force_on)
    if day is None or not approved.judgement.proposes:
        return []
    return [Span(day, None, approved.judgement.saving, approved.judgement.kinds)]


def _superseded_on(review: ReviewFacts, later: list[tuple[ReviewFacts, Spans]]) -> date | None:
    """The day from which a later round stands in its place; never when the later round began from what it put in force."""
    days = [span.start for following, spans in later if not _built_on(review, following) for span in spans]
    return min(days, default=None)


def _built_on(review: ReviewFacts, following: ReviewFacts) -> bool:
    begun = following.first_accepted_on
    return review.in_force_on is not None and begun is not None and review.in_force_on <= begun


def base(facts: ProcedureFacts, plan: PlanFacts) -> Spans:
    """What cuts are measured against: the frozen baseline; before it is frozen, what freezing would take that day."""
    provisional = [part for span in inventoried(facts, plan) for part in span.until(plan.frozen_on)]
    return provisional + list(facts.in_baseline)


def in_base(measure: Callable[[ProcedureFacts, PlanFacts], Spans]) -> Callable[..., Spans]:
    """A measure within the base."""

    def spans(facts: ProcedureFacts, plan: PlanFacts) -> Spans:
        return [part for span in measure(facts, plan) for part in span.within(base(facts, plan))]

    return spans


def counted(shade: str) -> Callable[[ProcedureFacts, PlanFacts], Spans]:
    """Proposals of a kind that the plan counts as a cut in number, within the base."""

    def spans(facts: ProcedureFacts, plan: PlanFacts) -> Spans:
        return [span for span in in_base(simplified(shade))(facts, plan) if span.kinds & plan.counted_kinds]

    return spans


def costed(facts: ProcedureFacts, plan: PlanFacts) -> Spans:
    """Procedures whose baseline cost is known: the current cost of the first accepted review, in đồng/năm."""
    first = min(_acceptances(facts), key=lambda found: found.span.start, default=None)
    return [Span(first.span.start, None, first.judgement.current)] if first else []


def _acceptances(facts: ProcedureFacts) -> list:
    return [acceptance for review in facts.reviews for acceptance in review.acceptances]


def reestimated(facts: ProcedureFacts, plan: PlanFacts) -> Spans:
    """Changes of the current cost that no simplification made: other hours, another rate. The amount is the change.

    A later round that starts from what an earlier one put in force is expected to cost what that one proposed.
    """
    found: Spans = []
    expected = None
    previous: ReviewFacts | None = None
    for review in facts.reviews:
        if not review.acceptances:
            continue
        if previous and _built_on(previous, review):
            expected = previous.approved.judgement.proposed
        for acceptance in review.acceptances:
            current = acceptance.judgement.current
            if expected is not None and current != expected:
                found.append(Span(acceptance.span.start, None, current - expected))
            expected = current
        previous = review
    return found


@dataclass(frozen=True)
class Measure:
    """`spans` says when a procedure counts; with `lacking`, it counts while that other measure does not count it.

    With `needs_amount`, it counts only while its amount is not 0.
    """

    key: str
    label: str
    spans: Callable[[ProcedureFacts, PlanFacts], Spans]
    amount_label: str = ""
    since_label: str = ""
    lacking: str = ""
    needs_amount: bool = False


SAVING = "Tiết kiệm (đồng/năm)"
_TABLE = [
    Measure("scope", "Thủ tục thuộc phạm vi kế hoạch", scope),
    Measure("inventoried", "Đã thống kê đạt yêu cầu", inventoried, since_label="Chấp nhận ngày"),
    Measure("announced", "Đã công bố", announced, since_label="Công bố ngày"),
    Measure("published", "Đã công bố, công khai đủ các nơi", published, since_label="Công khai đủ ngày"),
    Measure("reviewed", "Đã rà soát, trình Chủ tịch UBND tỉnh", reviewed, since_label="Trình ngày"),
    Measure("kept", "Rà soát, kiến nghị giữ nguyên", kept, since_label="Trình ngày"),
    Measure("proposed", "Có phương án đã trình", simplified(PROPOSED), SAVING, "Trình ngày"),
    Measure("approved", "Phương án đã được phê duyệt", simplified(APPROVED), SAVING, "Phê duyệt ngày"),
    Measure("in_force", "Phương án đã thực thi xong", simplified(IN_FORCE), SAVING, "Thực thi xong ngày"),
    Measure("uninventoried", "Chưa thống kê đạt yêu cầu", scope, lacking="inventoried"),
    Measure("unannounced", "Chưa công bố", scope, lacking="announced"),
    Measure("unpublished", "Chưa công bố, công khai đủ các nơi", scope, lacking="published"),
    Measure("unreviewed", "Chưa rà soát, trình phương án", scope, lacking="reviewed"),
    Measure(
        "unenforced", "Đã phê duyệt, chưa thực thi xong", simplified(APPROVED), SAVING, "Phê duyệt ngày", "in_force"
    ),
    Measure("base", "Danh mục nền", base),
    *(
        Measure(f"counted_{shade}", f"Cắt giảm số thủ tục: phương án đã {words}", counted(shade), SAVING, "Từ ngày")
        for shade, words in SHADES.items()
    ),
    *(
        Measure(
            f"simplified_{shade}", f"Đơn giản hóa mọi hình thức: phương án đã {words}", in_base(simplified(shade)), SAVING, "Từ ngày"
        )
        for shade, words in SHADES.items()
    ),
    Measure("costed", "Đã có chi phí tuân thủ", in_base(costed), "Chi phí nền (đồng/năm)", "Chấp nhận ngày"),
    Measure("uncosted", "Chưa có chi phí tuân thủ", base, lacking="costed"),
    Measure(
        "reestimated", "Ước tính lại chi phí hiện hành", in_base(reestimated), "Thay đổi (đồng/năm)",
        "Ước tính lại ngày", needs_amount=True,
    ),
]  # fmt: skip
MEASURES = {measure.key: measure for measure in _TABLE}


def total(spans: Spans):
    """The sum of the amounts, in đồng/năm."""
    return sum((span.amount for span in spans), NOTHING)
