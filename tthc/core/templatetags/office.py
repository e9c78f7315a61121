"""Filters and components of every page; they are builtins, so that no template has to load them.

The markup of a component stands in templates/components/, with its parameters in the comment at its head.
Values pass through here as text: the template engine would write an id or a version as "1.234".
"""

from hashlib import blake2s
from urllib.parse import urlencode

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet, BoundField, CheckboxInput
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tthc.core import charts, display
from tthc.core.charts import Number
from tthc.core.controls import render_control
from tthc.core.rows import faults_of, row_table
from tthc.core.text import fold

register = template.Library()

register.filter("number", display.number)
register.filter("money", display.money)
register.filter("percent", display.percent)
register.filter("day", display.day)
register.filter("moment", display.moment)
register.filter("folded", fold)

TONES = ("ok", "wait", "late", "info", "mute")
BUTTON_TONES = {
    "": "btn-outline-secondary",
    "primary": "btn-primary",
    "danger": "btn-outline-danger",
    "quiet": "btn-link",
}


@register.filter
def lines(text: str | None) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


@register.filter
def plain(value: object) -> str:
    """An id, version or year as it is, without "1.234": for attributes and query strings written by hand."""
    return "" if value is None else str(value)


@register.inclusion_tag("components/field.html")
def field(
    bound: BoundField,
    label: str = "",
    help: str = "",
    example: str = "",
    needed: bool = False,
    wide: bool = False,
) -> dict:
    """A labelled control; see the template for the parameters."""
    help_text = help or bound.help_text
    attrs = {}
    described = [
        *([f"{bound.auto_id}_helptext"] if help_text or example else []),
        *([f"{bound.auto_id}_error"] if bound.errors else []),
    ]
    if described and not bound.use_fieldset:
        attrs["aria-describedby"] = " ".join(described)
    return {
        "bound": bound,
        "control": render_control(bound, attrs),
        "label": label or bound.label,
        "help_text": help_text,
        "example": example,
        "needed": needed,
        "wide": wide,
        "described": " ".join(described),
        "is_check": isinstance(bound.field.widget, CheckboxInput),
    }


@register.inclusion_tag("components/form_errors.html")
def form_errors(*forms: BaseForm | BaseFormSet) -> dict:
    """The summary above a form that was refused: what is wrong, each with a link to its field."""
    return {"faults": [fault for form in forms for fault in faults_of(form)]}


@register.inclusion_tag("components/filter_bar.html", takes_context=True)
def filter_bar(
    context: template.Context, form: BaseForm, label: str = "Lọc danh sách", keep: str = ""
) -> dict:
    """A GET form above a list; `keep` names the parameters of the address to carry along."""
    given = context["request"].GET
    kept = [(name, value) for name in keep.split() for value in given.getlist(name)]
    return {
        "controls": [
            (bound, render_control(bound), isinstance(bound.field.widget, CheckboxInput))
            for bound in form.visible_fields()
        ],
        "label": label,
        "kept": kept,
        "is_filtered": any(given.get(bound.html_name) for bound in form.visible_fields()),
        "path": context["request"].path,
        "unfiltered": "?".join(filter(None, [context["request"].path, urlencode(kept)])),
    }


@register.inclusion_tag("components/rows.html")
def rows(formset: BaseFormSet, caption: str = "", add_label: str = "Thêm dòng", join: str = "") -> dict:
    """A formset as a table whose rows are added, moved and removed in place."""
    return {"formset": formset, "table": row_table(formset, join), "caption": caption, "add_label": add_label}


@register.inclusion_tag("components/status_tag.html")
def status_tag(label: str, tone: str = "mute") -> dict:
    """A status as text plus colour; an unknown tone is an error of the page, not of the reader."""
    if tone not in TONES:
        raise template.TemplateSyntaxError(f"status_tag: tone is one of {TONES}, not {tone!r}")
    return {"label": label, "tone": tone}


@register.inclusion_tag("components/empty.html")
def empty(sentence: str) -> dict:
    """What a list says when it has no rows."""
    return {"sentence": sentence}


@register.inclusion_tag("components/help_note.html")
def help_note(text: str, example: str = "") -> dict:
    """What to write in a part of a form, with an example."""
    return {"text": text, "example": example}


@register.inclusion_tag("components/button.html")
def button(
    label: str,
    url: str = "",
    tone: str = "",
    name: str = "",
    value: object = "",
    form: str = "",
    hint: str = "",
    disabled_reason: str = "",
) -> dict:
    """A link in the dress of a button when `url` is given, else a submit button."""
    return {
        "label": label,
        "url": url,
        "look": BUTTON_TONES[tone],
        "name": name,
        "value": plain(value),
        "form": form,
        "hint": hint,
        **_disabled(label, disabled_reason),
    }


@register.inclusion_tag("components/post_button.html", takes_context=True)
def post_button(
    context: template.Context,
    url: str,
    label: str,
    version: object = None,
    tone: str = "",
    disabled_reason: str = "",
    hint: str = "",
    **hidden: object,
) -> dict:
    """One act as a form of its own: token, version and further hidden values, one button."""
    fields = {"version": version, **hidden} if version is not None else hidden
    return {
        "csrf_token": context.get("csrf_token"),
        "url": url,
        "label": label,
        "look": BUTTON_TONES[tone],
        **_disabled(label, disabled_reason),
        "hint": hint,
        "hidden": [(name, plain(value)) for name, value in fields.items()],
    }


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: template.Context, page: Page, noun: str = "dòng", param: str = "trang") -> dict:
    """Where one stands in a long list, with the other parameters of the address kept."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return {
        "page": page,
        "noun": noun,
        "links": [
            {
                "label": display.number(number) if isinstance(number, int) else number,
                "query": _query(context, **{param: number}) if isinstance(number, int) else "",
                "current": number == page.number,
            }
            for number in numbers
        ],
        "previous": _query(context, **{param: page.number - 1}) if page.has_previous() else "",
        "next": _query(context, **{param: page.number + 1}) if page.has_next() else "",
    }


@register.inclusion_tag("components/sort_link.html", takes_context=True)
def sort_link(
    context: template.Context, key: str, label: str, param: str = "xep", page_param: str = "trang"
) -> dict:
    """A heading that sorts: a first click upwards, a second downwards; the list starts again at page 1."""
    current = context["request"].GET.get(param, "")
    direction = {key: "up", f"-{key}": "down"}.get(current, "")
    target = f"-{key}" if direction == "up" else key
    return {
        "label": label,
        "direction": direction,
        "query": _query(context, **{param: target, page_param: None}),
    }


@register.inclusion_tag("components/sort_head.html", takes_context=True)
def sort_head(
    context: template.Context, key: str, label: str, numeric: bool = False, param: str = "xep"
) -> dict:
    """A whole <th> around sort_link, which tells a screen reader how the column is sorted."""
    link = sort_link(context, key, label, param)
    return {**link, "numeric": numeric}


@register.simple_tag
def progress_bar(
    percent: Number | None,
    target: Number | None = None,
    approved: Number | None = None,
    proposed: Number | None = None,
    title: str = "",
) -> SafeString:
    """A bar of what is done against the target; a cut may show what is approved and proposed in lighter shades.

    {% progress_bar row.share target=100 title="Đã rà soát 85 %, mục tiêu 100 %" %}; the figures stand beside it in words.
    """
    shares = [charts.Share(percent or 0, 1), charts.Share(approved or 0, 2), charts.Share(proposed or 0, 3)]
    return charts.progress_bar(shares, target, title=title or display.percent(percent))


@register.inclusion_tag("components/crumb.html")
def crumb(label: str, url: str = "") -> dict:
    """One step of the way from the start to this page, in the block `crumbs`."""
    return {"label": label, "url": url}


@register.simple_block_tag
def card(
    content: SafeString, title: str = "", note: str = "", anchor: str = "", level: int = 2
) -> SafeString:
    """A titled box; see templates/components/card.html."""
    return render_to_string(
        "components/card.html",
        {"content": content, "title": title, "note": note, "anchor": anchor, "level": level},
    )


@register.simple_block_tag
def table(
    content: SafeString, caption: str, hidden_caption: bool = False, cards: bool = False, wide: bool = False
) -> SafeString:
    """A captioned table that scrolls inside its own box; see templates/components/table.html."""
    return render_to_string(
        "components/table.html",
        {
            "content": content,
            "caption": caption,
            "hidden_caption": hidden_caption,
            "cards": cards,
            "wide": wide,
        },
    )


@register.simple_block_tag
def line(
    content: SafeString, title: str, url: str = "", note: str = "", label: str = "", tone: str = ""
) -> SafeString:
    """One entry of a list of work, its buttons inside; see templates/components/line.html."""
    return render_to_string(
        "components/line.html",
        {"content": content, "title": title, "url": url, "note": note, "label": label, "tone": tone},
    )


@register.simple_block_tag
def kpi(
    content: SafeString, title: str, value: str, of: str = "", label: str = "", tone: str = "", url: str = ""
) -> SafeString:
    """One figure of a dashboard with its measure; see templates/components/kpi.html."""
    return render_to_string(
        "components/kpi.html",
        {
            "content": content,
            "title": title,
            "value": value,
            "of": of,
            "label": label,
            "tone": tone,
            "url": url,
        },
    )


def _disabled(label: str, reason: str) -> dict:
    """The reason of a disabled button, and a name by which the button points to it."""
    name = blake2s(f"{label} {reason}".encode(), digest_size=4).hexdigest()
    return {"disabled_reason": reason, "reason_id": f"vi-{name}"}


def _query(context: template.Context, **changes: object) -> str:
    """The query string of the page with some parameters changed; None takes one out."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"
