"""A site that can be killed and started again under the eyes of a browser.

from tests.mortal_server import server, site  # noqa: F401  (fixtures)
"""

import socket
from contextlib import suppress

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import LiveServerThread
from pytest_django.live_server_helper import LiveServer

from tests.factories import PASSWORD


class Server:
    """A site that can be killed and started again at the same address."""

    def __init__(self):
        self.start("127.0.0.1")
        self.url = self.running.url

    def start(self, address: str) -> None:
        self.running = LiveServer(address)
        self.connections = []
        httpd = self.running.thread.httpd
        take = httpd.get_request

        def take_and_note():
            connection, client = take()
            self.connections.append(connection)
            return connection, client

        httpd.get_request = take_and_note

    def kill(self) -> None:
        """Those who are connected are cut off too: a browser keeps its connections."""
        self.running.stop()
        for connection in self.connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def start_again(self) -> None:
        self.start(self.url.removeprefix("http://"))


class AtTheSameAddress(ThreadedWSGIServer):
    """Django's own refuses an address that was in use a moment ago."""

    def __init__(self, *args, **options):
        super().__init__(*args, **(options | {"allow_reuse_address": True}))


@pytest.fixture
def server(transactional_db, monkeypatch):
    monkeypatch.setattr(LiveServerThread, "server_class", AtTheSameAddress)
    server = Server()
    yield server
    server.kill()


@pytest.fixture
def site(server):
    return server.url


def log_in_by_form(page, user):
    page.get_by_label("Tên đăng nhập").fill(user.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
