"""Walks from the start page through all that a person can open, link by link."""

import re
from html import unescape
from urllib.parse import urldefrag, urljoin, urlparse

from django.test import Client
from django.urls import Resolver404, resolve

from departments.models import User

LINK = re.compile(r"<a\b[^>]*?\shref=\"([^\"]+)\"")
PER_NAME = 2
LOGIN = "django.contrib.auth.backends.ModelBackend"


def own_links(page: str, body: str) -> list[str]:
    """Addresses inside the site that a page links to, without their place in the page."""
    links = (urldefrag(urljoin(page, unescape(href))).url for href in LINK.findall(body))
    return [link for link in links if not urlparse(link).netloc and link.startswith("/")]


def name_of(link: str) -> str:
    """The name of the URL with the keys of its query: a filtered list is another page than the plain one."""
    try:
        name = resolve(urlparse(link).path).view_name
    except Resolver404:
        name = link
    keys = sorted({part.partition("=")[0] for part in urlparse(link).query.split("&") if part})
    return f"{name} {'&'.join(keys)}".strip()


def walk(account: str) -> tuple[dict[str, str], dict[str, int]]:
    """(first HTML page of every name, dead links with their status) of all that is reached from the start page."""
    client = Client()
    client.force_login(User.objects.get(username=account), backend=LOGIN)
    waiting, seen, pages, dead = ["/"], {"/"}, {}, {}
    visits: dict[str, int] = {}
    while waiting:
        link = waiting.pop(0)
        name = name_of(link)
        visits[name] = visits.get(name, 0) + 1
        if visits[name] > PER_NAME or link.startswith(("/static/", "/quan-tri/")):
            continue
        response = client.get(link, follow=True)
        if response.status_code != 200:
            dead[link] = response.status_code
        elif not response.streaming and response.headers["Content-Type"].startswith("text/html"):
            body = response.content.decode()
            if "<html" in body:
                pages.setdefault(name, link)
            fresh = [found for found in own_links(link, body) if found not in seen]
            seen.update(fresh)
            waiting.extend(fresh)
    return pages, dead
