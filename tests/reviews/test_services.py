from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from departments.roles import Role
from procedures.enums import Answer, Part
from reviews.enums import Activity, Conclusion, ProposalType
from reviews.models import IncomeRate, Questionnaire, Review
from reviews.services import ProposalDraft, save_answers, save_cost_lines, save_proposal, start_review
from tests.factories import a_complete_procedure, a_department, a_document, a_review, a_user
from tthc.core.refusal import Conflict, Forbidden, Refusal
from tthc.core.stored_rows import RowInput
from tthc.workflow.enums import FormStatus

pytestmark = pytest.mark.django_db
MAY_2023 = datetime(2023, 5, 10, 2, 0, tzinfo=UTC)


@pytest.fixture
def department():
    return a_department()


@pytest.fixture
def staff(department):
    return a_user(department=department)


def an_accepted_procedure(department, **columns):
    return a_complete_procedure(department=department, status=FormStatus.ACCEPTED, **columns)


def figures(**columns) -> RowInput:
    return RowInput({"activity": Activity.PREPARE, "task": "Tờ trình", "source_note": "khảo sát"} | columns)


TABLE = [
    figures(
        current_hours=Decimal("2.5"), current_times=4, current_subjects=10,
        proposed_hours=1, proposed_times=4, proposed_subjects=10,
    ),
    figures(task="Biên bản họp", current_hours=3, current_times=4, current_subjects=10, is_dropped=True),
]  # fmt: skip


# --- start_review


def test_start_review_freezes_questionnaire_and_rate(department, staff):
    procedure = an_accepted_procedure(department)

    review = start_review(procedure, by=staff, at=MAY_2023)

    review = Review.objects.get(pk=review.pk)
    assert (review.department, review.round, review.status, review.created_by, review.created_at) == (
        department, 1, FormStatus.DRAFT, staff, MAY_2023,
    )  # fmt: skip
    assert (review.questionnaire.key, review.hourly_income, review.income_source) == (
        "nd63-phu-luc-1",
        Decimal(48_248),
        "GDP bình quân đầu người cả nước năm 2023 (Văn phòng Sở kiểm tra lại theo số công bố): "
        "101.900.000 đồng/năm, áp dụng từ 01/01/2023",
    )


def test_start_review_takes_the_rate_of_its_day(department, staff):
    IncomeRate.objects.create(valid_from=date(2023, 5, 10), annual_income=2_112_000, source="minh họa")
    IncomeRate.objects.create(valid_from=date(2023, 5, 11), annual_income=9_999_999, source="minh họa")

    review = start_review(an_accepted_procedure(department), by=staff, at=MAY_2023)

    assert review.hourly_income == Decimal(1000)


def test_start_review_lays_out_the_cost_lines(department, staff):
    procedure = an_accepted_procedure(department, fees_answer=Answer.NONE)
    procedure.dossier_items.create(position=2, name="Dự thảo quyết định")

    review = start_review(procedure, by=staff, at=MAY_2023)

    often = {"current_times": 4, "current_subjects": 10, "proposed_times": 4, "proposed_subjects": 10}
    columns = ["activity", "task", *often, "current_hours", "current_fees", "source_note"]
    assert list(review.cost_lines.values_list(*columns)) == [
        (Activity.PREPARE, "Tờ trình", 4, 10, 4, 10, None, None, "ước tính"),
        (Activity.PREPARE, "Dự thảo quyết định", 4, 10, 4, 10, None, None, "ước tính"),
        (Activity.SUBMIT, "", 4, 10, 4, 10, None, None, "ước tính"),
        (
            Activity.FEES, "", 4, 10, 4, 10, 0, 0,
            "biểu mẫu thống kê: không có phí, lệ phí",
        ),
        (Activity.INSPECTION, "", 4, 10, 4, 10, None, None, "ước tính"),
        (Activity.OTHER, "", 4, 10, 4, 10, None, None, "ước tính"),
        (Activity.RESULT, "", 4, 10, 4, 10, None, None, "ước tính"),
    ]  # fmt: skip


@pytest.mark.parametrize("status", [status for status in FormStatus if status != FormStatus.ACCEPTED])
def test_start_review_of_a_procedure_not_accepted(department, staff, status):
    procedure = a_complete_procedure(department=department, status=status)

    with pytest.raises(Refusal) as refusal:
        start_review(procedure, by=staff)

    assert refusal.value.sentences == (
        "Thủ tục chưa đạt yêu cầu thống kê. Chỉ rà soát khi Văn phòng Sở đã chấp nhận biểu mẫu thống kê.",
    )
    assert Review.objects.count() == 0


def test_start_review_of_a_repealed_procedure(department, staff):
    procedure = an_accepted_procedure(department, repealed_on=date(2023, 1, 1))

    with pytest.raises(Refusal, match="Thủ tục đã được bãi bỏ"):
        start_review(procedure, by=staff)


def test_start_review_while_another_is_open(department, staff):
    procedure = an_accepted_procedure(department)
    start_review(procedure, by=staff)

    with pytest.raises(Refusal) as refusal:
        start_review(procedure, by=staff)

    assert refusal.value.sentences == (
        "Thủ tục đang có lần rà soát 1 chưa xong. Mở biểu mẫu đó để làm tiếp.",
    )
    assert Review.objects.count() == 1


def test_start_review_again_after_an_accepted_one(department, staff):
    procedure = an_accepted_procedure(department)
    a_review(procedure=procedure, status=FormStatus.ACCEPTED)

    assert start_review(procedure, by=staff).round == 2


def test_start_review_of_another_unit(department):
    with pytest.raises(Forbidden):
        start_review(an_accepted_procedure(department), by=a_user())


def test_start_review_by_a_director(department):
    director = a_user(Role.DIRECTOR, department)

    with pytest.raises(Forbidden):
        start_review(an_accepted_procedure(department), by=director)


def test_start_review_without_a_questionnaire(department, staff):
    Questionnaire.objects.update(is_current=False)

    with pytest.raises(Refusal, match="Chưa có bộ câu hỏi nào đang dùng"):
        start_review(an_accepted_procedure(department), by=staff)


def test_start_review_before_the_first_rate(department, staff):
    with pytest.raises(Refusal, match="Chưa có mức thu nhập bình quân"):
        start_review(an_accepted_procedure(department), by=staff, at=datetime(2022, 12, 1, tzinfo=UTC))


# --- save_answers


def test_save_answers_keeps_what_was_typed(department, staff):
    review = a_review(department=department)

    save_answers(review, {"4.a": "no", "5.a": "no", "1.a": " Mục tiêu "}, by=staff, at=MAY_2023)

    review = Review.objects.get(pk=review.pk)
    assert (review.answers, review.version, review.edited_by, review.edited_at) == (
        {"1.a": "Mục tiêu", "4.a": "no", "5.a": "no"},
        2,
        staff,
        MAY_2023,
    )


def test_save_answers_empty(department, staff):
    review = a_review(department=department, answers={"1.a": "Mục tiêu"})

    save_answers(review, {}, by=staff)

    assert Review.objects.get(pk=review.pk).answers == {}


def test_save_answers_refuses_unknown_key_and_writes_nothing(department, staff):
    review = a_review(department=department)

    with pytest.raises(Refusal, match="không có mục 99.a"):
        save_answers(review, {"1.a": "Mục tiêu", "99.a": "yes"}, by=staff)

    review = Review.objects.get(pk=review.pk)
    assert (review.answers, review.version) == ({}, 1)


# --- save_cost_lines


def test_save_cost_lines_stores_the_totals(department, staff):
    review = a_review(department=department, hourly_income=Decimal(48_248))

    total = save_cost_lines(review, TABLE, by=staff)

    review = Review.objects.get(pk=review.pk)
    # 48 248 × (2.5 + 3) × 4 × 10 = 10 614 560; 48 248 × 1 × 40 = 1 929 920.
    assert (total.current, total.proposed) == (Decimal(10_614_560), Decimal(1_929_920))
    assert (review.cost_current, review.cost_proposed, review.version) == (10_614_560, 1_929_920, 2)
    assert list(review.cost_lines.values_list("position", "task", "is_dropped")) == [
        (1, "Tờ trình", False),
        (2, "Biên bản họp", True),
    ]


def test_save_cost_lines_replaces_the_table(department, staff):
    review = a_review(department=department)
    save_cost_lines(review, TABLE, by=staff)

    total = save_cost_lines(review, [], by=staff)

    assert (total.current, total.proposed, review.cost_lines.count()) == (0, 0, 0)


def test_save_cost_lines_counts_no_change_when_the_conclusion_is_to_keep(department, staff):
    review = a_review(department=department, hourly_income=1000, conclusion=Conclusion.KEEP)

    total = save_cost_lines(review, TABLE, by=staff)

    assert (total.current, total.proposed) == (220_000, 220_000)


def test_save_cost_lines_refuses_a_sum_that_cannot_be(department, staff):
    review = a_review(department=department)
    most = figures(
        current_hours=Decimal("9999999.99"),
        current_times=Decimal("9999999.99"),
        current_subjects=Decimal("999999999.99"),
    )

    with pytest.raises(Refusal, match="Tổng chi phí quá lớn"):
        save_cost_lines(review, [most], by=staff)

    assert Review.objects.get(pk=review.pk).cost_lines.count() == 0


# --- save_proposal


def a_draft(**columns):
    values = {
        "conclusion": Conclusion.PROPOSE,
        "kinds": [ProposalType.DOSSIER],
        "summary": "Bớt một giấy tờ",
        "components": [{"part": Part.DOSSIER, "proposed_text": "Chỉ còn tờ trình", "reason": "Trùng"}],
        "actions": [{"document_text": "Quy chế", "change": "Sửa Điều 5", "due_on": date(2024, 6, 30)}],
    }
    values |= columns
    rows = {name: [RowInput(row) for row in values[name]] for name in ("components", "actions")}
    return ProposalDraft(**(values | rows))


def test_save_proposal_keeps_every_part(department, staff):
    review = a_review(department=department)

    save_proposal(review, a_draft(), by=staff)

    review = Review.objects.get(pk=review.pk)
    proposal = review.proposal
    assert (review.conclusion, proposal.summary, [row.kind for row in proposal.kinds.all()]) == (
        Conclusion.PROPOSE,
        "Bớt một giấy tờ",
        [ProposalType.DOSSIER],
    )
    assert list(proposal.components.values_list("position", "part", "proposed_text", "reason")) == [
        (1, Part.DOSSIER, "Chỉ còn tờ trình", "Trùng")
    ]
    assert list(proposal.actions.values_list("position", "document_text", "change", "due_on")) == [
        (1, "Quy chế", "Sửa Điều 5", date(2024, 6, 30))
    ]


def test_save_proposal_takes_the_present_words_from_the_inventory(department, staff):
    review = a_review(department=department)

    save_proposal(review, a_draft(), by=staff)

    assert review.proposal.components.get().current_text == "Tờ trình (1 bản chính)\nSố lượng hồ sơ: 1 bộ"


def test_save_proposal_keeps_present_words_that_were_typed(department, staff):
    review = a_review(department=department)
    typed = [{"part": Part.DOSSIER, "current_text": "Hai bản", "proposed_text": "Một bản", "reason": "Trùng"}]

    save_proposal(review, a_draft(components=typed), by=staff)

    assert review.proposal.components.get().current_text == "Hai bản"


@pytest.mark.parametrize(
    ("columns", "proposed"),
    [
        ({"kinds": [ProposalType.DOSSIER]}, 40_000),
        ({"kinds": [ProposalType.DOSSIER, ProposalType.REPEAL]}, 0),
        ({"conclusion": Conclusion.KEEP, "kinds": [ProposalType.REPEAL]}, 220_000),
        ({"conclusion": "", "kinds": []}, 40_000),
    ],
)
def test_save_proposal_counts_what_it_does_to_the_cost(department, staff, columns, proposed):
    review = a_review(department=department, hourly_income=1000)
    save_cost_lines(review, TABLE, by=staff)

    save_proposal(review, a_draft(**columns), by=staff)

    review = Review.objects.get(pk=review.pk)
    assert (review.cost_current, review.cost_proposed) == (220_000, proposed)


def test_save_proposal_ties_an_action_to_the_document_it_names(department, staff):
    review = a_review(department=department)
    document = a_document(drafting_unit=department, number="10/2021/QĐ-SKHCN")
    actions = [
        {"document_text": "Quyết định số 10/2021/QĐ-SKHCN ngày 05/3/2021", "change": "Sửa Điều 5"},
        {"document_text": "Quyết định số 99/2021/QĐ-SKHCN", "change": "Bãi bỏ"},
    ]

    save_proposal(review, a_draft(actions=actions), by=staff)

    assert [row.legal_document for row in review.proposal.actions.all()] == [document, None]


def test_save_proposal_of_an_empty_draft(department, staff):
    review = a_review(department=department)

    save_proposal(review, ProposalDraft(), by=staff)

    assert (review.conclusion, review.proposal.kinds.count(), review.proposal.components.count()) == (
        "",
        0,
        0,
    )


# --- of all three


SAVES = [
    lambda review, **options: save_answers(review, {"1.a": "Mục tiêu"}, **options),
    lambda review, **options: save_cost_lines(review, TABLE, **options),
    lambda review, **options: save_proposal(review, a_draft(), **options),
]


def kept(review):
    review = Review.objects.get(pk=review.pk)
    return (
        review.version,
        review.answers,
        review.conclusion,
        review.cost_lines.count(),
        hasattr(review, "proposal"),
    )


@pytest.mark.parametrize("save", SAVES)
def test_save_of_a_stale_version_writes_nothing(department, staff, save):
    review = a_review(department=department, version=3)

    with pytest.raises(Conflict, match="đã được người khác sửa hoặc chuyển"):
        save(review, by=staff, seen_version=2)

    assert kept(review) == (3, {}, "", 0, False)


@pytest.mark.parametrize("save", SAVES)
@pytest.mark.parametrize(
    "status", [FormStatus.DEPARTMENT, FormStatus.OFFICE, FormStatus.CHECKING, FormStatus.ACCEPTED]
)
def test_save_of_a_frozen_form_writes_nothing(department, staff, save, status):
    review = a_review(department=department, status=status)

    with pytest.raises(Conflict):
        save(review, by=staff)

    assert kept(review) == (1, {}, review.conclusion, 0, False)


@pytest.mark.parametrize("save", SAVES)
@pytest.mark.parametrize("role", [Role.STAFF, Role.OFFICE, Role.DIRECTOR, Role.ADMIN, Role.OBSERVER])
def test_save_by_somebody_else_writes_nothing(department, save, role):
    review = a_review(department=department)
    stranger = a_user(
        role, None if role in (Role.ADMIN, Role.OBSERVER) else a_department(agency=department.agency)
    )

    with pytest.raises(Forbidden):
        save(review, by=stranger)

    assert kept(review) == (1, {}, "", 0, False)
