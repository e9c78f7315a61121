"""Every paper of the registry as PDF and as Word: with nothing, usual, very long and hostile words in its fields."""

import re
import zipfile
from io import BytesIO

import pytest
from docx import Document as open_word
from pypdf import PdfReader

from papers.files import PDF, WORD, draw
from papers.registry import PAPERS
from procedures.models import DossierItem, Procedure
from reviews.models import CostLine, ProposalComponent
from tests.papers.world import an_office, document_for, words_of, write_everywhere, write_wording
from tthc.core.documents.fetching import OwnFilesOnly

pytestmark = pytest.mark.django_db
EVERY = pytest.mark.parametrize("paper", PAPERS.values(), ids=lambda paper: paper.key)
LONG = " ".join(f"{number} chữ rất dài" for number in range(1, 312))[:4700]
HOSTILE = (
    "<script>alert(1)</script><b>đậm</b><img src=http://127.0.0.1:9/x.png><style>@import url(http://127.0.0.1:9/x.css);"
    "</style><link rel=attachment href=file:///etc/passwd><svg><image href=file:///etc/hostname></svg>"
    "{{ 7|add:7 }}{% now 'Y' %}{co_quan}{0.__class__}&amp;]]>\x07\u202eđảo"
)
DOSSIER_ITEMS = 110


@pytest.fixture
def fetched(monkeypatch) -> list[str]:
    """Every address that drawing asks for."""
    asked = []
    usual = OwnFilesOnly.fetch

    def fetch(self, url, headers=None):
        asked.append(url)
        return usual(self, url, headers)

    monkeypatch.setattr(OwnFilesOnly, "fetch", fetch)
    return asked


def drawn(paper, by) -> tuple[PdfReader, str, str]:
    """The PDF, and the words of the PDF and of the Word file without any blanks."""
    document = document_for(paper, by)
    pdf, word = (draw(document, kind).content for kind in (PDF, WORD))
    reader = PdfReader(BytesIO(pdf))
    assert dict(reader.attachments) == {}
    with zipfile.ZipFile(BytesIO(word)) as package:
        parts = {
            name: package.read(name).decode()
            for name in package.namelist()
            if name.endswith((".xml", ".rels"))
        }
    assert [name for name, text in parts.items() if 'TargetMode="External"' in text] == []
    assert re.findall(r"<w:instrText[^>]*>(.*?)</w:instrText>", parts["word/document.xml"]) == [
        code for code in re.findall(r"<w:instrText[^>]*>(.*?)</w:instrText>", parts["word/document.xml"])
        if code.split()[0] in ("PAGE", "PAGEREF", "TOC")
    ]  # fmt: skip
    open_word(BytesIO(word))
    said = "".join(page.extract_text() for page in reader.pages)
    return (
        reader,
        bare(said),
        bare("".join(re.findall(r"<w:t[ >][^<]*|<w:t>[^<]*", parts["word/document.xml"]))),
    )


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


@EVERY
def test_paper_with_nothing_written(paper):
    by = an_office()
    write_everywhere(lambda field: "")

    reader, _, _ = drawn(paper, by)

    assert len(reader.pages) >= 1


@EVERY
def test_paper_with_hostile_words(paper, fetched):
    by = an_office()
    write_everywhere(lambda field: HOSTILE)
    write_wording(paper, HOSTILE.replace("{", "").replace("}", ""), by)

    reader, pdf_words, word_words = drawn(paper, by)

    assert [url for url in fetched if not url.startswith(("data:", "file:///usr/share/fonts"))] == []
    if "<script>" in words_of(document_for(paper, by)):
        assert "<script>alert(1)</script>" in pdf_words
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in word_words
    assert "<b>đậm</b>" in pdf_words or "<b>" not in words_of(document_for(paper, by))


@EVERY
def test_paper_with_usual_words_and_very_long_ones(paper):
    by = an_office()
    for procedure in Procedure.objects.all():
        for number in range(DOSSIER_ITEMS):
            procedure.dossier_items.create(
                position=number + 2, name=f"Giấy tờ {number}", originals=1, copies=0
            )
    for model, column in ((DossierItem, "name"), (ProposalComponent, "current_text"), (CostLine, "task")):
        row = model.objects.order_by("pk").first()
        model.objects.filter(pk=row.pk).update(**{column: LONG[: model._meta.get_field(column).max_length]})

    document = document_for(paper, by)
    contents = {kind: draw(document, kind).content for kind in (PDF, WORD)}

    reader = PdfReader(BytesIO(contents[PDF]))
    words = bare("".join(page.extract_text() for page in reader.pages))
    assert reader.metadata.title == document.name
    assert len(words) >= 0.9 * len(bare(words_of(document)))
