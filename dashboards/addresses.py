"""Addresses of pages on which something can be done."""

from django.urls import NoReverseMatch, reverse


def page_url(name: str, *arguments: object) -> str:
    """The address of a page; "" when this site has no such page, so that a line is shown without a link."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
