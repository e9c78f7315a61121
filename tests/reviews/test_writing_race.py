"""Several people save at the same moment, each another line of one cost table: every line is kept, nobody is refused."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from reviews.models import Review
from tests.factories import a_department, a_review, a_user
from tests.procedures.posting import controls
from tthc.workflow.models import Sitting

WRITERS = 6
pytestmark = pytest.mark.django_db(transaction=True)


def test_lines_written_at_once_are_all_kept():
    review = a_review(department=a_department())
    for number in range(WRITERS):
        review.cost_lines.create(position=number + 1, task=f"Việc {number}", current_hours=1)
    address = reverse("reviews:costs_autosave", args=[review.pk])
    browsers = []
    for _ in range(WRITERS):
        browser = Client()
        browser.force_login(
            a_user(department=review.department), backend="django.contrib.auth.backends.ModelBackend"
        )
        browsers.append(browser)
    page = browsers[0].get(reverse("reviews:review_costs", args=[review.pk])).context["page"]
    loaded = {"section": "chi-phi", "seen-chi-phi": page.sides[0].page_marks}
    for form in [page.lines.management_form, *page.lines.forms]:
        loaded |= controls(form)
    start = Barrier(WRITERS)

    def save(number: int) -> tuple[int, str]:
        try:
            start.wait(timeout=30)
            typed = loaded | {f"dong-{number}-task": f"Của người {number}"}
            answer = browsers[number].post(address, typed, headers={"Accept": "application/json"})
            return answer.status_code, answer.json().get("state", "")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WRITERS) as pool:
        outcomes = list(pool.map(save, range(WRITERS)))

    assert outcomes == [(200, "to_save")] * WRITERS
    tasks = list(Review.objects.get().cost_lines.values_list("task", flat=True))
    assert tasks == [f"Của người {number}" for number in range(WRITERS)]
    assert sum(Sitting.objects.values_list("saves", flat=True)) == WRITERS
