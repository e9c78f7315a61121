"""Statuses of a form on its way from the unit to the office."""

from django.db.models import TextChoices


class FormStatus(TextChoices):
    DRAFT = "DRAFT", "Đang soạn"
    DEPARTMENT = "DEPARTMENT", "Chờ trưởng phòng"
    OFFICE = "OFFICE", "Chờ Văn phòng Sở"
    CHECKING = "CHECKING", "Văn phòng đang kiểm tra"
    RETURNED = "RETURNED", "Trả lại"
    ACCEPTED = "ACCEPTED", "Đạt yêu cầu"


EDITABLE = (FormStatus.DRAFT, FormStatus.RETURNED)
AT_CHECKERS = (FormStatus.DEPARTMENT, FormStatus.OFFICE, FormStatus.CHECKING)
WITH_UNIT = (FormStatus.DRAFT, FormStatus.DEPARTMENT, FormStatus.RETURNED)
TONES = {
    FormStatus.DRAFT: "mute",
    FormStatus.DEPARTMENT: "wait",
    FormStatus.OFFICE: "wait",
    FormStatus.CHECKING: "info",
    FormStatus.RETURNED: "late",
    FormStatus.ACCEPTED: "ok",
}
# Which stamps (…_by, …_at) a form bears in each status; a constraint holds the two together.
STAMPS = ("submitted", "agreed", "taken", "accepted")
STAMPS_BORNE = {
    FormStatus.DRAFT: 0,
    FormStatus.RETURNED: 0,
    FormStatus.DEPARTMENT: 1,
    FormStatus.OFFICE: 2,
    FormStatus.CHECKING: 3,
    FormStatus.ACCEPTED: 4,
}
