"""Which way a review and a package of proposals go."""

from departments.roles import Capability
from procedures.rules import reason_of_correction_asked
from reviews import rules
from reviews.enums import PackageStatus
from reviews.models import ProposalPackage, Review
from reviews.models.package import TONES
from tthc.workflow.form_way import form_way
from tthc.workflow.transitions import Transition, Way, follow

P = PackageStatus
REVIEW_WAY = form_way(
    "Biểu mẫu rà soát", to_submit=rules.obstacles_to_submit, to_reopen=rules.obstacles_to_reopen
)
PACKAGE_WAY = Way(
    name="Hồ sơ trình phương án",
    statuses={status.value: (status.label, TONES[status]) for status in P},
    transitions=(
        Transition(
            "send", "Ghi đã trình", "Đã trình Chủ tịch UBND tỉnh", frozenset({P.DRAFT}), P.SENT,
            Capability.PACKAGE, keeps_snapshot=True, tone="primary", obstacles=rules.obstacles_to_send,
        ),
        Transition(
            "approve", "Ghi được phê duyệt", "Đã được phê duyệt", frozenset({P.SENT}), P.APPROVED,
            Capability.PACKAGE, keeps_snapshot=True, tone="primary",
        ),
        Transition(
            "send_back", "Ghi bị trả lại", "Bị trả lại", frozenset({P.SENT}), P.RETURNED,
            Capability.PACKAGE, keeps_snapshot=True, tone="danger",
        ),
        *(
            Transition(
                f"correct_{status.lower()}", "Đính chính số, ngày…", "Đã đính chính", frozenset({status}), status,
                Capability.PACKAGE, remark_asked=reason_of_correction_asked, keeps_snapshot=True,
            )
            for status in (P.SENT, P.APPROVED, P.RETURNED)
        ),
    ),
)  # fmt: skip

follow(Review, REVIEW_WAY)
follow(ProposalPackage, PACKAGE_WAY)
