"""Sections of a review saved by themselves: answers, cost table, proposal."""

import pytest
from django.urls import reverse

from reviews.enums import Conclusion
from reviews.models import Review
from tests.factories import a_department, a_proposing_review, a_review, a_user
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
    return {f"seen-{side.key}": side.page_print for side in sides}


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


def test_cost_table_changed_by_another_shows_both(staff, client):
    review = a_review(department=staff.department)
    data = seen(client, "costs", review)
    save(client, "costs", review, "chi-phi", data | cost_table(LINE | {"task": "Của người kia"}))

    answer = save(client, "costs", review, "chi-phi", data | cost_table(LINE | {"task": "Của tôi"}))

    assert answer.status_code == 409
    assert "người kia" in answer.json()["conflict"]
    assert review.cost_lines.get().task == "Của người kia"


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
