"""Remarks while a form is on its way: who may raise which, what is said under them. Marking and closing: the gate."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from departments.models import User
from departments.roles import Capability
from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.core.text import clean
from tthc.workflow.comparing import find_row
from tthc.workflow.enums import EDITABLE, FormStatus
from tthc.workflow.gate import mark_mended
from tthc.workflow.models import Form, Remark, RemarkSource, Reply, ReplyAct
from tthc.workflow.notices import authors_of, tell

S = FormStatus
# What Văn phòng UBND tỉnh says comes by paper, while the form is checked and long after.
PROVINCE_SPEAKS_OF = (S.OFFICE, S.CHECKING, S.RETURNED, S.ACCEPTED)


@dataclass(frozen=True)
class Place:
    """Where a remark is pinned: a part, or one row of it (from 1); an empty part is the whole form."""

    part: str = ""
    row: int | None = None


def sources_open_to(form: Form, user: User) -> list[RemarkSource]:
    """As whose remarks a person may raise some now; nobody checks what they themselves submitted."""
    found = []
    checks = user.may(Capability.CHECK, form.department)
    if form.submitted_by_id != user.pk:
        if form.status == S.CHECKING and checks:
            found.append(RemarkSource.OFFICE)
        if form.status == S.DEPARTMENT and user.may(Capability.AGREE, form.department):
            found.append(RemarkSource.DEPARTMENT)
    if form.status in PROVINCE_SPEAKS_OF and checks:
        found.append(RemarkSource.PROVINCE)
    return found


@transaction.atomic
def raise_remark(
    form: Form,
    *,
    by: User,
    source: str,
    text: str,
    place: Place | None = None,
    said_on: date | None = None,
    paper: str = "",
    at: datetime | None = None,
) -> Remark:
    """Raises a remark on a form, a part or a row of it.

    The authors hear of a checker's remarks with the return, all at once; of those of Văn phòng UBND tỉnh right away.
    Refuses: not theirs (Forbidden), not now, no words, no such row, no day of the paper (Refusal).
    """
    place = place or Place()
    if not (by.may(Capability.CHECK, form.department) or by.may(Capability.AGREE, form.department)):
        raise Forbidden("Ý kiến do trưởng phòng hoặc Văn phòng Sở nêu.")
    if source not in sources_open_to(form, by):
        raise Conflict(f"Biểu mẫu đang ở “{form.get_status_display()}”, chưa nêu ý kiến lúc này được.")
    if not clean(text):
        raise Refusal("Chưa ghi ý kiến. Nêu rõ chỗ nào cần sửa và sửa thế nào.")
    if source == RemarkSource.PROVINCE and (said_on is None or said_on > timezone.localdate()):
        raise Refusal(
            "Ý kiến của Văn phòng UBND tỉnh cần ngày của văn bản (hoặc cuộc họp), không sau hôm nay."
        )
    remark = Remark.objects.create(
        subject=form,
        part=place.part,
        row_number=place.row,
        row_words=_words_of_row(form, place),
        text=clean(text),
        source=source,
        said_on=said_on,
        paper=clean(paper),
        by=by,
        at=at or timezone.now(),
    )
    if source == RemarkSource.PROVINCE:
        _tell(remark, authors_of(form), by, "Văn phòng UBND tỉnh có ý kiến")
    return remark


def _words_of_row(form: Form, place: Place) -> list[str]:
    """The words of the row that a remark is pinned to; Refusal when there is no such place."""
    if place.part and place.part not in dict(form.parts):
        raise Refusal("Biểu mẫu không có phần này. Chọn lại phần cần ghim ý kiến.")
    if place.row is None:
        return []
    rows = form.content().get(place.part, [])
    if not 1 <= place.row <= len(rows):
        raise Refusal("Dòng này không còn trong biểu mẫu. Chọn lại dòng, hoặc ghim vào cả phần.")
    return rows[place.row - 1]


def present_row(remark: Remark, content: dict) -> int | None:
    """The number (from 1) that the row of a remark has now; None when it is gone or the remark is on no row."""
    if remark.row_number is None:
        return None
    place = find_row(remark.row_words, content.get(remark.part, []))
    return None if place is None else place + 1


def may_speak(remark: Remark, user: User) -> bool:
    """Whether a person has a word in the thread: the unit's authors, and whoever checks or agrees."""
    home = remark.subject.home
    rights = (Capability.DRAFT, Capability.AGREE, Capability.CHECK)
    return remark.is_open and any(user.may(right, home) for right in rights)


def may_judge(remark: Remark, user: User) -> bool:
    """Whether a person may close a remark or say that it is not mended yet: who raised it, and who checks."""
    return remark.by_id == user.pk or user.may(Capability.CHECK, remark.subject.home)


@transaction.atomic
def reply_to(remark: Remark, *, by: User, text: str, at: datetime | None = None) -> Reply:
    """Says something under a remark, and tells the other side. Refuses: not theirs, closed, no words."""
    if not may_speak(remark, by):
        if not remark.is_open:
            raise Conflict("Ý kiến này đã được đóng.")
        raise Forbidden("Chỉ đơn vị soạn, trưởng phòng và Văn phòng Sở trả lời ý kiến được.")
    if not clean(text):
        raise Refusal("Chưa ghi câu trả lời.")
    reply = remark.replies.create(by=by, text=clean(text), at=at or timezone.now())
    _tell(remark, _other_side(remark, by), by, "Trả lời ý kiến", reply.text)
    return reply


@transaction.atomic
def send_back_remark(remark: Remark, *, by: User, text: str, at: datetime | None = None) -> Reply:
    """“Chưa được”: opens again what was marked as mended or closed, and tells the authors what is still missing.

    Refuses: not theirs (Forbidden), neither mended nor closed, or no longer as it was read (Conflict), no words (Refusal).
    """
    if not may_judge(remark, by):
        raise Forbidden("“Chưa được” do người nêu ý kiến hoặc Văn phòng Sở ghi.")
    if remark.is_open and remark.mended_at is None:
        raise Conflict("Ý kiến này vẫn đang mở và chưa ghi “đã sửa”.")
    if not clean(text):
        raise Refusal("Ghi rõ còn thiếu gì, để người soạn biết phải sửa tiếp chỗ nào.")
    stands = {"mended_at": remark.mended_at, "closed_at": remark.closed_at}
    opened = dict.fromkeys(("mended_by", "mended_at", "closed_by", "closed_at")) | {"mended_note": ""}
    if not Remark.objects.filter(pk=remark.pk, **stands).update(**opened):
        raise Conflict("Người khác vừa ghi vào ý kiến này. Tải lại trang để xem rồi làm tiếp.")
    if remark.mended_at:
        remark.replies.create(
            act=ReplyAct.MENDED, by=remark.mended_by, at=remark.mended_at, text=remark.mended_note
        )
    if remark.closed_at:
        remark.replies.create(act=ReplyAct.CLOSED, by=remark.closed_by, at=remark.closed_at)
    for name, value in opened.items():
        setattr(remark, name, value)
    reply = remark.replies.create(act=ReplyAct.NOT_YET, by=by, text=clean(text), at=at or timezone.now())
    _tell(remark, authors_of(remark.subject), by, "Ý kiến chưa xử lý được", reply.text)
    return reply


@transaction.atomic
def mend_remark(remark: Remark, *, by: User, note: str = "", at: datetime | None = None) -> None:
    """“Đã sửa”, answered to a remark: who raised it hears so, unless the form is still to be submitted and will say so.

    Refuses as `mark_mended`.
    """
    mark_mended(remark, by=by, note=note, at=at)
    if remark.subject.status not in EDITABLE:
        _tell(remark, [remark.by], by, "Đã sửa theo ý kiến", remark.mended_note)


def _other_side(remark: Remark, by: User) -> set[User]:
    """Everybody in the thread, and the authors when the checkers speak."""
    people = {remark.by, *(reply.by for reply in remark.replies.select_related("by"))}
    if not by.may(Capability.DRAFT, remark.subject.home):
        people |= authors_of(remark.subject)
    return people


def _tell(remark: Remark, people, by: User, what: str, text: str = "") -> None:
    form = remark.subject
    tell(
        (person for person in people if person.pk != by.pk and person.is_active),
        f"{what} “{form}” ({by}): {text or remark.text}",
        f"{form.get_absolute_url()}#y-kien-{remark.pk}",
    )
