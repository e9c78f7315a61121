"""What a page shows of a subject's way: where it stands, at whom, what may be done next, what has happened."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.text import Truncator

from departments.models import User
from departments.roles import Capability
from tthc.workflow.enums import FormStatus
from tthc.workflow.gate import Offer, offers
from tthc.workflow.handing_over import may_hand_over
from tthc.workflow.models import Form, Move, Remark, Reply, ReplyAct, Sitting
from tthc.workflow.remarks import present_row
from tthc.workflow.transitions import HAND_OVER, way_of
from tthc.workflow.versions import SinceSeen, asks_again_sentence, last_acceptance, last_decision, since_seen


@dataclass(frozen=True)
class OfferedAct:
    """An offer with the address that carries it out; `asks_words` opens a page first."""

    offer: Offer
    url: str
    asks_words: bool

    @property
    def label(self) -> str:
        return self.offer.transition.label

    @property
    def tone(self) -> str:
        return self.offer.transition.tone

    @property
    def obstacles(self) -> list[str]:
        return self.offer.obstacles


@dataclass(frozen=True)
class LogRow:
    """A move as the log shows it."""

    move: Move
    done: str
    to_label: str
    tone: str
    version_url: str = ""
    together: tuple[Form, ...] = ()  # what else was moved in the same act, as far as this reader sees it


@dataclass(frozen=True)
class Said:
    """One word in the thread of a remark."""

    what: str
    by: User
    at: datetime
    text: str


@dataclass(frozen=True)
class RemarkRow:
    """A remark as the page shows it: the name of its part, and what this person may do with it."""

    remark: Remark
    number: int
    part_label: str
    row_number: int | None
    said: list[Said]
    may_speak: bool
    may_mend: bool
    may_close: bool
    may_send_back: bool

    @property
    def row_is_gone(self) -> bool:
        return self.remark.row_number is not None and self.row_number is None

    @property
    def row_words(self) -> str:
        """What the row said when the remark was raised, in short."""
        return Truncator(" · ".join(cell for cell in self.remark.row_words if cell)).chars(90)


@dataclass(frozen=True)
class Texts:
    """What a page says of earlier texts of a form: what changed since the last decision, where it was accepted."""

    since_seen: SinceSeen | None = None
    changes_url: str = ""
    accepted: Move | None = None
    accepted_url: str = ""
    asks_again: str = ""


@dataclass(frozen=True)
class Panel:
    """Everything about the way of one subject, for one reader; `sittings` are read only where they are shown."""

    subject: object
    status_label: str
    status_tone: str
    since: datetime | None
    waits_for: list[User]
    acts: list[OfferedAct]
    log: list[LogRow]
    remarks: list[RemarkRow]
    texts: Texts
    sittings: QuerySet
    owner: User | None = None
    hand_over_url: str = ""

    @property
    def open_remarks(self) -> list[RemarkRow]:
        return [row for row in self.remarks if row.remark.is_open]

    @property
    def closed_remarks(self) -> list[RemarkRow]:
        return [row for row in self.remarks if not row.remark.is_open]


def panel_for(subject, user: User) -> Panel:
    """Reads the panel in a constant number of queries, however long the log is."""
    way = way_of(subject)
    moves = list(Move.objects.of(subject).select_related("by", "on_behalf_of").with_snapshot_kept())
    label, tone = way.statuses[subject.status]
    together = moved_together(subject, moves, user)
    return Panel(
        subject=subject,
        status_label=label,
        status_tone=tone,
        since=max((move.at for move in moves if move.transition != HAND_OVER), default=None),
        waits_for=waiting_for(subject),
        acts=[
            OfferedAct(
                offer,
                subject.get_move_url(offer.transition.key),
                offer.transition.pins_remarks or bool(offer.transition.remark_asked(subject)),
            )
            for offer in offers(subject, user)
        ],
        log=[
            LogRow(
                move,
                way.done(move.transition),
                *way.statuses[move.to_status],
                version_url=subject.get_version_url(move.pk)
                if move.has_snapshot and isinstance(subject, Form)
                else "",
                together=tuple(together.get(move.act, ())),
            )
            for move in reversed(moves)
        ],
        remarks=remark_rows(subject, user),
        texts=texts_of(subject, moves) if isinstance(subject, Form) else Texts(),
        sittings=Sitting.objects.of(subject).select_related("by").reverse()
        if isinstance(subject, Form)
        else Sitting.objects.none(),
        owner=getattr(subject, "owner", None),
        hand_over_url=hand_over_url(subject, user),
    )


def moved_together(subject, moves: list[Move], user: User) -> dict[UUID, list[Form]]:
    """{act: the other forms that were moved in it}; one query, and one more for each kind of them."""
    here = {"content_type": ContentType.objects.get_for_model(subject), "object_id": subject.pk}
    others = Move.objects.filter(act__in=[move.act for move in moves]).exclude(**here)
    acts: dict[tuple[int, int], list[UUID]] = {}
    for act, kind, pk in others.values_list("act", "content_type", "object_id").order_by("pk"):
        acts.setdefault((kind, pk), []).append(act)
    found: dict[UUID, list[Form]] = {}
    for kind in {kind for kind, _ in acts}:
        model = ContentType.objects.get_for_id(kind).model_class()
        named_by = [column.name for column in model._meta.fields if column.name == "procedure"]
        seen = model.objects.visible_to(user).select_related(*named_by)
        for form in seen.filter(pk__in=[pk for of_kind, pk in acts if of_kind == kind]):
            for act in acts[kind, form.pk]:
                found.setdefault(act, []).append(form)
    return found


def remark_rows(subject, user: User) -> list[RemarkRow]:
    """The remarks on a subject with their threads, numbered as they were raised; two queries."""
    remarks = list(
        Remark.objects.of(subject)
        .select_related("by", "mended_by", "closed_by")
        .prefetch_related(Prefetch("replies", Reply.objects.select_related("by")))
    )
    labels = dict(subject.parts)
    content = subject.content() if any(remark.row_number for remark in remarks) else {}
    home = subject.home
    drafts, checks = user.may(Capability.DRAFT, home), user.may(Capability.CHECK, home)
    speaks = drafts or checks or user.may(Capability.AGREE, home)
    rows = []
    for number, remark in enumerate(remarks, start=1):
        judges, is_answered = checks or remark.by_id == user.pk, bool(remark.mended_at or remark.closed_at)
        rows.append(
            RemarkRow(
                remark,
                number,
                labels.get(remark.part, "Cả biểu mẫu"),
                present_row(remark, content),
                _thread(remark),
                may_speak=speaks and remark.is_open,
                may_mend=drafts and remark.is_open and remark.mended_at is None,
                may_close=judges and remark.is_open,
                may_send_back=judges and is_answered,
            )
        )
    return rows


def _thread(remark: Remark) -> list[Said]:
    """What was said under a remark in the order of time, with how it stands now."""
    said = [Said(reply.get_act_display(), reply.by, reply.at, reply.text) for reply in remark.replies.all()]
    if remark.mended_at:
        said.append(Said(ReplyAct.MENDED.label, remark.mended_by, remark.mended_at, remark.mended_note))
    if remark.closed_at:
        said.append(Said(ReplyAct.CLOSED.label, remark.closed_by, remark.closed_at, ""))
    return sorted(said, key=lambda one: one.at)


def texts_of(form: Form, moves: list[Move]) -> Texts:
    """One more query, for the words of the last decision, when there is one."""
    decision, accepted = last_decision(moves), last_acceptance(moves)
    asks_again = ""
    if accepted and form.status != FormStatus.ACCEPTED:
        asks_again = asks_again_sentence(form.edited_at > accepted.at)
    return Texts(
        since_seen=since_seen(form, decision) if decision else None,
        changes_url=form.get_changes_url(),
        accepted=accepted,
        accepted_url=form.get_version_url(accepted.pk) if accepted else "",
        asks_again=asks_again,
    )


def hand_over_url(subject, user: User) -> str:
    """The page on which this person hands the form over, with it picked; empty when they may not."""
    owner = getattr(subject, "owner", None)
    if owner is None or owner.department_id != subject.home.pk or not may_hand_over(subject, user):
        return ""
    whose = "" if owner.pk == user.pk else f"cua={owner.pk}&"
    return f"{reverse('workflow:hand_over')}?{whose}chon={subject._meta.model_name}-{subject.pk}"


def waiting_for(subject) -> list[User]:
    """Who holds the next act; empty when the subject waits for nobody (accepted, or with its authors)."""
    right = way_of(subject).holders.get(subject.status)
    if right is None:
        return []
    nobody_decides_their_own = getattr(subject, "submitted_by_id", None)
    return list(
        User.objects.holding(right, subject.home).exclude(pk=nobody_decides_their_own).order_by("full_name")
    )
