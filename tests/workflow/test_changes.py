"""What changed since somebody last looked: on the panel, on lists, side by side; a form as it was accepted."""

import pytest
from django.urls import reverse

from departments.roles import Role
from procedures.models import Procedure
from reviews.models import Review
from tests.factories import a_complete_procedure, a_department, a_review, a_user, an_agency
from tthc.workflow.changes import read_parts, side_by_side
from tthc.workflow.gate import claim_edit, perform
from tthc.workflow.models import Move

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
NAMES = {"STEPS": [("Ai", "Việc", "Thời gian")]}


@pytest.fixture
def people():
    agency = an_agency()
    unit = a_department(agency=agency)
    return {
        "unit": unit,
        "staff": a_user(Role.STAFF, unit),
        "head": a_user(Role.HEAD, unit),
        "office": a_user(Role.OFFICE, a_department(agency=agency, is_office=True)),
    }


def sent(form, people):
    perform(form, "submit", by=people["staff"])
    perform(form, "agree", by=people["head"])


def returned_and_mended(people, **words) -> Procedure:
    """Returned by the office, changed in some columns, submitted and agreed to again."""
    form = a_complete_procedure(department=people["unit"])
    sent(form, people)
    perform(form, "return_to_unit", by=people["office"], remark="Xem lại")
    edit(form, people, **words)
    sent(form, people)
    return form


def edit(form, people, **words):
    claim_edit(form, by=people["staff"])
    type(form).objects.filter(pk=form.pk).update(**words)
    form.refresh_from_db()


def accepted(form, people):
    sent(form, people)
    perform(form, "take", by=people["office"])
    perform(form, "accept", by=people["office"])


def words_of(cells) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(cell.label, [(run.text, run.change.value) for run in cell.words]) for cell in cells]


def test_side_by_side_names_cells_and_marks_words():
    before = {
        "STEPS": [["Văn thư", "Vào sổ", "1 ngày"]],
        "TIME": [["Thời hạn", "3 ngày"]],
        "SAME": [["a", "b"]],
    }
    after = {"STEPS": [["Văn thư", "Vào sổ", "2 ngày"]], "TIME": [["Thời hạn", "—"]], "SAME": [["a", "b"]]}

    steps, time = side_by_side(before, after, labels={"STEPS": "Trình tự"}, headings=NAMES)

    assert (steps.label, steps.count, time.label) == ("Trình tự", 1, "TIME")
    assert words_of(steps.rows[0].before) == [
        ("Ai", [("Văn thư", "same")]),
        ("Việc", [("Vào sổ", "same")]),
        ("Thời gian", [("1 ", "removed"), ("ngày", "same")]),
    ]
    assert words_of(time.rows[0].before) == [("Thời hạn", [("3 ngày", "removed")])]
    assert words_of(time.rows[0].after) == [("Thời hạn", [])]


def test_side_by_side_of_a_wide_row_keeps_its_name_and_what_changed():
    row = [str(number) for number in range(9)]

    (part,) = side_by_side(
        {"X": [row]}, {"X": [[*row[:8], "mười"]]}, labels={}, headings={"X": [tuple("abcdefghi")]}
    )

    assert [cell.label for cell in part.rows[0].after] == ["a", "b", "i"]


def test_side_by_side_marks_the_words_of_a_first_cell_too():
    before = {"X": [["Sổ theo dõi giấy", "Phòng A"], ["giữ", "nguyên"], ["", "lĩnh vực"]]}
    after = {"X": [["Sổ theo dõi điện tử", "Phòng A"], ["giữ", "nguyên"], ["mới", "lĩnh vực"]]}

    (part,) = side_by_side(before, after, labels={}, headings={})

    assert [words_of(row.after) for row in part.rows] == [
        [("", [("Sổ theo dõi ", "same"), ("điện tử", "added")]), ("", [("Phòng A", "same")])],
        [("", [("mới", "added")]), ("", [("lĩnh vực", "same")])],
    ]


def test_read_parts_make_a_table_of_named_rows_and_facts_of_the_others():
    content = {"STEPS": [["Văn thư", "Vào sổ", ""], ["Số bộ", "2"]], "TIME": [["Thời hạn", "—"]]}

    steps, time = read_parts(content, labels={}, headings=NAMES)

    assert (steps.headings, steps.rows) == (["Ai", "Việc"], [[("Ai", "Văn thư"), ("Việc", "Vào sổ")]])
    assert (steps.facts, time.facts) == ([("Số bộ", "2")], [])


def test_panel_counts_changes_since_the_last_decision(client, people):
    form = returned_and_mended(people, subjects="Người khác hẳn", results_text="Giấy chứng nhận khác hẳn")
    client.force_login(people["office"], backend=BACKEND)

    page = client.get(form.get_absolute_url())

    seen = page.context["panel"].texts.since_seen
    assert (seen.count, seen.done) == (2, "Đã trả lại")
    assert "<strong>2 chỗ thay đổi</strong> từ lần xem trước" in page.text


def test_panel_says_when_what_came_back_is_unchanged(client, people):
    form = returned_and_mended(people)
    client.force_login(people["office"], backend=BACKEND)

    assert "Không có gì thay đổi từ lần xem trước" in client.get(form.get_absolute_url()).text


def test_changes_show_both_sides_from_the_last_decision_until_now(client, people):
    form = returned_and_mended(people, subjects="Phòng, đơn vị ngoài Sở")
    client.force_login(people["office"], backend=BACKEND)

    page = client.get(form.get_changes_url())

    assert [(part.part, part.count) for part in page.context["parts"]] == [("AGENCIES", 1)]
    assert '<del class="change">thuộc </del>' in page.text
    assert '<ins class="change">ngoài </ins>' in page.text


def test_changes_between_any_two_submissions(client, people):
    form = returned_and_mended(people, subjects="Lần hai")
    perform(form, "return_to_unit", by=people["office"], remark="Xem lại nữa")
    edit(form, people, notes="Lần ba")
    perform(form, "submit", by=people["staff"])
    client.force_login(people["staff"], backend=BACKEND)
    first, second, third = Move.objects.of(form).filter(transition="submit").values_list("pk", flat=True)

    def changed(before, after):
        page = client.get(form.get_changes_url(), {"tu": before, "den": after})
        return [part.part for part in page.context["parts"]]

    assert changed(first, second) == ["AGENCIES"]
    assert changed(second, third) == ["FREQUENCY"]
    assert changed(first, third) == ["AGENCIES", "FREQUENCY"]
    assert changed(third, third) == []


def test_changes_of_a_form_never_submitted_say_so(client, people):
    form = a_complete_procedure(department=people["unit"])
    client.force_login(people["staff"], backend=BACKEND)

    assert "chưa nộp lần nào" in client.get(form.get_changes_url(), {"tu": "99"}).text


def test_version_of_the_log_reads_as_it_was_accepted(client, people):
    form = a_complete_procedure(department=people["unit"], subjects="Chữ khi đạt")
    accepted(form, people)
    acceptance = Move.objects.of(form).get(transition="accept")
    perform(form, "reopen", by=people["office"], remark="Bổ sung")
    edit(form, people, subjects="Chữ sau khi mở lại")
    client.force_login(people["staff"], backend=BACKEND)

    page = client.get(form.get_version_url(acceptance.pk)).text

    assert "Chữ khi đạt" in page
    assert "Chữ sau khi mở lại" not in page
    taking = Move.objects.of(form).get(transition="take")
    assert client.get(form.get_version_url(taking.pk)).status_code == 404


def test_version_of_another_form_is_not_found(client, people):
    form, other = (a_complete_procedure(department=people["unit"]) for _ in range(2))
    perform(other, "submit", by=people["staff"])
    client.force_login(people["staff"], backend=BACKEND)

    assert client.get(form.get_version_url(Move.objects.of(other).get().pk)).status_code == 404


def test_reopened_form_is_marked_until_accepted_again(client, people):
    form = a_complete_procedure(department=people["unit"])
    client.force_login(people["office"], backend=BACKEND)
    said = []

    def note():
        said.append(
            (
                client.get(form.get_absolute_url()).context["panel"].texts.asks_again,
                client.get(reverse("procedures:procedure_list")).context["page"][0].asks_again,
            )
        )

    accepted(form, people)
    note()
    perform(form, "reopen", by=people["office"], remark="Bổ sung")
    note()
    edit(form, people, notes="Thêm")
    note()
    accepted(form, people)
    note()

    opened, edited = (f"{how} sau khi đạt, chờ chấp nhận lại" for how in ("Đã mở lại", "Đã sửa"))
    assert said == [("", ""), (opened, opened), (edited, edited), ("", "")]


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_lists_count_changes_in_a_constant_number_of_queries(rows, client, people, django_assert_num_queries):
    for number in range(rows):
        returned = a_complete_procedure(department=people["unit"])
        for transition, status in (("return_to_unit", "RETURNED"), ("submit", "DEPARTMENT")):
            changed = {"AGENCIES": [["Đối tượng thực hiện", f"{transition} {number}"]]}
            Move.objects.create(
                subject=returned, transition=transition, from_status="OFFICE", to_status=status,
                by=people["head"], version=1, snapshot=returned.content() | changed,
            )  # fmt: skip
        Procedure.objects.filter(pk=returned.pk).update(
            status="DEPARTMENT", submitted_by=people["staff"], submitted_at=returned.created_at
        )
    client.force_login(people["office"], backend=BACKEND)

    with django_assert_num_queries(13):
        page = client.get(reverse("procedures:procedure_list"))

    assert [form.changes_since_seen for form in page.context["page"]] == [1] * rows
    assert "1 chỗ thay đổi" in page.text


def test_changes_of_a_review_by_questions_and_costs(client, people):
    review = a_review(department=people["unit"])
    changed = {"COSTS": [["Tổng (đồng/năm)", "1", "1"]], "PROPOSAL": [["Kết luận", "Giữ nguyên", ""]]}
    Move.objects.create(
        subject=review, transition="return_to_unit", from_status="OFFICE", to_status="RETURNED",
        by=people["office"], version=1, snapshot=review.content() | changed,
    )  # fmt: skip
    client.force_login(people["staff"], backend=BACKEND)

    page = client.get(Review.objects.get(pk=review.pk).get_changes_url())

    assert [part.label for part in page.context["parts"]] == ["Chi phí tuân thủ", "Kết luận, phương án"]
    assert client.get(reverse("reviews:review_list")).context["page"][0].changes_since_seen is None
