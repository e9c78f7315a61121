"""The table of contents of a Word file is right before Word works it out."""

import pytest

from tests.core.documents.word_rules import W, parts, words
from tests.core.documents.word_samples import report
from tthc.core.documents import fonts, pdf, word

LINES = [
    "Phần I. Tình hình chung\t2",
    "1. Thủ tục thứ 1\t2",
    "2. Thủ tục thứ 2\t2",
    "3. Thủ tục thứ 3\t2",
    "4. Thủ tục thứ 4\t3",
    "5. Thủ tục thứ 5\t3",
    "Số liệu theo đơn vị\t4",
    "Phần II. Kết quả\t7",
    "1. Thủ tục thứ 1\t7",
    "2. Thủ tục thứ 2\t8",
    "3. Thủ tục thứ 3\t8",
    "Phụ lục. Bảng số liệu\t1",
]


def contents(file: bytes) -> list[str]:
    return [line for line in words(file).split("\n") if "\t" in line]


@pytest.mark.parametrize("in_one_go", [pdf.IN_ONE_GO, 1])
def test_contents_name_the_pages_of_the_pdf(in_one_go, monkeypatch):
    monkeypatch.setattr(pdf, "IN_ONE_GO", in_one_go)

    assert contents(word.render(report())) == LINES


def test_contents_without_pdf_ask_word_for_the_pages(monkeypatch):
    def missing():
        raise fonts.NoFont

    monkeypatch.setattr(fonts, "folder", missing)

    file = word.render(report())

    assert contents(file) == [line.split("\t")[0] + "\t" for line in LINES]
    begins = parts(file)["word/document.xml"].iter(f"{W}fldChar")
    assert [each.get(f"{W}dirty") for each in begins if each.get(f"{W}dirty")] == ["true"]
    assert "Không vẽ được biểu đồ" in words(file)
