"""The texts of a form that can be looked at again: each snapshot of the log, and the form as it stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType

from tthc.core.display import moment
from tthc.workflow.comparing import compare, count_changes
from tthc.workflow.enums import AT_CHECKERS, FormStatus
from tthc.workflow.marking import PartMarks, marks_of
from tthc.workflow.models import Form, Move
from tthc.workflow.transitions import way_of

NOW = "nay"
DECISIONS = ("accept", "return_to_unit", "return_to_staff", "reopen")


@dataclass(frozen=True)
class Version:
    """One text of a form; `key` is the row of the log that kept it, or NOW."""

    key: str
    label: str


@dataclass(frozen=True)
class SinceSeen:
    """What has changed since the last decision, and which decision that was."""

    count: int
    decision: Move
    done: str
    marks: dict[str, PartMarks]


def versions_of(form: Form) -> list[Version]:
    """Every text that was kept, the oldest first, then the form as it stands."""
    way = way_of(form)
    kept = Move.objects.of(form).filter(snapshot__isnull=False).defer("snapshot")
    return [
        *(
            Version(
                str(move.pk),
                f"{way.transition(move.transition).done} {moment(move.at)} (phiên bản {move.version})",
            )
            for move in kept
        ),
        Version(NOW, f"Bản hiện nay (phiên bản {form.version})"),
    ]


def content_of_version(form: Form, key: str) -> dict:
    """The words of one version of a form; Move.DoesNotExist when the log kept none under that key."""
    if key == NOW:
        return form.content()
    return Move.objects.of(form).get(pk=key, snapshot__isnull=False).snapshot


def last_decision(moves: Iterable[Move]) -> Move | None:
    """The last time somebody decided on the form and so saw the whole of it."""
    return next((move for move in reversed(list(moves)) if move.transition in DECISIONS), None)


def last_acceptance(moves: Iterable[Move]) -> Move | None:
    return next((move for move in reversed(list(moves)) if move.transition == "accept"), None)


def asks_again_sentence(is_edited: bool) -> str:
    """How a form that was accepted and is not any more is marked."""
    return f"{'Đã sửa' if is_edited else 'Đã mở lại'} sau khi đạt, chờ chấp nhận lại"


def since_seen(form: Form, decision: Move) -> SinceSeen | None:
    """What changed since a decision; None when nothing is to be said about it."""
    if decision.snapshot is None:
        return None
    parts = compare(decision.snapshot, form.content())
    count = sum(part.count for part in parts)
    if not count and form.status not in AT_CHECKERS:
        return None
    return SinceSeen(count, decision, way_of(form).transition(decision.transition).done, marks_of(parts))


def mark_changes(forms: Iterable[Form]) -> None:
    """Gives the forms of one page of a list `changes_since_seen` (None when there is nothing to compare) and
    `asks_again` (a sentence when it was accepted before and is not now), in two queries at most.

    What lies with its checkers is frozen, so that its last submission is its present text.
    """
    forms = list(forms)
    kept = Move.objects.none()
    if forms:
        kept = Move.objects.filter(
            content_type=ContentType.objects.get_for_model(forms[0]),
            object_id__in=[form.pk for form in forms if form.status != FormStatus.ACCEPTED],
            transition__in=["submit", *DECISIONS],
        )
    last: dict[int, dict[str, int]] = {}
    accepted_at = {}
    for pk, form_pk, transition, at in kept.values_list("pk", "object_id", "transition", "at"):
        of_form = last.setdefault(form_pk, {})
        of_form[transition] = pk
        if transition in DECISIONS:
            of_form["decision"] = pk
        if transition == "accept":
            accepted_at[form_pk] = at
    pairs = {
        form.pk: (last[form.pk]["decision"], last[form.pk]["submit"])
        for form in forms
        if form.status in AT_CHECKERS and {"decision", "submit"} <= last.get(form.pk, {}).keys()
    }
    wanted = {pk for pair in pairs.values() for pk in pair}
    snapshots = dict(Move.objects.filter(pk__in=wanted).values_list("pk", "snapshot"))
    for form in forms:
        before, after = (snapshots.get(pk) for pk in pairs.get(form.pk, (None, None)))
        form.changes_since_seen = count_changes(before, after) if before and after else None
        accepted = accepted_at.get(form.pk)
        form.asks_again = asks_again_sentence(form.edited_at > accepted) if accepted else ""
