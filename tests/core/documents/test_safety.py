"""Users' text is text in every field, and a document fetches nothing that is not its own."""

import threading
import time
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.core.documents import printed
from tthc.core import charts
from tthc.core.documents import pdf
from tthc.core.documents.blocks import (
    Article,
    BarChart,
    Cell,
    Chart,
    Column,
    Columns,
    Contents,
    Field,
    FieldList,
    Figure,
    Figures,
    Heading,
    ItemList,
    Note,
    Paragraph,
    Row,
    Run,
    Table,
)
from tthc.core.documents.description import (
    Acting,
    Appendix,
    Document,
    HeadForm,
    Letterhead,
    Proof,
    Receivers,
    Signature,
    Standing,
)
from tthc.core.documents.inline import inline
from tthc.core.documents.press import lay


class Probe:
    """A server and a file that tell whether anybody came."""

    def __init__(self, folder: Path) -> None:
        self.asked: list[str] = []
        probe = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                probe.asked.append(self.path)
                self.send_response(302 if self.path.startswith("/turn") else 200)
                self.send_header("Location", secret.as_uri())
                self.end_headers()
                self.wfile.write(b"<svg xmlns='http://www.w3.org/2000/svg'/>")

            def log_message(self, *arguments):
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        secret = folder / "secret.txt"
        secret.write_text("bí mật của máy chủ")
        self.site = f"http://127.0.0.1:{self.server.server_port}"
        self.file = secret.as_uri()
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def attack(self) -> str:
        """Words that would fetch, attach or run, were they markup."""
        away, turn, file = f"{self.site}/x", f"{self.site}/turn", self.file
        return (
            f"\"'</title></style><style>@import url({away});body{{background:url({file})}}</style>"
            f" <link rel=attachment href='{file}'><a rel=attachment href={turn}>x</a>"
            f" <svg><image href='{away}'/></svg><img src={file}> <object data={turn}></object>"
            f" {{% include '{file}' %}} &#60;img src={away}&#62;"
        )


@pytest.fixture
def probe(tmp_path):
    found = Probe(tmp_path)
    yield found
    found.server.shutdown()
    found.server.server_close()


def everywhere(words: str, form: HeadForm) -> Document:
    """A document with the words in every field that takes words."""
    chart = BarChart((charts.Pair(words, 2, 1),), words, words, words, words)
    blocks = (
        Contents(words, 3),
        Paragraph(words),
        Paragraph([Run(words, bold=True, italic=True, underline=True, raised=True)]),
        Heading(words, 1, words),
        Heading(words, 3),
        Article(words, words, [Paragraph(words)]),
        ItemList([words]),
        FieldList([Field(words, words)], ruled=True),
        Table([Column(words)], [[words], Row([Cell(words)])], heads=[[Cell(words)]], caption=words),
        Chart(chart, words),
        Note(words),
        Figures([Figure(words, words, words)]),
        Columns([[Paragraph(words)], [Paragraph(words)]]),
    )
    return Document(
        words,
        Letterhead(words, words, words, words, words, label=words, form=form),
        blocks,
        kind=words,
        subject=words,
        authority=words,
        grounds=[words],
        resolves=words,
        addressees=[words, words],
        signatures=[Signature(words, words, [Acting(Standing.KT, words)], words, words)],
        receivers=Receivers([words], words),
        appendices=[Appendix(words, [Paragraph(words)], words)],
        proof=Proof(words, "https://example.gov.vn/x", words),
        draft=True,
    )


@pytest.mark.parametrize("form", HeadForm)
def test_hostile_words_are_printed_and_fetch_nothing(form, probe):
    document = everywhere(probe.attack(), form)
    if form is not HeadForm.OFFICIAL:
        document = replace(document, blocks=(), appendices=())

    reader = PdfReader(BytesIO(pdf.render(document)))

    assert probe.asked == []
    assert reader.attachments == {}
    text = "".join(page.extract_text() for page in reader.pages)
    assert "bí mật" not in text
    assert "relattachment" in "".join(filter(str.isalpha, text))
    names = reader.root_object.get("/Names", {})
    assert set(names) <= {"/Dests"}
    links = [
        note.get_object() for page in reader.pages for note in page.get("/Annots", []) if note.get_object()
    ]
    assert [link for link in links if "/URI" in link.get("/A", {})] == []


def test_markup_of_our_own_fetches_only_data_and_files_of_the_folders(probe, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr("urllib.request.urlopen", lambda *arguments, **options: opened.append(arguments))
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "way-out").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "static" / "own.css").write_text("p::after{content:'của mình'}")
    inside = (tmp_path / "static").as_uri()
    addresses = [
        f"{probe.site}/x",
        f"{probe.site}/turn",
        probe.file,
        f"{inside}/../secret.txt",
        f"{inside}/%2e%2e/secret.txt",
        f"{inside}/way-out",
        probe.file.replace("file:///", "file://localhost/"),
        "ftp://127.0.0.1/x",
    ]
    html = "".join(
        f'<link rel=stylesheet href="{address}"><link rel=attachment href="{address}"><img src="{address}">'
        f'<a rel=attachment href="{address}">x</a><svg><image href="{address}"/></svg>'
        f"<style>@import url({address});@font-face{{font-family:x;src:url({address})}}</style>"
        for address in addresses
    )
    data = "data:text/css,p::before{content:'1'}"
    own = f'<link rel=stylesheet href="{inside}/own.css"><link rel=stylesheet href="{data}">'

    document = lay(f"<html>{own}{html}<p>chữ</p>", (str(tmp_path / "static"),))
    reader = PdfReader(BytesIO(document.write_pdf()))

    assert probe.asked == []
    assert opened == []
    assert reader.attachments == {}
    assert "1chữcủa mình" in reader.pages[0].extract_text()


def test_words_that_say_they_are_safe_are_escaped_all_the_same():
    from django.utils.safestring import mark_safe

    words = mark_safe("<b>đậm</b>")

    pages = printed.pages(pdf.render(everywhere(words, HeadForm.OFFICIAL)))

    text = "".join(page.extract_text() for page in pages)
    assert text.count("<b>đậm</b>") + text.count("<B>ĐẬM</B>") > 30


def test_very_long_words_stay_inside_the_margins():
    words = "nghiêng" * 671  # 4.697 letters without a space
    rows = [[str(number), "Bản chính " * 20] for number in range(110)]
    document = Document(
        "x",
        Letterhead("S"),
        (
            Paragraph(words),
            FieldList([Field("Tên", words)]),
            Table([Column("STT"), Column("Tên", 6)], [*rows, [words, words]]),
        ),
        kind="Bảng",
    )

    pages = printed.pages(pdf.render(document))

    ends = [
        run.x + printed.length(run.text.strip(), run.size, "Regular")
        for page in pages
        for run in printed.words(page)
        if run.font == "Liberation-Serif-Full" and " " not in run.text.strip()
    ]
    assert max(ends) <= 195.5
    assert (
        sum(page.extract_text().replace("\n", "").replace("\u200b", "").count("nghiêng") for page in pages)
        > 2600
    )


def test_words_of_hundreds_of_letters_cost_no_seconds():
    word = "nghiêng" * 128
    head = Letterhead(word, word)
    proof = Proof("x", "https://example.gov.vn/x", word)
    document = Document("x", head, (Paragraph("x"),), subject=word, addressees=[word, word], proof=proof)

    began = time.process_time()
    pdf.render(document)

    assert time.process_time() - began < 3  # 0,3 on an idle machine; 40 when each letter is a place to break


def test_only_words_of_no_language_may_break_inside():
    assert inline("nghiêng " * 50) == "nghiêng " * 50
    assert inline("x" * 99) == "x" * 99
    assert inline("x" * 100) == "\u200b".join(["x" * 12] * 8 + ["x" * 4])
