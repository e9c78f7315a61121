"""The pages of reviews: what they show, keep, refuse and write."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from departments.roles import Role
from procedures.enums import Part
from reviews.enums import Activity, Conclusion, ProposalType
from reviews.models import Review
from tests.factories import a_complete_procedure, a_department, a_proposing_review, a_review, a_user
from tests.reviews.test_questionnaire import COMPLETE
from tthc.workflow.enums import FormStatus
from tthc.workflow.models import Remark

pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    return a_department(name="Phòng Quản lý khoa học")


@pytest.fixture
def staff(department):
    return a_user(department=department)


def client_of(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def client(staff):
    return client_of(staff)


def url(name, review):
    return reverse(f"reviews:{name}", args=[review.pk])


def stored(review):
    return Review.objects.get(pk=review.pk)


def cost_line(number, **columns):
    values = {"activity": Activity.PREPARE, "ORDER": number + 1} | columns
    return {f"dong-{number}-{name}": value for name, value in values.items()}


def cost_table(*lines, version=1, initial=0, **more):
    posted = {"version": version, "dong-TOTAL_FORMS": len(lines), "dong-INITIAL_FORMS": initial}
    for number, line in enumerate(lines):
        posted |= cost_line(number, **line)
    return posted | more


def proposal(version=1, components=(), actions=(), **more):
    posted = {"version": version}
    for prefix, rows in (("noi-dung", components), ("kien-nghi", actions)):
        posted |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0}
        for number, row in enumerate(rows):
            posted |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return posted | more


LINE = {
    "task": "Tờ trình",
    "current_hours": "2,5",
    "current_times": "4",
    "current_subjects": "1.000",
    "proposed_hours": "1",
    "proposed_times": "4",
    "proposed_subjects": "1.000",
    "source_note": "khảo sát",
}


# --- start


def test_start_lists_what_can_be_reviewed(client, department):
    a_complete_procedure(department=department, status=FormStatus.ACCEPTED, name="Xét sáng kiến")
    a_complete_procedure(department=department, status=FormStatus.OFFICE, name="Chưa được chấp nhận")
    a_complete_procedure(status=FormStatus.ACCEPTED, name="Của đơn vị khác")
    a_review(
        procedure=a_complete_procedure(
            department=department, status=FormStatus.ACCEPTED, name="Đang rà soát dở"
        )
    )

    page = client.get(reverse("reviews:review_start")).content.decode()

    names = ("Xét sáng kiến", "Chưa được chấp nhận", "Của đơn vị khác", "Đang rà soát dở")
    assert [name for name in names if name in page] == ["Xét sáng kiến"]


def test_start_finds_without_marks(client, department):
    for name in ("Xét sáng kiến", "Cử người đi học"):
        a_complete_procedure(department=department, status=FormStatus.ACCEPTED, name=name)

    page = client.get(reverse("reviews:review_start"), {"tim": "sang kien"}).content.decode()

    assert [name for name in ("Xét sáng kiến", "Cử người đi học") if name in page] == ["Xét sáng kiến"]


def test_start_begins_a_review(client, department):
    procedure = a_complete_procedure(department=department, status=FormStatus.ACCEPTED)

    answer = client.post(reverse("reviews:review_start"), {"procedure": procedure.pk})

    review = Review.objects.get()
    assert (review.procedure, answer.status_code, answer.url) == (
        procedure,
        302,
        url("review_answers", review),
    )


def test_start_of_a_procedure_under_review_says_so(client, department):
    review = a_review(department=department)

    answer = client.post(
        reverse("reviews:review_start"), {"procedure": review.procedure_id}, follow=True
    ).content.decode()

    assert "Thủ tục đang có lần rà soát 1 chưa xong. Mở biểu mẫu đó để làm tiếp." in answer
    assert Review.objects.count() == 1


@pytest.mark.parametrize("typed", ["", "abc", "-1", "9" * 30])
def test_start_of_nonsense_is_not_found(client, typed):
    assert client.post(reverse("reviews:review_start"), {"procedure": typed}).status_code == 404


# --- questionnaire


def test_answers_are_kept_and_call_for_more(client, department):
    review = a_review(department=department)

    answer = client.post(url("review_answers", review), {"version": 1, "9.a": "yes"}, follow=True)

    page = answer.content.decode()
    assert stored(review).answers == {"9.a": "yes"}
    assert 'data-part="9.b" data-show-part="9.a" data-show-answer="yes">' in page
    assert 'data-part="9.d" data-show-part="9.a" data-show-answer="no" hidden>' in page


def test_answers_skip_sections_when_not_necessary(client, department):
    review = a_review(department=department, answers={"4.a": "no", "5.a": "no"})

    page = client.get(url("review_answers", review)).content.decode()

    assert page.count("data-section-skipped>Bỏ qua vì câu 4 trả lời không cần thiết.") == 3
    assert page.count("data-section-body hidden>") == 3


def test_answers_lead_on_to_the_cost(client, department):
    review = a_review(department=department)

    answer = client.post(url("review_answers", review), {"version": 1, "next": "on"})

    assert answer.url == url("review_costs", review)


def test_answers_show_the_remark_at_its_question(client, department):
    review = a_review(department=department)
    office = a_user(Role.OFFICE, department)
    Remark.objects.create(subject=review, part="Q8", text="Nêu rõ giấy tờ nào", by=office)
    Remark.objects.create(subject=review, part="COSTS", text="Thiếu nguồn số liệu", by=office)

    page = client.get(url("review_answers", review)).content.decode()

    question = page.split('id="cau-8"')[1].split('id="cau-9"')[0]
    assert ("Nêu rõ giấy tờ nào" in question, "Thiếu nguồn số liệu" in page) == (True, False)


def test_answer_that_is_no_choice_keeps_what_was_typed(client, department):
    review = a_review(department=department)
    typed = {"version": 1, "1.a": "Mục tiêu vừa gõ", "2.a": "maybe"}

    answer = client.post(url("review_answers", review), typed)

    assert "Mục tiêu vừa gõ" in answer.content.decode()
    assert (answer.status_code, stored(review).answers, stored(review).version) == (200, {}, 1)


def test_answers_to_a_stale_version_keep_what_was_typed(client, department):
    review = a_review(department=department, version=5, answers={"1.a": "Của người kia"})

    answer = client.post(url("review_answers", review), {"version": 4, "1.a": "Của tôi"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Của <mark>người kia</mark>" in page
    assert "Của tôi</textarea>" in page
    assert stored(review).answers == {"1.a": "Của người kia"}


def test_stale_answers_may_be_saved_over_knowingly(client, department):
    review = a_review(department=department, version=5, answers={"1.a": "Của người kia"})
    client.post(url("review_answers", review), {"version": 4, "1.a": "Của tôi"})

    client.post(url("review_answers", review), {"version": 5, "1.a": "Của tôi"})

    assert stored(review).answers == {"1.a": "Của tôi"}


def test_frozen_form_leads_to_the_form_as_it_reads(client, department):
    review = a_review(department=department, status=FormStatus.CHECKING)

    answer = client.get(url("review_costs", review), follow=True)

    assert answer.redirect_chain == [(review.get_absolute_url(), 302)]
    assert "Biểu mẫu đang ở “Văn phòng đang kiểm tra”, không sửa được." in answer.content.decode()


def test_answers_posted_to_a_frozen_form_are_kept_on_the_page(client, department):
    review = a_review(department=department, status=FormStatus.CHECKING)

    answer = client.post(url("review_answers", review), {"version": 1, "1.a": "Gõ muộn"})

    assert (answer.status_code, stored(review).answers) == (409, {})
    assert "Gõ muộn</textarea>" in answer.content.decode()


# --- cost


def test_costs_are_stored_with_their_totals(client, department):
    review = a_review(department=department, hourly_income=48_248)
    dropped = LINE | {"task": "Biên bản họp", "is_dropped": "on"}

    client.post(url("review_costs", review), cost_table(LINE, dropped))

    # 48 248 × 2.5 × 4 × 1 000 twice; then 48 248 × 1 × 4 × 1 000 once.
    review = stored(review)
    assert (review.cost_current, review.cost_proposed) == (964_960_000, 192_992_000)
    assert list(review.cost_lines.values_list("task", "is_dropped")) == [
        ("Tờ trình", False),
        ("Biên bản họp", True),
    ]


def test_costs_keep_order_and_leave_out_what_was_struck(client, department):
    review = a_review(department=department)
    lines = [
        LINE | {"task": "Thứ hai", "ORDER": 2},
        LINE | {"task": "Thứ nhất", "ORDER": 1},
        LINE | {"task": "Bỏ", "ORDER": 3, "DELETE": "on"},
        {"ORDER": ""},
    ]

    client.post(url("review_costs", review), cost_table(*lines))

    assert list(stored(review).cost_lines.values_list("task", flat=True)) == ["Thứ nhất", "Thứ hai"]


def test_costs_fill_empty_boxes_on_demand(client, department):
    review = a_review(department=department)
    half = {name: value for name, value in LINE.items() if not name.startswith("proposed_")}
    lines = [half | {"proposed_hours": "1"}, half | {"is_dropped": "on"}]

    client.post(url("review_costs", review), cost_table(*lines, fill="yes"))

    columns = ("proposed_hours", "proposed_outsourced", "proposed_times", "proposed_subjects")
    assert list(stored(review).cost_lines.values_list(*columns)) == [
        (1, None, 4, 1000),
        (None, None, None, None),
    ]


@pytest.mark.parametrize(
    ("column", "typed", "sentence"),
    [
        ("current_hours", "hai giờ", "“hai giờ” không phải là số."),
        ("current_hours", "2.5", "Phần lẻ ghi sau dấu phẩy: 2,5."),
        ("current_hours", "-1", "Số này không được nhỏ hơn 0."),
        ("current_fees", "1,5", "“1,5” có phần lẻ."),
        ("activity", "9", "9"),
    ],
)
def test_costs_that_cannot_be_read_keep_what_was_typed(client, department, column, typed, sentence):
    review = a_review(department=department)

    answer = client.post(url("review_costs", review), cost_table(LINE | {column: typed}))

    page = answer.content.decode()
    assert sentence in page
    assert "Chưa lưu được. Những gì bạn gõ còn nguyên bên dưới." in page
    assert (typed in page, "khảo sát</textarea>" in page) == (True, True)
    assert (stored(review).cost_lines.count(), stored(review).version) == (0, 1)


def test_costs_that_cannot_be_read_are_named_line_by_line(client, department):
    review = a_review(department=department)
    lines = [LINE, LINE | {"current_hours": "hai"}, LINE | {"current_hours": "ba", "DELETE": "on"}]

    page = client.post(url("review_costs", review), cost_table(*lines)).content.decode()

    assert '<a href="#id_dong-1-current_hours">Dòng 2, Giờ, hiện hành</a>: “hai” không phải là số.' in page
    assert "Dòng 3, Giờ" not in page


def test_costs_beyond_all_measure_are_refused(client, department):
    review = a_review(department=department)
    most = LINE | {
        "current_hours": "9999999,99",
        "current_times": "9999999,99",
        "current_subjects": "999999999,99",
    }

    answer = client.post(url("review_costs", review), cost_table(most))

    assert (answer.status_code, stored(review).cost_lines.count()) == (409, 0)
    assert "Tổng chi phí quá lớn để ghi" in answer.content.decode()


def test_costs_without_a_management_form_are_refused(client, department):
    review = a_review(department=department)

    answer = client.post(url("review_costs", review), {"version": 1})

    assert (answer.status_code, stored(review).version) == (200, 1)


def test_costs_say_when_the_screen_counted_otherwise(client, department):
    review = a_review(department=department, hourly_income=1000)

    wrong = client.post(
        url("review_costs", review), cost_table(LINE, shown_current="1", shown_proposed="1"), follow=True
    )
    right = client.post(
        url("review_costs", review),
        cost_table(LINE, version=2, shown_current="10000000", shown_proposed="4000000"),
        follow=True,
    )

    assert "hiện hành 10.000.000, sau đơn giản hóa 4.000.000 đồng/năm" in wrong.content.decode()
    assert "Tổng hiện trên màn hình khác" not in right.content.decode()


def test_costs_to_a_stale_version_keep_what_was_typed(client, department):
    review = a_review(department=department, version=5)
    review.cost_lines.create(position=1, task="Của người kia")

    answer = client.post(url("review_costs", review), cost_table(LINE | {"task": "Của tôi"}, version=4))

    assert (answer.status_code, stored(review).cost_lines.get().task) == (409, "Của người kia")
    assert "Của tôi</textarea>" in answer.content.decode()


# --- proposal


def test_proposal_is_stored(client, department):
    review = a_review(department=department)
    typed = proposal(
        conclusion=Conclusion.PROPOSE,
        kinds=[ProposalType.TIME, ProposalType.DOSSIER],
        summary="Rút ngắn",
        components=[
            {"part": Part.TIME_LIMIT, "proposed_text": "3 ngày", "reason": "Làm song song", "ORDER": 1}
        ],
        actions=[
            {
                "document_text": "Quy chế",
                "change": "Sửa Điều 5",
                "responsible_unit": department.pk,
                "due_on": "30/6/2024",
                "ORDER": 1,
            }
        ],
    )

    client.post(url("review_proposal", review), typed)

    found = stored(review).proposal
    assert [row.kind for row in found.kinds.all()] == [ProposalType.TIME, ProposalType.DOSSIER]
    assert list(found.components.values_list("part", "current_text", "proposed_text")) == [
        (Part.TIME_LIMIT, "5 ngày làm việc", "3 ngày")
    ]
    assert [(row.change, row.responsible_unit, str(row.due_on)) for row in found.actions.all()] == [
        ("Sửa Điều 5", department, "2024-06-30")
    ]


def test_proposal_with_a_date_that_cannot_be_keeps_what_was_typed(client, department):
    review = a_review(department=department)
    typed = proposal(conclusion=Conclusion.PROPOSE, actions=[{"change": "Sửa Điều 5", "due_on": "31/2/2024"}])

    answer = client.post(url("review_proposal", review), typed)

    page = answer.content.decode()
    assert "Kiến nghị thực thi, dòng 1, Thời hạn</a>: “31/2/2024” không có trong lịch." in page
    assert "Sửa Điều 5</textarea>" in page
    assert (stored(review).conclusion, stored(review).proposal.actions.count()) == (Conclusion.PROPOSE, 0)


def test_proposal_charges_no_unit_of_another_agency(client, department):
    review = a_review(department=department)
    typed = proposal(actions=[{"change": "Sửa", "responsible_unit": a_department().pk}])

    client.post(url("review_proposal", review), typed)

    assert not hasattr(stored(review), "proposal")


def test_proposal_to_a_stale_version_keeps_what_was_typed(client, department):
    review = a_review(department=department, version=5)

    answer = client.post(url("review_proposal", review), proposal(version=4, summary="Của tôi"))

    assert (answer.status_code, hasattr(stored(review), "proposal")) == (409, False)
    assert "Của tôi</textarea>" in answer.content.decode()


# --- the form as it reads


def test_detail_reads_as_the_form(client, department):
    review = a_proposing_review(department=department, answers=COMPLETE)

    page = client.get(review.get_absolute_url()).content.decode()

    wanted = (
        "Công nhận sáng kiến của công chức, viên chức",
        "Lý do và phương án kiến nghị về thành phần, số lượng hồ sơ:",
        "Bỏ biên bản họp của phòng",
        "Không hợp lý",
        "Hai bản",
        "Một bản",
        "tiết kiệm: 300.000 đồng/năm; tỷ lệ: 30",
        "Sửa thành phần hồ sơ",
    )
    assert [words for words in wanted if words not in page] == []


def test_detail_leaves_out_hidden_answers(client, department):
    review = a_review(
        department=department, answers={"4.a": "no", "5.a": "no", "5.a.why": "Trùng thủ tục khác"}
    )

    page = client.get(review.get_absolute_url()).content.decode()

    assert page.count("Bỏ qua vì câu 4 trả lời không cần thiết.") == 3
    assert "Trùng thủ tục khác" not in page


def test_detail_lists_what_is_missing_to_its_author_only_while_it_is_written(client, department):
    draft = a_review(department=department)
    accepted = a_review(department=department, status=FormStatus.ACCEPTED)

    found = [
        "Bảng chi phí chưa có dòng nào.</li>" in client.get(review.get_absolute_url()).content.decode()
        for review in (draft, accepted)
    ]

    assert found == [True, False]


def test_procedure_page_shows_its_reviews(client, department):
    procedure = a_complete_procedure(department=department, status=FormStatus.ACCEPTED)
    before = client.get(procedure.get_absolute_url()).content.decode()
    review = a_review(procedure=procedure)

    after = client.get(procedure.get_absolute_url()).content.decode()

    assert ("Rà soát thủ tục này" in before, "Rà soát thủ tục này" in after) == (True, False)
    assert f'href="{review.get_absolute_url()}"' in after


# --- list


def listed(client, **asked):
    response = client.get(reverse("reviews:review_list"), asked)
    return [review.procedure.name for review in response.context["page"]]


@pytest.fixture
def three_reviews(department):
    def make(name, **columns):
        procedure = a_complete_procedure(department=department, status=FormStatus.ACCEPTED, name=name)
        kinds = columns.pop("kinds", None)
        make_review = a_proposing_review if kinds else a_review
        return make_review(procedure=procedure, **({"kinds": kinds} if kinds else {}), **columns)

    make(
        "Đánh giá nhiệm vụ",
        kinds=(ProposalType.TIME, ProposalType.DOSSIER),
        cost_current=500,
        cost_proposed=100,
    )
    make("Cử người đi học", kinds=(ProposalType.REPEAL,), cost_current=900, cost_proposed=0)
    make("Xét sáng kiến", status=FormStatus.ACCEPTED, cost_current=700, cost_proposed=700)


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["Cử người đi học", "Đánh giá nhiệm vụ", "Xét sáng kiến"]),
        ({"tim": "danh gia"}, ["Đánh giá nhiệm vụ"]),
        ({"trang-thai": "ACCEPTED"}, ["Xét sáng kiến"]),
        ({"ket-luan": "PROPOSE"}, ["Cử người đi học", "Đánh giá nhiệm vụ"]),
        ({"hinh-thuc": "DOSSIER"}, ["Đánh giá nhiệm vụ"]),
        ({"trang-thai": "KHONG-CO"}, ["Cử người đi học", "Đánh giá nhiệm vụ", "Xét sáng kiến"]),
        ({"xep": "-ten"}, ["Xét sáng kiến", "Đánh giá nhiệm vụ", "Cử người đi học"]),
        ({"xep": "hien-hanh"}, ["Đánh giá nhiệm vụ", "Xét sáng kiến", "Cử người đi học"]),
        ({"xep": "-tiet-kiem"}, ["Cử người đi học", "Đánh giá nhiệm vụ", "Xét sáng kiến"]),
        ({"xep": "-trang-thai"}, ["Xét sáng kiến", "Cử người đi học", "Đánh giá nhiệm vụ"]),
        ({"xep": "khong-co"}, ["Cử người đi học", "Đánh giá nhiệm vụ", "Xét sáng kiến"]),
    ],
)
def test_list_narrows_and_sorts(client, three_reviews, asked, names):
    assert listed(client, **asked) == names


def test_list_adds_up_what_was_found(client, three_reviews):
    response = client.get(reverse("reviews:review_list"), {"ket-luan": "PROPOSE"})

    total = response.context["total"]
    assert (total.current, total.proposed) == (1400, 100)
    assert "92,86" in response.content.decode()  # 1 300 ÷ 1 400


def test_list_narrows_by_unit(department, three_reviews):
    office = client_of(a_user(Role.OFFICE, a_department(agency=department.agency)))
    other = a_review(department=a_department(agency=department.agency))

    assert len(listed(office)) == 4
    assert listed(office, **{"don-vi": other.department_id}) == [other.procedure.name]


def test_list_of_nothing_says_what_to_do(client):
    page = client.get(reverse("reviews:review_list")).content.decode()

    assert "Bấm “Rà soát một thủ tục” để bắt đầu." in page


def fifty_lines(review, count):
    for position in range(count):
        review.cost_lines.create(position=position, task="Tờ trình")


@pytest.mark.parametrize("name", ["review_detail", "review_costs", "review_proposal", "review_answers"])
def test_page_asks_as_often_for_fifty_rows_as_for_one(client, department, name):
    review = a_proposing_review(department=department)
    client.get(url(name, review))
    counts = []

    for more in (0, 2, 47):
        fifty_lines(review, more)
        for _ in range(more):
            review.proposal.actions.create(responsible_unit=department, change="Sửa")
            review.proposal.components.create(part=Part.STEPS)
        with CaptureQueriesContext(connection) as queries:
            client.get(url(name, review))
        counts.append(len(queries))

    assert counts == [counts[0]] * 3
