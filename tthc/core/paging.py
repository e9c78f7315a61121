"""One page of a long list, as asked for by ?trang= and ?moi-trang=."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict

from tthc.core.reading import read_key

PER_PAGE = (20, 50, 100, 200)


def page_of(rows: QuerySet, asked: QueryDict, per_page: int = 50) -> Page:
    """The page asked for; what is no page is the first one, what is beyond the end the last."""
    wanted = read_key(asked.get("moi-trang"))
    if wanted in PER_PAGE:
        per_page = wanted
    return Paginator(rows, per_page).get_page(asked.get("trang"))
