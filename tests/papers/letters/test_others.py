"""Tờ trình, quyết định phê duyệt, quyết định thành lập Tổ, kế hoạch."""

from datetime import date
from importlib import import_module

from django.apps import apps

from departments.models import Department
from papers.judgement import package_proposals
from papers.letters import approval, plan_document, submission, working_group
from papers.models import Wording
from plans.enums import GroupPart
from procedures.models import LegalDocument, Procedure
from reviews.models import EnforcementAction, PackageItem, Proposal, ProposalComponent, Review
from reviews.packages import lines_of, total_of
from tests.factories import a_user
from tests.papers.letters.making import letter, said
from tthc.core.display import number
from tthc.core.documents.blocks import Contents
from tthc.workflow.models import Move


def test_submission_adds_up_what_the_package_shows(course):
    document = letter(submission.PAPER, course.package)

    *rows, total = [list(row.cells) for row in document.appendices[0].blocks[0].body_rows()]
    assert [row[1:] for row in rows] == [
        [
            "Cấp giấy đi đường",
            "Phòng Một",
            "Giảm thành phần hồ sơ",
            "1.000.000",
            "700.000",
            "300.000",
            "30\u00a0%",
        ],
        ["Nghỉ phép", "Phòng Một", "Giữ nguyên", "500.000", "500.000", "0", "0\u00a0%"],
    ]
    assert total[4:] == ["1.500.000", "1.200.000", "300.000", "20\u00a0%"]
    assert total[6] == number(total_of(lines_of(course.package)).saving)


def test_submission_goes_to_the_chairman_under_the_number_entered(course):
    document = letter(submission.PAPER, course.package)

    assert document.addressees == ["Chủ tịch Ủy ban nhân dân tỉnh Thử"]
    assert document.letterhead.number_line == "Số: 07/TTr-STN"
    assert "phê duyệt 1 phương án đơn giản hóa và cho giữ nguyên 1 thủ tục" in said(document)


def test_approval_tells_of_what_was_approved_only(course):
    words = said(letter(approval.PAPER, course.package))

    assert "Phê duyệt phương án đơn giản hóa 1 thủ tục" in words
    assert "Quy chế minh họa, Điều 5: Sửa thành phần hồ sơ." in words
    assert "300.000 đồng/năm" in words
    assert "Nghỉ phép" not in words

    PackageItem.objects.filter(review__procedure__name="Cấp giấy đi đường").update(is_approved=False)

    assert "Sửa thành phần hồ sơ" not in said(letter(approval.PAPER, course.package))


def test_papers_of_many_plans_have_a_table_of_contents(course, monkeypatch):
    def contents(document):
        blocks = (*document.blocks, *document.appendices[0].blocks)
        return [block for block in blocks if isinstance(block, Contents)]

    papers = (approval, package_proposals)
    few = [contents(letter(paper.PAPER, course.package)) for paper in papers]
    for paper in papers:
        monkeypatch.setattr(paper, "MANY_PARTS", 0)

    assert few == [[], []]
    assert [contents(letter(paper.PAPER, course.package)) for paper in papers] == [[Contents()], [Contents()]]


def test_what_was_sent_is_printed_as_it_was_sent(course):
    papers = (submission.PAPER, approval.PAPER, package_proposals.PAPER)
    before = [said(letter(paper, course.package)) for paper in papers]

    for row in (Procedure, LegalDocument, Department):
        row.objects.update(**{"title" if row is LegalDocument else "name": "Tên khác"})
    Review.objects.update(conclusion_reason="Lý do khác")
    Proposal.objects.update(summary="Nội dung khác", benefit="Lợi ích khác")
    ProposalComponent.objects.update(proposed_text="Chữ khác")
    EnforcementAction.objects.update(change="Sửa khác")

    assert "Cấp giấy đi đường" in before[0] and "Sửa thành phần hồ sơ" in before[1]
    assert [said(letter(paper, course.package)) for paper in papers] == before


def test_wording_is_that_of_the_sending(course):
    Move.objects.create(
        subject=course.package,
        transition="send",
        from_status="DRAFT",
        to_status="SENT",
        by=a_user(),
        version=1,
    )
    before = said(letter(submission.PAPER, course.package))

    Wording.objects.create(paper="package_submission", slot="need", version=1, text="Viết lại sau khi trình")

    assert said(letter(submission.PAPER, course.package)) == before
    assert "Viết lại sau khi trình" not in before


def test_words_of_packages_sent_before_are_those_accepted_last(course):
    migration = import_module("reviews.migrations.0004_words_of_sent_plans")
    kept = [item.words for item in course.package.items.all()]
    accepted = course.package.items.first().review
    Move.objects.create(
        subject=accepted, transition="accept", from_status="CHECKING", to_status="ACCEPTED",
        by=a_user(), version=1, snapshot=accepted.content(),
    )  # fmt: skip
    Proposal.objects.filter(review=accepted).update(summary="Sửa sau khi đạt")
    PackageItem.objects.update(words={})

    migration.keep_words(apps, None)

    assert [item.words for item in course.package.items.all()] == kept


def test_decision_on_a_group_names_its_members_in_order(course):
    group = course.plan.working_groups.create(
        name="Tổ rà soát", decision_number="12/QĐ-STN", decided_on=date(2022, 11, 8)
    )
    group.members.create(order=2, full_name="Trần Hai", position="Trưởng phòng", department=course.first)
    group.members.create(order=1, full_name="Lê Một", position="Phó Giám đốc", part=GroupPart.LEADER)

    document = letter(working_group.PAPER, group)

    members = document.blocks[0].blocks[0]
    assert [list(row.cells) for row in members.body_rows()] == [
        ["1", "Lê Một", "Phó Giám đốc", "", "Tổ trưởng"],
        ["2", "Trần Hai", "Trưởng phòng", "Phòng Một", "Thành viên"],
    ]
    assert document.letterhead.date_line == "Thử, ngày 08 tháng 11 năm 2022"
    assert "Thành lập Tổ rà soát, gồm 2 thành viên" in said(document)


def test_plan_shows_its_goals_and_on_wide_sheets_its_tasks(course):
    task = course.plan.tasks.get(order=30)
    task.coordinating_units.add(course.first, course.second)

    document = letter(plan_document.PAPER, course.plan)

    [appendix] = document.appendices
    assert appendix.landscape
    assert [list(row.cells) for row in appendix.blocks[0].body_rows()][2] == [
        "3",
        "Thống kê, công bố, công khai TTHC nội bộ",
        "",
        "Phòng Một\nPhòng Hai",
        "Từ 01/11/2022 đến hết 31/03/2023",
        "",
    ]
    assert "Cắt giảm chi phí tuân thủ TTHC nội bộ: ít nhất 20\u00a0%, trong cả giai đoạn" in said(document)
    assert document.letterhead.number == ""
