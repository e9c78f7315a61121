"""What administrative documents have in common: number and sign as entered, the head of the superior body, căn cứ."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime

from departments.models import Agency
from papers.heads import official_head
from papers.paper import Issue, Making
from papers.wording import Slot
from plans.models import Plan
from procedures.enums import DocumentKind
from procedures.models import LegalDocument
from tthc.core.display import day
from tthc.core.documents.description import BLANK_DAY, Letterhead, Signature, day_in_words
from tthc.workflow.models import Move, Subject

UNKNOWN = "…"
UNITS_A_SHEET = 4
UNKNOWN_DAY = "…/…/……"  # to be written by hand
# Written out in căn cứ while they are so few; otherwise they stand in the lists that follow.
MOST_DOCUMENTS = 5
UNNAMED_KINDS = (DocumentKind.REGULATION, DocumentKind.OTHER)


def entered_issue(number: str, on: date | None) -> Issue:
    """Number and day as they stand on the subject; of "05/QĐ-SKHCN" the number is 05, the sign goes to the head."""
    return Issue(number.partition("/")[0].strip(), on)


def moved_by(transition: str) -> Callable[[Subject], datetime | None]:
    """When a subject was sent or issued, by the log: its paper keeps the wording of that moment."""

    def at(subject: Subject) -> datetime | None:
        return Move.objects.of(subject).filter(transition=transition).values_list("at", flat=True).last()

    return at


def with_entered_sign(head: Letterhead, number: str) -> Letterhead:
    """The head with the sign that was entered, in place of the one that the office would use."""
    sign = number.partition("/")[2].strip()
    return replace(head, sign=sign) if sign else head


def superior_head(agency: Agency, making: Making, sign: str) -> Letterhead:
    """The head of a document that the superior body issues: no body stands above it."""
    return replace(
        official_head(agency, making, ""), issuer=agency.superior_body or UNKNOWN, superior="", sign=sign
    )


def superior_signature(making: Making, slot: str = "signer") -> tuple[Signature, ...]:
    """Who signs for the superior body: the title from the wording, the name left blank."""
    return (Signature(making.say(slot)),)


def followed_plan(agency: Agency) -> Plan | None:
    """The plan that the agency follows."""
    return agency.plans.current().first()


def plan_words(plan: Plan | None) -> str:
    """The plan as a text names it; a number or day that is not known is left out."""
    if plan is None:
        return f"Kế hoạch {UNKNOWN}"
    number = f"số {plan.number}" if plan.number else ""
    issued = f"ngày {day(plan.issued_on)}" if plan.issued_on else ""
    named = " ".join(filter(None, [number, issued]))
    return f"{plan.title} ({named})" if named else plan.title


def plan_grounds(plan: Plan | None) -> str:
    """What the plan is based on, a căn cứ a line; "" when nothing is entered."""
    lines = plan.based_on.splitlines() if plan else []
    return "\n".join(f"Căn cứ {line.strip()}" for line in lines if line.strip())


def document_grounds(documents: Iterable[LegalDocument | None]) -> str:
    """Legal documents as căn cứ, each once, a line each; "" when they are too many to name at the head."""
    named = dict.fromkeys(document for document in documents if document)
    if len(named) > MOST_DOCUMENTS:
        return ""
    return "\n".join(f"Căn cứ {document_words(document)}" for document in named)


def document_words(document: LegalDocument) -> str:
    """A legal document as căn cứ name it: kind, number, day, body, title. What a quy chế was issued by is not known."""
    kind = "văn bản" if document.kind in UNNAMED_KINDS else document.get_kind_display()
    issued = f" ngày {day_in_words(document.issued_on)}" if document.issued_on else ""
    return f"{kind} số {document.number}{issued} của {document.issuing_body}: {document.title}"


def grounds(default: str, *places: str) -> Slot:
    """The căn cứ of a document: a line each, places that hold several lines stand on a line of their own."""
    return Slot("grounds", "Căn cứ (mỗi dòng một căn cứ)", default, places)


def receivers_slot(default: str) -> Slot:
    return Slot("receivers", "Nơi nhận (mỗi dòng một nơi)", default)


def attached_to(kind: str, head: Letterhead, issuer: str, further: str = "") -> str:
    """The line under the title of an appendix; number and day stay blank as they do in the head."""
    number = head.number_line.replace("Số:", "số")
    blanks = f"{BLANK_DAY}tháng{BLANK_DAY}năm{BLANK_DAY}"
    on = f" {day_in_words(head.day)}" if head.day else blanks
    more = f";\n{further}" if further else ""
    return f"(Kèm theo {kind} {number} ngày{on} của {issuer}{more})"


def listed(words: list[str]) -> list[str]:
    """Sentences of a list: ";" at the end of each, "." at the last."""
    return [f"{one}{';' if place < len(words) else '.'}" for place, one in enumerate(words, start=1)]


def sheets_by_units(subject, making: Making) -> int:
    """How many sheets a letter fills that has some lines for each unit of the agency, roughly."""
    return making.agency.departments.count() // UNITS_A_SHEET if making.agency else 1
