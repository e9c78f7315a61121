"""Questionnaires as master data: publishing a version, and choosing the one for new reviews."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from departments.models import User
from departments.roles import Capability
from reviews.models import Questionnaire
from reviews.questionnaire_check import check_definition
from tthc.core.refusal import Forbidden, Refusal


@transaction.atomic
def publish_questionnaire(questionnaire: Questionnaire, *, by: User, at: datetime | None = None) -> None:
    """From here on the version never changes. Refuses a definition that cannot be asked, and a second publishing."""
    _require_master_data(by)
    if questionnaire.published_at:
        raise Refusal(f"Bộ câu hỏi “{questionnaire}” đã được ban hành. Muốn đổi thì lập phiên bản mới.")
    faults = check_definition(questionnaire.definition)
    if faults:
        raise Refusal(f"Chưa ban hành được “{questionnaire}”:", *faults)
    questionnaire.published_at = at or timezone.now()
    questionnaire.save(update_fields=["published_at"])


@transaction.atomic
def use_questionnaire(questionnaire: Questionnaire, *, by: User) -> None:
    """New reviews are answered on this version; reviews already begun keep theirs."""
    _require_master_data(by)
    if not questionnaire.published_at:
        raise Refusal(f"Bộ câu hỏi “{questionnaire}” chưa được ban hành. Ban hành trước rồi mới dùng được.")
    Questionnaire.objects.exclude(pk=questionnaire.pk).filter(is_current=True).update(is_current=False)
    questionnaire.is_current = True
    questionnaire.save(update_fields=["is_current"])


def _require_master_data(by: User) -> None:
    if not by.may(Capability.MASTER_DATA):
        raise Forbidden("Chỉ Quản trị ban hành và chọn bộ câu hỏi rà soát.")
