"""Dự thảo Quyết định công bố: danh mục A, B, C, what it cancels, each content as it was announced."""

from datetime import date

import pytest

from departments.roles import Role
from papers.letters import announcement as papers
from procedures.announcing import Entry, gather_announcement, issue_announcement
from procedures.enums import ChangeKind
from procedures.models import Procedure
from tests.factories import a_complete_procedure, a_department, a_user, an_agency
from tests.papers.letters.making import letter, said
from tthc.core.documents.blocks import Heading, Table, plain
from tthc.workflow.enums import FormStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    agency = an_agency(
        name="Sở Thử nghiệm", superior_body="Ủy ban nhân dân tỉnh Thử", place_name="Thử", sign_code="STN"
    )
    return a_user(Role.OFFICE, a_department(agency=agency, name="Văn phòng Sở"))


def accepted(clerk, *names: str) -> list[Procedure]:
    return [
        a_complete_procedure(department=clerk.department, name=name, status=FormStatus.ACCEPTED)
        for name in names
    ]


def gathered(clerk, *entries: Entry):
    return gather_announcement(clerk.department.agency, title="Công bố thủ tục", entries=entries, by=clerk)


def issued(clerk, number: str, on: date, *entries: Entry):
    decision = gathered(clerk, *entries)
    issue_announcement(decision, number=number, issued_on=on, effective_on=on, by=clerk)
    return decision


@pytest.fixture
def second(clerk):
    """A decision that brings one in, changes one, repeals one; the latter two were announced by 01/QĐ-STN."""
    changed, repealed, new = accepted(clerk, "Đổi", "Bỏ", "Mới")
    issued(
        clerk, "01/QĐ-STN", date(2023, 3, 20), Entry(changed, ChangeKind.NEW), Entry(repealed, ChangeKind.NEW)
    )
    entries = [
        Entry(new, ChangeKind.NEW),
        Entry(changed, ChangeKind.AMENDED),
        Entry(repealed, ChangeKind.REPEALED),
    ]
    return issued(clerk, "05/QĐ-MH", date(2024, 2, 5), *entries)


def tables(document) -> list[list[list[str]]]:
    return [
        [list(row.cells) for row in block.body_rows()]
        for block in document.appendices[0].blocks
        if isinstance(block, Table) and plain(block.columns[1].head) in ("Tên thủ tục", "Mã số")
    ]


def test_decision_lists_new_changed_and_repealed_procedures(second):
    document = letter(papers.PAPER, second)

    new, changed, repealed = tables(document)
    assert [row[1] for row in new] == ["Mới"]
    assert [(row[1], row[2], row[-1]) for row in changed] == [
        ("Đổi", "Sửa đổi, bổ sung", "Quyết định 01/QĐ-STN, ngày 20/03/2023")
    ]
    assert [(row[1], row[-1]) for row in repealed] == [("Bỏ", "Quyết định 01/QĐ-STN, ngày 20/03/2023")]


def test_articles_say_what_is_announced_and_what_is_cancelled(second):
    words = said(letter(papers.PAPER, second))

    assert "gồm: 1 thủ tục mới ban hành; 1 thủ tục sửa đổi, bổ sung, thay thế; 1 thủ tục bãi bỏ." in words
    assert "có hiệu lực thi hành kể từ ngày 05 tháng 02 năm 2024." in words
    assert "Quyết định số 01/QĐ-STN ngày 20/03/2023: “Đổi”; “Bỏ”." in words


def test_head_bears_number_sign_and_day_as_entered(second):
    head = letter(papers.PAPER, second).letterhead

    assert (head.number_line, head.date_line) == ("Số: 05/QĐ-MH", "Thử, ngày 05 tháng 02 năm 2024")


def test_draft_leaves_number_and_day_blank_and_says_so(clerk):
    [new] = accepted(clerk, "Mới")

    document = letter(papers.PAPER, gathered(clerk, Entry(new, ChangeKind.NEW)))

    assert document.draft
    assert document.letterhead.number_line.replace("\u00a0", "") == "Số: /QĐ-STN"
    assert "kể từ ngày ký" in said(document)


def test_content_is_that_which_was_announced(second):
    procedure = second.rows.get(section="B").procedure
    procedure.steps.update(work="Sửa sau khi công bố")

    words = said(letter(papers.PAPER, second))

    assert "Lập hồ sơ" in words
    assert "Sửa sau khi công bố" not in words


def test_contents_are_told_of_what_is_in_force_only(second):
    document = letter(papers.PAPER, second)

    headings = [plain(block.words) for block in document.appendices[0].blocks if isinstance(block, Heading)]
    assert [words for words in headings if words.split(".")[-1].strip() in ("Mới", "Đổi", "Bỏ")] == [
        "A.1. Mới",
        "B.1. Đổi",
    ]


def test_decision_of_the_superior_body_bears_its_head_and_signer(second):
    document = letter(papers.PAPER, second, issuer="superior")

    assert (document.letterhead.issuer, document.letterhead.superior) == ("Ủy ban nhân dân tỉnh Thử", "")
    assert document.authority == "Chủ tịch Ủy ban nhân dân tỉnh Thử"
    assert document.signatures[0].lines == ("CHỦ TỊCH",)


def test_queries_do_not_grow_with_rows(clerk, django_assert_num_queries):
    one = gathered(clerk, *(Entry(found, ChangeKind.NEW) for found in accepted(clerk, "Một")))
    four = gathered(
        clerk, *(Entry(found, ChangeKind.NEW) for found in accepted(clerk, "Hai", "Ba", "Bốn", "Năm"))
    )

    for decision in (one, four):
        with django_assert_num_queries(16):
            letter(papers.PAPER, decision)
