"""Who is told of what: a notice for everybody whom a move concerns, a mail as its copy."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from departments.models import MailMode, User
from tthc.workflow.mailing import mail_notices
from tthc.workflow.models import Move, Notice


def authors_of(subject) -> set[User]:
    """Everybody who had a hand in a form before: who drew it up, is in charge, edited, submitted, agreed; active people only."""
    hands = {getattr(subject, f"{hand}_by_id", None) for hand in ("created", "edited", "submitted", "agreed")}
    hands.add(getattr(subject, "owner_id", None))
    steps = (
        Move.objects.of(subject).filter(transition__in=["submit", "agree"]).values_list("by_id", flat=True)
    )
    return set(User.objects.filter(pk__in=hands | set(steps), is_active=True))


def tell(
    people: Iterable[User],
    text: str,
    url: str,
    *,
    move: Move | None = None,
    once: str = "",
    at: datetime | None = None,
) -> int:
    """Writes a notice for each person and, once the transaction stands, asks for the mails; how many were new.

    With `once`, whoever has been told of that before is passed over.
    """
    at = at or timezone.now()
    people = {person.pk: person for person in people}
    if once:
        told = Notice.objects.filter(user__in=people, once=once).values_list("user_id", flat=True)
        people = {pk: person for pk, person in people.items() if pk not in set(told)}
    notices = Notice.objects.bulk_create(
        [Notice(user=person, move=move, text=text, url=url, at=at, once=once) for person in people.values()]
    )
    at_once = [
        notice.pk for notice in notices if notice.user.email and notice.user.mail_mode == MailMode.EACH
    ]
    if at_once:
        transaction.on_commit(partial(mail_notices, at_once))
    return len(notices)


def tell_of_move(
    subject, move: Move, way_name: str, done: str, people: Iterable[User], waiting: int = 0
) -> None:
    """Tells people of a move, except who made it; a return brings its words along, and how many remarks wait."""
    words = f" Ý kiến: {move.remark}" if move.remark else ""
    words += f" Có {waiting} ý kiến cần xử lý." if waiting else ""
    text = f"{way_name} “{subject}”: {done[0].lower()}{done[1:]} ({move.by}).{words}"
    tell(
        (person for person in people if person.pk != move.by_id),
        text,
        subject.get_absolute_url(),
        move=move,
        at=move.at,
    )


def mark_read(user: User, *, url: str = "", at: datetime | None = None) -> int:
    """Marks a person's notices as read: all, or those that point to one page; how many there were."""
    unread = Notice.objects.visible_to(user).unread()
    if url:
        unread = unread.filter(url=url)
    return unread.update(read_at=at or timezone.now())
