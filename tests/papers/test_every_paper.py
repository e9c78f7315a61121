"""Every paper of the registry as PDF and as Word: with nothing, usual, very long and hostile words in its fields."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from papers.registry import PAPERS
from procedures.models import DossierItem, Procedure
from reviews.models import CostLine, ProposalComponent
from tests.papers.drawn import bare, draw_both, draw_every
from tests.papers.world import an_office, document_for, words_of, write_everywhere, write_wording
from tthc.core.documents import rules
from tthc.core.documents.blocks import Table, plain
from tthc.core.documents.description import Document
from tthc.core.documents.fetching import OwnFilesOnly
from tthc.core.documents.lengths import length

pytestmark = pytest.mark.django_db
LONG = " ".join(f"{number} chữ rất dài" for number in range(1, 312))[:4700]
DOSSIER_ITEMS = 110
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
    words = "<script>alert(1)</script><b>đậm</b>"
    assert [key for key, one in said.items() if not any(words in page for page in one.pdf_pages)] == []
    assert [key for key, one in said.items() if words not in one.word_words] == []


def test_every_paper_with_usual_words(usual_papers):
    assert {key: one.faults() for key, one in usual_papers.items()} == {key: [] for key in PAPERS}
    assert {key: one.reader.metadata.title for key, one in usual_papers.items()} == {
        key: one.document.name for key, one in usual_papers.items()
    }
    assert {key: narrow_heads(one.document) for key, one in usual_papers.items()} == {
        key: [] for key in PAPERS
    }


def test_every_paper_with_very_long_words():
    by = an_office()
    for procedure in Procedure.objects.all():
        DossierItem.objects.bulk_create(
            DossierItem(procedure=procedure, position=number + 2, name=f"Giấy tờ {number}", originals=1)
            for number in range(DOSSIER_ITEMS)
        )
    for model, column in ((DossierItem, "name"), (ProposalComponent, "current_text"), (CostLine, "task")):
        row = model.objects.order_by("pk").first()
        model.objects.filter(pk=row.pk).update(**{column: LONG[: model._meta.get_field(column).max_length]})
    documents = {key: document_for(paper, by) for key, paper in PAPERS.items()}

    drawn = {key: draw_both(one) for key, one in documents.items() if bare(LONG) in bare(words_of(one))}

    assert {"procedure_form", "unit_forms", "review_form", "proposal"} <= drawn.keys()
    assert {key: one.faults() for key, one in drawn.items()} == {key: [] for key in drawn}
    end = bare(LONG)[-30:]
    said = {key: "".join(one.pdf_pages) for key, one in drawn.items()}
    assert [key for key, one in drawn.items() if end not in said[key] or end not in one.word_words] == []
    assert [key for key, one in drawn.items() if len(said[key]) < 0.9 * len(one.expected)] == []
