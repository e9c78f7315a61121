"""Mails as copies of notices. A mail that fails never blocks or undoes what it tells of."""

import logging
from collections import defaultdict
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone
from django_tasks import task

from tthc.workflow.models import Notice

log = logging.getLogger(__name__)


def mail_notices(pks: list[int]) -> None:
    """Hands the mails to the background worker; if even that fails, the notices in the application remain."""
    try:
        send_notice_mails.enqueue(pks)
    except Exception:
        log.exception("Mails of notices %s could not be handed to the worker.", pks)


@task()
def send_notice_mails(pks: list[int]) -> int:
    """One mail per notice not mailed yet; how many went out."""
    sent = 0
    for notice in Notice.objects.filter(pk__in=pks).not_mailed().select_related("user"):
        sent += _send(notice.user, notice.text[:150], [notice])
    return sent


def send_digests(*, at: datetime | None = None) -> int:
    """One mail a person with all that is unread and not mailed yet, for those who asked for a daily one."""
    waiting = defaultdict(list)
    notices = Notice.objects.unread().not_mailed().filter(user__mail_mode="DAILY", user__is_active=True)
    for notice in notices.exclude(user__email="").select_related("user").order_by("at"):
        waiting[notice.user].append(notice)
    return sum(
        _send(user, f"TTHC nội bộ: {len(notices)} việc mới", notices, at=at)
        for user, notices in waiting.items()
    )


def _send(user, subject: str, notices: list[Notice], *, at: datetime | None = None) -> int:
    lines = "\n\n".join(f"- {notice.text}\n  {settings.SITE_URL}{notice.url}" for notice in notices)
    body = f"Kính gửi {user},\n\n{lines}\n\nThư này do phần mềm TTHC nội bộ gửi, không cần trả lời."
    try:
        EmailMessage(" ".join(subject.split()), body, to=[user.email]).send()
    except Exception:
        log.exception("The mail to %s could not be sent; its notices stay in the application.", user.username)
        return 0
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed_at=at or timezone.now())
    return 1
