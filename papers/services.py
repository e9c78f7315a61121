"""Making papers: a draft as it is, a final PDF with a code that is kept; long ones in the background."""

import secrets
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils import timezone

from departments.models import User
from papers.contents import parts_of
from papers.files import PDF, PaperFile, draw
from papers.making import Given, agency_of_reader, document_of, making_of, with_signer
from papers.models import IssuedPaper, Signer
from papers.paper import Making, Paper
from papers.registry import PAPERS
from tthc.core.documents.description import Document, Proof
from tthc.core.refusal import Forbidden, Refusal
from tthc.jobs.models import Job
from tthc.jobs.progress import Progress
from tthc.jobs.services import Outcome, start

# Without 0 and O, 1, I and L: a code is read from paper and typed.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 10
LOOKED_AT = 10  # subjects among which a preview chooses
LONG = 10  # sheets; what is longer would keep its reader waiting for more than a second


def make_paper(paper: Paper, subject: Model, given: Given, kind: str, *, by: User) -> PaperFile | Job:
    """The file, or the job that makes it. Refuses: no right (Forbidden), options that make no sense (Refusal)."""
    if not paper.may_be_made_by(by, subject):
        raise Forbidden(f"Vai trò của bạn không lập “{paper.title}”.")
    given = with_signer(paper, subject, given, by=by)
    making = making_of(paper, subject, given, by=by)
    if paper.sheets(subject, making) <= LONG:
        return write_file(paper, subject, making, given, kind)
    arguments = {"paper": paper.key, "subject": subject.pk, "given": given.as_json(), "kind": kind}
    return start(
        make_in_background, title=f"{paper.title}: {subject} ({kind.upper()})", by=by, arguments=arguments
    )


def make_in_background(arguments: dict[str, Any], by: User, progress: Progress) -> Outcome:
    """The work of a job: finds the paper and its subject again, in the person's scope as it is now."""
    paper, given = PAPERS[arguments["paper"]], Given.of_json(arguments["given"])
    subject = paper.kind.rows(by).filter(pk=arguments["subject"]).first()
    if subject is None or not paper.may_be_made_by(by, subject):
        raise Refusal("Bạn không còn xem được nội dung của văn bản này nên văn bản không được lập.")
    progress.report(0, 0, "Đang lập văn bản")
    made = write_file(
        paper, subject, making_of(paper, subject, given, by=by), given, arguments["kind"], progress
    )
    return Outcome(f"{paper.title} đã lập xong.", file_name=made.name, content=made.content)


def write_file(
    paper: Paper, subject: Model, making: Making, given: Given, kind: str, progress: Progress | None = None
) -> PaperFile:
    """The paper as a file; a final PDF bears the code under which it is kept. Word, made to be changed, proves nothing.

    The print is kept once it is drawn: what was stopped or failed on the way leaves no code behind.
    """
    document = document_of(paper, subject, making)
    issued = None
    if kind == PDF and paper.bears_proof and making.by and not making.is_draft:
        issued = print_of(paper, subject, document, given, by=making.by)
        document = replace(document, proof=proof_on(issued))
    made = draw(document, kind, progress.report if progress else None)
    if issued and issued.pk is None:
        issued.save()
    return made


def preview_of(paper: Paper, slot: str, text: str, *, by: User) -> PaperFile:
    """The paper as a PDF with a text that is not stored yet, on the shortest of the newest subjects: always a draft.

    Refuses: there is no subject to show it on (Refusal).
    """
    given, found = Given(timezone.localdate()), []
    for place, subject in enumerate(paper.kind.rows(by).order_by("-pk")[:LOOKED_AT]):
        if paper.fits(subject):
            making = making_of(paper, subject, with_signer(paper, subject, given, by=by), by=by)
            if not paper.obstacle(subject, making):
                found.append((paper.sheets(subject, making), place, subject, making))
    if not found:
        raise Refusal(
            f"Chưa có {paper.kind.label.lower()} nào lập được “{paper.title}” nên chưa xem trước được. "
            "Lời văn vẫn lưu được."
        )
    *_, subject, making = min(found)
    making = replace(making, texts={**making.texts, slot: text}, is_draft=True)
    return draw(document_of(paper, subject, making), PDF)


def proof_on(issued: IssuedPaper) -> Proof:
    """Code and address as they stand on the print."""
    return Proof(issued.code, settings.SITE_URL.rstrip("/") + issued.get_absolute_url())


def print_of(
    paper: Paper, subject: Model, document: Document, given: Given, *, by: User, at: datetime | None = None
) -> IssuedPaper:
    """The print with its code, not stored yet; the same print once more is the one that is kept already."""
    snapshot, chosen = parts_of(document), given.as_json()
    last = IssuedPaper.objects.filter(paper=paper.key, subject_id=subject.pk, made_by=by).first()
    if last and (last.snapshot, last.given) == (snapshot, chosen):
        return last
    return IssuedPaper(
        code="".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH)),
        paper=paper.key,
        subject_id=subject.pk,
        title=document.name,
        given=chosen,
        snapshot=snapshot,
        made_by=by,
        made_at=at or timezone.now(),
    )


def remember_signer(paper: Paper, subject: Model, given: Given, *, by: User) -> None:
    """Offers the signer again the next time such a paper of the agency is made."""
    agency = paper.kind.agency_of(subject) or agency_of_reader(by)
    if paper.signs and given.signer and agency:
        Signer.objects.update_or_create(
            agency=agency, paper=paper.key, defaults=dict(given.signer) | {"used_at": timezone.now()}
        )
