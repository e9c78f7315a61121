"""Words of a form as it reads, with what has changed since the last decision marked in them."""

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from tthc.workflow.changes import CHANGES
from tthc.workflow.comparing import Change, Words
from tthc.workflow.marking import PartMarks

register = template.Library()
ELEMENTS = {
    Change.REMOVED: '<del class="change">{}</del>',
    Change.ADDED: '<ins class="change">{}</ins>',
    Change.SAME: "{}",
}


@register.simple_tag(takes_context=True)
def marked(context, part: str, text: object, number: int | None = None, label: str = "") -> SafeString:
    """A text of a part, in the row of that number or the one that begins with the label; plain where no panel is."""
    text = "" if text is None else str(text)
    marks = _marks(context, part)
    runs = marks.words(text, number, label) if marks else None
    return linebreaksbr(conditional_escape(text)) if runs is None else _written(runs)


@register.simple_tag(takes_context=True)
def marked_row(context, part: str, number: int) -> SafeString:
    """The sign of a row that is new or stands elsewhere now; nothing for others."""
    marks = _marks(context, part)
    kind = marks.kind(number) if marks else None
    if kind is None:
        return SafeString("")
    label, tone = CHANGES[kind]
    return format_html(' <span class="tag tag-{}">{}</span>', tone, label)


@register.inclusion_tag("workflow/_changes_left.html", takes_context=True)
def changes_left(context, part: str) -> dict:
    """At the end of a part: what has changed and stands nowhere in its words."""
    marks = _marks(context, part)
    left = marks.left() if marks else []
    return {"rows": [(*CHANGES[change], [_written(cell) for cell in cells]) for change, cells in left]}


def _marks(context, part: str) -> PartMarks | None:
    panel = context.get("panel")
    seen = panel.texts.since_seen if panel else None
    return seen.marks.get(str(part)) if seen else None


def _written(runs: tuple[Words, ...]) -> SafeString:
    return format_html_join(
        "", "{}", ((format_html(ELEMENTS[run.change], linebreaksbr(run.text)),) for run in runs)
    )
