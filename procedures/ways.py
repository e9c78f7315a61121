"""Which way an inventory form and an announcement go."""

from departments.roles import Capability
from procedures import rules
from procedures.models import Announcement, AnnouncementStatus, Procedure
from tthc.workflow.form_way import form_way
from tthc.workflow.transitions import Transition, Way, follow

INVENTORY_WAY = form_way(
    "Biểu mẫu thống kê", to_submit=rules.obstacles_to_submit, to_reopen=rules.obstacles_to_reopen
)


def obstacles_to_issue(announcement, user) -> list[str]:
    rows = announcement.rows.select_related("procedure")
    if not rows:
        return ["Quyết định chưa có thủ tục nào. Chọn ít nhất một thủ tục đã đạt yêu cầu."]
    waiting = [row.procedure.name for row in rows if row.procedure.status != "ACCEPTED"]
    return [
        f"Thủ tục “{name}” không còn ở trạng thái Đạt yêu cầu; bỏ ra hoặc chờ chấp nhận lại."
        for name in waiting
    ]


ANNOUNCEMENT_WAY = Way(
    name="Quyết định công bố",
    statuses={
        AnnouncementStatus.DRAFT.value: ("Đang lập", "mute"),
        AnnouncementStatus.ISSUED.value: ("Đã ban hành", "ok"),
    },
    transitions=(
        Transition(
            "issue", "Ghi đã ban hành", "Đã ban hành", frozenset({AnnouncementStatus.DRAFT}), AnnouncementStatus.ISSUED,
            Capability.ANNOUNCE, keeps_snapshot=True, tone="primary", obstacles=obstacles_to_issue,
        ),
        Transition(
            "correct", "Đính chính số, ngày…", "Đã đính chính", frozenset({AnnouncementStatus.ISSUED}),
            AnnouncementStatus.ISSUED, Capability.ANNOUNCE, remark_asked=rules.reason_of_correction_asked,
            keeps_snapshot=True,
        ),
    ),
)  # fmt: skip

follow(Procedure, INVENTORY_WAY)
follow(Announcement, ANNOUNCEMENT_WAY)
