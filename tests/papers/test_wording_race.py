"""Two administrators who change one wording at one moment: one is told, and what they wrote stays."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from departments.roles import Role
from papers.admin import WordingAdmin
from papers.models import Wording
from tests.factories import a_user

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 0.3  # seconds that the first waits for the second, which SQLite keeps from coming


def test_of_two_who_save_a_wording_at_once_one_is_told(monkeypatch):
    both, save_model = Barrier(2), WordingAdmin.save_model

    def meet(self, *arguments):
        with suppress(BrokenBarrierError):
            both.wait(PATIENCE)
        return save_model(self, *arguments)

    monkeypatch.setattr(WordingAdmin, "save_model", meet)
    browsers = []
    for name in ("Một", "Hai"):
        browser = Client()
        browser.force_login(
            a_user(Role.ADMIN, full_name=name), backend="django.contrib.auth.backends.ModelBackend"
        )
        browsers.append((name, browser))

    def save(one: tuple[str, Client]) -> tuple[int, str]:
        name, browser = one
        words = {"place": "procedure_form.label", "text": f"Mẫu của {name}", "after": "0"}
        try:
            answer = browser.post(reverse("admin:papers_wording_add"), words)
            return answer.status_code, "" if answer.status_code == 302 else answer.text
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        (_, _), (status, text) = sorted(pool.map(save, browsers), reverse=True)

    won = Wording.objects.get().text.removeprefix("Mẫu của ")
    lost = {"Một": "Hai", "Hai": "Một"}[won]
    assert (status, f"{won} đã lưu bản 1" in text, f"Mẫu của {lost}" in text) == (200, True, True)
