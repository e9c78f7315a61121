"""A paper that the office prints: what it is about, who may make it, how its content is put together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.forms import Form

from departments.models import Agency, User
from departments.roles import Capability
from papers.kinds import SubjectKind
from papers.wording import Slot, common_values, fill
from tthc.core.documents.description import Document, Signature
from tthc.workflow.enums import FormStatus


@dataclass(frozen=True)
class Issue:
    """Number (without its sign: "05") and day of an official document; both empty until it is issued."""

    number: str = ""
    day: date | None = None

    @property
    def is_complete(self) -> bool:
        return bool(self.number and self.day)


@dataclass(frozen=True)
class Making:
    """One making of a paper: by whom (None: the command line, which sees all), on which day, how signed and numbered.

    `options` are the cleaned words of the paper's option form; `texts` its wording, read once.
    """

    agency: Agency | None
    on: date
    by: User | None = None
    issue: Issue = Issue()
    signature: Signature | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    is_draft: bool = True

    def say(self, slot: str, **values: object) -> str:
        """A text of the paper's wording with its places filled."""
        return fill(self.texts[slot], common_values(self.agency) | values)

    def say_lines(self, slot: str, **values: object) -> list[str]:
        """The lines of a text, as receivers and căn cứ are written: one a line, blank ones dropped."""
        return [line.strip() for line in self.say(slot, **values).splitlines() if line.strip()]


def when_accepted(subject, making: Making) -> bool:
    """A form is final once Văn phòng Sở has accepted it."""
    return subject.status == FormStatus.ACCEPTED


def when_numbered(subject, making: Making) -> bool:
    """An official document is final once it bears number and day."""
    return making.issue.is_complete


def always(subject, making: Making) -> bool:
    """A list or a table is what it is: the data on the day it was printed."""
    return True


def numbered_by_hand(subject) -> None:
    """The subject bears no number and day of its own: they are typed in when the paper is made."""
    return


@dataclass(frozen=True)
class Paper:
    """`build(subject, making)` puts the content together; the file is drawn from it as PDF or Word.

    is_final: whether it is no draft any more; a final PDF bears a code by which it is held against its data.
    issue_of: the number and day that the subject bears; None when they are to be typed in (asks_issue).
    worded_at: when the wording of this subject's paper was settled, at its sending or issue; None before that.
    obstacle: why there is nothing to print now, in a sentence; "" when there is. in_one_click: whether the menu of a page
    makes it; what depends on choices that one wants to see first is made on its own page alone.
    signs: whether somebody of the agency signs, chosen when it is made. options: a form of further choices, given
    `subject`. sheets: how many it will fill, roughly; a long paper is made in the background. fits: whether there is
    such a paper for this subject at all.
    """

    key: str
    title: str
    kind: SubjectKind
    build: Callable[[Any, Making], Document]
    right: Capability = Capability.VIEW
    is_final: Callable[[Any, Making], bool] = when_numbered
    issue_of: Callable[[Any], Issue | None] = numbered_by_hand
    asks_issue: bool = False
    worded_at: Callable[[Any], datetime | None] = lambda subject: None
    obstacle: Callable[[Any, Making], str] = lambda subject, making: ""
    in_one_click: bool = True
    signs: bool = False
    bears_proof: bool = True
    wording: tuple[Slot, ...] = ()
    options: type[Form] | None = None
    sheets: Callable[[Any, Making], int] = lambda subject, making: 1
    fits: Callable[[Any], bool] = lambda subject: True

    @property
    def is_official(self) -> bool:
        """Whether it bears number and day, as what the office issues does."""
        return self.asks_issue or self.issue_of is not numbered_by_hand

    @property
    def options_asked(self) -> list[str]:
        """The names of what its own form asks."""
        return list(self.options.base_fields) if self.options else []

    def may_be_made_by(self, user: User, subject) -> bool:
        """Whether the person holds the right for the subject's home; the subject is in their scope already."""
        return user.may(self.right, self.kind.home(subject))
