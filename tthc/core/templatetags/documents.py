"""For templates/print/: words of a description, escaped whatever they claim to be."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from tthc.core.documents.blocks import Words
from tthc.core.documents.inline import inline

register = template.Library()


@register.filter
def words(value: Words) -> SafeString:
    """Words as HTML; a string that says it is safe is escaped all the same."""
    return mark_safe(inline(value))


@register.filter
def page_of(pages: dict[str, int], anchor: str) -> str:
    """The page number of an anchor, plain digits; 0 while it is not known."""
    return str(pages.get(anchor, 0))
