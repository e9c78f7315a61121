"""Forms on their way, told as errands: what each asks of the person, since when, and where it is done."""

from collections.abc import Callable, Iterable

from django.urls import reverse

from dashboards.errands import SHOWN, Box, Errand
from dashboards.queues import FormOnWay, Queues, holders_of, quoted
from departments.models import User
from departments.roles import Capability, Reach
from procedures.models import Procedure
from tthc.core.display import day, number
from tthc.workflow.enums import FormStatus

S = FormStatus
LONGEST = 5  # lines of the box of what waits longest


def _box_of(
    title: str, forms: list[FormOnWay], errand: Callable[[FormOnWay], Errand], empty: str, status=""
) -> Box:
    more = f"{reverse('procedures:procedure_list')}?trang-thai={status}" if status else ""
    return Box(
        title,
        [errand(found) for found in forms[:SHOWN]],
        len(forms),
        empty,
        more if len(forms) > SHOWN else "",
    )


def waiting_box(queues: Queues, user: User) -> Box | None:
    """Only for who decides on forms."""
    if not (user.may(Capability.AGREE) or user.may(Capability.CHECK)):
        return None
    status = S.OFFICE if user.may(Capability.CHECK) else S.DEPARTMENT
    return _box_of("Chờ tôi", queues.waiting, _to_decide, "Không có biểu mẫu nào chờ bạn.", status)


def _to_decide(found: FormOnWay) -> Errand:
    act = {S.DEPARTMENT: "Xem, đồng ý", S.OFFICE: "Tiếp nhận", S.CHECKING: "Kiểm tra"}[found.status]
    if found.is_overdue:
        tag, tone = f"Quá {found.days} ngày", "late"
    elif found.status == S.CHECKING:
        tag, tone = "Đang kiểm tra", "info"
    else:
        tag, tone = ("Nộp lại", "wait") if found.returned else ("Mới", "info")
    remarks = f" · {number(found.open_remarks)} ý kiến còn mở" if found.open_remarks else ""
    return _errand(found, tag, tone, f"{found.department} · từ {day(found.since)}{remarks}", act)


def own_boxes(queues: Queues, user: User) -> Iterable[Box]:
    """Only for who writes forms; returned and waiting ones of others who have such."""
    drafts = user.may(Capability.DRAFT)
    if drafts or queues.returned:
        yield _box_of(
            "Bị trả lại", queues.returned, _to_mend, "Không có biểu mẫu nào bị trả lại.", S.RETURNED
        )
    if queues.drafts or (drafts and user.reach(Capability.CHECK) == Reach.NOWHERE):
        yield _box_of(
            "Bản nháp của tôi", queues.drafts, _to_finish,
            "Không có bản nháp nào. Bấm “Thêm thủ tục” để lập biểu mẫu thống kê.", S.DRAFT,
        )  # fmt: skip
    if queues.sent:
        holders = holders_of(queues.sent)
        yield _box_of("Đã chuyển, đang chờ", queues.sent, lambda found: _sent(found, holders), "")


def _to_mend(found: FormOnWay) -> Errand:
    back = found.returned
    said = f"{back.by}, {day(back.at)}: “{quoted(back.remark)}”" if back and back.remark else ""
    note = " · ".join(
        filter(None, [said, f"{number(found.open_remarks)} ý kiến chưa đóng" if found.open_remarks else ""])
    )
    return _errand(found, "Trả lại", "late", note or f"Từ {day(found.since)}", "Sửa", edits=True)


def _to_finish(found: FormOnWay) -> Errand:
    return _errand(found, "Nháp", "mute", f"Sửa lần cuối {day(found.since)}", "Soạn tiếp", edits=True)


def _sent(found: FormOnWay, holders: dict[int, str]) -> Errand:
    at_whom = {
        S.DEPARTMENT: f"Chờ {holders.get(found.form.department_id, 'trưởng phòng')}",
        S.OFFICE: "Chờ Văn phòng Sở tiếp nhận",
        S.CHECKING: f"{found.form.taken_by} đang kiểm tra",
    }[found.status]
    tag, tone = (f"Chờ {found.days} ngày", "late") if found.is_overdue else ("Đang chờ", "wait")
    return _errand(found, tag, tone, f"{at_whom}, từ {day(found.since)}", "Xem")


def _errand(found: FormOnWay, tag: str, tone: str, note: str, act: str, *, edits: bool = False) -> Errand:
    url = found.form.get_absolute_url()
    if edits and isinstance(found.form, Procedure):
        url = reverse("procedures:procedure_edit", args=[found.form.pk])
    return Errand(tag, tone, found.title, f"{found.kind} · {note}", url, act)


def longest_box(queues: Queues, user: User, holders: dict[int, str]) -> Box | None:
    """For Văn phòng Sở: of all forms on their way those that have stood still longest, at whom and since when."""
    if user.reach(Capability.CHECK) < Reach.AGENCY:
        return None
    found = sorted([*queues.waiting, *queues.elsewhere, *queues.sent], key=lambda one: one.since)
    found = [one for one in found if one.days > 0][:LONGEST]
    errands = [
        _errand(
            one,
            f"{number(one.days)} ngày",
            "late" if one.is_overdue else "wait",
            f"{one.department} · {_at_whom(one, holders)}, từ {day(one.since)}",
            "Xem",
        )
        for one in found
    ]
    return Box("Chờ lâu nhất", errands, len(errands))


def _at_whom(found: FormOnWay, holders: dict[int, str]) -> str:
    return {
        S.DEPARTMENT: f"chờ {holders.get(found.form.department_id, 'trưởng phòng (chưa có người)')}",
        S.OFFICE: "chờ Văn phòng Sở tiếp nhận",
        S.CHECKING: f"{found.form.taken_by} đang kiểm tra",
        S.RETURNED: "trả lại, đơn vị chưa nộp lại",
    }[found.status]


def elsewhere_box(queues: Queues, holders: dict[int, str]) -> Box | None:
    """What Văn phòng Sở waits for from others, by unit and status."""
    if not queues.elsewhere:
        return None
    groups: dict[tuple[int, str], list[FormOnWay]] = {}
    for found in queues.elsewhere:
        groups.setdefault((found.form.department_id, found.status), []).append(found)
    errands = [_group(forms, holders) for forms in groups.values()]
    return Box("Đã chuyển, đang chờ nơi khác", errands, len(queues.elsewhere))


def _group(forms: list[FormOnWay], holders: dict[int, str]) -> Errand:
    first = forms[0]
    at_whom = {
        S.DEPARTMENT: f"người giữ: {holders.get(first.form.department_id, 'chưa có trưởng phòng')}",
        S.RETURNED: f"trả lại từ {day(first.since)}, đơn vị chưa nộp lại",
        S.CHECKING: f"{first.form.taken_by} đang kiểm tra",
    }[first.status]
    tone = "late" if first.is_overdue else "wait"
    url = (
        f"{reverse('procedures:procedure_list')}?don-vi={first.form.department_id}&trang-thai={first.status}"
    )
    if len(forms) == 1 or not isinstance(first.form, Procedure):
        url = first.form.get_absolute_url()
    title = f"{number(len(forms))} biểu mẫu của {first.department}" if len(forms) > 1 else first.title
    return Errand(
        first.status.label, tone, title, f"Lâu nhất {number(first.days)} ngày, {at_whom}", url, "Xem"
    )
