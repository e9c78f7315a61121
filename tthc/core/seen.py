"""Small forms over something that is stored: a page that has grown stale is told what others have changed.

A page carries a mark of each control as it was loaded. When something stored has another mark by now, the form is
refused once: what the writer left alone takes the stored words, what they typed stays, and a sentence for each says so.
Saving again is then meant. Long forms merge instead (tthc/workflow/writing.py).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.forms import BoundField, CheckboxInput, HiddenInput

from tthc.core.wording import Written, mark_of, read_marks, said, stored_words, write_marks, written

SEEN = "seen"
TOLD = (
    "Trong lúc bạn xem, bản này đã được sửa ở nơi khác, nên chưa lưu. Chữ bạn gõ còn nguyên; "
    "xem lại rồi lưu lần nữa thì ghi theo các ô đang hiện."
)


@contextmanager
def rows_to_change(request, rows: QuerySet) -> Iterator[QuerySet]:
    """The rows out of which a page changes one; posted, it is held from being read to being written.

    What others wrote till then is seen and told; who comes later finds this page's words.
    """
    if request.method != "POST":
        yield rows
        return
    with transaction.atomic():
        yield rows.select_for_update(of=["self"], no_key=True)


class SeenForm(forms.Form):
    """What its `initial` (or instance) says is what is stored now; the template shows `seen` among the controls."""

    seen = forms.CharField(required=False, widget=HiddenInput)
    watched: tuple[str, ...] = ()  # the controls that tell whether anything has changed; all, unless said
    was_stale = False

    def get_initial_for_field(self, field: forms.Field, name: str):
        return self.stored_marks if name == SEEN else super().get_initial_for_field(field, name)

    @property
    def is_over_something(self) -> bool:
        """Whether anything is stored yet."""
        instance = getattr(self, "instance", None)
        return instance is None or instance.pk is not None

    @property
    def _controls(self) -> list[BoundField]:
        names = self.watched or self.fields
        return [self[name] for name in names if name != SEEN]

    @cached_property
    def stored_marks(self) -> str:
        """What a page loaded now would have seen."""
        return write_marks((bound.name, mark_of(stored_words(bound))) for bound in self._controls)

    def clean(self) -> dict:
        words = super().clean()
        words.pop(SEEN, None)
        changed = self._changed_by_others() if self.is_over_something else []
        if changed:
            self.was_stale = True
            self.data = self.data.copy()
            sentences = [self._told_of(bound) for bound in changed]
            self._put(SEEN, self.stored_marks)
            raise forms.ValidationError([TOLD, *filter(None, sentences)])
        return words

    def _changed_by_others(self) -> list[BoundField]:
        if self.add_prefix(SEEN) in self.data:
            marks, controls = read_marks(self._sent(SEEN)), self._controls
        else:  # no page of ours sent this; its version, if it has one, says whether it is stale
            marks = {"version": mark_of(self._sent("version"))}
            controls = [self[name] for name in ("version",) if name in self.fields]
        return [bound for bound in controls if marks.get(bound.name) != mark_of(stored_words(bound))]

    def _told_of(self, bound: BoundField) -> str:
        """Shows a control as it is now to be, and says what became of it; nothing about what no reader sees."""
        stored, typed = stored_words(bound), written(bound)
        mine = not bound.is_hidden and self._was_typed(bound, typed)
        if not mine:
            self._put(bound.name, stored)
            self._errors.pop(bound.name, None)
        if bound.is_hidden or typed == stored:
            return ""
        words = said(bound, stored) or "để trống"
        kept = "ô này vẫn giữ chữ của bạn" if mine else "ô này đã lấy theo"
        return f"{bound.label}: đang lưu “{words}”; {kept}."

    def _was_typed(self, bound: BoundField, typed: Written) -> bool:
        if bound.html_name not in self.data and not isinstance(bound.field.widget, CheckboxInput):
            return False  # the page did not have it yet
        return read_marks(self._sent(SEEN)).get(bound.name) != mark_of(typed)

    def _sent(self, name: str) -> str:
        return self.data.get(self.add_prefix(name)) or ""

    def _put(self, name: str, words: Written) -> None:
        key = self.add_prefix(name)
        if isinstance(words, list) and hasattr(self.data, "setlist"):
            self.data.setlist(key, words)
        elif words == "" and isinstance(self.fields[name].widget, CheckboxInput):
            self.data.pop(key, None)
        else:
            self.data[key] = words


class VersionForm(SeenForm):
    """A form over something that counts its versions; alone it says which one the person saw, and nothing else."""

    version = forms.IntegerField(widget=HiddenInput)
