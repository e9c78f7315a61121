"""Review results and cost tables: out, in again, changed, taken back."""

from datetime import date
from decimal import Decimal

import pytest

from departments.roles import Role
from exchange.kind import Fate, Room
from exchange.kinds import KINDS
from reviews.models import IncomeRate, Review
from tests.exchange.filled import edited, filled, from_export
from tests.factories import (
    a_complete_procedure,
    a_department,
    a_proposing_review,
    a_questionnaire,
    a_review,
    a_user,
)
from tthc.workflow.enums import FormStatus

pytestmark = pytest.mark.django_db
COSTS, REVIEWS = KINDS["costs"], KINDS["reviews"]


@pytest.fixture
def unit():
    return a_department()


@pytest.fixture
def review(unit):
    procedure = a_complete_procedure(department=unit, status=FormStatus.ACCEPTED, name="Cho mượn", code="1.5")
    return a_proposing_review(procedure=procedure, questionnaire=a_questionnaire())


@pytest.mark.parametrize(("kind", "rows"), [(COSTS, 2), (REVIEWS, 2)])
def test_export_read_in_again_says_unchanged_for_every_row(kind, rows, unit, review):
    other = a_review(department=unit, status=FormStatus.ACCEPTED)
    other.cost_lines.create(position=1, activity=3, current_fees=5000, is_dropped=True)
    Review.objects.filter(pk=review.pk).update(answers={"1.a": "Để biết", "1.b": "yes", "1.b.why": "Cần"})
    room = Room(unit.agency)

    plan = kind.plan(from_export(kind, room).values(), room)

    assert [(row.fate, row.faults, row.doubts) for row in plan.rows] == [(Fate.UNCHANGED, [], [])] * rows


def test_cost_lines_are_written_counted_and_taken_back(unit, review):
    clerk = a_user(Role.STAFF, unit)
    room = Room(unit.agency, clerk)
    table = filled(
        "cost_lines",
        [
            "owner_code",
            "activity",
            "task",
            "current_hours",
            "current_times",
            "current_subjects",
            "current_fees",
            "is_dropped",
        ],
        ["1.5", "Chuẩn bị hồ sơ", "Tờ trình", "1,5 giờ", "10 lần/năm", 2.0, "", "x"],
        ["1.5", 3.0, "", "", "1", "1", "150.000 đồng", "x"],
    )

    plan = COSTS.plan([table], room)
    written = COSTS.write(plan, room)

    assert [row.fate for row in plan.rows] == [Fate.CHANGED, Fate.NEW]
    review.refresh_from_db()
    # 1,5 giờ × 48.248,11 đồng + 100.000 đồng thuê ngoài, 10 × 2 lần; 150.000 đồng phí một lần
    assert (review.cost_current, review.cost_proposed, review.version) == (Decimal(3_597_443), Decimal(0), 2)

    COSTS.undo(written.record, room)

    review.refresh_from_db()
    assert (review.cost_current, review.cost_proposed) == (1_000_000, 700_000)
    assert review.cost_lines.get().current_hours is None


def test_results_of_reviews_are_written_and_taken_back(unit, review):
    room = Room(unit.agency, a_user(Role.STAFF, unit))
    table = filled(
        "reviews",
        ["name", "conclusion", "kinds", "summary", "answer 1.a", "answer 1.b", "answer 1.b.why"],
        ["cho mượn", "Có phương án đơn giản hóa", "Bãi bỏ; Điện tử hóa", "Bỏ hẳn", "Để biết", "Có", "Cần"],
        ["Không có", "", "", "", "", "", ""],
    )

    plan = REVIEWS.plan([table], room)
    written = REVIEWS.write(plan, room, skip_faulty=True)

    assert [row.fate for row in plan.rows] == [Fate.CHANGED, Fate.FAULTY]
    review = Review.objects.get()
    assert review.answers == {"1.a": "Để biết", "1.b": "yes", "1.b.why": "Cần"}
    assert [kind.kind for kind in review.proposal.kinds.all()] == ["REPEAL", "DIGITAL"]
    assert (review.proposal.summary, review.cost_proposed) == ("Bỏ hẳn", 0)

    REVIEWS.undo(written.record, room)

    review = Review.objects.get()
    assert review.answers == {}
    assert [kind.kind for kind in review.proposal.kinds.all()] == ["DOSSIER"]
    assert (review.proposal.summary, review.cost_proposed) == ("Bớt giấy tờ (minh họa)", 700_000)


def test_an_answer_that_is_no_choice_and_a_frozen_review_are_faults(unit, review):
    frozen = a_review(department=unit, status=FormStatus.ACCEPTED)
    room = Room(unit.agency)
    table = from_export(REVIEWS, room)["reviews"]
    places = {row.cells[table.mapping["name"]]: at for at, row in enumerate(table.table.rows)}
    edited(table, places["Cho mượn"], "answer 1.b", "Có lẽ")
    edited(table, places[frozen.procedure.name], "conclusion_reason", "Khác")

    plan = REVIEWS.plan([table], room)

    assert sorted((fault.key, fault.message.split(".")[0]) for fault in plan.faults) == [
        ("", "Biểu mẫu đang ở “Đạt yêu cầu” nên không sửa được bằng tệp"),
        ("answer 1.b", "“Có lẽ” không có trong danh sách"),
    ]


def test_a_row_of_an_accepted_procedure_begins_its_review(unit):
    a_questionnaire()
    IncomeRate.objects.get_or_create(
        valid_from=date(2020, 1, 1), defaults={"annual_income": 101_900_000, "source": "minh họa"}
    )
    clerk = a_user(Role.STAFF, unit)
    procedure = a_complete_procedure(department=unit, status=FormStatus.ACCEPTED, name="Mới đạt")
    a_complete_procedure(department=unit, name="Còn soạn")
    other = a_complete_procedure(
        department=a_department(agency=unit.agency), status=FormStatus.ACCEPTED, name="Khác"
    )
    room = Room(unit.agency, clerk)
    table = filled(
        "reviews",
        ["name", "conclusion", "answer 1.b", "kinds"],
        ["mới đạt", "Giữ nguyên", "Có", ""],
        ["Còn soạn", "Giữ nguyên", "", ""],
        [other.name, "Giữ nguyên", "", ""],
    )

    plan = REVIEWS.plan([table], room)
    written = REVIEWS.write(plan, room, skip_faulty=True)

    assert [row.fate for row in plan.rows] == [Fate.NEW, Fate.FAULTY, Fate.FAULTY]
    review = Review.objects.get()
    assert (review.procedure, review.department, review.owner, review.round) == (procedure, unit, clerk, 1)
    assert (review.conclusion, review.answers, review.cost_lines.count()) == ("KEEP", {"1.b": "yes"}, 6)
    REVIEWS.undo(written.record, room)
    assert not Review.objects.exists()


def test_a_cost_table_that_names_its_procedure_above(unit, review):
    table = filled("cost_lines", ["activity", "task"], ["1. Chuẩn bị hồ sơ", "Tờ trình"], ["6", "Nhận"])
    table.table.title = "BẢNG TÍNH CHI PHÍ TUÂN THỦ\nThủ tục: Cho mượn"

    plan = COSTS.plan([table], Room(unit.agency))

    assert [(row.fate, row.values["activity"]) for row in plan.rows] == [(Fate.UNCHANGED, 1), (Fate.NEW, 6)]
    assert plan.rows[1].parent == ("pk", review.pk)
