"""The way of a form, inventory and review alike, in one table."""

from departments.models import User
from departments.roles import Capability
from tthc.workflow.enums import TONES, FormStatus
from tthc.workflow.models import Remark, RemarkSource
from tthc.workflow.notices import authors_of
from tthc.workflow.transitions import Obstacles, Transition, Way

S = FormStatus
NOBODY_TO_AGREE = (
    "Đơn vị chưa có trưởng phòng (hoặc cấp phó) nào khác để đồng ý biểu mẫu này. "
    "Đề nghị Quản trị giao vai trò Trưởng phòng cho một người đang làm việc, rồi nộp lại."
)
NOBODY_TO_CHECK = (
    "Chưa có ai khác ở Văn phòng Sở được giao kiểm tra biểu mẫu này. "
    "Đề nghị Quản trị giao vai trò Văn phòng Sở cho một người, rồi chuyển lại."
)


def confirmers(form, submitter):
    """Who can agree to a form that `submitter` submits: heads of the unit, and for a head's own form the office too."""
    heads = User.objects.holding(Capability.AGREE, form.department).exclude(pk=submitter.pk)
    if submitter.may(Capability.AGREE, form.department):
        return heads | User.objects.holding(Capability.CHECK, form.department).exclude(pk=submitter.pk)
    return heads


def obstacles_to_agree(form, user) -> list[str]:
    if form.submitted_by_id == user.pk:
        return [
            "Không ai tự đồng ý biểu mẫu do chính mình nộp; cần một cấp trưởng, phó khác hoặc Văn phòng Sở."
        ]
    if not user.may(Capability.AGREE, form.department) and not form.submitted_by.may(
        Capability.AGREE, form.department
    ):
        return ["Biểu mẫu này chờ trưởng phòng của đơn vị đồng ý trước."]
    if not User.objects.holding(Capability.CHECK, form.department).exclude(pk=form.submitted_by_id).exists():
        return [NOBODY_TO_CHECK]
    return []


def obstacles_to_decide(form, user) -> list[str]:
    """Nobody takes in or accepts what they themselves submitted."""
    if form.submitted_by_id == user.pk:
        return [
            "Không ai tự kiểm tra, chấp nhận biểu mẫu do chính mình nộp; cần một người khác ở Văn phòng Sở."
        ]
    return []


def obstacles_to_withdraw(form, user) -> list[str]:
    if form.submitted_by_id != user.pk:
        return [f"Chỉ người đã nộp ({form.submitted_by}) rút lại được; người khác có thể trả lại kèm ý kiến."]
    return []


def reason_asked(form) -> str:
    return "Chưa ghi ý kiến. Nêu rõ lý do, phần nào cần sửa, để đơn vị biết phải làm gì."


def reason_asked_unless_remarks_wait(form) -> str:
    """A return that takes remarks along needs no further words."""
    return "" if Remark.objects.of(form).waiting().exists() else reason_asked(form)


def reason_asked_while_remarks_are_open(form) -> str:
    count = Remark.objects.of(form).still_open().count()
    return (
        f"Còn {count} ý kiến chưa đóng. Đóng từng ý kiến, hoặc ghi lý do chấp nhận khi ý kiến còn mở."
        if count
        else ""
    )


def checkers(form):
    return User.objects.holding(Capability.CHECK, form.department)


def tells_who_is_next(form, move):
    """Who can confirm a submitted form."""
    return confirmers(form, move.by)


def tells_the_office_and_authors(form, move):
    return {*checkers(form), *authors_of(form)}


def tells_authors(form, move):
    """All who had a hand in earlier steps, not only the last."""
    return authors_of(form)


def tells_who_was_next(form, move):
    """Who need not look at it any more: the form has been withdrawn."""
    if move.from_status == S.OFFICE:
        return {*checkers(form), *User.objects.holding(Capability.AGREE, form.department)}
    return confirmers(form, move.by)


def form_way(name: str, *, to_submit: Obstacles, to_reopen: Obstacles) -> Way:
    """The standard way, with what a kind of form itself asks before submitting and before reopening."""

    def obstacles_to_submit(form, user) -> list[str]:
        found = list(to_submit(form, user))
        if not confirmers(form, user).exists():
            found.append(NOBODY_TO_AGREE)
        return found

    rounds = ("submitted", "agreed", "taken", "accepted")
    return Way(
        name=name,
        statuses={status.value: (status.label, TONES[status]) for status in S},
        holders={S.DEPARTMENT: Capability.AGREE, S.OFFICE: Capability.CHECK, S.CHECKING: Capability.CHECK},
        transitions=(
            Transition(
                "submit", "Nộp cho trưởng phòng", "Đã nộp", frozenset({S.DRAFT, S.RETURNED}), S.DEPARTMENT,
                Capability.DRAFT, stamps=("submitted",), keeps_snapshot=True, tone="primary",
                tells=tells_who_is_next, obstacles=obstacles_to_submit,
            ),
            Transition(
                "agree", "Đồng ý, chuyển Văn phòng Sở", "Đã đồng ý", frozenset({S.DEPARTMENT}), S.OFFICE,
                Capability.AGREE, stand_in=Capability.CHECK, stamps=("agreed",), tone="primary",
                tells=tells_the_office_and_authors, obstacles=obstacles_to_agree,
            ),
            Transition(
                "take", "Tiếp nhận để kiểm tra", "Đã tiếp nhận", frozenset({S.OFFICE}), S.CHECKING,
                Capability.CHECK, stamps=("taken",), tone="primary", tells=tells_authors, obstacles=obstacles_to_decide,
            ),
            Transition(
                "accept", "Đạt yêu cầu", "Đã chấp nhận", frozenset({S.CHECKING}), S.ACCEPTED,
                Capability.CHECK, stamps=("accepted",), keeps_snapshot=True, tone="primary",
                remark_asked=reason_asked_while_remarks_are_open, tells=tells_authors, obstacles=obstacles_to_decide,
            ),
            Transition(
                "return_to_unit", "Trả lại đơn vị…", "Đã trả lại", frozenset({S.OFFICE, S.CHECKING}), S.RETURNED,
                Capability.CHECK, clears=rounds, remark_asked=reason_asked_unless_remarks_wait, pins_remarks=True, keeps_snapshot=True,
                tone="danger", tells=tells_authors,
            ),
            Transition(
                "return_to_staff", "Trả lại người soạn…", "Trưởng phòng đã trả lại", frozenset({S.DEPARTMENT}),
                S.RETURNED, Capability.AGREE, clears=rounds, remark_asked=reason_asked_unless_remarks_wait,
                pins_remarks=True, remark_source=RemarkSource.DEPARTMENT, keeps_snapshot=True, tone="danger", tells=tells_authors,
            ),
            Transition(
                "withdraw", "Rút lại để sửa", "Đã rút lại", frozenset({S.DEPARTMENT, S.OFFICE}), S.DRAFT,
                Capability.DRAFT, clears=rounds, tells=tells_who_was_next, obstacles=obstacles_to_withdraw,
            ),
            Transition(
                "reopen", "Mở lại…", "Đã mở lại", frozenset({S.ACCEPTED}), S.RETURNED,
                Capability.CHECK, clears=rounds, remark_asked=reason_asked, keeps_snapshot=True, tone="danger",
                tells=tells_authors, obstacles=to_reopen,
            ),
        ),
    )  # fmt: skip
