"""Every paper of the registry as PDF and as Word: with nothing, usual, very long and hostile words in its fields."""

import re
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

import pytest
from docx import Document as open_word
from pypdf import PdfReader

from papers.files import PDF, WORD, draw
from papers.registry import PAPERS
from procedures.models import DossierItem, Procedure
from reviews.models import CostLine, ProposalComponent
from tests.papers.world import an_office, document_for, words_of, write_everywhere, write_wording
from tthc.core.documents import rules
from tthc.core.documents.blocks import Table, plain
from tthc.core.documents.description import Document
from tthc.core.documents.fetching import OwnFilesOnly
from tthc.core.documents.lengths import length

pytestmark = pytest.mark.django_db
LONG = " ".join(f"{number} chữ rất dài" for number in range(1, 312))[:4700]
DOSSIER_ITEMS = 110
OWN_FIELDS = {"PAGE", "PAGEREF", "TOC"}
FONTS = "file:///usr/share/fonts/"


def hostile_words(site: str) -> str:
    """What would fetch, attach, run or count if anything took it for more than text."""
    return (
        f"<script>alert(1)</script><b>đậm</b><img src={site}x.png><style>@import url({site}x.css);</style>"
        f"<link rel=attachment href=file:///etc/passwd><link rel=stylesheet href={site}y.css>"
        f"<svg><image href=file:///etc/hostname></svg><object data={site}z></object>"
        "{{ 7|add:7 }}{% now 'Y' %}{co_quan}{0.__class__}&amp;]]>\x07\u202eđảo"
    )


@pytest.fixture
def site() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine, and what was asked of it; processes that draw would reach it too."""
    asked: list[str] = []

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(302)
            self.send_header("Location", "file:///etc/passwd")
            self.end_headers()

        def log_message(self, *words):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Listening)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", asked
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def fetched(monkeypatch) -> list[str]:
    """Every address that drawing in this process asks for."""
    asked: list[str] = []
    usual = OwnFilesOnly.fetch

    def fetch(self, url, headers=None):
        asked.append(url)
        return usual(self, url, headers)

    monkeypatch.setattr(OwnFilesOnly, "fetch", fetch)
    return asked


@dataclass(frozen=True)
class Drawn:
    """A paper in both kinds: what it should say, what its files do say, without any blanks."""

    document: Document
    pdf: PdfReader
    word: dict[str, str]

    @cached_property
    def expected(self) -> str:
        return bare(words_of(self.document))

    @cached_property
    def pdf_words(self) -> str:
        return bare("".join(page.extract_text() for page in self.pdf.pages))

    @cached_property
    def word_words(self) -> str:
        return bare("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)", self.word["word/document.xml"])))

    def faults(self) -> list[str]:
        """What no file may ever have: attachments, links to the outside, fields that are not ours."""
        fields = re.findall(r"<w:instrText[^>]*>\s*(\w*)", self.word["word/document.xml"])
        return [
            *(f"attached: {name}" for name in self.pdf.attachments),
            *(f"link: {name}" for name, text in self.word.items() if 'TargetMode="External"' in text),
            *(f"field: {field}" for field in fields if field not in OWN_FIELDS),
        ]


def draw_every(by) -> dict[str, Drawn]:
    """Every paper of the registry on the first subject there is for it."""
    return {paper.key: draw_both(document_for(paper, by)) for paper in PAPERS.values()}


def draw_both(document: Document) -> Drawn:
    pdf, word = (draw(document, kind).content for kind in (PDF, WORD))
    open_word(BytesIO(word))
    with zipfile.ZipFile(BytesIO(word)) as package:
        names = [name for name in package.namelist() if name.endswith((".xml", ".rels"))]
        parts = {name: package.read(name).decode() for name in names}
    return Drawn(document, PdfReader(BytesIO(pdf)), parts)


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def narrow_heads(document: Document) -> list[str]:
    """Words of the heads of tables that their columns are too narrow for."""
    found = []
    sheets = [(document.landscape, document.blocks)]
    sheets += [(appendix.landscape, appendix.blocks) for appendix in document.appendices]
    for landscape, blocks in sheets:
        for table in filter(lambda block: isinstance(block, Table), blocks):
            share = rules.text_width(landscape) / sum(column.width for column in table.columns)
            found += [
                word
                for column in table.columns
                for word in plain(column.head).split()
                if length(word, table.size) > column.width * share - 2 * rules.CELL_PADDING
            ]
    return found


def test_every_paper_with_nothing_written():
    by = an_office()
    write_everywhere(lambda field: "")

    drawn = draw_every(by)

    assert {key: one.faults() for key, one in drawn.items()} == {key: [] for key in PAPERS}


def test_every_paper_with_hostile_words(site, fetched):
    address, asked = site
    words = hostile_words(address)
    by = an_office()
    write_everywhere(lambda field: words)
    for paper in PAPERS.values():
        write_wording(paper, words.replace("{", "").replace("}", ""), by)

    drawn = draw_every(by)

    assert {key: one.faults() for key, one in drawn.items()} == {key: [] for key in PAPERS}
    assert asked == []
    assert [url for url in fetched if not url.startswith(("data:", FONTS))] == []
    said = {key: one for key, one in drawn.items() if "<script>" in one.expected}
    assert len(said) == len(PAPERS)
    assert [
        key for key, one in said.items() if "<script>alert(1)</script><b>đậm</b>" not in one.pdf_words
    ] == []
    escaped = "&lt;script&gt;alert(1)&lt;/script&gt;&lt;b&gt;đậm&lt;/b&gt;"
    assert [key for key, one in said.items() if escaped not in one.word_words] == []


def test_every_paper_with_usual_words_and_very_long_ones():
    by = an_office()
    for procedure in Procedure.objects.all():
        DossierItem.objects.bulk_create(
            DossierItem(procedure=procedure, position=number + 2, name=f"Giấy tờ {number}", originals=1)
            for number in range(DOSSIER_ITEMS)
        )
    for model, column in ((DossierItem, "name"), (ProposalComponent, "current_text"), (CostLine, "task")):
        row = model.objects.order_by("pk").first()
        model.objects.filter(pk=row.pk).update(**{column: LONG[: model._meta.get_field(column).max_length]})

    drawn = draw_every(by)

    assert {key: one.faults() for key, one in drawn.items()} == {key: [] for key in PAPERS}
    assert {key: one.pdf.metadata.title for key, one in drawn.items()} == {
        key: one.document.name for key, one in drawn.items()
    }
    assert {key: narrow_heads(one.document) for key, one in drawn.items()} == {key: [] for key in PAPERS}
    in_full = {key: one for key, one in drawn.items() if bare(LONG) in one.expected}
    assert {"procedure_form", "unit_forms", "review_form", "proposal"} <= in_full.keys()
    end = bare(LONG)[-30:]
    assert [
        key for key, one in in_full.items() if end not in one.pdf_words or end not in one.word_words
    ] == []
    assert [key for key, one in in_full.items() if len(one.pdf_words) < 0.9 * len(one.expected)] == []
