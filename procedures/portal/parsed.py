"""What comes out of a portal file."""

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from procedures.enums import DoubtKind, Part
from tthc.core.text import fold


@dataclass(frozen=True)
class Fault:
    """Why a record cannot be read: its number in the file (from 1), which field, what is wrong."""

    index: int
    where: str
    message: str

    def __str__(self) -> str:
        return f"Bản ghi số {self.index}, {self.where}: {self.message}"


@dataclass(frozen=True)
class ParsedDoubt:
    """What somebody has to look at; `key` is the same whenever the same words are doubted again."""

    kind: DoubtKind
    part: Part
    message: str
    key: str


@dataclass(frozen=True)
class ParsedStep:
    """`actor`, `result` and `duration_…` stay empty: the portal has no such fields, and nothing is guessed from words."""

    work: str
    actor: str = ""
    result: str = ""
    duration_value: Decimal | None = None
    duration_unit: str = ""
    duration_text: str = ""


@dataclass(frozen=True)
class ParsedMethod:
    channel: str
    time_value: Decimal | None
    time_unit: str
    time_text: str
    fee_text: str


@dataclass(frozen=True)
class ParsedDossierItem:
    case_name: str
    name: str
    originals: int | None
    copies: int | None


@dataclass(frozen=True)
class ParsedLegalBasis:
    document_number: str
    document_text: str
    article: str = ""


@dataclass(frozen=True)
class ParsedProcedure:
    """One procedure in the parts of the inventory form; texts that hold several names have one a line.

    Answers are Answer.SOME, Answer.NONE or "" (the source does not say). `index` is the record's number in the file.
    """

    index: int
    source_id: str
    fingerprint: str
    code: str
    name: str
    field_name: str
    level: str
    steps: tuple[ParsedStep, ...]
    methods: tuple[ParsedMethod, ...]
    time_limit_value: Decimal | None
    time_limit_unit: str
    time_limit_text: str
    dossier_sets: int | None
    dossier_items: tuple[ParsedDossierItem, ...]
    subjects: str
    deciding_agency: str
    executing_agency: str
    coordinating_agency: str
    authorised_agency: str
    forms_answer: str
    results_answer: str
    results_text: str
    conditions_answer: str
    conditions_text: str
    fees_answer: str
    fees_text: str
    form_templates: tuple[str, ...]
    legal_bases: tuple[ParsedLegalBasis, ...]
    notes: str
    decision_number: str
    decision_date: date | None
    doubts: tuple[ParsedDoubt, ...]


def digest(*words: object) -> str:
    """A short mark of some words, blind to case, marks and spaces, for the keys of doubts."""
    return hashlib.sha256("|".join(fold(str(word)) for word in words).encode()).hexdigest()[:16]


def quote(words: str, most: int = 80) -> str:
    """The words in quotation marks on one line, shortened, for a sentence."""
    line = " ".join(words.split())
    return f"“{line if len(line) <= most else line[: most - 1].rstrip() + '…'}”"


def distinct(texts: list[str]) -> list[str]:
    """The texts without empty ones and without those that say the same in other spelling."""
    first: dict[str, str] = {}
    for text in texts:
        first.setdefault(fold(text), text)
    return [text for text in first.values() if text]
