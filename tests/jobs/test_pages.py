"""The pages of background work: what they say in each state."""

import pytest
from django.urls import reverse

from tests.factories import a_job, a_user
from tthc.jobs.models import State
from tthc.jobs.progress import Progress, forget

pytestmark = pytest.mark.django_db


def page_of(client, job, **headers) -> str:
    client.force_login(job.owner, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(job.get_absolute_url(), headers=headers).content.decode()


def test_a_running_job_shows_how_far_it_is_and_asks_again(client):
    job = a_job(a_user(), state=State.RUNNING)
    Progress(job.pk).report(1500, 6000, "Đang dàn trang")

    fragment = page_of(client, job, hx_request="true")

    assert "Đang dàn trang: 25 %" in fragment
    assert 'hx-trigger="every 1s"' in fragment and "<html" not in fragment
    forget(job.pk)


def test_a_lost_job_offers_to_begin_anew(client):
    page = page_of(client, a_job(a_user(), state=State.RUNNING))

    assert "bị ngắt giữa chừng" in page and "Làm lại" in page and "hx-trigger" not in page


def test_the_file_bears_its_name_and_content(client):
    job = a_job(a_user(), state=State.DONE, file_name="danh mục.pdf", content=b"%PDF-1.7")
    client.force_login(job.owner, backend="django.contrib.auth.backends.ModelBackend")

    response = client.get(reverse("jobs:job_file", args=[job.pk]))

    assert (response.headers["Content-Type"], b"".join(response.streaming_content)) == (
        "application/pdf",
        b"%PDF-1.7",
    )
    assert response.headers["Content-Disposition"] == "attachment; filename*=utf-8''danh%20m%E1%BB%A5c.pdf"


@pytest.mark.parametrize("count", [1, 50])
def test_the_list_takes_as_many_queries_for_one_job_as_for_fifty(client, count, django_assert_num_queries):
    person = a_user()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    for _ in range(count):
        a_job(person)

    with django_assert_num_queries(6):
        client.get(reverse("jobs:job_list"))
