"""The way of a form through the gate, walked by the people whose turn it is, as far as is wanted."""

from collections.abc import Callable

from demo.office_hours import Clock
from demo.people import Office
from departments.models import User
from tthc.workflow.enums import FormStatus
from tthc.workflow.gate import PinnedText, close_remark, perform
from tthc.workflow.models import Form, Remark

S = FormStatus
RETURN_NOTE = "Văn phòng Sở đề nghị đơn vị sửa các điểm dưới đây rồi nộp lại."
MENDED = "Đã sửa theo ý kiến."


def returned_remarks(rows: list[dict]) -> list[PinnedText]:
    """The remarks of a sketch as the gate takes them."""
    return [PinnedText(row["part"], row["text"]) for row in rows]


def go_the_way(
    office: Office,
    form: Form,
    *,
    until: FormStatus,
    author: User,
    clock: Clock,
    remarks: list[PinnedText] = (),
    mend: Callable | None = None,
) -> None:
    """Moves a draft on until it stands where it should.

    With remarks the office returns the form once before it goes on; `mend(by, at, mended)` then writes what the
    author changes.
    """
    if until == S.DRAFT:
        return
    checkers = office.checkers()
    checker = checkers[clock.turn % len(checkers)] if until == S.ACCEPTED else checkers[0]
    if remarks:
        hand_to_office(office, form, author, clock)
        perform(form, "take", by=checker, at=clock.later(2))
        perform(form, "return_to_unit", by=checker, remark=RETURN_NOTE, remarks=remarks, at=clock.later(2))
        if until == S.RETURNED:
            return
        answers = [(remark, MENDED) for remark in Remark.objects.of(form)]
        if mend:
            mend(author, clock.later(2), answers)
    if until == S.DEPARTMENT:
        perform(form, "submit", by=author, at=clock.later(1))
        return
    hand_to_office(office, form, author, clock)
    if until == S.OFFICE:
        return
    perform(form, "take", by=checker, at=clock.later(2))
    if until == S.CHECKING:
        return
    at = clock.later(2)
    for remark in Remark.objects.of(form).still_open():
        close_remark(remark, by=checker, at=at)
    perform(form, "accept", by=checker, at=at)


def hand_to_office(office: Office, form: Form, author: User, clock: Clock) -> None:
    """Submitted by its author, agreed to by whoever of the unit may, by the office for a head without a deputy."""
    perform(form, "submit", by=author, at=clock.later(1))
    heads = [head for head in office.heads(form.department.code) if head != author]
    heads = heads or office.checkers()
    perform(form, "agree", by=heads[clock.turn % 4 == 3 and len(heads) > 1], at=clock.later(1))
