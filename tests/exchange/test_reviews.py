"""Review results and cost tables: out, in again, changed, taken back."""

from copy import deepcopy
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from departments.roles import Role
from exchange.exporting import write_blank
from exchange.kinds import KINDS
from exchange.plan import Fate, Room
from reviews.models import IncomeRate, Proposal, Questionnaire, Review
from tests.exchange.filled import edited, filled, from_export
from tests.factories import (
    NOON,
    a_complete_procedure,
    a_department,
    a_document,
    a_proposing_review,
    a_questionnaire,
    a_review,
    a_user,
)
from tthc.core.sheets.tables import TableRow
from tthc.workflow.enums import FormStatus

pytestmark = pytest.mark.django_db
COSTS, REVIEWS = KINDS["costs"], KINDS["reviews"]


@pytest.fixture
def review(unit):
    procedure = a_complete_procedure(department=unit, status=FormStatus.ACCEPTED, name="Cho mượn", code="1.5")
    return a_proposing_review(procedure=procedure, questionnaire=a_questionnaire())


def an_income_rate():
    IncomeRate.objects.get_or_create(
        valid_from=date(2020, 1, 1), defaults={"annual_income": 101_900_000, "source": "minh họa"}
    )


@pytest.mark.parametrize(("kind", "rows"), [(COSTS, 2), (REVIEWS, 4)])
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


def test_a_proposal_that_an_import_made_is_taken_away_again(unit):
    review = a_review(department=unit)
    room = Room(unit.agency, a_user(Role.STAFF, unit))
    table = filled(
        "components", ["owner_name", "part", "proposed_text"], [review.procedure.name, "Thời hạn", "03 ngày"]
    )
    written = REVIEWS.write(REVIEWS.plan([table], room), room)
    assert Proposal.objects.get(review=review).components.count() == 1

    REVIEWS.undo(written.record, room)

    assert not Proposal.objects.exists()


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
    an_income_rate()
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


def proposal_rows(review) -> tuple[list, list]:
    """What is stored of both tables of a proposal."""
    proposal = Review.objects.get(pk=review.pk).proposal
    return (
        list(proposal.components.values_list("part", "current_text", "proposed_text")),
        list(proposal.actions.values_list("document_text", "responsible_unit__code", "due_on")),
    )


def test_tables_of_a_proposal_are_written_and_taken_back(unit, review):
    office = a_department(agency=unit.agency, code="VP")
    quy_che = a_document(drafting_unit=unit, number="12/QĐ-MH")
    room = Room(unit.agency, a_user(Role.STAFF, unit))
    tables = from_export(REVIEWS, room)
    edited(tables["components"], 0, "proposed_text", "Không nộp")
    tables["components"].table.rows.append(
        TableRow(3, ["1", "1.5", "", "Thời hạn", "", "03 ngày"] + [""] * 5)
    )
    edited(tables["actions"], 0, "document_text", "Quyết định số 12/QĐ-MH")
    edited(tables["actions"], 0, "responsible_unit", "vp")
    edited(tables["actions"], 0, "due_on", "31/12/2024")
    before = proposal_rows(review)

    plan = REVIEWS.plan(tables.values(), room)
    written = REVIEWS.write(plan, room)

    assert [(row.sheet, row.fate, [change.heading for change in row.changes]) for row in plan.rows] == [
        ("reviews", Fate.UNCHANGED, []),
        ("components", Fate.CHANGED, ["Sau đơn giản hóa"]),
        ("components", Fate.NEW, []),
        ("actions", Fate.CHANGED, ["Văn bản cần sửa đổi", "Đơn vị thực hiện", "Thời hạn"]),
    ]
    assert proposal_rows(review) == (
        [("DOSSIER", "Hai bản", "Không nộp"), ("TIME_LIMIT", "5 ngày làm việc", "03 ngày")],
        [("Quyết định số 12/QĐ-MH", office.code, date(2024, 12, 31))],
    )
    assert review.proposal.actions.get().legal_document == quy_che
    assert Review.objects.get().version == 2

    REVIEWS.undo(written.record, room)

    assert proposal_rows(review) == before


def test_faults_in_the_tables_of_a_proposal_name_row_and_heading(unit, review):
    a_review(department=unit, status=FormStatus.ACCEPTED, procedure=an_accepted(unit, "Đã đạt"))
    components = filled(
        "components",
        ["owner_name", "part", "proposed_text"],
        ["cho mượn", "Phần lạ", "Bỏ"],
        ["Không có", "Thành phần hồ sơ", "Bỏ"],
        ["Đã đạt", "Thành phần hồ sơ", "Bỏ"],
    )
    actions = filled(
        "actions",
        ["owner_name", "change", "responsible_unit", "due_on", "done_on"],
        ["cho mượn", "Sửa", "Đơn vị lạ", "31/02/2024", "không phải ngày"],
    )

    plan = REVIEWS.plan([components, actions], Room(unit.agency))

    assert [(fault.row, fault.column, fault.message.split(".")[0]) for fault in plan.faults] == [
        (2, "part", "“Phần lạ” không có trong danh sách"),
        (3, "", "Không tìm thấy thủ tục của dòng này trong tệp và trong hệ thống"),
        (4, "", "Biểu mẫu đang ở “Đạt yêu cầu” nên không sửa được bằng tệp"),
        (2, "responsible_unit", "“Đơn vị lạ” không có trong danh sách"),
        (2, "due_on", "“31/02/2024” không có trong lịch"),
    ]


def an_accepted(unit, name):
    return a_complete_procedure(department=unit, status=FormStatus.ACCEPTED, name=name)


def test_a_new_review_comes_with_the_tables_of_its_proposal(unit):
    a_questionnaire()
    an_income_rate()
    an_accepted(unit, "Mới đạt")
    room = Room(unit.agency, a_user(Role.STAFF, unit))
    main = filled("reviews", ["stt", "name", "conclusion"], ["7", "Mới đạt", "Có phương án đơn giản hóa"])
    components = filled(
        "components", ["owner_number", "part", "proposed_text"], ["7", "Thành phần hồ sơ", "Bỏ"]
    )

    written = REVIEWS.write(REVIEWS.plan([main, components], room), room)

    review = Review.objects.get()
    assert (written.created, proposal_rows(review)[0][0][0::2]) == (2, ("DOSSIER", "Bỏ"))
    assert review.proposal.components.get().current_text.startswith("Tờ trình (1 bản chính)")
    REVIEWS.undo(written.record, room)
    assert not Review.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_tables_of_proposals_ask_the_database_as_often_for_many_as_for_one(unit, count):
    for number in range(count):
        a_proposing_review(procedure=an_accepted(unit, f"Thủ tục {number}"), questionnaire=a_questionnaire())
    rows = [[f"Thủ tục {number}", "Hồ sơ", "", "Bỏ"] for number in range(count)]
    table = filled("components", ["owner_name", "part", "current_text", "proposed_text"], *rows)
    room = Room(unit.agency)

    with CaptureQueriesContext(connection) as asked:
        written = REVIEWS.write(REVIEWS.plan([table], room), room)

    assert (written.updated, len(asked)) == (count, 33)


@pytest.fixture
def older(review):
    """A version before the current one, in which a question and its choices read differently."""
    definition = deepcopy(a_questionnaire().definition)
    definition["sections"][0]["questions"][0]["parts"][0]["label"] = "Hỏi như trước"
    return Questionnaire.objects.create(
        key="truoc",
        version="2019",
        title="Bộ trước",
        source="minh họa",
        definition=definition,
        published_at=NOON,
    )


def answered_before(older, unit):
    return a_review(
        procedure=an_accepted(unit, "Rà soát đã lâu"),
        questionnaire=older,
        answers={"1.a": "Nói như trước", "1.b": "yes"},
    )


def test_answers_on_an_older_version_go_out_under_their_own_headings_and_come_in_unchanged(
    unit, review, older
):
    answered_before(older, unit)
    Review.objects.filter(pk=review.pk).update(answers={"1.a": "Nói như nay", "1.b": "no"})
    room = Room(unit.agency)

    tables = from_export(REVIEWS, room)

    table, headings = tables["reviews"].table, tables["reviews"].table.headings
    now = [heading for heading in headings if heading.startswith("Câu 1a.")]
    before = now.pop()
    assert (len(now), before) == (1, "Câu 1a. Hỏi như trước (bộ câu hỏi phiên bản 2019)")
    columns = [headings.index(heading) for heading in ("Bộ câu hỏi", now[0], before)]
    assert {tuple(row.cells[at] for at in columns) for row in table.rows} == {
        (f"Phiên bản {a_questionnaire().version}", "Nói như nay", ""),
        ("Phiên bản 2019", "", "Nói như trước"),
    }
    assert {row.fate for row in REVIEWS.plan(tables.values(), room).rows} == {Fate.UNCHANGED}


def test_answers_on_an_older_version_change_in_their_own_columns_alone(unit, review, older):
    old = answered_before(older, unit)
    room, key = Room(unit.agency, a_user(Role.STAFF, unit)), f"answer 1.a@{older.pk}"
    tables = from_export(REVIEWS, room)
    places = {
        row.cells[tables["reviews"].mapping["name"]]: at
        for at, row in enumerate(tables["reviews"].table.rows)
    }
    edited(tables["reviews"], places["Cho mượn"], key, "Lạc")
    edited(tables["reviews"], places[old.procedure.name], key, "Nói khác")

    plan = REVIEWS.plan(tables.values(), room)
    REVIEWS.write(plan, room, skip_faulty=True)

    assert [(fault.row, fault.key, fault.message.split(",")[0]) for fault in plan.faults] == [
        (
            places["Cho mượn"] + 2,
            key,
            f"Thủ tục này trả lời theo bộ câu hỏi phiên bản {a_questionnaire().version}",
        )
    ]
    assert Review.objects.get(pk=old.pk).answers == {"1.a": "Nói khác", "1.b": "yes"}


def test_blank_form_asks_as_the_current_version_alone(unit, review, older):
    answered_before(older, unit)
    out = BytesIO()

    write_blank(out, REVIEWS, Room(unit.agency))

    assert "2019" not in str([[cell.value for cell in row] for row in load_workbook(out).worksheets[0].rows])
