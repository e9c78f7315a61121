"""Sections of a review saved by themselves: answers, cost table, proposal."""

import pytest
from django.urls import reverse

from reviews.enums import Conclusion
from reviews.models import Review
from tests.factories import a_department, a_proposing_review, a_review, a_user
from tests.procedures.posting import choices, controls
from tests.reviews.test_pages import LINE, cost_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    user = a_user(department=a_department(name="Phòng Quản lý khoa học"))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def save(client, page, review, section, data):
    url = reverse(f"reviews:{page}_autosave", args=[review.pk])
    return client.post(url, data | {"section": section}, headers={"Accept": "application/json"})


def seen(client, page, review) -> dict[str, str]:
    """The fingerprints that a page carries."""
    sides = client.get(reverse(f"reviews:review_{page}", args=[review.pk])).context["page"].sides
    return {f"seen-{side.key}": side.page_marks for side in sides}


def test_section_of_the_questionnaire_leaves_the_others_alone(staff, client):
    review = a_review(department=staff.department, answers={"1.a": "Mục tiêu"})
    other = review.questionnaire.definition["sections"][1]
    question = next(one for one in other["questions"] if one["parts"][0]["kind"] == "yes_no")
    key = f"{question['number']}.{question['parts'][0]['key']}"

    answer = save(client, "answers", review, other["key"], seen(client, "answers", review) | {key: "yes"})

    assert (answer.status_code, answer.json()["state"]) == (200, "to_save")
    assert Review.objects.get().answers == {"1.a": "Mục tiêu", key: "yes"}
    assert 'id="cac-buoc"' in answer.json()["marks"]


def test_cost_lines_keep_their_identity_and_are_added_once(staff, client):
    review = a_review(department=staff.department)
    data = seen(client, "costs", review) | cost_table(LINE)
    first = save(client, "costs", review, "chi-phi", data).json()
    again = data | first["values"] | {"seen-chi-phi": first["seen"], "dong-0-task": "Tờ trình mới"}

    save(client, "costs", review, "chi-phi", again)

    line = review.cost_lines.get()
    assert first["values"] == {"dong-0-id": str(line.pk)}
    assert line.task == "Tờ trình mới"


@pytest.fixture
def table(staff, client):
    """A review with one cost line, and what its page would post."""
    review = a_review(department=staff.department)
    review.cost_lines.create(position=1, task="Tờ trình", current_hours=2)
    page = client.get(reverse("reviews:review_costs", args=[review.pk])).context["page"]
    rows = [controls(form) for form in [page.lines.management_form, *page.lines.forms]]
    data = {"seen-chi-phi": page.sides[0].page_marks}
    for row in rows:
        data |= row
    return review, data


def test_cost_line_changed_by_two_shows_both_and_is_chosen(staff, client, table):
    review, data = table
    save(client, "costs", review, "chi-phi", data | {"dong-0-task": "Của người kia", "dong-1-task": "Đơn"})

    answer = save(client, "costs", review, "chi-phi", data | {"dong-0-current_hours": "3"})
    asked = answer.json()["conflict"]
    save(client, "costs", review, "chi-phi", data | {"dong-0-current_hours": "3"} | choices(asked, "mine"))

    assert (answer.status_code, "Của người kia" in asked, len(choices(asked, "mine"))) == (409, True, 1)
    lines = list(review.cost_lines.values_list("task", "current_hours"))
    assert lines == [("Tờ trình", 3), ("Đơn", None)]


def test_cost_lines_of_two_writers_are_both_kept(staff, client, table):
    review, data = table
    save(client, "costs", review, "chi-phi", data | {"dong-1-task": "Của người kia"})

    answer = save(client, "costs", review, "chi-phi", data | {"dong-0-source_note": "khảo sát"})

    assert answer.json()["others"] == "Chính bạn, ở cửa sổ khác, vừa sửa 1 chỗ khác của phần này."
    lines = list(review.cost_lines.values_list("task", "source_note"))
    assert lines == [("Tờ trình", "khảo sát"), ("Của người kia", "")]


def test_two_questions_of_one_section_are_both_kept(staff, client):
    review = a_review(department=staff.department)
    data = seen(client, "answers", review)
    save(client, "answers", review, "reasonableness", data | {"7.a": "yes"})

    answer = save(client, "answers", review, "reasonableness", data | {"8.a": "no", "8.a.why": "Thừa"})

    assert answer.status_code == 200
    assert Review.objects.get().answers == {"7.a": "yes", "8.a": "no", "8.a.why": "Thừa"}


def test_one_question_answered_by_two_is_asked_about(staff, client):
    review = a_review(department=staff.department)
    data = seen(client, "answers", review)
    save(client, "answers", review, "reasonableness", data | {"8.a": "yes"})

    answer = save(client, "answers", review, "reasonableness", data | {"8.a": "no", "8.a.why": "Thừa"})

    assert list(choices(answer.json()["conflict"], "mine")) == ["choice-reasonableness-cau-8"]


def test_components_and_actions_of_two_writers_are_both_kept(staff, client):
    review = a_proposing_review(department=staff.department)
    page = client.get(reverse("reviews:review_proposal", args=[review.pk])).context["page"]
    for key, name, texts in [
        ("noi-dung-don-gian-hoa", "reason", ("Vì", "Vì khác")),
        ("kien-nghi-thuc-thi", "change", ("Bỏ điểm c", "Bỏ điểm d")),
    ]:
        formset = page.sections[key].shown[0]
        data = {f"seen-{key}": page.sections[key].page_marks} | controls(formset.management_form)
        for form in formset.forms:
            data |= controls(form)
        added = f"{formset.prefix}-{len(formset.forms) - 1}-{name}"

        save(client, "proposal", review, key, data | {f"{formset.prefix}-0-{name}": texts[0]})
        answer = save(client, "proposal", review, key, data | {added: texts[1]})

        assert answer.status_code == 200
    proposal = Review.objects.get().proposal
    assert [row.reason for row in proposal.components.all()] == ["Vì", "Vì khác"]
    assert [row.change for row in proposal.actions.all()] == ["Bỏ điểm c", "Bỏ điểm d"]
    assert proposal.actions.first().responsible_unit == review.department


def test_wrong_figure_is_told_at_its_box(staff, client):
    review = a_review(department=staff.department)
    data = seen(client, "costs", review) | cost_table(LINE | {"current_hours": "hai"})

    answer = save(client, "costs", review, "chi-phi", data)

    assert (answer.status_code, "dong-0-current_hours" in answer.json()["faults"]) == (422, True)


def test_conclusion_alone_leaves_the_tables_and_what_was_done(staff, client):
    review = a_proposing_review(department=staff.department)
    kept = list(review.proposal.components.values()), list(review.proposal.actions.values())

    answer = save(
        client,
        "proposal",
        review,
        "ket-luan",
        seen(client, "proposal", review) | {"conclusion": Conclusion.KEEP, "conclusion_reason": "Cần"},
    )

    stored = Review.objects.get()
    assert (answer.status_code, stored.conclusion, stored.proposal.summary) == (
        200,
        Conclusion.KEEP,
        "Bớt giấy tờ (minh họa)",
    )
    assert (list(stored.proposal.components.values()), list(stored.proposal.actions.values())) == kept
